"""Where one channel or owner hands customers over to another, and what that costs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from workbench.analysis.flow_figures import HandOff
from workbench.analysis.graph import GRAPH_PLACES, Drawn, journey_graph
from workbench.analysis.visits import Passing, passing
from workbench.model.document import Document
from workbench.model.entities import Touchpoint

_PLACES = GRAPH_PLACES | {"touchpoints.channel", "touchpoints.owner"}


class _Change(msgspec.Struct, frozen=True, gc=False):
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
    every = journey_graph(document, map_id).leading_to
    changes = _changes_of(document, map_id, every)
    return _costed(document, (change for into in changes.values() for change in into))


def hand_offs_to(
    document: Document, map_id: str, touchpoints: Iterable[str]
) -> dict[str, tuple[HandOff, ...]]:
    """The hand-offs to each of these touchpoints of a map, in the same order.

    Those to which nothing hands over are left out.
    """
    changes = _changes_of(document, map_id, touchpoints)
    return {item: _costed(document, into) for item, into in changes.items() if into}


def _changes_of(
    document: Document, map_id: str, receivers: Iterable[str]
) -> Mapping[str, Sequence[_Change]]:
    """The changes of channel or owner by the touchpoint that they lead to."""
    known: dict[str, list[_Change]] = document.remember(
        _PLACES, ("hand_offs", map_id), lambda _: {}
    )
    flow = journey_graph(document, map_id)
    figures = passing(flow)
    touchpoints = document.touchpoints
    found = {}
    for target in receivers:
        if target not in known:
            into = flow.leading_to.get(target, ())
            known[target] = list(_changes_along(touchpoints, into, figures))
        found[target] = known[target]
    return found


def _changes_along(
    touchpoints: Mapping[str, Touchpoint], connections: Iterable[Drawn], figures: Passing | None
) -> Iterator[_Change]:
    for one in connections:
        source, target = touchpoints[one.source], touchpoints[one.target]
        channel = _changes(source.channel, target.channel)
        owner = source.owner != target.owner and _changes(
            _person(source.owner), _person(target.owner)
        )
        if channel or owner:
            reach = figures.reach[source.id] if figures else None
            yield _Change(one.id, source.id, target.id, channel, owner, one.probability, reach)


def _costed(document: Document, changes: Iterable[_Change]) -> tuple[HandOff, ...]:
    found, touchpoints = [], document.touchpoints
    for change in changes:
        reach, lag = change.reach, shortfall(touchpoints[change.target])
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


def _person(owner: str) -> str:
    """The owner, however it is spaced and capitalised."""
    return " ".join(owner.split()).casefold()


def _costliest_first(item: HandOff) -> tuple[float, str]:
    return (math.inf if item.cost is None else -item.cost, item.connection)
