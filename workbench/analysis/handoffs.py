"""Where one channel or owner hands customers over to another, and what that costs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from workbench.analysis.flow_figures import HandOff
from workbench.analysis.graph import GRAPH_PLACES, journey_graph
from workbench.analysis.visits import visits
from workbench.model.document import Document
from workbench.model.entities import Touchpoint

_PLACES = GRAPH_PLACES | {"touchpoints.channel", "touchpoints.owner"}


class _Change(NamedTuple):
    """A connection along which the channel or the owner changes."""

    connection: str
    source: str
    target: str
    channel: bool
    owner: bool
    share: float
    reach: float | None


def hand_offs(document: Document, map_id: str) -> tuple[HandOff, ...]:
    """The hand-offs of a map, costliest first, those of unknown cost last, then by their ids.

    cost = reach(from) × share × max(importance − satisfaction, 0) of the receiver. A blank
    channel or owner is unknown, so nothing is taken to change from or to it. Raises KeyError
    for no such map.
    """
    changes = _changes_of(document, map_id)
    return _costed(document, (change for into in changes.values() for change in into))


def hand_offs_to(
    document: Document, map_id: str, touchpoints: Iterable[str]
) -> dict[str, tuple[HandOff, ...]]:
    """The hand-offs to each of these touchpoints of a map, in the same order.

    Those to which nothing hands over are left out.
    """
    changes = _changes_of(document, map_id)
    return {item: _costed(document, changes[item]) for item in touchpoints if item in changes}


def _changes_of(document: Document, map_id: str) -> Mapping[str, list[_Change]]:
    """The changes of channel or owner by the touchpoint that they lead to."""

    def build(it: Document) -> Mapping[str, list[_Change]]:
        flow = journey_graph(it, map_id)
        figures = visits(flow)
        touchpoints = it.touchpoints
        people = {item: _person(touchpoints[item]) for item in flow.touchpoints}
        channels = {item: touchpoints[item].channel for item in flow.touchpoints}
        found: dict[str, list[_Change]] = {}
        for connection, source, target, _, share in flow.connections:
            channel = _changes(channels[source], channels[target])
            owner = _changes(people[source], people[target])
            if channel or owner:
                reach = figures.reach[source] if figures else None
                change = _Change(connection, source, target, channel, owner, share, reach)
                found.setdefault(target, []).append(change)
        return found

    return document.remember(_PLACES, ("hand_offs", map_id), build)


def _costed(document: Document, changes: Iterable[_Change]) -> tuple[HandOff, ...]:
    found = []
    for change in changes:
        reach, lag = change.reach, shortfall(document.touchpoints[change.target])
        found.append(
            HandOff(
                connection=change.connection,
                source=change.source,
                target=change.target,
                channel=change.channel,
                owner=change.owner,
                share=change.share,
                reach=reach,
                shortfall=lag,
                cost=(
                    None if reach is None or lag is None else round(reach * change.share * lag, 9)
                ),
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
