"""The receipts of what was advised: coded facts under an id that leads to nobody.

The id is made by chance and belongs to the person: it stands on the advice and in the report. What
is handed over holds no words, no place and no time; a worker's reason to choose otherwise is
masked like everything that is typed.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from actions.dialogue.advice_text import kept
from actions.dialogue.overrule import overruled
from catalog.model import KenmerkType

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

RECEIPTS = "bewijzen"
"""In `State.extra`: per domain the id, of which advice it is, and what was handed over of it."""
ID_BYTES = 12


def id_of(talk: Talk, domein: str) -> str | None:
    """Give the id of the receipt of a domain's advice, None while there is no advice."""
    advice = kept(talk).get(domein) if talk.state.advised else None
    if advice is None:
        return None
    noted: dict[str, Any] = talk.state.extra.setdefault(RECEIPTS, {})
    proof = advice["bewijs"]["sha256"]
    known: dict[str, Any] | None = noted.get(domein)
    if known is None or known["bewijs"] != proof:
        known = {"id": secrets.token_hex(ID_BYTES), "bewijs": proof, "gegeven": None}
        noted[domein] = known
    return str(known["id"])


def ids(talk: Talk) -> dict[str, str]:
    """Give the ids of the receipts of the advice that stands, by domain."""
    domains = kept(talk) if talk.state.advised else {}
    return {domein: id_ for domein in domains if (id_ := id_of(talk, domein))}


def to_hand_over(talk: Talk) -> list[dict[str, Any]]:
    """Give the receipts that are new, or whose product was chosen otherwise, and note them."""
    found = []
    for domein, id_ in ids(talk).items():
        noted = talk.state.extra[RECEIPTS][domein]
        other = overruled(talk, domein)
        as_given = [noted["bewijs"], other["id"] if other else None]
        if noted["gegeven"] == as_given:
            continue
        noted["gegeven"] = as_given
        found.append(_receipt(talk, domein, id_, other))
    return found


def _receipt(talk: Talk, domein: str, id_: str, other: dict[str, Any] | None) -> dict[str, Any]:
    proof = kept(talk)[domein]["bewijs"]
    vocabulary = talk.library.vocabulary
    coded = {
        name: value
        for name, value in proof["invoer"].items()
        if vocabulary[name].type is not KenmerkType.TEXT
    }
    return {
        "id": id_,
        "domein": domein,
        "facts": coded,
        "rules": list(proof["regels"]),
        "outcome": proof["uitkomst"],
        "products": list(proof["producten"]),
        "catalogue": dict(proof["catalogus"]),
        "engine": proof["engine"],
        "overruled_with": other["id"] if other else None,
        "reason": other["reden"] if other else None,
    }
