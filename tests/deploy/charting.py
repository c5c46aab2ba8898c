"""The Helm chart, rendered by Helm itself (its library, from a package)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import helm_python
import yaml

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
CHART = DEPLOY / "helm" / "keukentafel"
RELEASE = "proef"

# Everything switched on that is off by default.
FULL: dict[str, Any] = {
    "ingress": {"enabled": True, "host": "chat.gemeente.example", "tlsSecret": "chat-tls"},
    "catalogue": {"version": "2", "configMap": "bronnen"},
    "gateway": {
        "sitesConfigMap": "sites",
        "switchedOff": True,
        "settings": {
            "KT_GATEWAY_IDLE_HOURS": 12,
            "KT_GATEWAY_ALLOWED_ORIGINS": "https://a.example",
        },
    },
    "practice": {"enabled": True},
    "teams": {
        "enabled": True,
        "appId": "0a1b2c3d-0000-4000-8000-00000000000a",
        "tenantId": "0a1b2c3d-0000-4000-8000-00000000000b",
        "practice": True,
        "settings": {
            "KT_TEAMS_IDLE_HOURS": 48,
            "KT_TEAMS_PROXY_URL": "http://10.3.0.4:3128",
        },
    },
    "network": {
        "databases": {"cidrs": ["10.1.0.0/24"]},
        "redis": {"cidrs": ["10.1.1.0/24"]},
        "meldingen": {"cidrs": ["192.0.2.10/32"]},
        "teams": {"cidrs": ["10.3.0.4/32"], "port": 3128},
        "traces": {"cidrs": ["10.2.0.0/24"]},
    },
}
VARIANTS: dict[str, dict[str, Any]] = {
    "usual": {},
    "full": FULL,
    "small": {
        **{part: {"autoscaling": {"enabled": False}} for part in ("gateway", "rasa", "actions")},
        "metrics": {"enabled": False},
        "backup": {"enabled": False},
    },
}


@cache
def rendered(variant: str) -> tuple[dict[str, Any], ...]:
    """Give the resources of the chart for one of VARIANTS."""
    return tuple(resources(VARIANTS[variant]))


def resources(values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the resources of the chart with some values. Raises helm_python.HelmError."""
    with helm_python.Chart.load(str(CHART)) as chart:
        files = chart.render(values, name=RELEASE, namespace="keukentafel")
    for text in files.values():
        yield from (each for each in yaml.safe_load_all(text) if each)


def of_kind(found: tuple[dict[str, Any], ...], *kinds: str) -> list[dict[str, Any]]:
    """Give the resources of some kinds."""
    return [each for each in found if each["kind"] in kinds]


def pods(found: tuple[dict[str, Any], ...]) -> dict[str, dict[str, Any]]:
    """Give the pod templates by the name of what makes them."""
    made = {}
    for each in of_kind(found, "Deployment", "Job", "CronJob"):
        spec = each["spec"]
        if each["kind"] == "CronJob":
            spec = spec["jobTemplate"]["spec"]
        made[each["metadata"]["name"]] = spec["template"]
    return made


def containers(pod: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the containers of a pod template, those that come first too."""
    return [*pod["spec"].get("initContainers", []), *pod["spec"]["containers"]]
