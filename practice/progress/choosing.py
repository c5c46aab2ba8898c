"""What a trainee practises next ("oefen verder"): which form, on which case or product.

First what is due, then what is weak, then something new at her level. Pure and deterministic: the
same state and seed give the same choice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean
from typing import Final, Self

from practice.cases.model import Case
from practice.progress.model import Due, Form, Item, Reason, Result, Skill, Weak

HIGHEST_LEVEL: Final = 3
CASES_FOR_LEVEL: Final = 3
"""So many cases of a level in a row must go well for the next one."""
WELL: Final = 0.75

FORMS: Final[Mapping[Skill, tuple[Form, ...]]] = {
    Skill.VRAGEN: (Form.ROLLENSPEL,),
    Skill.KIEZEN: (Form.CASUS, Form.CONTRAST, Form.KENNIS),
    Skill.MOTIVEREN: (Form.CASUS, Form.ROLLENSPEL),
}
"""In which forms each skill can be practised, the shortest that suffices first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case as far as choosing needs it: what it trains, and with which case it contrasts."""

    id: str
    stelsel: str
    level: int
    asks: frozenset[str]
    decides: frozenset[str]
    products: frozenset[str]
    contrast_kenmerk: str | None = None

    @classmethod
    def of(cls, case: Case) -> Self:
        """Give what choosing needs of a case."""
        return cls(
            id=case.id,
            stelsel=case.stelsel,
            level=case.niveau,
            asks=frozenset(each.kenmerk for each in case.vraagt),
            decides=frozenset(case.beslissend),
            products=frozenset((*case.verwacht, *case.waarom_niet)),
            contrast_kenmerk=case.contrast.kenmerk if case.contrast else None,
        )

    def trains(self, item: Item, form: Form) -> bool:
        """Tell whether this case trains an item in a form."""
        if form is Form.CONTRAST:
            return self.contrast_kenmerk is not None and item.kenmerk in ("", self.contrast_kenmerk)
        if item.product:
            return item.stelsel in ("", self.stelsel) and item.product in self.products
        if item.kenmerk:
            useful = self.asks if item.skill is Skill.VRAGEN else self.decides
            return item.kenmerk in useful
        return True


@dataclass(frozen=True, slots=True)
class Wish:
    """What the trainee chose herself; None leaves it open. `level` None: the one that suits her."""

    form: Form | None = None
    stelsel: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What comes next: the form, the case (None with kennis), what it trains, and why now."""

    form: Form
    case: str | None
    item: Item
    reason: Reason


def choose(
    candidates: Sequence[Candidate],
    *,
    due: Sequence[Due] = (),
    weak: Sequence[Weak] = (),
    seen: Mapping[str, datetime] | None = None,
    level: int = 1,
    wish: Wish | None = None,
    seed: int = 0,
) -> Choice | None:
    """Give what to practise next; None when no case or form meets the wish.

    `due` and `weak` come from the store, what matters most first; `seen` are the cases done, with
    when. A case that was done longest ago (or never) goes first; `seed` breaks ties.
    """
    wish, seen = wish or Wish(), seen or {}
    fitting = [each for each in candidates if wish.stelsel in (None, each.stelsel)]
    wanted = [(each.item, Reason.DUE) for each in due]
    wanted += [(each.item, Reason.WEAK) for each in weak]
    order = _order(seen, wish.level or level, seed)
    for item, reason in wanted:
        if wish.stelsel and item.stelsel not in ("", wish.stelsel):
            continue
        for form in _forms(item, wish.form, seed):
            if form is Form.KENNIS:
                if item.product:
                    return Choice(form, None, item, reason)
                continue
            able = [
                each
                for each in fitting
                if each.trains(item, form) and wish.level in (None, each.level)
            ]
            if able:
                return Choice(form, min(able, key=order).id, item, reason)
    return _new(fitting, wish, order, seed)


def level_of(results: Iterable[Result], levels: Mapping[str, int]) -> int:
    """Give the level (1 to 3) that suits a trainee: the next one after CASES_FOR_LEVEL went well.

    `levels` are the levels of the cases by id.
    """
    grades: dict[str, list[float]] = {}
    for each in results:
        if each.case in levels and each.case is not None:
            grades.setdefault(each.case, []).append(each.grade)
    level = 1
    while level < HIGHEST_LEVEL:
        at_level = [fmean(given) for case, given in grades.items() if levels[case] == level]
        last = at_level[-CASES_FOR_LEVEL:]
        if len(last) < CASES_FOR_LEVEL or min(last) < WELL:
            break
        level += 1
    return level


def _forms(item: Item, wished: Form | None, seed: int) -> tuple[Form, ...]:
    """Give the forms that train an item, in the order in which they are tried."""
    forms = FORMS[item.skill]
    if wished is not None:
        return (wished,) if wished in forms else ()
    if item.product and item.skill is Skill.KIEZEN:
        # A question is short; now and then the product must be found in a whole case.
        return (Form.CASUS, Form.KENNIS) if _toss(seed, item.key) % 3 == 0 else (Form.KENNIS,)
    if item.kenmerk and Form.CONTRAST in forms:
        return (Form.CONTRAST, Form.CASUS)
    return forms


def _new(
    fitting: Sequence[Candidate],
    wish: Wish,
    order: Callable[[Candidate], tuple[object, ...]],
    seed: int,
) -> Choice | None:
    """Give something new: each form in turn, at her level or the nearest there is."""
    if wish.form is Form.KENNIS:
        return Choice(Form.KENNIS, None, Item(Skill.KIEZEN, stelsel=wish.stelsel or ""), Reason.NEW)
    forms = (Form.CASUS, Form.ROLLENSPEL, Form.CONTRAST)
    form = wish.form or forms[_toss(seed, "form") % len(forms)]
    able = [each for each in fitting if wish.level in (None, each.level)]
    if form is Form.CONTRAST:
        able = [each for each in able if each.contrast_kenmerk] or ([] if wish.form else list(able))
    if not able:
        return None
    first = min(able, key=order)
    if form is Form.CONTRAST and not first.contrast_kenmerk:
        form = Form.CASUS
    skill = Skill.VRAGEN if form is Form.ROLLENSPEL else Skill.KIEZEN
    kenmerk = (first.contrast_kenmerk or "") if form is Form.CONTRAST else ""
    return Choice(form, first.id, Item(skill, kenmerk=kenmerk), Reason.NEW)


def _order(
    seen: Mapping[str, datetime], level: int, seed: int
) -> Callable[[Candidate], tuple[object, ...]]:
    """Give the order of cases: never done, near the level, longest ago, then by the seed."""

    def key(case: Candidate) -> tuple[object, ...]:
        last = seen.get(case.id)
        ago = last.timestamp() if last else 0.0
        return (last is not None, abs(case.level - level), ago, _toss(seed, case.id), case.id)

    return key


def _toss(seed: int, name: str) -> int:
    """Give a number that follows from the seed and looks random."""
    return int.from_bytes(hashlib.sha256(f"{seed}|{name}".encode()).digest()[:4])
