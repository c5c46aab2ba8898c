"""The words of the intake: complete, plain, without promises."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from textstat import textstat
from wordfreq import zipf_frequency

ROOT = Path(__file__).resolve().parents[2]
AUDIENCES = ("inwoner", "naaste", "wijkteam")
PLAIN = ("inwoner", "naaste")
PARTS = ("vraag", "help", "voorbeeld", "waarom")

# Every intent of the public contract but the crisis ones, whose texts belong to safety.
INTENTS = {
    "medewerker_spreken", "stop", "opnieuw", "vorige_vraag", "antwoord_wijzigen", "waarom_vraag",
    "uitleg_begrip", "privacy_vraag", "gegevens_wissen", "bezwaar_rechten", "kosten_eigen_bijdrage",
    "clientondersteuning", "wachttijd", "klacht_boos", "scheldt", "bedankt", "groet",
    "engels_of_andere_taal", "smalltalk", "buiten_bereik", "samenvatting", "is_dit_een_robot",
    "injectie", "bsn_of_persoonsgegevens", "activiteit_vraag", "product_uitleg", "vergelijk",
    "geen_onderdak", "eenzaam", "misdrijf", "verward_persoon",
}  # fmt: skip
CRISIS = {
    "crisis_suicide", "crisis_gevaar", "huiselijk_geweld", "kind_in_gevaar", "psychose_acuut",
}  # fmt: skip
PROMISES = re.compile(
    r"\brecht op\b|\b(?:u|je|{wie}) (?:heeft|hebt) recht\b|\bu krijgt\b|\bkrijgt u\b"
    r"|\b{wie} krijgt\b|\bafgewezen\b|\bgeweigerd\b|\bgegarandeerd\b|\bkomt in aanmerking\b",
    re.IGNORECASE,
)
# Names of organisations and words that everybody hears, though books hold them seldom.
NO_EXPLANATION_NEEDED = {"kindertelefoon", "slachtofferhulp"}


def load(path: str) -> dict[str, Any]:
    """Read one YAML file of the project."""
    content: dict[str, Any] = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
    return content


VOCABULARY: dict[str, Any] = load("catalog/vocabulary/kenmerken.yaml")["kenmerken"]
VRAGEN = load("actions/teksten/vragen.yaml")
GESPREK = load("actions/teksten/gesprek.yaml")
BEGRIPPEN: list[dict[str, Any]] = load("actions/teksten/begrippen.yaml")["begrippen"]
QUESTIONS: dict[str, dict[str, Any]] = {
    f"{section}.{name}": question
    for section in ("kenmerken", "deelvragen", "gesprek")
    for name, question in VRAGEN[section].items()
}


def spoken(text: str) -> str:
    """Fill the placeholders as a person would hear them."""
    return re.sub(r"\{\w+\}", "uw moeder", text)


def sentences(text: str) -> list[str]:
    """Split a text into its sentences, each with at least one word."""
    parts = re.split(r"(?<=[.!?:])[’”\")]*\s+", spoken(text))
    return [part for part in parts if words(part)]


def words(text: str) -> list[str]:
    """Give the words of a text."""
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text)


def flesch_douma(text: str) -> float:
    """Flesch-Douma reading ease: 100 is very easy, below 60 is hard for many."""
    textstat.set_lang("nl")
    all_words = [word for sentence in sentences(text) for word in words(sentence)]
    syllables = sum(max(1, textstat.syllable_count(word)) for word in all_words)
    per_sentence = len(all_words) / len(sentences(text))
    return 206.835 - 0.93 * per_sentence - 77 * syllables / len(all_words)


def too_hard(text: str) -> list[str]:
    """Say what is too hard in a text for inwoners; empty when it is plain."""
    lengths = [len(words(sentence)) for sentence in sentences(text)]
    faults = [f"{n} words: {s}" for n, s in zip(lengths, sentences(text), strict=True) if n > 20]
    if sum(lengths) / len(lengths) > 12:
        faults.append(f"mean sentence {sum(lengths) / len(lengths):.1f}: {text}")
    # A few words are too few to measure their syllables.
    if sum(lengths) >= 10 and flesch_douma(text) < 60:
        faults.append(f"Flesch-Douma {flesch_douma(text):.0f}: {text}")
    return faults


def value_texts(kenmerk: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Give the words of each value, those of "none of these" under its own name."""
    texts = dict(kenmerk.get("values", {}))
    if "geen" in kenmerk:
        texts["(geen)"] = kenmerk["geen"]
    return texts


