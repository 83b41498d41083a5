"""Passage: what a drawn flow does to the people on it, by their numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator

from workbench.analysis import graph, scores
from workbench.analysis.finding import Action, Parameters, Subject
from workbench.analysis.flow_figures import HandOff
from workbench.analysis.folding import MANY
from workbench.analysis.handoffs import hand_offs_to
from workbench.analysis.rules.flow import drawn
from workbench.analysis.rules.journey import Draft, Journey, groups, naming
from workbench.analysis.rules.limits import LEAST_DROP_OFF
from workbench.analysis.visits import most_drop_off, visits

_MARGIN = 1e-6
"""Per cent, far more than what rounding may add to a share."""


def hand_off(journey: Journey) -> Iterator[Draft]:
    """A change of channel or owner to a touchpoint that disappoints.

    Several of them to one touchpoint are one finding, and so are many such touchpoints in one
    stage.
    """
    disappointing = [
        item
        for item in journey.counting
        if scores.lagging(item.importance, item.satisfaction) is not None
    ]
    every = hand_offs_to(journey.document, journey.map.id, (item.id for item in disappointing))
    into = {card: [one for one in found if one.cost != 0] for card, found in every.items()}
    receivers = [item for item in disappointing if into.get(item.id)]
    for several in groups(receivers, MANY):
        givers = [item for receiver in several for item in into[receiver.id]]
        names = naming(several)
        yield Draft(
            subjects=(
                *(Subject("connections", item.connection) for item in givers),
                *(Subject("touchpoints", item.id) for item in several),
            ),
            stage=several[0].stage,
            variant=_change(givers),
            parameters=(*names, ("giver", givers[0].source), *_cost(givers)),
            action=Action("smooth-hand-off", names),
        )


def worst_drop_off(journey: Journey) -> Iterator[Draft]:
    """The touchpoint before the goal at which most people leave.

    Dead ends have a finding of their own, and a flow that nobody gets through has others.
    """
    flow = drawn(journey)
    least = journey.limit("worst-drop-off", LEAST_DROP_OFF)
    # on a large map hardly any one touchpoint loses so many; the margin is for rounding
    if flow is None or most_drop_off(flow) * 100 < least - _MARGIN:
        return
    figures = visits(flow)
    if figures is None or not figures.goal:
        return
    stuck = set(graph.dead_ends(flow)) | set(graph.not_connected(flow))
    walked = {stage.id for stage in journey.walked}
    leaving = [
        (figures.drop_off[item.id] or 0.0, item)
        for item in journey.counting
        if item.stage in walked and item.id not in stuck
    ]
    most, worst = max(leaving, key=lambda pair: pair[0], default=(0.0, None))
    share = round(most * 100, 9)
    if worst is not None and share > 0 and share >= least:
        yield Draft(
            subjects=(Subject("touchpoints", worst.id),),
            stage=worst.stage,
            parameters=(("touchpoint", worst.id), ("share", share)),
            action=Action.of("keep-people", touchpoint=worst.id),
        )


def stage_skipped(journey: Journey) -> Iterator[Draft]:
    """A stage up to the goal that has touchpoints, none of them on any way to the goal."""
    flow = drawn(journey)
    if flow is None or flow.goal_column is None:
        return
    on_the_way = graph.on_the_way(flow)
    if not on_the_way:
        return
    up_to_goal = journey.stages[: flow.goal_column + 1]
    for stage in up_to_goal:
        here = [item.id for item in journey.cells[stage.id]]
        if stage in journey.walked and here and on_the_way.isdisjoint(here):
            yield Draft(
                subjects=(Subject("stages", stage.id),),
                stage=stage.id,
                parameters=(("stage", stage.id),),
                action=Action.of("lead-through", stage=stage.id),
            )


def _cost(givers: list[HandOff]) -> Parameters:
    """What these hand-offs cost together; nothing where one of them is unknown."""
    costs = [item.cost for item in givers if item.cost is not None]
    return (("cost", round(math.fsum(costs), 9)),) if len(costs) == len(givers) else ()


def _change(givers: list[HandOff]) -> str:
    """What changes at these hand-offs, taken together."""
    channel, owner = any(it.channel for it in givers), any(it.owner for it in givers)
    if channel and owner:
        return "both"
    return "channel" if channel else "owner"
