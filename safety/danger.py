"""Does a message tell of danger? Deterministic: first by readable rules, then by meaning.

Where no rule finds anything, weights that were learned from known wordings may (`safety.meaning`);
they take nothing away of what a rule finds. What was written is never kept or given back: a
finding names a kind and a rule, no words. Recall comes first: in doubt there is a finding, and
help is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise

from safety import meaning
from safety.patterns import COMMA, STOP, Pattern, compile_pattern, key, tokens
from safety.rules import CRISIS_KINDS, SIGN_KINDS, Rule, rule_book
from safety.text import MAX_CHARS

__all__ = [
    "CRISIS_KINDS",
    "SIGN_KINDS",
    "WORKERS",
    "Danger",
    "by_rules",
    "child_age",
    "detect",
    "detect_sign",
]

WORKERS = frozenset({"wijkteam", "trainee"})
"""Who describe behaviour by trade."""

ADULT = 18
MEANING = "meaning"
"""Stands for the rule where the weights of `safety.meaning` found it."""
DOUBT = 0.0
"""Score in meaning from which help is shown; chosen on sets that nothing was learned from."""
MANY_FOREIGN = 4
"""English words from which a message is no Dutch: for those there are rules."""
FEW_WORDS = 5
"""Fewer words than this say too little to be in doubt about."""
PLAIN = 0.35
"""Score from which a few words suffice."""
PRESENT = 0.6
"""Score from which danger counts as present, in a message that is no story."""
STORY = 25
"""Words from which a message is a story: what is told in passing is help beside the talk."""
# Bounds on the work for one message, so that no message takes long.
_MAX_TOKENS = 1500
_MAX_MATCHES = 12
_NEAR = 30  # words to each side that belong to one sentence, where nobody typed a full stop


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
class _Entry:
    """One pattern of a rule, with the patterns that take the rule's meaning away."""

    rule: Rule
    pattern: Pattern
    unless: tuple[Pattern, ...]


@dataclass(frozen=True)
class _Index:
    """Patterns by the words that they cannot do without, so that few need to be tried."""

    by_word: Mapping[str, tuple[_Entry, ...]]
    always: tuple[_Entry, ...]

    def candidates(self, words: frozenset[str]) -> list[_Entry]:
        """Return the entries that a message with these words might match, in a fixed order."""
        found = {id(entry): entry for entry in self.always}
        for word in words:
            for entry in self.by_word.get(word, ()):
                if entry.pattern.may_match(words):
                    found[id(entry)] = entry
        return list(found.values())


def _compile(row: str) -> Pattern:
    return compile_pattern(row, rule_book().classes)


def _index(rules: Iterable[Rule]) -> _Index:
    by_word: dict[str, list[_Entry]] = {}
    always: list[_Entry] = []
    for rule in rules:
        unless = tuple(_compile(row) for row in rule.unless)
        for row in rule.patterns:
            entry = _Entry(rule, _compile(row), unless)
            if entry.pattern.needs:
                for word in entry.pattern.needs[0]:
                    by_word.setdefault(word, []).append(entry)
            else:
                always.append(entry)
    return _Index({word: tuple(entries) for word, entries in by_word.items()}, tuple(always))


@cache
def _indexes() -> tuple[_Index, _Index]:
    """Return the crisis rules and the sign rules, compiled."""
    book = rule_book()
    return _index(book.rules), _index(book.signs)


@cache
def _known() -> frozenset[str]:
    """Return every key that some rule names as a whole word."""
    return frozenset(word for index in _indexes() for word in index.by_word)


def _keys(words: str) -> frozenset[str]:
    return frozenset(key(word) for word in words.split())


# --- what a sentence says about time and about not ------------------------------------------

