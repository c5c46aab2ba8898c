"""One turn of the conversation: take an answer, or come back to the open question."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from actions.dialogue import control, corrections, overrule, told, wording, worker, workflow
from actions.dialogue.activity import ACTIVITY, activity_answer, ask_condition
from actions.dialogue.advice_text import advice_messages, compute_all, general_route
from actions.dialogue.asking_back import (
    answer_back,
    answer_clash,
    ask_back,
    ask_clash,
    kept_value,
)
from actions.dialogue.chosen import Chosen
from actions.dialogue.control import CHANGE
from actions.dialogue.facts import fact_label
from actions.dialogue.flow import (
    ADVICE,
    ASK_BACK,
    CLASH,
    GENERAL,
    SUMMARY,
    Step,
    as_asked,
    derive_parts,
    engine_questions,
    next_step,
)
from actions.dialogue.follow_up import FOLLOW_UP, follow_up, follow_up_choices
from actions.dialogue.keeping import kept_for
from actions.dialogue.library import OWN_REGION, Library
from actions.dialogue.opening import read_opening
from actions.dialogue.output import Ask, Choice, Message, Say
from actions.dialogue.state import State
from actions.dialogue.what_if import (
    WHAT_IF,
    WHAT_IF_VALUE,
    ask_what_if_value,
    chosen_kenmerk,
    what_if,
    what_if_value,
)
from actions.reading import Kind, Reading, read_choice, read_place, read_yes_no
from actions.reading.answers import names_several
from actions.reading.heard_answers import likelihood
from actions.reading.own_words import read_own_words
from actions.reading.scope import asks
from actions.reading.story import Candidate
from catalog.advice.explaining import plain
from catalog.model import Kenmerk, KenmerkType, Publiek, Value
from dutch.words import fold
from safety import help as safety_help
from safety.danger import ADULT

CONFIRM = "bevestig"
RESTART = "opnieuw_bevestigen"
ERASE = "wissen_bevestigen"
GO_ON = "doorgaan"
WHICH_PERSON = "welke_persoon"
DONT_KNOW = "weet_niet"
PLAN_STELSELS = ("productkaarten", "marktconsultatie")
MAX_MISSES = 2
UNKNOWN_PLACE = "onbekende_plaats"
PLACES = ("gemeente", "regio_bw")
DECLINED = "?"
CHILD = "kind"
REMARKS = {
    ("weet_ervan", "nee"): "weet_ervan_nee",
    ("weet_ervan", "kan_niet"): "weet_ervan_kan_niet",
    ("wettelijk_vertegenwoordiger", "mentor"): "vertegenwoordiger_genoteerd",
    ("wettelijk_vertegenwoordiger", "curator"): "vertegenwoordiger_genoteerd",
}
"""What is said at once to some answers: question and answer -> phrase."""

GOES_ON = re.compile(
    r"^\W*(?:ja|jawel|ok|oke|oké|graag|prima)\b|\b(?:verder|doorgaan|door)\b", re.I
)
NOT_NOW = re.compile(r"\b(?:nee|niet|later|stop|stoppen|straks|geen)\b", re.I)
"""How somebody answers whether to go on after help: anything else is asked once more."""

STORY = 12
"""Words from which a message is a story, to be thanked for."""
FEW_WORDS = 5
"""Words up to which not knowing or skipping is all that a message says."""
LIKELY = 0.6
"""Confidence below which an intent gives way to a place, known or not."""
CERTAIN = 0.9
"""Confidence of an intent that was no guess: a fixed phrase or a rule."""
CLOSED = frozenset({RESTART, ERASE, GO_ON, ACTIVITY, WHAT_IF, WHAT_IF_VALUE, WHICH_PERSON})
CLOSED |= {overrule.OVERRULE, overrule.REASON}
"""Questions beside which nothing else is taken from a message."""

type Handler = Callable[["Talk", str], list[Message]]


@dataclass
class Talk:
    """A conversation at work: its state, what it knows, and what it says this turn."""

    state: State
    library: Library
    heard: tuple[Candidate, ...] = ()
    """What the trained model heard in the message of this turn."""
    usual: str | None = None
    """That message with its words as they are usually spelled, where that is known."""
    fresh: bool = False
    """Whether `State.latest` is of this turn already."""
    again: bool = False
    """Whether the message says what was said at the same question just before."""
    chosen: Chosen | None = None
    """What was picked from the choices of a question, where the channel knows it for certain."""
    audiences: frozenset[Publiek] = frozenset(Publiek)
    """Who may speak in this conversation; the channel limits it."""
    forms: bool = False
    """Whether the channel shows forms, to a worker: the intake goes by subject then."""
    greeted: bool = False
    """Whether the greeting was said in this turn."""
    handlers: dict[str, Handler] = field(init=False)
    _readings: dict[tuple[object, ...], Reading] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.handlers = {
            "spreker": Talk._spreker,
            "relatie": Talk._relatie,
            WHICH_PERSON: Talk._which_person,
            "gemeente": Talk._gemeente,
            "regio_bw": Talk._regio,
            SUMMARY: Talk._summary_answer,
            CONFIRM: Talk._confirm,
            ASK_BACK: answer_back,
            CLASH: answer_clash,
            CHANGE: Talk._change,
            RESTART: Talk._restart,
            ERASE: Talk._erase,
            ACTIVITY: activity_answer,
            GO_ON: Talk._go_on,
            FOLLOW_UP: Talk._follow_up,
            WHAT_IF: Talk._what_if,
            WHAT_IF_VALUE: Talk._what_if_value,
            overrule.OVERRULE: overrule.take_product,
            overrule.REASON: overrule.take_reason,
        }

    # -- saying ------------------------------------------------------------------------------

    @property
    def wie(self) -> str:
        """Give how the person a naaste speaks of is called."""
        if self.state.publiek is Publiek.WIJKTEAM:
            return "de cliënt"
        return wording.wie_of(self.state.relatie)

    def phrase(self, name: str, section: str = "teksten", **values: object) -> str:
        """Give one phrase for this audience; variants turn with the conversation."""
        state = self.state
        filled = {**control.contact(self), "bewaard": kept_for(self.state), **values}
        return wording.phrases().say(
            name, state.publiek, self.wie, state.variant, section=section, **filled
        )

    def say(self, name: str, kind: str = "text", **values: object) -> Say:
        """Give one phrase as a message."""
        return Say(self.phrase(name, "teksten", **values), kind)

    def button(self, name: str) -> str:
        """Give the label of a standing choice."""
        return self.phrase(name, "knoppen")

    def ask(self, id_: str, *, again: bool = False, left: int | None = None) -> Ask:
        """Open a question and give it; `again` puts it in other words.

        `left` is how many questions could still come, this one among them, where that is known.
        """
        state = self.state
        parts = wording.via(id_, state.publiek)
        if parts:
            id_ = next((part for part in parts if part not in state.extra), parts[0])
        state.open = id_
        state.stopped = False
        kenmerk = self.library.kenmerk(id_)
        words = wording.question_text(id_, state.publiek, self.wie)
        text = words.vraag
        if again and words.anders:
            text = words.anders[(state.misses - 1) % len(words.anders)]
        options = wording.choices(id_, kenmerk, state.publiek, self.wie)
        if id_ == "regio_bw":
            options = (Choice(OWN_REGION, self.button("eigen_regio")),)
        if id_ == "gemeente" and state.publiek is Publiek.WIJKTEAM:
            options = tuple(Choice(s, s) for s in PLAN_STELSELS)
        if id_ == "spreker":
            options = tuple(c for c in options if Publiek(c.value) in self.audiences)
        if self._may_decline(id_):
            options = (*options, Choice(DONT_KNOW, self.button("weet_niet")))
        return Ask(
            id=id_,
            text=text,
            choices=options,
            multi=wording.is_multi(id_, kenmerk),
            progress=self.progress(id_, left),
            help=words.help,
            example=words.voorbeeld,
            why=words.waarom,
            **self._expected(id_, kenmerk),
        )

    def _expected(self, id_: str, kenmerk: Kenmerk | None) -> dict[str, Any]:
        """Give what an answer looks like, where choices alone do not say it."""
        if id_ in PLACES:
            return {"input": "place", "suggestions": self.library.place_names}
        if kenmerk is not None and kenmerk.type in (KenmerkType.INT, KenmerkType.NUMBER):
            return {"input": "number", "minimum": kenmerk.minimum, "maximum": kenmerk.maximum}
        return {}

    def _may_decline(self, id_: str) -> bool:
        return id_ not in (SUMMARY, CHANGE, GO_ON, "spreker", WHICH_PERSON)

    def progress(self, id_: str, left: int | None) -> tuple[int, int] | None:
        """Give which question this is, of about how many; None where it does not count."""
        if not self._counts(id_):
            return None
        if left is None:
            left = max(1, len(engine_questions(self.state, self.library)))
        done = len([q for q in self.state.answered if self._counts(q)])
        return done + 1, done + left

    def _counts(self, question: str) -> bool:
        own = ("gemeente", "hulpvraag")
        return (question in self.library.vocabulary and question not in own) or bool(
            wording.parent(question)
        )

    # -- turns -------------------------------------------------------------------------------

    def start(self) -> list[Message]:
        """Greet once: a computer, no decision, what happens with the data."""
        if self.state.welcomed:
            return []
        self.state.welcomed = self.greeted = True
        if self.forms:
            return workflow.welcome(self)
        return [
            self.say("welkom", "welcome"),
            self.say("welkom_gegevens"),
            self.say("welkom_spelregels"),
        ]

    def proceed(self) -> list[Message]:
        """Do the next step: a question, the summary, the advice or the general route."""
        step = next_step(self.state, self.library)
        return self._do(step)

    def _do(self, step: Step) -> list[Message]:
        by_subject = workflow.step(self, step) if self.forms else None
        if by_subject is not None:
            return by_subject
        if step.id == CLASH:
            return [ask_clash(self)]
        if step.id == ASK_BACK:
            return [ask_back(self, step.about, step.left or None)]
        if step.id == SUMMARY:
            # Known from here on, though it is told only after the person has agreed.
            compute_all(self)
            if self.state.publiek is not Publiek.WIJKTEAM:
                return [*control.summary(self), self.ask(SUMMARY)]
            return [*control.summary(self), *self.advise()]
        if step.id == ADVICE:
            return self.advise()
        if step.id == GENERAL:
            self.state.extra[GENERAL] = True
            return [*general_route(self), self.ask_follow_up()]
        return [self.ask(step.id, left=step.left or None)]

    def advise(self) -> list[Message]:
        """Give the advice on what is known, and ask what somebody wants to know of it."""
        self.state.confirmed = True
        return [*advice_messages(self), self.ask_follow_up()]

    def do(self, command: str) -> list[Message]:
        """Do what a worker asks by a button or a word. KeyError for a command that is not hers."""
        return worker.COMMANDS[command](self)

    def ask_follow_up(self) -> Ask:
        """Open the question what somebody wants to know after the advice."""
        self.state.open = FOLLOW_UP
        return Ask(FOLLOW_UP, self.phrase("advies_meer"), follow_up_choices(self))

    def resume(self) -> list[Message]:
        """Come back to the open question after something else; the next step if none is open."""
        state = self.state
        if state.stopped:
            return []
        if state.open == FOLLOW_UP:
            return [self.ask_follow_up()]
        if state.open == CONFIRM and CONFIRM in state.extra:
            return [self._ask_confirm()]
        if state.open == ASK_BACK and state.extra.get(ASK_BACK) in state.waiting:
            return [ask_back(self, state.extra[ASK_BACK])]
        if state.open == RESTART:
            return [self._ask_sure(RESTART, "opnieuw_zeker")]
        if state.open == ERASE:
            return [self._ask_sure(ERASE, "wissen_zeker")]
        if state.open == ACTIVITY:
            return [ask_condition(self)]
        if state.open == CHANGE:
            return [control.ask_change(self)]
        if state.open == WHAT_IF:
            return what_if(self, "")
        if state.open == WHAT_IF_VALUE:
            return [ask_what_if_value(self)]
        if state.open in (overrule.OVERRULE, overrule.REASON) and state.advised:
            product = state.open == overrule.OVERRULE
            return [overrule.ask_product(self) if product else overrule.ask_reason(self)]
        if self.forms:
            return [self.ask_follow_up()] if state.advised else self.proceed()
        if state.open and wording.is_question(state.open) and not self._settled(state.open):
            return [self.ask(state.open)]
        return self.proceed()

    def _settled(self, question: str) -> bool:
        """Tell whether an open question was answered in passing, or something goes before it."""
        state = self.state
        if question in (SUMMARY, "spreker", "relatie"):
            known = {SUMMARY: state.advies is None, "spreker": state.spreker is not None}
            return CLASH in state.extra or known.get(question, state.relatie is not None)
        return (wording.parent(question) or question) in state.facts or CLASH in state.extra

    def answer(self, text: str) -> list[Message]:
        """Take a message as an answer to the open question, and whatever else it tells."""
        state = self.state
        said = self.start()
        state.variant += 1
        if state.stopped:
            state.stopped = False
            return [*said, *self.note(text), *self.resume()]
        if state.open is None:
            return [*said, *self._begin(text)]
        if self.chosen is not None and self.chosen.question == state.open:
            return [*said, *self.take_answer(state.open, text)]
        corrected = self.correct(text)
        if corrected is not None:
            return [*said, *corrected]
        if state.open in CLOSED or (state.open != SUMMARY and self.is_exact_answer(text)):
            taken = self.take_answer(state.open, text)
            # Whose facts they are may be known from here on.
            untold = told.shown(self, told.Told(), text, story=True) if told.waits(self) else []
            return [*said, *self._before_question(untold, taken)]
        return [*said, *self._answer_and_more(state.open, text)]

    def take_answer(self, open_: str, text: str) -> list[Message]:
        """Take a message as the answer to one question, and nothing else from it."""
        handler = self.handlers.get(open_)
        return handler(self, text) if handler is not None else self._plain(open_, text)

    def _answer_and_more(self, open_: str, text: str) -> list[Message]:
        """Take what a message tells beside its answer; the answer's own reading goes before."""
        state = self.state
        about = self.asked_kenmerk()
        whole = open_ != about and about is not None and wording.parent(open_) is not None
        more = told.take(
            self, text, beside=None if whole else about, corrects=corrections.is_correction(text)
        )
        if open_ in ("spreker", "relatie"):
            said = self.take_answer(open_, text)
            return self._before_question(self._shown(more, text), said)
        shown = self._shown(more, text)
        if self._is_child(state.facts.get("leeftijd")):
            return self._refer_child()
        if more.changed or (
            more and (open_ in (SUMMARY, FOLLOW_UP, CHANGE) or self._settled(open_))
        ):
            state.misses = 0
            return [*shown, *self.proceed()]
        told_more = bool(more) or CLASH in state.extra
        if told_more:
            state.misses = 0
        misses = state.misses
        said = self.take_answer(open_, text)
        if told_more and state.misses > misses:
            # It was no answer, and yet it told something: the question simply comes again.
            state.misses = 0
            return [*shown, *self.resume()]
        return [*shown, *said]

    @staticmethod
    def _before_question(shown: list[Message], said: list[Message]) -> list[Message]:
        """Put what was understood before the question that ends a turn."""
        if said and isinstance(said[-1], Ask):
            return [*said[:-1], *shown, said[-1]]
        return [*said, *shown]

    def _shown(self, more: told.Told, text: str) -> list[Message]:
        return told.shown(self, more, text, story=len(text.split()) >= STORY)

    def _begin(self, text: str) -> list[Message]:
        """Take a first message: who speaks, of whom, and the story it may tell."""
        said = self.note(text)
        state = self.state
        if self._is_child(state.facts.get("leeftijd")):
            return self._refer_child()
        if state.open == WHICH_PERSON:
            return [*said, self.ask(WHICH_PERSON)]
        return [*said, *self.proceed()]

    def note(self, text: str) -> list[Message]:
        """Take the facts of a message that is something else as well, and show them."""
        state = self.state
        if state.open in CLOSED:
            return []
        said: list[Message] = []
        if state.open in (None, "spreker", "relatie"):
            opening = read_opening(text)
            if opening.two and state.spreker is None:
                state.open = WHICH_PERSON
                return []
            said = self._take_opening(opening.spreker, opening.relatie)
        more = told.take(self, text, corrects=corrections.is_correction(text))
        if state.spreker is None and (more or state.waiting):
            told.keep_story(self, text)
        return [*said, *self._shown(more, text)]

    def note_quietly(self, text: str) -> None:
        """Take the facts of a message whose danger goes before; they are shown later."""
        if self.state.open in (None, "spreker", "relatie"):
            opening = read_opening(text)
            self._take_opening(opening.spreker, opening.relatie)
        told.later(self, told.take(self, text))

    def _take_opening(self, spreker: Publiek | None, relatie: str | None) -> list[Message]:
        state = self.state
        if state.spreker is None and spreker in self.audiences:
            state.spreker = spreker
            state.touch()
            state.record("spreker")
        if state.publiek is not Publiek.NAASTE or state.relatie or relatie in (None, "anders"):
            return []
        state.relatie = relatie
        state.record("relatie")
        return [] if state.domein else [self.say("start_naaste")]

    def correct(self, text: str) -> list[Message] | None:
        """Give what follows a correction of something said before, None when it is none."""
        state = self.state
        if state.open in CLOSED or state.open == CONFIRM:
            return None
        if corrections.takes_back(text):
            return corrections.take_back(self)
        if not corrections.is_elliptic(text):
            return None
        if any(found.kenmerk in state.facts for found in told.heard_in(self, text) if found.sure):
            return None
        changed = corrections.changed_value(self, text)
        if changed is None:
            return None
        said = corrections.change(self, *changed, text)
        back = state.open in (SUMMARY, FOLLOW_UP, CHANGE)
        return [*said, *(self.proceed() if back else self.resume())]

    def asked_kenmerk(self) -> str | None:
        """Give the kenmerk that the open question is about, None when it is about none."""
        state = self.state
        if state.open == ASK_BACK:
            return str(state.extra[ASK_BACK])
        if state.open == CLASH:
            return str(state.extra[CLASH]["kenmerk"])
        open_ = state.open
        if open_ == CONFIRM:
            open_ = str(state.extra[CONFIRM]["vraag"])
        if open_ in self.library.vocabulary:
            return open_
        return wording.parent(open_) if open_ else None

    def taken_or_resume(self, text: str) -> list[Message]:
        """Take a message as an answer where one can be read in it, else come back to the question.

        For a message that holds something else beside its answer; what is not read is not counted
        as a miss.
        """
        before = deepcopy(self.state)
        if before.open is None or not wording.is_question(before.open):
            return self.resume()
        self.state.misses = 0
        said = self.answer(text)
        if self.state.misses:
            self.state = before
            return [*self.note(text), *self.resume()]
        return said

    def answer_or_resume(self, text: str) -> list[Message]:
        """Take a message as an answer where it surely holds one, else come back to the question."""
        if self.again or self.is_exact_answer(text) or self._surely_answers(text):
            return self.answer(text)
        return [*self.start(), *self.note(text), *self.resume()]

    def _surely_answers(self, text: str) -> bool:
        open_ = self.state.open
        if open_ is None or open_ in self.handlers or self.state.stopped:
            return False
        reading = self._read(open_, text)
        return reading.kind is Kind.VALUE and reading.sure

    def is_exact_answer(self, text: str) -> bool:
        """Tell whether a message is so plainly an answer that no intent may claim it."""
        open_ = self.state.open
        if open_ is None or self.state.stopped:
            return False
        if open_ == FOLLOW_UP:
            labels = {c.value: c.label for c in follow_up_choices(self)}
            reading = read_choice(text, labels)
            return reading.kind is Kind.VALUE and reading.exact
        if self.chosen is not None:
            return self.chosen.question == open_
        if corrections.takes_back(text):
            return False
        if open_ in (CONFIRM, ASK_BACK, RESTART, ERASE, ACTIVITY):
            return read_yes_no(text).kind is Kind.VALUE
        if open_ == CLASH:
            return False
        if open_ in (overrule.OVERRULE, overrule.REASON):
            return overrule.answers(self, open_, text)
        if open_ == CHANGE:
            return control.named_answer(self, text).kind is Kind.VALUE
        if open_ == GO_ON:
            return bool(GOES_ON.search(text) or NOT_NOW.search(text))
        if open_ == WHAT_IF:
            return chosen_kenmerk(self, text) is not None
        if open_ == WHAT_IF_VALUE:
            open_ = str(self.state.extra[WHAT_IF])
        if open_ == "gemeente" and text.strip().casefold() in PLAN_STELSELS:
            return self.state.publiek is Publiek.WIJKTEAM
        reading = self._read(open_, text)
        if reading.kind in (Kind.DONT_KNOW, Kind.SKIP):
            return reading.exact or len(text.split()) <= FEW_WORDS
        return reading.kind is Kind.VALUE and reading.exact

    def answers_rather(self, text: str, confidence: float) -> bool:
        """Tell whether a message answers the open question, rather than what an intent makes of it.

        `confidence` is that of the intent. A surer reading of the answer goes before it; what asks
        something itself, or is a fixed phrase, never is an answer by that.
        """
        if self.is_exact_answer(text):
            return True
        open_ = self.state.open
        about = self.asked_kenmerk()
        if open_ is None or about is None or self.state.stopped or confidence >= CERTAIN:
            return False
        if asks(fold(text)):
            return False
        reading = self._read(about, text)
        if reading.kind is not Kind.VALUE:
            return False
        if about == "gemeente":
            return reading.sure or confidence < LIKELY
        kenmerk = self.library.kenmerk(about)
        if kenmerk is not None and kenmerk.type in (KenmerkType.INT, KenmerkType.NUMBER):
            return True
        if not reading.sure:
            return False
        return likelihood(text, about, self.heard) >= confidence

    # -- reading -----------------------------------------------------------------------------

    def _read(self, id_: str, text: str) -> Reading:
        state = self.state
        kenmerk = self.library.kenmerk(id_)
        if self.chosen is not None and self.chosen.question == id_:
            multi = wording.is_question(id_) and wording.is_multi(id_, kenmerk)
            return self.chosen.reading(kenmerk, multi=multi)
        if text.strip().casefold() == self.button("weet_niet").casefold():
            return Reading(Kind.DONT_KNOW if self._may_decline(id_) else Kind.NONE, exact=True)
        if id_ == "gemeente":
            return read_place(text, self.library.gazetteer, state.publiek)
        labels = wording.labels(id_, kenmerk, state.publiek, self.wie)
        if kenmerk is not None:
            # Whether it answers and what it answers is asked apart, about the same words.
            asked = (id_, text, state.publiek, self.wie, self.heard)
            if asked not in self._readings:
                self._readings[asked] = read_own_words(
                    kenmerk, text, state.publiek, labels, self.heard, self.usual
                )
            return self._readings[asked]
        multi = wording.is_multi(id_, None)
        chosen = read_choice(text, labels, multi=multi, question=id_)
        if chosen.kind is Kind.NONE and {"ja", "nee"} & set(labels):
            return self._by_yes_no(text, labels)
        return chosen

    def _by_yes_no(self, text: str, labels: dict[str, str]) -> Reading:
        """Read "ja, hij weet het" as the choice `ja`: the first word says it."""
        first = re.split(r"[\s,.;!]+", text.strip(), maxsplit=1)[0]
        reading = read_yes_no(first)
        if reading.kind is not Kind.VALUE:
            return reading
        key = "ja" if reading.value else ("nee" if "nee" in labels else wording.NONE_OF_THESE)
        return Reading(Kind.VALUE, key) if key in labels else Reading(Kind.NONE)

    def _plain(self, id_: str, text: str) -> list[Message]:
        """Take the answer to a question about a kenmerk, or to one of its sub-questions."""
        reading = self._read(id_, text)
        about = wording.parent(id_)
        if reading.kind is Kind.NONE and about is not None:
            whole = self._read(about, text)
            if whole.kind is Kind.VALUE:
                id_, reading = about, whole
        if reading.kind is Kind.NONE:
            reading = self._told_of(id_, text) or reading
        if reading.kind in (Kind.DONT_KNOW, Kind.SKIP):
            self.state.decline(id_)
            return [self.say("weet_niet"), *self.proceed()]
        if reading.kind is Kind.NONE:
            return self._not_understood(id_)
        if not reading.sure:
            self.state.extra[CONFIRM] = {"vraag": id_, "waarde": plain(reading.value)}
            return [self._ask_confirm()]
        said = self._store(id_, reading.value, text)
        if self.state.paused == CHILD:
            return said
        return [*said, *self.proceed()]

    def _told_of(self, id_: str, text: str) -> Reading | None:
        """Give what an answer tells of the kenmerk that was asked, read as a story."""
        kenmerk = self.library.kenmerk(id_)
        if kenmerk is None or id_ == "gemeente":
            return None
        if kenmerk.type is not KenmerkType.MANY and names_several(
            kenmerk, text, self.state.publiek
        ):
            return None
        for found in told.heard_in(self, text):
            if found.kenmerk == id_:
                return Reading(Kind.VALUE, found.value, sure=found.sure)
        return None

    def _store(self, id_: str, value: Value | None, words: str) -> list[Message]:
        state = self.state
        state.touch()
        kenmerk = self.library.kenmerk(id_)
        if kenmerk is not None and value is not None:
            told.learn(self, id_, value, words, 1.0)
        else:
            state.extra[id_] = plain(value)
        state.record(id_)
        self.note_latest(id_)
        owner = wording.parent(id_)
        if owner is not None:
            derived = derive_parts(state, owner)
            if derived is not None:
                state.learn(owner, derived, words)
        if id_ == "leeftijd" and self._is_child(value):
            return self._refer_child()
        remark = REMARKS.get((id_, str(value)))
        said: list[Message] = [self.say(remark)] if remark else []
        sign = wording.help_shown(id_, value)
        return [*said, *self.help_beside(sign)] if sign else said

    def note_latest(self, *names: str) -> None:
        """Note what the message of this turn told, beside what is noted of it already."""
        kept = self.state.latest if self.fresh else []
        self.state.latest = [*names, *(name for name in kept if name not in names)]
        self.fresh = True

    def _is_child(self, value: object) -> bool:
        own = self.state.publiek is Publiek.INWONER
        return own and isinstance(value, int) and value < ADULT

    def _refer_child(self) -> list[Message]:
        """Give a child that writes itself no intake, but somebody to talk to."""
        compute_all(self)
        self.state.paused, self.state.open = CHILD, GO_ON
        return [self.say("kind_zelf")]

    def help_beside(self, sign: str) -> list[Message]:
        """Show the help for a sign of danger beside the intake, which goes on."""
        return help_messages(sign, self.state.publiek, present=False)

    def _not_understood(self, id_: str) -> list[Message]:
        """Ask once more in other words, then leave the question open."""
        state = self.state
        state.misses += 1
        if state.misses < MAX_MISSES:
            return [self.say("niet_begrepen"), self.ask(id_, again=True)]
        if not self._may_decline(id_):
            return [self.say("niet_begrepen"), self.ask(id_, again=True)]
        state.decline(id_)
        return [self.say("overgeslagen"), *self.proceed()]

    # -- the dialogue's own questions -----------------------------------------------------------

    def _spreker(self, text: str) -> list[Message]:
        reading = self._read("spreker", text)
        chosen = reading.value if reading.kind is Kind.VALUE and reading.exact else None
        relation = None
        if chosen is None and wording.names_two_people(text):
            return [self.ask(WHICH_PERSON)]
        if chosen is None:
            relation = wording.recognise("relatie", text)
            chosen = wording.recognise("spreker", text)
            if relation is not None and chosen != Publiek.WIJKTEAM.value:
                chosen = Publiek.NAASTE.value
        if not isinstance(chosen, str):
            return self._not_understood("spreker")
        if Publiek(chosen) not in self.audiences:
            return [self.say("spreker_niet_hier"), self.ask("spreker")]
        self.state.spreker = Publiek(chosen)
        self.state.touch()
        self.state.record("spreker")
        told.read_again(self)
        if self.state.spreker is Publiek.NAASTE and relation not in (None, "anders"):
            return self._take_relation(str(relation))
        return self.proceed()

    def _relatie(self, text: str) -> list[Message]:
        reading = self._read("relatie", text)
        if reading.kind in (Kind.DONT_KNOW, Kind.SKIP):
            return self._take_relation("anders")
        if reading.kind is Kind.VALUE and reading.exact and isinstance(reading.value, str):
            return self._take_relation(reading.value)
        if wording.names_two_people(text):
            return [self.ask(WHICH_PERSON)]
        named = wording.recognise("relatie", text)
        return self._take_relation(named) if named else self._not_understood("relatie")

    def _which_person(self, text: str) -> list[Message]:
        """Take about whom of two people the questions are; they are never mixed."""
        reading = self._read(WHICH_PERSON, text)
        if reading.kind is not Kind.VALUE:
            return self._not_understood(WHICH_PERSON)
        said = [self.say("twee_personen")] if reading.value == "beiden" else []
        self.state.spreker = Publiek.NAASTE if reading.value == "ander" else Publiek.INWONER
        self.state.touch()
        self.state.record("spreker")
        told.read_again(self)
        return [*said, *self.proceed()]

    def _take_relation(self, relation: str) -> list[Message]:
        self.state.relatie = relation
        self.state.record("relatie")
        return [self.say("start_naaste"), *self.proceed()]

    def _gemeente(self, text: str) -> list[Message]:
        state = self.state
        plan = text.strip().casefold()
        if state.publiek is Publiek.WIJKTEAM and plan in PLAN_STELSELS:
            state.stelsel = plan
            state.touch()
            state.record("gemeente")
            return self.proceed()
        place = self._place(text)
        if place is None:
            return self._place_unknown("gemeente", text)
        if place is DECLINED:
            state.decline("gemeente")
            return self.proceed()
        state.touch()
        state.facts["gemeente"] = place
        gemeente = self.library.gazetteer.find(place)
        state.stelsel = gemeente.stelsel if gemeente else None
        state.record("gemeente")
        return self.proceed()

    def _place(self, text: str) -> str | None:
        """Give the place of a message: DECLINED, a known one, one that is named again, or None."""
        reading = self._read("gemeente", text)
        if reading.kind in (Kind.DONT_KNOW, Kind.SKIP):
            return DECLINED
        if reading.kind is not Kind.VALUE or not isinstance(reading.value, str):
            return None
        if reading.sure or self.library.gazetteer.find(reading.value):
            return reading.value
        # A place that nobody knows is taken when it is named twice: it may well exist.
        return reading.value if self.state.extra.get(UNKNOWN_PLACE) == reading.value else None

    def _place_unknown(self, id_: str, text: str) -> list[Message]:
        reading = self._read("gemeente", text)
        if reading.kind is not Kind.VALUE or not isinstance(reading.value, str):
            return self._not_understood(id_)
        self.state.extra[UNKNOWN_PLACE] = reading.value
        return [self.say("gemeente_niet_gevonden", invoer=reading.value), self.ask(id_)]

    def _regio(self, text: str) -> list[Message]:
        state = self.state
        own = read_choice(text, {OWN_REGION: self.button("eigen_regio")})
        place = OWN_REGION if own.kind is Kind.VALUE and own.exact else self._place(text)
        if place is DECLINED or (place is None and wording.means_own_region(text)):
            place = OWN_REGION
        if place is None:
            return self._place_unknown("regio_bw", text)
        state.extra["regio_bw"] = place
        state.touch()
        state.record("regio_bw")
        return self.proceed()

    def _summary_answer(self, text: str) -> list[Message]:
        reading = self._read(SUMMARY, text)
        chosen = reading.value
        if reading.kind is Kind.NONE:
            yes = read_yes_no(text)
            chosen = None
            if yes.kind is Kind.VALUE:
                chosen = "ja" if yes.value else "nee"
        if chosen == "ja":
            self.state.confirmed = True
            return self.proceed()
        if chosen == "nee":
            return [control.ask_change(self)]
        named = control.named_answer(self, text)
        if named.kind is Kind.VALUE and isinstance(named.value, str):
            return control.change(self, named.value)
        return self._not_understood(SUMMARY)

    def _ask_confirm(self) -> Ask:
        waiting = self.state.extra[CONFIRM]
        self.state.open = CONFIRM
        kenmerk = self.library.kenmerk(waiting["vraag"])
        value = kept_value(waiting["waarde"])
        meant = str(value)
        if kenmerk is not None:
            meant = fact_label(kenmerk, value, self.state.publiek, self.wie)
        yes, no = self.button("ja"), self.button("nee")
        text = self.phrase("bevestig_waarde", waarde=meant)
        return Ask(CONFIRM, text, (Choice("ja", yes), Choice("nee", no)))

    def _confirm(self, text: str) -> list[Message]:
        waiting = self.state.extra[CONFIRM]
        reading = read_yes_no(text)
        del self.state.extra[CONFIRM]
        if reading.kind is not Kind.VALUE:
            self.state.open = waiting["vraag"]
            if plain(self._read(waiting["vraag"], text).value) == waiting["waarde"]:
                # The same words again say no more than before: the choices may.
                return self._not_understood(waiting["vraag"])
            # Somebody who answers with the thing itself need not say yes or no first.
            return self._plain(waiting["vraag"], text)
        if reading.value:
            value = kept_value(waiting["waarde"])
            return [*self._store(waiting["vraag"], value, text), *self.proceed()]
        return self._not_understood(waiting["vraag"])

    def _change(self, text: str) -> list[Message]:
        named = control.named_answer(self, text)
        if named.kind is Kind.VALUE and isinstance(named.value, str):
            return control.change(self, named.value)
        if read_yes_no(text).value is False or named.kind is not Kind.NONE:
            return self.proceed()
        self.state.misses += 1
        if self.state.misses < MAX_MISSES:
            return [self.say("niet_begrepen"), control.ask_change(self)]
        self.state.misses = 0
        return [self.say("overgeslagen"), *self.proceed()]

    def ask_restart(self) -> list[Message]:
        """Ask whether to begin again; what was open waits."""
        return self._sure(RESTART, "opnieuw_zeker")

    def ask_erase(self) -> list[Message]:
        """Ask whether everything should be erased; what was open waits."""
        return self._sure(ERASE, "wissen_zeker")

    def _sure(self, id_: str, phrase: str) -> list[Message]:
        if self.state.open not in (RESTART, ERASE):
            self.state.extra["daarvoor"] = self.state.open
        return [self._ask_sure(id_, phrase)]

    def _ask_sure(self, id_: str, phrase: str) -> Ask:
        self.state.open = id_
        self.state.stopped = False
        options = (Choice("ja", self.button("ja")), Choice("nee", self.button("nee")))
        return Ask(id_, self.phrase(phrase), options)

    def _restart(self, text: str) -> list[Message]:
        if read_yes_no(text).value is True:
            control.forget(self.state)
            if self.forms:
                # Her channel says who she is; the next case is awaited.
                self.state.spreker = Publiek.WIJKTEAM
                return [self.say("opnieuw_gedaan"), *workflow.begin(self)]
            return [self.say("opnieuw_gedaan"), *self.proceed()]
        self.state.open = self.state.extra.pop("daarvoor", None)
        return self.resume()

    def _erase(self, text: str) -> list[Message]:
        if read_yes_no(text).value is True:
            control.forget(self.state)
            self.state.welcomed = False
            failed = self.phrase("wissen_mislukt")
            return [Say(self.phrase("wissen_gedaan"), "erase", {"mislukt": failed})]
        self.state.open = self.state.extra.pop("daarvoor", None)
        return [self.say("wissen_niet"), *self.resume()]

    def _go_on(self, text: str) -> list[Message]:
        state = self.state
        if state.paused == CHILD:
            return [self.say("kind_zelf")]
        if NOT_NOW.search(text):
            state.stopped = True
            return control.stop(self)
        if not GOES_ON.search(text):
            return [self.ask(GO_ON, again=True)]
        state.facts.pop("acuut_gevaar", None)
        state.advies = None
        state.open, state.paused = state.paused, None
        return [self.say("overgang"), *self.resume()]

    def _follow_up(self, text: str) -> list[Message]:
        return follow_up(self, text)

    def _what_if(self, text: str) -> list[Message]:
        return follow_up(self, text)

    def _what_if_value(self, text: str) -> list[Message]:
        return what_if_value(self, text)

    def can_be_asked(self, kenmerk: str) -> str:
        """Give the question by which a kenmerk is asked anew of this audience."""
        return as_asked(kenmerk, self.state) or kenmerk


def help_messages(
    sign: str, publiek: Publiek, *, present: bool, child: bool = False, closing: str | None = None
) -> list[Message]:
    """Give the help for a sign of danger: what to do, whom to call, the numbers as data too.

    `closing` stands in the place of the last paragraph, which tells how the intake goes on.
    """
    found = safety_help.text(sign, publiek.value, present, child)
    told = found.alineas if closing is None else (*found.alineas[:-1], closing)
    calls = [f"- {c.naam}: {c.nummer} ({c.wanneer})" for c in found.contacten if c.nummer]
    body = "\n\n".join((*told, *(["\n".join(calls)] if calls else [])))
    contacts = [
        {"naam": c.naam, "nummer": c.nummer, "wanneer": c.wanneer, "site": c.site}
        for c in found.contacten
    ]
    data = {"soort": sign, "contacten": contacts, "snel_weg": found.snel_weg}
    return [Say(body, "danger", data)]