def plain_texts() -> Iterator[tuple[str, str]]:
    """Give every text for inwoners and naasten, with the place where it stands."""
    for name, kenmerk in VOCABULARY.items():
        for audience in PLAIN:
            yield f"{name}.naam.{audience}", kenmerk["naam"][audience]
            if f"zin_{audience}" in kenmerk:
                yield f"{name}.zin_{audience}", kenmerk[f"zin_{audience}"]
            for value, texts in value_texts(kenmerk).items():
                yield f"{name}.{value}.{audience}", texts[audience]
                yield f"{name}.{value}.zin_{audience}", texts[f"zin_{audience}"]
    for name, question in QUESTIONS.items():
        for audience in PLAIN:
            if "vraag" in question.get(audience, {}):
                yield f"{name}.{audience}", whole_question(question[audience])
            for value, texts in value_texts(question).items():
                if audience in texts:
                    yield f"{name}.{value}.{audience}", texts[audience]
    for section in ("teksten", "intents"):
        for name, text in GESPREK[section].items():
            for audience in PLAIN:
                for variant in text.get(audience, []):
                    yield f"{section}.{name}.{audience}", variant
    for name, label in GESPREK["knoppen"].items():
        for audience in PLAIN:
            if audience in label:
                yield f"knoppen.{name}.{audience}", label[audience]
    for begrip in BEGRIPPEN:
        yield f"begrippen.{begrip['term']}", begrip["inwoner"]


def all_texts() -> Iterator[tuple[str, str]]:
    """Give every text that anybody may read."""
    yield from plain_texts()
    for name, kenmerk in VOCABULARY.items():
        yield f"{name}.naam.wijkteam", kenmerk["naam"]["wijkteam"]
        if "zin_wijkteam" in kenmerk:
            yield f"{name}.zin_wijkteam", kenmerk["zin_wijkteam"]
        for value, texts in value_texts(kenmerk).items():
            yield f"{name}.{value}.wijkteam", texts["wijkteam"]
            yield f"{name}.{value}.zin_wijkteam", texts["zin_wijkteam"]
    for name, question in QUESTIONS.items():
        if "vraag" in question.get("wijkteam", {}):
            yield f"{name}.wijkteam", whole_question(question["wijkteam"])
    for section in ("teksten", "intents"):
        for name, text in GESPREK[section].items():
            for variant in text.get("wijkteam", []):
                yield f"{section}.{name}.wijkteam", variant
    for begrip in BEGRIPPEN:
        yield f"begrippen.{begrip['term']}.wijkteam", begrip["wijkteam"]


def whole_question(parts: dict[str, Any]) -> str:
    """Join all parts of one question."""
    return " ".join([parts["vraag"], *parts["anders"], *(parts[part] for part in PARTS[1:])])


def placeholders(text: str) -> set[str]:
    """Give the names of the placeholders in a text."""
    return set(re.findall(r"\{(\w+)\}", text))


# --- the vocabulary ------------------------------------------------------------------------


@pytest.mark.parametrize("name", VOCABULARY)
def test_every_kenmerk_has_words_for_every_value_and_audience(name: str) -> None:
    kenmerk = VOCABULARY[name]
    assert set(kenmerk["naam"]) == set(AUDIENCES)
    expected = {*AUDIENCES, *(f"zin_{audience}" for audience in AUDIENCES)}
    for value, texts in value_texts(kenmerk).items():
        assert set(texts) == expected, value
        assert all(text.strip() == text and text for text in texts.values()), value
    if kenmerk["type"] in ("int", "number", "text"):
        for audience in AUDIENCES:
            assert "{waarde}" in kenmerk[f"zin_{audience}"]
    if kenmerk["type"] == "bool":
        assert list(kenmerk["values"]) == ["ja", "nee"]
    assert ("geen" in kenmerk) == (kenmerk["type"] == "many")


