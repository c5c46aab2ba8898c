"""What a question of knowledge is, before and after its answers are put in order."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.advice.explaining import bron_json
from catalog.model import Bron
from practice.progress.model import Skill


@dataclass(frozen=True, slots=True)
class Stem:
    """One question with all its wrong answers; at least two, each as a whole answer.

    `id` is the kind, the stelsel and what is asked. `product` is what it is about, None where it
    is about no product. `told` are answers whose order says something (numbers): they are then
    shown in that order instead of by chance.
    """

    id: str
    level: int
    stelsel: str
    text: str
    right: str
    wrong: tuple[str, ...]
    explanation: str
    bron: Bron
    product: str | None = None
    told: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Give the kind of question, such as `code` or `verandert`."""
        return self.id.partition("/")[0]


@dataclass(frozen=True, slots=True)
class KnowledgeQuestion:
    """A question as it is asked: `right` is the place of the right one of `options`.

    `source` is where the answer stands, as `{document, kop}`; `product` is one of `stelsel`.
    """

    id: str
    text: str
    options: tuple[str, ...]
    right: int
    explanation: str
    source: dict[str, str]
    stelsel: str
    level: int
    product: str | None = None
    skill: Skill = Skill.KIEZEN


def asked(stem: Stem, options: tuple[str, ...]) -> KnowledgeQuestion:
    """Give a stem as a question with these options; the right answer must be one of them."""
    return KnowledgeQuestion(
        id=stem.id,
        text=stem.text,
        options=options,
        right=options.index(stem.right),
        explanation=stem.explanation,
        source=bron_json(stem.bron),
        stelsel=stem.stelsel,
        level=stem.level,
        product=stem.product,
    )
