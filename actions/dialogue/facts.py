"""What was understood, as sentences that a person can check."""

from __future__ import annotations

from actions.dialogue import wording
from actions.dialogue.library import OWN_REGION, Library
from actions.dialogue.state import State
from catalog.model import Kenmerk, Publiek, Value

HIDDEN = ("acuut_gevaar",)


def value_keys(kenmerk: Kenmerk, value: Value) -> list[str]:
    """Give the keys under which the words of a value stand."""
    if isinstance(value, bool):
        return ["ja" if value else "nee"]
    if isinstance(value, tuple):
        return list(value) or [wording.NONE_OF_THESE]
    return [value] if isinstance(value, str) and value in kenmerk.values else ["waarde"]


def fact_sentence(kenmerk: Kenmerk, value: Value, publiek: Publiek, wie: str) -> str:
    """Give the sentences that state one fact, joined by a space."""
    shown = f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)
    return " ".join(
        kenmerk.sentences[key].for_(publiek, wie).replace("{waarde}", shown)
        for key in value_keys(kenmerk, value)
    )


def fact_label(kenmerk: Kenmerk, value: Value, publiek: Publiek, wie: str) -> str:
    """Give the short label of one fact's value, as a choice shows it."""
    if value_keys(kenmerk, value) == ["waarde"]:
        return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)
    return "; ".join(kenmerk.labels[k].for_(publiek, wie) for k in value_keys(kenmerk, value))


def summary_lines(state: State, library: Library, wie: str) -> list[str]:
    """Give one line per fact, in the vocabulary's order, and what was left open."""
    lines = [
        fact_sentence(kenmerk, state.facts[name], state.publiek, wie)
        for name, kenmerk in library.vocabulary.items()
        if name in state.facts and name not in HIDDEN
    ]
    region = state.extra.get("regio_bw")
    if isinstance(region, str) and region != OWN_REGION:
        lines.append(
            wording.phrases().say("samenvatting_regio", state.publiek, wie, gemeente=region)
        )
    representative = state.extra.get("wettelijk_vertegenwoordiger")
    if representative in ("mentor", "curator"):
        lines.append(
            wording.phrases().say(
                "samenvatting_vertegenwoordiger", state.publiek, wie, naam=representative
            )
        )
    if state.extra.get("weet_ervan") == "nee":
        lines.append(wording.phrases().say("samenvatting_weet_nog_niet", state.publiek, wie))
    unknown = [
        kenmerk.names.for_(state.publiek, wie)
        for name in state.declined
        if (kenmerk := library.kenmerk(wording.parent(name) or name)) and kenmerk.names
    ]
    if unknown:
        intro = wording.phrases().say("samenvatting_open", state.publiek, wie)
        lines.append(f"{intro} {', '.join(dict.fromkeys(unknown))}.")
    return lines
