"""The chart, as a cluster would get it: sound for Kubernetes, closed where it can be."""

from __future__ import annotations

import re
from typing import Any

import helm_python
import kubernetes_validate
import pytest
import yaml

from actions import __main__ as actions_main
from actions import seeing
from gateway import admin
from gateway.settings import Settings
from gateway.teams.settings import PATH, TeamsSettings
from practice.__main__ import parse as practice_command
from practice.progress import database, identity, sealing
from tests.deploy.charting import (
    CHART,
    DEPLOY,
    FULL,
    RELEASE,
    ROOT,
    VARIANTS,
    containers,
    of_kind,
    pods,
    rendered,
    resources,
)

KUBERNETES = ("1.30", "1.33", "1.37")
PARTS = ("gateway", "rasa", "actions")
# Named by other parts than the gateway's settings.
OTHER_VARIABLES = {
    *(actions_main.HOST_VARIABLE, actions_main.PORT_VARIABLE, actions_main.SHARED),
    *(seeing.METRICS_HOST, seeing.METRICS_PORT, seeing.OTLP),
    *(database.VARIABLE, identity.SECRET, sealing.VARIABLE),
}
HARMLESS = (
    *("KT_GATEWAY_ASSISTANT_URL", "KT_ACTIONS_URL"),
    *("KT_TEAMS_PUBLIC_URL", "KT_TEAMS_PROXY_URL"),
)
SECRET_WORDS = re.compile(r"SECRET|KEY|URL$|PASSWORD")


@pytest.fixture(params=VARIANTS)
def found(request: pytest.FixtureRequest) -> tuple[dict[str, Any], ...]:
    """Give the chart's resources in each variant."""
    return rendered(str(request.param))


def test_helm_finds_no_fault_in_the_chart() -> None:
    told = helm_python.lint(str(CHART))
    assert told["errors"] == []
    # An icon is the one thing that it recommends and that we leave out.
    assert [each["error"] for each in told["messages"]] == ["icon is recommended"]


@pytest.mark.parametrize("version", KUBERNETES)
def test_every_resource_is_sound_for_kubernetes(
    found: tuple[dict[str, Any], ...], version: str
) -> None:
    for each in found:
        kubernetes_validate.validate(each, version, strict=True)


def test_a_fault_in_a_resource_would_be_seen(found: tuple[dict[str, Any], ...]) -> None:
    service = of_kind(found, "Service")[0]
    wrong = {**service, "spec": {**service["spec"], "typo": True}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, KUBERNETES[-1], strict=True)


@pytest.mark.parametrize(
    "values",
    [
        {"unknown": 1},
        {"gateway": {"settings": {"KT_GATEWAY_MELDING_WEBHOOK_SECRET": "x"}}},
        {"gateway": {"settings": {"PATH": "x"}}},
        {"images": {"rasa": {"tag": "latest"}}},
        {"backup": {"keepHours": 48}},
        {"network": {"databases": {"cidrs": ["everywhere"]}}},
        {"ingress": {"enabled": True}},
        {"gateway": {"erasedClaim": ""}},
        {"teams": {**FULL["teams"]}, "practice": {"enabled": True}},
        {**FULL, "teams": {**FULL["teams"], "appId": ""}},
        {**FULL, "teams": {**FULL["teams"], "tenantId": "gemeente.example"}},
        {**FULL, "teams": {**FULL["teams"], "settings": {"KT_TEAMS_SECRET": "x"}}},
        {**FULL, "teams": {**FULL["teams"], "settings": {"KT_TEAMS_ANONYMOUS": True}}},
        {**FULL, "practice": {"enabled": False}},
    ],
    ids=str,
)
def test_values_that_are_not_right_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(helm_python.HelmError):
        list(resources(values))


def test_every_container_runs_as_nobody_in_an_image_that_cannot_change(
    found: tuple[dict[str, Any], ...],
) -> None:
    for name, pod in pods(found).items():
        about = pod["spec"]["securityContext"]
        assert about["runAsNonRoot"] is True, name
        assert about["runAsUser"] > 9999, name
        assert about["seccompProfile"] == {"type": "RuntimeDefault"}, name
        assert pod["spec"]["automountServiceAccountToken"] is False, name
        assert not {"hostNetwork", "hostPID", "hostIPC"} & set(pod["spec"]), name
        assert all("hostPath" not in each for each in pod["spec"]["volumes"]), name
        for each in containers(pod):
            limits = each["securityContext"]
            assert limits["readOnlyRootFilesystem"] is True, name
            assert limits["allowPrivilegeEscalation"] is False, name
            assert limits["capabilities"] == {"drop": ["ALL"]}, name
            assert not limits.get("privileged"), name
            assert each["resources"]["limits"]["memory"], name
            assert each["resources"]["requests"]["cpu"], name


