"""The components of a message, run one after the other.

Rasa makes a plan of them anew for every message and gives it to dask, which looks for what could
run at the same time and then runs one after the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner

Order = Sequence[tuple[str, tuple[str, ...]]]

_PLAIN = DaskGraphRunner.run
_orders: WeakKeyDictionary[DaskGraphRunner, dict[tuple[str, ...], Order]] = WeakKeyDictionary()


def order_of(schema: GraphSchema, targets: Sequence[str]) -> Order:
    """Give the nodes that targets need, each after what it needs itself, with the names of that."""
    found: dict[str, tuple[str, ...]] = {}

    def add(name: str) -> None:
        if name in found or name not in schema.nodes:
            return
        needs = tuple(schema.nodes[name].needs.values())
        for each in needs:
            add(each)
        found[name] = needs

    for target in targets:
        add(target)
    return list(found.items())


def run(
    runner: DaskGraphRunner,
    inputs: Mapping[str, Any] | None = None,
    targets: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Take the place of `DaskGraphRunner.run`; raises GraphRunError as that does."""
    given = dict(inputs or {})
    schema = runner._graph_schema
    wanted = tuple(targets or schema.target_names)
    clash = any(isinstance(v, str) or name in schema.nodes for name, v in given.items())
    if clash or not set(wanted) <= set(schema.nodes):
        # What Rasa refuses, it refuses itself.
        return dict(_PLAIN(runner, given, list(wanted)))
    orders = _orders.setdefault(runner, {})
    if wanted not in orders:
        orders[wanted] = order_of(schema, wanted)
    found: dict[str, Any] = {name: (name, value) for name, value in given.items()}
    try:
        for name, needs in orders[wanted]:
            # What was not given stands for itself: the node then uses its own value.
            found[name] = runner._instantiated_nodes[name](*(found.get(n, n) for n in needs))
    except RuntimeError as fault:
        raise GraphRunError("Error running runner.") from fault
    return dict(found[name] for name in wanted)


def install() -> None:
    """Put this in the place of Rasa's own."""
    DaskGraphRunner.run = run
