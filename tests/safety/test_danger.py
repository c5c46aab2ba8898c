"""Danger signs: how many are found, how many are seen where there are none, and the hard ones."""

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from safety.danger import (
    CRISIS_KINDS,
    SIGN_KINDS,
    Danger,
    by_rules,
    child_age,
    detect,
    detect_sign,
)
from safety.rules import RULES_FILE, parse, rule_book
from tests.safety.lines import read

LINES = read("danger")
SECOND = read("danger_2")
NLU_FILE = Path(__file__).parents[2] / "data" / "veiligheid" / "nlu.yml"


def _shares(lines: Iterable[dict[str, Any]]) -> tuple[float, float]:
    """Return recall and precision of the crisis kinds together, of the rules alone."""
    hits = [(line["gevaar"], by_rules(line["tekst"], line["spreker"])) for line in lines]
    found = sum(1 for wanted, got in hits if wanted and got)
    return (
        found / sum(1 for wanted, _ in hits if wanted),
        found / sum(1 for _, got in hits if got),
    )


def test_there_are_enough_lines_of_each_kind() -> None:
    assert len(LINES) >= 250
    assert sum(1 for line in LINES if line["gevaar"] is None) >= 150
    for kind in CRISIS_KINDS:
        lines = [line for line in LINES if line["gevaar"] == kind]
        assert len(lines) >= 25, kind
        assert len({line["spreker"] for line in lines}) >= 2, kind


def test_danger_is_found_and_little_else_is_taken_for_it() -> None:
    recall, precision = _shares(LINES)
    assert recall >= 0.99
    assert precision >= 0.9


def test_a_second_set_of_other_voices_is_found_too_with_few_false_alarms() -> None:
    assert sum(1 for line in SECOND if line["gevaar"]) >= 120
    assert sum(1 for line in SECOND if line["gevaar"] is None) >= 80
    recall, precision = _shares(SECOND)
    assert recall >= 0.85
    assert precision >= 0.9


def test_the_third_kept_apart_while_rules_were_widened_is_mostly_found() -> None:
    apart = [line for line in SECOND if line["id"][0] in "fv" and int(line["id"][1:]) % 3 == 0]
    recall, precision = _shares(apart)
    assert recall >= 0.65
    assert precision >= 0.9


def _crisis_wordings() -> Iterator[str]:
    """Yield what the language model learns the crisis intents from: another author's words."""
    for entry in yaml.safe_load(NLU_FILE.read_text(encoding="utf-8"))["nlu"]:
        if entry.get("intent") in CRISIS_KINDS:
            yield from (row[2:] for row in entry["examples"].splitlines() if row[:2] == "- ")


def test_every_crisis_wording_that_the_language_model_learns_is_found_without_it() -> None:
    wordings = list(_crisis_wordings())
    assert len(wordings) >= 150
    assert [text for text in wordings if detect(text) is None] == []


def test_the_kind_of_danger_is_right() -> None:
    found = [
        (line, got)
        for line in LINES
        if line["gevaar"] and (got := detect(line["tekst"], line["spreker"]))
    ]
    right = sum(got.kind in (line["gevaar"], *line.get("ook", ())) for line, got in found)
    assert right / len(found) >= 0.97


def test_present_danger_is_told_from_description() -> None:
    found = [
        (line["present"], got.present)
        for line in LINES
        if "present" in line and (got := detect(line["tekst"], line["spreker"]))
    ]
    assert sum(wanted == got for wanted, got in found) / len(found) >= 0.97


@pytest.mark.parametrize(
    "text",
    [
        "ik wil niet meer leven",
        "ik w i l d o o d",
        "ikwildood",
        "z\u200belf\u200bmoord",
        "\u202eik wil dood",
        "ＩＫ ＷＩＬ ＤＯＯＤ",
        "ik wil d\u043e\u043ed",
        "ik wil d00d",
        "ik wil dóód",
        "ik wil doooooood",
        "IK WIL DOOD!!!",
        "z.e.l.f.m.o.o.r.d",
    ],
)
def test_a_disguise_hides_no_danger(text: str) -> None:
    found = detect(text)
    assert found is not None
    assert found.kind == "crisis_suicide"


@pytest.mark.parametrize(
    ("text", "spreker", "expected"),
    [
        ("cl. heeft suïcidale gedachten in VG", "wijkteam", False),
        ("cliënt staat nu op het dak", "wijkteam", True),
        ("heeft zojuist pillen ingenomen", "wijkteam", True),
        ("de cliënt heeft suïcidale gedachten", "trainee", False),
        ("mijn zoon zegt dat hij dood wil", "naaste", True),
        ("hij doet wat de stemmen hem opdragen", "naaste", False),
    ],
)
def test_by_trade_or_present(text: str, spreker: str, expected: bool) -> None:
    found = detect(text, spreker)
    assert found is not None
    assert found.present is expected


@pytest.mark.parametrize(
    "text",
    [
        "hij hoort al twee jaar geen stemmen meer",
        "stemmen hoort hij al twee jaar niet meer",
        "hij slaat weleens groepsgenoten",
        "zelfbeschadigend krabben",
        "ik schrik me dood",
        "mijn man is overleden",
        "ik wil niet dood hoor",
    ],
)
def test_behaviour_and_look_alikes_are_no_danger(text: str) -> None:
    assert detect(text, "naaste") is None


@pytest.mark.parametrize(
    "text", ["hij is boos over het eten en slaat mij", "hij is over zijn toeren en slaat mij"]
)
def test_what_somebody_is_angry_over_is_not_over(text: str) -> None:
    found = detect(text)
    assert found is not None
    assert found.present


