"""Which connections would close a gap of the flow: the sensible partner of a card.

The partner stands in the nearest stage that has any: the first card there for what comes after,
the last one for what comes before, one in the same lane before others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from workbench.analysis import graph
from workbench.analysis.finding import Join
from workbench.analysis.rules.journey import Journey
from workbench.model import queries
from workbench.model.entities import Stage, Touchpoint

Joining = Callable[[Journey, graph.JourneyGraph, Touchpoint], tuple[Join, ...]]


def onwards(journey: Journey, flow: graph.JourneyGraph, item: Touchpoint) -> tuple[Join, ...]:
    """From a card to a later one, on a way to the goal if possible; empty without any."""
    later = journey.stages[flow.graph.nodes[item.id]["column"] + 1 :]
    taken = {join.target for join in queries.connections_of(journey.document, item.id)}
    partner = _partner(journey, item, later, graph.arriving(flow), taken, first=True)
    return (Join(item.id, partner),) if partner else ()


def towards(journey: Journey, flow: graph.JourneyGraph, item: Touchpoint) -> tuple[Join, ...]:
    """To a card from an earlier one that people come to if possible; empty without any."""
    earlier = journey.stages[: flow.graph.nodes[item.id]["column"]]
    taken = {join.source for join in queries.connections_of(journey.document, item.id)}
    partner = _partner(journey, item, earlier[::-1], graph.reached(flow), taken, first=False)
    return (Join(partner, item.id),) if partner else ()


def through(journey: Journey, flow: graph.JourneyGraph, item: Touchpoint) -> tuple[Join, ...]:
    """To a card and on from it."""
    return (*towards(journey, flow, item), *onwards(journey, flow, item))


def _partner(
    journey: Journey,
    item: Touchpoint,
    stages: Sequence[Stage],
    better: Collection[str],
    taken: Collection[str],
    *,
    first: bool,
) -> str | None:
    """The partner in the first of `stages` that has a `better` one, else in the first that has
    any; none that is `taken`."""
    for liked in (better, None):
        for stage in stages:
            cell = journey.cells[stage.id]
            elsewhere = None
            for other in cell if first else reversed(cell):
                if other.id in taken or (liked is not None and other.id not in liked):
                    continue
                if other.lane == item.lane:
                    return other.id
                elsewhere = elsewhere or other.id
            if elsewhere is not None:
                return elsewhere
    return None
