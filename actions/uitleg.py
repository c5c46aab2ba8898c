"""Explaining: why a question is asked, terms, products, differences, activities."""

from __future__ import annotations

from actions.adapter import Incoming
from actions.base import TurnAction
from actions.dialogue import wording
from actions.dialogue.activity import asks_activity, start_activity
from actions.dialogue.output import Message, Say
from actions.dialogue.product_text import (
    compare,
    explain_product,
    explain_term,
    named_products,
    own_stelsels,
)
from actions.dialogue.talk import Talk


class ActionUitleg(TurnAction):
    """Explain what somebody asks, and come back to the open question."""

    def name(self) -> str:
        """Give Rasa's name of this action."""
        return "action_uitleg"

    def turn(self, talk: Talk, message: Incoming) -> list[Message]:
        """Give the explanation that the intent asks for."""
        begin = talk.start()
        explains = message.intent in ("product_uitleg", "vergelijk", "uitleg_begrip")
        if message.intent == "activiteit_vraag" or (explains and asks_activity(message.text)):
            return [*begin, *start_activity(talk, message.text)]
        return [*begin, *self.explanation(talk, message), *talk.resume()]

    def explanation(self, talk: Talk, message: Incoming) -> list[Message]:
        """Give the explanation alone."""
        open_ = talk.state.open
        words = (
            wording.question_text(open_, talk.state.publiek, talk.wie)
            if open_ and wording.is_question(open_)
            else None
        )
        if message.intent == "waarom_vraag" and words and words.waarom:
            return [Say(words.waarom, "why_asked")]
        found = named_products(message.text, own_stelsels(talk))
        if len(found) < (2 if message.intent == "vergelijk" else 1):
            every = named_products(message.text, talk.library.catalogue.stelsels.values())
            found += [other for other in every if other[1].naam not in {p.naam for _, p in found}]
        if message.intent == "vergelijk" and len(found) >= 2:
            (one_stelsel, one), (other_stelsel, other) = found[0], found[1]
            if one_stelsel.id != other_stelsel.id:
                return [talk.say("vergelijk_andere_regio")]
            return [compare(talk, one, other)]
        if found and message.intent in ("product_uitleg", "vergelijk"):
            return [explain_product(talk, *found[0])]
        term = explain_term(talk, message.text)
        if term is not None:
            return [term]
        if found:
            return [explain_product(talk, *found[0])]
        if words and words.help:
            example = f" {words.voorbeeld}" if words.voorbeeld else ""
            return [Say(f"{words.help}{example}", "help")]
        names = [p.naam for s in own_stelsels(talk)[:1] for p in s.producten]
        if message.intent in ("product_uitleg", "vergelijk"):
            stelsel = own_stelsels(talk)[0].naam
            options = ", ".join(names)
            return [talk.say("product_onbekend", mogelijkheden=options, stelsel=stelsel)]
        return [talk.say("begrip_onbekend")]
