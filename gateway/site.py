"""The sites on which the chat stands: words, theme and contact per gemeente, from YAML files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

DEFAULT = "voorbeeld"


class SiteContact(BaseModel):
    """How the gemeente is reached; what is not known stays empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    organisatie: str
    telefoon: str | None = None
    website: str | None = None
    openingstijden: str | None = None


class Features(BaseModel):
    """What the page offers; each can be switched off, and practising on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    melding: bool = True
    pdf: bool = True
    dictation: bool = True
    read_aloud: bool = True
    practice: bool = False


class Site(BaseModel):
    """One site. `hosts` are the host names of its pages; `texts` replace those of the chat."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    naam: str
    hosts: tuple[str, ...] = ()
    theme: str = Field(default=DEFAULT, pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")
    contact: SiteContact
    texts: Mapping[str, str] = Field(default_factory=dict)
    features: Features = Features()


class SiteConfig(BaseModel):
    """What the page asks first."""

    site: str
    gemeente: str
    theme: str
    contact: SiteContact
    texts: Mapping[str, str]
    features: Features
    retention_hours: float
    max_text: int
    off: str | None = None
    """What is said while the chat is switched off; null while it is on."""


class Sites:
    """All sites by id, the name of the file."""

    def __init__(self, sites: Mapping[str, Site]) -> None:
        if DEFAULT not in sites:
            raise ValueError(f"there is no site {DEFAULT}")
        self._sites = sites
        self._by_host = {host: id_ for id_, site in sites.items() for host in site.hosts}

    @classmethod
    def read(cls, folder: Path) -> Sites:
        """Read every site of a folder. Raises ValueError for one that is not right."""
        return cls(
            {
                each.stem: Site.model_validate(yaml.safe_load(each.read_text(encoding="utf-8")))
                for each in sorted(folder.glob("*.yaml"))
            }
        )

    def of_id(self, id_: str) -> Site:
        """Give one site. Raises ValueError for one that is not there."""
        if id_ not in self._sites:
            raise ValueError(f"there is no site {id_}")
        return self._sites[id_]

    def of_host(self, hosts: Sequence[str]) -> tuple[str, Site]:
        """Give the site of the first host name that has one, else the default."""
        found = next((self._by_host[h] for h in hosts if h in self._by_host), DEFAULT)
        return found, self._sites[found]
