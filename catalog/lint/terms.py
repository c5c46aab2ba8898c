"""The terms that are explained to readers, and so may stand in a text for inwoners."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from catalog.yamlfile import read_yaml


class TermFile(BaseModel):
    """One term and its other spellings; whatever else is said of it is not read here."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    term: str = Field(min_length=1)
    ook: list[str] = Field(default_factory=list)


class TermsFile(BaseModel):
    """A list of explained terms."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    begrippen: list[TermFile]


def read_terms(path: Path) -> frozenset[str]:
    """Give every explained term and its other spellings; CatalogueFileError for a broken file."""
    parsed = read_yaml(path).parse(TermsFile)
    return frozenset(name for term in parsed.begrippen for name in (term.term, *term.ook))
