"""The built web chat: made from its sources, small, and only ours."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from pathlib import Path

from scripts.kt import webchat
from scripts.kt.layout import Layout

LAYOUT = Layout.here()
FOLDER = webchat.folder(LAYOUT)
DIST = FOLDER / "dist"
MOST_BYTES = 25_000
# Of what the build uses; nothing but the CSS and tokens (EUPL-1.2) is passed on.
LICENCES = {"EUPL-1.2", "MIT", "Apache-2.0", "MPL-2.0"}


def contents(folder: Path) -> dict[str, bytes]:
    """Give every file in a folder."""
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in sorted(folder.rglob("*"))
        if each.is_file()
    }


def test_what_is_committed_is_what_the_sources_give(tmp_path: Path) -> None:
    for each in ("src", "build.mjs", "package.json", "tsconfig.json"):
        source = FOLDER / each
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / each)
    (tmp_path / "node_modules").symlink_to(FOLDER / "node_modules")
    done = webchat.run_node(LAYOUT, "node", str(tmp_path / "build.mjs"))
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "dist") == contents(DIST), "run `make webchat`"


def test_the_sources_have_the_types_that_they_say() -> None:
    done = webchat.run_node(LAYOUT, "npx", "tsc", "--noEmit")
    assert done.returncode == 0, done.stdout


def test_script_and_styles_are_at_most_25_kilobytes_together() -> None:
    loaded = [DIST / "chat.js", DIST / "page.css"]
    sizes = {each.name: len(gzip.compress(each.read_bytes(), 9)) for each in loaded}
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_nothing_from_elsewhere_is_loaded() -> None:
    for name, content in contents(DIST).items():
        addresses = set(re.findall(r"https?://[\w.-]+", content.decode()))
        # Where "snel weg" goes, and the name of a format.
        assert addresses <= {"https://www.knmi.nl", "http://www.w3.org"}, name


def test_the_lock_file_has_hashes_and_no_addresses() -> None:
    text = (FOLDER / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in text
    packages = {name: each for name, each in json.loads(text)["packages"].items() if name}
    assert packages
    assert all(each["integrity"].startswith("sha512-") for each in packages.values())


def test_every_package_has_a_licence_that_goes_with_ours() -> None:
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    found = {name: each.get("license") for name, each in lock["packages"].items() if name}
    assert {name: each for name, each in found.items() if each not in LICENCES} == {}
    assert not any("@utrecht/design-tokens" in name for name in found)


def test_every_text_is_in_one_place() -> None:
    """No source but the texts holds a Dutch sentence."""
    sentences = re.compile(r'["`][A-Z][a-z]+ [a-z]+ [^"`]*[.?!]["`]')
    for each in (FOLDER / "src").glob("*.ts"):
        if each.name != "teksten.ts":
            assert not sentences.findall(each.read_text(encoding="utf-8")), each.name
