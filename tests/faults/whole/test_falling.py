"""Something falls over while people talk; each talk must be what it is when nothing does.

Everybody has an age of her own, so that what belongs to another shows. What a talk must look like
is what the same words give when nothing falls.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from urllib.parse import urlsplit

import httpx
import pytest

from scripts.kt.layout import Layout, main_environment
from tests.faults.persons import Person, ended, talking, under_way
from tests.faults.running import Whole

AGES = (31, 42, 53)


def words(age: int) -> tuple[str, ...]:
    """Give what the mother of a son of this age says."""
    return (
        f"Mijn zoon is {age} en hij kan niet alleen wonen",
        "Den Bosch",
        "een plek om te wonen",
        "in de regio waar hij nu woont",
        "psychische ziekte",
        "er moet dag en nacht iemand te bellen zijn",
    )


@pytest.fixture(scope="module")
def undisturbed(whole: Whole) -> dict[int, list[tuple[str, str]]]:
    """What each talk is when nothing falls."""
    found = {}
    for age in AGES:
        person = Person(whole.assistant.gateway_url, words(age))
        person.begin()
        person.talk()
        found[age] = person.lines()
        assert person.facts()["leeftijd"] == str(age)
    return found


def people(whole: Whole) -> list[Person]:
    return [Person(whole.assistant.gateway_url, words(age)) for age in AGES]


def check(persons: list[Person], undisturbed: dict[int, list[tuple[str, str]]]) -> None:
    """Nothing is lost or doubled, nobody has what is another's, every refusal is Dutch."""
    for age, person in zip(AGES, persons, strict=True):
        assert person.lines() == undisturbed[age]
        assert person.facts()["leeftijd"] == str(age)
        entries = person.settled()["entries"]
        assert len({each["id"] for each in entries}) == len(entries)
        for refusal in person.refusals:
            assert refusal["code"] in ("store_down", "internal"), refusal
            assert "112" in refusal["detail"]


@pytest.mark.parametrize("name", ["actions", "gateway", "redis", "postgresql", "rasa"])
def test_what_is_killed_and_started_again_loses_and_doubles_nothing(
    whole: Whole, undisturbed: dict[int, list[tuple[str, str]]], name: str
) -> None:
    persons = people(whole)
    threads = talking(persons)
    under_way(persons)
    start = whole.kill(name)
    time.sleep(2)
    start()
    ended(threads, persons)
    whole.ready()
    check(persons, undisturbed)


def test_a_database_that_is_slow_for_a_while_loses_and_doubles_nothing(
    whole: Whole, undisturbed: dict[int, list[tuple[str, str]]]
) -> None:
    persons = people(whole)
    threads = talking(persons)
    under_way(persons)
    with whole.database() as connection:
        connection.execute("LOCK TABLE entries IN ACCESS EXCLUSIVE MODE")
        time.sleep(5)
    ended(threads, persons)
    check(persons, undisturbed)


def test_a_catalogue_that_is_loaded_meanwhile_changes_no_talk(
    whole: Whole, undisturbed: dict[int, list[tuple[str, str]]]
) -> None:
    layout = Layout.here()
    persons = people(whole)
    threads = talking(persons)
    under_way(persons)
    for _each in range(2):
        done = subprocess.run(
            [sys.executable, "-m", "catalog", "load"],
            cwd=layout.root,
            env={**main_environment(layout), **whole.variables},
            capture_output=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
    ended(threads, persons)
    check(persons, undisturbed)


def test_a_message_that_is_cut_off_is_not_taken_and_counts_when_it_comes_whole(
    whole: Whole,
) -> None:
    person = Person(whole.assistant.gateway_url, words(31)[:1])
    person.begin()
    before = person.lines()
    parts = urlsplit(person.url)
    head = (
        f"POST /api/messages HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        f"Authorization: {person.headers['Authorization']}\r\n"
        "Content-Type: application/json\r\nContent-Length: 500\r\n\r\n"
        '{"id": "message-0000", "text": "Mijn zoon is'
    )
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as cut:
        cut.sendall(head.encode())
    time.sleep(0.5)
    assert person.lines() == before
    person.talk()
    assert [text for who, text in person.lines() if who == "person"] == [words(31)[0]]


def test_a_message_that_arrives_many_times_at_once_is_answered_once(
    whole: Whole, undisturbed: dict[int, list[tuple[str, str]]]
) -> None:
    person = Person(whole.assistant.gateway_url, words(31))
    person.begin()
    body = {"id": "message-0000", "text": words(31)[0]}
    statuses: list[int] = []

    def send() -> None:
        url = f"{person.url}/api/messages"
        statuses.append(httpx.post(url, json=body, headers=person.headers).status_code)

    threads = [threading.Thread(target=send) for _each in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(statuses) == [200] * 7 + [202]
    person.settled()
    # The page sends what it is not sure of again, also after later ones.
    person.talk()
    assert httpx.post(f"{person.url}/api/messages", json=body, headers=person.headers).json()[
        "repeated"
    ]
    assert person.lines() == undisturbed[31]


def test_two_tabs_of_one_talk_show_the_same_and_use_a_choice_once(whole: Whole) -> None:
    one = Person(whole.assistant.gateway_url, ())
    one.begin()
    other = Person(one.url, (), headers=one.headers)
    open_ = one.settled()["open"]
    choices = [each["id"] for each in open_["data"]["choices"]][:1]
    answers = [
        httpx.post(
            f"{one.url}/api/messages",
            json={"id": f"of-tab-{tab}", "choices": choices},
            headers=one.headers,
        )
        for tab in range(2)
    ]
    assert [each.status_code for each in answers] == [202, 409]
    assert answers[1].json()["code"] == "choice_gone"
    assert answers[1].json()["detail"]
    one.settled()
    assert one.lines() == other.lines()
