"""`evaluation advice`: the engine alone against cases with a known outcome."""

from __future__ import annotations

from catalog.advice.request import RequestError
from catalog.answering import Answer
from evaluation.records import Record

NEEDS = ("id", "stelsel", "domein", "kenmerken", "verwacht", "fout", "uitkomst")


def predict(records: list[Record], answer: Answer) -> list[Record]:
    """Give per case its id with the engine's `uitkomst` and `producten`.

    A case that cannot be weighed gets `uitkomst` None and the reason under `reden`.
    """
    predictions: list[Record] = []
    for record in records:
        request = {k: record[k] for k in ("id", "stelsel", "domein", "kenmerken")}
        try:
            if request["domein"] is None:
                raise RequestError("one domein is needed, not null")
            advice = answer(request)
        except RequestError as error:
            predictions.append(
                {"id": record["id"], "uitkomst": None, "producten": [], "reden": str(error)}
            )
            continue
        predictions.append(
            {
                "id": record["id"],
                "uitkomst": advice["uitkomst"],
                "producten": advice["producten"],
            }
        )
    return predictions


def is_right(record: Record, prediction: Record) -> bool:
    """Tell whether the outcome is right and, with product, the first one stands in `verwacht`."""
    if prediction["uitkomst"] != record["uitkomst"]:
        return False
    if record["uitkomst"] != "product":
        return True
    return bool(prediction["producten"]) and prediction["producten"][0] in record["verwacht"]


def is_wrong(record: Record, prediction: Record) -> bool:
    """Tell whether the first product that is advised stands in `fout`."""
    advised = prediction["producten"] if prediction["uitkomst"] == "product" else []
    return bool(advised) and advised[0] in record["fout"]


def totals(records: list[Record], predictions: list[Record]) -> Record:
    """Give `n`, `juist` and `fout`."""
    pairs = list(zip(records, predictions, strict=True))
    return {
        "n": len(pairs),
        "juist": sum(is_right(r, p) for r, p in pairs),
        "fout": sum(is_wrong(r, p) for r, p in pairs),
    }
