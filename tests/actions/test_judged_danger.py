"""Help in danger by what the gateway found: the same as by judging the message here."""

from __future__ import annotations

import pytest

from actions.veiligheid import ActionGevaar
from safety import judged
from safety.judged import FIELD, Judged
from tests.actions.test_adapter import Person

TEXTS = (
    "ik wil dood",
    "Mijn man slaat mij.",
    "ik hoor stemmen die zeggen dat ik mezelf wat aan moet doen",
    "in 2019 heeft zij een poging gedaan",
    "ik ben 12 en papa slaat mij",
    "ik woon alleen",
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("spreker", ["inwoner", "naaste", "wijkteam"])
def test_the_same_is_said_and_kept_without_judging_again(
    text: str, spreker: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, told = Person(spreker=spreker), Person(spreker=spreker)
    said = alone.says(text, "crisis_suicide", ActionGevaar())
    told.metadata[FIELD] = Judged.of(text, spreker).packed()  # type: ignore[assignment]
    monkeypatch.setattr(judged, "detect", lambda _text, _who: pytest.fail("judged again"))
    assert told.says(text, "crisis_suicide", ActionGevaar()) == said
    assert told.slots == alone.slots
    assert told.said == alone.said
