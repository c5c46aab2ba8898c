"""Practising from the first menu to the last: which form, which case, what afterwards.

A pure state machine like the forms, but for the desk: the trainee's own store of progress, the
moment it is and the seed. What a store cannot keep is told; practising goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from practice import own_progress
from practice.desk import Desk
from practice.forms import forms
from practice.forms.naming import picked
from practice.forms.turn import Ask, Context, Input, Message, Say, Turn, means
from practice.menu import (
    AFTER,
    ANY,
    ASIDE,
    BUSY,
    DISPUTE,
    ERASE,
    FITTING,
    FURTHER,
    GROUP,
    LEVEL,
    LEVELS,
    MENU,
    OVER,
    PROGRESS,
    SHARE,
    STELSEL,
    STOP,
    choices,
)
from practice.picking import pick, started
from practice.progress.identity import typed_group
from practice.progress.model import Form, Reason
from practice.progress.presenting import full_name

type Session = dict[str, Any]
"""The state of practising, as JSON: `fase`, the `wens` (vorm, stelsel, niveau), the `oefening`."""


@dataclass(frozen=True, slots=True)
class Stand:
    """The next state and what is said; the open question last."""

    state: Session
    said: tuple[Message, ...]

    @property
    def over(self) -> bool:
        """Tell whether practising was stopped."""
        return bool(self.state["fase"] == OVER)


def new() -> Session:
    """Give the state before anything was chosen."""
    return {"fase": MENU, "wens": {}, "oefening": None}


class Practice:
    """One turn of practising: the state, with what it works with."""

    def __init__(self, state: Session, desk: Desk, context: Context) -> None:
        self.state: Session = dict(state)
        self.desk = desk
        self.context = context
        self.words = context.words

    # -- turns -----------------------------------------------------------------------------------

    def begin(self) -> Stand:
        """Open the menu."""
        if not self._admitted():
            return self._over(Say(self.words.say("niet_toegelaten")))
        self.state |= {"fase": MENU, "wens": {}, "oefening": None}
        return self._stand(self.ask())

    def further(self) -> Stand:
        """Go on with what comes back now, or with something new."""
        if not self._admitted():
            return self._over(Say(self.words.say("niet_toegelaten")))
        self.state["wens"] = {}
        return self._next()

    def progress(self) -> Stand:
        """Show how the trainee stands, then come back."""
        if not self._admitted():
            return self._over(Say(self.words.say("niet_toegelaten")))
        return self._stand(own_progress.shown(self.desk, self.context), self.ask())

    def join(self, code_hash: str) -> Stand:
        """Put the trainee in the group of a code, then ask what of hers it may see."""
        if not self._admitted():
            return self._over(Say(self.words.say("niet_toegelaten")))
        told, group = own_progress.joined(code_hash, self.desk)
        said = Say(self.words.say(told, groep=group))
        if not group:
            return self._stand(said, self.ask())
        return self._stand(said, *self._aside(SHARE).said)

    def ask_group(self) -> Stand:
        """Ask for the code of a group; what was open waits."""
        return self._admitted_aside(GROUP)

    def ask_sharing(self) -> Stand:
        """Ask what the team may see; what was open waits."""
        return self._admitted_aside(SHARE)

    def resume(self) -> Stand:
        """Put the open question again."""
        return self._stand(self.ask())

    def help(self) -> Stand:
        """Say what can be done, then come back."""
        return self._stand(Say(self.words.say("hulp"), "help"), self.ask())

    def stop(self) -> Stand:
        """Stop; what is half done is left."""
        return self._over(Say(self.words.say("gestopt")))

    def take(self, given: Input) -> Stand:
        """Take what the trainee typed or chose: a wish that holds anywhere, else an answer."""
        if not given.chosen:
            wished = self._wished(given.text)
            if wished is not None:
                return wished
        phases: dict[str, Callable[[Input], Stand]] = {
            MENU: self._menu,
            STELSEL: self._stelsel,
            LEVEL: self._level,
            BUSY: self._exercise,
            AFTER: self._after,
            DISPUTE: self._dispute,
            ERASE: self._erase,
            SHARE: self._share,
            GROUP: self._group,
        }
        return phases[self.state["fase"]](given)

    def ask(self) -> Ask:
        """Give the question that is open."""
        if self.state["fase"] == BUSY:
            try:
                return forms.ask(self.state["oefening"], self.context)
            except KeyError:
                # The case went stale between two messages.
                self.state |= {"fase": MENU, "oefening": None}
        phase, words = self.state["fase"], self.words
        name, options, multi = choices(phase, self.context)
        typed = "text" if phase == GROUP or not options else ""
        return Ask(f"oefenen_{phase}", words.say(name), options, multi, typed)

    # -- wishes that hold anywhere ---------------------------------------------------------------

    def _wished(self, text: str) -> Stand | None:
        def wants(what: str) -> bool:
            return means(text, self.words.hears(what))

        phase = self.state["fase"]
        code = typed_group(text)
        if code is not None:
            return self.join(code)
        if wants("groep"):
            return self.ask_group()
        if wants("zoek"):
            return self._look_up(text)
        if wants("wis_voortgang"):
            return self._aside(ERASE)
        if wants("delen"):
            return self.ask_sharing()
        if wants("stoppen"):
            return self.stop()
        if wants("voortgang"):
            return self.progress()
        if own_progress.wants_download(text):
            return self._stand(own_progress.downloaded(self.desk, self.context), self.ask())
        if wants("verder"):
            return self.further()
        if wants("oefenen"):
            return self.begin()
        if wants("hulp"):
            return self.help()
        if phase == AFTER and wants("oneens"):
            return self._disagree()
        if phase == AFTER and wants("nog_een"):
            return self._next()
        return None

    def _admitted_aside(self, phase: str) -> Stand:
        if not self._admitted():
            return self._over(Say(self.words.say("niet_toegelaten")))
        return self._aside(phase)

    def _aside(self, phase: str) -> Stand:
        """Open a question of its own; what was open waits."""
        if self.state["fase"] not in ASIDE:
            self.state["daarvoor"] = self.state["fase"]
        self.state["fase"] = phase
        return self._stand(self.ask())

    def _back(self, text: str) -> Stand:
        self.state["fase"] = self.state.pop("daarvoor", MENU)
        return self._stand(Say(self.words.say(text)), self.ask())

    def _look_up(self, text: str) -> Stand:
        wanted = text.strip().partition(" ")[2].strip().removeprefix("op ").strip()
        found = list(self.desk.look_up(wanted)) if wanted else []
        if not found:
            found = [Say(self.words.say("niets_gevonden", zoek=wanted))]
        return self._stand(*found, self.ask())

    # -- choosing what to practise ---------------------------------------------------------------

    def _menu(self, given: Input) -> Stand:
        options = choices(MENU, self.context)[1]
        choice = picked(given, options, [(form.value, form.value) for form in Form])
        if choice == FURTHER:
            return self.further()
        if choice == PROGRESS:
            return self.progress()
        if choice == STOP:
            return self.stop()
        if choice is None:
            return self._again()
        self.state |= {"wens": {"vorm": choice}, "fase": STELSEL}
        return self._stand(self.ask())

    def _stelsel(self, given: Input) -> Stand:
        options = choices(STELSEL, self.context)[1]
        also = [(id_, id_) for id_ in self.context.catalogue.stelsels]
        choice = picked(given, options, [*also, ("alle", ANY), ("maakt niet uit", ANY)])
        if choice is None:
            return self._again()
        chosen = None if choice == ANY else choice
        self.state |= {"wens": {**self.state["wens"], "stelsel": chosen}, "fase": LEVEL}
        return self._stand(self.ask())

    def _level(self, given: Input) -> Stand:
        options = choices(LEVEL, self.context)[1]
        typed = [
            f"niveau_{n}" for n in LEVELS if means(given.text, self.words.hears(f"niveau_{n}"))
        ]
        choice = picked(given, options, [("maakt niet uit", FITTING)])
        choice = typed[0] if typed and not given.chosen else choice
        if choice is None:
            return self._again()
        level = None if choice == FITTING else int(choice.removeprefix("niveau_"))
        self.state["wens"] = {**self.state["wens"], "niveau": level}
        return self._next()

    def _again(self) -> Stand:
        return self._stand(Say(self.words.say("menu_niet_herkend")), self.ask())

    def _next(self) -> Stand:
        """Begin the exercise that suits the wish and what the trainee did before."""
        wish = self.state["wens"]
        choice = self.desk.attempt(lambda: pick(self.desk, self.context, wish), default=None)
        if choice is None:
            self.state |= {"fase": MENU, "oefening": None}
            return self._stand(Say(self.words.say("vorm_leeg")), self.ask())
        said: list[Message] = []
        if choice.reason is not Reason.NEW:
            name = full_name(choice.item, self.context.catalogue)
            said.append(Say(self.words.say("waarom_nu", naam=name)))
        turn = started(choice, self.desk, self.context, wish)
        self.state |= {"fase": BUSY, "oefening": turn.state}
        return self._stand(*said, *turn.said)

    # -- the exercise ----------------------------------------------------------------------------

    def _exercise(self, given: Input) -> Stand:
        try:
            turn = forms.take(self.state["oefening"], given, self.context)
        except KeyError:
            # The case went stale between two messages.
            self.state |= {"fase": MENU, "oefening": None}
            return self._stand(Say(self.words.say("oefening_weg")), self.ask())
        self.state["oefening"] = turn.state
        said = list(turn.said)
        if turn.grades and not self._recorded(turn):
            said.append(Say(self.words.say("niet_bewaard")))
        if turn.done:
            self.state["fase"] = AFTER
            said.append(self.ask())
        return self._stand(*said)

    def _recorded(self, turn: Turn) -> bool:
        return own_progress.recorded(turn.state, turn.grades, self.desk, self.context)

    def _after(self, given: Input) -> Stand:
        choice = picked(given, choices(AFTER, self.context)[1])
        if choice == "nog_een":
            return self._next()
        if choice == "oneens":
            return self._disagree()
        if choice == "andere_vorm":
            return self.begin()
        if choice == PROGRESS:
            return self.progress()
        return self.stop() if choice == STOP else self._again()

    def _disagree(self) -> Stand:
        self.state["fase"] = DISPUTE
        return self._stand(self.ask())

    def _dispute(self, given: Input) -> Stand:
        self.state["fase"] = AFTER
        if given.chosen or means(given.text, self.words.hears("nee")):
            return self._stand(Say(self.words.say("oneens_niet")), self.ask())
        kept = own_progress.disputed(self.state["oefening"], given.text, self.desk)
        told = "oneens_dank" if kept else "oneens_mislukt"
        return self._stand(Say(self.words.say(told)), self.ask())

    # -- progress --------------------------------------------------------------------------------

    def _erase(self, given: Input) -> Stand:
        choice = picked(given, choices(ERASE, self.context)[1], [("ja", "wis_voortgang")])
        if choice != "wis_voortgang":
            return self._back("niet_gewist")

        return self._back("gewist" if own_progress.erased(self.desk) else "wissen_mislukt")

    def _share(self, given: Input) -> Stand:
        options = choices(SHARE, self.context)[1]
        single = picked(given, options) if not given.chosen else None
        chosen = set(given.chosen) or ({single} if single else set())
        if not chosen:
            return self._back("delen_ongewijzigd")
        done = own_progress.shared(chosen, self.desk)
        return self._back("delen_vastgelegd" if done else "delen_mislukt")

    def _group(self, given: Input) -> Stand:
        """Take what is no code of a group; one that is goes before every question."""
        if given.chosen or means(given.text, self.words.hears("nee")):
            return self._back("groep_ongewijzigd")
        return self._stand(Say(self.words.say("groep_onbekend")), self.ask())

    # -- inside ----------------------------------------------------------------------------------

    def _admitted(self) -> bool:
        """Tell whether she may practise; that is looked up once."""
        store, trainee = self.desk.store, self.desk.trainee
        if not self.state.get("toegelaten"):
            found = self.desk.attempt(lambda: store.admitted(trainee), default=False)
            self.state["toegelaten"] = found
        return bool(self.state["toegelaten"])

    def _stand(self, *said: Message) -> Stand:
        return Stand(self.state, said)

    def _over(self, *said: Message) -> Stand:
        self.state |= {"fase": OVER, "oefening": None}
        return Stand(self.state, said)
