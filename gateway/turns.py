"""Handles the messages of conversations: one at a time per conversation, each exactly once.

A message is first kept, then handled by whichever process claims its conversation; one that
a process left lying is taken up by another. Every channel uses this in the same way.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from gateway import tracing
from gateway.assistant import Assistant, Refused, Reply, Said, Unreachable
from gateway.danger import Sign, help_entry
from gateway.metrics import Metrics
from gateway.model import NewEntry
from gateway.notifier import Notifier
from gateway.problems import place_of
from gateway.store.store import Outcome, Store, Work
from gateway.words import words

logger = logging.getLogger(__name__)

SWEEP_SECONDS = 5.0
ERASE_EVERY_SWEEPS = 12
# A claim lasts so long and is renewed while its message is handled: what a process that was killed
# left lying, another takes up soon.
CLAIM_SECONDS = 12.0
FIRST_PAUSE = 0.3
LONGEST_PAUSE = 3.0
FORGOTTEN = "forgotten"


async def threaded[**P, T](function: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
    """Run a short blocking call beside the event loop.

    Whoever is cancelled meanwhile waits until it is done: nothing writes behind its back.
    """
    call = asyncio.ensure_future(asyncio.to_thread(function, *args, **more))
    try:
        return await asyncio.shield(call)
    except asyncio.CancelledError:
        await asyncio.wait({call})
        raise


def fingerprint(content: object) -> str:
    """Give what tells one message from another, without its words."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


