"""The experience curve as a smooth line that never overshoots its points."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from workbench.drawing.geometry import Point, Rect

LOWEST, HIGHEST = -2.0, 2.0


class Bezier(NamedTuple):
    """One cubic piece of a line."""

    start: Point
    first: Point
    second: Point
    end: Point


def points_along(piece: Bezier, parts: int) -> list[tuple[float, float]]:
    """The ends of so many parts of a piece, as (x, y), from its start to its end."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = piece
    return [
        (a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy)
        for a, b, c, d in _weights(parts)
    ]


@cache
def _weights(parts: int) -> list[tuple[float, float, float, float]]:
    """How much each of a piece's four points counts at the ends of its parts."""
    found = []
    for step in range(parts + 1):
        t = step / parts
        u = 1 - t
        found.append((u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t))
    return found


def points_in(
    values: Sequence[float | None], middles: Sequence[float], area: Rect
) -> tuple[Point | None, ...]:
    """Where feelings from −2 to +2 lie in `area`, over the columns' middles."""
    return tuple(
        None if value is None else Point(x, height_of(value, area))
        for value, x in zip(values, middles, strict=True)
    )


def height_of(value: float, area: Rect) -> float:
    """The y of a feeling in `area`: +2 at the top, −2 at the bottom."""
    return area.bottom - (value - LOWEST) / (HIGHEST - LOWEST) * area.height


def lines_through(points: Sequence[Point | None]) -> tuple[tuple[Bezier, ...], ...]:
    """A smooth line through each run of points; a gap (None) breaks it.

    A point alone between gaps has no line.
    """
    runs = [
        [point for point in group if point is not None]
        for present, group in itertools.groupby(points, key=lambda point: point is not None)
        if present
    ]
    return tuple(_monotone(run) for run in runs if len(run) > 1)


def _monotone(points: Sequence[Point]) -> tuple[Bezier, ...]:
    # Fritsch and Carlson 1980, "Monotone piecewise cubic interpolation", with the harmonic
    # mean of Brodlie as inner tangents: flat at extremes, so no piece leaves its two ends.
    widths = [after.x - before.x for before, after in itertools.pairwise(points)]
    slopes = [
        (after.y - before.y) / width
        for (before, after), width in zip(itertools.pairwise(points), widths, strict=True)
    ]
    tangents = [slopes[0]]
    for (left, right), (near, far) in zip(
        itertools.pairwise(slopes), itertools.pairwise(widths), strict=True
    ):
        if left * right <= 0:
            tangents.append(0.0)
        else:
            weight_left, weight_right = 2 * far + near, far + 2 * near
            total = weight_left + weight_right
            tangents.append(total / (weight_left / left + weight_right / right))
    tangents.append(slopes[-1])
    return tuple(
        Bezier(
            before,
            Point(before.x + width / 3, before.y + width / 3 * tangent),
            Point(after.x - width / 3, after.y - width / 3 * following),
            after,
        )
        for (before, after), width, (tangent, following) in zip(
            itertools.pairwise(points), widths, itertools.pairwise(tangents), strict=True
        )
    )
