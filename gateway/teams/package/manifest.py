"""The manifest of the app, from settings and Dutch texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from gateway.teams.settings import GUID

FILE = Path(__file__).parent / "manifest.yaml"
VERSION = "1.19"
SCHEMA_URL = (
    f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}/MicrosoftTeams.schema.json"
)
COLOUR = "#5115EF"
COLOUR_ICON = "color.png"
OUTLINE_ICON = "outline.png"

type Json = dict[str, Any]


class PackageSettings(BaseSettings):
    """What the manifest needs to know, from KT_TEAMS_…; addresses are https.

    `organisation` runs the bot; `website_url`, `privacy_url` and `terms_url` are its own pages.
    """

    model_config = SettingsConfigDict(env_prefix="KT_TEAMS_", frozen=True, extra="ignore")

    app_id: str
    # The app's own id in the catalogue of Teams; the bot's where none is set.
    package_id: str = ""
    package_version: str = Field(default="1.0.0", pattern=r"^\d{1,5}\.\d{1,5}\.\d{1,5}$")
    name: str = Field(default="Keukentafel", min_length=1, max_length=30)
    organisation: str = Field(min_length=1, max_length=32)
    website_url: str
    privacy_url: str
    terms_url: str
    public_url: str = ""

    @field_validator("app_id", "package_id")
    @classmethod
    def _guid(cls, value: str) -> str:
        if value and not GUID.fullmatch(value):
            raise ValueError("a GUID is needed")
        return value.lower()

    @field_validator("website_url", "privacy_url", "terms_url", "public_url")
    @classmethod
    def _https(cls, value: str) -> str:
        if value and (urlsplit(value).scheme != "https" or not urlsplit(value).hostname):
            raise ValueError("an https address is needed")
        return value


def manifest(settings: PackageSettings) -> Json:
    """Give the manifest: a bot for personal chats, in Dutch, that asks for nothing else."""
    texts = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    host = urlsplit(settings.public_url).hostname
    return {
        "$schema": SCHEMA_URL,
        "manifestVersion": VERSION,
        "version": settings.package_version,
        "id": settings.package_id or settings.app_id,
        "localizationInfo": {"defaultLanguageTag": "nl"},
        "developer": {
            "name": settings.organisation,
            "websiteUrl": settings.website_url,
            "privacyUrl": settings.privacy_url,
            "termsOfUseUrl": settings.terms_url,
        },
        "name": {
            "short": settings.name,
            "full": f"{settings.name}: passende ondersteuning onder de Wmo",
        },
        "description": {"short": texts["kort"], "full": texts["lang"]},
        "icons": {"color": COLOUR_ICON, "outline": OUTLINE_ICON},
        "accentColor": COLOUR,
        "bots": [
            {
                "botId": settings.app_id,
                "scopes": ["personal"],
                "supportsFiles": False,
                "isNotificationOnly": False,
                "commandLists": [{"scopes": ["personal"], "commands": texts["opdrachten"]}],
            }
        ],
        "permissions": ["identity"],
        "validDomains": [host] if host else [],
    }
