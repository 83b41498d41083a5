"""The journey as a graph: touchpoints that count, connections between them, shares.

Plain adjacency of ids, which answers these questions several times as fast as a library's graph.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

import msgspec

from workbench.analysis.components import components
from workbench.analysis.counting import PLACES, counting, walked
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Map, Stage

ENTRY = "(entry)"
GOAL = "(goal)"

LEAST = 1e-9
"""Shares and what they leave over are told apart from nothing down to this probability."""


_TOUCHPOINT_PLACES = PLACES | {"maps", "stages", "touchpoints.entry_share"}

GRAPH_PLACES = _TOUCHPOINT_PLACES | {"connections"}
"""All that a map's graph depends on."""

_DRAWN = attrgetter("id", "source", "target", "share")
_FIRST = itemgetter(0)


class Shape(NamedTuple):
    """All of a map that its graph depends on; most edits leave it as it is.

    `touchpoints` holds (id, stage, column, entry share) in reading order, `connections` (id,
    source, target, share in per cent) by id, only those above 0 % between touchpoints that
    count. `walked` are the ids of the stages that customers do not skip.
    """

    touchpoints: tuple[tuple[str, str, int, float | None], ...]
    connections: tuple[tuple[str, str, str, float | None], ...]
    walked: tuple[str, ...]
    goal: str | None
    goal_column: int | None


class Drawn(msgspec.Struct, frozen=True, gc=False):
    """A connection: `share` is per cent as drawn, or None, `probability` 0 to 1, normalised."""

    id: str
    source: str
    target: str
    share: float | None
    probability: float


@dataclass(frozen=True, eq=False)
class JourneyGraph:
    """A map as a graph.

    `stages` and `columns` give the stage (id) of each touchpoint that counts, and its index, in
    reading order. `connections` are those between them, by source in reading order. `entries`
    gives the touchpoints where people come in, with probabilities that sum to 1; `goals` are the
    touchpoints of the goal stage; `goal_column` is the index of that stage.
    """

    stages: Mapping[str, str]
    columns: Mapping[str, int]
    connections: tuple[Drawn, ...]
    entries: Mapping[str, float]
    goals: frozenset[str]
    goal_column: int | None

    @property
    def touchpoints(self) -> Iterable[str]:
        """The ids of the touchpoints that count, in reading order."""
        return self.stages.keys()

    @property
    def drawn(self) -> bool:
        """Whether there is any connection."""
        return bool(self.connections)

    @cached_property
    def following(self) -> Mapping[str, Sequence[str]]:
        """The touchpoints that connections lead to from each that has any."""
        found: dict[str, list[str]] = {}
        for item in self.connections:
            found.setdefault(item.source, []).append(item.target)
        return found

    @cached_property
    def preceding(self) -> Mapping[str, Sequence[str]]:
        """The touchpoints from which connections lead to each that has any."""
        found: dict[str, list[str]] = {}
        for item in self.connections:
            found.setdefault(item.target, []).append(item.source)
        return found

    @cached_property
    def leading_to(self) -> Mapping[str, Sequence[Drawn]]:
        """The connections to each touchpoint that has any."""
        found: dict[str, list[Drawn]] = {}
        for item in self.connections:
            found.setdefault(item.target, []).append(item)
        return found

    @cached_property
    def steps(self) -> Mapping[str, Mapping[str, float]]:
        """The probability of each step from a touchpoint to another, parallel ones added up.

        Steps that nobody takes, such as a blank share beside 100 %, are left out.
        """
        steps: dict[str, dict[str, float]] = {item: {} for item in self.touchpoints}
        parallel: dict[tuple[str, str], list[float]] = {}
        for item in self.connections:
            row, target, chance = steps[item.source], item.target, item.probability
            if target in row:
                parallel.setdefault((item.source, target), [row[target]]).append(chance)
            else:
                row[target] = chance
        for (source, target), chances in parallel.items():
            steps[source][target] = math.fsum(chances)
        for row in steps.values():
            for target in [target for target, chance in row.items() if chance <= LEAST]:
                del row[target]
        return steps

    @cached_property
    def leaving(self) -> Mapping[str, float]:
        """The share of visits to each touchpoint after which people leave the journey."""
        left = {item: 1.0 - math.fsum(steps.values()) for item, steps in self.steps.items()}
        return {item: rest if rest > LEAST else 0.0 for item, rest in left.items()}

    @cached_property
    def components(self) -> Sequence[Sequence[str]]:
        """Touchpoints that lead back to each other by steps; each after all it leads to."""
        return components(self.steps)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """The place of each touchpoint in reading order."""
        return {item: place for place, item in enumerate(self.touchpoints)}

    def order(self, touchpoints: Iterable[str]) -> tuple[str, ...]:
        """The touchpoints in reading order."""
        return tuple(sorted(set(touchpoints), key=self.position.__getitem__))