@pytest.mark.parametrize("name", VOCABULARY)
def test_choices_of_one_kenmerk_can_be_told_apart_and_fit_on_a_button(name: str) -> None:
    texts = value_texts(VOCABULARY[name])
    for audience in AUDIENCES:
        labels = [value[audience].lower() for value in texts.values()]
        facts = [value[f"zin_{audience}"].lower() for value in texts.values()]
        assert len(set(labels)) == len(labels)
        assert len(set(facts)) == len(facts)
        longest = 60 if audience == "wijkteam" else 80
        assert [label for label in labels if len(label) > longest] == []


def test_facts_are_whole_sentences() -> None:
    for name, kenmerk in VOCABULARY.items():
        for texts in [*value_texts(kenmerk).values(), kenmerk]:
            for audience in AUDIENCES:
                fact = texts.get(f"zin_{audience}")
                if fact is not None:
                    assert re.fullmatch(r"[A-ZÀ-Ý\d{].*\.", fact), f"{name}: {fact}"


def test_only_professionals_are_asked_for_hours_and_nobody_for_danger() -> None:
    assert VOCABULARY["uren_per_week"]["asked_of"] == ["wijkteam"]
    assert VOCABULARY["acuut_gevaar"]["asked_of"] == []


# --- the questions ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", VOCABULARY)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_who_is_asked_gets_every_part_of_the_question(name: str, audience: str) -> None:
    question = VRAGEN["kenmerken"].get(name, {})
    if audience not in VOCABULARY[name]["asked_of"]:
        assert audience not in question
    elif "via" in question[audience]:
        assert set(question[audience]) == {"via"}
        for sub in question[audience]["via"]:
            assert VRAGEN["deelvragen"][sub]["kenmerk"] == name
            assert set(VRAGEN["deelvragen"][sub][audience]) == {*PARTS, "anders"}
    else:
        assert set(question[audience]) == {*PARTS, "anders"}


def test_no_question_is_asked_about_an_unknown_kenmerk() -> None:
    assert set(VRAGEN["kenmerken"]) <= set(VOCABULARY)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_wording_asks_one_thing_and_differs_from_the_others(name: str) -> None:
    for audience in AUDIENCES:
        parts = QUESTIONS[name].get(audience, {})
        if "vraag" not in parts:
            continue
        wordings = [parts["vraag"], *parts["anders"]]
        assert len(parts["anders"]) == 2
        assert len(set(wordings)) == 3
        for wording in wordings:
            assert wording.count("?") == 1, wording
            assert wording.endswith("?"), wording


def test_gedrag_is_never_asked_as_a_level_of_inwoner_or_naaste() -> None:
    for audience in PLAIN:
        assert VRAGEN["kenmerken"]["gedrag"][audience] == {
            "via": ["gedrag_wat", "gedrag_duur", "gedrag_schade"]
        }
    for name, text in plain_texts():
        if name.startswith("deelvragen."):
            assert not re.search(r"\b(matig|ernstig)\w*", text, re.IGNORECASE), name


def derived(what: str | None, duration: str | None, harm: str | None) -> str | None:
    """Read the level of gedrag from the table, as whoever uses it does; None is unknown."""
    known = {"wat": what, "duur": duration, "schade": harm}
    for rule in VRAGEN["afleiding"]["gedrag"]:
        conditions = {key: value for key, value in rule.items() if key != "waarde"}
        if all(known[key] == value for key, value in conditions.items()):
            return str(rule["waarde"])
    return None


def test_ernstig_needs_both_several_months_and_clear_harm() -> None:
    for duration, harm in itertools.product(
        ("kort", "lang", None), ("geen", "licht", "duidelijk", None)
    ):
        level = derived("iets", duration, harm)
        assert (level == "ernstig") == (duration == "lang" and harm == "duidelijk")


def test_one_of_months_and_clear_harm_alone_is_matig() -> None:
    assert derived("iets", "lang", "geen") == "matig"
    assert derived("iets", "lang", "licht") == "matig"
    assert derived("iets", "kort", "duidelijk") == "matig"


def test_no_behaviour_is_geen_whatever_else_is_known() -> None:
    assert {derived("geen", d, h) for d in ("kort", "lang", None) for h in ("geen", None)} == {
        "geen"
    }


