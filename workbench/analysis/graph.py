"""The journey as a graph: touchpoints that count, connections between them, shares.

Importing this module imports networkx (some 140 ms): import it inside functions, or in
modules that are themselves imported that way.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import networkx as nx

from workbench.analysis.counting import PLACES, counting, walked
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Map, Stage

ENTRY = "(entry)"
GOAL = "(goal)"

LEAST = 1e-9
"""Shares and what they leave over are told apart from nothing down to this probability."""


GRAPH_PLACES = PLACES | {"maps", "stages", "touchpoints.entry_share", "connections"}
"""All that a map's graph depends on."""


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


@dataclass(frozen=True, eq=False)
class JourneyGraph:
    """A map as a graph.

    `graph` is a frozen MultiDiGraph. Its nodes are the ids of the touchpoints that count, in
    reading order, with the attributes `stage` (id) and `column` (index of the stage). Its
    edges are keyed by the connection's id, with the attributes `share` (per cent as drawn, or
    None) and `probability` (0 to 1, normalised). `entries` gives the touchpoints where people
    come in, with probabilities that sum to 1; `goals` are the touchpoints of the goal stage;
    `goal_column` is the index of that stage. `ends` is the same as a frozen DiGraph without
    attributes, with ENTRY before the entries and GOAL behind the goals.
    """

    graph: Any
    ends: Any
    entries: Mapping[str, float]
    goals: frozenset[str]
    goal_column: int | None

    @cached_property
    def drawn(self) -> bool:
        """Whether there is any connection."""
        return any(self.graph.adj[item] for item in self.graph)

    @cached_property
    def steps(self) -> Mapping[str, Mapping[str, float]]:
        """The probability of each step from a touchpoint to another, parallel ones added up.

        Steps that nobody takes, such as a blank share beside 100 %, are left out.
        """
        steps: dict[str, dict[str, float]] = {}
        for source, targets in self.graph.adj.items():
            chances = {
                target: math.fsum(edge["probability"] for edge in edges.values())
                for target, edges in targets.items()
            }
            steps[source] = {item: chance for item, chance in chances.items() if chance > LEAST}
        return steps

    @cached_property
    def leaving(self) -> Mapping[str, float]:
        """The share of visits to each touchpoint after which people leave the journey."""
        left = {item: 1.0 - math.fsum(steps.values()) for item, steps in self.steps.items()}
        return {item: rest if rest > LEAST else 0.0 for item, rest in left.items()}

    @cached_property
    def moves(self) -> Any:
        """The steps as a frozen DiGraph."""
        moves = nx.DiGraph()
        moves.add_nodes_from(self.graph)
        moves.add_edges_from((source, item) for source in self.steps for item in self.steps[source])
        return nx.freeze(moves)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """The place of each touchpoint in reading order."""
        return {item: place for place, item in enumerate(self.graph)}

    def order(self, touchpoints: Iterable[str]) -> tuple[str, ...]:
        """The touchpoints in reading order."""
        return tuple(sorted(set(touchpoints), key=self.position.__getitem__))


@dataclass(frozen=True)
class Circle:
    """Touchpoints that lead back to each other, in reading order.

    `exit` says whether anybody gets out: to another touchpoint, to the goal, or away.
    """

    touchpoints: tuple[str, ...]
    exit: bool


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
    known = sum(share for share in shares if share is not None)
    blanks = sum(share is None for share in shares)
    rest = max(100.0 - known, 0.0) / blanks if blanks else 0.0
    whole = max(known, 100.0)
    return tuple((rest if share is None else share) / whole for share in shares)


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
    into, out = journey.graph.pred, journey.graph.succ
    return tuple(item for item in journey.graph if not into[item] and not out[item])


@lru_cache(maxsize=16)
def arriving(journey: JourneyGraph) -> frozenset[str]:
    """The touchpoints from which a way leads to the goal, those of the goal stage included."""
    return frozenset(nx.ancestors(journey.ends, GOAL)) - {ENTRY}


@lru_cache(maxsize=16)
def reached(journey: JourneyGraph) -> frozenset[str]:
    """The touchpoints to which a way leads from an entry, the entries included."""
    return frozenset(nx.descendants(journey.ends, ENTRY)) - {GOAL}


@lru_cache(maxsize=16)
def dead_ends(journey: JourneyGraph) -> tuple[str, ...]:
    """Connected touchpoints before the goal stage from which no way leads to the goal."""
    if journey.goal_column is None:
        return ()
    arrive, alone = arriving(journey), set(not_connected(journey))
    return tuple(
        item
        for item, column in journey.graph.nodes(data="column")
        if column < journey.goal_column and item not in arrive and item not in alone
    )


@lru_cache(maxsize=16)
def unreachable(journey: JourneyGraph) -> tuple[str, ...]:
    """Connected touchpoints to which no way leads from any entry."""
    come_to, alone = reached(journey), set(not_connected(journey))
    return tuple(item for item in journey.graph if item not in come_to and item not in alone)