def test_the_gravest_danger_goes_first() -> None:
    found = detect("ik wil dood en ik heb net al mijn pillen geslikt")
    assert found is not None
    assert found.kind == "crisis_gevaar"


def test_a_finding_holds_nothing_of_what_was_written() -> None:
    found = detect("mijn man Karel slaat mij")
    assert found == Danger("huiselijk_geweld", True, found.rule if found else "", False)
    assert "Karel" not in repr(found)


def test_a_child_that_writes_itself_is_noticed() -> None:
    found = detect("ik ben 12 en papa slaat mij")
    assert found is not None
    assert (found.kind, found.present, found.child_speaking) == ("kind_in_gevaar", True, True)
    other = detect("ik ben 14 en ik wil dood")
    assert other is not None
    assert (other.kind, other.child_speaking) == ("crisis_suicide", True)


def test_violence_against_a_child_that_writes_itself_is_kind_in_gevaar() -> None:
    found = detect("ik ben 15, mijn broer slaat mij in elkaar")
    assert found is not None
    assert (found.kind, found.child_speaking) == ("kind_in_gevaar", True)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("ik ben 12", 12),
        ("Ik ben twaalf jaar.", 12),
        ("hoi ik ben een meisje van 15", 15),
        ("ik ben 16 en woon bij mijn moeder", 16),
        ("ik zit in groep 8", 12),
        ("k ben pas 13", 13),
        ("mijn zoon is 12", None),
        ("ik ben 12 jaar getrouwd", None),
        ("ik ben 17 jaar geleden gescheiden", None),
        ("ik ben 16 uur per week aan het werk", None),
        ("ik ben 18", None),
        ("ik ben 71", None),
        ("ik ben moe", None),
        ("", None),
    ],
)
def test_the_age_of_a_child_that_writes_itself(text: str, age: int | None) -> None:
    assert child_age(text) == age


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ik heb vannacht geen slaapplek", "geen_onderdak"),
        ("ik slaap al een week in mijn auto", "geen_onderdak"),
        ("mijn moeder heeft me het huis uit gezet", "geen_onderdak"),
        ("ik ben dakloos", "geen_onderdak"),
        ("ik voel me zo eenzaam", "eenzaam"),
        ("ik heb niemand om mee te praten", "eenzaam"),
        ("ik ben beroofd op straat", "misdrijf"),
        ("ik wil aangifte doen", "misdrijf"),
        ("mijn fiets is gestolen", "misdrijf"),
        ("mijn buurvrouw loopt verward over straat", "verward_persoon"),
        ("er loopt een verwarde man door de wijk", "verward_persoon"),
        ("ik woon in Boxtel", None),
        ("ik voel me niet eenzaam", None),
        ("Als ik mijn huis kwijtraak ben ik dakloos.", None),
    ],
)
def test_softer_signs_call_for_other_help(text: str, kind: str | None) -> None:
    found = detect_sign(text)
    assert (found.kind if found else None) == kind
    assert found is None or (found.kind in SIGN_KINDS and not found.present)


def test_every_rule_catches_some_line() -> None:
    """A rule that no line needs is a rule that nobody checks."""
    met = {found.rule for line in LINES if (found := detect(line["tekst"], line["spreker"]))}
    assert len(met) >= 0.6 * len(rule_book().rules)


def test_a_faulty_rule_file_names_the_rule_and_the_fault() -> None:
    text = RULES_FILE.read_text(encoding="utf-8")
    with pytest.raises(ValueError, match=r"suicide-word: level 'groot'; allowed: acute"):
        parse(text.replace("level: sign", "level: groot", 1))
    with pytest.raises(ValueError, match=r"unknown field soort"):
        parse(text.replace("    level: sign", "    level: sign\n    soort: x", 1))
    with pytest.raises(ValueError, match="comes twice"):
        parse(text.replace("id: suicide-bereaved", "id: suicide-word", 1))


def test_the_rules_weigh_a_message_in_well_under_a_millisecond() -> None:
    for line in LINES:
        by_rules(line["tekst"], line["spreker"])
    start = time.process_time()
    for line in LINES:
        by_rules(line["tekst"], line["spreker"])
    assert (time.process_time() - start) / len(LINES) < 0.001


@pytest.mark.parametrize("part", ["mijn man slaat ", "ik wil ", "niet ", "a b c d ", "de stemmen "])
def test_no_message_takes_long(part: str) -> None:
    text = part * 4000
    start = time.process_time()
    by_rules(text)
    detect_sign(text)
    assert time.process_time() - start < 0.5


@given(st.text(max_size=300), st.sampled_from([None, "inwoner", "naaste", "wijkteam", "trainee"]))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_it_fail(text: str, spreker: str | None) -> None:
    found = detect(text, spreker)
    assert found is None or found.kind in CRISIS_KINDS
    assert detect(text, spreker) == found
    assert child_age(text) is None or 0 < (child_age(text) or 0) < 18


@given(st.sampled_from([line for line in LINES if line["gevaar"]]), st.data())
@settings(max_examples=200, deadline=None)
def test_invisible_characters_and_capitals_change_nothing(
    line: dict[str, Any], data: st.DataObject
) -> None:
    text: str = line["tekst"]
    place = data.draw(st.integers(0, len(text)))
    hidden = text[:place] + data.draw(st.sampled_from("\u200b\u200d\ufeff\u2060")) + text[place:]
    assert detect(hidden, line["spreker"]) == detect(text, line["spreker"])
