"""Names of people: by the words before them, by lists of names, with or without capitals.

A gemeente, a month, an illness or a shop is no name; a name that is also a word is one only
where something announces it. The lists are in safety/data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from safety.lists import Span, cues, names
from safety.text import fold_char


def _plain(word: str) -> str:
    """Return a word as it stands in the lists: lower case, without accents."""
    return "".join(fold_char(char) for char in word).replace("’", "'")


_WORD = re.compile(r"\[\w+\]|[^\W\d_][^\W\d_'’-]*(?:['’-][^\W\d_]+)*\.?|\d+|[^\w\s]|\n")


# Named after people, and no people: shops and institutions that come up in these talks.
_NOT_PEOPLE = (
    ("albert", "heijn"),
    ("jan", "linders"),
    ("dirk", "van", "den", "broek"),
    ("reinier", "van", "arkel"),
    ("vincent", "van", "gogh"),
    ("leo", "kannerhuis"),
    ("anton", "pieck"),
    ("leger", "des", "heils"),
)


class _Row:
    """The words of a message with what the rules ask of them."""

    def __init__(self, text: str) -> None:
        self.spans: list[tuple[int, int]] = []
        self.raw: list[str] = []
        for match in _WORD.finditer(text):
            word, start, end = match.group(), match.start(), match.end()
            short = _plain(word[:-1]) in cues("korte_titels")
            if word.endswith(".") and len(word) > 2 and not short:
                self._add(word[:-1], start, end - 1)
                self._add(".", end - 1, end)
            else:
                self._add(word, start, end)
        self.plain = [_plain(word.rstrip(".")) if word != "." else "." for word in self.raw]

    def _add(self, word: str, start: int, end: int) -> None:
        self.raw.append(word)
        self.spans.append((start, end))

    def __len__(self) -> int:
        return len(self.raw)

    def at(self, index: int) -> str:
        """Return the plain form of a word, or nothing outside the message."""
        return self.plain[index] if 0 <= index < len(self.plain) else ""

    def is_word(self, index: int) -> bool:
        return 0 <= index < len(self.raw) and self.raw[index][0].isalpha()

    def capital(self, index: int) -> bool:
        return self.is_word(index) and self.raw[index][0].isupper()

    def initial(self, index: int) -> bool:
        """Tell whether a word is an initial: "K." or a single capital."""
        word = self.raw[index] if 0 <= index < len(self.raw) else ""
        return bool(re.fullmatch(r"[A-ZÀ-Þ]\.?", word))

    def first_name(self, index: int) -> bool:
        word = self.at(index)
        if word in names("voornamen") or word in names("namen_of_woorden"):
            return True
        return "-" in word and all(part in names("voornamen") for part in word.split("-"))

    def sure_name(self, index: int) -> bool:
        """Tell whether a word is a first name and no ordinary word."""
        return self.first_name(index) and self.at(index) not in names("namen_of_woorden")

    def not_people(self, index: int) -> bool:
        """Tell whether a shop or institution that is named after people stands here."""
        return any(tuple(self.plain[index : index + len(name)]) == name for name in _NOT_PEOPLE)

    def surname(self, index: int) -> bool:
        return self.at(index) in names("achternamen")

    def ordinary(self, index: int) -> bool:
        """Tell whether a word is known to be no name (or is no word at all)."""
        return not self.is_word(index) or self.at(index) in names("geen_namen")


def _surname_end(row: _Row, index: int, *, sure: bool) -> int:
    """Return where a surname that may begin at `index` ends; `index` when there is none.

    `sure` says that a name must stand here, so that an unknown lower-case one counts as well.
    """
    here = index
    while row.initial(here) and row.raw[here].endswith(".") and here - index < 4:
        here += 1
    while row.at(here) in cues("voorvoegsels") and here - index < 8:
        here += 1
    if row.not_people(here):
        return index
    prefixed = here > index
    if not row.is_word(here) or (row.ordinary(here) and not row.surname(here)):
        return index
    if row.capital(here) or row.surname(here) or (sure and prefixed):
        if row.raw[here].isupper() and len(row.raw[here]) > 1 and not row.surname(here):
            return index
        here += 1
        # "Smit-de Boer": the second surname has its prefix at the first.
        if row.at(here - 1).rpartition("-")[2] in _joined():
            after = here
            while row.at(after) in cues("voorvoegsels") and after - here < 3:
                after += 1
            here = after + 1 if row.capital(after) else here
        return here
    return index


def _joined() -> frozenset[str]:
    """Return the prefixes that may stand behind a hyphen; no word by itself is one."""
    return frozenset(cues("voorvoegsels")) - {"el", "al", "bin", "ben", "la", "le", "dos"}


def _more(row: _Row, end: int) -> int:
    """Return where a name ends that goes on with capital words of no list: "Nguyen Thi Lan"."""
    while row.capital(end) and not row.ordinary(end) and not row.not_people(end):
        if row.raw[end].isupper() and len(row.raw[end]) > 1:
            break
        end += 1
    return end


def _full_name(row: _Row, index: int, *, sure: bool = False) -> int:
    """Return where a name that begins with the first name at `index` ends."""
    end = index + 1
    while row.is_word(end) and row.sure_name(end) and (row.capital(end) or sure):
        end += 1
    return _more(row, max(end, _surname_end(row, end, sure=sure)))


def find_names(text: str) -> Iterator[Span]:
    """Yield where names of people stand."""
    row = _Row(text)
    index = 0
    while index < len(row):
        found = _name_at(row, index)
        if found is None:
            index += 1
            continue
        start, end = found
        yield row.spans[start][0], row.spans[end - 1][1], "naam"
        index = max(end, index + 1)


def _name_at(row: _Row, index: int) -> tuple[int, int] | None:
    """Return the name that the word at `index` announces or begins, as word positions."""
    word = row.at(index)
    if row.not_people(index):
        return None
    if row.initial(index) and row.raw[index].endswith("."):
        return _after_initials(row, index)
    if word in cues("noemen"):
        return _after_heet(row, index)
    if word in {"naam", "voornaam", "achternaam", "roepnaam"}:
        return _after_naam(row, index)
    if word in {"ben", "bn"} and row.at(index - 1) in {"ik", "k"}:
        return _after_ik_ben(row, index + 1)
    if word == "met" and row.at(index - 1) in {"spreekt", "dag", "hallo", "spreek"}:
        return _introduced(row, index + 1)
    if word in cues("groeten"):
        return _signed(row, index + 1)
    if word in cues("titels") and (found := _after_title(row, index + 1)):
        return found
    if word in cues("verwanten") and (found := _after_kin(row, index)):
        return found
    if word in {"onze", "ons"} and row.capital(index + 1) and not row.ordinary(index + 1):
        return index + 1, _full_name(row, index + 1)
    if word in {"onze", "ons"} and row.sure_name(index + 1):
        return index + 1, _full_name(row, index + 1)
    return _bare(row, index)


def _after_heet(row: _Row, index: int) -> tuple[int, int] | None:
    before = {row.at(i) for i in range(max(0, index - 3), index)}
    if not before.isdisjoint(cues("dieren")) or row.at(index - 1) in cues("heet_geen_mens"):
        return None
    start = index + 1
    if row.at(start) in {"ik", "hij", "zij", "ze"}:
        start += 1
    if row.at(start) in cues("titels"):
        return _after_title(row, start + 1)
    if row.ordinary(start) and not (row.capital(start) and row.first_name(start)):
        return None
    if row.at(start) in cues("heet_geen_mens") or not row.is_word(start):
        return None
    if row.at(index) in {"genoemd", "genaamd"} and not (row.capital(start) or row.sure_name(start)):
        return None
    return start, _full_name(row, start, sure=True)


def _after_naam(row: _Row, index: int) -> tuple[int, int] | None:
    start = index + 1
    if row.at(start) in {"is", ":", "=", "luidt"}:
        start += 1
    elif not row.capital(start) and not (row.at(index) != "naam" and row.is_word(start)):
        return None
    if row.at(start) in cues("voorvoegsels") or row.initial(start):
        end = _surname_end(row, start, sure=True)
        return (start, end) if end > start else None
    if row.ordinary(start) and not row.first_name(start):
        return None
    return start, _full_name(row, start, sure=True)


def _after_ik_ben(row: _Row, start: int) -> tuple[int, int] | None:
    if row.at(start) in cues("titels") or row.at(start) in {"de", "het", "een"}:
        return None
    ends = (
        row.at(start + 1) in {"", ".", ",", "en", "van", "uit", "\n"} or row.at(start + 1).isdigit()
    )
    if row.sure_name(start) or (row.first_name(start) and (row.capital(start) or ends)):
        end = _full_name(row, start, sure=True)
        following = row.at(end)
        if not row.capital(start) and following.startswith("ge") and len(following) > 4:
            return None
        return start, end
    if row.capital(start) and not row.ordinary(start):
        end = _surname_end(row, start + 1, sure=False)
        return (start, end) if end > start + 1 else None
    return None


def _introduced(row: _Row, start: int) -> tuple[int, int] | None:
    if row.first_name(start) or (row.capital(start) and not row.ordinary(start)):
        if row.at(start) in cues("titels"):
            return None
        return start, _full_name(row, start)
    return None


def _after_initials(row: _Row, index: int) -> tuple[int, int] | None:
    end = _surname_end(row, index, sure=False)
    if end > index and (row.surname(end - 1) or row.at(end - 2) in cues("voorvoegsels")):
        return index, end
    return None


def _signed(row: _Row, start: int) -> tuple[int, int] | None:
    while row.at(start) in {",", "\n", "van", "."}:
        start += 1
    if row.first_name(start) or (row.capital(start) and not row.ordinary(start)):
        return start, _full_name(row, start, sure=row.first_name(start))
    return None


def _after_title(row: _Row, start: int) -> tuple[int, int] | None:
    if row.at(start) == "." and row.at(start - 1) in cues("korte_titels"):
        start += 1
    first = start
    while row.initial(first) and row.at(first) != "u" and first - start < 4:
        first += 1
    if row.capital(first) and row.first_name(first):
        return start, _full_name(row, first)
    if row.sure_name(first):
        return start, _full_name(row, first)
    end = _surname_end(row, first, sure=False)
    if end > first:
        if row.at(end) == "-" and row.capital(end + 1):
            end += 2
        return start, _more(row, end)
    return None


def _after_kin(row: _Row, index: int) -> tuple[int, int] | None:
    start = index + 1
    if row.at(start) == ",":
        start += 1
        if not row.capital(start):
            return None
    owned = row.at(index - 1) in cues("bezit")
    if row.at(start) in {"van"} and row.capital(start + 1) and row.first_name(start + 1):
        return start + 1, _full_name(row, start + 1)
    if row.capital(start):
        if row.first_name(start) or not row.ordinary(start):
            if row.raw[start].isupper() and len(row.raw[start]) > 1:
                return None
            if not row.first_name(start) and row.at(index + 1) == ",":
                return None
            return start, _full_name(row, start)
        return None
    if row.sure_name(start) or (owned and row.first_name(start) and _no_verb(row, start)):
        return start, _full_name(row, start)
    if row.at(start) in cues("voorvoegsels") and row.capital(start + 1) and row.surname(start + 1):
        return start, start + 2
    return None


def _no_verb(row: _Row, index: int) -> bool:
    """Tell whether a name that is a word too stands as a name: not "mijn zoon wil"."""
    return row.at(index) not in cues("werkwoorden")


def _bare(row: _Row, index: int) -> tuple[int, int] | None:
    """Return a first name that stands without any word that announces it."""
    if not row.sure_name(index) or row.at(index - 1) in {"de", "het", "sint", "st", "in", "te"}:
        return _capital_pair(row, index)
    if row.at(index - 1) in cues("dieren") or row.at(index - 1) == "heet":
        return None
    if row.ordinary(index):
        return None
    end = _full_name(row, index)
    if not row.capital(index) and end == index + 1 and len(row.at(index)) < 3:
        return None
    return index, end


def _capital_pair(row: _Row, index: int) -> tuple[int, int] | None:
    """Return "Jan de Vries": a name that is a word too, with a surname behind it."""
    if row.at(index - 1) in {"de", "het"} or not (row.capital(index) and row.first_name(index)):
        return None
    end = _surname_end(row, index + 1, sure=False)
    if row.at(index - 1) in cues("over") and not row.ordinary(index):
        return index, max(end, index + 1)
    return (index, end) if end > index + 1 else None