@lru_cache(maxsize=16)
def only_ways_through(journey: JourneyGraph) -> tuple[str, ...]:
    """Touchpoints that every way from the entries to the goal passes, in the order passed.

    Entries, touchpoints of the goal stage and those alone in their stage are left out.
    """
    dominators = nx.immediate_dominators(journey.ends, ENTRY)
    passed: list[str] = []
    current = dominators.get(GOAL, ENTRY)
    while current != ENTRY:
        passed.append(current)
        current = dominators[current]
    stages = [stage for _, stage in journey.graph.nodes(data="stage")]
    return tuple(
        item
        for item in reversed(passed)
        if item not in journey.entries
        and item not in journey.goals
        and stages.count(journey.graph.nodes[item]["stage"]) > 1
    )


@lru_cache(maxsize=16)
def on_the_way(journey: JourneyGraph) -> frozenset[str]:
    """The touchpoints on any way from the entries to the goal, the ends of it included."""
    return reached(journey) & arriving(journey)


@lru_cache(maxsize=16)
def circles(journey: JourneyGraph) -> tuple[Circle, ...]:
    """Sets of touchpoints that lead back to each other, or one that leads to itself."""
    found = []
    for members in nx.strongly_connected_components(journey.moves):
        first = next(iter(members))
        if len(members) > 1 or first in journey.steps[first]:
            found.append(Circle(journey.order(members), _has_exit(journey, members)))
    return tuple(sorted(found, key=lambda circle: journey.position[circle.touchpoints[0]]))


@lru_cache(maxsize=64)
def shortest_cycle(journey: JourneyGraph, circle: Circle) -> tuple[str, ...]:
    """The shortest way round within a circle, from its first touchpoint in reading order.

    Of ways equally short, the one that starts first in reading order.
    """
    inside = set(circle.touchpoints)
    best: tuple[str, ...] = ()
    for start in circle.touchpoints:
        way = _way_back(journey.steps, inside, start, len(best))
        best = way or best
        # every way through it has been seen
        inside.remove(start)
    return best


@lru_cache(maxsize=16)
def shares_above(journey: JourneyGraph) -> Mapping[str, float]:
    """Touchpoints whose connections' shares sum to more than 100 %, with the sum."""
    sums: dict[str, float] = {}
    for item, targets in journey.graph.adj.items():
        drawn = (edge["share"] or 0.0 for edges in targets.values() for edge in edges.values())
        sums[item] = sum(drawn)
    return {item: total for item, total in sums.items() if total > 100 + LEAST}


def _shape(document: Document, map_id: str) -> Shape:
    stages = queries.stages(document, map_id)
    columns = {stage.id: index for index, stage in enumerate(stages)}
    touchpoints = counting(document, map_id)
    there = {item.id for item in touchpoints}
    goal = goal_stage(document.maps[map_id], stages)
    return Shape(
        touchpoints=tuple(
            (item.id, item.stage, columns[item.stage], item.entry_share) for item in touchpoints
        ),
        connections=tuple(
            (item.id, item.source, item.target, item.share)
            for item in queries.connections(document, map_id)
            if item.share != 0 and item.source in there and item.target in there
        ),
        walked=tuple(stage.id for stage in walked(stages)),
        goal=goal.id if goal else None,
        goal_column=columns[goal.id] if goal else None,
    )


@lru_cache(maxsize=16)
def _build(shape: Shape) -> JourneyGraph:
    graph = nx.MultiDiGraph()
    for item, stage, column, _ in shape.touchpoints:
        graph.add_node(item, stage=stage, column=column)
    drawn: dict[str, list[tuple[str, str, float | None]]] = {}
    for item, source, target, share in shape.connections:
        drawn.setdefault(source, []).append((item, target, share))
    for source, several in drawn.items():
        chances = probabilities([share for _, _, share in several])
        for (item, target, share), chance in zip(several, chances, strict=True):
            graph.add_edge(source, target, key=item, share=share, probability=chance)
    goals = [item for item, stage, _, _ in shape.touchpoints if stage == shape.goal]
    entries = entry_shares(shape)
    ends = nx.DiGraph()
    ends.add_nodes_from((ENTRY, *graph, GOAL))
    ends.add_edges_from((source, target) for _, source, target, _ in shape.connections)
    ends.add_edges_from((ENTRY, item) for item in entries)
    ends.add_edges_from((item, GOAL) for item in goals)
    return JourneyGraph(
        graph=nx.freeze(graph),
        ends=nx.freeze(ends),
        entries=entries,
        goals=frozenset(goals),
        goal_column=shape.goal_column,
    )


def _has_exit(journey: JourneyGraph, members: set[str]) -> bool:
    if not journey.goals.isdisjoint(members):
        return True
    return any(
        journey.leaving[item] > 0 or not journey.steps[item].keys() <= members for item in members
    )


def _way_back(
    steps: Mapping[str, Mapping[str, float]], inside: set[str], start: str, limit: int
) -> tuple[str, ...]:
    """The shortest way from `start` back to itself, breadth first.

    Empty where there is none, or with a limit (0: none) none of fewer touchpoints than that.
    """
    came_from: dict[str, str] = {}
    layer = [start]
    length = 1
    while layer and not 0 < limit <= length:
        following: list[str] = []
        for item in layer:
            for target in steps[item]:
                if target == start:
                    way = [item]
                    while way[-1] != start:
                        way.append(came_from[way[-1]])
                    return tuple(reversed(way))
                if target in inside and target not in came_from:
                    came_from[target] = item
                    following.append(target)
        layer = following
        length += 1
    return ()