def journey_graph(document: Document, map_id: str) -> JourneyGraph:
    """The graph of a map; shared between callers. Raises KeyError for no such map."""
    return document.remember(
        GRAPH_PLACES, ("journey_graph", map_id), lambda it: _build(_shape(it, map_id))
    )


def goal_stage(journey: Map, stages: Sequence[Stage]) -> Stage | None:
    """The stage that the map names as its goal, else the first with the role Purchase, else
    the last; of the stages that customers do not skip. None where they skip all."""
    named = next((stage for stage in stages if stage.id == journey.goal_stage), None)
    if named is not None:
        return named
    candidates = walked(tuple(stages))
    purchase = next((stage for stage in candidates if "purchase" in stage.roles), None)
    return purchase or next(reversed(candidates), None)


def probabilities(shares: Sequence[float | None]) -> tuple[float, ...]:
    """The shares of one touchpoint's connections in per cent, as probabilities.

    Blanks split what is left evenly. Known shares below 100 % without a blank stay as they
    are: the rest leaves the journey. Above 100 % they are normalised.
    """
    known = [share for share in shares if share is not None]
    blanks, total = len(shares) - len(known), sum(known)
    rest = max(100.0 - total, 0.0) / blanks if blanks else 0.0
    whole = max(total, 100.0)
    return tuple([(rest if share is None else share) / whole for share in shares])


_probabilities = lru_cache(maxsize=4096)(probabilities)
"""Most touchpoints have one or two connections, with the same shares as others."""


def entry_shares(shape: Shape) -> dict[str, float]:
    """Where people come in, as probabilities that sum to 1; empty without touchpoints.

    The touchpoints with an entry share above 0; without any, those of the first unskipped
    stage that has touchpoints, evenly.
    """
    given = {item: share for item, _, _, share in shape.touchpoints if share}
    if given:
        total = math.fsum(given.values())
        return {item: share / total for item, share in given.items()}
    for stage in shape.walked:
        first = [item for item, place, _, _ in shape.touchpoints if place == stage]
        if first:
            return dict.fromkeys(first, 1 / len(first))
    return {}


def not_connected(journey: JourneyGraph) -> tuple[str, ...]:
    """Touchpoints without any connection."""
    into, out = journey.preceding, journey.following
    return tuple(item for item in journey.touchpoints if item not in into and item not in out)


@lru_cache(maxsize=16)
def arriving(journey: JourneyGraph) -> frozenset[str]:
    """The touchpoints from which a way leads to the goal, those of the goal stage included."""
    return _all_along(journey.preceding, journey.goals)


@lru_cache(maxsize=16)
def reached(journey: JourneyGraph) -> frozenset[str]:
    """The touchpoints to which a way leads from an entry, the entries included."""
    return _all_along(journey.following, journey.entries)


@lru_cache(maxsize=16)
def dead_ends(journey: JourneyGraph) -> tuple[str, ...]:
    """Connected touchpoints before the goal stage from which no way leads to the goal."""
    if journey.goal_column is None:
        return ()
    arrive, alone = arriving(journey), set(not_connected(journey))
    return tuple(
        item
        for item, column in journey.columns.items()
        if column < journey.goal_column and item not in arrive and item not in alone
    )


@lru_cache(maxsize=16)
def unreachable(journey: JourneyGraph) -> tuple[str, ...]:
    """Connected touchpoints to which no way leads from any entry."""
    come_to, alone = reached(journey), set(not_connected(journey))
    return tuple(item for item in journey.touchpoints if item not in come_to and item not in alone)


@lru_cache(maxsize=16)
def only_ways_through(journey: JourneyGraph) -> tuple[str, ...]:
    """Touchpoints that every way from the entries to the goal passes, in the order passed.

    Entries, touchpoints of the goal stage and those alone in their stage are left out.
    """
    company = Counter(journey.stages.values())
    return tuple(
        item
        for item in _passed_by_all(journey, _a_way(journey))
        if item not in journey.entries
        and item not in journey.goals
        and company[journey.stages[item]] > 1
    )


