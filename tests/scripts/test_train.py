"""Training when needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.kt.console import Problem
from scripts.kt.layout import Layout
from scripts.kt.train import MODELS_KEPT, model_path, train, training_command


def _write(name: str) -> Callable[[Layout], object]:
    def write(layout: Layout) -> None:
        path = layout.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("changed", encoding="utf-8")

    return write


def _install_language_model(layout: Layout) -> None:
    packages = layout.rasa.venv / "lib" / "python3.10" / "site-packages"
    (packages / "nl_core_news_sm-3.4.0.dist-info").mkdir(parents=True)


def test_an_unchanged_project_is_trained_once(project: Layout) -> None:
    model, trained = train(project)
    assert trained
    assert model.exists()
    assert train(project) == (model, False)
    assert (project.root / "trained.txt").read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize(
    "change",
    [
        _write("config.yml"),
        _write("domain.yml"),
        _write("data/intake/rules.yml"),
        _write("rasa/assistant/nlu/part.py"),
        _write("safety/words.py"),
        _write("rasa/requirements.lock"),
        _install_language_model,
    ],
)
def test_every_input_counts(change: Callable[[Layout], object], project: Layout) -> None:
    before = model_path(project)
    change(project)
    assert model_path(project) != before


@pytest.mark.parametrize(
    "name",
    ["README.md", "actions/dialogue.py", "catalog/model.py", "data/oefenen/casussen/een.yaml"],
)
def test_what_is_no_input_does_not_count(name: str, project: Layout) -> None:
    before = model_path(project)
    _write(name)(project)
    assert model_path(project) == before


def test_cases_for_practice_are_not_given_to_rasa(project: Layout) -> None:
    _write("data/oefenen/casussen/een.yaml")(project)
    _write("data/intake/nlu.yml")(project)
    command = training_command(project, model_path(project))
    given = command[command.index("--data") + 1 : command.index("--out")]
    assert "data/intake" in given
    assert not [each for each in given if "oefenen" in each]


def test_training_that_fails_says_why_in_one_line(project: Layout) -> None:
    (project.root / "config.yml").write_text("broken", encoding="utf-8")
    with pytest.raises(Problem) as told:
        train(project)
    assert str(told.value) == (
        "Training failed: InvalidConfigException: the pipeline is broken (log: .run/logs/train.log)"
    )


def test_a_missing_input_is_named(project: Layout) -> None:
    (project.root / "domain.yml").unlink()
    with pytest.raises(Problem, match=r"domain\.yml is missing"):
        train(project)


def test_old_models_go_and_foreign_ones_stay(project: Layout) -> None:
    project.models.mkdir()
    foreign = project.models / "other.tar.gz"
    foreign.touch()
    made: list[Path] = []
    for number in range(MODELS_KEPT + 2):
        (project.root / "data" / "nlu.yml").write_text(str(number), encoding="utf-8")
        made.append(train(project)[0])
    left = set(project.models.iterdir())
    assert foreign in left
    assert made[-1] in left
    assert len(left) == MODELS_KEPT + 1
