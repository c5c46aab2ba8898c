"""What the same situation would give in each other stelsel. Never mixed with the advice itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actions.dialogue import trade
from actions.dialogue.advice_text import Advice, kept, name_of, title
from actions.dialogue.output import Message, Say
from catalog.advice.advise import Knowledge, advise
from catalog.advice.request import Request
from catalog.model import Stelsel, Uitkomst

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

ASKED = 4
"""How many kenmerken that another stelsel would still ask are named."""


def compare_regions(talk: Talk) -> list[Message]:
    """Give per other stelsel and domain what it would give, and what it would still ask."""
    rows = [
        _row(talk, stelsel, domein)
        for domein in kept(talk)
        for stelsel in talk.library.catalogue.stelsels.values()
        if domein in stelsel.domeinen and stelsel is not talk.library.stelsel(talk.state, domein)
    ]
    if not rows:
        return [Say(trade.phrase("vergelijk_geen"), "comparison")]
    lines = [trade.phrase("vergelijk_intro"), *(_line(row) for row in rows)]
    return [Say("\n".join(lines), "comparison", {"intro": lines[0], "rows": rows})]


def _row(talk: Talk, stelsel: Stelsel, domein: str) -> dict[str, Any]:
    state = talk.state
    facts = {n: state.facts[n] for n in talk.library.vocabulary if n in state.facts}
    # The gemeente belongs to another stelsel; that is known here and need not be said.
    facts.pop("gemeente", None)
    catalogue = talk.library.catalogue
    knowledge = Knowledge(stelsel, catalogue.vocabulary, catalogue.grenzen, catalogue.signalen)
    request = Request(stelsel.id, facts, domein=domein, publiek=state.publiek, wie=talk.wie)
    advice: Advice = dict(advise(knowledge, request))
    products = [stelsel.product(id_) for id_ in advice["producten"]]
    return {
        "stelsel": stelsel.id,
        "naam": stelsel.naam,
        "status": stelsel.status.value,
        "domein": domein,
        "uitkomst": str(advice["uitkomst"]),
        "outcome": _outcome(talk, advice, stelsel),
        "products": [{"id": p.id, "naam": title(talk, p)} for p in products],
        "asks": [name_of(talk, name) for name in advice["vragen"]][:ASKED],
    }


def _outcome(talk: Talk, advice: Advice, stelsel: Stelsel) -> str:
    names = ", ".join(title(talk, stelsel.product(id_)) for id_ in advice["producten"])
    if advice["uitkomst"] == Uitkomst.PRODUCT.value:
        return names
    short = talk.phrase(f"uitkomst_kort_{advice['uitkomst']}")
    return f"{short}: {talk.phrase('nog_mogelijk', producten=names)}" if names else short


def _line(row: dict[str, Any]) -> str:
    line = trade.phrase(
        "vergelijk_regel",
        stelsel=row["naam"],
        status=row["status"],
        domein=row["domein"],
        uitkomst=row["outcome"],
    )
    if row["asks"]:
        line += f"; {trade.phrase('vergelijk_vraagt', namen=', '.join(row['asks']))}"
    return line
