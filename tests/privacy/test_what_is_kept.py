"""Two hundred conversations with known personal data: what then lies in the store, opened, in what
goes to the assistant, in logs and in counters; and what is left after erasing.
"""

from __future__ import annotations

import itertools
import json
import logging
import random
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from prometheus_client import generate_latest
from sqlalchemy import select
from stdnum.iban import calc_check_digits
from stdnum.nl import bsn

from gateway.assistant import Reply, ReplyMessage, Said
from gateway.logs import JsonLines
from gateway.store.tables import Base
from tests.gateway.building import FakeAssistant, Page, app_before, question, settings_in, state

CONVERSATIONS = 200

# Invented, and not taken from the sets that masking was tuned on.
FIRST = (
    *("Wilma", "Gerrit", "Soumaya", "Dennis", "Hatice", "Jurgen", "Anneke", "Tariq", "Ilse"),
    *("Marcel", "Zeynep", "Bernadette", "Youssef", "Karin", "Sjors", "Agnieszka", "Ruben", "Nadia"),
    *("Frits", "Malika"),
)
LAST = (
    *("Hermans", "van der Velden", "Çelik", "Dekker", "de Wit", "Ouali", "Verbeek", "Kaya"),
    *("van Beek", "Schellekens", "Bouazza", "Maas", "Wójcik", "Rutten", "van den Heuvel"),
)
STREETS = ("Eikenlaan", "Sint Janstraat", "Kastanjeweg", "Havenkade", "Marktplein", "Zandpad")
STORIES = (
    "mijn naam is {naam} en ik kan niet meer voor mijzelf koken",
    "ik bel voor mijn zoon {voornaam}, hij komt zijn bed niet uit",
    "mevrouw {achternaam} hiernaast vergeet alles, bel mij op {telefoon}",
    "mijn bsn is {bsn}, kunt u kijken of ik hulp kan krijgen",
    "ik woon op {adres} en ik durf niet alleen te zijn",
    "mail het maar naar {email} want ik kan slecht onthouden",
    "dhr. {achternaam}, geb. {geboortedatum}, verslaving en schulden",
    "mijn rekening {iban} is leeg, ik heb ook schulden",
    "u spreekt met {naam}, mijn telefoon is {telefoon}",
    "mijn moeder {naam} woont op {adres}, {postcode} en valt steeds",
)


@dataclass
class People:
    """Invented people, each with everything that identifies."""

    chance: random.Random = field(default_factory=lambda: random.Random(11))
    _numbers: Iterator[str] = field(
        default_factory=lambda: (
            f"{n:09d}" for n in range(210_000_000, 999_999_999, 104_729) if bsn.is_valid(f"{n:09d}")
        )
    )

    def one(self) -> dict[str, str]:
        chance = self.chance
        first, last = chance.choice(FIRST), chance.choice(LAST)
        account = f"{chance.randrange(10**9):010d}"
        digits = calc_check_digits(f"NL00RABO{account}")
        plain = re.sub(r"[^a-z]", "", last.lower())
        return {
            "voornaam": first,
            "achternaam": last,
            "naam": f"{first} {last}",
            "telefoon": f"06{chance.choice('-  ')}{chance.randrange(10_000_000, 99_999_999)}",
            "bsn": next(self._numbers),
            "adres": f"{chance.choice(STREETS)} {chance.randrange(1, 300)}",
            "postcode": f"{chance.randrange(4500, 6700)} {chance.choice(('KL', 'BX', 'TR'))}",
            "email": f"{first.lower()}.{plain}@voorbeeld.nl".replace("ç", "c"),
            "geboortedatum": f"{chance.randrange(1, 29)}-{chance.randrange(1, 13)}-19"
            f"{chance.randrange(30, 99)}",
            "iban": f"NL{digits}RABO{account}",
        }


class Echo(FakeAssistant):
    """Repeats what it is told in every part of its answer that is kept."""

    def __init__(self) -> None:
        super().__init__(self.repeat)
        self._count = itertools.count(1)

    def repeat(self, said: Said) -> Reply:
        fact = {"kenmerk": "hulpvraag", "label": said.text, "sentence": said.text}
        told = ReplyMessage(kind="facts", text=said.text, data={"items": [fact]})
        number = next(self._count)
        advice = {"title": said.text}
        asked = question(number)
        how = state(open=f"vraag{number}", facts=[fact], advised=True)
        return Reply(messages=[told, asked], state=how, advice=advice)