def test_every_part_has_probes_and_is_replaced_one_by_one(
    found: tuple[dict[str, Any], ...],
) -> None:
    deployments = of_kind(found, "Deployment")
    assert {each["metadata"]["name"] for each in deployments} == {f"{RELEASE}-{p}" for p in PARTS}
    for each in deployments:
        assert each["spec"]["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}
        (container,) = each["spec"]["template"]["spec"]["containers"]
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            assert container[probe]
        assert container["lifecycle"]["preStop"]
    assert len(of_kind(found, "PodDisruptionBudget")) == len(PARTS)


def test_only_the_gateway_can_be_reached_from_outside(found: tuple[dict[str, Any], ...]) -> None:
    assert {each["spec"]["type"] for each in of_kind(found, "Service")} == {"ClusterIP"}
    for each in of_kind(found, "Ingress"):
        assert each["spec"]["tls"]
        for rule in each["spec"]["rules"]:
            for path in rule["http"]["paths"]:
                assert path["backend"]["service"]["name"] == f"{RELEASE}-gateway"


def selected(policy: dict[str, Any]) -> dict[str, str]:
    labels: dict[str, str] = policy["spec"]["podSelector"].get("matchLabels", {})
    return labels


def policies_of(found: tuple[dict[str, Any], ...], labels: dict[str, str]) -> list[dict[str, Any]]:
    return [
        each for each in of_kind(found, "NetworkPolicy") if selected(each).items() <= labels.items()
    ]


def callers(found: tuple[dict[str, Any], ...], labels: dict[str, str]) -> set[str]:
    """Give who may call pods with some labels: our parts by name, namespaces as `namespace:…`."""
    names = set()
    for policy in policies_of(found, labels):
        for rule in policy["spec"].get("ingress", []):
            for peer in rule["from"]:
                if "podSelector" in peer:
                    match = peer["podSelector"]["matchLabels"]
                    assert match["app.kubernetes.io/instance"] == RELEASE
                    names.add(match["app.kubernetes.io/component"])
                else:
                    label = peer["namespaceSelector"]["matchLabels"]
                    names.add(f"namespace:{label['kubernetes.io/metadata.name']}")
    return names


def test_rasa_is_called_by_the_gateway_alone_and_the_actions_by_rasa_alone() -> None:
    found = rendered("usual")
    labels = {name: each["metadata"]["labels"] for name, each in pods(found).items()}
    monitoring = "namespace:monitoring"
    assert callers(found, labels[f"{RELEASE}-gateway"]) == {"namespace:ingress-nginx", monitoring}
    assert callers(found, labels[f"{RELEASE}-rasa"]) == {"gateway"}
    assert callers(found, labels[f"{RELEASE}-actions"]) == {"rasa", monitoring}
    for job in ("prepare", "migrate", "backup"):
        assert callers(found, labels[f"{RELEASE}-{job}"]) == set()
    database = {"app.kubernetes.io/name": "postgresql"}
    jobs = {"prepare", "migrate", "practice", "backup"}
    assert callers(found, database) == {*PARTS, *jobs}
    assert callers(found, {"app.kubernetes.io/name": "redis"}) == {"gateway", "rasa"}


def test_every_pod_may_call_only_what_is_named(found: tuple[dict[str, Any], ...]) -> None:
    for name, pod in pods(found).items():
        own = policies_of(found, pod["metadata"]["labels"])
        assert own, name
        assert all({"Ingress", "Egress"} <= set(each["spec"]["policyTypes"]) for each in own), name
        rules = [rule for each in own for rule in each["spec"].get("egress", [])]
        assert rules, name
        # Never everywhere: each rule names addresses or pods, and ports.
        assert all(rule.get("to") and rule.get("ports") for rule in rules), name
        blocks = [peer["ipBlock"]["cidr"] for r in rules for peer in r["to"] if "ipBlock" in peer]
        assert "0.0.0.0/0" not in blocks, name


def test_no_secret_stands_in_the_chart_and_none_in_the_environment_of_a_pod(
    found: tuple[dict[str, Any], ...],
) -> None:
    assert of_kind(found, "Secret") == []
    for name, pod in pods(found).items():
        for each in containers(pod):
            for variable in each.get("env", []):
                secret = SECRET_WORDS.search(variable["name"])
                harmless = variable["name"] in HARMLESS
                assert harmless or not secret, f"{name}: {variable['name']}"


def test_each_part_sees_its_own_secrets_only(found: tuple[dict[str, Any], ...]) -> None:
    seen = {}
    for name, pod in pods(found).items():
        for volume in pod["spec"]["volumes"]:
            if "secret" in volume:
                keys = {each["key"] for each in volume["secret"]["items"]}
                seen[name.removeprefix(f"{RELEASE}-")] = keys
    assert "KT_GATEWAY_STORE_KEYS" not in seen["rasa"] | seen["actions"] | seen["prepare"]
    assert "KT_STORE_KEY" not in seen["gateway"] | seen["actions"] | seen["prepare"]
    practice = {"KT_PRACTICE_DATABASE_URL", "KT_PRACTICE_STORE_KEYS"}
    assert seen["actions"] - practice == {"KT_ACTIONS_SECRET", "DATABASE_URL"}
    # Who keeps progress cannot make the ids, and who makes them sees no progress.
    assert "KT_PRACTICE_SECRET" not in seen["actions"] | seen["rasa"]
    assert not practice & (seen["gateway"] | seen["rasa"])
    assert not {key for key in seen["rasa"] | seen["actions"] if key.startswith("KT_TEAMS")}
    # Who has the copies has no keys.
    assert not {key for key in seen.get("backup", set()) if "KEY" in key}


def settings_known() -> set[str]:
    names = {f"KT_GATEWAY_{name.upper()}" for name in Settings.model_fields}
    names |= {f"KT_TEAMS_{name.upper()}" for name in TeamsSettings.model_fields}
    return names | {"KT_CHANNEL_SECRET"}


def variables_of_rasa() -> set[str]:
    """Give the variables that the code and the settings of Rasa name."""
    files = [*(ROOT / "rasa").glob("assistant/**/*.py"), *(DEPLOY / "rasa").glob("*.yml")]
    return set(re.findall(r"KT_[A-Z_]+", "".join(f.read_text(encoding="utf-8") for f in files)))


def test_every_setting_that_the_chart_names_exists_in_the_code(
    found: tuple[dict[str, Any], ...],
) -> None:
    known = settings_known() | OTHER_VARIABLES | variables_of_rasa() | {"DATABASE_URL"}
    for pod in pods(found).values():
        named = {v["name"] for each in containers(pod) for v in each.get("env", [])}
        for volume in pod["spec"]["volumes"]:
            named |= {each["key"] for each in volume.get("secret", {}).get("items", [])}
        assert named - known == set()


def test_every_setting_that_the_compose_file_names_exists_in_the_code() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))["services"]
    known = settings_known() | OTHER_VARIABLES | variables_of_rasa() | {"DATABASE_URL"}
    for name in ("gateway", "rasa", "actions", "tables", "catalogue"):
        named = {*services[name].get("environment", {}), *services[name]["secrets"]}
        assert named - known == set(), name


