"""`python -m evaluation.leakage`: lines of the test sets that were trained on, or nearly so.

A measurement on what was trained on flatters. So no line of a set may equal a line of the
training data, or nearly: the same words but for some letters or a few more words. A set
that is only measured (`-test`) holds nothing twice that the one to work on (`-dev`) holds. The
training data gives way: `--drop` takes such examples out of it.

Exempt is what everybody says: lines of fewer than four words ("ja", "weet ik niet", "23"), and
sentences of a story of fewer than six. So are the answers beside a story, of which none decides
by itself, and the clean writing of an answer, which is no measurement but what one is held against.
The sets for masking are not compared with the training data: masking learns nothing from it. Those
of a trainee's questions are compared with the wordings of questions (`data/oefenen/vragen`) only: a
statement with the words of a question is another text, and Rasa learns nothing of questions.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz

from evaluation.mistakes import only_measured
from evaluation.records import Record, read_records
from evaluation.training import ROW, examples_in, training_files
from practice.questions.wordings import questions_of

ROOT: Final = Path(__file__).resolve().parents[1]
FEWEST_WORDS: Final = 4
LIKE: Final = 92.0
"""From here on (of 100) the words of two lines count as the same."""
LONG: Final = 6
"""From so many words on, words that only one of two lines has count for less."""
LENGTHS: Final = 2 / 3
"""The share of words that the shorter of two lines must have for that.

