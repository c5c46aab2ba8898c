"""Does a message tell of danger? Deterministic, by readable rules, in well under a millisecond.

What was written is never kept or given back: a finding names a kind and a rule, no words.
Recall comes first: in doubt there is a finding, and help is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from safety.patterns import COMMA, STOP, Pattern, compile_pattern, key, tokens
from safety.rules import CLASSES, DANGER_RULES, SIGN_RULES, Rule

CRISIS_KINDS = (
    "crisis_suicide",
    "crisis_gevaar",
    "huiselijk_geweld",
    "kind_in_gevaar",
    "psychose_acuut",
)
"""The crisis intents of the public contract."""

SIGN_KINDS = ("verward_persoon", "geen_onderdak", "eenzaam", "misdrijf")
"""Signs that call for help of another kind and never stop an intake by themselves."""

WORKERS = frozenset({"wijkteam", "trainee"})
"""Who describe behaviour by trade."""

ADULT = 18
_MAX_TOKENS = 1500

_WEIGHT = {
    "crisis_gevaar": 50,
    "crisis_suicide": 40,
    "kind_in_gevaar": 30,
    "huiselijk_geweld": 20,
    "psychose_acuut": 10,
}


@dataclass(frozen=True)
class Danger:
    """A finding: what kind of danger, whether it is present, and which rule said so.

    `kind` is a crisis intent, or one of `SIGN_KINDS` from `detect_sign`. `present` is true for
    danger that stops the intake and false for a description, something past or a doubt: then
    help is shown beside the intake, which goes on. `child_speaking` is true when the writer is
    a child or very probably one.
    """

    kind: str
    present: bool
    rule: str
    child_speaking: bool = False


@dataclass(frozen=True)
class _Compiled:
    rule: Rule
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]


def _keys(words: str) -> frozenset[str]:
    return frozenset(key(word) for word in words.split())


@cache
def _compiled() -> tuple[tuple[_Compiled, ...], tuple[_Compiled, ...], frozenset[str]]:
    """Return the crisis rules and the sign rules, compiled, and every key that they name."""

    def one(rule: Rule) -> _Compiled:
        return _Compiled(
            rule,
            tuple(compile_pattern(pattern, CLASSES) for pattern in rule.patterns),
            tuple(compile_pattern(pattern, CLASSES) for pattern in rule.unless),
        )

    danger = tuple(one(rule) for rule in DANGER_RULES)
    signs = tuple(one(rule) for rule in SIGN_RULES)
    known: set[str] = set()
    for entry in (*danger, *signs):
        for pattern in entry.patterns:
            known.update(*pattern.needs)
    return danger, signs, frozenset(known)


# --- what a sentence says about time and about not ------------------------------------------

_NOW = _keys(CLASSES["nu"])
_NEGATIONS = _keys("niet nie ni nit nait geen gin gene nooit nimmer zonder evenmin")
# "niet alleen", "niet normaal": no denial.
_NO_DENIAL = _keys("alleen normaal leuk eens grappig zomaar weinig voor meer")
_BEFORE_STOPS = _keys(
    "ik k hij ze zij je jij u we wij mijn me mij want maar dat die ie als omdat kan wil weet durf"
)
_AFTER_FILLERS = _keys(
    "hij ze zij ik me mij ons haar hem ie er ook echt hoor dat nog eigenlijk gelukkig doet doe"
    " doen deed wil zou zal heb heeft gaan nou nu zelf zeker absoluut helemaal wordt is worden"
)
_PAST = _keys(
    "vroeger destijds voorheen ooit toentertijd vg voorgeschiedenis vorig vorige voorbij jeugd"
    " indertijd eerder eerdere verleden overleden geweest anamnese"
)
_PAST_PHRASES = tuple(
    compile_pattern(pattern, CLASSES)
    for pattern in (
        "als kind|kleuter|peuter|tiener|puber|jongere|jongen|meisje|jongetje",
        "jaar|jaren|jaartje|maanden|maand geleden|terug",
        "toen ik|hij|ze|zij ..4 was|waren|klein|jong|woonde|kind",
        "in het|t verleden",
        "in 19*|20*",
        "nu|nou|inmiddels|allang|lang|jaren|tijd @niet meer",
        "is|zijn al? ..2 over|voorbij|gestopt|verleden",
        "@niet meer aan de orde",
        "sloeg|mishandelde ~6 nu ..3 woon*|weg|gescheiden|veilig",
    )
)
_TOLD_NOW = _keys("vandaag vannacht vanavond vanmorgen vanochtend vanmiddag zojuist zonet weer nu")


def _sentence(row: list[str], start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence in which the tokens `start` to `end` stand."""
    left = start
    while left > 0 and row[left - 1] != STOP:
        left -= 1
    right = end
    while right < len(row) and row[right] != STOP:
        right += 1
    return left, right


