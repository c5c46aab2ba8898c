"""The conversation as a state machine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.dialogue import control
from actions.dialogue.activity import start_activity
from actions.dialogue.library import Library
from actions.dialogue.output import Ask
from actions.dialogue.state import State, pack, unpack
from actions.dialogue.talk import Talk
from catalog.model import Publiek
from tests.actions.dialogue.conftest import question, texts

type Maker = Callable[..., Talk]


def test_the_first_message_is_answered_by_who_this_is_and_for_whom_it_asks(talk: Talk) -> None:
    said = talk.answer("hallo")
    assert "computer" in texts(said)
    assert "beslis niets" in texts(said)
    assert "24 uur" in texts(said)
    assert question(said).id == "spreker"


def test_the_greeting_is_said_once(talk: Talk) -> None:
    talk.answer("hallo")
    assert "computer" not in texts(talk.answer("Voor mezelf"))


def test_a_naaste_is_asked_for_whom_and_whether_the_person_knows(talk: Talk) -> None:
    talk.answer("hallo")
    asked = [question(talk.answer("Voor iemand anders, zoals mijn kind, ouder of buur")).id]
    for answer in ("Mijn zoon", "Nee, nog niet", "Ja, een mentor"):
        said = talk.answer(answer)
        asked.append(question(said).id)
    assert asked == ["relatie", "weet_ervan", "wettelijk_vertegenwoordiger", "gemeente"]
    assert talk.wie == "uw zoon"
    assert "uw zoon" in question(said).text


def test_one_question_at_a_time_until_an_explained_advice(talk: Talk) -> None:
    said = talk.answer("hallo")
    answers = {
        "spreker": "Voor mezelf",
        "gemeente": "Den Bosch",
        "hulpvraag": "Een plek om te wonen, met hulp dichtbij",
        "regio_bw": "In de regio waar ik nu woon",
    }
    by_day_and_night = talk.library.vocabulary["beschikbaarheid"].labels["bereikbaar_24_7"].inwoner
    answers |= {"beschikbaarheid": by_day_and_night, "blijvend_24_7": "nee", "voorliggend": "nee"}
    answers |= {"leeftijd": "45"}
    for _ in range(30):
        asked = question(said)
        if asked.id == "vervolg":
            break
        if asked.id == "klopt_dit":
            said = talk.answer("Ja, dit klopt")
        elif asked.id in answers:
            said = talk.answer(answers[asked.id])
        else:
            said = talk.answer(asked.choices[0].label)
    assert talk.state.advies is not None
    assert "Dit is geen besluit. De gemeente beslist. U mag altijd een melding doen." in texts(said)
    assert talk.state.advies["uitkomst"] == "product"
    assert talk.state.advies["producten"] == [
        "zelfstandig-thuis-basis",
        "zelfstandig-thuis-intensief",
    ]


def test_an_answer_that_is_not_understood_is_asked_once_more_and_then_left_open(
    worker: Maker,
) -> None:
    talk = worker("zeeuws-vlaanderen", "begeleiding")
    first = question(talk.proceed())
    again = question(talk.answer("xqzzy plof"))
    assert again.id == first.id
    assert again.text != first.text
    third = question(talk.answer("xqzzy plof"))
    assert third.id != first.id
    assert first.id in talk.state.declined


def test_i_do_not_know_is_always_allowed_and_never_counts_as_no(worker: Maker) -> None:
    talk = worker("meierij-bommelerwaard", "wonen", Publiek.INWONER)
    said = talk.proceed()
    for _ in range(40):
        asked = question(said)
        if asked.id in ("klopt_dit", "vervolg"):
            break
        said = talk.answer("Weet ik niet")
    assert not talk.state.facts
    assert question(said).id == "vervolg"
    assert talk.state.advies is not None
    assert talk.state.advies["uitkomst"] == "meer-informatie-nodig"


def test_back_takes_the_last_answer_away_and_asks_it_anew(worker: Maker) -> None:
    talk = worker("zeeuws-vlaanderen", "begeleiding")
    first = question(talk.proceed())
    talk.answer(first.choices[0].label)
    assert first.id in talk.state.facts
    back = question(control.back(talk))
    assert back.id == first.id
    assert first.id not in talk.state.facts


def test_changing_an_answer_recomputes_everything(worker: Maker) -> None:
    talk = worker("nijmegen-rivierenland", "wonen")
    talk.state.facts = {"woonvorm": "zelfstandig", "leeftijd": 40, "blijvend_24_7": False}
    talk.state.facts["voorliggend"] = "onvoldoende"
    talk.state.answered = ["woonvorm"]
    talk.proceed()
    talk.answer("ja, klopt")
    assert talk.state.advies is not None
    assert talk.state.advies["producten"] == ["beschermd-thuis-zelfstandig"]
    control.change(talk, "woonvorm")
    assert talk.state.advies is None
    niet = talk.library.vocabulary["woonvorm"].labels["niet_zelfstandig"].wijkteam
    talk.answer(niet)
    talk.answer("ja, klopt")
    assert talk.state.advies is not None
    assert talk.state.advies["producten"] == ["beschermd-wonen"]


def test_behaviour_is_never_asked_as_a_level_of_inwoners(worker: Maker) -> None:
    talk = worker("zeeuws-vlaanderen", "begeleiding", Publiek.INWONER)
    asked = question(talk.proceed())
    assert asked.id == "gedrag_wat"
    talk.answer(asked.choices[1].label)
    assert talk.state.open == "gedrag_duur"
    labels = {c.value: c.label for c in talk.ask("gedrag_duur").choices}
    talk.answer(labels["lang"])
    harm = {c.value: c.label for c in talk.ask("gedrag_schade").choices}
    talk.answer(harm["politie_of_klachten"])
    assert talk.state.facts["gedrag"] == "ernstig"


def test_several_choices_are_taken_together(worker: Maker) -> None:
    talk = worker("zeeuws-vlaanderen", "begeleiding")
    asked = talk.ask("beperkingen")
    assert asked.multi
    talk.answer(f"{asked.choices[0].label}; {asked.choices[1].label}")
    assert len(talk.state.facts["beperkingen"]) == 2  # type: ignore[arg-type]


def test_hours_are_asked_of_workers_only(worker: Maker) -> None:
    def asked(publiek: Publiek) -> set[str]:
        talk = worker("meierij-bommelerwaard", "wonen", publiek)
        talk.state.facts = {
            "woonvorm": "dicht_bij_anderen",
            "achtergrond": ("psychiatrie",),
            "beschikbaarheid": "beschikbaar_binnen_2_uur",
        }
        said, seen = talk.proceed(), set()
        for _ in range(20):
            open_ = question(said)
            if open_.id in ("klopt_dit", "vervolg"):
                return seen
            seen.add(open_.id)
            said = talk.answer("weet ik niet")
        return seen

    assert "uren_per_week" in asked(Publiek.WIJKTEAM)
    assert "uren_per_week" not in asked(Publiek.INWONER)


def test_a_child_that_writes_itself_gets_no_intake(worker: Maker) -> None:
    talk = worker("zeeuws-vlaanderen", "begeleiding", Publiek.INWONER)
    talk.ask("leeftijd")
    said = talk.answer("14")
    assert "0800-0432" in texts(said)
    assert not [m for m in said if isinstance(m, Ask)]
    assert talk.state.advies is not None
    assert talk.state.advies["uitkomst"] == "jeugdwet"


def test_a_gemeente_without_stelsel_gets_the_general_route_and_no_guess(talk: Talk) -> None:
    talk.answer("hallo")
    talk.answer("Voor mezelf")
    talk.answer("Sluis")
    said = talk.answer("Iemand die mij helpt en met mij meedenkt")
    assert "ga niet raden" in texts(said)
    assert "melding" in texts(said)
    assert question(said).id == "vervolg"


def test_a_concept_is_not_shown_to_inwoners_before_the_gemeente_switches_it_on(
    talk: Talk,
) -> None:
    state = talk.state
    state.welcomed, state.spreker, state.stelsel = True, Publiek.INWONER, "zeeuws-vlaanderen"
    state.facts = {"gemeente": "Terneuzen", "hulpvraag": ("begeleiding",), "leeftijd": 44}
    state.confirmed = True
    state.declined = list(talk.library.vocabulary)
    said = talk.proceed()
    assert "nog niet aangezet" in texts(said)
    assert "Begeleiding Basis" not in texts(said)


def test_beschermd_wonen_elsewhere_is_weighed_by_that_region(talk: Talk) -> None:
    for message in ("hallo", "Voor mezelf", "Tiel", "Een plek om te wonen, met hulp dichtbij"):
        said = talk.answer(message)
    assert question(said).id == "regio_bw"
    talk.answer("Den Bosch")
    stelsel = talk.library.stelsel(talk.state, "wonen")
    assert stelsel is not None
    assert stelsel.id == "meierij-bommelerwaard"


def test_starting_again_forgets_everything_after_a_yes(worker: Maker) -> None:
    talk = worker("zeeuws-vlaanderen", "begeleiding")
    first = question(talk.proceed())
    talk.answer(first.choices[0].label)
    assert question(talk.ask_restart()).id == "opnieuw_bevestigen"
    talk.answer("nee")
    assert talk.state.facts
    talk.ask_restart()
    said = talk.answer("ja")
    assert not talk.state.facts
    assert question(said).id == "spreker"


def test_after_stopping_the_next_message_goes_on_where_it_was(worker: Maker) -> None:
    talk = worker("zeeuws-vlaanderen", "begeleiding")
    open_ = question(talk.proceed()).id
    control.stop(talk)
    assert question(talk.answer("ik ben er weer")).id == open_


def test_the_state_survives_packing(library: Library) -> None:
    state = State(declined=["gedrag"], extra={"gedrag_wat": []}, open="gedrag_duur", misses=1)
    assert unpack(pack(state)) == pack(State(**unpack(pack(state))))
    assert State(**unpack({"nonsense": 1, "asked": 2})).asked == 2


@pytest.mark.parametrize("publiek", list(Publiek))
@pytest.mark.parametrize("domein", ["begeleiding", "dagbesteding", "wonen"])
def test_every_audience_reaches_an_advice_whatever_is_chosen(
    library: Library, publiek: Publiek, domein: str
) -> None:
    for stelsel in library.catalogue.stelsels.values():
        if domein not in stelsel.domeinen:
            continue
        for pick in (0, 1, -2):
            state = State(stelsel=stelsel.id, domein=domein, spreker=publiek, welcomed=True)
            state.extra["stelsel_gezet"] = True
            talk = Talk(state, library)
            said = talk.proceed()
            for _ in range(40):
                if talk.state.paused or question(said).id == "vervolg":
                    break
                asked = question(said)
                options = [c.label for c in asked.choices]
                number = "45" if not options[:-1] else options[min(pick, len(options) - 1)]
                said = talk.answer(number if asked.id != "klopt_dit" else options[0])
            assert talk.state.advies is not None, (stelsel.id, publiek, pick, talk.state.open)


def test_nobody_answers_questions_for_an_advice_that_may_not_be_shown(talk: Talk) -> None:
    for text in ("hallo", "voor mezelf", "Terneuzen"):
        talk.answer(text)
    said = talk.answer("iemand die mij helpt en met mij meedenkt")
    assert "nog niet aangezet" in texts(said)
    assert question(said).id == "vervolg"
    assert "Waarom past dit?" not in [c.label for c in question(said).choices]
    assert talk.state.advies is None


def test_what_changes_is_told_in_words_and_names_never_in_ids(
    worker: Callable[..., Talk],
) -> None:
    talk = worker("meierij-bommelerwaard", "dagbesteding", Publiek.INWONER)
    talk.proceed()
    for text in ("4", "nee, te weinig", "ja", "51", "nee", "nee, dat is niet genoeg", "ja"):
        talk.answer(text)
    said = texts(talk.answer("Wat kan dit nog veranderen?"))
    assert "7-9 dagdelen" in said
    assert "dagbesteding-module" not in said
    assert "meer-informatie" not in said


def test_a_question_asked_while_choosing_a_what_if_comes_back_to_that_choice(
    worker: Callable[..., Talk],
) -> None:
    talk = worker("nijmegen-rivierenland", "wonen", Publiek.INWONER)
    talk.proceed()
    for text in ("op mezelf", "34", "nee", "nee, dat is niet genoeg", "ja"):
        talk.answer(text)
    talk.answer("Wat als een antwoord anders was?")
    assert talk.state.open == "wat_als"
    assert question(talk.resume()).id == "wat_als"
    assert talk.is_exact_answer("Hoe u kunt wonen")


@pytest.mark.parametrize(
    ("typed", "open_", "stopped"),
    [
        ("ja ik wil verder", "leeftijd", False),
        ("ga maar door", "leeftijd", False),
        ("nee ik ga eerst bellen", "doorgaan", True),
        ("ik kan nu niet verder", "doorgaan", True),
        ("hm", "doorgaan", False),
    ],
)
def test_after_help_only_a_clear_yes_goes_on_and_only_a_clear_no_stops(
    worker: Callable[..., Talk], typed: str, open_: str, stopped: bool
) -> None:
    talk = worker("nijmegen-rivierenland", "wonen", Publiek.INWONER)
    talk.proceed()
    talk.answer("op mezelf")
    talk.state.paused, talk.state.open = talk.state.open, "doorgaan"
    talk.answer(typed)
    assert (talk.state.open, talk.state.stopped) == (open_, stopped)


def test_an_activity_that_is_plain_is_answered_without_asking_back(
    worker: Callable[..., Talk],
) -> None:
    talk = worker("nijmegen-rivierenland", "wonen")
    talk.proceed()
    said = start_activity(talk, "telt de reistijd mee?")
    assert "geen begeleidingstijd" in texts(said)
    assert question(said).id == "woonvorm"


def test_a_one_typed_at_a_number_is_a_number_and_no_choice(worker: Maker) -> None:
    talk = worker("meierij-bommelerwaard", "dagbesteding")
    talk.ask("dagdelen")
    talk.answer("1")
    assert talk.state.facts["dagdelen"] == 1


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("zijn leeftijd", "leeftijd"),
        ("hoe hij kan wonen", "woonvorm"),
        ("kaas met tomaat", None),
        ("mijn zoon", None),
    ],
)
def test_an_answer_to_change_may_be_named_in_own_words_but_is_never_guessed(
    worker: Callable[..., Talk], typed: str, named: str | None
) -> None:
    talk = worker("nijmegen-rivierenland", "wonen", Publiek.NAASTE)
    talk.proceed()
    for text in ("op zichzelf", "34", "nee"):
        talk.answer(text)
    assert control.named_answer(talk, typed).value == named


def test_every_answer_that_can_change_says_what_it_is_about(talk: Talk) -> None:
    for text in ("hallo", "voor iemand anders", "mijn zoon", "ja", "nee", "nijmegen"):
        talk.answer(text)
    talk.answer("een plek om te wonen")
    talk.answer("in de regio waar uw zoon nu woont")
    labels = control.changeable(talk)
    assert labels["wettelijk_vertegenwoordiger"] == "Heeft uw zoon een mentor of een curator: Nee"
    assert labels["regio_bw"].endswith("In de regio waar uw zoon nu woont")
    assert all(": " in label for label in labels.values())


def test_rather_not_is_no_denial(worker: Maker) -> None:
    talk = worker("meierij-bommelerwaard", "dagbesteding", Publiek.INWONER)
    talk.ask("bw_indicatie")
    talk.answer("liever niet")
    assert "bw_indicatie" not in talk.state.facts
    assert "bw_indicatie" in talk.state.declined


def test_outside_the_catalogue_the_nearest_product_is_named(worker: Maker) -> None:
    talk = worker("productkaarten", "begeleiding")
    talk.state.facts = {
        "perspectief": "gelijk",
        "planbaarheid": "ook_ongepland",
        "beschikbaarheid": "bereikbaar_24_7",
    }
    talk.state.confirmed = True
    said = texts(talk.proceed())
    nearest = talk.library.catalogue.stelsels["productkaarten"].product("langdurig-hoog")
    assert f"Meest nabij: {nearest.naam}" in said