def test_every_command_that_the_chart_runs_exists(found: tuple[dict[str, Any], ...]) -> None:
    for pod in pods(found).values():
        for each in pod["spec"]["containers"]:
            args = each.get("args", [])
            if args[:3] == ["python", "-m", "gateway"]:
                assert args[3] in admin.COMMANDS
            elif args[:3] == ["python", "-m", "catalog"]:
                assert args[3] == "load"
            elif args[:3] == ["python", "-m", "practice"]:
                assert args[3:] == ["tidy"]
                assert practice_command(args[3:]).command == "tidy"


def test_a_new_model_or_catalogue_changes_the_pods_that_use_it_and_no_others() -> None:
    before = pods(rendered("usual"))
    model = pods(tuple(resources({"images": {"model": {"tag": "0.2.0"}}})))
    catalogue = pods(tuple(resources({"catalogue": {"version": "2"}})))
    assert [name for name in before if before[name] != model[name]] == [f"{RELEASE}-rasa"]
    assert [name for name in before if before[name] != catalogue[name]] == [f"{RELEASE}-actions"]


def test_the_off_switch_is_a_file_that_running_pods_see() -> None:
    for off, key in ((True, "off"), (False, "on")):
        found = tuple(resources({"gateway": {"switchedOff": off}}))
        (switch,) = of_kind(found, "ConfigMap")
        assert list(switch["data"]) == [key]
    # The pods are the same: nothing restarts.
    on, off_ = (pods(tuple(resources({"gateway": {"switchedOff": v}}))) for v in (False, True))
    assert on == off_


