"""Train the assistant when its model is missing or was made from something else."""

from __future__ import annotations

from pathlib import Path

from scripts.kt import spacy_model
from scripts.kt.console import Problem, Progress
from scripts.kt.hashing import content_hash
from scripts.kt.layout import Layout, rasa_environment
from scripts.kt.locking import only_one
from scripts.kt.processes import last_words, run_step

PREFIX = "keukentafel-"
MODELS_KEPT = 3
PRACTICE = "oefenen"
"""The folder below data/ with what trainees practise on."""
SERVING = ("channel", "serve.py", "speed", "stores", "__pycache__")
"""What of the assistant's code works with a model and never makes one."""


def training_inputs(layout: Layout) -> list[Path]:
    """List the files and folders that a model is made from."""
    return [
        layout.root / "config.yml",
        layout.root / "domain.yml",
        *training_data(layout),
        *assistant_parts(layout),
        layout.root / "dutch",
        layout.root / "safety",
        layout.rasa.lock,
    ]


def training_data(layout: Layout) -> list[Path]:
    """List the folders below data/ that the assistant learns from; practice is no part of it."""
    return sorted(each for each in (layout.root / "data").glob("*") if each.name != PRACTICE)


def assistant_parts(layout: Layout) -> list[Path]:
    """List what of the assistant's own code a model is made with: not what serves it only."""
    found = (layout.rasa.folder / "assistant").glob("*")
    return sorted(each for each in found if each.name not in SERVING)


def model_path(layout: Layout) -> Path:
    """Give the path of the model that belongs to the present inputs; it need not exist yet.

    The name holds the content hash, so that an outdated model is never taken for the present one.
    The Dutch spaCy model counts: with it and without it, the trained components differ.
    """
    language = spacy_model.installed_version(layout) or "none"
    extra = [f"{spacy_model.NAME} {language}"]
    digest = content_hash(layout.root, training_inputs(layout), extra)
    return layout.models / f"{PREFIX}{digest[:16]}.tar.gz"


def train(layout: Layout) -> tuple[Path, bool]:
    """Train when needed; gives the model's path and whether it had to be trained.

    Raises Problem, in one line with the log's place, when training fails.
    """
    with only_one(layout, "training"):
        model = model_path(layout)
        if model.exists():
            return model, False
        for needed in (layout.root / "config.yml", layout.root / "domain.yml"):
            if not needed.exists():
                raise Problem(f"Training failed: {layout.short(needed)} is missing.")
        log = layout.log("train")
        with Progress("Training the assistant (about a minute)") as progress:
            code = run_step(
                progress.label,
                training_command(layout, model),
                log,
                layout.root,
                rasa_environment(layout),
                progress,
            )
            if code != 0 or not model.exists():
                raise Problem(f"Training failed: {last_words(log)} (log: {layout.short(log)})")
        remove_old_models(layout, model)
        return model, True


def training_command(layout: Layout, model: Path) -> list[str]:
    """Give the command that trains this model."""
    name = model.name[: -len(".tar.gz")]
    return [
        str(layout.rasa.python),
        *("-m", "rasa", "train"),
        *("--config", "config.yml", "--domain", "domain.yml"),
        *("--data", *(layout.short(each) for each in training_data(layout))),
        *("--out", str(layout.models), "--fixed-model-name", name),
    ]


def remove_old_models(layout: Layout, current: Path) -> None:
    """Keep the newest few of our own models, the current one among them."""
    others = [each for each in layout.models.glob(f"{PREFIX}*.tar.gz") if each != current]
    others.sort(key=lambda each: each.stat().st_mtime, reverse=True)
    for each in others[MODELS_KEPT - 1 :]:
        each.unlink()
