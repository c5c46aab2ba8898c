"""What no case reaches."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.coverage import coverage_command, read_cases, uncovered
from catalog.loader import shipped
from catalog.model import Uitkomst
from catalog.yamlfile import CatalogueFileError

CASE = {
    "naam": "Een voorbeeld",
    "stelsel": "nijmegen-rivierenland",
    "domein": "wonen",
    "kenmerken": {"woonvorm": "zelfstandig"},
    "verwacht": ["beschermd-thuis-zelfstandig"],
    "uitkomst": "product",
}


def test_without_cases_nothing_is_reached() -> None:
    missing = uncovered(shipped(), [])
    assert len(missing["producten"]) == sum(
        not product.alleen_uitleg
        for stelsel in shipped().stelsels.values()
        for product in stelsel.producten
    )
    assert missing["uitkomsten"] == [u.value for u in Uitkomst]
    assert missing["kenmerken"] == list(shipped().vocabulary)


def test_a_case_reaches_its_product_its_outcome_and_its_kenmerken() -> None:
    missing = uncovered(shipped(), [CASE])
    assert "nijmegen-rivierenland/beschermd-thuis-zelfstandig" not in missing["producten"]
    assert "product" not in missing["uitkomsten"]
    assert "woonvorm" not in missing["kenmerken"]
    assert "gedrag" in missing["kenmerken"]


def test_a_product_of_the_same_name_in_another_stelsel_is_not_reached() -> None:
    missing = uncovered(shipped(), [{**CASE, "stelsel": "marktconsultatie"}])
    assert "nijmegen-rivierenland/beschermd-thuis-zelfstandig" in missing["producten"]


def test_cases_are_read_from_every_folder_below(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    for path, names in (("a/een.yaml", ["een"]), ("a/b/twee.yaml", ["twee", "drie"])):
        lines = (f"- {{naam: {name}, stelsel: s, uitkomst: wlz}}\n" for name in names)
        (tmp_path / path).write_text("".join(lines))
    assert [case["naam"] for case in read_cases(tmp_path)] == ["twee", "drie", "een"]


@pytest.mark.parametrize("text", ["naam: een\n", "- een\n", "- {naam: een, stelsel: s}\n"])
def test_a_file_that_is_no_list_of_cases_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "fout.yaml").write_text(text)
    with pytest.raises(CatalogueFileError, match=r"fout\.yaml.*naam, stelsel, uitkomst"):
        read_cases(tmp_path)


def test_the_command_fails_while_a_product_or_outcome_is_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "een.yaml").write_text(
        "- {naam: een, stelsel: nijmegen-rivierenland, domein: wonen, kenmerken: {},"
        " verwacht: [beschermd-wonen], uitkomst: product}\n"
    )
    assert coverage_command(shipped(), tmp_path) == 1
    printed = capsys.readouterr().out
    assert "nijmegen-rivierenland/beschermd-thuis-groep" in printed
    assert "nijmegen-rivierenland/beschermd-wonen" not in printed