def _negated(row: list[str], start: int, end: int, rule: Rule, pattern: Pattern) -> bool:
    """Tell whether a "niet" beside or within the match takes it away."""
    if pattern.has_negation or rule.negation == "none":
        return False

    def denies(index: int) -> bool:
        after = row[index + 1] if index + 1 < len(row) else STOP
        return row[index] in _NEGATIONS and (after not in _NO_DENIAL or index + 1 == start)

    if any(denies(index) for index in range(start, end)):
        return True
    if row[start] not in _BEFORE_STOPS:
        for index in range(start - 1, max(-1, start - 5), -1):
            if row[index] in (STOP, COMMA) or row[index] in _BEFORE_STOPS:
                break
            if denies(index):
                return True
    if rule.negation == "both":
        for index in range(end, min(len(row), end + 5)):
            if denies(index):
                return True
            if row[index] not in _AFTER_FILLERS:
                break
    return False


def _past(sentence: str, words: frozenset[str]) -> bool:
    if not _PAST.isdisjoint(words):
        return True
    return any(
        phrase.may_match(words) and phrase.regex.search(sentence) for phrase in _PAST_PHRASES
    )


def _search(
    entries: Iterable[_Compiled], row: list[str], spreker: str | None
) -> list[tuple[Rule, bool]]:
    """Return the rules that hold for a message, each with whether the danger is present."""
    line = f" {' '.join(row)} "
    words = frozenset(row)
    found: list[tuple[Rule, bool]] = []
    for entry in entries:
        best: bool | None = None
        for pattern in entry.patterns:
            if not pattern.may_match(words):
                continue
            for match in pattern.regex.finditer(line):
                start = line.count(" ", 0, match.start()) - 1
                end = start + match.group().count(" ")
                present = _weigh(entry, pattern, row, (start, end), spreker)
                if present is not None:
                    best = bool(best) or present
        if best is not None:
            found.append((entry.rule, best))
    return found


def _weigh(
    entry: _Compiled, pattern: Pattern, row: list[str], span: tuple[int, int], spreker: str | None
) -> bool | None:
    """Return whether a match is present danger, or None when it is none at all."""
    rule = entry.rule
    start, end = span
    if _negated(row, start, end, rule, pattern):
        return None
    left, right = _sentence(row, start, end)
    part = row[left:right]
    sentence, words = f" {' '.join(part)} ", frozenset(part)
    for other in entry.unless:
        if other.may_match(words) and other.regex.search(sentence):
            return None
    now = not _NOW.isdisjoint(words)
    if rule.past != "keep" and _past(sentence, words):
        recent = spreker not in WORKERS and not _TOLD_NOW.isdisjoint(words)
        gone = any(p.regex.search(sentence) for p in _PAST_PHRASES[5:8])
        if not recent or gone:
            return None if rule.past == "drop" else False
    if rule.level == "acute":
        return True
    if spreker in WORKERS or rule.level == "doubt":
        return now
    return True


# --- children ----------------------------------------------------------------------------------

