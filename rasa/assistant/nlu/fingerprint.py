"""What a component's fingerprint must hold beside its own class, so that caching stays honest.

Rasa looks at the source of the component's class and at its configuration only: without this, a
changed helper module would bring back what the old one taught.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from types import ModuleType


def source_hash(*packages: ModuleType) -> str:
    """Give a hash of the source of all modules below these packages, in a fixed order."""
    digest = sha256()
    for package in packages:
        for folder in package.__path__:
            for file in sorted(Path(folder).rglob("*.py")):
                digest.update(file.relative_to(folder).as_posix().encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
