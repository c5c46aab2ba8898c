"""The advice as messages: short first, more on request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from actions.dialogue.facts import fact_label, fact_sentence
from actions.dialogue.output import Message, Say
from catalog.advice.advise import advise
from catalog.advice.request import Request
from catalog.model import Kenmerk, Publiek, Status, Stelsel, Uitkomst

if TYPE_CHECKING:
    from actions.dialogue.talk import Talk

type Advice = Mapping[str, Any]

REASONS = 3


def compute(talk: Talk, domein: str, stelsel: Stelsel) -> dict[str, Any]:
    """Give the engine's advice for one domain on the facts as they are."""
    state = talk.state
    request = Request(
        stelsel=stelsel.id,
        facts=_ordered(talk),
        domein=domein,
        publiek=state.publiek,
        wie=talk.wie,
    )
    return dict(advise(talk.library.knowledge(state, stelsel), request))


def _ordered(talk: Talk) -> dict[str, Any]:
    facts = talk.state.facts
    return {name: facts[name] for name in talk.library.vocabulary if name in facts}


def compute_all(talk: Talk) -> dict[str, dict[str, Any]]:
    """Give the advice per domain and keep it as the conversation's advice.

    What is kept is the advice itself for one domain, else `{"domeinen": {...}}`.
    """
    found: dict[str, dict[str, Any]] = {}
    for domein in talk.library.domains(talk.state):
        stelsel = talk.library.stelsel(talk.state, domein)
        if stelsel is not None and talk.library.shows(talk.state, stelsel):
            found[domein] = compute(talk, domein, stelsel)
    if len(found) == 1:
        talk.state.advies = next(iter(found.values()))
    else:
        talk.state.advies = {"domeinen": found} if found else None
    return found


def kept(talk: Talk) -> dict[str, dict[str, Any]]:
    """Give the advice per domain that was given, computing it where it is not there yet."""
    advies = talk.state.advies
    if not advies:
        return compute_all(talk)
    if "domeinen" in advies:
        return dict(advies["domeinen"])
    return {str(advies["domein"]): dict(advies)}


def advice_messages(talk: Talk) -> list[Message]:
    """Give the whole short advice, one block per domain, and what to do now."""
    said: list[Message] = []
    given = compute_all(talk)
    for domein in talk.library.domains(talk.state):
        advice = given.get(domein)
        stelsel = talk.library.stelsel(talk.state, domein)
        if advice is None or stelsel is None:
            said.append(no_products(talk, stelsel))
            continue
        if stelsel.status in (Status.CONCEPT, Status.VOORNEMEN):
            said.append(Say(stelsel.toelichting.for_(talk.state.publiek, talk.wie), "warning"))
        said.append(Say(_block(talk, advice, stelsel), "advice", {"domein": domein}))
    said.append(next_steps(talk))
    said.append(talk.say("geen_besluit", "disclaimer"))
    return said


def no_products(talk: Talk, stelsel: Stelsel | None) -> Message:
    """Say that no products are known here, or that the gemeente has not switched them on."""
    name = "gemeente_stelsel_niet_aan" if stelsel else "gemeente_zonder_stelsel"
    return talk.say(name, **_place(talk))


def general_route(talk: Talk) -> list[Message]:
    """Say that no products can be named here and what can be done all the same."""
    known = [talk.library.stelsel(talk.state, d) for d in talk.library.domains(talk.state)]
    return [
        no_products(talk, next((s for s in known if s), None)),
        next_steps(talk),
        talk.say("geen_besluit", "disclaimer"),
    ]


def steps(talk: Talk) -> list[str]:
    """Give what can be done now, one sentence or two for each step."""
    gemeente = talk.library.gemeente(talk.state)
    known = gemeente is not None and gemeente.reachable
    names = (
        "stap_melding" if known else "stap_melding_zonder_contact",
        "stap_clientondersteuning",
        "stap_plan",
        "stap_onderzoek",
        "stap_besluit",
    )
    return [talk.phrase(name) for name in names]


def next_steps(talk: Talk) -> Message:
    """Say what can be done now: melding, free support, an own plan, the gemeente's research."""
    lines = "\n".join(f"- {step}" for step in steps(talk))
    return Say(f"{talk.phrase('stappen_intro')}\n{lines}", "next_steps")


def _place(talk: Talk) -> dict[str, str]:
    place = talk.state.facts.get("gemeente")
    region = talk.state.extra.get("regio_bw")
    worker = talk.state.publiek is Publiek.WIJKTEAM
    nowhere = "een onbekende gemeente" if worker else "waar u woont"
    named = place if isinstance(place, str) else nowhere
    if isinstance(region, str) and region != "eigen":
        named = region
    return {"gemeente": named}


