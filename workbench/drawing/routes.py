"""Connections as quiet curves that run through the gutters between columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from workbench.drawing.boxes import Stack
from workbench.drawing.corridors import Corridors
from workbench.drawing.curve import Bezier
from workbench.drawing.geometry import Point, Rect
from workbench.drawing.layout import MapLayout
from workbench.drawing.links import Link, Links
from workbench.model.document import Document


class Ends(NamedTuple):
    """All that a way depends on: two cards, how many columns apart, where it crosses those."""

    source: Rect
    target: Rect
    distance: int
    level: float


class Route:
    """The way of one connection: pieces from the source's side to the arrow's tip."""

    __slots__ = ("_gutter", "_pieces", "ends", "id", "source", "target")

    def __init__(
        self, identifier: str, source: str, target: str, ends: Ends, gutter: float
    ) -> None:
        self.id = identifier
        self.source = source
        self.target = target
        self.ends = ends
        self._gutter = gutter
        self._pieces: tuple[Bezier, ...] | None = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Route):
            return NotImplemented
        mine, others = (self.id, self.source, self.target), (other.id, other.source, other.target)
        return mine == others and self.ends == other.ends

    def __hash__(self) -> int:
        return hash((self.id, self.ends))

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


_Crossing = tuple[float, float, str]
"""Top and bottom between which a way runs up or down, and its id."""

_Run = tuple[float, int, int, str]
"""The height at which a way runs along a lane, the columns it crosses, and its id."""


class Routes(Mapping[str, Route]):
    """The ways of all connections between the cards that a map shows.

    Each is found when it is first asked for: most of a large map are never seen. `follow`
    keeps them in step with the map; a way that stayed is the same object.
    """

    def __init__(self) -> None:
        self._links = Links()
        self._layout: MapLayout | None = None
        self._known: dict[str, Route] = {}
        self._fresh: set[str] = set()
        """The known ways that were compared with the layout as it is now."""
        self._levels: dict[str, Mapping[str, float]] = {}
        self._crossings: dict[int, dict[str, list[_Crossing]]] = {}
        self._runs: dict[str, dict[str, list[_Run]]] = {}

    def follow(self, document: Document, layout: MapLayout) -> set[str]:
        """Take the connections of another document, laid out.

        Gives the homes (see `Link.home`) of the ways that may differ. A lane of which only the
        top is another is not among them: the ways that never leave it went with it.
        """
        before, self._layout = self._layout, layout
        changed = self._links.follow(document, layout)
        if before is layout and not changed:
            return set()
        self._fresh.clear()
        self._crossings.clear()
        self._runs.clear()
        if before is None or before.map_id != layout.map_id or before.columns != layout.columns:
            self._levels.clear()
            return {row.id for row in layout.rows} | {""}
        changed |= _moved_lanes(before, layout)
        for lane in changed:
            self._levels.pop(lane, None)
        if changed or _tops(before) != _tops(layout):
            changed.add("")
        return changed

    def __getitem__(self, connection_id: str) -> Route:
        known = self._known.get(connection_id)
        if known is not None and connection_id in self._fresh:
            return known
        link, layout = self._links[connection_id], self._layout
        assert layout is not None
        ends = self._ends(connection_id, link, layout)
        if known is None or (known.source, known.target, known.ends) != (*link[:2], ends):
            gutter = layout.metrics.gutter
            known = Route(connection_id, link.source, link.target, ends, gutter)
            self._known[connection_id] = known
        self._fresh.add(connection_id)
        return known

    def __contains__(self, connection_id: object) -> bool:
        return connection_id in self._links

    def __iter__(self) -> Iterator[str]:
        return iter(self._links)

    def __len__(self) -> int:
        return len(self._links)

    def near(self, area: Rect, home: str) -> list[str]:
        """The connections of a home whose ways may touch an area: all that do, and some more."""
        layout = self._layout
        if layout is None:
            return []
        gutter = layout.metrics.gutter
        seen = [
            place
            for place, column in enumerate(layout.columns)
            if column.left <= area.right + gutter and area.x - gutter <= column.right
        ]
        if not seen:
            return []
        first, last = seen[0], seen[-1]
        top, bottom = area.y, area.bottom
        found: set[str] = set()
        for row in layout.rows:
            if row.top <= bottom and top <= row.bottom:
                for level, left, right, identifier in self._runs_in(row.id, layout).get(home, ()):
                    if top <= level <= bottom and left <= last and first <= right:
                        found.add(identifier)
        for place in range(first - 1, last + 1):
            for begin, end, identifier in self._crossings_at(place, layout).get(home, ()):
                if begin <= bottom and top <= end:
                    found.add(identifier)
        return sorted(found)

    def straight(self) -> Iterable[tuple[Point, Point]]:
        """Where each connection starts and where its arrow points."""
        layout = self._layout
        if layout is None:
            return
        inside, corners = layout.boxes.inside, _corners(layout)
        for link in self._links.values():
            source, target = inside(link.source).rect, inside(link.target).rect
            x, y = corners[link.first, link.lane]
            to_x, to_y = corners[link.last, link.to_lane]
            tip = target.x if link.first != link.last else target.right
            yield (
                Point(x + source.right, y + source.y + source.height / 2),
                Point(to_x + tip, to_y + target.y + target.height / 2),
            )

    def _ends(self, identifier: str, link: Link, layout: MapLayout) -> Ends:
        source, target = layout.boxes[link.source].rect, layout.boxes[link.target].rect
        level = source.middle.y
        if link.is_long:
            row = layout.row(link.lane)
            assert row is not None
            level = row.top + self._levels_of(link.lane, layout)[identifier]
        return Ends(source, target, link.distance, level)

    def _levels_of(self, lane: str, layout: MapLayout) -> Mapping[str, float]:
        """The heights at which long ways from a lane cross columns, from the lane's top."""
        if lane not in self._levels:
            stacks = [layout.cells.get((column.id, lane)) for column in layout.columns]
            corridors = Corridors(stacks, layout.metrics.card_gap)
            inside = layout.boxes.inside
            levels: dict[str, float] = {}
            crowds: dict[float, list[str]] = {}
            for identifier in sorted(self._links.runs(lane)):
                link = self._links[identifier]
                goal = inside(link.target).rect.middle.y if link.to_lane == lane else None
                start = inside(link.source).rect.middle.y
                level, is_shared = corridors.level(link.crossed, start, goal)
                levels[identifier] = level
                if is_shared:
                    crowds.setdefault(level, []).append(identifier)
            for level, crowd in crowds.items():
                for place, identifier in enumerate(crowd):
                    levels[identifier] = corridors.beside(level, place)
            self._levels[lane] = levels
        return self._levels[lane]

    def _crossings_at(self, gutter: int, layout: MapLayout) -> dict[str, list[_Crossing]]:
        """The ways that run up or down right of a column, by home."""
        if gutter not in self._crossings:
            inside, levels = layout.boxes.inside, self._levels
            tops = {row.id: row.top for row in layout.rows}
            bottoms = {row.id: row.bottom for row in layout.rows}
            found: dict[str, list[_Crossing]] = {}
            for identifier in self._links.crossings(gutter):
                source, target, first, last, lane, to_lane = self._links[identifier]
                _, y, _, height = inside(source).rect
                _, to_y, _, to_height = inside(target).rect
                begin, end = tops[lane] + y + height / 2, tops[to_lane] + to_y + to_height / 2
                if not 0 <= last - first <= 1:
                    if lane in levels:
                        level = tops[lane] + levels[lane][identifier]
                        begin, end = (begin, level) if gutter == first else (level, end)
                    else:
                        # where it crosses columns is found out only once the lane is seen
                        begin, end = min(tops[lane], end), max(bottoms[lane], end)
                home = lane if lane == to_lane else ""
                if begin > end:
                    begin, end = end, begin
                found.setdefault(home, []).append((begin, end, identifier))
            self._crossings[gutter] = found
        return self._crossings[gutter]

    def _runs_in(self, lane: str, layout: MapLayout) -> dict[str, list[_Run]]:
        """The ways that run along a lane, by home."""
        if lane not in self._runs:
            row = layout.row(lane)
            assert row is not None
            found: dict[str, list[_Run]] = {}
            for identifier, level in self._levels_of(lane, layout).items():
                link = self._links[identifier]
                run = (row.top + level, *link.crossed, identifier)
                found.setdefault(link.home, []).append(run)
            self._runs[lane] = found
        return self._runs[lane]


