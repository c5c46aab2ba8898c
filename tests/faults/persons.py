"""People who talk while something falls over, as a patient page does: the same id again."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

type Json = dict[str, Any]
PATIENCE = 150.0
PAUSE = 0.3


@dataclass
class Person:
    """One talk. `refusals` are what the gateway answered instead of taking a message."""

    url: str
    said: Sequence[str]
    refusals: list[Json] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    fault: BaseException | None = None
    done: int = 0

    def begin(self) -> None:
        """Press "begin" and wait for the first question."""
        answer = self._ask("POST", "/api/sessions", {"start": {"spreker": "naaste"}}, {201})
        self.headers = {"Authorization": f"Bearer {answer['token']}"}
        self.settled()

    def talk(self) -> None:
        """Say everything, one after the other; each is sent until it was taken."""
        try:
            for number, text in enumerate(self.said):
                body = {"id": f"message-{number:04}", "text": text}
                self._ask("POST", "/api/messages", body, {200, 202})
                self.settled()
                self.done += 1
        except BaseException as fault:
            self.fault = fault
            raise

    def settled(self) -> Json:
        """Wait until nothing is being handled; give everything that was said."""
        until = time.monotonic() + PATIENCE
        while True:
            found = self._ask("GET", "/api/conversation", None, {200})
            if not found["busy"]:
                return found
            assert time.monotonic() < until, "it stays busy"
            time.sleep(0.1)

    def facts(self) -> dict[str, str]:
        """Give what was understood."""
        found = self._ask("GET", "/api/facts", None, {200})["facts"]
        return {each["kenmerk"]: each["value"] for each in found}

    def lines(self) -> list[tuple[str, str]]:
        """Give who said what."""
        return [(each["from"], each["text"]) for each in self.settled()["entries"]]

    def _ask(self, method: str, path: str, body: Json | None, good: set[int]) -> Json:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                answer = httpx.request(
                    method, f"{self.url}{path}", json=body, headers=self.headers, timeout=60
                )
            except httpx.HTTPError:
                answer = None
            if answer is not None and answer.status_code in good:
                found: Json = answer.json()
                return found
            if answer is not None:
                self.refusals.append(answer.json())
            assert time.monotonic() < until, self.refusals[-1:]
            time.sleep(PAUSE)


def talking(persons: Sequence[Person]) -> list[threading.Thread]:
    """Let everybody begin, one after the other, and then talk at once."""
    for each in persons:
        each.begin()
    threads = [threading.Thread(target=each.talk) for each in persons]
    for thread in threads:
        thread.start()
    return threads


def under_way(persons: Sequence[Person]) -> None:
    """Wait until everybody has been answered once."""
    until = time.monotonic() + PATIENCE
    while any(each.done < 1 and each.fault is None for each in persons):
        assert time.monotonic() < until, "nobody is answered"
        time.sleep(0.02)


def ended(threads: Sequence[threading.Thread], persons: Sequence[Person]) -> None:
    """Wait until everybody has said everything."""
    for thread in threads:
        thread.join(timeout=PATIENCE * 2)
    assert [each.fault for each in persons] == [None] * len(persons)
    assert not any(thread.is_alive() for thread in threads)
