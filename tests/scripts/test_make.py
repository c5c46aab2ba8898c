"""The Makefile, the build machine's script and the lock files."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "rasa/requirements.lock", "scripts/uv.lock")


def _make(*arguments: str, folder: Path = REPOSITORY) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_lists_every_command_with_what_it_does() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    (names,) = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    listed = dict(re.findall(r"^  make ([\w-]+) +(\S.+)$", _make("help").stdout, re.MULTILINE))
    assert set(listed) == set(names.split())


def test_help_is_what_make_alone_shows() -> None:
    assert _make().stdout == _make("help").stdout


def test_a_machine_without_python_is_told_so_in_one_line() -> None:
    done = _make("install", "BOOT=")
    assert done.returncode != 0
    assert done.stderr.splitlines()[0] == "python3 (3.9 or newer) is needed"


@pytest.mark.parametrize(("recipe", "code"), [("@true", 0), ("@false", 2)])
def test_the_build_machine_fails_exactly_when_the_tests_fail(
    recipe: str, code: int, tmp_path: Path
) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(REPOSITORY / ".ci" / "run", tmp_path / ".ci" / "run")
    (tmp_path / "Makefile").write_text(f"test:\n\t{recipe}\n", encoding="utf-8")
    done = subprocess.run(
        ["bash", ".ci/run"],
        cwd=tmp_path,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == code


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_pins_everything_by_hash_and_names_no_host(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert blocks
    assert [each.split()[0] for each in blocks if "--hash=sha256:" not in each] == []