def test_gedrag_stays_unknown_while_what_is_missing_could_change_it() -> None:
    assert derived(None, "lang", "duidelijk") is None
    assert derived("iets", "lang", None) is None
    assert derived("iets", None, "duidelijk") is None
    assert derived("iets", None, "geen") is None
    assert derived("iets", None, "licht") == "matig"


def test_the_derived_levels_and_their_conditions_exist() -> None:
    durations = set(VRAGEN["deelvragen"]["gedrag_duur"]["values"])
    weights = {v["gewicht"] for v in VRAGEN["deelvragen"]["gedrag_schade"]["values"].values()}
    assert weights == {"licht", "duidelijk"}
    for rule in VRAGEN["afleiding"]["gedrag"]:
        assert rule["waarde"] in VOCABULARY["gedrag"]["values"]
        assert rule.get("duur") in {None, *durations}
        assert rule.get("schade") in {None, "geen", *weights}


def test_choices_that_may_hide_danger_point_to_a_crisis_sign() -> None:
    for question, choices in VRAGEN["hulp_tonen"].items():
        source = VRAGEN["deelvragen"].get(question) or VOCABULARY[question]
        assert set(choices) <= set(source["values"])
        assert set(choices.values()) <= CRISIS


def test_every_relation_has_the_form_that_stands_for_wie() -> None:
    for relation in VRAGEN["gesprek"]["relatie"]["values"].values():
        assert re.fullmatch(r"uw \w+", relation["wie"])


# --- the dialogue -------------------------------------------------------------------------


def test_every_text_has_variants_and_an_audience_to_fall_back_to() -> None:
    for section in ("teksten", "intents"):
        for name, text in GESPREK[section].items():
            assert set(text) <= set(AUDIENCES), name
            for variants in text.values():
                assert isinstance(variants, list), name
                assert variants, name
                assert len(set(variants)) == len(variants), name


def test_every_intent_that_is_no_crisis_has_an_answer_and_no_crisis_intent_has() -> None:
    assert set(GESPREK["intents"]) == INTENTS
    for name, text in GESPREK["intents"].items():
        assert {"inwoner", "wijkteam"} <= set(text), name


def test_there_are_enough_ways_to_ask_back_without_blame() -> None:
    variants = GESPREK["teksten"]["niet_begrepen"]["inwoner"]
    assert len(variants) >= 6
    for variant in variants:
        assert not re.search(r"\b(fout|onjuist|ongeldig|verkeerd)\b", variant, re.IGNORECASE)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_advice_always_ends_in_the_same_words(audience: str) -> None:
    assert GESPREK["teksten"]["geen_besluit"][audience] == [
        "Dit is geen besluit. De gemeente beslist. U mag altijd een melding doen."
    ]


def test_the_greeting_says_computer_no_decision_and_what_happens_with_the_data() -> None:
    for greeting in GESPREK["teksten"]["welkom"]["inwoner"]:
        assert "computer" in greeting
        assert "Ik beslis niets." in greeting
    for text in GESPREK["teksten"]["welkom_gegevens"]["inwoner"]:
        assert "{bewaard}" in text
        assert "burgerservicenummer" in text
    for text in GESPREK["teksten"]["welkom_spelregels"]["inwoner"]:
        assert "stop" in text
        assert "help" in text


@pytest.mark.parametrize(
    "outcome", ["wlz", "jeugdwet", "voorliggend", "crisis", "meer-informatie-nodig",
                "buiten-catalogus"],
)  # fmt: skip
def test_every_outcome_without_a_product_has_its_own_words(outcome: str) -> None:
    texts = GESPREK["teksten"][f"uitkomst_{outcome}"]
    assert set(texts) == set(AUDIENCES)
    assert "{wie}" in " ".join(texts["naaste"]).lower()


def test_numbers_that_change_are_placeholders_with_a_date() -> None:
    text = " ".join(variant for _, variant in all_texts())
    assert "21,80" not in text
    for name in ("eigen_bijdrage", "nummer_luisterlijn", "nummer_politie", "nummer_verward"):
        assert GESPREK["plaatshouders"][name]["standaard"]
        assert GESPREK["plaatshouders"][name]["datum"]


