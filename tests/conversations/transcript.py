"""A conversation file as a readable document: `python -m tests.conversations.transcript FILE`.

Holds the conversation with the assistant that `make start` serves and writes it as Markdown to
standard output. docs/voorbeeldgesprek.md is made so, from `EXAMPLE`; a test keeps it current.
"""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.kt.layout import Layout
from scripts.kt.servers import Assistant, read_servers_file
from tests.conversations.script import FOLDER, Answer, read_script
from tests.conversations.talking import Conversation

EXAMPLE = FOLDER / "happy_path" / "naaste_zoon_wonen.yaml"
EXAMPLE_DOCUMENT = FOLDER.parents[1] / "docs" / "voorbeeldgesprek.md"
HEAD = """# Voorbeeldgesprek

{name}. De personen zijn verzonnen. Dit is geen besluit en geen advies aan een echt mens.

<!-- Made by `python -m tests.conversations.transcript {path}`. -->
"""


def transcript(assistant: Assistant, path: Path) -> str:
    """Give one conversation file, held with a running assistant, as Markdown."""
    script = read_script(path)
    talk = Conversation(assistant, dict(script.metadata))
    parts = [HEAD.format(name=script.name, path=path.relative_to(FOLDER.parents[1]))]
    for turn in script.turns:
        typed = turn.says
        if isinstance(typed, dict):
            typed = talk.offered[typed["keuze"] - 1]
        parts += [f"**U:** {typed}\n", _shown(talk.say(typed))]
    return "\n".join(parts)


def _shown(answer: Answer) -> str:
    """Give what the assistant said as a quotation, the choices on one line."""
    lines = [line for text in answer.texts for line in (*text.strip().splitlines(), "")]
    if answer.choices:
        lines += ["Keuzes: " + " · ".join(f"*{choice}*" for choice in answer.choices), ""]
    return "\n".join(f"> {line}".rstrip() for line in lines[:-1]) + "\n"


def main(arguments: list[str]) -> int:
    """Write the transcript of one file; 1 when nothing is served, 2 for a wrong call."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m tests.conversations.transcript FILE\n")
        return 2
    assistant = read_servers_file(Layout.here())
    if assistant is None:
        sys.stderr.write("transcript: no assistant is served: start it with `make start`\n")
        return 1
    sys.stdout.write(transcript(assistant, Path(arguments[0]).resolve()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
