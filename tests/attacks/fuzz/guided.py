"""One target under atheris: `python -m tests.attacks.fuzz.guided TARGET RUNS SEED`.

It follows which branches of our code an input reaches. Ends with 0 after all runs, else the input
that broke a promise is printed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["actions.reading", "catalog.yamlfile", "catalog.files", "safety", "gateway"],
    enable_loader_override=False,
):
    from tests.attacks.fuzz.nasty import JSON, TEXTS, YAML
    from tests.attacks.fuzz.targets import TARGETS

MAX_BYTES = 700


def main() -> None:
    """Run one target; the process ends with it."""
    name, runs, seed = sys.argv[1:4]
    # Whatever is loaded at first use is loaded here.
    TARGETS[name](b"\x01\x01\x01hallo")
    with tempfile.TemporaryDirectory() as folder:
        seeds = [b"\x01\x01\x01\x01" + each.encode("utf-8", "replace") for each in TEXTS]
        seeds += [bytes((2, 1, 2, each, each)) for each in range(len(TEXTS))]
        seeds += list(YAML) if name == "catalogue" else []
        seeds += [b"\x01\x03\x00\x02" + each for each in JSON]
        for number, each in enumerate(seeds):
            (Path(folder) / f"{number:03}").write_bytes(each)
        options = [f"-runs={runs}", f"-seed={seed}", f"-max_len={MAX_BYTES}", "-timeout=20"]
        quiet = ["-print_final_stats=1", "-verbosity=0", f"-artifact_prefix={folder}/"]
        atheris.Setup([sys.argv[0], *options, *quiet, folder], TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
