"""Which connections would close a gap of the flow: the sensible partner of a card.

The partner stands in the nearest stage that has any: the first card there for what comes after,
the last one for what comes before, one in the same lane before others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from workbench.analysis import graph
from workbench.analysis.counting import PLACES
from workbench.analysis.finding import Join
from workbench.analysis.rules.journey import Journey
from workbench.model.document import Document
from workbench.model.entities import Touchpoint

Cells = Mapping[str, Mapping[str, Sequence[str]]]
"""By stage the ids of touchpoints in reading order: by lane, and under "" all."""

Partners = Callable[[Touchpoint], tuple[Join, ...]]
Joining = Callable[[Journey, graph.JourneyGraph], Partners]

_CELL_PLACES = PLACES | {"stages"}
_CONNECTIONS = frozenset({"connections"})


def onwards(journey: Journey, flow: graph.JourneyGraph) -> Partners:
    """From a card to a later one, on a way to the goal if possible; empty without any."""
    drawn, stages = _drawn(journey, flow), [stage.id for stage in journey.stages]
    liked = _Choice(_cells(journey), flow, graph.arriving(flow))

    def join(item: Touchpoint) -> tuple[Join, ...]:
        later = stages[flow.columns[item.id] + 1 :]
        partners = liked.nearest(item.lane, later, last=False)
        partner = next((it for it in partners if not drawn(item.id, it)), None)
        return (Join(item.id, partner),) if partner else ()

    return join


def towards(journey: Journey, flow: graph.JourneyGraph) -> Partners:
    """To a card from an earlier one that people come to if possible; empty without any."""
    drawn, stages = _drawn(journey, flow), [stage.id for stage in journey.stages]
    liked = _Choice(_cells(journey), flow, graph.reached(flow))

    def join(item: Touchpoint) -> tuple[Join, ...]:
        earlier = stages[: flow.columns[item.id]][::-1]
        partners = liked.nearest(item.lane, earlier, last=True)
        partner = next((it for it in partners if not drawn(it, item.id)), None)
        return (Join(partner, item.id),) if partner else ()

    return join


def through(journey: Journey, flow: graph.JourneyGraph) -> Partners:
    """To a card and on from it."""
    before, after = towards(journey, flow), onwards(journey, flow)
    return lambda item: (*before(item), *after(item))


class _Choice:
    """The touchpoints of some cells, of which some are liked better than others."""

    def __init__(self, cells: Cells, flow: graph.JourneyGraph, liked: frozenset[str]) -> None:
        self._cells, self._liked = cells, liked
        self._homes = set(map(flow.stages.__getitem__, liked))

    def nearest(self, lane: str, stages: Sequence[str], *, last: bool) -> Iterator[str]:
        """Those in these stages, one after the other: all that are liked, then all."""
        homes = (stage for stage in stages if stage in self._homes)
        for item in self._in_order(lane, homes, last=last):
            if item in self._liked:
                yield item
        yield from self._in_order(lane, stages, last=last)

    def _in_order(self, lane: str, stages: Iterable[str], *, last: bool) -> Iterator[str]:
        for stage in stages:
            for place in (lane, ""):
                there = self._cells[stage].get(place, ())
                yield from reversed(there) if last else there


def _cells(journey: Journey) -> Cells:
    """The touchpoints that count, by stage and lane."""

    def build(_: Document) -> Cells:
        found: dict[str, dict[str, list[str]]] = {}
        for stage, cell in journey.cells.items():
            lanes: dict[str, list[str]] = found.setdefault(stage, {"": [it.id for it in cell]})
            for item in cell:
                lanes.setdefault(item.lane, []).append(item.id)
        return found

    return journey.document.remember(_CELL_PLACES, ("cells", journey.map.id), build)


def _drawn(journey: Journey, flow: graph.JourneyGraph) -> Callable[[str, str], bool]:
    """Whether a connection leads from one touchpoint to another, be it that nobody takes it."""

    def build(document: Document) -> Collection[tuple[str, str]]:
        nobody = [item for item in document.connections.values() if item.share == 0]
        return {(item.source, item.target) for item in nobody}

    untaken = journey.document.remember(_CONNECTIONS, "untaken_connections", build)
    return lambda one, other: other in flow.following.get(one, ()) or (one, other) in untaken
