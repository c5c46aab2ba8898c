"""The app package: valid by Teams' schema, icons to the pixel, Dutch, personal chats only."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from gateway.teams.package import icons
from gateway.teams.package.__main__ import main
from gateway.teams.package.building import Wrong, build, faults_in
from gateway.teams.package.manifest import PackageSettings, manifest

SETTINGS = {
    "app_id": "11111111-2222-3333-4444-555555555555",
    "organisation": "Gemeente Voorbeeld",
    "website_url": "https://voorbeeld.example/",
    "privacy_url": "https://voorbeeld.example/privacy",
    "terms_url": "https://voorbeeld.example/voorwaarden",
    "public_url": "https://chat.voorbeeld.example",
}


@pytest.fixture
def package() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(build(PackageSettings(**SETTINGS))))


def test_the_package_holds_what_teams_asks_and_nothing_else(package: zipfile.ZipFile) -> None:
    assert sorted(package.namelist()) == ["color.png", "manifest.json", "outline.png"]


def test_the_manifest_is_a_dutch_bot_for_personal_chats(package: zipfile.ZipFile) -> None:
    found = json.loads(package.read("manifest.json"))
    assert faults_in(found) == []
    assert found["localizationInfo"]["defaultLanguageTag"] == "nl"
    (bot,) = found["bots"]
    assert (bot["botId"], bot["scopes"]) == (SETTINGS["app_id"], ["personal"])
    assert found["validDomains"] == ["chat.voorbeeld.example"]
    assert {each["title"] for each in bot["commandLists"][0]["commands"]} >= {"help", "wis"}


def test_the_icons_have_the_size_that_teams_asks(package: zipfile.ZipFile) -> None:
    assert icons.size_of(package.read("color.png")) == (192, 192)
    assert icons.size_of(package.read("outline.png")) == (32, 32)


def test_the_outline_is_white_on_nothing() -> None:
    colours = {pixel for pixel in pixels(icons.outline()) if pixel[3]}
    assert colours
    assert {pixel[:3] for pixel in colours} == {(255, 255, 255)}
    assert any(not pixel[3] for pixel in pixels(icons.outline()))


def test_the_same_settings_give_the_same_package() -> None:
    assert build(PackageSettings(**SETTINGS)) == build(PackageSettings(**SETTINGS))


@pytest.mark.parametrize(
    "broken",
    [
        {"name": {"short": "x" * 31, "full": "x"}},
        {"accentColor": "paars"},
        {"icons": {"color": "color.png"}},
        {"extra": 1},
        {"manifestVersion": "0.1"},
    ],
)
def test_the_schema_finds_what_is_wrong(broken: dict[str, Any]) -> None:
    described = manifest(PackageSettings(**SETTINGS)) | broken
    assert faults_in(described)


def test_a_manifest_that_is_not_right_makes_no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.teams.package.building.manifest", lambda _settings: {})
    with pytest.raises(Wrong):
        build(PackageSettings(**SETTINGS))


def test_the_command_writes_the_package_or_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(f"KT_TEAMS_{name.upper()}", raising=False)
    assert main([str(tmp_path / "x.zip")]) == 2
    assert "KT_TEAMS_APP_ID" in capsys.readouterr().err
    for name, value in SETTINGS.items():
        monkeypatch.setenv(f"KT_TEAMS_{name.upper()}", value)
    assert main([str(tmp_path / "below" / "x.zip")]) == 0
    assert zipfile.is_zipfile(tmp_path / "below" / "x.zip")


def pixels(image: bytes) -> list[tuple[int, ...]]:
    """Give the pixels of a small PNG of 8-bit colours with transparency."""
    import struct
    import zlib

    width, height = icons.size_of(image)
    place, packed = 8, b""
    while place < len(image):
        length, kind = struct.unpack(">I4s", image[place : place + 8])
        if kind == b"IDAT":
            packed += image[place + 8 : place + 8 + length]
        place += 12 + length
    raw, stride = zlib.decompress(packed), width * 4 + 1
    rows: list[list[int]] = []
    for number in range(height):
        line = raw[number * stride : (number + 1) * stride]
        above = rows[-1] if rows else [0] * (width * 4)
        row: list[int] = []
        for at, value in enumerate(line[1:]):
            left = row[at - 4] if at >= 4 else 0
            corner = above[at - 4] if at >= 4 else 0
            row.append((value + predicted(line[0], left, above[at], corner)) % 256)
        rows.append(row)
    return [tuple(row[at : at + 4]) for row in rows for at in range(0, width * 4, 4)]


def predicted(kind: int, left: int, up: int, corner: int) -> int:
    """Give what a PNG filter expects at a place."""
    if kind == 4:
        guess = left + up - corner
        return min((left, up, corner), key=lambda each: abs(guess - each))
    return {0: 0, 1: left, 2: up, 3: (left + up) // 2}[kind]
