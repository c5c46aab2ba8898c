"""A worker's conversations as Teams holds them, over the hop, with the real assistant behind it."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from scripts.kt.servers import Assistant
from tests.actions.test_teksten import PROMISES

type Json = dict[str, Any]
# A case as a worker writes it down: shorthand, no names, her own order.
CASE = (
    "Man, 34 jr, woont in Den Bosch bij moeder (mantelzorg, raakt op). Psychiatrie bekend, "
    "problemen op meerdere leefgebieden. Vraag: beschermd wonen. Zegt zelf: ‘ik wil niet meer "
    "bij mijn moeder in huis’."
)


class Worker:
    """One worker's chat."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.conversation = f"teams-{secrets.token_hex(8)}"
        self._ids = (f"message-{number:04}" for number in itertools.count())
        self.last: Json = {}

    def send(self, **body: Any) -> Json:
        """Send one message; gives the answer."""
        start = {"publieken": "wijkteam", "spreker": "wijkteam"}
        about = {"conversation": self.conversation, "message_id": next(self._ids), "start": start}
        answer = self.client.post("/messages", json={**about, **body})
        assert answer.status_code == 200, answer.text
        self.last = answer.json()
        return self.last

    def says(self, text: str) -> Json:
        return self.send(text=text)

    def presses(self, command: str) -> Json:
        return self.send(text="knop", command=command)

    @property
    def kinds(self) -> list[str]:
        return [each["kind"] for each in self.last["messages"]]

    def one(self, kind: str) -> Json:
        (found,) = [each for each in self.last["messages"] if each["kind"] == kind]
        return dict(found)

    def known(self) -> dict[str, str]:
        """Give kenmerk -> value in words."""
        return {each["kenmerk"]: each["value"] for each in self.last["state"]["facts"]}

    def picks(self, beginning: str) -> Json:
        """Choose by the beginning of a label."""
        choices = self.one("question")["data"]["choices"]
        (picked,) = [c["id"] for c in choices if c["label"].startswith(beginning)]
        return self.send(choices=[picked])

    def fills(self, **changes: list[str] | str) -> Json:
        """Send the form as it was shown, but for some fields, given as labels or typed."""
        form = self.one("form")["data"]
        fields: Json = {}
        for field in form["fields"]:
            labels = {c["label"]: c["id"] for c in field["choices"]}
            given = changes.get(field["field"])
            if given is None:
                fields[field["field"]] = field["chosen"] if labels else field["value"] or ""
            else:
                fields[field["field"]] = [labels[g] for g in given] if labels else given
        assert set(changes) <= set(fields), form["about"]
        fill = {"question": form["form"], "fields": fields}
        return self.send(text="Formulier ingevuld", fill=fill)

    def until_proposal(self, **known: list[str] | str) -> Json:
        """Fill in form after form until there is a proposal."""
        for _each in range(10):
            if "advice" in self.kinds:
                return self.one("advice")
            fields = {f["field"] for f in self.one("form")["data"]["fields"]}
            self.fills(**{name: value for name, value in known.items() if name in fields})
        raise AssertionError("no proposal after ten forms")


@pytest.fixture
def hop(assistant: Assistant) -> Iterator[httpx.Client]:
    url = f"{assistant.url}/webhooks/keukentafel"
    headers = {"Authorization": f"Bearer {assistant.channel_secret}"}
    with httpx.Client(base_url=url, headers=headers, timeout=60) as opened:
        yield opened


@pytest.fixture
def begin(hop: httpx.Client) -> Callable[[], Worker]:
    return lambda: Worker(hop)


def advised(worker: Worker) -> Worker:
    """Come to a proposal: Kleinschalig Thuis."""
    worker.presses("begin")
    worker.says(CASE)
    worker.until_proposal(
        gemeente="Den Bosch",
        hulpvraag=["wonen met ondersteuning"],
        achtergrond=["psychiatrie"],
        leefgebieden=["meerdere leefgebieden"],
        woonvorm=["geclusterd, dicht bij anderen"],
        impulsgestuurd=["nee"],
    )
    return worker


def test_the_beginning_is_one_greeting_and_no_question(begin: Callable[[], Worker]) -> None:
    worker = begin()
    worker.presses("begin")
    assert worker.kinds == ["welcome"]
    assert worker.last["state"]["open"] is None


def test_a_case_in_shorthand_fills_in_the_form_that_follows(begin: Callable[[], Worker]) -> None:
    worker = begin()
    worker.presses("begin")
    worker.says(CASE)
    assert "facts" in worker.kinds
    assert worker.known()["leeftijd"] == "34"
    if "advice" in worker.kinds:
        return
    form = worker.one("form")["data"]
    assert "leeftijd" in worker.known()
    for field in form["fields"]:
        if field["field"] in worker.known():
            assert field["chosen"] or field["value"]


