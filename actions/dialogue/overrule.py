"""Another product than the proposed one, chosen by the worker, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actions.dialogue import trade
from actions.dialogue.advice_text import kept, title
from actions.dialogue.output import Ask, Choice, Message, Say
from actions.dialogue.product_text import named_products, own_stelsels
from actions.reading import Kind, read_choice
from actions.reading.plain import read_yes_no

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

OVERRULE = "ander_product"
REASON = "reden_ander_product"
OVERRULED = "afgeweken"
"""In `State.extra`: per domain the product, the reason, and of which advice it was."""
KEEP = "toch_niet"
LONGEST_REASON = 1000


def overruled(talk: Talk, domein: str) -> dict[str, Any] | None:
    """Give product and reason where a worker chose otherwise; another advice begins anew."""
    advice = kept(talk).get(domein)
    found: dict[str, Any] | None = talk.state.extra.get(OVERRULED, {}).get(domein)
    if advice is None or found is None or found["bewijs"] != advice["bewijs"]["sha256"]:
        return None
    stelsel = talk.library.stelsel(talk.state, domein)
    if stelsel is None:
        return None
    product = stelsel.product(found["product"])
    return {"id": product.id, "naam": title(talk, product), "reden": found["reden"]}


def _options(talk: Talk) -> dict[str, str]:
    """Give domain/product -> title, of every product that was not proposed."""
    found: dict[str, str] = {}
    for domein, advice in kept(talk).items():
        stelsel = talk.library.stelsel(talk.state, domein)
        for product in stelsel.producten if stelsel else ():
            proposed = advice["uitkomst"] == "product" and product.id in advice["producten"][:1]
            if product.domein == domein and not proposed and not product.alleen_uitleg:
                found[f"{domein}/{product.id}"] = title(talk, product)
    return found


def start(talk: Talk) -> list[Message]:
    """Ask which other product it should be."""
    if not _options(talk):
        return [Say(trade.phrase("ander_product_geen")), *talk.resume()]
    return [ask_product(talk)]


def ask_product(talk: Talk) -> Ask:
    """Open the question which other product."""
    talk.state.open = OVERRULE
    talk.state.stopped = False
    options = {**_options(talk), KEEP: trade.phrase("ander_product_niet")}
    choices = tuple(Choice(value, label) for value, label in options.items())
    return Ask(OVERRULE, trade.phrase("ander_product"), choices)


def ask_reason(talk: Talk) -> Ask:
    """Open the question why."""
    talk.state.open = REASON
    talk.state.stopped = False
    label = _options(talk).get(str(talk.state.extra.get(OVERRULE)), "")
    choices = (Choice(KEEP, trade.phrase("ander_product_niet")),)
    return Ask(REASON, trade.phrase("ander_product_reden", product=label), choices, input="text")


def take_product(talk: Talk, text: str) -> list[Message]:
    """Take which product: a choice, or the name of one."""
    picked = _product_in(talk, text)
    if picked == KEEP or (picked is None and _says_no(text)):
        return _kept(talk)
    if picked is None:
        return [talk.say("niet_begrepen"), ask_product(talk)]
    talk.state.extra[OVERRULE] = picked
    return [ask_reason(talk)]


def take_reason(talk: Talk, text: str) -> list[Message]:
    """Take the reason, and keep it with the product."""
    picked = _picked(talk, REASON, text, {KEEP: trade.phrase("ander_product_niet")})
    chosen = str(talk.state.extra.get(OVERRULE) or "")
    options = _options(talk)
    if picked == KEEP or chosen not in options:
        return _kept(talk)
    domein, _slash, product = chosen.partition("/")
    reason = text.strip()[:LONGEST_REASON]
    noted: dict[str, Any] = talk.state.extra.setdefault(OVERRULED, {})
    proof = kept(talk)[domein]["bewijs"]["sha256"]
    noted[domein] = {"product": product, "reden": reason, "bewijs": proof}
    talk.state.extra.pop(OVERRULE, None)
    told = trade.phrase("ander_product_vastgelegd", product=options[chosen], reden=reason)
    return [Say(told, "overruled", {"domein": domein}), talk.ask_follow_up()]


def answers(talk: Talk, question: str, text: str) -> bool:
    """Tell whether a typed text answers one of these questions: a reason is whatever is typed."""
    return question == REASON or _product_in(talk, text) is not None or _says_no(text)


def _product_in(talk: Talk, text: str) -> str | None:
    """Give the option that a text picks or names, None for none or several."""
    options = _options(talk)
    picked = _picked(talk, OVERRULE, text, {**options, KEEP: trade.phrase("ander_product_niet")})
    if picked is not None:
        return picked
    named = {product.id for _s, product in named_products(text, own_stelsels(talk))}
    fits = [value for value in options if value.partition("/")[2] in named]
    return fits[0] if len(fits) == 1 else None


def _picked(talk: Talk, question: str, text: str, options: dict[str, str]) -> str | None:
    if talk.chosen is not None and talk.chosen.question == question:
        return talk.chosen.values[0] if talk.chosen.values[0] in options else None
    reading = read_choice(text, options)
    exact = reading.kind is Kind.VALUE and reading.exact and isinstance(reading.value, str)
    return str(reading.value) if exact else None


def _says_no(text: str) -> bool:
    return read_yes_no(text).value is False


def _kept(talk: Talk) -> list[Message]:
    talk.state.extra.pop(OVERRULE, None)
    return [Say(trade.phrase("ander_product_vervallen")), talk.ask_follow_up()]
