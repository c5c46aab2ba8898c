"""What the channel says: there is a text for every code, in Dutch, and none that promises."""

from __future__ import annotations

import ast
import logging
from pathlib import Path

import pytest
import yaml

from gateway.teams.words import FILE, told
from tests.teams.building import Worker

FOLDER = FILE.parent
NEVER = ("recht op", "u krijgt", "wordt afgewezen", " je ", " jij ", " jouw ")
CALLS = {"Unsigned", "Unusable", "Unread", "_notice", "told"}
SECTION = "berichten"


def texts() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def codes() -> set[str]:
    """Give every code that a call of ours names."""
    found: set[str] = set()
    for module in Path(FOLDER).glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and called(node) in CALLS:
                named = {text for each in node.args for text in literals(each)}
                if called(node) != "told" or SECTION in named:
                    found |= named - {SECTION}
    return found


def called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def literals(node: ast.AST) -> set[str]:
    """Give the texts in an expression; what is put together is none."""
    if isinstance(node, ast.JoinedStr | ast.Subscript):
        return set()
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    if isinstance(node, ast.IfExp):
        return literals(node.body) | literals(node.orelse)
    return set()


def test_every_code_has_its_text_and_every_text_its_code() -> None:
    assert codes() == set(texts()["berichten"])


@pytest.mark.parametrize("section", texts())
def test_texts_are_whole_sentences_that_promise_nothing(section: str) -> None:
    for name in texts()[section]:
        text = told(section, name)
        assert text[0].isupper(), name
        assert text[-1] in ".’", name
        assert not any(each in f" {text.lower()} " for each in NEVER), name


def test_an_unknown_text_is_a_fault() -> None:
    with pytest.raises(KeyError):
        told("berichten", "bestaat_niet")


def test_no_library_writes_what_was_said_to_a_log(
    worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    worker.says("een geheim over Anna Verzonnen")
    # What the SDK cannot read it would quote.
    broken = worker.activity(text="nog een geheim", attachments="geheim")
    assert worker.post(broken).status_code == 400
    lines = [record.getMessage() + str(record.exc_info) for record in caplog.records]
    for secret in ("geheim", "Verzonnen", worker.chat, "a-token-for-the-bot"):
        assert not any(secret in each for each in lines), secret
