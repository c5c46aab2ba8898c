"""The vocabulary file: every kenmerk with its type, values and words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from catalog.files import TekstenFile
from catalog.model import Kenmerk, KenmerkType, Publiek, Teksten
from catalog.yamlfile import YamlFile


class ValueFile(BaseModel):
    """The words of one value: a short label and a whole sentence, per audience."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    wijkteam: str
    inwoner: str
    naaste: str
    zin_wijkteam: str
    zin_inwoner: str
    zin_naaste: str

    def label(self) -> Teksten:
        """Give the short label."""
        return Teksten(self.wijkteam, self.inwoner, self.naaste)

    def sentence(self) -> Teksten:
        """Give the sentence that states the fact."""
        return Teksten(self.zin_wijkteam, self.zin_inwoner, self.zin_naaste)


class KenmerkFile(BaseModel):
    """One kenmerk."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: KenmerkType
    naam: TekstenFile
    note: str = ""
    unit: str | None = None
    asked_of: list[Publiek] = Field(default_factory=list)
    ordered: bool = False
    min: float | None = None
    max: float | None = None
    values: dict[str, ValueFile] = Field(default_factory=dict)
    geen: ValueFile | None = None
    zin_wijkteam: str | None = None
    zin_inwoner: str | None = None
    zin_naaste: str | None = None

    @model_validator(mode="after")
    def _has_what_its_type_needs(self) -> Self:
        if self.type in (KenmerkType.ONE, KenmerkType.MANY) and not self.values:
            raise ValueError(f"type {self.type.value} needs values")
        if self.type is KenmerkType.BOOL and set(self.values) - {"ja", "nee"}:
            raise ValueError("the values of a bool are ja and nee")
        return self


class VocabularyFile(BaseModel):
    """All kenmerken."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kenmerken: dict[str, KenmerkFile]

    def to_vocabulary(self) -> Mapping[str, Kenmerk]:
        """Give the immutable kenmerken by name, in the order of the file."""
        return MappingProxyType({name: _kenmerk(name, k) for name, k in self.kenmerken.items()})


def read_vocabulary(file: YamlFile) -> Mapping[str, Kenmerk]:
    """Give the kenmerken by name, in the order of the file; CatalogueFileError for a fault."""
    return file.parse(VocabularyFile).to_vocabulary()


def _kenmerk(name: str, k: KenmerkFile) -> Kenmerk:
    words = dict(k.values)
    if k.geen:
        words["geen"] = k.geen
    labels = {value: v.label() for value, v in words.items()}
    sentences = {value: v.sentence() for value, v in words.items()}
    parts: tuple[Any, ...] = (k.zin_wijkteam, k.zin_inwoner, k.zin_naaste)
    if all(parts):
        sentences["waarde"] = Teksten(*parts)
    return Kenmerk(
        naam=name,
        type=k.type,
        values=tuple(k.values) if k.type in (KenmerkType.ONE, KenmerkType.MANY) else (),
        minimum=k.min,
        maximum=k.max,
        ordered=k.ordered,
        asked_of=tuple(k.asked_of),
        names=k.naam.to_teksten(),
        labels=MappingProxyType(labels),
        sentences=MappingProxyType(sentences),
    )
