"""Results as CSV and as xAPI statements."""

from __future__ import annotations

import csv
import io
import json
import re
import uuid
from datetime import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from practice.progress import Form, Result, Skill
from practice.progress.exporting import COLUMNS, as_csv, as_xapi
from practice.progress.identity import alias
from tests.practice.progress.building import LISA, result

RESULTS = (
    result(0.4),
    result(0.4),
    result(
        1.0, skill=Skill.KIEZEN, form=Form.KENNIS, kenmerk=None, stelsel="s", product="p", case=None
    ),
    result(0.7, skill=Skill.MOTIVEREN, form=Form.CASUS, kenmerk=None),
)
IRI = re.compile(r"[a-z]+://[^\s]+")


def test_csv_has_a_head_a_line_per_result_and_an_alias() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(RESULTS))))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0] == {
        "trainee": alias(LISA),
        "at": "2026-11-25T10:00:00.000Z",
        "form": "rollenspel",
        "skill": "vragen",
        "kenmerk": "gedrag",
        "stelsel": "",
        "product": "",
        "case": "mb-kt-basis-01",
        "grade": "0.40",
    }
    assert len(rows) == 4
    assert "trainee" not in as_csv(RESULTS, with_trainee=False)


def check_statement(statement: dict[str, Any]) -> None:
    """Hold a statement against the rules of xAPI 1.0.3 (Data, 2.2 to 2.4) for what it uses."""
    assert set(statement) <= {
        *("id", "version", "timestamp", "actor", "verb", "object", "result", "context"),
    }
    assert str(uuid.UUID(statement["id"])) == statement["id"]
    assert re.fullmatch(r"1\.0\.\d+", statement["version"])
    assert datetime.fromisoformat(statement["timestamp"]).tzinfo is not None
    actor = statement["actor"]
    # Exactly one inverse functional identifier: an account.
    assert set(actor) == {"objectType", "account"}
    assert IRI.fullmatch(actor["account"]["homePage"])
    assert actor["account"]["name"]
    assert IRI.fullmatch(statement["verb"]["id"])
    assert set(statement["verb"]["display"]) == {"nl"}
    about = statement["object"]
    assert IRI.fullmatch(about["id"])
    assert IRI.fullmatch(about["definition"]["type"])
    assert -1 <= statement["result"]["score"]["scaled"] <= 1
    assert isinstance(statement["result"]["success"], bool)
    assert all(IRI.fullmatch(each) for each in statement["context"]["extensions"])
    for each in statement["context"]["contextActivities"]["category"]:
        assert IRI.fullmatch(each["id"])
    assert "null" not in json.dumps(statement)


@given(
    st.lists(
        st.builds(
            result,
            st.floats(0, 1),
            skill=st.sampled_from(Skill),
            form=st.sampled_from(Form),
            case=st.sampled_from([None, "a", "b-01"]),
        ),
        max_size=6,
    )
)
def test_every_statement_keeps_to_the_standard_and_has_an_id_of_its_own(
    results: list[Result],
) -> None:
    statements = as_xapi(results)
    for each in statements:
        check_statement(each)
    assert len({each["id"] for each in statements}) == len(results)


def test_the_same_results_give_the_same_statements() -> None:
    assert as_xapi(RESULTS) == as_xapi(RESULTS)
    assert as_xapi(RESULTS)[0]["id"] != as_xapi(RESULTS, "https://lrs.example")[0]["id"]


def test_a_statement_says_who_did_what_with_what_result() -> None:
    _first, _second, kennis, motivated = as_xapi(RESULTS, "https://oefenen.example")
    assert kennis["verb"]["id"] == "http://adlnet.gov/expapi/verbs/answered"
    assert kennis["object"]["id"] == "https://oefenen.example/product/s/p"
    assert kennis["result"] == {"score": {"scaled": 1.0}, "success": True}
    assert motivated["object"]["id"] == "https://oefenen.example/casus/mb-kt-basis-01"
    assert motivated["verb"]["display"] == {"nl": "motiveerde"}


def test_nothing_that_leaves_the_house_holds_the_id_of_a_trainee() -> None:
    assert LISA not in as_csv(RESULTS)
    assert LISA not in json.dumps(as_xapi(RESULTS))
