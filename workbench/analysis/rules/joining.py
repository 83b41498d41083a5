"""Which connections would close a gap of the flow: the sensible partner of a card.

The partner stands in the nearest stage that has any: the first card there for what comes after,
the last one for what comes before, one in the same lane before others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from workbench.analysis import graph
from workbench.analysis.finding import Join
from workbench.analysis.rules.journey import Journey
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Stage, Touchpoint

Cells = Mapping[str, Mapping[str, Sequence[str]]]
"""By stage the ids of touchpoints in reading order: by lane, and under "" all."""

Joining = Callable[[Journey, graph.JourneyGraph, Touchpoint], tuple[Join, ...]]


def onwards(journey: Journey, flow: graph.JourneyGraph, item: Touchpoint) -> tuple[Join, ...]:
    """From a card to a later one, on a way to the goal if possible; empty without any."""
    later = journey.stages[flow.columns[item.id] + 1 :]
    taken = {join.target for join in queries.connections_of(journey.document, item.id)}
    liked = _cells(journey, "arriving", graph.arriving(flow))
    partner = _partner(item, later, (liked, _cells(journey, "all")), taken, first=True)
    return (Join(item.id, partner),) if partner else ()


def towards(journey: Journey, flow: graph.JourneyGraph, item: Touchpoint) -> tuple[Join, ...]:
    """To a card from an earlier one that people come to if possible; empty without any."""
    earlier = journey.stages[: flow.columns[item.id]]
    taken = {join.source for join in queries.connections_of(journey.document, item.id)}
    liked = _cells(journey, "reached", graph.reached(flow))
    every = _cells(journey, "all")
    partner = _partner(item, earlier[::-1], (liked, every), taken, first=False)
    return (Join(partner, item.id),) if partner else ()


def through(journey: Journey, flow: graph.JourneyGraph, item: Touchpoint) -> tuple[Join, ...]:
    """To a card and on from it."""
    return (*towards(journey, flow, item), *onwards(journey, flow, item))


def _cells(journey: Journey, name: str, wanted: Collection[str] | None = None) -> Cells:
    """The touchpoints that count and are `wanted`, all for None, by stage and lane."""

    def build(_: Document) -> Cells:
        found: dict[str, dict[str, list[str]]] = {}
        for stage, cell in journey.cells.items():
            lanes: dict[str, list[str]] = found.setdefault(stage, {"": []})
            for item in cell:
                if wanted is None or item.id in wanted:
                    lanes[""].append(item.id)
                    lanes.setdefault(item.lane, []).append(item.id)
        return found

    return journey.document.remember(graph.GRAPH_PLACES, ("cells", name, journey.map.id), build)


def _partner(
    item: Touchpoint,
    stages: Sequence[Stage],
    choices: Iterable[Cells],
    taken: Collection[str],
    *,
    first: bool,
) -> str | None:
    """The partner in the first of `stages` where the first of `choices` has any, else the next;
    none that is `taken`."""
    for cells in choices:
        for stage in stages:
            for lane in (item.lane, ""):
                there = cells[stage.id].get(lane, ())
                for other in there if first else reversed(there):
                    if other not in taken:
                        return other
    return None
