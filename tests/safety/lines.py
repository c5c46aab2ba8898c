"""The test lines: what people write, with what should be made of it.

They are a check that nothing gets worse, no measure of what unseen people write: README.md
beside this file tells what was found on first sight.
"""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def read(name: str) -> list[dict[str, Any]]:
    text = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]
