"""Installing what is missing or changed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scripts.kt.console import Problem
from scripts.kt.install import ensure_uv, install, is_current, stamp_file
from scripts.kt.layout import Environment, Layout

# Notes every call; `venv` makes what real uv makes, as far as we look at it.
UV = """#!{python}
import pathlib, sys
here = pathlib.Path(__file__).parent
arguments = sys.argv[1:]
if arguments == ["--version"]:
    print("uv 0.9.1"); sys.exit(0)
(here / "calls.txt").open("a").write(" ".join(arguments) + chr(10))
failing = here / "failing"
if failing.exists() and arguments[0] == failing.read_text():
    print("error: no route to the package"); sys.exit(2)
if arguments[0] == "venv":
    python = pathlib.Path(arguments[-1]) / "bin" / "python"
    python.parent.mkdir(parents=True, exist_ok=True)
    python.unlink(missing_ok=True)
    python.write_text("#!/bin/sh" + chr(10) + 'echo "' + arguments[3] + ' ' + arguments[-1] + '"')
    python.chmod(0o755)
"""


@pytest.fixture
def uv(project: Layout) -> Path:
    """A stand-in for uv in the project's tools folder; gives its folder."""
    folder = project.tools / "uv" / "bin"
    folder.mkdir(parents=True)
    program = folder / "uv"
    program.write_text(UV.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    return folder


def _calls(uv: Path) -> list[str]:
    file = uv / "calls.txt"
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def test_nothing_is_done_when_nothing_changed(project: Layout, uv: Path) -> None:
    assert not install(project)
    assert _calls(uv) == []


def test_a_changed_lock_file_updates_that_environment_only(project: Layout, uv: Path) -> None:
    project.rasa.lock.write_text("six==1.17.0", encoding="utf-8")
    assert install(project)
    calls = _calls(uv)
    assert calls[-1].startswith("pip sync --require-hashes")
    assert all(str(project.rasa.folder) in each for each in calls)
    assert not install(project)


def test_an_environment_with_the_right_python_is_kept(project: Layout, uv: Path) -> None:
    for _time in range(2):
        project.main.lock.write_text(str(_time), encoding="utf-8")
        assert install(project)
    assert [each.split()[0] for each in _calls(uv)] == ["venv", "pip", "pip"]


def test_another_python_version_makes_the_environment_again(project: Layout, uv: Path) -> None:
    (project.root / ".python-version").write_text("3.99\n", encoding="utf-8")
    assert install(project)
    assert _calls(uv)[0].startswith("venv --clear --python 3.99")


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("pip", "Fetching the packages for Rasa failed (is there a network?): error: no route"),
        ("venv", "was not found and could not be fetched: error: no route"),
    ],
)
def test_a_download_that_fails_is_one_clear_line_and_is_tried_again_next_time(
    step: str, words: str, project: Layout, uv: Path
) -> None:
    stamp_file(project.rasa).unlink()
    (uv / "failing").write_text(step, encoding="utf-8")
    with pytest.raises(Problem) as told:
        install(project)
    assert words in str(told.value)
    assert str(told.value).endswith("(log: .run/logs/install-rasa.log)")
    (uv / "failing").unlink()
    assert install(project)


def test_a_copy_in_another_folder_is_not_current(project: Layout, tmp_path: Path) -> None:
    assert is_current(project, project.rasa)
    moved = project.root.rename(tmp_path / "moved")
    layout = Layout(moved)
    assert not is_current(layout, Environment("rasa", moved / "rasa", "Rasa"))


def test_an_interrupted_install_is_not_current(project: Layout) -> None:
    stamp_file(project.main).unlink()
    assert not is_current(project, project.main)


def test_the_machines_own_uv_serves_when_it_is_new_enough(
    project: Layout, uv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "path"
    (uv / "uv").rename(uv / "other")
    folder.mkdir()
    own = folder / "uv"
    own.symlink_to(uv / "other")
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    assert ensure_uv(project) == own


def test_a_missing_uv_that_cannot_be_fetched_is_one_clear_line(
    project: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.root / "scripts" / "uv.lock").write_text("uv==0.0.1", encoding="utf-8")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(Problem, match=r"Fetching uv failed \(is there a network\?\): .+ \(log: "):
        ensure_uv(project)
