"""Where the dots of a scatter chart go, so that none hides another."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

Point = tuple[float, float]

_FIRST_RING = 6
"""So many dots fit round one in the middle without touching each other."""


def spread(points: Mapping[str, Point], distance: float) -> dict[str, Point]:
    """Points by id, those at the same place moved apart by at least `distance`.

    The first by id stays, the others stand on rings round it, `distance` apart. Depends on
    nothing but places and ids, so that a dot stays where it is while others are selected.
    """
    places: dict[Point, list[str]] = {}
    for identifier in sorted(points):
        places.setdefault(points[identifier], []).append(identifier)
    spread_out: dict[str, Point] = {}
    for (x, y), identifiers in places.items():
        offsets = _rings(len(identifiers), distance)
        for identifier, (dx, dy) in zip(identifiers, offsets, strict=True):
            spread_out[identifier] = (x + dx, y + dy)
    return spread_out


def near(points: Iterable[tuple[str, Point]], at: Point, reach: float) -> Sequence[str]:
    """The ids of the points within `reach` of a place, the nearest first, ties by id."""
    found = [
        (math.dist(point, at), identifier)
        for identifier, point in points
        if math.dist(point, at) <= reach
    ]
    return [identifier for _, identifier in sorted(found)]


def _rings(count: int, distance: float) -> list[Point]:
    offsets: list[Point] = [(0.0, 0.0)]
    ring = 1
    while len(offsets) < count:
        places = _FIRST_RING * ring
        for place in range(min(places, count - len(offsets))):
            angle = 2 * math.pi * place / places
            radius = distance * ring
            offsets.append((radius * math.cos(angle), radius * math.sin(angle)))
        ring += 1
    return offsets[:count]