_NOW = _keys(rule_book().classes["nu"])
_NEGATIONS = _keys("niet nie ni nit nait geen gin gene nooit nimmer zonder evenmin")
_WITHOUT = key("zonder")
# "niet alleen", "niet normaal": no denial.
_NO_DENIAL = _keys("alleen normaal leuk eens grappig zomaar weinig voor meer")
_BEFORE_STOPS = _keys(
    "ik k hij ze zij je jij u we wij mijn me mij want maar dat die ie als omdat kan wil weet durf"
    " dan"
)
_AFTER_FILLERS = _keys(
    "hij ze zij ik me mij ons haar hem ie er ook echt hoor dat nog eigenlijk gelukkig doet doe"
    " doen deed wil zou zal heb heeft gaan nou nu zelf zeker absoluut helemaal wordt is worden"
)
_PAST = _keys(
    "vroeger destijds voorheen ooit toentertijd vg voorgeschiedenis voorbij jeugd"
    " indertijd eerder eerdere verleden anamnese"
)
_YEAR = re.compile(r" in (?:19|20)\d\d ")
# Files give years without "in": "pogingen (2018, 2021)".
_YEAR_IN_FILE = re.compile(r" (?:19|20)\d\d ")
_PAST_PHRASES = tuple(
    _compile(pattern)
    for pattern in (
        "als kind|kleuter|peuter|tiener|puber|jongere|jongen|meisje|jongetje",
        "jaar|jaren|jaartje|maanden|maand geleden|terug",
        "toen ik|hij|ze|zij ..3 klein|jong|jonger|kind|puber|tiener|twintig|studeerde",
        "vorig|vorige jaar|maand|eeuw|vriend|man|partner|vriendin|relatie|huwelijk|woning|opname",
        "slachtoffer|mishandeld|misbruikt|geslagen|psychotisch ..4 geweest",
        "in het|t verleden",
        "sloeg|mishandelde ~6 nu ..3 woon*|weg|gescheiden|veilig",
    )
)
# Said to be over: a "now" in the same sentence does not bring it back.
_OVER = tuple(
    _compile(pattern)
    for pattern in (
        "nu|nou|inmiddels|allang|lang|jaren|tijd @niet meer",
        "is|zijn al? ..2 voorbij|gestopt|verleden",
        # Not "er zijn zorgen over", "hij is boos over", "ze is over haar toeren".
        "is|zijn al|nu|inmiddels|allang|lang|helemaal|gelukkig|weer over",
        "dat|het|dit is over",
        "@niet meer aan de orde",
    )
)
# Said not to be: for what is found by meaning, which hears the topic and hardly the denial.
_DENIED = tuple(
    _compile(pattern)
    for pattern in (
        "geen ..3 gedachten|gedachte|signalen|aanwijzingen|sprake|plannen|neiging*",
        "geen ..3 suicid*|zelfmoord*",
        "geen ..2 huiselijk|kindermishandeling|geweld|mishandeling|psychose|stemmen",
        "denk|denkt|dacht|gedacht|denken ..1 niet|nooit ..3 aan",
        "niet|nooit ..3 aan ..4 gedacht|denken|dacht",
        "wil|wilt juist|gewoon|graag|wel|nog leven",
        "doodgaan|sterven|dood wil|wilt|hoef|hoeft|willen ..2 niet",
        "wil|wilt ..1 niet dood|doodgaan",
        "tegen|voor ..1 hoofdpijn|pijn|koorts|verkoudheid",
        "ga|gaat|lach*|schrik*|verveel* ..3 dood|kapot|rot van|om|aan|door",
    )
)
_ENGLISH = _keys(
    "the you your please speak english not and this what how are for with my have do i can help"
)
# "Al eerder" says that it happens again and again, not that it is past.
_AGAIN = (key("al"), key("eerder"))
_EARLIER = key("eerder")
# However often "weer" is said, what was years ago is past.
_LONG_AGO = _compile("jaar|jaren geleden|terug")
_AGAIN_NOW = key("weer")
_TOLD_NOW = _keys("vandaag vannacht vanavond vanmorgen vanochtend vanmiddag zojuist zonet weer")


