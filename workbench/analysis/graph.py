"""The journey as a graph: touchpoints that count, connections between them, shares.

Importing this module imports networkx (some 140 ms): import it inside functions, or in
modules that are themselves imported that way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from workbench.analysis.counting import PLACES, counting, walked
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Connection, Map, Stage, Touchpoint

ENTRY = "(entry)"
GOAL = "(goal)"

_LEAST = 1e-9


@dataclass(frozen=True)
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

    @property
    def drawn(self) -> bool:
        """Whether there is any connection."""
        return any(self.graph.adj[item] for item in self.graph)

    def order(self, touchpoints: Iterable[str]) -> tuple[str, ...]:
        """The touchpoints in reading order."""
        wanted = set(touchpoints)
        return tuple(node for node in self.graph if node in wanted)


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
        PLACES | {"connections"}, ("journey_graph", map_id), lambda it: _build(it, map_id)
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


def entry_shares(stages: Sequence[Stage], touchpoints: Sequence[Touchpoint]) -> dict[str, float]:
    """Where people come in, as probabilities that sum to 1; empty without touchpoints.

    The touchpoints with an entry share above 0; without any, those of the first unskipped
    stage that has touchpoints, evenly.
    """
    given = {item.id: item.entry_share for item in touchpoints if item.entry_share}
    if given:
        total = sum(given.values())
        return {item: share / total for item, share in given.items()}
    for stage in walked(tuple(stages)):
        first = [item.id for item in touchpoints if item.stage == stage.id]
        if first:
            return dict.fromkeys(first, 1 / len(first))
    return {}


def not_connected(journey: JourneyGraph) -> tuple[str, ...]:
    """Touchpoints without any connection."""
    into, out = journey.graph.pred, journey.graph.succ
    return tuple(item for item in journey.graph if not into[item] and not out[item])


def dead_ends(journey: JourneyGraph) -> tuple[str, ...]:
    """Connected touchpoints before the goal stage from which no way leads to the goal."""
    if journey.goal_column is None:
        return ()
    arriving = nx.ancestors(journey.ends, GOAL)
    alone = set(not_connected(journey))
    return tuple(
        item
        for item, column in journey.graph.nodes(data="column")
        if column < journey.goal_column and item not in arriving and item not in alone
    )


def unreachable(journey: JourneyGraph) -> tuple[str, ...]:
    """Connected touchpoints to which no way leads from any entry."""
    reached = nx.descendants(journey.ends, ENTRY)
    alone = set(not_connected(journey))
    return tuple(item for item in journey.graph if item not in reached and item not in alone)


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


def circles(journey: JourneyGraph) -> tuple[Circle, ...]:
    """Sets of touchpoints that lead back to each other, or one that leads to itself."""
    found = []
    for members in nx.strongly_connected_components(journey.graph):
        first = next(iter(members))
        if len(members) > 1 or journey.graph.has_edge(first, first):
            found.append(Circle(journey.order(members), _has_exit(journey, members)))
    position = {item: index for index, item in enumerate(journey.graph)}
    return tuple(sorted(found, key=lambda circle: position[circle.touchpoints[0]]))


def shortest_cycle(journey: JourneyGraph, circle: Circle) -> tuple[str, ...]:
    """The shortest way round within a circle, from its first touchpoint in reading order.

    Of ways equally short, the one that starts first in reading order.
    """
    inside = journey.graph.subgraph(circle.touchpoints)
    best: tuple[str, ...] = ()
    for start in circle.touchpoints:
        way = _way_back(inside, start)
        if way and (not best or len(way) < len(best)):
            best = way
    return best


def shares_above(journey: JourneyGraph) -> dict[str, float]:
    """Touchpoints whose connections' shares sum to more than 100 %, with the sum."""
    sums: dict[str, float] = {}
    for item, targets in journey.graph.adj.items():
        drawn = (edge["share"] or 0.0 for edges in targets.values() for edge in edges.values())
        sums[item] = sum(drawn)
    return {item: total for item, total in sums.items() if total > 100 + _LEAST}


def _build(document: Document, map_id: str) -> JourneyGraph:
    stages = queries.stages(document, map_id)
    touchpoints = counting(document, map_id)
    columns = {stage.id: index for index, stage in enumerate(stages)}
    graph = nx.MultiDiGraph()
    for item in touchpoints:
        graph.add_node(item.id, stage=item.stage, column=columns[item.stage])
    for source, drawn in _by_source(document, map_id, graph).items():
        chances = probabilities([item.share for item in drawn])
        for one, chance in zip(drawn, chances, strict=True):
            graph.add_edge(source, one.target, key=one.id, share=one.share, probability=chance)
    goal = goal_stage(document.maps[map_id], stages)
    goals = [item.id for item in touchpoints if goal and item.stage == goal.id]
    entries = entry_shares(stages, touchpoints)
    ends = nx.DiGraph()
    ends.add_nodes_from((ENTRY, *graph, GOAL))
    ends.add_edges_from((source, target) for source in graph for target in graph.adj[source])
    ends.add_edges_from((ENTRY, item) for item in entries)
    ends.add_edges_from((item, GOAL) for item in goals)
    return JourneyGraph(
        graph=nx.freeze(graph),
        ends=nx.freeze(ends),
        entries=entries,
        goals=frozenset(goals),
        goal_column=columns[goal.id] if goal else None,
    )


def _by_source(document: Document, map_id: str, graph: Any) -> dict[str, list[Connection]]:
    """The connections between touchpoints that count, by source; 0 % is no connection."""
    drawn: dict[str, list[Connection]] = {}
    for item in queries.connections(document, map_id):
        if item.share != 0 and item.source in graph and item.target in graph:
            drawn.setdefault(item.source, []).append(item)
    return drawn


def _has_exit(journey: JourneyGraph, members: set[str]) -> bool:
    if not journey.goals.isdisjoint(members):
        return True
    for item in members:
        out = journey.graph.out_edges(item, data="probability")
        if any(target not in members for _, target, _ in out):
            return True
        if sum(chance for _, _, chance in out) < 1 - _LEAST:
            return True
    return False


def _way_back(graph: Any, start: str) -> tuple[str, ...]:
    """The shortest way from `start` back to itself, breadth first; empty where there is none."""
    came_from: dict[str, str] = {}
    layer = [start]
    while layer:
        following: list[str] = []
        for item in layer:
            for target in graph.successors(item):
                if target == start:
                    way = [item]
                    while way[-1] != start:
                        way.append(came_from[way[-1]])
                    return tuple(reversed(way))
                if target not in came_from:
                    came_from[target] = item
                    following.append(target)
        layer = following
    return ()