class Turns:
    """The work of one process on the messages that wait."""

    def __init__(
        self,
        store: Store,
        assistant: Assistant,
        notifier: Notifier,
        *,
        patience: float,
        danger_patience: float,
        metrics: Metrics | None = None,
    ) -> None:
        self.store = store
        self.assistant = assistant
        self.notifier = notifier
        self.patience = patience
        self.danger_patience = danger_patience
        self.metrics = metrics or Metrics()
        self.worker = secrets.token_hex(8)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._unreleased: set[str] = set()
        self._watches: set[asyncio.Task[None]] = set()
        self._sweeper: asyncio.Task[None] | None = None

    # -- life ------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to look after what was left lying and what must be erased."""
        self._sweeper = asyncio.create_task(self._sweep())

    async def stop(self) -> None:
        """End; what is being handled is left for whoever comes next."""
        tasks = [each for each in (self._sweeper, *self._tasks.values(), *self._watches) if each]
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def kick(self, conversation: str, work: Work | None = None) -> None:
        """See to the waiting messages of a conversation, soon; to `work` where it is claimed."""
        self.notifier.changed(conversation)
        running = self._tasks.get(conversation)
        if running is not None and not running.done():
            # It claims what is claimed for this process already, too.
            self._again.add(conversation)
            return
        self._tasks[conversation] = asyncio.create_task(self._work(conversation, work))

    # -- erasing -----------------------------------------------------------------------------------

    async def erase(self, conversation: str) -> bool:
        """Erase a conversation everywhere; False when the assistant must still do its part."""
        task = self._tasks.pop(conversation, None)
        self._again.discard(conversation)
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        if await threaded(self.store.erase, conversation):
            self.metrics.gone("asked")
        self.notifier.changed(conversation)
        return await self._erase_there(conversation)

    async def _erase_there(self, conversation: str) -> bool:
        try:
            await self.assistant.erase(conversation)
        except Unreachable:
            return False
        await threaded(self.store.erased_everywhere, conversation)
        return True

    async def _sweep(self) -> None:
        rounds = 0
        while True:
            try:
                for each in tuple(self._unreleased):
                    await threaded(self.store.release, each, self.worker)
                    self._unreleased.discard(each)
                for each in await threaded(self.store.abandoned):
                    self.kick(each)
                if rounds % ERASE_EVERY_SWEEPS == 0:
                    await threaded(self.store.erase_old_receipts)
                    for ended in await threaded(self.store.erase_ended):
                        self.metrics.gone("ended")
                        self.metrics.stopped("na_advies" if ended.advised else ended.open)
                for each in await threaded(self.store.to_erase):
                    await self._erase_there(each)
            except Exception as fault:
                logger.error("sweep", extra={"kind": type(fault).__name__})
                self.metrics.fault(type(fault).__name__)
            rounds += 1
            await asyncio.sleep(SWEEP_SECONDS)

    # -- handling ----------------------------------------------------------------------------------

    async def _work(self, conversation: str, work: Work | None = None) -> None:
        told = False
        try:
            while True:
                if work is None:
                    claim = self.store.claim
                    work = await threaded(claim, conversation, self.worker, CLAIM_SECONDS)
                told = work is not None
                if work is None:
                    if conversation not in self._again:
                        break
                    self._again.discard(conversation)
                    continue
                async with self._holding(conversation):
                    more = await self._handle(work)
                if not more and conversation not in self._again:
                    break
                self._again.discard(conversation)
                work = None
        except Exception as fault:
            where = place_of(fault)
            logger.error("turn", extra={"kind": type(fault).__name__, "where": where})
            self.metrics.fault(type(fault).__name__)
            told = False
            await self._release(conversation)
        finally:
            self._tasks.pop(conversation, None)
            if not told:
                self.notifier.changed(conversation)

    async def _release(self, conversation: str) -> None:
        """Let others at a conversation; when the store is away, as soon as it is back."""
        try:
            await threaded(self.store.release, conversation, self.worker)
        except SQLAlchemyError:
            self._unreleased.add(conversation)

    @asynccontextmanager
    async def _holding(self, conversation: str) -> AsyncIterator[None]:
        """Keep a claim for as long as the block runs."""

        async def renew() -> None:
            while True:
                await asyncio.sleep(CLAIM_SECONDS / 3)
                # Should it be lost all the same: who else asks gets the same answer, once.
                with suppress(SQLAlchemyError):
                    await threaded(self.store.hold, conversation, self.worker, CLAIM_SECONDS)

        renewing = asyncio.create_task(renew())
        try:
            yield
        finally:
            renewing.cancel()
            await asyncio.wait({renewing})

    def help_soon(self, conversation: str, message: str, sign: Sign, spreker: str | None) -> None:
        """Give help for a sign of danger, unless the assistant does so first.

        It waits for nothing else: not for earlier messages, not for a machine that is down.
        """

        async def watch() -> None:
            await asyncio.sleep(self.danger_patience)
            await self._help(conversation, message, sign, spreker)

        task = asyncio.create_task(watch())
        self._watches.add(task)
        task.add_done_callback(self._watches.discard)

    async def _help(self, conversation: str, message: str, sign: Sign, spreker: str | None) -> None:
        entry = help_entry(sign, spreker)
        if await threaded(self.store.help, conversation, message, entry):
            self.notifier.changed(conversation)

    async def _handle(self, work: Work) -> bool:
        """Handle a message; tells whether others of its conversation may be waiting."""
        began = time.monotonic()
        self.metrics.spent("queue", work.waited)
        waiting = work.content["said"]
        said = Said(**{**waiting, "choices": tuple(waiting["choices"]), "start": work.start})
        try:
            with tracing.span("turn"):
                outcome = self._outcome(await self._ask(work, said), work)
        except Unreachable as fault:
            logger.warning("assistant_down", extra={"kind": str(fault)})
            self.metrics.fault("assistant_down")
            if work.content["sign"]:
                sign = Sign(**work.content["sign"])
                await self._help(work.conversation, work.message, sign, work.content["spreker"])
            outcome = FAILED
        except Refused as refused:
            logger.warning("refused", extra={"kind": refused.code})
            self.metrics.fault(refused.code)
            outcome = await self._after_refusal(work, refused.code)
        answered = time.monotonic()
        self.metrics.spent("assistant", answered - began)
        more = False
        if outcome is None:
            if await threaded(self.store.erase, work.conversation, owed=False):
                self.metrics.gone("asked")
        elif finished := await threaded(self.store.finish, work, outcome):
            more = finished.more
            self._count(work, said, outcome)
        self.metrics.spent("store", time.monotonic() - answered)
        self.notifier.changed(work.conversation)
        milliseconds = round((time.monotonic() - began) * 1000)
        logger.info("turn", extra={"channel": work.conversation.split("-")[0], "ms": milliseconds})
        return more

    def _count(self, work: Work, said: Said, outcome: Outcome) -> None:
        """Count what a message led to; nothing where the assistant did not answer."""
        if outcome.state is None:
            return
        typed = not (said.choices or said.command or said.change or said.fill)
        told = [(each.kind, each.data) for each in outcome.entries]
        after = outcome.state.get("open")
        self.metrics.turn(told, typed=typed, before=work.open, after=after)
        for each in outcome.receipts:
            if each["overruled_with"]:
                self.metrics.overruled(each["domein"])

    async def _ask(self, work: Work, said: Said) -> Reply:
        """Ask the assistant, again and again while it cannot be reached, for as long as allowed."""
        until = time.monotonic() + self.patience
        pause = FIRST_PAUSE
        while True:
            try:
                async with asyncio.timeout(max(0.1, until - time.monotonic())):
                    reply = await self.assistant.send(work.conversation, work.message, said)
                if reply.state is None and not reply.messages and not reply.erased:
                    raise Unreachable("no action answered")
            except (Unreachable, TimeoutError) as fault:
                if time.monotonic() + pause >= until:
                    raise Unreachable(str(fault) or type(fault).__name__) from None
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return reply

    def _outcome(self, reply: Reply, work: Work) -> Outcome | None:
        """Give what an answer leads to; None: the conversation was erased over there."""
        if reply.erased:
            return None
        entries = [NewEntry("assistant", m.kind, m.text, m.data) for m in reply.messages]
        if work.turns and not reply.known:
            entries.insert(0, NewEntry("system", "error", *_told(FORGOTTEN)))
        advice = reply.advice
        if advice is not None:
            advice = {"made_at": datetime.now(UTC).date().isoformat(), **advice}
        receipts = [each.model_dump() for each in reply.receipts]
        return Outcome(entries, reply.state, advice, turn=True, receipts=receipts)

    async def _after_refusal(self, work: Work, code: str) -> Outcome | None:
        """Give what follows on a message that the assistant did not take.

        When it lost the conversation it begins again; else what is open now stays open.
        """
        if code != FORGOTTEN:
            return Outcome([NewEntry("system", "error", *_told(code))])
        again = Said(words().command("begin"), command="begin", start=work.start)
        try:
            reply = await self._ask(replace(work, message=f"{work.message}.again"), again)
        except (Unreachable, Refused):
            return FAILED
        return self._outcome(reply, work)


def _told(code: str) -> tuple[str, dict[str, Any]]:
    """Give text and data of an entry that says what is out of order."""
    if code == FORGOTTEN:
        return words().said("vergeten"), {"code": code}
    if code in ("choice_gone", "nothing_to_change"):
        return words().problem(code), {"code": code}
    return words().said("storing"), {"code": "assistant_down"}


FAILED = Outcome([NewEntry("system", "error", *_told("assistant_down"))])
"""What is said when the assistant does not answer."""


def packed(said: Said, sign: Sign | None, spreker: str | None) -> dict[str, Any]:
    """Give a message as it waits in the store."""
    return {
        "said": {**asdict(said), "choices": list(said.choices)},
        "sign": sign.packed() if sign else None,
        "spreker": spreker,
    }
