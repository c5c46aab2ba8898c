"""Teams as a channel: what an activity leads to, and what Teams is answered at once.

It has no dialogue of its own. A message goes the way of every channel's (`take`); what cannot be
taken is told in the conversation, so that it is sent, in order, like everything else.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from microsoft_agents.activity import Activity
from sqlalchemy.exc import IntegrityError

from gateway.api.conversation import take
from gateway.api.sessions import BEGIN, KEPT_HOURS, hours_kept
from gateway.assistant import Said
from gateway.context import Gateway
from gateway.danger import help_entry, sign_in
from gateway.model import MAX_TEXT, Entry, Message, NewEntry, TextMessage
from gateway.practice.admission import TRAINEE_ID, account_start
from gateway.practice.codes import without_codes
from gateway.problems import Problem, place_of
from gateway.store.store import Snapshot
from gateway.store.teams import TeamsStore
from gateway.teams.answers import Answer, for_card, for_dialog, not_known
from gateway.teams.cards import summary_of
from gateway.teams.counts import TAKEN
from gateway.teams.courier import Courier
from gateway.teams.identity import CHANNEL, Names, Talk
from gateway.teams.incoming import (
    ADAPTIVE_ACTION,
    TASK,
    Asked,
    Incoming,
    Installed,
    Nothing,
    Removed,
    Submitted,
    Typed,
    Unread,
    read,
)
from gateway.teams.order import InOrder
from gateway.teams.settings import TeamsSettings
from gateway.teams.signing import Signer, Unsigned
from gateway.teams.submissions import Unusable, message_of
from gateway.teams.words import told
from gateway.turns import fingerprint, packed, threaded
from gateway.words import words

logger = logging.getLogger(__name__)

NAME = CHANNEL
MOST_READ = 3 * MAX_TEXT
"""How much is read for danger of a text that is too long to take."""


class TeamsChannel:
    """What to do with the activities of people who were let in."""

    def __init__(
        self,
        gateway: Gateway,
        settings: TeamsSettings,
        places: TeamsStore,
        courier: Courier,
        signer: Signer,
    ) -> None:
        self._gateway = gateway
        self._settings = settings
        self._places = places
        self.courier = courier
        self._signer = signer
        self._names = Names(settings.key_bytes, _practice_secret(gateway, settings))
        self._order = InOrder()

    async def receive(self, activity: Activity, tenant: str) -> Answer | None:
        """Take an activity; gives what Teams must be answered at once, else None.

        Raises Unidentified for one that does not say who talks where.
        """
        talk = self._names.talk(activity, tenant)
        message = self._names.message(talk, activity)
        incoming = read(activity)
        TAKEN.labels(type(incoming).__name__.lower()).inc()
        try:
            if not talk.personal:
                return await self._in_a_group(talk, message, incoming)
            if isinstance(incoming, Nothing):
                return None
            async with self._order.of(talk.chat):
                return await self._in_person(talk, message, incoming)
        except Exception as fault:
            where = place_of(fault)
            logger.error("teams_fault", extra={"kind": type(fault).__name__, "where": where})
            return await self._outage(talk, incoming)

    async def _outage(self, talk: Talk, incoming: Incoming) -> Answer | None:
        """Say, past the store, that something is broken; danger gets its help all the same."""
        return await self._aside(talk, incoming, words().said("storing"))

    async def _aside(self, talk: Talk, incoming: Incoming, why: str) -> Answer | None:
        """Say why nothing was taken, with help in danger before it; nothing of it is kept."""
        if isinstance(incoming, Nothing | Removed):
            return None
        if isinstance(incoming, Asked):
            return for_card(why)
        help_ = [each.text for each in await self._help_in(_words_of(incoming))]
        self.courier.say_soon(talk.reference, "\n\n".join((*help_, why)))
        return None

    # -- personal chats ------------------------------------------------------------------------

    async def _in_person(self, talk: Talk, message: str, incoming: Incoming) -> Answer | None:
        if isinstance(incoming, Removed):
            await self._erase(talk)
            return None
        if self._gateway.off.is_off and await threaded(self._unknown, talk):
            # Nothing begins; what was begun is told so where it is kept (`_take`).
            new = await threaded(self._places.first, message)
            why = words().problem("switched_off")
            return await self._aside(talk, incoming, why) if new else None
        conversation = await self._conversation(talk)
        await threaded(self._places.remember, conversation, talk.chat, talk.reference)
        answer = await self._handle(conversation, message, incoming)
        self.courier.kick(conversation, talk.reference)
        return answer

    async def _handle(self, conversation: str, message: str, incoming: Incoming) -> Answer | None:
        match incoming:
            case Installed():
                await self._begin(conversation)
            case Typed(text=text, attached=attached):
                await self._take(conversation, TextMessage(id=message, text=text))
                if attached:
                    await self._notice(conversation, f"b{message[1:]}", "bijlage_erbij")
            case Submitted(data=data):
                await self._pressed(conversation, message, data)
            case Asked(name=name, data=data) if name == ADAPTIVE_ACTION:
                return for_card(await self._pressed(conversation, message, data))
            case Asked(name=name):
                if name.startswith(TASK):
                    return for_dialog()
                await self._notice(conversation, message, "onbekend")
                return not_known()
            case Unread(code=code, text=text):
                await self._notice(conversation, message, code, text)
        return None

    def _unknown(self, talk: Talk) -> bool:
        return self._gateway.store.of_token(talk.person) is None

    async def _conversation(self, talk: Talk) -> str:
        """Give the conversation of a talk; it is made when there is none (any more)."""
        store, settings = self._gateway.store, self._settings
        start = {"publieken": ",".join(settings.audiences), "spreker": settings.audiences[0]}
        if talk.trainee is not None:
            start = account_start(talk.trainee)
        start[KEPT_HOURS] = hours_kept(settings.idle_hours)
        for _attempt in range(3):
            found = await threaded(store.of_token, talk.person)
            if found is not None:
                return found
            try:
                return await threaded(store.create, NAME, talk.person, start)
            except IntegrityError:
                # Another process made it just now, or one whose time is over is still there.
                for ended in await threaded(store.erase_ended):
                    logger.info("teams_ended", extra={"channel": ended.id.split("-")[0]})
        raise RuntimeError("a conversation could not be made")

    async def _begin(self, conversation: str) -> None:
        said = Said(words().command("begin"), command="begin")
        await threaded(
            self._gateway.store.accept,
            conversation,
            BEGIN,
            fingerprint(NAME),
            None,
            packed(said, None, self._settings.audiences[0]),
            max_queue=self._gateway.settings.max_queue,
        )
        self._gateway.turns.kick(conversation)

    async def _take(self, conversation: str, message: Message) -> str | None:
        """Take a message; gives None, or why it was not taken, which the worker is told."""
        try:
            await take(self._gateway, conversation, message)
        except Problem as problem:
            text = words().problem(problem.code)
            if problem.before:
                text = f"{problem.before}\n\n{text}"
            notice = NewEntry("system", "error", text, {"code": problem.code})
            await self._say(conversation, f"p{message.id[1:]}", [notice])
            return notice.text
        return None

    async def _notice(self, conversation: str, message: str, code: str, text: str = "") -> None:
        """Say why something was not taken; what it tells of danger is answered all the same."""
        told_now = NewEntry("system", "error", told("berichten", code), {"code": code})
        await self._say(conversation, message, [*await self._help_in(text), told_now])

    async def _help_in(self, text: str) -> list[NewEntry]:
        spreker = self._settings.audiences[0]
        sign = await threaded(sign_in, text[:MOST_READ], spreker) if text else None
        return [help_entry(sign, spreker)] if sign is not None else []

    async def _say(self, conversation: str, message: str, entries: list[NewEntry]) -> None:
        await threaded(self._gateway.store.say, conversation, message, entries)

    # -- cards -----------------------------------------------------------------------------------

    async def _pressed(
        self, conversation: str, message: str, data: Mapping[str, Any]
    ) -> str | Mapping[str, Any] | None:
        """Take what a button asks for; gives a text or card for whoever waits for an answer."""
        known = await threaded(self._gateway.store.find, conversation, message)
        if known is not None:
            return None
        try:
            pressed = self._signer.check(conversation, data)
            wanted = message_of(message, pressed.action, data)
        except (Unsigned, Unusable) as wrong:
            await self._notice(conversation, message, wrong.code)
            return told("berichten", wrong.code)
        snapshot = await threaded(self._gateway.store.snapshot, conversation, 0)
        entry = _entry(snapshot, pressed.entry)
        if snapshot is None or entry is None:
            await self._notice(conversation, message, "kaart_verlopen")
            return told("berichten", "kaart_verlopen")
        wanted = self._without_code(wanted, snapshot)
        whole = self.courier.used_up(snapshot, entry)
        once = entry.id if whole else pressed.button
        if not await threaded(self._places.use, conversation, once, message):
            await self._notice(conversation, message, "kaart_gebruikt")
            return told("berichten", "kaart_gebruikt")
        refused = await self._take(conversation, wanted)
        if refused is not None:
            await threaded(self._places.give_back, conversation, once, message)
            return refused
        return await self._after(conversation, entry, wanted, whole=whole)

    def _without_code(self, message: Message, snapshot: Snapshot) -> Message:
        """Give a message without a practice code: it is shown again in the place of the card."""
        secret = _practice_secret(self._gateway, self._settings)
        if secret is None or not isinstance(message, TextMessage):
            return message
        if TRAINEE_ID not in snapshot.start:
            return message
        return message.model_copy(update={"text": without_codes(secret, message.text)})

    async def _after(
        self, conversation: str, entry: Entry, message: Message, *, whole: bool
    ) -> Mapping[str, Any] | None:
        place = await threaded(self._places.place, conversation)
        if place is None:
            return None
        if not whole:
            self.courier.renew_soon(place, entry)
            return None
        await threaded(self._places.answered, conversation, entry.id)
        self.courier.close_soon(place, entry, message)
        return summary_of(entry, message).card

    # -- leaving, and groups -----------------------------------------------------------------------

    async def _erase(self, talk: Talk) -> None:
        for conversation in await threaded(self._places.of_chat, talk.chat):
            await self.courier.forget(conversation)
            await self._gateway.turns.erase(conversation)

    async def _in_a_group(self, talk: Talk, message: str, incoming: Incoming) -> Answer | None:
        """Warn, and keep nothing: others read along."""
        warning = told("groep", "waarschuwing")
        if isinstance(incoming, Asked):
            return for_card(warning) if incoming.name == ADAPTIVE_ACTION else not_known()
        if isinstance(incoming, Nothing | Removed):
            return None
        if not await threaded(self._places.first, message):
            return None
        help_ = [each.text for each in await self._help_in(_words_of(incoming))]
        self.courier.say_soon(talk.reference, "\n\n".join((*help_, warning)))
        return None


def _practice_secret(gateway: Gateway, settings: TeamsSettings) -> bytes | None:
    secret = gateway.settings.practice_secret
    return secret.get_secret_value().encode() if settings.practice and secret else None


def _words_of(incoming: Incoming) -> str:
    """Give what was written, as far as it is text."""
    return incoming.text if isinstance(incoming, Typed | Unread) else ""


def _entry(snapshot: Snapshot | None, id_: str) -> Entry | None:
    entries = snapshot.entries if snapshot is not None else ()
    return next((each for each in entries if each.id == id_), None)