@dataclass
class Held:
    """What two hundred conversations left behind."""

    client: TestClient
    pages: list[Page]
    secrets: list[dict[str, str]]
    sent: list[tuple[str, str, Said]]
    log: str
    folder: Path

    def store(self) -> str:
        """Give all that lies in the store, opened with its key."""
        engine = self.client.app.state.gateway.store.engine  # type: ignore[attr-defined]
        found: list[Any] = []
        with engine.connect() as connection:
            for table in Base.metadata.sorted_tables:
                found += [dict(row._mapping) for row in connection.execute(select(table))]
        return json.dumps(found, ensure_ascii=False)

    def raw(self) -> bytes:
        """Give the files of the store, byte for byte."""
        return b"".join(p.read_bytes() for p in sorted(self.folder.glob("conversations.db*")))


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """Hold the conversations, once for all tests."""
    folder = tmp_path_factory.mktemp("held")
    log = StringIO()
    handler = logging.StreamHandler(log)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    level = logging.getLogger("gateway").level
    logging.getLogger("gateway").setLevel(logging.DEBUG)
    assistant, people = Echo(), People()
    with TestClient(app_before(assistant, settings_in(folder))) as client:
        pages, secrets = [], []
        for number in range(CONVERSATIONS):
            page, person = Page(client), people.one()
            page.settled()
            page.says(text=STORIES[number % len(STORIES)].format_map(person))
            pages.append(page)
            secrets.append(person)
        yield Held(client, pages, secrets, list(assistant.sent), log.getvalue(), folder)
    root.removeHandler(handler)
    logging.getLogger("gateway").setLevel(level)


def told(held: Held) -> Iterator[tuple[str, str]]:
    """Give what was typed that identifies somebody: its kind and itself."""
    for number, person in enumerate(held.secrets):
        for kind in re.findall(r"{(\w+)}", STORIES[number % len(STORIES)]):
            yield kind, person[kind]


def leaked(held: Held, text: str) -> Counter[str]:
    """Count per kind what can be read in a text."""
    found: Counter[str] = Counter()
    for kind, piece in told(held):
        parts = piece.split() if kind in ("naam", "achternaam", "voornaam") else [piece]
        names = [p for p in parts if p[0].isupper() or p[0].isdigit()] or parts
        found[kind] += any(
            p in text and bool(re.search(rf"(?<!\w){re.escape(p)}(?!\w)", text)) for p in names
        )
    return found


def test_the_store_holds_what_was_said_and_not_who_said_it(held: Held) -> None:
    kept = held.store()
    assert kept.count("schulden") >= CONVERSATIONS / 10
    assert kept.count("[telefoon]") >= CONVERSATIONS / 10
    found, total = leaked(held, kept), Counter(kind for kind, _piece in told(held))
    for kind in ("bsn", "telefoon", "email", "iban", "postcode", "geboortedatum"):
        assert found[kind] == 0, kind
    for kind in ("naam", "voornaam", "achternaam", "adres"):
        assert found[kind] / total[kind] <= 0.02, kind


def test_the_assistant_gets_no_more_than_the_store_holds(held: Held) -> None:
    sent = json.dumps([said.text for _c, _m, said in held.sent], ensure_ascii=False)
    assert leaked(held, sent) == leaked(held, held.store())


def test_the_files_can_be_read_by_nobody_without_the_key(held: Held) -> None:
    raw = held.raw()
    assert len(raw) > 100_000
    for word in ("schulden", "[telefoon]", "koken", "Hermans"):
        assert word.encode() not in raw


def test_logs_hold_lines_about_every_message_and_nothing_of_it(held: Held) -> None:
    assert held.log.count('"event": "turn"') >= 2 * CONVERSATIONS
    assert leaked(held, held.log).total() == 0
    for trace in ("schulden", "koken", "[telefoon]", held.sent[0][0], held.pages[0].token):
        assert trace not in held.log


def test_counters_hold_nothing_of_a_message(held: Held) -> None:
    served = generate_latest(held.client.app.state.gateway.metrics.registry).decode()  # type: ignore[attr-defined]
    assert f'kt_messages_total{{channel="webchat",kind="text"}} {CONVERSATIONS}.0' in served
    assert leaked(held, served).total() == 0
    assert "schulden" not in served


def test_the_search_itself_would_find_what_is_there(held: Held) -> None:
    whole = " ".join(piece for _kind, piece in told(held))
    assert leaked(held, whole).total() == len(list(told(held)))


# Last: it erases.
def test_after_erasing_nothing_is_left_in_tables_and_files(held: Held) -> None:
    ids = {conversation for conversation, _m, _said in held.sent}
    assert len(ids) == CONVERSATIONS
    for page in held.pages:
        assert held.client.delete("/api/session", headers=page.headers).status_code == 204
    raw = held.raw()
    assert [each for each in ids if each.encode() in raw] == []
    with closing(sqlite3.connect(held.folder / "conversations.db")) as database:
        for table in ("conversations", "entries", "messages", "erasures"):
            assert database.execute(f"SELECT COUNT(*) FROM {table}").fetchone() == (0,)