@lru_cache(maxsize=16)
def on_the_way(journey: JourneyGraph) -> frozenset[str]:
    """The touchpoints on any way from the entries to the goal, the ends of it included."""
    return reached(journey) & arriving(journey)


@lru_cache(maxsize=16)
def shares_above(journey: JourneyGraph) -> Mapping[str, float]:
    """Touchpoints whose connections' shares sum to more than 100 %, with the sum."""
    sums: dict[str, float] = {}
    for item in journey.connections:
        sums[item.source] = sums.get(item.source, 0.0) + (item.share or 0.0)
    return {item: total for item, total in sums.items() if total > 100 + LEAST}


def _shape(document: Document, map_id: str) -> Shape:
    stages = queries.stages(document, map_id)
    goal = goal_stage(document.maps[map_id], stages)
    touchpoints = document.remember(
        _TOUCHPOINT_PLACES, ("graph_touchpoints", map_id), lambda it: _touchpoints(it, map_id)
    )
    there = {item for item, _, _, _ in touchpoints}
    every = map(_DRAWN, document.connections.values())
    return Shape(
        touchpoints=touchpoints,
        connections=tuple(
            sorted(
                [one for one in every if one[1] in there and one[2] in there and one[3] != 0],
                key=_FIRST,
            )
        ),
        walked=tuple(stage.id for stage in walked(stages)),
        goal=goal.id if goal else None,
        goal_column=stages.index(goal) if goal else None,
    )


def _touchpoints(document: Document, map_id: str) -> tuple[tuple[str, str, int, float | None], ...]:
    columns = {stage.id: at for at, stage in enumerate(queries.stages(document, map_id))}
    return tuple(
        [
            (item.id, item.stage, columns[item.stage], item.entry_share)
            for item in counting(document, map_id)
        ]
    )


@lru_cache(maxsize=16)
def _build(shape: Shape) -> JourneyGraph:
    drawn: dict[str, list[tuple[str, str, str, float | None]]] = {}
    for connection in shape.connections:
        drawn.setdefault(connection[1], []).append(connection)
    connections: list[Drawn] = []
    for item, _, _, _ in shape.touchpoints:
        if item in drawn:
            several = drawn[item]
            chances = _probabilities(tuple([share for _, _, _, share in several]))
            connections += [
                Drawn(identifier, source, target, share, chance)
                for (identifier, source, target, share), chance in zip(
                    several, chances, strict=True
                )
            ]
    return JourneyGraph(
        stages={item: stage for item, stage, _, _ in shape.touchpoints},
        columns={item: column for item, _, column, _ in shape.touchpoints},
        connections=tuple(connections),
        entries=entry_shares(shape),
        goals=frozenset(item for item, stage, _, _ in shape.touchpoints if stage == shape.goal),
        goal_column=shape.goal_column,
    )


def _all_along(ways: Mapping[str, Sequence[str]], starts: Iterable[str]) -> frozenset[str]:
    """The starts, and everything that ways lead to from them."""
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        for other in ways.get(waiting.pop(), ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return frozenset(seen)


def _a_way(journey: JourneyGraph) -> tuple[str, ...]:
    """A shortest way from an entry to a touchpoint of the goal; empty where there is none."""
    came_from: dict[str, str] = dict.fromkeys(journey.entries, ENTRY)
    waiting = list(came_from)
    for item in waiting:
        if item in journey.goals:
            way = [item]
            while came_from[way[-1]] != ENTRY:
                way.append(came_from[way[-1]])
            return tuple(reversed(way))
        for other in journey.following.get(item, ()):
            if other not in came_from:
                came_from[other] = item
                waiting.append(other)
    return ()


def _passed_by_all(journey: JourneyGraph, way: Sequence[str]) -> Iterable[str]:
    """The touchpoints of one way to the goal that no other way leads around.

    Going along the way, all that its touchpoints lead to beside it is looked at once, for how
    far along it comes back: a touchpoint up to which nothing came further is passed by all.
    """
    place = {item: index for index, item in enumerate(way)}
    seen: set[str] = set()
    furthest = 0
    starts: Iterable[str] = journey.entries
    for index, item in enumerate(way):
        waiting = [other for other in starts if other not in seen]
        while waiting:
            other = waiting.pop()
            if other in journey.goals:
                furthest = len(way)
            if other in place:
                furthest = max(furthest, place[other])
            elif other not in seen:
                seen.add(other)
                waiting.extend(journey.following.get(other, ()))
        if furthest == index:
            yield item
        starts = journey.following.get(item, ())
