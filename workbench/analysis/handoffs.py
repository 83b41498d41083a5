"""Where one channel or owner hands customers over to another, and what that costs.

Importing this module imports networkx: see `graph`.
"""

from __future__ import annotations

import math

import msgspec

from workbench.analysis.graph import journey_graph
from workbench.analysis.visits import visits
from workbench.model.document import Document
from workbench.model.entities import Touchpoint


class HandOff(msgspec.Struct, frozen=True, kw_only=True):
    """A connection between touchpoints of different channels or owners.

    `channel` and `owner` say which of them changes. `share` is the probability of the
    connection (0–1), `reach` that of ever coming to its source, `shortfall` how far the
    receiver's satisfaction lags behind its importance (0–9). `cost` is their product. None is
    what a blank score, or a circle without any way out, leaves unknown.
    """

    connection: str
    source: str
    target: str
    channel: bool
    owner: bool
    share: float
    reach: float | None
    shortfall: float | None
    cost: float | None


def hand_offs(document: Document, map_id: str) -> tuple[HandOff, ...]:
    """The hand-offs of a map, costliest first, those of unknown cost last, then by their ids.

    cost = reach(from) × share × max(importance − satisfaction, 0) of the receiver. A blank
    channel or owner is unknown, so nothing is taken to change from or to it. Raises KeyError
    for no such map.
    """
    flow = journey_graph(document, map_id)
    figures = visits(flow)
    found = []
    for source, target, connection, share in flow.graph.edges(keys=True, data="probability"):
        giver, receiver = document.touchpoints[source], document.touchpoints[target]
        channel = _changes(giver.channel, receiver.channel)
        owner = _changes(_person(giver), _person(receiver))
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