_NUMBERS = {
    key(word): number
    for number, word in enumerate(
        "vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien"
        " zeventien".split(),
        start=4,
    )
}
_NUMBERS |= {str(number): number for number in range(4, ADULT)}
_NUMBER = "|".join(sorted(_NUMBERS, key=len, reverse=True))
# What may follow "ik ben 12 (jaar)": not a duration ("12 jaar getrouwd") and not a measure.
_AGE = re.compile(
    rf"(?<= )(?:ik|k|i) (?:ben|bn|wort|am|word) (?:nu |nog |pas |al |net |maar |bijna )*"
    rf"(?:en (?:mysje|jonge|kint) fan )?({_NUMBER}) "
    r"(?:jar |jare |jr )?(?!(?:uren?|uur|ur|dage|weke|mande|kilo|ker|minute|procent|kaer|st) )"
    r"(?!(?:ge|fer|be)[^ ]+ )(?!(?:samen|klen|alen|same|besig|weg|jar|in|dakloos|dakloss) )"
)
_CHILD_PHRASES = (
    (re.compile(r"(?<= )(?:ik|k) (?:sit|ben) (?:nu |pas )?in (?:de )?grup ([4-8]) "), 4),
    (re.compile(r"(?<= )(?:ik|k) (?:sit|ben) (?:nu |pas )?in (?:de )?brugklas "), 12),
)


def _child_age(row: list[str]) -> int | None:
    line = f" {' '.join(row)} "
    if match := _AGE.search(line):
        return _NUMBERS[match.group(1)]
    for pattern, base in _CHILD_PHRASES:
        if match := pattern.search(line):
            return base + int(match.group(1)) if match.groups() else base
    return None


def child_age(text: str) -> int | None:
    """Return the age in years that the writer gives as their own, if it is under 18.

    "Ik ben 12" and "ik zit in groep 8" (about 12) count; "mijn zoon is 12" and "ik ben 12 jaar
    getrouwd" do not. None when no such age is told, which says nothing about the writer.
    """
    return _child_age(_row(text))


_CHILD_OF = re.compile(
    rf"(?<= )(sonen?|son|dogter|jonge|mysje|klynson|klyndogter|nefje|nigtje) fan (?:{_NUMBER}) "
)


def _row(text: str) -> list[str]:
    row = tokens(text, _compiled()[2])[:_MAX_TOKENS]
    line = f" {' '.join(row)} "
    if " fan " in line:
        # "mijn dochter van 8" is a child; "mijn dochter" need not be.
        line = _CHILD_OF.sub(f"{key('kind')} ", line)
        return line.split()
    return row


def detect(text: str, spreker: str | None = None) -> Danger | None:
    """Return the gravest danger that a message tells of, or None.

    `text` is the message as typed; `spreker` is inwoner, naaste, wijkteam, trainee or None
    (unknown, taken as inwoner). From workers a description without present danger has
    ``present=False``. No input raises an error.
    """
    row = _row(text)
    if not row:
        return None
    found = _search(_compiled()[0], row, spreker)
    if not found:
        return None
    age = _child_age(row)
    rule, present = max(found, key=lambda item: (item[1], item[0].weight or _WEIGHT[item[0].kind]))
    child = age is not None or any(other.child for other, _ in found)
    kind = rule.kind
    if child and kind == "huiselijk_geweld":
        kind = "kind_in_gevaar"
    return Danger(kind, present, rule.id, child)


def detect_sign(text: str, spreker: str | None = None) -> Danger | None:
    """Return a sign that calls for other help (`SIGN_KINDS`), or None; never ``present``.

    Independent of `detect`: a message can hold both, and danger goes first.
    """
    row = _row(text)
    found = _search(_compiled()[1], row, spreker) if row else []
    if not found:
        return None
    order = {kind: place for place, kind in enumerate(SIGN_KINDS)}
    rule = min((rule for rule, _ in found), key=lambda item: order[item.kind])
    return Danger(rule.kind, present=False, rule=rule.id)
