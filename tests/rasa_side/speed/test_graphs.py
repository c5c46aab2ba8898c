"""Components one after the other: each once, after what it needs, and as Rasa does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner

from assistant.speed import graphs

NEEDS = {
    "tokens": {"messages": "__message__"},
    "reader": {"messages": "tokens"},
    "phrases": {"messages": "reader", "tracker": "__tracker__"},
    "danger": {"messages": "phrases", "tracker": "__tracker__", "beside": "tokens"},
    "unasked": {"messages": "danger"},
}
INPUTS = {"__message__": ["hallo"], "__tracker__": 3}


def runner(ran: list[str], fault: Exception | None = None) -> DaskGraphRunner:
    """Give a runner whose components note that they ran and give what they were given."""

    def node(name: str) -> Callable[..., tuple[str, Any]]:
        def call(*given: Any) -> tuple[str, Any]:
            ran.append(name)
            if fault is not None and name == "danger":
                raise fault
            return name, {name: given}

        return call

    made = DaskGraphRunner.__new__(DaskGraphRunner)
    made._graph_schema = GraphSchema(
        {
            name: SchemaNode(
                needs, GraphComponent, "load", "process", {}, is_target=name == "danger"
            )
            for name, needs in NEEDS.items()
        }
    )
    made._instantiated_nodes = {name: node(name) for name in NEEDS}
    made._execution_context = None
    return made


@pytest.mark.parametrize(
    "targets", [None, ["danger"], ["reader"], ["reader", "danger"], ["unasked"]]
)
@pytest.mark.parametrize("inputs", [INPUTS, {"__message__": ["hallo"]}, {}, None])
def test_the_outcome_is_that_of_rasa_and_each_runs_once(targets: Any, inputs: Any) -> None:
    ours: list[str] = []
    theirs: list[str] = []
    one, other = runner(ours), runner(theirs)
    for _ in range(2):
        assert graphs.run(one, inputs, targets) == graphs._PLAIN(other, inputs, targets)
    assert sorted(ours) == sorted(theirs)
    for name in set(ours):
        assert all(ours.index(n) < ours.index(name) for n in NEEDS[name].values() if n in NEEDS)


@pytest.mark.parametrize("inputs", [{"__message__": "reader"}])
def test_what_rasa_refuses_is_refused(inputs: Any) -> None:
    for run in (graphs.run, graphs._PLAIN):
        with pytest.raises(GraphRunError):
            run(runner([]), inputs, ["danger"])


def test_a_fault_comes_out_as_from_rasa() -> None:
    for run in (graphs.run, graphs._PLAIN):
        with pytest.raises(GraphRunError):
            run(runner([], RuntimeError("x")), INPUTS, ["danger"])
        with pytest.raises(KeyError):
            run(runner([], KeyError("x")), INPUTS, ["danger"])
