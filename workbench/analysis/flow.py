"""How people go through a map, all figures together."""

from __future__ import annotations

from workbench.analysis.circles import circles, shortest_cycle
from workbench.analysis.flow_figures import Flow, Round, TouchpointFigures
from workbench.analysis.graph import journey_graph, only_ways_through
from workbench.analysis.handoffs import hand_offs
from workbench.analysis.paths import most_likely_path
from workbench.analysis.visits import drop_off_by_stage, visits
from workbench.model.document import Document


def flow(document: Document, map_id: str) -> Flow:
    """All figures of a map. Raises KeyError for no such map."""
    journey = journey_graph(document, map_id)
    figures = visits(journey)
    if figures is None:
        blank = {"visits": None, "reach": None, "drop_off": None}
        return Flow(
            touchpoints=tuple(TouchpointFigures(id=i, **blank) for i in journey.touchpoints)
        )
    return Flow(
        touchpoints=tuple(
            TouchpointFigures(
                id=item,
                visits=figures.visits[item],
                reach=figures.reach[item],
                drop_off=figures.drop_off[item],
            )
            for item in journey.touchpoints
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
