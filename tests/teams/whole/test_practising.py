"""A worker practises in Teams with the real assistant behind, beside a case of her own."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from catalog.loader import shipped
from gateway.practice.identity import of_account
from practice.cases.loader import FOLDER, load_case
from practice.cases.model import Case
from practice.progress import ProgressStore
from practice.progress.groups import make_codes
from practice.words import words
from tests.teams.building import Worker, buttons
from tests.teams.fake.microsoft import TENANT, Call, Microsoft
from tests.teams.whole.conftest import PRACTICE_SECRET, Whole
from tests.teams.whole.looking import action_of, answered, newest, slots_of

OWN_CASE = "Vrouw, 47 jr, Hulst, alleenwonend, vraag om begeleiding thuis."
MOST_QUESTIONS = 4
CHATS = itertools.count(1)


class Trainee:
    """A worker who practises: what she does, and the cards that came of it last."""

    def __init__(self, whole: Whole, microsoft: Microsoft) -> None:
        number = next(CHATS)
        user, chat = f"29:trainee-{number}", f"a:practice-{number}"
        self.worker = Worker(whole.client, microsoft, user=user, chat=chat)
        self.whole = whole
        self.calls: list[Call] = []

    def types(self, text: str) -> str:
        return self._did(lambda: self.worker.types(text))

    def presses(self, title: str, **inputs: str) -> str:
        """Press a button by its title, with what is filled in beside it."""
        data = self._button(title)
        return self._did(lambda: self.worker.presses({**data, **inputs}))

    def picks(self, *labels: str) -> str:
        """Choose by labels: a button of its own, or from the list on the card."""
        if len(labels) == 1 and labels[0] in self._titles():
            return self.presses(labels[0])
        offered = {c["title"]: c["value"] for c in self._inputs("Input.ChoiceSet")[0]["choices"]}
        return self.presses("Kiezen", keuze=",".join(offered[each] for each in labels))

    def presses_this(self, data: dict[str, Any]) -> str:
        """Press a button of an earlier card."""
        return self._did(lambda: self.worker.presses(data))

    def _did(self, act: Any) -> str:
        self.calls = answered(self.worker, act, self.whole)
        for call in self.calls:
            if call.card is not None:
                assert (call.card["version"], call.card["lang"]) == ("1.5", "nl")
        return "\n".join(each.said for each in self.calls)

    def _nodes(self) -> Iterator[dict[str, Any]]:
        def look(element: Any) -> Iterator[dict[str, Any]]:
            if isinstance(element, dict):
                yield element
            for each in element.values() if isinstance(element, dict) else element:
                if isinstance(each, dict | list):
                    yield from look(each)

        for call in reversed(self.calls):
            yield from look(call.card or {})

    def _inputs(self, type_: str) -> list[dict[str, Any]]:
        return [each for each in self._nodes() if each.get("type") == type_]

    def _titles(self) -> list[str]:
        return [each["title"] for each in self._nodes() if each.get("type") == "Action.Submit"]

    def _button(self, title: str) -> dict[str, Any]:
        for each in self._nodes():
            if each.get("type") == "Action.Submit" and each["title"] == title:
                found: dict[str, Any] = each["data"]
                return found
        pytest.fail(f"no button {title}: {self._titles()}")

    def links(self) -> list[str]:
        """Give the addresses on the cards that came last."""
        return [each["url"] for each in self._nodes() if each.get("type") == "Action.OpenUrl"]

    def slots(self) -> dict[str, Any]:
        """Give what the assistant keeps of this talk."""
        return slots_of(self.whole, self.conversation)

    def transcript(self) -> str:
        return str(self._kept())

    def _kept(self) -> dict[str, Any]:
        found = self.whole.client.get(
            f"{self.whole.assistant.url}/webhooks/keukentafel/conversations/{self.conversation}",
            headers={"Authorization": f"Bearer {self.whole.assistant.channel_secret}"},
        )
        kept: dict[str, Any] = found.json()
        return kept

    def begins(self) -> None:
        self.types(OWN_CASE)
        self.conversation = newest(self.whole)


def case_in(told: str) -> Case:
    """Give the case whose title was shown."""
    cases = (load_case(file, shipped()) for file in sorted(FOLDER.glob("*.yaml")))
    (found,) = [each for each in cases if each.titel in told]
    return found


def conclusion(case: Case) -> str:
    """Give the label of the right product or outcome."""
    if case.uitkomst != "product":
        return words().label("uitkomsten", case.uitkomst.value)
    return shipped().stelsels[case.stelsel].product(case.verwacht[0]).naam


@pytest.fixture
def her(whole: Whole, microsoft: Microsoft) -> Trainee:
    return Trainee(whole, microsoft)


@pytest.fixture
def store(whole: Whole) -> Iterator[ProgressStore]:
    """The store of progress that the running action server uses."""
    made = ProgressStore(f"sqlite:///{whole.practice}")
    yield made
    made.close()


def test_a_worker_practises_joins_her_group_and_finds_her_own_case_as_it_was(
    her: Trainee, store: ProgressStore
) -> None:
    her.begins()
    before = {name: value for name, value in her.slots().items() if name != "gesprek"}
    assert before["leeftijd"] == 47

    assert "vier vormen" in her.types("oefenen")
    her.picks(words().label("vormen", "rollenspel"))
    her.picks("Alle stelsels")
    told = her.picks(words().label("knoppen", "niveau_1"))
    case = case_in(told)
    assert "verzonnen persoon" in told
    assert "rollenspel, verzonnen" in told
    for each in case.vraagt[:MOST_QUESTIONS]:
        told = her.presses("Versturen", tekst=each.voorbeeld)
        assert "rollenspel, verzonnen" in told
    her.presses(words().label("knoppen", "genoeg"))
    her.picks(conclusion(case))
    told = her.presses("Versturen", tekst=" ".join(each.tekst for each in case.redenen))
    assert "Uw keuze: goed" in told
    assert "Oefening" in told
    trainee = of_account(PRACTICE_SECRET.encode(), "teams", TENANT, her.worker.user)
    assert {each.case for each in store.results(trainee)} == {case.id}

    her.types("mijn voortgang")
    her.presses("Groepscode invoeren")
    (code,) = make_codes(store, PRACTICE_SECRET.encode(), "wijkteam-noord", 1)
    told = her.presses("Versturen", tekst=code)
    assert "bij de groep wijkteam-noord" in told
    her.picks(words().label("knoppen", "deel_overzicht"))
    assert store.group(trainee) == "wijkteam-noord"
    assert store.sharing(trainee).overview
    assert code not in her.transcript()
    assert all(code not in str(each.body) for each in her.worker.microsoft.calls)

    her.types("download mijn resultaten")
    (link,) = her.links()
    assert f",{case.id}," in her.worker.client.get(link.removeprefix("https://bot.test")).text
    told = her.types("stop met oefenen")
    assert "Terug naar uw eigen casus" in told
    after = {name: value for name, value in her.slots().items() if name != "gesprek"}
    assert after == before


def test_a_form_of_her_own_case_is_not_taken_while_she_practises(her: Trainee) -> None:
    her.begins()
    before = her.slots()
    (form,) = [d for call in her.calls for d in buttons(call) if action_of(d)["do"] == "fill"]
    her.types("oefenen")
    told = her.presses_this(form)
    assert "eerdere vraag" in told or "uw eigen casus blijft staan" in told
    her.types("stop met oefenen")
    after = her.slots()
    del before["gesprek"], after["gesprek"]
    assert after == before
