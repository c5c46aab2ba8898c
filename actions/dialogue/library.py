"""What the dialogue knows: the catalogue in memory and the gemeenten."""

from __future__ import annotations

from collections.abc import Mapping

from actions.dialogue.state import State
from catalog.advice.advise import Knowledge
from catalog.loader import Catalogue
from catalog.model import Kenmerk, Publiek, Status, Stelsel
from catalog.places import Gazetteer, Gemeente

OWN_REGION = "eigen"


class Library:
    """The catalogue as the dialogue uses it; made once per process and never changed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.gazetteer = Gazetteer(catalogue.gemeenten)
        self.place_names = tuple(sorted({n for g in self.gazetteer for n in (g.naam, *g.ook)}))

    @property
    def vocabulary(self) -> Mapping[str, Kenmerk]:
        """Give the kenmerken by name."""
        return self.catalogue.vocabulary

    def kenmerk(self, id_: str | None) -> Kenmerk | None:
        """Give the kenmerk of this name, None when the id is another question."""
        return self.vocabulary.get(id_) if id_ else None

    def gemeente(self, state: State) -> Gemeente | None:
        """Give the gemeente of the conversation, None while unknown or not in the catalogue."""
        place = state.facts.get("gemeente")
        return self.gazetteer.find(place) if isinstance(place, str) else None

    def stelsel(self, state: State, domein: str) -> Stelsel | None:
        """Give the stelsel that holds for one domain, None where none is known.

        For wonen it is that of the region where somebody wants to live.
        """
        id_ = state.stelsel
        region = state.extra.get("regio_bw")
        if domein == "wonen" and isinstance(region, str) and region != OWN_REGION:
            elsewhere = self.gazetteer.find(region)
            id_ = elsewhere.stelsel if elsewhere else None
        return self.catalogue.stelsels.get(id_) if id_ else None

    def shows(self, state: State, stelsel: Stelsel) -> bool:
        """Tell whether this audience may get advice by a stelsel.

        A concept or plan is for workers, and for inwoners only where the gemeente switched it
        on; a conversation whose stelsel was set from outside was switched on there.
        """
        if stelsel.status not in (Status.CONCEPT, Status.VOORNEMEN):
            return True
        if state.publiek is Publiek.WIJKTEAM or state.extra.get("stelsel_gezet"):
            return True
        gemeente = self.gemeente(state)
        return bool(gemeente and gemeente.toon_concept)

    def domains(self, state: State) -> tuple[str, ...]:
        """Give the domains to weigh: set from outside, else asked for, else all there are."""
        if state.domein:
            return (state.domein,)
        asked = state.facts.get("hulpvraag")
        if isinstance(asked, tuple) and asked:
            return asked
        stelsel = self.catalogue.stelsels.get(state.stelsel or "")
        return stelsel.domeinen if stelsel else ()

    def knowledge(self, state: State, stelsel: Stelsel) -> Knowledge:
        """Give what the engine needs to advise by one stelsel."""
        gemeente = self.gemeente(state)
        return Knowledge(
            stelsel=stelsel,
            vocabulary=self.vocabulary,
            grenzen=self.catalogue.grenzen,
            signalen=self.catalogue.signalen,
            gemeente_stelsel=gemeente.stelsel if gemeente else None,
        )