def test_copies_are_kept_no_longer_than_conversations() -> None:
    (backup,) = of_kind(rendered("usual"), "CronJob")
    script = backup["spec"]["jobTemplate"]["spec"]["template"]["spec"]["containers"][0]["args"][0]
    (minutes,) = re.findall(r"-mmin \+(\d+)", script)
    assert int(minutes) <= Settings(channel_secret="a-secret-for-the-tests").idle_hours * 60


def environment(found: tuple[dict[str, Any], ...], name: str) -> dict[str, str]:
    (container,) = pods(found)[f"{RELEASE}-{name}"]["spec"]["containers"]
    return {each["name"]: each["value"] for each in container.get("env", [])}


def secrets_of(found: tuple[dict[str, Any], ...], name: str) -> set[str]:
    volumes = pods(found)[f"{RELEASE}-{name}"]["spec"]["volumes"]
    (items,) = (each["secret"]["items"] for each in volumes if each["name"] == "secrets")
    return {each["key"] for each in items}


def test_the_gateway_starts_with_what_the_chart_says_of_teams(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = rendered("full")
    for name, value in environment(found, "gateway").items():
        if name.startswith("KT_TEAMS_"):
            monkeypatch.setenv(name, value)
    for name in secrets_of(found, "gateway"):
        monkeypatch.setenv(name, "a-secret-of-at-least-thirty-two-characters")
    settings = TeamsSettings()
    assert settings.enabled
    assert settings.practice
    assert settings.idle_hours == 48
    assert settings.public_url == "https://chat.gemeente.example"
    assert settings.proxy_url


def test_a_certificate_takes_the_place_of_the_key_of_the_app() -> None:
    teams = {**FULL["teams"], "certificateSecret": "teams-certificate"}
    found = tuple(resources({**FULL, "teams": teams}))
    assert "KT_TEAMS_SECRET" not in secrets_of(found, "gateway")
    file = environment(found, "gateway")["KT_TEAMS_CERTIFICATE_FILE"]
    (container,) = pods(found)[f"{RELEASE}-gateway"]["spec"]["containers"]
    mounted = {each["name"]: each["mountPath"] for each in container["volumeMounts"]}
    assert file == f"{mounted['teams']}/certificate.pem"


def test_without_teams_and_practising_nothing_of_them_is_there() -> None:
    found = rendered("usual")
    assert not {n for n in environment(found, "gateway") if "TEAMS" in n or "PRACTICE" in n}
    for part in ("gateway", "actions"):
        assert not {n for n in secrets_of(found, part) if "TEAMS" in n or "PRACTICE" in n}
    assert f"{RELEASE}-practice" not in pods(found)


def test_microsoft_is_called_by_the_gateway_alone_and_only_where_it_is_said() -> None:
    there = {"to": [{"ipBlock": {"cidr": "10.3.0.4/32"}}]}
    port = {"ports": [{"protocol": "TCP", "port": 3128}]}
    found = rendered("full")
    callers_of = {
        each["metadata"]["name"]
        for each in of_kind(found, "NetworkPolicy")
        if {**there, **port} in each["spec"].get("egress", [])
    }
    assert callers_of == {f"{RELEASE}-gateway"}


def test_the_ingress_lets_through_what_teams_sends_and_not_much_more() -> None:
    (ingress,) = of_kind(rendered("full"), "Ingress")
    size = ingress["metadata"]["annotations"]["nginx.ingress.kubernetes.io/proxy-body-size"]
    assert int(size.removesuffix("k")) * 1024 == TeamsSettings().max_body_bytes
    (rule,) = ingress["spec"]["rules"]
    assert PATH.startswith(rule["http"]["paths"][0]["path"])
