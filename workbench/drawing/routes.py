"""Connections as quiet curves that run through the gutters between columns."""

from __future__ import annotations

import itertools

import msgspec

from workbench.drawing.curve import Bezier
from workbench.drawing.geometry import Point, Rect
from workbench.drawing.layout import CardBox, MapLayout
from workbench.model import queries
from workbench.model.document import Document

_TURN = 6.0
"""The radius of a corner, in scene units."""


class Route(msgspec.Struct, frozen=True):
    """The way of one connection: pieces from the source's side to the arrow's tip."""

    id: str
    source: str
    target: str
    pieces: tuple[Bezier, ...]
    tip_to_right: bool
    """Whether the arrow enters the target from its left side."""

    @property
    def start(self) -> Point:
        return self.pieces[0].start

    @property
    def tip(self) -> Point:
        return self.pieces[-1].end

    def bounds(self) -> Rect:
        """A rectangle that holds the whole way."""
        points = [point for piece in self.pieces for point in piece]
        left, top = min(p.x for p in points), min(p.y for p in points)
        return Rect(left, top, max(p.x for p in points) - left, max(p.y for p in points) - top)


def routes(document: Document, layout: MapLayout) -> dict[str, Route]:
    """The way of every connection of the laid-out map, by connection id."""
    order = {column.id: index for index, column in enumerate(layout.columns)}
    bottoms = {row.id: row.bottom for row in layout.rows}
    found: dict[str, Route] = {}
    for connection in queries.connections(document, layout.map_id):
        source, target = layout.boxes.get(connection.source), layout.boxes.get(connection.target)
        if source is not None and target is not None:
            found[connection.id] = Route(
                connection.id,
                source.id,
                target.id,
                _way(source, target, order, bottoms[source.lane], layout.metrics.gutter),
                order[source.stage] != order[target.stage],
            )
    return found


def way_between(start: Rect, end: Rect, gutter: float) -> tuple[Bezier, ...]:
    """A direct way from the right side of one rectangle to the left side of another."""
    return (_bow(_right(start), _left(end), gutter),)


def _way(
    source: CardBox, target: CardBox, order: dict[str, int], floor: float, gutter: float
) -> tuple[Bezier, ...]:
    start = _right(source.rect)
    distance = order[target.stage] - order[source.stage]
    if distance == 0:
        return (_loop(start, _right(target.rect), gutter),)
    end = _left(target.rect)
    if distance == 1:
        return (_bow(start, end, gutter),)
    # Longer and backward ways follow the bottom of the source's lane, under its cards.
    middle, corridor = gutter / 2, floor - 3.0
    corners = [
        Point(start.x + middle, start.y),
        Point(start.x + middle, corridor),
        Point(end.x - middle, corridor),
        Point(end.x - middle, end.y),
    ]
    return _rounded([start, *corners, end], _TURN)


def _bow(start: Point, end: Point, gutter: float) -> Bezier:
    reach = max(abs(end.x - start.x) * 0.6, gutter * 0.6)
    return Bezier(start, Point(start.x + reach, start.y), Point(end.x - reach, end.y), end)


def _loop(start: Point, end: Point, gutter: float) -> Bezier:
    # a cubic reaches three quarters of the way to its control points
    out = gutter / 2 * 4 / 3
    return Bezier(start, Point(start.x + out, start.y), Point(end.x + out, end.y), end)


def _rounded(corners: list[Point], radius: float) -> tuple[Bezier, ...]:
    pieces: list[Bezier] = []
    at = corners[0]
    for corner, following in itertools.pairwise(corners[1:]):
        enter = _towards(corner, at, radius)
        leave = _towards(corner, following, radius)
        pieces.append(_straight(at, enter))
        pieces.append(Bezier(enter, corner, corner, leave))
        at = leave
    pieces.append(_straight(at, corners[-1]))
    return tuple(pieces)


def _towards(corner: Point, other: Point, radius: float) -> Point:
    """The point `radius` away from a corner, at most half way to the other point."""
    dx, dy = other.x - corner.x, other.y - corner.y
    length = max(abs(dx), abs(dy))
    if length == 0:
        return corner
    part = min(radius, length / 2) / length
    return Point(corner.x + dx * part, corner.y + dy * part)


def _straight(start: Point, end: Point) -> Bezier:
    third = Point(start.x + (end.x - start.x) / 3, start.y + (end.y - start.y) / 3)
    two_thirds = Point(start.x + (end.x - start.x) * 2 / 3, start.y + (end.y - start.y) * 2 / 3)
    return Bezier(start, third, two_thirds, end)


def _right(rect: Rect) -> Point:
    return Point(rect.right, rect.middle.y)


def _left(rect: Rect) -> Point:
    return Point(rect.x, rect.middle.y)
