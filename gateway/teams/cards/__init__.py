"""The entries of a conversation as Adaptive Cards (schema 1.5), and what their buttons mean."""

from gateway.teams.cards.contract import CardContext, Rendered, Sign
from gateway.teams.cards.rendering import render, summary_of

__all__ = ["CardContext", "Rendered", "Sign", "render", "summary_of"]
