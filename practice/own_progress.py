"""What a trainee may do with her own progress: see it, share it, erase it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from practice.desk import Desk
from practice.forms import forms
from practice.forms.turn import Context, Grade, Say, State, means
from practice.progress.exporting import EXPORT_KIND, download_entry
from practice.progress.model import Result, Sharing
from practice.progress.presenting import KIND, progress_entry
from practice.progress.presenting import words as progress_words

OVERVIEW: Final = "deel_overzicht"
EXPORT: Final = "deel_export"
NOTHING: Final = "deel_niets"


def shown(desk: Desk, context: Context) -> Say:
    """Give the entry that tells how she stands."""

    def entry() -> Say:
        overview = desk.store.overview(desk.trainee, desk.now)
        sharing = desk.store.sharing(desk.trainee)
        group = desk.store.group(desk.trainee)
        text, data = progress_entry(overview, sharing, context.catalogue, group)
        return Say(text, KIND, data)

    return desk.attempt(entry, default=Say(context.words.say("voortgang_mislukt")))


def downloaded(desk: Desk, context: Context) -> Say:
    """Give the entry that holds all her results, to save."""

    def entry() -> Say:
        text, data = download_entry(desk.store.results(desk.trainee))
        return Say(text, EXPORT_KIND if data else "text", data)

    return desk.attempt(entry, default=Say(context.words.say("voortgang_mislukt")))


def wants_download(text: str) -> bool:
    """Tell whether a typed text asks for her own results."""
    return means(text, progress_words().hears("download"))


def recorded(exercise: State, grades: Sequence[Grade], desk: Desk, context: Context) -> bool:
    """Keep how an exercise went; False when the store cannot."""
    case = context.shelf.cases.get(exercise["casus"])
    results = [
        Result(
            trainee=desk.trainee,
            at=desk.now,
            form=forms.form_of(exercise),
            skill=each.skill,
            grade=each.grade,
            kenmerk=each.kenmerk,
            product=each.product,
            stelsel=each.stelsel or (case.stelsel if case and each.product else None),
            case=exercise["casus"],
            details=each.details,
        )
        for each in grades
    ]

    def keep() -> bool:
        desk.store.record(results)
        return True

    return desk.attempt(keep, default=False)


def disputed(exercise: State, text: str, desk: Desk) -> bool:
    """Keep that she does not agree with the feedback; False when the store cannot."""
    case = exercise["casus"] or f"kennis:{exercise['stelsel'] or 'alle'}"

    def keep() -> bool:
        desk.store.dispute(desk.trainee, forms.form_of(exercise), case, text)
        return True

    return desk.attempt(keep, default=False)


def erased(desk: Desk) -> bool:
    """Erase everything of hers; False when the store cannot."""

    def erase() -> bool:
        desk.store.erase(desk.trainee)
        return True

    return desk.attempt(erase, default=False)


def joined(code_hash: str, desk: Desk) -> tuple[str, str]:
    """Put her in the group of a code; gives the name of the text that tells it, and the group."""

    def join() -> tuple[str, str]:
        group = desk.store.join(desk.trainee, code_hash)
        return ("groep_gevonden", group) if group else ("groep_onbekend", "")

    return desk.attempt(join, default=("groep_mislukt", ""))


def shared(chosen: Collection[str], desk: Desk) -> bool:
    """Keep what she shares from now on; False when the store cannot."""
    nothing = NOTHING in chosen

    def share() -> bool:
        sharing = Sharing(
            overview=OVERVIEW in chosen and not nothing, export=EXPORT in chosen and not nothing
        )
        desk.store.share(desk.trainee, sharing)
        return True

    return desk.attempt(share, default=False)
