"""Where one channel or owner hands customers over to another, and what that costs."""

from __future__ import annotations

import math

from workbench.analysis.flow_figures import HandOff
from workbench.analysis.graph import journey_graph
from workbench.analysis.visits import visits
from workbench.model.document import Document
from workbench.model.entities import Touchpoint


def hand_offs(document: Document, map_id: str) -> tuple[HandOff, ...]:
    """The hand-offs of a map, costliest first, those of unknown cost last, then by their ids.

    cost = reach(from) × share × max(importance − satisfaction, 0) of the receiver. A blank
    channel or owner is unknown, so nothing is taken to change from or to it. Raises KeyError
    for no such map.
    """
    flow = journey_graph(document, map_id)
    figures = visits(flow)
    touchpoints = document.touchpoints
    people = {item: _person(touchpoints[item]) for item in flow.touchpoints}
    found = []
    for connection, source, target, _, share in flow.connections:
        giver, receiver = touchpoints[source], touchpoints[target]
        channel = _changes(giver.channel, receiver.channel)
        owner = _changes(people[source], people[target])
        if channel or owner:
            reach = figures.reach[source] if figures else None
            lag = shortfall(receiver)
            cost = None if reach is None or lag is None else round(reach * share * lag, 9)
            found.append(
                HandOff(
                    connection=connection,
                    source=source,
                    target=target,
                    channel=channel,
                    owner=owner,
                    share=share,
                    reach=reach,
                    shortfall=lag,
                    cost=cost,
                )
            )
    return tuple(sorted(found, key=_costliest_first))


def shortfall(touchpoint: Touchpoint) -> float | None:
    """max(importance − satisfaction, 0), from 0 to 9; None where either is blank."""
    if touchpoint.importance is None or touchpoint.satisfaction is None:
        return None
    return round(max(touchpoint.importance - touchpoint.satisfaction, 0.0), 9)


def _changes(before: str | None, after: str | None) -> bool:
    return bool(before and after) and before != after


def _person(touchpoint: Touchpoint) -> str:
    """The owner, however it is spaced and capitalised."""
    return " ".join(touchpoint.owner.split()).casefold()


def _costliest_first(item: HandOff) -> tuple[float, str]:
    return (math.inf if item.cost is None else -item.cost, item.connection)
