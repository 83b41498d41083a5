"""Ways through a journey and how probable they are."""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from workbench.analysis.flow_figures import Path
from workbench.analysis.graph import ENTRY, GOAL, JourneyGraph

_EQUAL = 1e-11
"""Two probabilities whose logarithms differ by less count as equal."""


def path_probability(journey: JourneyGraph, touchpoints: Sequence[str]) -> float:
    """The entry share of the first touchpoint × the shares along the path.

    Parallel connections add up; 0 where the path does not start at an entry, or follows no
    connection, and for no touchpoints at all.
    """
    if not touchpoints:
        return 0.0
    first = journey.entries.get(touchpoints[0], 0.0)
    steps = journey.steps
    return math.prod((steps.get(a, {}).get(b, 0.0) for a, b in pairwise(touchpoints)), start=first)


@lru_cache(maxsize=16)
def most_likely_path(journey: JourneyGraph) -> Path | None:
    """The most probable way from the entries to the goal; None where there is none.

    The shortest path on −log(share), by Dijkstra. Of ways equally probable, the one of fewer
    steps; of these, the one that comes first on the canvas, touchpoint by touchpoint.
    """
    ways = _with_ends(journey)
    back: dict[str, dict[str, float]] = {item: {} for item in ways}
    for source, row in ways.items():
        for target, cost in row.items():
            back[target][source] = cost
    ahead, behind = _distances(ways, ENTRY), _distances(back, GOAL)
    if GOAL not in ahead:
        return None
    whole = ahead[GOAL]
    # exactly the steps that lie on some most probable way
    best = {
        source: [
            target
            for target, cost in row.items()
            if target in behind and ahead[source] + cost + behind[target] <= whole + _EQUAL
        ]
        for source, row in ways.items()
        if source in ahead
    }
    left = _steps_left(best)
    place = {**journey.position, GOAL: -1}
    way = [ENTRY]
    while way[-1] != GOAL:
        nearer = (item for item in best[way[-1]] if left.get(item) == left[way[-1]] - 1)
        way.append(min(nearer, key=lambda item: place[item]))
    touchpoints = tuple(way[1:-1])
    return Path(touchpoints, path_probability(journey, touchpoints))


def _with_ends(journey: JourneyGraph) -> dict[str, dict[str, float]]:
    """The cost −log(share) of every step, from the entry to the goal, which is free."""
    ways = {
        source: {target: -math.log(min(chance, 1.0)) for target, chance in row.items()}
        for source, row in journey.steps.items()
    }
    for item in journey.goals:
        ways[item][GOAL] = 0.0
    ways[ENTRY] = {item: -math.log(min(share, 1.0)) for item, share in journey.entries.items()}
    ways[GOAL] = {}
    return ways


def _distances(ways: Mapping[str, Mapping[str, float]], start: str) -> dict[str, float]:
    """The least cost from `start` to everything that can be reached."""
    done: dict[str, float] = {}
    queue = [(0.0, start)]
    while queue:
        cost, item = heapq.heappop(queue)
        if item in done:
            continue
        done[item] = cost
        for target, more in ways[item].items():
            if target not in done:
                heapq.heappush(queue, (cost + more, target))
    return done


def _steps_left(ways: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How many steps at least lead from each to the goal."""
    back: dict[str, list[str]] = {}
    for source, targets in ways.items():
        for target in targets:
            back.setdefault(target, []).append(source)
    left = {GOAL: 0}
    layer = [GOAL]
    while layer:
        before = {item: None for last in layer for item in back.get(last, ()) if item not in left}
        left.update(dict.fromkeys(before, left[layer[0]] + 1))
        layer = list(before)
    return left
