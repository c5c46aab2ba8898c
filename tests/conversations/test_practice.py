"""Practising from the code to the progress, in all four forms, with the real assistant.

What is right follows from the case that came up: which one that is depends on the moment.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from catalog.loader import shipped
from practice.cases.loader import FOLDER, load_case
from practice.cases.model import Case, Steps
from practice.forms.statements import statements
from practice.knowledge import question
from practice.progress import ProgressStore
from practice.progress.groups import make_codes
from practice.words import words
from scripts.kt.servers import Assistant
from tests.conversations.conftest import PRACTICE_SECRET, practice_database
from tests.conversations.test_gateway import Page

type Json = dict[str, Any]


class Trainee(Page):
    """A trainee in the web chat, who came in with a practice code."""

    def __init__(self, client: httpx.Client, code: str) -> None:
        self.client = client
        self._ids = (f"message-{number:04}" for number in itertools.count())
        body = {"channel": "webchat", "start": {"spreker": "trainee"}, "practice_code": code}
        made = client.post("/api/sessions", json=body)
        assert made.status_code == 201, made.text
        self.headers = {"Authorization": f"Bearer {made.json()['token']}"}
        self.read = 0
        self.standing()

    def news(self) -> list[Json]:
        """Give what the assistant said since this was asked last."""
        entries = self.standing()["entries"]
        new, self.read = entries[self.read :], len(entries)
        return [entry for entry in new if entry["from"] == "assistant"]

    def gets(self, **body: Any) -> str:
        """Send something; give all that is said to it as one text."""
        self.read = len(self.standing()["entries"])
        self.says(**body)
        return "\n".join(entry["text"] for entry in self.news())

    def chooses(self, *labels: str) -> str:
        """Pick choices by their labels; give all that is said to it."""
        self.read = len(self.standing()["entries"])
        self.picks(*labels)
        return "\n".join(entry["text"] for entry in self.news())

    def labels(self) -> list[str]:
        open_ = self.standing()["open"]
        assert open_ is not None
        return [choice["label"] for choice in open_["data"]["choices"]]

    def data_of(self, kind: str) -> Json:
        found = [e for e in self.standing()["entries"] if e["kind"] == kind]
        assert found, self.kinds()
        data: Json = found[-1]["data"]
        return data

    def case(self) -> Case:
        return load_case(FOLDER / f"{self.data_of('practice_case')['case']}.yaml", shipped())

    def begins_by_choices(self, form: str) -> None:
        self.chooses(words().label("vormen", form))
        self.chooses("Alle stelsels")
        self.chooses("Elk niveau")

    def begins_by_typing(self, form: str, level: str = "maakt niet uit") -> None:
        for text in ("oefenen", form, "alle", level):
            self.gets(text=text)


@pytest.fixture(scope="module")
def store(data_folder: Path, assistant: Assistant) -> Iterator[ProgressStore]:
    """The store of progress that the running action server uses."""
    made = ProgressStore(practice_database(data_folder))
    yield made
    made.close()


@pytest.fixture
def client(assistant: Assistant) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=assistant.gateway_url, timeout=60) as opened:
        yield opened


@pytest.fixture
def begin(client: httpx.Client, store: ProgressStore) -> Callable[[], Trainee]:
    def begun() -> Trainee:
        (code,) = make_codes(store, PRACTICE_SECRET.encode(), "proef", 1)
        return Trainee(client, code)

    return begun


def conclusion(case: Case) -> str:
    """Give the label of the right product or outcome."""
    if case.uitkomst != "product":
        return words().label("uitkomsten", case.uitkomst.value)
    return shipped().stelsels[case.stelsel].product(case.verwacht[0]).naam


def weighing(case: Case) -> str:
    """Give the model weighing as a trainee might write it, with every reason."""
    steps = [str(getattr(case.stappen, step)) for step in Steps.model_fields]
    return " ".join((*(reason.tekst for reason in case.redenen), *steps))


def test_a_trainee_is_greeted_and_gets_the_menu(begin: Callable[[], Trainee]) -> None:
    her = begin()
    assert her.kinds()[0] == "welcome"
    assert her.question == "oefenen_menu"
    assert her.labels()[1:5] == list(words().labels("vormen").values())


def test_a_code_that_nobody_handed_out_does_not_lead_to_practising(client: httpx.Client) -> None:
    stranger = Trainee(client, "0000-0000-0000-0000")
    assert "oefencode" in stranger.standing()["entries"][-1]["text"]
    assert stranger.question == ""


def test_an_inwoner_is_not_offered_practising(client: httpx.Client) -> None:
    page = Page(client)
    page.standing()
    page.says(text="oefenen")
    assert not page.question.startswith("oefenen_")


def test_a_casus_by_choices(begin: Callable[[], Trainee], store: ProgressStore) -> None:
    her = begin()
    her.begins_by_choices("casus")
    case = her.case()
    assert her.question == "oefenen_feiten"
    her.chooses(*(each.text for each in statements(case, shipped()) if each.wrong is None))
    her.chooses(conclusion(case))
    told = her.gets(text=weighing(case))
    if her.question == "oefenen_buurproduct":
        told = her.gets(text=next(iter(case.waarom_niet.values())))
    assert "Te veel gelezen" not in told
    assert "Uw keuze: goed" in told
    assert "Genoemd: " in told
    parts = {part["id"] for part in her.data_of("practice_feedback")["parts"]}
    assert "model" in parts
    assert her.question == "oefenen_daarna"


def test_a_casus_by_typing(begin: Callable[[], Trainee]) -> None:
    her = begin()
    her.begins_by_typing("casus", "niveau 1")
    case = her.case()
    assert case.niveau == 1
    her.gets(text="; ".join(s.text for s in statements(case, shipped()) if s.wrong is None))
    assert her.question == "oefenen_product"
    assert "herkend" in her.gets(text="iets lekkers")
    her.gets(text=f"ik denk {conclusion(case)}")
    assert her.question == "oefenen_motivatie"
    told = her.gets(text="sla over")
    if her.question == "oefenen_buurproduct":
        told = her.gets(text="sla over")
    assert "Uw keuze: goed" in told
    assert "Er is geen motivatie gegeven." in told


def test_a_role_play_by_typing(begin: Callable[[], Trainee]) -> None:
    her = begin()
    her.begins_by_typing("rollenspel", "1")
    case = her.case()
    answered = 0
    for each in case.vraagt:
        told = her.gets(text=each.voorbeeld)
        said = her.data_of("practice_said")
        assert said["played"] is True
        assert "(rollenspel)" in told
        saying = case.zegt.get(each.kenmerk)
        line = str(said["line"]).removeprefix("Zoals ik zei: ")
        answered += bool(saying and line in (saying.antwoord, saying.gesloten))
    assert answered, "no question was answered by what it asks"
    assert her.question == "oefenen_vraag"
    her.gets(text="ik weet genoeg")
    her.gets(text=conclusion(case))
    told = her.gets(text=weighing(case))
    assert "Uw vragen: " in told
    assert "De toon van uw vragen: " in told
    assert "Uw keuze: goed" in told
    assert "5. Wat overblijft voor de Wmo" in told


def test_a_role_play_by_choices(begin: Callable[[], Trainee]) -> None:
    her = begin()
    her.begins_by_choices("rollenspel")
    case = her.case()
    her.gets(text="Hallo, fijn dat u er bent. Kunt u vertellen wat er aan de hand is?")
    her.chooses("Ik weet genoeg")
    her.chooses(conclusion(case))
    told = her.chooses("Sla over")
    assert "Uw keuze: goed" in told
    assert "Nog te vragen: " in told


def test_a_role_play_shows_help_beside_what_is_asked_of_danger(
    begin: Callable[[], Trainee],
) -> None:
    her = begin()
    her.begins_by_typing("rollenspel")
    her.gets(text="Denkt u er wel eens over om een einde aan uw leven te maken?")
    assert "danger" in her.kinds()
    assert her.question == "oefenen_vraag"


def test_danger_of_the_trainee_herself_goes_before_the_exercise(
    begin: Callable[[], Trainee],
) -> None:
    her = begin()
    her.begins_by_typing("rollenspel")
    told = her.gets(text="Ik wil nu echt een einde aan mijn leven maken")
    assert "113" in told
    assert her.question == "doorgaan"
    her.gets(text="ja, ga verder")
    assert her.question == "oefenen_vraag"


def test_the_catalogue_is_searched_during_an_exercise(begin: Callable[[], Trainee]) -> None:
    her = begin()
    her.begins_by_typing("rollenspel")
    assert "Kleinschalig Thuis" in her.gets(text="zoek kleinschalig thuis basis")
    assert her.question == "oefenen_vraag"


def test_a_contrast_by_choices(begin: Callable[[], Trainee]) -> None:
    her = begin()
    her.begins_by_choices("contrast")
    case = her.case()
    assert case.contrast is not None
    other = load_case(FOLDER / f"{case.contrast.met}.yaml", shipped())
    her.chooses(_name(case.contrast.kenmerk))
    told = her.chooses(f"A: {_expected(case)}. B: {_expected(other)}.")
    assert "Het verschil: goed" in told
    assert case.contrast.uitleg in told


def test_a_contrast_by_typing(begin: Callable[[], Trainee]) -> None:
    her = begin()
    her.begins_by_typing("contrast")
    case = her.case()
    assert case.contrast is not None
    her.gets(text=f"het verschil zit in {_name(case.contrast.kenmerk)}")
    assert her.question == "oefenen_gevolg"
    told = her.gets(text=her.labels()[0])
    assert "Het verschil: " in told
    assert her.question == "oefenen_daarna"


def _name(kenmerk: str) -> str:
    names = shipped().vocabulary[kenmerk].names
    return names.wijkteam if names else kenmerk


def _expected(case: Case) -> str:
    if case.uitkomst != "product":
        return words().label("uitkomsten", case.uitkomst.value)
    stelsel = shipped().stelsels[case.stelsel]
    return " en ".join(stelsel.product(id_).naam for id_ in case.verwacht)


def test_knowledge_by_choices(begin: Callable[[], Trainee]) -> None:
    her = begin()
    her.begins_by_choices("kennis")
    for number in range(1, 6):
        assert her.standing()["open"]["text"].startswith(f"Vraag {number} van 5.")
        told = her.chooses(her.labels()[0])
        assert "Uw antwoord: " in told
        assert "Bron: " in told
    assert "van de 5 vragen waren goed." in told


def test_knowledge_by_typing(begin: Callable[[], Trainee]) -> None:
    her = begin()
    her.gets(text="kennis")
    her.gets(text="productkaarten")
    her.gets(text="niveau 2")
    for _each in range(5):
        told = her.gets(text="1")
        assert "Uw antwoord: " in told
    assert "van de 5 vragen waren goed." in told
    assert question(shipped(), 1, "productkaarten", 2).stelsel == "productkaarten"


def test_progress_is_seen_disputed_and_erased(
    begin: Callable[[], Trainee], store: ProgressStore
) -> None:
    her = begin()
    her.begins_by_choices("contrast")
    her.chooses(her.labels()[0])
    her.chooses(her.labels()[0])
    her.chooses("Ik ben het oneens")
    assert "vastgelegd" in her.gets(text="Volgens mij zegt de bron iets anders.")
    assert store.disputes()[-1].text == "Volgens mij zegt de bron iets anders."
    her.gets(command="progress")
    assert {skill["skill"] for skill in her.data_of("practice_progress")["skills"]} == {
        *("vragen", "kiezen", "motiveren")
    }
    assert her.question == "oefenen_daarna"
    her.gets(text="wis mijn voortgang")
    assert "gewist" in her.chooses("Ja, wis mijn voortgang")
    her.gets(text="mijn voortgang")
    assert her.data_of("practice_progress")["results"] == 0


def test_what_is_weak_comes_back(begin: Callable[[], Trainee]) -> None:
    her = begin()
    assert her.gets(text="oefen verder")
    assert her.question.startswith("oefenen_")
    her.gets(text="stop met oefenen")
    assert her.question == ""
    her.gets(text="oefenen")
    assert her.question == "oefenen_menu"


def test_no_words_of_a_trainee_lie_in_the_store_of_progress(
    begin: Callable[[], Trainee], data_folder: Path, store: ProgressStore
) -> None:
    her = begin()
    her.begins_by_typing("casus")
    her.gets(text="1, 2 en 3")
    her.gets(text=conclusion(her.case()))
    her.gets(text="Mijn motivatie is xylofoonkwark.")
    if her.question == "oefenen_buurproduct":
        her.gets(text="Ook xylofoonkwark.")
    assert her.question == "oefenen_daarna"
    with closing(sqlite3.connect(data_folder / "practice.db")) as read:
        read.execute("pragma wal_checkpoint(truncate)")
    files = [each.read_bytes() for each in data_folder.glob("practice.db*")]
    assert not [each for each in files if b"xylofoonkwark" in each]
    assert [each for each in files if her.case().id.encode() in each]
