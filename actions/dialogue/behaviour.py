"""From everyday sub-questions to a kenmerk that nobody is asked for by its own name.

The questions and the table of what follows from them are data (`deelvragen` and `afleiding` in
teksten/vragen.yaml); the source of the table stands there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

type Row = Mapping[str, str]
type Answers = Mapping[str, object]

SOMETHING = "iets"
NOTHING = "geen"


def reduce_answer(value: object, weights: Mapping[str, str]) -> str:
    """Give the word by which the table knows an answer.

    A word stays itself. An empty list is `geen`; a list is the heaviest of its weights, the last
    of `weights` being the heaviest, or `iets` where the values carry no weight.
    """
    if not isinstance(value, list | tuple):
        return str(value)
    if not value:
        return NOTHING
    order = list(dict.fromkeys(weights.values()))
    found = [order.index(weights[v]) for v in value if v in weights]
    return order[max(found)] if found else SOMETHING


def derive(table: Sequence[Row], known: Mapping[str, str]) -> str | None:
    """Give the value of the first row that holds, or None while too little is known.

    A row holds when each of its columns (all but `waarde`) is known and equal. A row that could
    still hold stops the search: what comes after it is not yet certain.
    """
    for row in table:
        columns = {name: word for name, word in row.items() if name != "waarde"}
        if all(known.get(name) == word for name, word in columns.items()):
            return row["waarde"]
        if all(known.get(name, word) == word for name, word in columns.items()):
            return None
    return None


def certain(
    table: Sequence[Row], known: Mapping[str, str], options: Mapping[str, Sequence[str]]
) -> str | None:
    """Give the value that follows whatever the open columns turn out to be, else None.

    `options` holds the possible words of every column.
    """
    open_ = [name for name in options if name not in known]
    if not open_:
        return derive(table, known)
    first = open_[0]
    results = {certain(table, {**known, first: word}, options) for word in options[first]}
    return results.pop() if len(results) == 1 else None
