"""The two commands of the contract."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from safety.__main__ import run

ROOT = Path(__file__).parents[2]


def _run(name: str, text: str) -> tuple[int, list[dict[str, Any]], list[str]]:
    out, err = StringIO(), StringIO()
    code = run(name, StringIO(text), out, err)
    return (
        code,
        [json.loads(line) for line in out.getvalue().splitlines()],
        err.getvalue().splitlines(),
    )


def test_mask_and_danger_answer_line_for_line() -> None:
    text = (
        '{"id": "a", "tekst": "ik wil dood, mijn bsn is 111222333", "spreker": "inwoner"}\n'
        '{"id": 2, "tekst": "het regent"}\n'
    )
    assert _run("mask", text) == (
        0,
        [{"id": "a", "tekst": "ik wil dood, mijn bsn is [bsn]"}, {"id": 2, "tekst": "het regent"}],
        [],
    )
    assert _run("danger", text) == (
        0,
        [{"id": "a", "gevaar": "crisis_suicide"}, {"id": 2, "gevaar": None}],
        [],
    )


@pytest.mark.parametrize("name", ["mask", "danger"])
def test_a_broken_line_is_named_and_the_rest_goes_on(name: str) -> None:
    text = 'kapot\n{"id": 1}\n[1]\n{"id": 3, "tekst": 5}\n\n{"id": 4, "tekst": "hoi"}\n'
    code, lines, errors = _run(name, text)
    assert code == 1
    assert [line.get("id") for line in lines] == [None, 1, None, 3, 4]
    assert ["fout" in line for line in lines] == [True, True, True, True, False]
    assert len(errors) == 4
    assert errors[0].startswith("regel 1:")


def test_an_unknown_spreker_still_gets_an_answer() -> None:
    code, lines, _ = _run("danger", '{"id": 1, "tekst": "ik wil dood", "spreker": "oma"}\n')
    assert (code, lines) == (0, [{"id": 1, "gevaar": "crisis_suicide"}])


def test_the_command_line_reads_and_writes_utf_8() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "safety", "mask"],
        input='{"id": "é", "tekst": "café Özlem"}\n'.encode(),
        capture_output=True,
        cwd=ROOT,
        check=True,
    )
    assert json.loads(done.stdout) == {"id": "é", "tekst": "café [naam]"}


def test_an_unknown_command_is_exit_2() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "safety", "help"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 2
    assert "gebruik" in done.stderr
