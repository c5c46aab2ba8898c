"""After the advice: why, why not, what if, compare, where is it written, what now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from actions.dialogue import control
from actions.dialogue.advice_text import (
    change_lines,
    kept,
    next_steps,
    sources,
    title,
    verdict,
)
from actions.dialogue.output import Choice, Message, Say
from actions.dialogue.product_text import compare, explain_product, named_products, own_stelsels
from actions.dialogue.what_if import WHAT_IF, ask_what_if_value, chosen_kenmerk, what_if
from actions.reading import Kind, read_choice
from catalog.model import Oordeel, Uitkomst

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

FOLLOW_UP = "vervolg"
FOR_WORKERS = ("verslag", "ander_product", "vergelijk_stelsels", "aanvullen")
"""What a worker may ask beside these, by the command that does it."""
COMMANDS = dict(zip(FOR_WORKERS, ("report", "overrule", "compare", "form"), strict=True))


def follow_up_choices(talk: Talk) -> tuple[Choice, ...]:
    """Give what can be asked after the advice."""
    names = ["wat_nu", "wijzigen", "opnieuw", "stoppen"]
    if kept(talk):
        names = [
            "waarom_advies",
            "waarom_niet",
            "wat_verandert",
            "wat_als",
            "vergelijk",
            "bron",
            *(FOR_WORKERS if talk.forms else ()),
            *names,
        ]
    return tuple(Choice(name, talk.button(name)) for name in names)


def follow_up(talk: Talk, text: str) -> list[Message]:
    """Take a message after the advice: a choice, a kenmerk for "what if", or a product's name."""
    if talk.state.open == WHAT_IF:
        name = chosen_kenmerk(talk, text)
        if name is not None:
            talk.state.extra[WHAT_IF] = name
            return [ask_what_if_value(talk)]
    labels = {c.value: c.label for c in follow_up_choices(talk)}
    reading = read_choice(text, labels)
    if reading.kind is Kind.VALUE and isinstance(reading.value, str):
        return _chosen(talk, reading.value)
    found = named_products(text, own_stelsels(talk))
    if len(found) >= 2:
        return [compare(talk, found[0][1], found[1][1]), talk.ask_follow_up()]
    if found:
        return [explain_product(talk, *found[0]), talk.ask_follow_up()]
    return [talk.say("niet_begrepen"), talk.ask_follow_up()]


def _chosen(talk: Talk, choice: str) -> list[Message]:
    if choice in COMMANDS:
        return talk.do(COMMANDS[choice])
    if choice == "waarom_advies":
        return [*why(talk), talk.ask_follow_up()]
    if choice == "waarom_niet":
        return [*why_not(talk, ""), talk.ask_follow_up()]
    if choice == "wat_verandert":
        return [*what_changes(talk), talk.ask_follow_up()]
    if choice == "wat_als":
        return what_if(talk, "")
    if choice == "vergelijk":
        return [*compare_nearest(talk), talk.ask_follow_up()]
    if choice == "bron":
        return [*where_written(talk), talk.ask_follow_up()]
    if choice == "wat_nu":
        return [next_steps(talk), talk.ask_follow_up()]
    if choice == "wijzigen":
        return control.start_change(talk)
    if choice == "opnieuw":
        return talk.ask_restart()
    return control.stop(talk)


def why(talk: Talk) -> list[Message]:
    """Give all that speaks for and against the advised product, or the reason of the outcome."""
    said: list[Message] = []
    for advice in kept(talk).values():
        lines: list[str] = []
        for id_ in advice["producten"][:1]:
            judged = verdict(advice, id_)
            if judged is None:
                continue
            voor = list(dict.fromkeys(v["tekst"] for v in judged["voor"]))
            tegen = list(dict.fromkeys(t["tekst"] for t in judged["tegen"]))
            if voor:
                lines += [talk.phrase("redenen_intro"), *(f"- {t}" for t in voor)]
            if tegen:
                lines += [talk.phrase("tegen_intro"), *(f"- {t}" for t in tegen)]
            else:
                lines.append(talk.phrase("niets_tegen"))
        said.append(Say("\n".join([str(advice["reden"]["tekst"]), *lines]), "why"))
    return said


def why_not(talk: Talk, text: str) -> list[Message]:
    """Say why not the products that a text names; of all of them when it names none."""
    named = {p.id for _, p in named_products(text, own_stelsels(talk))} if text else set()
    said: list[Message] = []
    for domein, advice in kept(talk).items():
        stelsel = talk.library.stelsel(talk.state, domein)
        if stelsel is None:
            continue
        reasons = {
            id_: reason
            for id_, reason in advice["waarom_niet"].items()
            if (not named or id_ in named) and is_settled(advice, id_)
        }
        for id_, reason in reasons.items():
            said.append(
                talk.say("waarom_niet", product=title(talk, stelsel.product(id_)), reden=reason)
            )
    joined = "\n".join(m.text for m in said)
    return [Say(joined, "why_not")] if joined else [talk.say("niets_tegen")]


def is_settled(advice: Mapping[str, Any], product: str) -> bool:
    """Tell whether a product is really set aside, and not merely waiting for an answer."""
    judged = verdict(advice, product)
    waiting = advice["uitkomst"] == Uitkomst.MEER_INFORMATIE.value
    return not (waiting and judged and judged["oordeel"] != Oordeel.NIET.value)


def what_changes(talk: Talk) -> list[Message]:
    """Give every single other answer that would give another result."""
    lines = []
    for domein, advice in kept(talk).items():
        stelsel = talk.library.stelsel(talk.state, domein)
        if stelsel is not None:
            lines += change_lines(talk, advice, stelsel)
    if not lines:
        return [talk.say("verandert_niets")]
    body = "\n".join(f"- {line}" for line in lines)
    return [Say(f"{talk.phrase('verandert_intro')}\n{body}", "changes")]


def where_written(talk: Talk) -> list[Message]:
    """Name the documents and headings that the advice leans on."""
    said: list[Message] = []
    for domein, advice in kept(talk).items():
        stelsel = talk.library.stelsel(talk.state, domein)
        if stelsel is not None:
            said.append(Say(sources(talk, advice, stelsel), "sources"))
    return said


def compare_nearest(talk: Talk) -> list[Message]:
    """Compare the advised product with the one that is nearest to it in weight."""
    said: list[Message] = []
    for domein, advice in kept(talk).items():
        stelsel = talk.library.stelsel(talk.state, domein)
        if stelsel is None or not advice["producten"]:
            continue
        head = stelsel.product(advice["producten"][0])
        others = [stelsel.product(o["product"]) for o in advice["overwogen"]]
        rest = [p for p in others if p.id != head.id]
        if rest:
            nearest = min(rest, key=lambda p: abs(p.zwaarte - head.zwaarte))
            said.append(compare(talk, head, nearest))
    return said or [talk.say("verandert_niets")]
