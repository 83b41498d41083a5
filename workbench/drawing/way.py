"""The curves of which the way of a connection consists."""

from __future__ import annotations

from typing import NamedTuple

from workbench.drawing.curve import Bezier
from workbench.drawing.geometry import Point, Rect


class Ends(NamedTuple):
    """All that a way depends on: two cards, how many columns apart, where it crosses those."""

    source: Rect
    target: Rect
    distance: int
    level: float


def way_between(start: Rect, end: Rect, gutter: float) -> tuple[Bezier, ...]:
    """A direct way from the right side of one rectangle to the left side of another."""
    return (_bow(_right(start), _left(end), gutter),)


def start_of(ends: Ends) -> Point:
    """Where a way leaves the source's right side."""
    return _right(ends.source)


def tip_of(ends: Ends) -> Point:
    """Where its arrow points: the target's left side, the right one within a stage."""
    return _left(ends.target) if ends.distance else _right(ends.target)


def parts_of(ends: Ends, gutter: float) -> tuple[Rect, ...]:
    """Rectangles that a way stays within, one for each of its pieces."""
    (x, y), (to_x, to_y) = start_of(ends), tip_of(ends)
    distance, level = ends.distance, ends.level
    if distance in (0, 1):
        return (_around(x, to_x, y, to_y, gutter),)
    side = gutter if distance > 1 else 0.0
    return (
        _around(x, x + side, y, level, gutter),
        _around(x, to_x, level, level, gutter),
        _around(to_x - side, to_x, level, to_y, gutter),
    )


def pieces_of(ends: Ends, gutter: float) -> tuple[Bezier, ...]:
    """The curves of a way, from its start to its tip."""
    start = _right(ends.source)
    if ends.distance == 0:
        return (_loop(start, _right(ends.target), gutter),)
    end = _left(ends.target)
    if ends.distance == 1:
        return (_bow(start, end, gutter),)
    if ends.distance > 1:
        near, far = Point(start.x + gutter, ends.level), Point(end.x - gutter, ends.level)
        return (_bow(start, near, gutter), _straight(near, far), _bow(far, end, gutter))
    near, far = Point(start.x, ends.level), Point(end.x, ends.level)
    return (_loop(start, near, gutter), _straight(near, far), _loop(far, end, -gutter))


def _bow(start: Point, end: Point, gutter: float) -> Bezier:
    reach = max(abs(end.x - start.x) * 0.6, gutter * 0.6)
    return Bezier(start, Point(start.x + reach, start.y), Point(end.x - reach, end.y), end)


def _loop(start: Point, end: Point, gutter: float) -> Bezier:
    # a cubic reaches three quarters of the way to its control points
    out = gutter / 2 * 4 / 3
    return Bezier(start, Point(start.x + out, start.y), Point(end.x + out, end.y), end)


def _straight(start: Point, end: Point) -> Bezier:
    third = Point(start.x + (end.x - start.x) / 3, start.y + (end.y - start.y) / 3)
    two_thirds = Point(start.x + (end.x - start.x) * 2 / 3, start.y + (end.y - start.y) * 2 / 3)
    return Bezier(start, third, two_thirds, end)


def _around(x: float, to_x: float, y: float, to_y: float, gutter: float) -> Rect:
    left, top = min(x, to_x) - gutter, min(y, to_y)
    return Rect(left, top, abs(to_x - x) + 2 * gutter, abs(to_y - y))


def _right(rect: Rect) -> Point:
    x, y, width, height = rect
    return Point(x + width, y + height / 2)


def _left(rect: Rect) -> Point:
    x, y, _, height = rect
    return Point(x, y + height / 2)