def _block(talk: Talk, advice: Advice, stelsel: Stelsel) -> str:
    parts: list[str] = []
    if len(talk.library.domains(talk.state)) > 1:
        parts.append(talk.phrase("advies_kop_domein", domein=advice["domein"]))
    parts.append(outcome(talk, advice, stelsel))
    if advice["uitkomst"] == Uitkomst.PRODUCT.value:
        parts += _for_and_against(talk, advice)
    parts += _nearest(talk, advice, stelsel)
    if talk.state.publiek is Publiek.WIJKTEAM:
        parts += _for_worker(talk, advice, stelsel)
    signals = [f"- {s['tekst']}" for s in advice["signalen"] if s["id"] != "concept"]
    parts.append("\n".join(signals))
    parts.append(sources(talk, advice, stelsel))
    return "\n\n".join(p for p in parts if p)


def outcome(talk: Talk, advice: Advice, stelsel: Stelsel) -> str:
    """Say what one domain's advice comes down to."""
    uitkomst = advice["uitkomst"]
    if uitkomst == Uitkomst.PRODUCT.value:
        products = [stelsel.product(p) for p in advice["producten"]]
        names = " of ".join(title(talk, p) for p in products)
        lines = [talk.phrase("advies_intro", producten=names)]
        lines.append(products[0].samenvatting.for_(talk.state.publiek, talk.wie))
        if len(products) > 1 and products[0].pakket:
            lines.append(talk.phrase("advies_varianten"))
        elif len(products) > 1:
            lines.append(str(advice["reden"]["tekst"]))
        return "\n".join(lines)
    lines = [talk.phrase(f"uitkomst_{uitkomst}")]
    if advice["reden"]["bron"] or talk.state.publiek is Publiek.WIJKTEAM:
        lines.append(str(advice["reden"]["tekst"]))
    if uitkomst == Uitkomst.MEER_INFORMATIE.value:
        missing = [name_of(talk, k) for k in advice["ontbreekt"][:3]]
        if missing:
            lines.append(f"{talk.phrase('ontbreekt_intro')} {', '.join(missing)}.")
        if advice["producten"]:
            names = ", ".join(title(talk, stelsel.product(p)) for p in advice["producten"])
            lines.append(talk.phrase("nog_mogelijk", producten=names))
    if advice.get("dichtst_bij"):
        names = ", ".join(stelsel.product(p).naam for p in advice["dichtst_bij"])
        lines.append(talk.phrase("buiten_catalogus_dichtbij", producten=names))
    return "\n".join(lines)


def title(talk: Talk, product: Any) -> str:
    """Give a product's name, for workers with code, unit and average hours where there are any."""
    if talk.state.publiek is not Publiek.WIJKTEAM:
        return str(product.naam)
    extra = [product.code, f"per {product.eenheid}" if product.eenheid else None]
    if product.uren_per_week:
        hours = f"{product.uren_per_week:g}".replace(".", ",")
        extra.append(f"gemiddeld {hours} uur per week")
    known = ", ".join(e for e in extra if e)
    return f"{product.naam} ({known})" if known else str(product.naam)


def verdict(advice: Advice, product: str) -> Advice | None:
    """Give the engine's verdict on one product, None when it was not weighed."""
    found: Advice | None = next((o for o in advice["overwogen"] if o["product"] == product), None)
    return found


def reasons(talk: Talk, advice: Advice) -> list[str]:
    """Give why the first product fits, one text per kenmerk, the weightiest first.

    Where no criterion says it, the person's own answers do.
    """
    judged = verdict(advice, advice["producten"][0])
    if judged is None:
        return []
    weight = {"doorslaggevend": 0, "vereist": 1, "ondersteunend": 2}
    voor = sorted(judged["voor"], key=lambda v: weight.get(v["rol"], 3))
    # One reason per kenmerk: two texts about the same answer tell a person nothing more.
    per_kenmerk: dict[str, str] = {}
    for reason in voor:
        per_kenmerk.setdefault(reason["kenmerk"], reason["tekst"])
    return list(per_kenmerk.values()) or own_facts(talk, advice)


def _for_and_against(talk: Talk, advice: Advice) -> list[str]:
    """Give two or three reasons from the person's own answers, and what speaks against."""
    judged = verdict(advice, advice["producten"][0])
    if judged is None:
        return []
    texts = reasons(talk, advice)[:REASONS]
    parts = []
    if texts:
        parts.append(_list(talk.phrase("redenen_intro"), texts))
    tegen = list(dict.fromkeys(t["tekst"] for t in judged["tegen"]))[:REASONS]
    if tegen:
        parts.append(_list(talk.phrase("tegen_intro"), tegen))
    return parts


def _list(intro: str, lines: list[str]) -> str:
    return "\n".join([intro, *(f"- {line}" for line in lines)])


