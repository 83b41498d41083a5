"""Connections as quiet curves that run through the gutters between columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from workbench.drawing.boxes import CardBox
from workbench.drawing.corridors import Corridors
from workbench.drawing.curve import Bezier
from workbench.drawing.geometry import Point, Rect
from workbench.drawing.layout import MapLayout
from workbench.model import queries
from workbench.model.document import Document


class Ends(NamedTuple):
    """All that a way depends on: two cards, how many columns apart, where it crosses those."""

    source: Rect
    target: Rect
    distance: int
    level: float


class Wish(NamedTuple):
    """Where a connection would run if it were alone.

    `corridor` is the lane where others may want the same height, None where none may.
    """

    ends: Ends
    corridor: str | None


class Route:
    """The way of one connection: pieces from the source's side to the arrow's tip."""

    __slots__ = ("_gutter", "_pieces", "ends", "id", "source", "target", "wish")

    def __init__(
        self, identifier: str, source: str, target: str, wish: Wish, ends: Ends, gutter: float
    ) -> None:
        self.id = identifier
        self.source = source
        self.target = target
        self.wish = wish
        self.ends = ends
        self._gutter = gutter
        self._pieces: tuple[Bezier, ...] | None = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Route):
            return NotImplemented
        mine, others = (self.id, self.source, self.target), (other.id, other.source, other.target)
        return mine == others and self.ends == other.ends

    __hash__ = None  # type: ignore[assignment]  # its wish may change

    @property
    def pieces(self) -> tuple[Bezier, ...]:
        # bent when first asked for: most ways of a large map are never seen
        if self._pieces is None:
            self._pieces = _way(self.ends, self._gutter)
        return self._pieces

    @property
    def tip_to_right(self) -> bool:
        """Whether the arrow enters the target from its left side."""
        return self.ends.distance != 0

    @property
    def start(self) -> Point:
        return _right(self.ends.source)

    @property
    def tip(self) -> Point:
        return _left(self.ends.target) if self.tip_to_right else _right(self.ends.target)

    @property
    def parts(self) -> tuple[Rect, ...]:
        """Rectangles that the way stays within, one for each piece."""
        start, tip, level = self.start, self.tip, self.ends.level
        distance, gutter = self.ends.distance, self._gutter
        if distance in (0, 1):
            return (_around(start.x, tip.x, start.y, tip.y, gutter),)
        side = gutter if distance > 1 else 0.0
        return (
            _around(start.x, start.x + side, start.y, level, gutter),
            _around(start.x, tip.x, level, level, gutter),
            _around(tip.x - side, tip.x, level, tip.y, gutter),
        )


def routes(
    document: Document,
    layout: MapLayout,
    before: Mapping[str, Route] | None = None,
    laid_out: MapLayout | None = None,
) -> dict[str, Route]:
    """The way of every connection of the laid-out map, by connection id.

    A route of `before`, made for the layout `laid_out`, is kept, the same object, where
    nothing about it changed.
    """
    order = {column.id: index for index, column in enumerate(layout.columns)}
    corridors = Corridors(layout)
    boxes = layout.boxes
    old = laid_out.boxes if laid_out is not None and laid_out.columns == layout.columns else {}
    moved = {
        lane
        for name in boxes.keys() | old.keys()
        if boxes.get(name) is not old.get(name)
        for lane in {box.lane for box in (boxes.get(name), old.get(name)) if box is not None}
    }
    wishes: dict[str, tuple[str, str, Wish]] = {}
    crowds: dict[tuple[str, float], list[str]] = {}
    for connection in queries.connections(document, layout.map_id):
        source, target = boxes.get(connection.source), boxes.get(connection.target)
        if source is None or target is None:
            continue
        known = before.get(connection.id) if before else None
        if (
            known is not None
            and (known.source, known.target) == (source.id, target.id)
            and old.get(source.id) is source
            and old.get(target.id) is target
            and (known.ends.distance in (0, 1) or source.lane not in moved)
        ):
            wish = known.wish
        else:
            wish = _wish(source, target, order, corridors)
        wishes[connection.id] = (source.id, target.id, wish)
        if wish.corridor is not None:
            crowds.setdefault((wish.corridor, wish.ends.level), []).append(connection.id)
    places = {name: place for crowd in crowds.values() for place, name in enumerate(crowd)}
    found: dict[str, Route] = {}
    for name, (start, end, wish) in wishes.items():
        known = before.get(name) if before else None
        ends = wish.ends
        if name in places:
            ends = ends._replace(level=corridors.beside(ends.level, places[name]))
        if known is None or (known.source, known.target, known.ends) != (start, end, ends):
            known = Route(name, start, end, wish, ends, layout.metrics.gutter)
        known.wish = wish
        found[name] = known
    return found


def way_between(start: Rect, end: Rect, gutter: float) -> tuple[Bezier, ...]:
    """A direct way from the right side of one rectangle to the left side of another."""
    return (_bow(_right(start), _left(end), gutter),)


def _wish(source: CardBox, target: CardBox, order: Mapping[str, int], corridors: Corridors) -> Wish:
    first, last = order[source.stage], order[target.stage]
    distance, height = last - first, source.rect.middle.y
    if distance in (0, 1):
        return Wish(Ends(source.rect, target.rect, distance, height), None)
    crossed = (first + 1, last - 1) if distance > 0 else (last, first)
    goal = target.rect.middle.y if target.lane == source.lane else None
    level, shared = corridors.level(source.lane, crossed, height, goal)
    return Wish(Ends(source.rect, target.rect, distance, level), source.lane if shared else None)


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


def _around(x: float, to_x: float, y: float, to_y: float, gutter: float) -> Rect:
    left, top = min(x, to_x) - gutter, min(y, to_y)
    return Rect(left, top, abs(to_x - x) + 2 * gutter, abs(to_y - y))


def _right(rect: Rect) -> Point:
    return Point(rect.right, rect.middle.y)


def _left(rect: Rect) -> Point:
    return Point(rect.x, rect.middle.y)
