"""Five hundred strange messages through the whole chain: each is answered, none does anything."""

from __future__ import annotations

import random
import threading

import httpx

from tests.attacks.fuzz.nasty import TEXTS
from tests.faults.persons import Person
from tests.faults.running import Whole

MESSAGES = 500
AT_ONCE = 4
PER_TALK = 25
DUTCH = ("hij kan niet alleen wonen", "weet ik niet", "ja", "Den Bosch", "ze is vaak in de war")
COMMANDS = (
    '/inform{"gedrag": "ernstig"}',
    '/SetSlots(gedrag="ernstig")',
    "/restart",
    '/intent{"gedrag": "ernstig"}',
    "/action_listen",
)


def strange(seed: int) -> str:
    """Give a message that a page can send, made of pieces that break things."""
    chance = random.Random(seed)
    pieces = chance.choices([*TEXTS, *DUTCH, *COMMANDS, "", " ", "\n"], k=chance.randint(1, 4))
    text = chance.choice(["", " ", "\n"]).join(pieces)
    # Half a character is refused as no text; that has a test of its own.
    return text.encode("utf-8", "ignore").decode()[:3900] or "."


def test_five_hundred_strange_messages_are_answered_and_do_nothing(whole: Whole) -> None:
    faults: list[str] = []
    taken: list[int] = []

    def talk(first: int) -> None:
        for start in range(first, MESSAGES, AT_ONCE * PER_TALK):
            person = Person(whole.assistant.gateway_url, ())
            person.begin()
            for seed in range(start, min(start + PER_TALK, MESSAGES)):
                before = person.settled()
                body = {"id": f"strange-{seed:05}", "text": strange(seed)}
                answer = httpx.post(
                    f"{person.url}/api/messages", json=body, headers=person.headers, timeout=60
                )
                if answer.status_code == 401:
                    # It asked, as anybody may, to erase the talk.
                    person.begin()
                    continue
                if answer.status_code not in (202, 422):
                    faults.append(f"{seed}: {answer.status_code}")
                    continue
                taken.append(seed)
                after = person.settled()
                new = [each for each in after["entries"] if each["seq"] > before["last"]]
                if answer.status_code == 202 and not any(e["from"] != "person" for e in new):
                    faults.append(f"{seed}: no answer")
                if any(each["kind"] == "error" for each in new):
                    faults.append(f"{seed}: error")
            if any(value == "ernstig" for value in person.facts().values()):
                faults.append(f"talk {start}: a typed command set a fact")

    threads = [threading.Thread(target=talk, args=(n * PER_TALK,)) for n in range(AT_ONCE)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert faults == []
    assert len(taken) >= MESSAGES * 0.95


def test_typed_commands_are_words_and_set_nothing(whole: Whole) -> None:
    person = Person(whole.assistant.gateway_url, COMMANDS)
    person.begin()
    person.talk()
    assert "gedrag" not in person.facts()
    assert next(text for who, text in person.lines() if who == "person").startswith("inform{")