Without it a line of six words would "equal" every long line that happens to hold all six.
"""
TEXTS: Final = ("antwoord", "zin", "bericht", "tekst")
VARIANTS: Final = "varianten"
STORY: Final = "verhaal"
FORM, QUESTION = "vorm", "vraag"
"""What a line of a trainee's question has; elsewhere a question is no text that is measured."""
MASKING: Final = "mask"
ASKED: Final = "questions"
PRACTISED: Final = "oefenen/vragen"
SENTENCE_ENDS: Final = re.compile(r"[.!?;\n]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: where it stands, what it says, and its words as they are compared.

    `about` is the id of its record, or the intent that it is an example of.
    """

    file: Path
    about: str
    text: str
    words: tuple[str, ...]


type Compare = Callable[[Line, Line], float]


@dataclass(frozen=True, slots=True)
class Leak:
    """A line of a set and the line elsewhere that it equals or nearly equals."""

    line: Line
    other: Line
    likeness: float

    def __str__(self) -> str:
        one, other = (
            f"{each.file.parent.name}/{each.file.name} {each.about}: {each.text!r}"
            for each in (self.line, self.other)
        )
        return f"{one} ~ {other} ({self.likeness:.0f})"


def words_of(text: str) -> tuple[str, ...]:
    """Give the words of a text without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(re.findall(r"[a-z0-9]+", bare.replace("'", "")))


def line(file: Path, about: str, text: str) -> Line:
    """Give a text as a line to compare."""
    return Line(file, about, " ".join(text.split()), words_of(text))


def set_lines(file: Path) -> Iterator[Line]:
    """Give every text of a set that a person would type; a story by its sentences."""
    for record in read_records(file, ("id",)):
        yield from (line(file, str(record["id"]), text) for text in _texts(record))


def _texts(record: Record) -> Iterator[str]:
    if FORM in record:
        yield record[QUESTION]
        return
    yield from (record[key] for key in TEXTS if isinstance(record.get(key), str))
    yield from record.get(VARIANTS) or ()
    sentences = SENTENCE_ENDS.split(record.get(STORY) or "")
    yield from (each for each in sentences if len(words_of(each)) >= LONG)


def training_lines(file: Path) -> Iterator[Line]:
    """Give every example of a file of Rasa's training data."""
    yield from (line(file, example.intent, example.text) for example in examples_in(file))


def question_lines(data: Path) -> Iterator[Line]:
    """Give every wording of a trainee's question (which Rasa does not learn from)."""
    for file in sorted((data / PRACTISED).glob("*.yaml")):
        yield from (line(file, each.label, each.text) for each in questions_of(file))


class Index:
    """Lines by their words, so that not every line is compared with every other."""

    def __init__(self, lines: Iterable[Line], compare: Compare) -> None:
        self._compare = compare
        self._lines = [each for each in lines if len(each.words) >= FEWEST_WORDS]
        self._with: dict[str, list[int]] = defaultdict(list)
        for number, each in enumerate(self._lines):
            for word in set(each.words):
                self._with[word].append(number)

    def like(self, wanted: Line) -> tuple[Line, float] | None:
        """Give the line that is most like this one and how alike, when that is near enough.

        Only lines that share one of its rarer words are looked at: a near copy does.
        """
        if len(wanted.words) < FEWEST_WORDS:
            return None
        rare = sorted(set(wanted.words), key=lambda word: (len(self._with.get(word, ())), word))
        known = [word for word in rare if word in self._with]
        numbers = {n for word in known[: (len(rare) + 1) // 2] for n in self._with[word]}
        scores = ((self._compare(wanted, self._lines[number]), -number) for number in numbers)
        score, number = max(scores, default=(0.0, 0))
        return (self._lines[-number], score) if score >= LIKE else None


def same_words(one: Line, other: Line) -> float:
    """Give how alike the words of two lines are, from 0 to 100, in whatever order they stand."""
    return fuzz.token_sort_ratio(" ".join(one.words), " ".join(other.words), score_cutoff=LIKE)


def nearly_same_words(one: Line, other: Line) -> float:
    """Give the same, where in a long line some words more than the other has count for little.

    In a short line one word more says something else ("een keer in de week", "een paar keer in de
    week"): there every word counts in full, as it does where the lengths differ much.
    """
    few, many = sorted((len(one.words), len(other.words)))
    if few < LONG or few < LENGTHS * many:
        return same_words(one, other)
    return fuzz.token_set_ratio(" ".join(one.words), " ".join(other.words), score_cutoff=LIKE)


def leaks(
    lines: Iterable[Line], others: Iterable[Line], compare: Compare = nearly_same_words
) -> list[Leak]:
    """Give each of the others that equals or nearly equals a line, with the line most like it."""
    index = Index(lines, compare)
    found = ((other, index.like(other)) for other in others)
    return [Leak(like[0], other, like[1]) for other, like in found if like is not None]


def training_leaks(sets: Path, data: Path) -> list[Leak]:
    """Give every example of the training data that is like a line of a set."""
    asked: list[Line] = []
    told: list[Line] = []
    for file in _sets(sets):
        if not file.stem.startswith(MASKING):
            (asked if file.stem.startswith(ASKED) else told).extend(set_lines(file))
    examples = (each for file in training_files(data) for each in training_lines(file))
    return [*leaks(told, examples), *leaks(asked, question_lines(data))]


def set_leaks(sets: Path) -> list[Leak]:
    """Give every line of a `-dev` set that is like one of the `-test` set of its kind."""
    found: list[Leak] = []
    for file in filter(only_measured, _sets(sets)):
        worked_on = file.with_stem(file.stem.removesuffix("-test") + "-dev")
        if worked_on.exists():
            found += leaks(set_lines(file), set_lines(worked_on), same_words)
    return found


def _sets(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.jsonl"))


def drop(found: Iterable[Leak]) -> int:
    """Take leaking examples out of the training data; gives how many lines went.

    Only from blocks of lines: an example with a `text` of its own is for a person to take out.
    """
    texts: dict[Path, set[str]] = defaultdict(set)
    for leak in found:
        texts[leak.other.file].add(leak.other.text)
    dropped = 0
    for file, gone in texts.items():
        rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [row for row in rows if _example(row) not in gone]
        file.write_text("".join(kept), encoding="utf-8")
        dropped += len(rows) - len(kept)
    return dropped


def _example(row: str) -> str:
    """Give the text of a row: of an example in a list, or of a question by itself."""
    match = ROW.match(row)
    return " ".join((match[1] if match else row).split())


def main(argv: Sequence[str] | None = None) -> int:
    """Print the leaks; gives 1 if there are any."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.leakage", description=__doc__)
    parser.add_argument("--sets", type=Path, default=ROOT / "evaluation" / "sets")
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    parser.add_argument("--drop", action="store_true", help="take them out of the training data")
    args = parser.parse_args(argv)
    if args.drop:
        print(f"{drop(training_leaks(args.sets, args.data))} lines dropped")
    found = [*training_leaks(args.sets, args.data), *set_leaks(args.sets)]
    for leak in found:
        print(leak)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
