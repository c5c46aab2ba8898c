"""Every form by its name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from practice.forms import casus, contrast, kennis, rollenspel
from practice.forms.turn import Ask, Context, FormOf, Input, State, Turn
from practice.progress.model import Form

FORMS: Mapping[Form, FormOf] = MappingProxyType(
    {
        Form.ROLLENSPEL: FormOf(rollenspel.start, rollenspel.take, rollenspel.ask),
        Form.CASUS: FormOf(casus.start, casus.take, casus.ask),
        Form.CONTRAST: FormOf(contrast.start, contrast.take, contrast.ask),
        Form.KENNIS: FormOf(None, kennis.take, kennis.ask),
    }
)


def form_of(state: State) -> Form:
    """Give the form of an exercise."""
    return Form(state["vorm"])


def take(state: State, given: Input, context: Context) -> Turn:
    """Take an input in whatever form is open."""
    return FORMS[form_of(state)].take(state, given, context)


def ask(state: State, context: Context) -> Ask:
    """Give the open question of whatever form is open."""
    return FORMS[form_of(state)].ask(state, context)