def routes(document: Document, layout: MapLayout) -> Routes:
    """The way of every connection of the laid-out map, by connection id."""
    found = Routes()
    found.follow(document, layout)
    return found


def _corners(layout: MapLayout) -> Mapping[tuple[int, str], Point]:
    """Where each cell begins, by the place of its column and its lane."""
    return {
        (place, row.id): Point(column.left, row.top)
        for place, column in enumerate(layout.columns)
        for row in layout.rows
    }


def _moved_lanes(before: MapLayout, now: MapLayout) -> set[str]:
    """The lanes in which a card came, went or stands elsewhere than before, from their tops."""
    return {
        cell[1]
        for cell in before.cells.keys() | now.cells.keys()
        if before.cells.get(cell) is not now.cells.get(cell)
        and _places(before.cells.get(cell)) != _places(now.cells.get(cell))
    }


def _tops(layout: MapLayout) -> list[tuple[str, float]]:
    return [(row.id, row.top) for row in layout.rows]


def _places(stack: Stack | None) -> list[tuple[str, Rect]]:
    return [(box.id, box.rect) for box in stack.boxes] if stack is not None else []


def way_between(start: Rect, end: Rect, gutter: float) -> tuple[Bezier, ...]:
    """A direct way from the right side of one rectangle to the left side of another."""
    return (_bow(_right(start), _left(end), gutter),)


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
