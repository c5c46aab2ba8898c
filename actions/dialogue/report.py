"""The report of a worker: the five steps of the CRvB, facts apart from what the rules make of them.

Each claim carries its source: the worker's own words for a fact, the heading of the document for
what the rules say. Where only her judgement decides, the report says so and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from actions.dialogue import trade
from actions.dialogue.advice_text import Advice, change_lines, kept, name_of, outcome, title
from actions.dialogue.facts import HIDDEN, fact_sentence
from actions.dialogue.follow_up import is_settled
from actions.dialogue.forms import QUOTES, REGION
from actions.dialogue.library import OWN_REGION
from actions.dialogue.output import Message, Say
from actions.dialogue.overrule import overruled
from actions.dialogue.proposal import boundaries, requirements, rulings
from actions.dialogue.receipts import ids
from catalog.advice.explaining import bron_json
from catalog.model import Status, Stelsel, Uitkomst

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

type Part = dict[str, Any]
CHANGES = 6

FACT, MEANING, QUOTE = "feit", "duiding", "citaat"
OPEN, JUDGEMENT, CHOICE, SOURCE = "open", "oordeel", "keuze", "bron"
"""The kinds of parts: how each is shown is for whoever shows it."""


def report(talk: Talk) -> list[Message]:
    """Give the report on the advice that stands, as one message."""
    data = contents(talk)
    return [Say(as_text(data), "report", data)]


def contents(talk: Talk) -> dict[str, Any]:
    """Give the report: title, introduction, and sections of parts `{kind, text, source}`."""
    words = trade.read("verslag")
    sections = [
        {"id": step["id"], "kop": str(step["kop"]), "parts": list(_step(talk, step))}
        for step in words["stappen"]
    ]
    texts = words["teksten"]
    sections.append({"id": "open", "kop": str(texts["open_kop"]), "parts": _open_questions(talk)})
    sections.append({"id": "bronnen", "kop": str(texts["bronnen_kop"]), "parts": _sources(talk)})
    return {
        "title": str(words["titel"]),
        "intro": str(words["inleiding"]),
        "names": {
            kind: str(texts[name])
            for kind, name in (
                (FACT, "feiten"),
                (MEANING, "duiding"),
                (QUOTE, "citaten"),
                (JUDGEMENT, "oordeel"),
                (CHOICE, "keuze"),
            )
        },
        "sections": sections,
        "disclaimer": talk.phrase("geen_besluit"),
    }


def _part(kind: str, text: str, source: str | None = None) -> Part:
    return {"kind": kind, "text": text, "source": source}


def _say(name: str, **values: object) -> str:
    return str(trade.read("verslag")["teksten"][name]).format_map(values)


def _judge(name: str) -> Part:
    return _part(JUDGEMENT, str(trade.read("verslag")["oordelen"][name]))


def _step(talk: Talk, step: Mapping[str, Any]) -> Iterator[Part]:
    id_ = str(step["id"])
    quotes: list[str] = talk.state.extra.get(QUOTES, []) if id_ == "hulpvraag" else []
    yield from (_part(QUOTE, each) for each in quotes)
    facts = list(_facts(talk, step["kenmerken"]))
    if not facts and step["kenmerken"]:
        yield _part(OPEN, _say("geen_feiten"))
    yield from facts
    if id_ == "eigen":
        yield from _boundaries(talk)
    if id_ == "rest":
        for domein, advice in kept(talk).items():
            stelsel = talk.library.stelsel(talk.state, domein)
            if stelsel is not None:
                yield from _proposed(talk, advice, stelsel)
        yield _judge("rest_uren")
    yield _judge("hulpvraag_citaat" if quotes else id_)


def _facts(talk: Talk, names: list[str]) -> Iterator[Part]:
    state = talk.state
    for name in names:
        kenmerk = talk.library.kenmerk(name)
        if kenmerk is None or name not in state.facts or name in HIDDEN:
            continue
        words = str(state.herkomst.get(name, {}).get("woorden") or "").strip()
        source = _say("bron_tekst", woorden=words) if words else _say("bron_formulier")
        text = fact_sentence(kenmerk, state.facts[name], state.publiek, talk.wie)
        yield _part(FACT, text, source)
        region = state.extra.get(REGION)
        if name == "gemeente" and isinstance(region, str) and region != OWN_REGION:
            yield _part(FACT, talk.phrase("samenvatting_regio", gemeente=region))


def _boundaries(talk: Talk) -> Iterator[Part]:
    told: set[str] = set()
    for advice in kept(talk).values():
        for each in boundaries(talk, advice):
            text = _say("grens", naam=each["naam"], tekst=each["text"])
            if text not in told:
                told.add(text)
                yield _part(MEANING, text)


def _proposed(talk: Talk, advice: Advice, stelsel: Stelsel) -> Iterator[Part]:
    """Give the proposal of one domain: what, why, why nothing else, what would change it."""
    domein = str(advice["domein"])
    if stelsel.status in (Status.CONCEPT, Status.VOORNEMEN):
        yield _part(MEANING, stelsel.toelichting.for_(talk.state.publiek, talk.wie))
    fits = advice["uitkomst"] == Uitkomst.PRODUCT.value
    names = " of ".join(title(talk, stelsel.product(id_)) for id_ in advice["producten"])
    told = f"{names}." if fits else outcome(talk, advice, stelsel).replace("\n", " ")
    reason = advice["reden"]
    source = _source(talk, reason["bron"]) if reason["bron"] else None
    yield _part(MEANING, _say("voorstel", domein=domein, uitkomst=told), source)
    if fits:
        head = stelsel.product(advice["producten"][0])
        described = head.samenvatting.for_(talk.state.publiek, talk.wie)
        yield _part(MEANING, described, _source(talk, bron_json(head.bron)))
        judged = next(o for o in advice["overwogen"] if o["product"] == head.id)
        for side, phrase in (("voor", "past"), ("tegen", "past_niet")):
            for entry in {e["tekst"]: e for e in judged[side]}.values():
                yield _part(
                    MEANING, _say(phrase, tekst=entry["tekst"]), _source(talk, entry["bron"])
                )
        for kind in requirements(stelsel, head):
            for line in kind["lines"]:
                text = _say("eis", kop=kind["kop"], tekst=line["tekst"])
                source = _source(talk, {"document": stelsel.document, "kop": line["kop"]})
                yield _part(MEANING, text, source)
    for id_, why in advice["waarom_niet"].items():
        name = "alternatief" if is_settled(advice, id_) else "nog_open"
        told = _say(name, naam=title(talk, stelsel.product(id_)), reden=why)
        yield _part(MEANING, told, _against(talk, advice, id_))
    for signal in advice["signalen"]:
        if signal["id"] not in ("concept", "ruling_toegepast"):
            source = _source(talk, signal["bron"]) if signal["bron"] else None
            yield _part(MEANING, str(signal["tekst"]), source)
    yield from (_part(MEANING, each) for each in rulings(advice))
    for line in change_lines(talk, advice, stelsel)[:CHANGES]:
        yield _part(MEANING, _say("verandert", tekst=line))
    other = overruled(talk, domein)
    if other is not None:
        yield _part(CHOICE, _say("afgeweken", naam=other["naam"], reden=other["reden"]))


def _documents(talk: Talk) -> list[str]:
    """Give the documents of the stelsels that were weighed, each once."""
    stelsels = [talk.library.stelsel(talk.state, domein) for domein in kept(talk)]
    return list(dict.fromkeys(each.document for each in stelsels if each is not None))


def _source(talk: Talk, bron: Mapping[str, str]) -> str:
    """Give heading and document; the heading alone where one document is meant throughout."""
    if _documents(talk) == [bron["document"]]:
        return bron["kop"]
    return f"{bron['document']}, {bron['kop']}"


def _against(talk: Talk, advice: Advice, product: str) -> str | None:
    """Give where it is written that a product does not fit, None where no criterion says it."""
    judged = next((o for o in advice["overwogen"] if o["product"] == product), None)
    against = judged["tegen"] if judged is not None else []
    deciding = [e for e in against if e["rol"] in ("vereist", "uitsluitend")]
    return _source(talk, deciding[0]["bron"]) if deciding else None


def _open_questions(talk: Talk) -> list[Part]:
    names = [name for advice in kept(talk).values() for name in advice["ontbreekt"]]
    names += [name for name in talk.state.declined if name in talk.library.vocabulary]
    names += list(talk.state.waiting)
    unique = [n for n in dict.fromkeys(names) if n not in talk.state.facts and n not in HIDDEN]
    parts = []
    for name in unique:
        shown = name_of(talk, name)
        text = _say("ontbreekt", naam=f"{shown[:1].upper()}{shown[1:]}")
        parts.append(_part(OPEN, text))
    return parts or [_part(OPEN, _say("niets_open"))]


def _sources(talk: Talk) -> list[Part]:
    """Give the documents with their versions, and the ids of the receipts."""
    parts = []
    if len(documents := _documents(talk)) == 1:
        parts.append(_part(SOURCE, _say("koppen_in", document=documents[0])))
    for domein, advice in kept(talk).items():
        stelsel = talk.library.stelsel(talk.state, domein)
        version = advice["catalogus"]
        told = _say(
            "catalogus",
            stelsel=version["stelsel"],
            datum=version["geldig_vanaf"] or _say("datum_onbekend"),
            status=version["status"],
            hash=version["hash"][:12],
            engine=advice["engine"],
        )
        parts.append(_part(SOURCE, told, stelsel.document if stelsel else None))
    parts += [_part(SOURCE, _say("bewijs", id=id_)) for id_ in ids(talk).values()]
    return parts


def as_text(data: Mapping[str, Any]) -> str:
    """Give the report as plain text, to paste: headings, lists, sources between brackets."""
    lines = [str(data["title"]), "", str(data["intro"])]
    for section in data["sections"]:
        lines += ["", str(section["kop"])]
        last = None
        for part in section["parts"]:
            name = data["names"].get(part["kind"])
            if name and part["kind"] != last:
                lines.append(f"{name}:")
            last = part["kind"]
            text = f"‘{part['text']}’" if part["kind"] == QUOTE else part["text"]
            lines.append(f"- {text}" + (f" [{part['source']}]" if part["source"] else ""))
    return "\n".join([*lines, "", str(data["disclaimer"])])
