"""The other side: Rasa as `rasa init` makes it, with the same dialogue, actions and database.

Its pipeline and policies are those of the template in the installed package. It learns the same
intents and rules, and a story for each rule, so that its other policies have something to do too.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import yaml

from evaluation.bench.nlu.default_pipeline import MARKS, default_config, template_in
from evaluation.training import all_examples, training_files
from scripts.kt.console import Problem, Progress
from scripts.kt.hashing import content_hash
from scripts.kt.layout import Layout, rasa_environment
from scripts.kt.ports import LOOPBACK
from scripts.kt.processes import last_words, run_step

EPOCHS: Final = 1
"""How long is learned changes what is understood, not how long a message takes."""
NAME: Final = "baseline"


def policies(template: str) -> list[dict[str, Any]]:
    """Give the policies of the template, where they are commented out; ValueError for none."""
    part = template.partition("policies:")[2]
    rows = [row[1:] for row in part.splitlines() if re.match(r"#\s+(-|\w+:)", row)]
    found = yaml.safe_load("\n".join(rows))
    if not isinstance(found, list) or "TEDPolicy" not in {p.get("name") for p in found}:
        raise ValueError("the template of rasa init holds no default policies")
    return found


def config(template: str) -> dict[str, Any]:
    """Give the configuration of the template, learning for a short time."""
    short = [{**p, "epochs": EPOCHS} if "epochs" in p else p for p in policies(template)]
    return {**default_config(template, EPOCHS), "policies": short}


def rules(data: Path) -> list[dict[str, Any]]:
    """Give the rules of our training data."""
    read = (yaml.load(f.read_text("utf-8"), Loader=yaml.CSafeLoader) for f in training_files(data))
    return [rule for content in read for rule in (content or {}).get("rules") or ()]


def training_data(data: Path) -> dict[str, Any]:
    """Give intents, rules and stories as Rasa's training data."""
    texts: dict[str, dict[str, None]] = {}
    seen: set[str] = set()
    for example in all_examples(data):
        text = " ".join(MARKS.sub(" ", example.text).split())
        if text and text not in seen:
            seen.add(text)
            texts.setdefault(example.intent, {})[text] = None
    found = rules(data)
    return {
        "version": "3.1",
        "nlu": [
            {"intent": name, "examples": "".join(f"- {text}\n" for text in rows)}
            for name, rows in sorted(texts.items())
        ],
        "rules": found,
        "stories": [{"story": f"verhaal {r['rule']}", "steps": r["steps"]} for r in found],
    }


def trained(layout: Layout) -> Path:
    """Give the model, trained into `.run/bench` when it is not there yet. Raises Problem."""
    folder = layout.run / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    packages = sorted(layout.rasa.venv.glob("lib/python*/site-packages"))[0]
    inputs = [layout.root / "data", layout.root / "domain.yml", layout.rasa.lock, Path(__file__)]
    model = folder / f"{NAME}-{content_hash(layout.root, inputs)[:16]}.tar.gz"
    if model.exists():
        return model
    (folder / "config.yml").write_text(yaml.safe_dump(config(template_in(packages))), "utf-8")
    (folder / "data.yml").write_text(
        yaml.safe_dump(training_data(layout.root / "data"), allow_unicode=True, width=10_000),
        "utf-8",
    )
    log = layout.log("bench-train-baseline")
    command = [
        *(str(layout.rasa.python), "-m", "rasa", "train", "--config", str(folder / "config.yml")),
        *("--data", str(folder / "data.yml"), "--domain", str(layout.root / "domain.yml")),
        *("--out", str(folder), "--fixed-model-name", model.name.removesuffix(".tar.gz")),
    ]
    variables = {**rasa_environment(layout), "RASA_CACHE_DIRECTORY": str(folder / "cache")}
    with Progress("Training Rasa's default pipeline (minutes, once)") as progress:
        code = run_step(progress.label, command, log, folder, variables, progress)
    if code != 0 or not model.exists():
        raise Problem(f"Training failed: {last_words(log)} (log: {layout.short(log)})")
    return model


def endpoints(actions_port: int, sockets: str, user: str, database: str) -> str:
    """Give Rasa's own settings: our action server, and its SQL tracker store on PostgreSQL."""
    return yaml.safe_dump(
        {
            "action_endpoint": {
                "url": f"http://{LOOPBACK}:{actions_port}/webhook",
                "headers": {"X-Keukentafel-Secret": "${KT_ACTIONS_SECRET}"},
            },
            "tracker_store": {
                "type": "SQL",
                "dialect": "postgresql",
                "url": sockets,
                "username": user,
                "db": database,
            },
        }
    )


def command(layout: Layout, model: Path, folder: Path, port: int) -> list[str]:
    """Give the command that serves the model as `rasa run` does, in one process."""
    return [
        *(str(layout.rasa.python), "-m", "rasa", "run", "--model", str(model)),
        *("--interface", LOOPBACK, "--port", str(port), "--enable-api"),
        *("--endpoints", str(folder / "endpoints.yml")),
        *("--credentials", str(folder / "credentials.yml")),
    ]


def write_settings(folder: Path, actions_port: int, sockets: Path, user: str) -> None:
    """Write the settings into a folder: endpoints, and Rasa's own REST channel."""
    folder.mkdir(parents=True, exist_ok=True)
    text = endpoints(actions_port, str(sockets), user, "trackers")
    (folder / "endpoints.yml").write_text(text, encoding="utf-8")
    (folder / "credentials.yml").write_text("rest:\n", encoding="utf-8")
