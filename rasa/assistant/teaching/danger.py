"""Learning the weights of `safety.meaning`: ``make teach``.

What was learned is written beside the rules of `safety` and is shipped; a test tells when the
wordings have changed since.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import LinearOperator, cg

from safety.meaning import FILE, KINDS, SIZE, Matrix, sentence_vectors, word_features

DATA = Path(__file__).resolve().parents[3] / "data"
MAY_BE_DANGER: Mapping[str, frozenset[str]] = {
    "gedrag": frozenset({"ernstig", "matig"}),
    "risico": frozenset({"gevaar_voor_zelf_of_ander", "escalatie", "verwaarlozing"}),
    "impulsgestuurd": frozenset({"soms", "voortdurend"}),
    "achtergrond": frozenset(
        {"psychiatrie", "ingrijpende_gebeurtenis", "dak_thuisloos", "gezinsproblematiek"}
    ),
}
"""Kenmerken whose wordings may tell of danger as well: no example of a harmless message."""
DANGER_COUNTS = 3.0
"""How much more a wording of danger counts than a harmless one, of which there are many."""
SMOOTHNESS = 1.0
BATCH = 256


@dataclass(frozen=True)
class Wording:
    """One known message: its text, and the kind of danger that it tells of, None for none."""

    text: str
    kind: str | None


def wordings(folder: Path = DATA) -> list[Wording]:
    """Read the training data below a folder: every example, but those that leave it in doubt."""
    found: dict[str, str | None] = {}
    for file in sorted(folder.rglob("*.yml")):
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for part in content.get("nlu") or ():
            kind = part["intent"] if part["intent"] in KINDS else None
            for text, metadata in _rows(part):
                if kind is not None or not _may_be_danger(metadata):
                    found.setdefault(text, kind)
    return [Wording(text, kind) for text, kind in found.items()]


def _rows(part: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    shared = part.get("metadata") or {}
    examples = part["examples"]
    if isinstance(examples, str):
        for row in examples.splitlines():
            if text := row.strip().removeprefix("- ").strip():
                yield text, shared
        return
    for each in examples:
        whole = each if isinstance(each, dict) else {"text": each}
        yield str(whole["text"]).strip(), {**shared, **(whole.get("metadata") or {})}


def _may_be_danger(metadata: Mapping[str, Any]) -> bool:
    if metadata.get("vorm") == "antwoord":
        return False
    stated = metadata.get("kenmerken") or {}
    return any(
        value in MAY_BE_DANGER.get(kenmerk, ())
        for kenmerk, values in stated.items()
        for value in (values if isinstance(values, list) else [values])
    )


def fingerprint(known: list[Wording]) -> str:
    """Give a hash of the wordings, by which the shipped weights tell what they are made from."""
    digest = sha256()
    for each in sorted(known, key=lambda wording: wording.text):
        digest.update(f"{each.kind}\t{each.text}\n".encode())
    return digest.hexdigest()[:16]


def learn(known: list[Wording]) -> tuple[Matrix, Matrix]:
    """Give the weights for sentence vectors and for words: ridge regression, the same each time."""
    dense = np.concatenate(
        [
            sentence_vectors([each.text for each in known[start : start + BATCH]])
            for start in range(0, len(known), BATCH)
        ]
    ).astype(np.float64)
    places, amounts, ends = [], [], [0]
    for each in known:
        place, amount = word_features(each.text)
        places.append(place)
        amounts.append(amount)
        ends.append(ends[-1] + len(place))
    words = csr_matrix(
        (np.concatenate(amounts).astype(np.float64), np.concatenate(places), ends),
        shape=(len(known), SIZE),
    )
    turned = words.T.tocsr()
    counts = np.array([DANGER_COUNTS if each.kind else 1.0 for each in known])
    width = dense.shape[1]

    def back(rows: Any) -> Any:
        return np.concatenate([dense.T @ rows, turned @ rows])

    def system(values: Any) -> Any:
        rows = dense @ values[:width] + words @ values[width:]
        return back(counts * rows) + SMOOTHNESS * values

    operator = LinearOperator((width + SIZE, width + SIZE), matvec=system, dtype=np.float64)
    columns = []
    for kind in (None, *KINDS):
        hit = [each.kind is not None if kind is None else each.kind == kind for each in known]
        wanted = np.where(hit, 1.0, -1.0)
        solution, _ = cg(operator, back(counts * wanted), maxiter=400)
        columns.append(solution)
    found = np.column_stack(columns).astype(np.float32)
    return found[:width], found[width:]


def main(arguments: list[str]) -> int:
    """Learn from a folder of training data and write the weights; give the exit code."""
    known = wordings(Path(arguments[0]) if arguments else DATA)
    sentence, words = learn(known)
    np.savez_compressed(
        FILE,
        sentence=sentence.astype(np.float16),
        words=words.astype(np.float16),
        source=np.array(fingerprint(known)),
    )
    dangers = sum(each.kind is not None for each in known)
    print(f"{FILE.name}: learned from {len(known)} wordings, {dangers} of danger")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