def test_a_worker_comes_from_a_case_to_a_proposal_by_forms(begin: Callable[[], Worker]) -> None:
    worker = advised(begin())
    block = worker.one("advice")["data"]
    assert block["products"][0]["id"] == "kleinschalig-thuis-basis"
    assert block["products"][0]["code"] == "15A09"
    more = block["proposal"]
    assert {each["id"] for each in more["boundaries"]} == {"wlz", "jeugdwet", "zvw", "voorliggend"}
    assert more["considered"]
    assert worker.last["advice"]["blocks"][0]["receipt"] == block["receipt"]
    (receipt,) = worker.last["receipts"]
    assert receipt["id"] == block["receipt"]
    assert "Bosch" not in str(receipt)


def test_a_form_takes_several_values_in_one_turn_and_says_what_is_wrong(
    begin: Callable[[], Worker],
) -> None:
    worker = begin()
    worker.presses("begin")
    worker.presses("form")
    assert worker.one("form")["data"]["about"] == "situatie"
    worker.fills(leeftijd="199", achtergrond=["autisme (ASS)", "verslaving"])
    assert "geef een heel getal van 0 tot en met 120" in worker.last["messages"][0]["text"]
    assert worker.known()["achtergrond"] == "autisme (ASS); verslaving"
    assert "leeftijd" not in worker.known()
    assert worker.kinds[-1] == "form"


def test_a_typed_answer_counts_while_a_form_lies_open(begin: Callable[[], Worker]) -> None:
    worker = begin()
    worker.presses("begin")
    worker.presses("form")
    worker.says("Den Bosch")
    assert worker.known()["gemeente"] == "'s-Hertogenbosch"
    assert "form" in worker.kinds


def test_a_report_holds_the_steps_the_quote_and_the_sources(begin: Callable[[], Worker]) -> None:
    worker = advised(begin())
    worker.says("verslag")
    report = worker.one("report")
    ids = [section["id"] for section in report["data"]["sections"]]
    assert ids == ["hulpvraag", "problemen", "ondersteuning", "eigen", "rest", "open", "bronnen"]
    assert "‘ik wil niet meer bij mijn moeder in huis’" in report["text"]
    assert "15A09" in report["text"]
    assert not PROMISES.search(report["text"])
    facts = [p for s in report["data"]["sections"] for p in s["parts"] if p["kind"] == "feit"]
    assert all(part["source"] for part in facts)
    assert worker.kinds[-1] == "question"


def test_another_product_is_kept_with_its_reason_and_stands_in_the_report(
    begin: Callable[[], Worker],
) -> None:
    worker = advised(begin())
    first = worker.last["receipts"][0]["id"]
    worker.presses("overrule")
    worker.picks("Zelfstandig Thuis Intensief")
    worker.says("Hij stopt met zorg als hij met anderen moet wonen; ambulant volstaat.")
    assert worker.one("overruled")
    (receipt,) = worker.last["receipts"]
    assert (receipt["id"], receipt["overruled_with"]) == (first, "zelfstandig-thuis-intensief")
    worker.presses("report")
    assert "ambulant volstaat" in worker.one("report")["text"]


def test_a_reason_is_masked_and_read_as_nothing_else(begin: Callable[[], Worker]) -> None:
    worker = advised(begin())
    before = worker.known()
    worker.presses("overrule")
    worker.picks("Zelfstandig Thuis Intensief")
    worker.says("Overlegd met zus, 06-12345678, zij stopt ermee.")
    assert "12345678" not in str(worker.last)
    assert worker.known() == before


def test_other_stelsels_are_compared_and_the_own_advice_stays(
    begin: Callable[[], Worker],
) -> None:
    worker = advised(begin())
    worker.presses("compare")
    (rows,) = [m["data"]["rows"] for m in worker.last["messages"] if m["data"].get("rows")]
    assert {row["stelsel"] for row in rows} == {"nijmegen-rivierenland", "marktconsultatie"}
    assert worker.last["state"]["advised"]


@pytest.mark.parametrize("words", ["help", "Wat kun je?"])
def test_help_is_an_overview(begin: Callable[[], Worker], words: str) -> None:
    worker = begin()
    worker.presses("begin")
    worker.says(words)
    assert "overview" in worker.kinds


def test_wis_asks_once_and_erases(begin: Callable[[], Worker], hop: httpx.Client) -> None:
    worker = advised(begin())
    worker.says("wis")
    assert worker.picks("Ja")["erased"]
    assert hop.get(f"/conversations/{worker.conversation}").status_code == 404


def test_a_typed_command_is_text(begin: Callable[[], Worker]) -> None:
    worker = begin()
    worker.presses("begin")
    worker.presses("form")
    worker.says('/inform{"gedrag": "ernstig"}')
    assert "gedrag" not in worker.known()


def test_danger_on_a_form_shows_help_and_the_form_counts(begin: Callable[[], Worker]) -> None:
    worker = begin()
    worker.presses("begin")
    worker.presses("form")
    worker.fills(leeftijd="34", citaat="Ik wil niet meer leven")
    assert "danger" in worker.kinds
    assert worker.known()["leeftijd"] == "34"


def test_the_web_chat_never_gets_a_form(hop: httpx.Client) -> None:
    worker = Worker(hop)
    worker.conversation = f"webchat-{secrets.token_hex(8)}"
    for command in ("begin", "form", "report", "overrule"):
        worker.presses(command)
        assert "form" not in worker.kinds
    worker.says(CASE)
    assert worker.kinds[-1] == "question"
