"""The command that serves puts our parts in place; training, and whoever imports, does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LOOK = """
import sys
from unittest.mock import patch
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
import assistant.serve
places = [(RemoteAction, "_validate_action_result"), (RemoteAction, "_action_call_format"),
          (EndpointConfig, "session"), (RulePolicy, "_prediction_states"),
          (Event, "resolve_by_type"), (DialogueStateTracker, "copy"),
          (Agent, "_create_tracker_store"), (DaskGraphRunner, "run")]
before = [getattr(owner, name) for owner, name in places]
assert all(each.__module__.startswith("rasa.") for each in before), before
with patch.object(assistant.serve, "main") as rasa:
    assistant.serve.serve()
rasa.assert_called_once_with()
after = [getattr(owner, name).__module__ for owner, name in places]
assert all(each.startswith("assistant.") for each in after), after
print("all in place")
"""


def test_all_parts_are_put_in_place_when_serving_begins_and_not_before() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOOK],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'rasa'}", "TF_CPP_MIN_LOG_LEVEL": "3", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip().endswith("all in place"), done.stderr[-2000:]
