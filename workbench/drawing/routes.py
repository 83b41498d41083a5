"""Connections as quiet curves that run through the gutters between columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from workbench.drawing.corridors import Corridors
from workbench.drawing.curve import Bezier
from workbench.drawing.geometry import Point, Rect
from workbench.drawing.layout import CardBox, MapLayout
from workbench.model import queries
from workbench.model.document import Document


class Ends(NamedTuple):
    """All that a way depends on: two cards, how many columns apart, where it crosses those."""

    source: Rect
    target: Rect
    distance: int
    level: float


class Route(msgspec.Struct, frozen=True):
    """The way of one connection: pieces from the source's side to the arrow's tip."""

    id: str
    source: str
    target: str
    ends: Ends
    pieces: tuple[Bezier, ...]

    @property
    def tip_to_right(self) -> bool:
        """Whether the arrow enters the target from its left side."""
        return self.ends.distance != 0

    @property
    def start(self) -> Point:
        return self.pieces[0].start

    @property
    def tip(self) -> Point:
        return self.pieces[-1].end


def routes(
    document: Document, layout: MapLayout, before: Mapping[str, Route] | None = None
) -> dict[str, Route]:
    """The way of every connection of the laid-out map, by connection id.

    A route of `before` is kept, the same object, where nothing about it changed.
    """
    order = {column.id: index for index, column in enumerate(layout.columns)}
    corridors = Corridors(layout)
    found: dict[str, Route] = {}
    for connection in queries.connections(document, layout.map_id):
        source, target = layout.boxes.get(connection.source), layout.boxes.get(connection.target)
        if source is None or target is None:
            continue
        ends = _ends(source, target, order, corridors)
        known = before.get(connection.id) if before else None
        if known is None or known.ends != ends:
            way = _way(ends, layout.metrics.gutter)
            known = Route(connection.id, source.id, target.id, ends, way)
        found[connection.id] = known
    return found


def way_between(start: Rect, end: Rect, gutter: float) -> tuple[Bezier, ...]:
    """A direct way from the right side of one rectangle to the left side of another."""
    return (_bow(_right(start), _left(end), gutter),)


def _ends(source: CardBox, target: CardBox, order: Mapping[str, int], corridors: Corridors) -> Ends:
    first, last = order[source.stage], order[target.stage]
    distance, height = last - first, source.rect.middle.y
    if distance in (0, 1):
        return Ends(source.rect, target.rect, distance, height)
    crossed = (first + 1, last - 1) if distance > 0 else (last, first)
    goal = target.rect.middle.y if target.lane == source.lane else None
    level = corridors.level(source.lane, crossed, height, goal)
    return Ends(source.rect, target.rect, distance, level)


def _way(ends: Ends, gutter: float) -> tuple[Bezier, ...]:
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


def _right(rect: Rect) -> Point:
    return Point(rect.right, rect.middle.y)


def _left(rect: Rect) -> Point:
    return Point(rect.x, rect.middle.y)
