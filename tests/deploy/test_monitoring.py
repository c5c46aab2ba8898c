"""Alerts, dashboard and runbooks: each counter exists, each alert can be acted upon."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import promql_parser
import pytest
import yaml
from prometheus_client import CollectorRegistry, Metric

from actions.seeing import SeenExecutor
from gateway.metrics import Metrics
from gateway.teams import counts
from tests.deploy.charting import DEPLOY, ROOT

RUNBOOKS = ROOT / "docs" / "beheer" / "runbooks"
ALERTS = DEPLOY / "prometheus" / "alerts.yml"
DASHBOARD = DEPLOY / "grafana" / "dashboard.json"
NAME = re.compile(r"\bkt_[a-z_]+\b")
SUFFIXES = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count"), "gauge": ("",)}


def rules() -> list[dict[str, Any]]:
    (group,) = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"]
    found: list[dict[str, Any]] = group["rules"]
    return found


def families() -> Iterator[Metric]:
    of_gateway = Metrics().registry
    counts.serve_with(of_gateway)
    registries: list[CollectorRegistry] = [of_gateway, SeenExecutor().registry]
    for registry in registries:
        yield from registry.collect()


def series() -> set[str]:
    """Give the names of all series that are served."""
    return {
        f"{each.name}{suffix}" for each in families() for suffix in SUFFIXES.get(each.type, ("",))
    }


def panels() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    return found


@pytest.mark.parametrize("rule", rules(), ids=lambda each: str(each["alert"]))
def test_an_alert_asks_for_counters_that_exist(rule: dict[str, Any]) -> None:
    used = set(NAME.findall(rule["expr"]))
    assert used <= series()
    assert used or "up{" in rule["expr"]
    assert rule["labels"]["severity"] in ("critical", "warning", "info")


@pytest.mark.parametrize("rule", rules(), ids=lambda each: str(each["alert"]))
def test_an_alert_has_a_runbook_that_says_what_to_do(rule: dict[str, Any]) -> None:
    runbook = ROOT / rule["annotations"]["runbook"]
    assert runbook == RUNBOOKS / f"{rule['alert']}.md"
    text = runbook.read_text(encoding="utf-8")
    for part in ("**Wat er is.**", "**Wat mensen merken.**", "## Wat u doet", "## Klaar als"):
        assert part in text
    assert len(re.findall(r"^\d+\. ", text, re.MULTILINE)) >= 2


def test_every_runbook_is_of_an_alert() -> None:
    alerts = {str(each["alert"]) for each in rules()}
    assert {each.stem for each in RUNBOOKS.glob("*.md")} == alerts


def test_runbooks_name_counters_that_exist() -> None:
    for each in RUNBOOKS.glob("*.md"):
        assert set(NAME.findall(each.read_text(encoding="utf-8"))) <= series(), each.name


@pytest.mark.parametrize("panel", panels(), ids=lambda each: str(each["title"]))
def test_a_panel_shows_counters_that_exist_by_labels_that_they_have(panel: dict[str, Any]) -> None:
    assert panel["targets"]
    for target in panel["targets"]:
        used = set(NAME.findall(target["expr"]))
        assert used
        assert used <= series()
        grouped = set(re.findall(r"by \(([^)]*)\)", target["expr"]))
        shown = set(re.findall(r"{{(\w+)}}", target["legendFormat"]))
        assert shown <= {name.strip() for each in grouped for name in each.split(",")}


def test_the_dashboard_shows_all_that_is_to_be_seen() -> None:
    shown = set(NAME.findall(DASHBOARD.read_text(encoding="utf-8")))
    served = {name for name in series() if name.startswith("kt_")}
    missing = {
        name for name in served if not name.endswith(("_sum", "_count")) and name not in shown
    }
    assert missing == set()
    assert len({each["id"] for each in panels()}) == len(panels())


def test_every_question_to_prometheus_can_be_read() -> None:
    asked = [str(each["expr"]) for each in rules()]
    asked += [str(each["expr"]) for panel in panels() for each in panel["targets"]]
    for each in asked:
        promql_parser.parse(each)
    with pytest.raises(ValueError, match="parenthesis"):
        promql_parser.parse(f"sum({asked[0]}")
