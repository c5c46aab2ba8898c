"""Talk to the assistant in the terminal, over the REST channel.

Buttons become numbered choices. A `custom` message of type `question` says how to answer: `multi`
(several choices allowed), `vraag` and `van` (progress). What is typed goes in as it is, unless it
is the number of a choice (or several, where that is allowed): then the choice's payload goes in.
"""

from __future__ import annotations

import json
import re
import secrets
import sys
import textwrap
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from scripts.kt.console import Problem, say
from scripts.kt.layout import DEFAULT_RASA_PORT, RASA_PORT_VARIABLE, Layout
from scripts.kt.ports import LOOPBACK, port_from_environment
from scripts.kt.servers import read_servers_file

WIDTH = 80
SECONDS_TO_ANSWER = 60
OPENING = "hallo"
PROMPT = "> "
PAYLOAD_SEPARATOR = "; "
# "1, 3", "1 3", "1 en 3", "1+3"
NUMBERS = re.compile(r"\d{1,2}(?:\s*(?:,|;|\+|\ben\b|\s)\s*\d{1,2})*", re.IGNORECASE)
LIST_ITEM = re.compile(r"\s*(?:[-*•]|\d+[.)])\s+")


@dataclass(frozen=True)
class Choice:
    """Something to choose: what the person reads and what is sent."""

    title: str
    payload: str


@dataclass(frozen=True)
class Turn:
    """What the assistant said at once: lines to print, and the choices that are open now."""

    lines: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    multi: bool = False


def chat(layout: Layout) -> None:
    """Talk to the assistant that runs in this folder, or on the port that the environment names.

    Raises Problem when none answers.
    """
    running = read_servers_file(layout)
    port = port_from_environment(RASA_PORT_VARIABLE, DEFAULT_RASA_PORT)
    talk(running.messages_url if running else f"http://{LOOPBACK}:{port}/webhooks/rest/webhook")


def talk(
    address: str,
    read: Callable[[str], str] = input,
    write: Callable[[str], None] = say,
    echo: bool | None = None,
) -> None:
    """Hold one conversation until the person ends it (Ctrl-D or Ctrl-C).

    `address` is the REST channel's. `echo` writes the person's lines too, for a transcript of
    piped input. Raises Problem when the assistant does not answer.
    """
    echo = not sys.stdin.isatty() if echo is None else echo
    sender = secrets.token_urlsafe(16)
    write("(Einde: Ctrl-D. Kies met een nummer, of typ een antwoord.)")
    turn = show(send(address, sender, OPENING), write)
    while True:
        try:
            typed = read("" if echo else PROMPT).strip()
        except EOFError:
            return
        if not typed:
            continue
        if echo:
            write(f"{PROMPT}{typed}")
        turn = show(send(address, sender, answer(typed, turn)), write)


def answer(typed: str, turn: Turn) -> str:
    """Give what to send for a typed line: the payload of the chosen number or numbers, or the line.

    Numbers that are no choice go in as text: they may be the answer themselves ("12 uur").
    """
    if turn.choices and NUMBERS.fullmatch(typed):
        numbers = list(dict.fromkeys(int(each) for each in re.findall(r"\d+", typed)))
        known = all(1 <= each <= len(turn.choices) for each in numbers)
        if known and (len(numbers) == 1 or turn.multi):
            return PAYLOAD_SEPARATOR.join(turn.choices[each - 1].payload for each in numbers)
    return typed


def show(messages: Sequence[Mapping[str, object]], write: Callable[[str], None]) -> Turn:
    """Write what the assistant said; gives the turn with the open choices."""
    turn = render(messages)
    for line in turn.lines:
        write(line)
    return turn


def render(messages: Sequence[Mapping[str, object]]) -> Turn:
    """Turn the channel's messages into lines of at most 80 columns and numbered choices.

    Buttons of several messages are numbered on; a question's own choices come last.
    """
    lines: list[str] = []
    choices: list[Choice] = []
    multi = False
    for message in messages:
        custom = message.get("custom")
        question = custom if isinstance(custom, dict) and custom.get("type") == "question" else {}
        if question.get("vraag") and question.get("van"):
            lines += ["", f"[vraag {question['vraag']} van {question['van']}]"]
        multi = multi or bool(question.get("multi"))
        text = message.get("text")
        if isinstance(text, str) and text.strip():
            lines += ["", *wrapped(text)]
        buttons = message.get("buttons")
        for button in buttons if isinstance(buttons, list) else []:
            choice = Choice(str(button.get("title", "")), str(button.get("payload", "")))
            choices.append(choice)
            lines += wrapped(choice.title, f"  {len(choices)}. ")
    if not lines:
        lines = ["", "(geen antwoord)"]
    if choices and multi:
        lines.append("  (meer antwoorden mogen, bijvoorbeeld: 1,3)")
    return Turn((*lines, ""), tuple(choices), multi)


def wrapped(text: str, prefix: str = "") -> list[str]:
    """Wrap a text at 80 columns; its own line breaks stay, list items hang."""
    lines: list[str] = []
    for line in text.splitlines():
        item = LIST_ITEM.match(line)
        hang = len(prefix) + (len(item[0]) if item else 0)
        first = prefix if not lines else " " * len(prefix)
        lines += textwrap.wrap(
            line.rstrip(),
            WIDTH,
            initial_indent=first,
            subsequent_indent=" " * hang,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
    return lines


def send(address: str, sender: str, text: str) -> list[Mapping[str, object]]:
    """Send one message; gives the messages that came back. Raises Problem when that fails."""
    body = json.dumps({"sender": sender, "message": text}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(address, body, headers)
    # Never through a proxy: the assistant is on loopback.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=SECONDS_TO_ANSWER) as reply:
            messages = json.load(reply)
    except urllib.error.HTTPError as error:
        raise Problem(f"The assistant on {address} answered with error {error.code}.") from error
    except (OSError, ValueError) as error:
        raise Problem(
            f"No assistant answers on {address}: start it with `make start` in another terminal."
        ) from error
    return [each for each in messages if isinstance(each, dict)]