@pytest.mark.parametrize("language", ["en", "de", "tr", "ar", "pl", "uk"])
def test_other_languages_point_to_a_human_and_to_112(language: str) -> None:
    texts = GESPREK["talen"][language]
    assert placeholders(texts["met_contact"]) == {"telefoon", "website"}
    assert placeholders(texts["zonder_contact"]) == set()
    for text in texts.values():
        assert "112" in text


# --- all texts ------------------------------------------------------------------------------


def test_no_text_promises_or_refuses_anything() -> None:
    assert [place for place, text in all_texts() if PROMISES.search(text)] == []


def test_every_placeholder_is_known_and_every_known_one_is_used() -> None:
    used: set[str] = set()
    for section in ("teksten", "intents"):
        for text in GESPREK[section].values():
            for variants in text.values():
                used |= set().union(*map(placeholders, variants))
    assert used == set(GESPREK["plaatshouders"])
    for place, text in all_texts():
        if not place.startswith(("teksten.", "intents.")):
            assert placeholders(text) <= {"wie", "Wie", "waarde"}, place


def test_somebody_who_asks_for_themselves_never_reads_about_wie() -> None:
    for place, text in plain_texts():
        audience = re.search(r"(inwoner|naaste)$", place)
        if audience and audience.group() == "inwoner":
            assert not placeholders(text) & {"wie", "Wie"}, place


def test_braces_stand_for_placeholders_only() -> None:
    for place, text in all_texts():
        assert not re.search(r"[{}]", re.sub(r"\{\w+\}", "", text)), place


def test_texts_for_inwoners_and_naasten_are_plain() -> None:
    faults = {place: too_hard(text) for place, text in plain_texts()}
    assert {place: fault for place, fault in faults.items() if fault} == {}


def test_the_measure_sees_a_hard_text() -> None:
    hard = (
        "De maatwerkvoorziening wordt geïndiceerd overeenkomstig het vastgestelde normenkader, "
        "waarbij beoogde resultaten, persoonlijke capaciteiten en omstandigheden gezamenlijk "
        "de uiteindelijke ondersteuningsomvang per dagdeel bepalen."
    )
    assert len(too_hard(hard)) == 3
    assert too_hard("U mag stoppen. Dat kan altijd. Zeg het gerust.") == []


def test_a_long_or_short_official_word_is_explained() -> None:
    explained = {
        word.lower()
        for begrip in BEGRIPPEN
        for spelling in (begrip["term"], *begrip["ook"])
        for word in words(spelling)
    }
    unexplained: set[str] = set()
    for place, text in plain_texts():
        if place.startswith("begrippen."):
            continue
        for word in words(re.sub(r"\{\w+\}", "", text)):
            seldom = len(word) >= 13 and zipf_frequency(word, "nl") < 3.0
            abbreviation = len(word) > 1 and word.isupper()
            if seldom or abbreviation:
                unexplained |= {word.lower()} - explained - NO_EXPLANATION_NEEDED
    assert unexplained == set()


# --- terms ----------------------------------------------------------------------------------


def test_terms_are_many_complete_and_each_spelling_belongs_to_one() -> None:
    assert len(BEGRIPPEN) >= 60
    spellings: list[str] = []
    for begrip in BEGRIPPEN:
        assert {"term", "ook", "inwoner", "wijkteam"} <= set(begrip) <= {
            "term", "ook", "inwoner", "wijkteam", "bron",
        }, begrip["term"]  # fmt: skip
        assert 1 <= len(sentences(begrip["inwoner"])) <= 4, begrip["term"]
        spellings += [spelling.lower() for spelling in (begrip["term"], *begrip["ook"])]
    assert sorted(spellings) == sorted(set(spellings))


def test_terms_from_a_source_name_a_document_of_the_catalogue_or_a_law() -> None:
    titles = {
        yaml.safe_load(path.read_text(encoding="utf-8"))["document"]["titel"]
        for path in (ROOT / "catalog/sources").glob("*/*.yaml")
    }
    laws = {"Wmo 2015", "Algemene wet bestuursrecht", "Burgerlijk Wetboek Boek 1"}
    assert len(titles) >= 5
    for begrip in BEGRIPPEN:
        if "bron" in begrip:
            assert begrip["bron"]["document"] in titles | laws, begrip["term"]
            assert begrip["bron"]["kop"], begrip["term"]
