"""The commands of `python -m catalog`, as the contract has them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from catalog.__main__ import main
from catalog.loader import shipped

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ["--folder", str(ROOT / "catalog")]
GOOD: dict[str, Any] = {
    "id": "a",
    "stelsel": "nijmegen-rivierenland",
    "domein": "wonen",
    "kenmerken": {"woonvorm": "zelfstandig"},
}

type Output = tuple[int, str, str]


class Cli:
    """Runs a command in this process with a text on standard input."""

    def __init__(self, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch = patch
        self._capsys = capsys

    def __call__(self, *argv: str, text: str | bytes = "") -> Output:
        raw = text.encode() if isinstance(text, str) else text
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="ascii"))
        status = main([*argv])
        printed = self._capsys.readouterr()
        return status, printed.out, printed.err


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(monkeypatch, capsys)


# -- advise --------------------------------------------------------------------------------------


def test_one_object_in_gives_one_object_out(cli: Cli) -> None:
    status, out, err = cli("advise", *SHIPPED, text=json.dumps(GOOD, indent=2))
    assert (status, err) == (0, "")
    advice = json.loads(out)
    assert (advice["id"], advice["uitkomst"]) == ("a", "product")
    assert advice["producten"] == ["beschermd-thuis-zelfstandig"]
    assert out.count("\n") == 1


BAD: list[tuple[str, str]] = [
    ('{"stelsel": ', "no JSON"),
    ("", "no JSON"),
    ("[" * 100_000, "no JSON"),
    ('{"id": ' + "1" * 5000 + "}", "no JSON"),
    ("3", "one JSON object"),
    (json.dumps({**GOOD, "stelsel": "elders"}), "unknown stelsel 'elders'; allowed: markt"),
    (json.dumps({**GOOD, "domein": "werk"}), "allowed: begeleiding, dagbesteding, wonen"),
    (json.dumps({**GOOD, "kenmerken": {"humeur": "goed"}}), "unknown kenmerk 'humeur'; allowed: "),
    (json.dumps({**GOOD, "kenmerken": {"woonvorm": "boot"}}), "allowed: zelfstandig, dicht_bij"),
    (json.dumps({**GOOD, "kenmerken": {"leeftijd": "jong"}}), "leeftijd takes a whole number"),
    (json.dumps({**GOOD, "kenmerken": {"risico": "overlast"}}), "risico takes a list"),
    (json.dumps({**GOOD, "kenmerken": {"uitstelbaar": 1}}), "uitstelbaar takes true or false"),
]


@pytest.mark.parametrize(("text", "message"), BAD, ids=[message for _, message in BAD])
def test_bad_input_gives_exit_2_and_one_line_on_standard_error(
    cli: Cli, text: str, message: str
) -> None:
    status, out, err = cli("advise", *SHIPPED, text=text)
    assert (status, out) == (2, "")
    assert message in err
    assert err.endswith("\n")
    assert err.count("\n") == 1


def test_in_a_batch_a_bad_line_is_answered_and_the_rest_goes_on(cli: Cli) -> None:
    lines = [
        json.dumps(GOOD),
        json.dumps({**GOOD, "id": 2, "stelsel": "elders"}),
        '{"id": 3',
        "",
        "[]",
        json.dumps({**GOOD, "id": {"x": 1}}),
        json.dumps({**GOOD, "id": "laatste"}),
    ]
    status, out, err = cli("advise", "--batch", *SHIPPED, text="\n".join(lines))
    assert (status, err) == (1, "")
    first, unknown, broken, strange, no_id, last = map(json.loads, out.splitlines())
    assert first["producten"] == last["producten"] == ["beschermd-thuis-zelfstandig"]
    assert (first["id"], last["id"]) == ("a", "laatste")
    assert unknown["id"] == 2
    assert set(unknown) == {"id", "fout"}
    assert unknown["fout"].startswith("unknown stelsel 'elders'; allowed: ")
    assert broken["id"] is None
    assert broken["fout"].startswith("no JSON: ")
    assert strange["fout"].startswith("a request is one JSON object")
    assert (no_id["id"], no_id["fout"][:7]) == (None, "id must")


def test_a_good_batch_gives_exit_0_and_the_order_of_the_lines(cli: Cli) -> None:
    lines = [json.dumps({**GOOD, "id": number}) for number in range(5)]
    status, out, _ = cli("advise", "--batch", *SHIPPED, text="\n".join(lines))
    assert status == 0
    assert [json.loads(line)["id"] for line in out.splitlines()] == [0, 1, 2, 3, 4]


def test_a_batch_without_lines_is_no_error(cli: Cli) -> None:
    assert cli("advise", "--batch", *SHIPPED, text="\n \n") == (0, "", "")


def test_bytes_that_are_no_utf8_spoil_their_own_line_only(cli: Cli) -> None:
    bad = json.dumps({**GOOD, "id": "X"}).encode().replace(b"X", b"\xff")
    status, out, _ = cli(
        "advise", "--batch", *SHIPPED, text=bad + b"\n" + json.dumps(GOOD).encode()
    )
    assert status == 1
    wrong, right = map(json.loads, out.splitlines())
    assert wrong == {"id": None, "fout": wrong["fout"]}
    assert right["uitkomst"] == "product"


def test_dutch_letters_come_through_whatever_the_locale_is(cli: Cli) -> None:
    asked = {**GOOD, "kenmerken": {"gemeente": "Súdwest-Fryslân"}}
    _, out, _ = cli("advise", *SHIPPED, text=json.dumps(asked, ensure_ascii=False))
    assert "Súdwest-Fryslân" in out


def test_another_catalogue_can_be_named(cli: Cli) -> None:
    folder = Path(__file__).parent / "lint" / "fixtures" / "sound"
    status, out, _ = cli("advise", "--folder", str(folder), text='{"stelsel": "voorbeeld"}')
    assert status == 0
    assert json.loads(out)["catalogus"]["stelsel"] == "voorbeeld"


def test_a_catalogue_that_is_not_there_gives_exit_2_and_one_line(cli: Cli, tmp_path: Path) -> None:
    status, out, err = cli("advise", "--folder", str(tmp_path), text=json.dumps(GOOD))
    assert (status, out) == (2, "")
    assert "kenmerken.yaml" in err
    assert err.count("\n") == 1


def test_the_command_line_works_as_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "catalog", "advise", *SHIPPED],
        input='{"stelsel": "nergens"}',
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("unknown stelsel 'nergens'; allowed: marktconsultatie, ")


# -- products, classify, coverage ----------------------------------------------------------------


def test_products_lists_every_product_with_the_fields_of_the_contract(cli: Cli) -> None:
    status, out, _ = cli("products", "--json", *SHIPPED)
    assert status == 0
    listed = json.loads(out)
    every = [(s.id, p.id) for s in shipped().stelsels.values() for p in s.producten]
    assert [(p["stelsel"], p["id"]) for p in listed] == every
    fields = {
        *("stelsel", "id", "naam", "code", "domein", "eenheid", "uren_per_week"),
        *("bron", "feiten", "criteria"),
    }
    for product in listed:
        assert fields <= set(product)
        assert set(product["bron"]) == {"document", "kop"}
        assert product["feiten"] or product["alleen_uitleg"]
        for facts in product["feiten"].values():
            assert all(fact["tekst"] and fact["bron"]["kop"] for fact in facts)
        for criterium in product["criteria"]:
            assert {"kenmerk", "waarden", "rol", "tekst", "bron"} <= set(criterium)


def test_a_code_and_hours_are_null_where_the_source_has_none(cli: Cli) -> None:
    listed = {
        (p["stelsel"], p["id"]): p for p in json.loads(cli("products", "--json", *SHIPPED)[1])
    }
    known = listed["meierij-bommelerwaard", "kleinschalig-thuis-intensief"]
    assert (known["code"], known["uren_per_week"], known["eenheid"]) == ("15B09", 10, "maand")
    unknown = listed["marktconsultatie", "ambulant"]
    assert (unknown["code"], unknown["uren_per_week"]) == (None, None)


def test_a_range_is_listed_with_its_ends(cli: Cli) -> None:
    listed = {p["id"]: p for p in json.loads(cli("products", "--json", *SHIPPED)[1])}
    ranges = [
        c["waarden"]
        for c in listed["dagbesteding-module-2"]["criteria"]
        if c["kenmerk"] == "dagdelen"
    ]
    assert ranges == [{"min": 4.0, "max": 6.0}]


def test_products_is_a_table_for_people(cli: Cli) -> None:
    status, out, _ = cli("products", *SHIPPED)
    assert status == 0
    assert len(out.splitlines()) == sum(len(s.producten) for s in shipped().stelsels.values())
    assert "15B11" in out


def test_classify_answers_with_its_source(cli: Cli) -> None:
    text = json.dumps({"activiteit": "wachten"})
    status, out, _ = cli("classify", "--json", *SHIPPED, text=text)
    assert status == 0
    found = json.loads(out)
    assert (found["soort"], found["ontbreekt"]) == ("geen_begeleidingstijd", [])
    assert found["waarom"]
    assert set(found["bron"]) == {"document", "kop"}


def test_classify_asks_back_what_it_depends_on(cli: Cli) -> None:
    _, out, _ = cli("classify", "--json", *SHIPPED, text=json.dumps({"activiteit": "nachtzorg"}))
    found = json.loads(out)
    assert found["soort"] == "hangt_ervan_af"
    assert "gepland" in found["ontbreekt"]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ([], "one JSON object, with activiteit"),
        ({"activiteit": "zwemmen"}, "unknown activiteit 'zwemmen'; allowed: koken, "),
        ({"activiteit": ["koken"]}, "unknown activiteit ['koken']; allowed: koken, "),
        ({"activiteit": "koken", "nacht": True}, "unknown key 'nacht'; allowed: een_op_een, "),
        ({"activiteit": "koken", "gepland": "ja"}, "gepland takes true or false, not 'ja'"),
    ],
)
def test_a_bad_question_gives_exit_2_and_one_line(cli: Cli, question: object, message: str) -> None:
    status, out, err = cli("classify", "--json", *SHIPPED, text=json.dumps(question))
    assert (status, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_questions_can_come_in_a_batch(cli: Cli) -> None:
    lines = '{"id": 1, "activiteit": "wachten"}\n{"id": 2, "activiteit": "zwemmen"}\n'
    status, out, _ = cli("classify", "--batch", *SHIPPED, text=lines)
    assert status == 1
    first, second = map(json.loads, out.splitlines())
    assert (first["id"], first["soort"]) == (1, "geen_begeleidingstijd")
    assert (second["id"], second["fout"][:8]) == (2, "unknown ")


def test_coverage_says_what_no_case_reaches(cli: Cli) -> None:
    status, out, _ = cli("coverage", "--cases", str(ROOT / "tests" / "cases"), *SHIPPED)
    assert out.splitlines() == [
        "producten: all reached",
        "uitkomsten: all reached",
        "kenmerken: all reached",
    ]
    assert status == 0


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["tover"])
    assert caught.value.code == 2
    assert "advise" in capsys.readouterr().err
