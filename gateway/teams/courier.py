"""Brings what is said in a conversation to Teams: in order, once, by one worker at a time.

What was brought is noted per entry, so that any process can go on where another stopped.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any

from gateway.model import Entry, Message
from gateway.notifier import Notifier
from gateway.problems import place_of
from gateway.store.store import Snapshot, Store
from gateway.store.teams import Place, TeamsStore
from gateway.teams import payload
from gateway.teams.cards import CardContext, Rendered, render, summary_of
from gateway.teams.connector import Connector, Undelivered
from gateway.teams.signing import Signer
from gateway.teams.words import told
from gateway.turns import threaded

logger = logging.getLogger(__name__)

SWEEP_SECONDS = 5.0
HOLD_SECONDS = 180.0
LATER_SECONDS = 60.0
"""How long a conversation rests after Teams took nothing in spite of every attempt."""
LOOK_SECONDS = 1.0
TYPING_SECONDS = 4.0
PERSON = "person"

type ReportUrl = Callable[[str, str, str], str | None]


def no_report(_conversation: str, _entry: str, _format: str) -> str | None:
    """Give no address: files cannot be fetched."""
    return None


class Courier:
    """The sending of one process. `report_url` gives the address of a report, by conversation."""

    def __init__(
        self,
        store: Store,
        places: TeamsStore,
        notifier: Notifier,
        connector: Connector,
        signer: Signer,
        *,
        report_url: ReportUrl = no_report,
    ) -> None:
        self._store = store
        self._places = places
        self._notifier = notifier
        self._connector = connector
        self._signer = signer
        self._report_url = report_url
        self._worker = secrets.token_hex(8)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._others: set[asyncio.Task[None]] = set()
        self._sweeper: asyncio.Task[None] | None = None

    # -- life ------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to look after what another process left unsent."""
        self._sweeper = asyncio.create_task(self._sweep())

    async def stop(self) -> None:
        """End; what is not sent is left for whoever comes next."""
        tasks = [each for each in (self._sweeper, *self._tasks.values(), *self._others) if each]
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @property
    def idle(self) -> bool:
        """Tell whether nothing is being sent."""
        return not self._tasks and not self._others

    def kick(self, conversation: str, reference: Mapping[str, Any] | None = None) -> None:
        """See to what must be sent in a conversation, soon.

        `reference` is where to tell it when the conversation is gone by then: its worker, who just
        wrote, had it erased.
        """
        running = self._tasks.get(conversation)
        if running is not None and not running.done():
            self._again.add(conversation)
            return
        self._tasks[conversation] = asyncio.create_task(self._work(conversation, reference))

    async def forget(self, conversation: str) -> None:
        """Send nothing more: there is nobody to read it."""
        self._again.discard(conversation)
        task = self._tasks.pop(conversation, None)
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            try:
                for each in await threaded(self._places.behind):
                    self.kick(each)
            except Exception as fault:
                logger.error("teams_sweep", extra={"kind": type(fault).__name__})

    # -- sending -----------------------------------------------------------------------------------

    async def _work(self, conversation: str, reference: Mapping[str, Any] | None) -> None:
        try:
            while await self._bring(conversation, reference) and conversation in self._again:
                self._again.discard(conversation)
        except Undelivered:
            # Counted and logged where it was given up; it is tried again after a rest.
            await self._rest(conversation)
        except Exception as fault:
            where = place_of(fault)
            logger.error("teams_work", extra={"kind": type(fault).__name__, "where": where})
            await self._rest(conversation)
        finally:
            self._tasks.pop(conversation, None)

    async def _rest(self, conversation: str) -> None:
        await threaded(self._places.claim, conversation, self._worker, LATER_SECONDS)

    async def _bring(self, conversation: str, reference: Mapping[str, Any] | None) -> bool:
        """Send all there is, and what still comes of a message that is being handled.

        Gives False when the conversation is gone.
        """
        place = await self._claim(conversation)
        shown_typing = 0.0
        while place is not None:
            snapshot = await threaded(self._store.snapshot, conversation, place.sent_seq)
            if snapshot is None:
                break
            for entry in snapshot.entries:
                await self._show(place, entry)
            if snapshot.busy_since is None and not snapshot.entries:
                await threaded(self._places.release, conversation, self._worker)
                return True
            reference = place.reference
            if snapshot.busy_since is not None:
                if time.monotonic() - shown_typing > TYPING_SECONDS:
                    shown_typing = time.monotonic()
                    await self._connector.typing(place.reference, payload.typing(place.reference))
                await self._notifier.wait(conversation, LOOK_SECONDS)
            place = await self._claim(conversation)
        if await threaded(self._store.version, conversation) is not None:
            return True
        self._again.discard(conversation)
        if reference is not None:
            # It was there a moment ago: the worker had it erased.
            await self.say(reference, told("berichten", "gewist"))
        return False

    async def _claim(self, conversation: str) -> Place | None:
        return await threaded(self._places.claim, conversation, self._worker, HOLD_SECONDS)

    async def _show(self, place: Place, entry: Entry) -> None:
        """Send one entry and note that it was. Raises Undelivered when it may be tried later."""
        activity: str | None = None
        asks = False
        if entry.sender != PERSON:
            rendered = self._rendered(place.conversation, entry)
            try:
                for each in payload.activities(rendered, place.reference):
                    activity = await self._connector.send(place.reference, each)
            except Undelivered as fault:
                if fault.again:
                    raise
            if rendered.card is None:
                activity = None
            asks = rendered.whole
        waited = await threaded(
            self._places.sent, place.conversation, entry.seq, entry.id, activity, asks=asks
        )
        if waited is not None:
            self._later(self._pass_by(place, waited))

    def _rendered(self, conversation: str, entry: Entry) -> Rendered:
        def report_url(entry_id: str, format_: str) -> str | None:
            return self._report_url(conversation, entry_id, format_)

        sign = self._signer.card(conversation, entry.id)
        return render(entry, CardContext(sign=sign, report_url=report_url))

    async def say(self, reference: Mapping[str, Any], text: str) -> None:
        """Send a text outside any conversation of ours; a failure is logged and counted."""
        try:
            for part in payload.split(text):
                await self._connector.send(reference, payload.of_text(part, reference))
        except Undelivered:
            return

    def say_soon(self, reference: Mapping[str, Any], text: str) -> None:
        """As `say`, in the background."""
        self._later(self.say(reference, text))

    # -- cards that were used ----------------------------------------------------------------------

    def used_up(self, snapshot: Snapshot, entry: Entry) -> bool:
        """Tell whether one button uses up the whole card of an entry."""
        return self._rendered(snapshot.id, entry).whole

    def close_soon(self, place: Place, entry: Entry, message: Message) -> None:
        """Put what was filled in, to read, in the place of a card that was used up."""
        self._later(self._replace(place, entry, summary_of(entry, message)))

    async def _pass_by(self, place: Place, waited: str) -> None:
        """Take the buttons off a card whose question was answered in words, or left."""
        snapshot = await threaded(self._store.snapshot, place.conversation, 0)
        entries = snapshot.entries if snapshot is not None else ()
        entry = next((each for each in entries if each.id == waited), None)
        if entry is not None:
            await self._replace(place, entry, payload.passed(entry.text))

    def renew_soon(self, place: Place, entry: Entry) -> None:
        """Give a card of which one button was used that button anew."""
        self._later(self._replace(place, entry, self._rendered(place.conversation, entry)))

    async def _replace(self, place: Place, entry: Entry, rendered: Rendered) -> None:
        sent = place.cards.get(entry.id)
        if sent is None:
            return
        shown = payload.activities(rendered, place.reference)
        if len(shown) > 1:
            # The last part holds the buttons; the others stay as they were sent.
            shown = shown[-1:]
        try:
            await self._connector.replace(place.reference, sent, shown[0])
        except Undelivered:
            return

    def _later(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._others.add(task)
        task.add_done_callback(self._others.discard)