def _sentence(row: list[str], start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence in which the tokens `start` to `end` stand."""
    left, first = start, max(0, start - _NEAR)
    while left > first and row[left - 1] != STOP:
        left -= 1
    right, last = end, min(len(row), end + _NEAR)
    while right < last and row[right] != STOP:
        right += 1
    return left, right


def _negated(row: list[str], start: int, end: int, rule: Rule, pattern: Pattern) -> bool:
    """Tell whether a "niet" beside or within the match takes it away."""
    if pattern.has_negation or rule.negation == "none":
        return False

    def denies(index: int) -> bool:
        after = row[index + 1] if index + 1 < len(row) else STOP
        return row[index] in _NEGATIONS and (after not in _NO_DENIAL or index + 1 == start)

    # "zonder" within the match belongs to what is said: "zonder pijn doodgaan".
    if any(denies(index) and row[index] != _WITHOUT for index in range(start, end)):
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


def _any(phrases: Iterable[Pattern], part: list[str], sentence: str, words: frozenset[str]) -> bool:
    return any(phrase.may_match(words) and phrase.matches(part, sentence) for phrase in phrases)


def _past(part: list[str], sentence: str, words: frozenset[str], spreker: str | None) -> bool:
    """Tell whether a sentence speaks of the past, and not also of today."""
    if _any(_OVER, part, sentence, words):
        return True
    year = _YEAR_IN_FILE if spreker in WORKERS else _YEAR
    cues = words & _PAST
    if cues == {_EARLIER} and _AGAIN in pairwise(part):
        cues = frozenset()
    if not cues and not year.search(sentence) and not _any(_PAST_PHRASES, part, sentence, words):
        return False
    now = words & _TOLD_NOW
    if now == {_AGAIN_NOW} and _any((_LONG_AGO,), part, sentence, words):
        return True
    return spreker in WORKERS or not now


def _search(index: _Index, row: list[str], spreker: str | None) -> dict[Rule, bool]:
    """Return the rules that hold for a message, each with whether the danger is present."""
    line = f" {' '.join(row)} "
    found: dict[Rule, bool] = {}
    for entry in index.candidates(frozenset(row)):
        for span in islice(entry.pattern.spans(row, line), _MAX_MATCHES):
            if found.get(entry.rule):
                break
            present = _weigh(entry, row, span, spreker)
            if present is not None:
                found[entry.rule] = present
    return found


def _weigh(
    entry: _Entry, row: list[str], span: tuple[int, int], spreker: str | None
) -> bool | None:
    """Return whether a match is present danger, or None when it is none at all."""
    rule = entry.rule
    start, end = span
    if _negated(row, start, end, rule, entry.pattern):
        return None
    left, right = _sentence(row, start, end)
    part = row[left:right]
    sentence, words = f" {' '.join(part)} ", frozenset(part)
    if _any(entry.unless, part, sentence, words):
        return None
    if rule.past != "keep" and _past(part, sentence, words, spreker):
        return None if rule.past == "drop" else False
    if rule.level == "acute":
        return True
    described = spreker in WORKERS or (rule.level == "told" and spreker == "naaste")
    return not _NOW.isdisjoint(words) if described or rule.level == "doubt" else True


# --- children ----------------------------------------------------------------------------------

_NUMBER_WORDS = (
    *("vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien"),
    *("veertien", "vijftien", "zestien", "zeventien"),
)
_NUMBERS = {key(word): number for number, word in enumerate(_NUMBER_WORDS, start=4)}
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
    (re.compile(r"(?<= )(?:ik|k) (?:sit|ben) (?:nu |pas )?in (?:de )?groep ([4-8]) "), 4),
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
    return _child_age(_words(text))


_CHILD_OF = re.compile(
    rf"(?<= )(sonen?|son|dogter|jonge|mysje|klynson|klyndogter|nefje|nigtje) fan (?:{_NUMBER}) "
)


def _words(text: str) -> list[str]:
    return tokens(text[:MAX_CHARS], _known())[:_MAX_TOKENS]


def _row(text: str) -> list[str]:
    row = _words(text)
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
    if not re.search(r"\w", text):
        return None
    found = by_rules(text, spreker)
    return found or _by_meaning(text, spreker, child=child_age(text) is not None)


def by_rules(text: str, spreker: str | None = None) -> Danger | None:
    """Return the gravest danger that the readable rules alone find, or None; as `detect`."""
    row = _row(text)
    if not row:
        return None
    age = child_age(text)
    found = {
        rule: present
        for rule, present in _search(_indexes()[0], row, spreker).items()
        if age is not None or not rule.only_child
    }
    if not found:
        return None
    rule = max(found, key=lambda item: (found[item], item.weight, item.id))
    child = age is not None or any(other.child for other in found)
    kind = "kind_in_gevaar" if child and rule.kind == "huiselijk_geweld" else rule.kind
    return Danger(kind, found[rule], rule.id, child)


def _by_meaning(text: str, spreker: str | None, *, child: bool) -> Danger | None:
    """Return what a message comes near to in meaning, where no rule foresaw its words."""
    near = meaning.likely(text)
    if near.score < DOUBT:
        return None
    part = _row(near.sentence)
    sentence, words = f" {' '.join(part)} ", frozenset(part)
    if sum(word not in (STOP, COMMA) for word in part) < FEW_WORDS and near.score < PLAIN:
        return None
    if len(words & _ENGLISH) >= MANY_FOREIGN:
        return None
    if _past(part, sentence, words, spreker) or _any(_DENIED, part, sentence, words):
        return None
    kind = "kind_in_gevaar" if child and near.kind == "huiselijk_geweld" else near.kind
    told = len(text.split()) >= STORY or spreker in WORKERS
    present = near.score >= PRESENT and not told
    return Danger(kind, present, MEANING, child)


def detect_sign(text: str, spreker: str | None = None) -> Danger | None:
    """Return a sign that calls for other help (`SIGN_KINDS`), or None; never ``present``.

    Independent of `detect`: a message can hold both, and danger goes first.
    """
    row = _row(text)
    found = _search(_indexes()[1], row, spreker) if row else {}
    if not found:
        return None
    rule = max(found, key=lambda item: (item.weight, item.id))
    return Danger(rule.kind, present=False, rule=rule.id)
