"""How people go through a map, all figures together, as they cross from the worker.

Importing this module imports networkx: see `graph`.
"""

from __future__ import annotations

import msgspec

from workbench.analysis.graph import (
    circles,
    journey_graph,
    only_ways_through,
    shortest_cycle,
)
from workbench.analysis.handoffs import HandOff, hand_offs
from workbench.analysis.paths import Path, most_likely_path
from workbench.analysis.visits import drop_off_by_stage, visits
from workbench.model.document import Document


class TouchpointFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One touchpoint's share of all who come in: 0–1 each, visits may be more; None unknown."""

    id: str
    visits: float | None
    reach: float | None
    drop_off: float | None


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """Touchpoints that lead back to each other, their shortest cycle, whether one gets out."""

    touchpoints: tuple[str, ...]
    cycle: tuple[str, ...]
    exit: bool


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one map. Without any connection only the touchpoints' ids are there."""

    touchpoints: tuple[TouchpointFigures, ...] = ()
    stages: dict[str, float | None] = {}
    """Drop-off (0–1) by stage id."""
    goal: float | None = None
    """The share of all who come in that ever comes to the goal."""
    likeliest: Path | None = None
    only_ways: tuple[str, ...] = ()
    rounds: tuple[Round, ...] = ()
    hand_offs: tuple[HandOff, ...] = ()


def flow(document: Document, map_id: str) -> Flow:
    """All figures of a map. Raises KeyError for no such map."""
    journey = journey_graph(document, map_id)
    figures = visits(journey)
    if figures is None:
        blank = {"visits": None, "reach": None, "drop_off": None}
        return Flow(touchpoints=tuple(TouchpointFigures(id=i, **blank) for i in journey.graph))
    return Flow(
        touchpoints=tuple(
            TouchpointFigures(
                id=item,
                visits=figures.visits[item],
                reach=figures.reach[item],
                drop_off=figures.drop_off[item],
            )
            for item in journey.graph
        ),
        stages=drop_off_by_stage(journey, figures),
        goal=figures.goal,
        likeliest=most_likely_path(journey),
        only_ways=only_ways_through(journey),
        rounds=tuple(
            Round(
                touchpoints=item.touchpoints,
                cycle=shortest_cycle(journey, item),
                exit=item.exit,
            )
            for item in circles(journey)
        ),
        hand_offs=hand_offs(document, map_id),
    )


def encode(found: Flow) -> bytes:
    """The figures as JSON, for crossing from the worker process."""
    return msgspec.json.encode(found)


def decode(data: bytes) -> Flow:
    """The figures that `encode` wrote. Raises msgspec.ValidationError on others."""
    return msgspec.json.decode(data, type=Flow)
