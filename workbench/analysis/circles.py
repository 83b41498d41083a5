"""Circles: touchpoints that lead back to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from workbench.analysis.graph import JourneyGraph


@dataclass(frozen=True)
class Circle:
    """Touchpoints that lead back to each other, in reading order.

    `exit` says whether anybody gets out: to another touchpoint, to the goal, or away.
    """

    touchpoints: tuple[str, ...]
    exit: bool


@lru_cache(maxsize=16)
def circles(journey: JourneyGraph) -> tuple[Circle, ...]:
    """Sets of touchpoints that lead back to each other, or one that leads to itself."""
    found = [
        Circle(journey.order(members), _has_exit(journey, set(members)))
        for members in journey.components
        if len(members) > 1 or members[0] in journey.steps[members[0]]
    ]
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
