"""Talk to the assistant in the terminal, over the REST channel.

Buttons become numbered choices. A `custom` message of type `question` says how to answer: `multi`
(several choices allowed) and `progress` (`vraag` n `van` about m). What is typed goes in as it is,
unless it is the number or letter of a choice (or several, where that is allowed): then the
choice's payload goes in.
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
from scripts.kt.web import loopback

WIDTH = 80
SECONDS_TO_ANSWER = 60
OPENING = "hallo"
PROMPT = "> "
PAYLOAD_SEPARATOR = "; "
MARK = r"(?:\d{1,2}|[a-z])"
# "1", "1, 3", "1 3", "1 en 3", "a+b"
MARKS = re.compile(rf"{MARK}(?:\s*(?:,|;|\+|\ben\b|\s)\s*{MARK})*", re.IGNORECASE)
LIST_ITEM = re.compile(r"\s*(?:[-*•]|\d+[.)])\s+")


@dataclass(frozen=True)
class Choice:
    """Something to choose: the number or letter that is typed, the words, and what is sent."""

    mark: str
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
    sender = secrets.token_hex(16)
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
    """Give what to send for a typed line: the payload of what was chosen, or the line itself.

    Marks that are no choice go in as text: they may be the answer themselves.
    """
    if MARKS.fullmatch(typed):
        marks = list(dict.fromkeys(re.findall(rf"\b{MARK}\b", typed.lower())))
        payloads = {each.mark: each.payload for each in turn.choices}
        if payloads.keys() >= set(marks) and (len(marks) == 1 or turn.multi):
            return PAYLOAD_SEPARATOR.join(payloads[each] for each in marks)
    return typed


def show(messages: Sequence[Mapping[str, object]], write: Callable[[str], None]) -> Turn:
    """Write what the assistant said; gives the turn with the open choices."""
    turn = render(messages)
    for line in turn.lines:
        write(line)
    return turn


def render(messages: Sequence[Mapping[str, object]]) -> Turn:
    """Turn the channel's messages into lines of at most 80 columns and choices with a mark each.

    Choices of several messages are numbered on. One choice alone ("weet ik niet") gets a letter:
    the answer to such a question may itself be a number.
    """
    question = question_of(messages)
    buttons = [each for message in messages for each in buttons_of(message)]
    choices = tuple(
        Choice(
            "a" if len(buttons) == 1 else str(number),
            str(each.get("title", "")),
            str(each.get("payload", "")),
        )
        for number, each in enumerate(buttons, 1)
    )
    lines: list[str] = []
    shown = 0
    for message in messages:
        text = message.get("text")
        if isinstance(text, str) and text.strip():
            lines += ["", *wrapped(text)]
        for choice in choices[shown : shown + len(buttons_of(message))]:
            lines += wrapped(choice.title, f"  {choice.mark}. ")
        shown += len(buttons_of(message))
    if not lines:
        lines = ["", "(geen antwoord)"]
    multi = bool(question.get("multi"))
    if choices and multi:
        lines.append("  (u mag er meer kiezen, bijvoorbeeld: 1,2)")
    progress = question.get("progress")
    if isinstance(progress, Mapping):
        lines.append(f"  (vraag {progress.get('vraag')} van ongeveer {progress.get('van')})")
    return Turn((*lines, ""), choices, multi)


def buttons_of(message: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Give the buttons of a message; none where it has no list of them."""
    buttons = message.get("buttons")
    return [each for each in buttons if isinstance(each, dict)] if isinstance(buttons, list) else []


def question_of(messages: Sequence[Mapping[str, object]]) -> Mapping[str, object]:
    """Give what the messages say of the question that is open; empty when they say nothing."""
    told = [each.get("custom") for each in messages]
    questions = [each for each in told if isinstance(each, dict) and each.get("type") == "question"]
    return questions[-1] if questions else {}


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
    try:
        with loopback().open(request, timeout=SECONDS_TO_ANSWER) as reply:
            messages = json.load(reply)
    except urllib.error.HTTPError as error:
        raise Problem(f"The assistant on {address} answered with error {error.code}.") from error
    except (OSError, ValueError) as error:
        raise Problem(
            f"No assistant answers on {address}: start it with `make start` in another terminal."
        ) from error
    return [each for each in messages if isinstance(each, dict)]
