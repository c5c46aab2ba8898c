"""The example of docs/engine.md and the engine keep each other true."""

from __future__ import annotations

import json
import re
from itertools import batched
from pathlib import Path

from catalog.advice import deciding
from catalog.model import Rol
from tests.catalog.advice.situations import answer

ROOT = Path(__file__).resolve().parents[3]
TEXT = (ROOT / "docs" / "engine.md").read_text(encoding="utf-8")
EXAMPLES = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", TEXT, re.S)]


def test_every_answer_in_the_document_is_what_the_engine_gives() -> None:
    assert len(EXAMPLES) == 6
    for asked, told in batched(EXAMPLES, 2, strict=True):
        given = answer(asked)
        assert told == {key: given[key] for key in told}


def test_the_document_names_every_module_and_role_and_last_rule() -> None:
    folder = Path(deciding.__file__).parent
    for module in folder.glob("[a-z]*.py"):
        assert f"`{module.name}`" in TEXT
    for rol in Rol:
        assert f"`{rol.value}`" in TEXT
    source = (folder / "advise.py").read_text(encoding="utf-8")
    for rule in re.findall(r'Ground\.\w+: "([a-z-]+)"', source):
        assert f"`{rule}`" in TEXT