def own_facts(talk: Talk, advice: Advice) -> list[str]:
    """Give the person's own answers that some product of this domain looked at."""
    looked = [
        entry["kenmerk"]
        for judged in advice["overwogen"]
        for side in ("voor", "tegen")
        for entry in judged[side]
    ]
    found = []
    for name in dict.fromkeys(looked):
        kenmerk = talk.library.kenmerk(name)
        if kenmerk is not None and name in talk.state.facts:
            found.append(
                fact_sentence(kenmerk, talk.state.facts[name], talk.state.publiek, talk.wie)
            )
    return found


def _nearest(talk: Talk, advice: Advice, stelsel: Stelsel) -> list[str]:
    """Say of the nearest lighter and heavier product why not."""
    if advice["uitkomst"] != Uitkomst.PRODUCT.value:
        return []
    head = stelsel.product(advice["producten"][0])
    others = [
        stelsel.product(o["product"])
        for o in advice["overwogen"]
        if o["product"] in advice["waarom_niet"]
    ]
    lighter = [p for p in others if p.zwaarte < head.zwaarte]
    heavier = [p for p in others if p.zwaarte > head.zwaarte]
    parts = []
    if lighter:
        picked = max(lighter, key=lambda p: p.zwaarte)
        line = f"{title(talk, picked)}: {advice['waarom_niet'][picked.id]}"
        parts.append(_list(talk.phrase("lichter_niet_intro"), [line]))
    if heavier:
        picked = min(heavier, key=lambda p: p.zwaarte)
        line = f"{title(talk, picked)}: {advice['waarom_niet'][picked.id]}"
        parts.append(_list(talk.phrase("zwaarder_niet_intro"), [line]))
    return parts


def _for_worker(talk: Talk, advice: Advice, stelsel: Stelsel) -> list[str]:
    parts = []
    changes = change_lines(talk, advice, stelsel)
    if changes:
        parts.append(_list(talk.phrase("verandert_intro"), changes[:6]))
    if advice["ontbreekt"] and advice["uitkomst"] != Uitkomst.MEER_INFORMATIE.value:
        names = ", ".join(name_of(talk, k) for k in advice["ontbreekt"])
        parts.append(f"{talk.phrase('ontbreekt_intro')} {names}.")
    return parts


def change_lines(talk: Talk, advice: Advice, stelsel: Stelsel) -> list[str]:
    """Give per single other answer the result that it would give."""
    lines = []
    for change in advice["wat_verandert"]:
        kenmerk = talk.library.kenmerk(change["kenmerk"])
        if kenmerk is None:
            continue
        value = change["waarde"]
        value = tuple(value) if isinstance(value, list) else value
        if change["uitkomst"] == Uitkomst.PRODUCT.value:
            result = ", ".join(title(talk, stelsel.product(p)) for p in change["producten"])
        else:
            result = talk.phrase(f"uitkomst_kort_{change['uitkomst']}")
        if talk.state.publiek is Publiek.WIJKTEAM:
            label = fact_label(kenmerk, value, talk.state.publiek, talk.wie)
            lines.append(f"{name_of(talk, kenmerk.naam)}: {label} → {result}")
        else:
            sentence = fact_sentence(kenmerk, value, talk.state.publiek, talk.wie)
            lines.append(talk.phrase("verandert_regel", zin=sentence, producten=result))
    return lines


def source_list(advice: Advice, stelsel: Stelsel) -> list[dict[str, str | None]]:
    """Give document and heading of everything that the advice leans on, each once."""
    found: list[dict[str, str | None]] = []
    reason = advice["reden"].get("bron")
    if reason:
        found.append({"document": reason["document"], "kop": reason["kop"]})
    for id_ in advice["producten"][:2]:
        judged = verdict(advice, id_)
        for side in ("voor", "tegen"):
            for entry in judged[side] if judged else ():
                source = entry["bron"]
                found.append({"document": source["document"], "kop": source["kop"]})
    unique = list({(each["document"], each["kop"]): each for each in found}.values())
    return unique or [{"document": stelsel.document, "kop": None}]


def sources(talk: Talk, advice: Advice, stelsel: Stelsel) -> str:
    """Name document and headings that the advice leans on, with the version for workers."""
    shown = 6 if talk.state.publiek is Publiek.WIJKTEAM else 2
    listed = [
        f"{each['document']}, {each['kop']}" if each["kop"] else str(each["document"])
        for each in source_list(advice, stelsel)[:shown]
    ]
    text = _list(talk.phrase("bronnen_intro"), listed)
    if talk.state.publiek is Publiek.WIJKTEAM:
        version = advice["catalogus"]
        text += (
            f"\n- Catalogus {version['stelsel']}, geldig vanaf {version['geldig_vanaf'] or '-'}, "
            f"status {version['status']}, {version['hash'][:12]}; engine {advice['engine']}"
        )
    return text


def name_of(talk: Talk, name: str) -> str:
    """Give what a kenmerk is called for this audience."""
    kenmerk: Kenmerk | None = talk.library.kenmerk(name)
    if kenmerk is None or kenmerk.names is None:
        return name
    return kenmerk.names.for_(talk.state.publiek, talk.wie)
