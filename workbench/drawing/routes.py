"""Connections as quiet curves that run through the gutters between columns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import NamedTuple

from workbench.drawing.boxes import others
from workbench.drawing.curve import Bezier
from workbench.drawing.geometry import Point, Rect
from workbench.drawing.layout import MapLayout
from workbench.drawing.levels import Levels
from workbench.drawing.links import Link, Links, places
from workbench.drawing.way import Ends, parts_of, pieces_of, start_of, tip_of
from workbench.model.document import Document


class Route:
    """The way of one connection: pieces from the source's side to the arrow's tip."""

    __slots__ = ("__weakref__", "_gutter", "_pieces", "ends", "id", "source", "target")

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
            self._pieces = pieces_of(self.ends, self._gutter)
        return self._pieces

    @property
    def tip_to_right(self) -> bool:
        """Whether the arrow enters the target from its left side."""
        return self.ends.distance != 0

    @property
    def start(self) -> Point:
        return start_of(self.ends)

    @property
    def tip(self) -> Point:
        return tip_of(self.ends)

    @property
    def parts(self) -> tuple[Rect, ...]:
        """Rectangles that the way stays within, one for each piece."""
        return parts_of(self.ends, self._gutter)


_Crossing = tuple[float, float]
"""Top and bottom between which a way runs up or down."""

_Run = tuple[float, int, int]
"""The height at which a way runs along a lane, and the columns it crosses."""

_FEW = 300
"""Where more ways change, it is not told where."""

_LEFT = attrgetter("left")
_RIGHT = attrgetter("right")


class Changed(NamedTuple):
    """Where ways run otherwise than before, by their homes (see `Link.home`).

    A lane of which only the top is another is not there: its own ways went with it.
    """

    homes: frozenset[str]
    """Those of which all ways may have changed."""
    areas: tuple[tuple[str, Rect], ...] = ()
    """Homes with the areas, as the map is now, in which ways of theirs came or went."""


class Routes(Mapping[str, Route]):
    """The ways of all connections between the cards that a map shows.

    Each is found when it is first asked for: most of a large map are never seen. `follow`
    keeps them in step with the map; a way that stayed is the same object.
    """

    def __init__(self) -> None:
        self._links = Links()
        self._layout: MapLayout | None = None
        self._tops: dict[str, float] = {}
        self._known: dict[str, Route] = {}
        self._fresh: set[str] = set()
        """The known ways that were compared with the layout as it is now."""
        self._levels: dict[str, Levels] = {}
        """By lane, for the lanes that were seen."""
        self._crossings: dict[int, dict[str, dict[str, _Crossing]]] = {}
        self._runs: dict[str, dict[str, dict[str, _Run]]] = {}

    def follow(self, document: Document, layout: MapLayout) -> Changed:
        """Take the connections of another document, laid out; gives where ways changed."""
        before, self._layout = self._layout, layout
        tops, self._tops = self._tops, {row.id: row.top for row in layout.rows}
        stale = self._links.follow(document, layout)
        if before is layout and not stale:
            return Changed(frozenset())
        if before is None or _frame(before) != _frame(layout):
            self._levels.clear()
            self._forget()
            self._known = {name: way for name, way in self._known.items() if name in self._links}
            return Changed(frozenset({*self._tops, ""}))
        lanes = _moved_lanes(before, layout)
        for name, was in stale.items():
            now = self._links.get(name)
            if (was and was.course) != (now and now.course):
                lanes.update(link.lane for link in (was, now) if link is not None)
        for lane in lanes & self._levels.keys():
            for name in self._relevel(lane, layout):
                stale.setdefault(name, self._links.get(name))
        areas = [area for name, link in stale.items() if link for area in self._left(name, link)]
        # the foot of the last lane is nobody's top, and ways may run as far down
        if tops == self._tops and before.height == layout.height:
            self._put_anew(stale, layout)
        else:
            self._forget()
        homes = frozenset() if tops == self._tops else frozenset({""})
        if len(stale) > _FEW:
            return Changed(homes.union(link.home for link in self._both(stale)))
        for name in stale.keys() & self._links.keys():
            areas += self._taken(name, self._links[name], layout)
        return Changed(homes, tuple(area for area in areas if area[0] not in homes))

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
        columns, gutter = layout.columns, layout.metrics.gutter
        first = bisect_left(columns, area.x - gutter, key=_RIGHT)
        last = bisect_right(columns, area.right + gutter, key=_LEFT) - 1
        if first > last:
            return []
        top, bottom = area.y, area.bottom
        found: set[str] = set()
        for row in layout.rows:
            if row.top <= bottom and top <= row.bottom:
                runs = self._runs_in(row.id, layout).get(home, {})
                for identifier, (level, left, right) in runs.items():
                    if top <= level <= bottom and left <= last and first <= right:
                        found.add(identifier)
        for place in range(first - 1, last + 1):
            crossings = self._crossings_at(place, layout).get(home, {})
            for identifier, (begin, end) in crossings.items():
                if begin <= bottom and top <= end:
                    found.add(identifier)
        return sorted(found)

    def straight(self) -> Iterable[tuple[Point, Point]]:
        """Where each connection starts and where its arrow points."""
        layout = self._layout
        if layout is None:
            return
        corners = _corners(layout)
        for link in self._links.values():
            source, target = link.leaves, link.enters
            x, y = corners[link.first, link.lane]
            to_x, to_y = corners[link.last, link.to_lane]
            tip = target.x if link.first != link.last else target.right
            yield (
                Point(x + source.right, y + source.y + source.height / 2),
                Point(to_x + tip, to_y + target.y + target.height / 2),
            )

    def _forget(self) -> None:
        self._fresh.clear()
        self._crossings.clear()
        self._runs.clear()

    def _put_anew(self, stale: Mapping[str, Link | None], layout: MapLayout) -> None:
        """Bring what is known of some connections in step with where they lead now."""
        self._fresh.difference_update(stale)
        for name, was in stale.items():
            if was is not None:
                for gutter in was.gutters:
                    self._crossings.get(gutter, {}).get(was.home, {}).pop(name, None)
                self._runs.get(was.lane, {}).get(was.home, {}).pop(name, None)
            now = self._links.get(name)
            if now is None:
                continue
            for gutter in now.gutters:
                if gutter in self._crossings:
                    crossing = self._crossing(name, now, gutter, layout)
                    self._crossings[gutter].setdefault(now.home, {})[name] = crossing
            if now.is_long and now.lane in self._runs:
                self._runs[now.lane].setdefault(now.home, {})[name] = self._run(name, now, layout)

    def _both(self, stale: Mapping[str, Link | None]) -> Iterator[Link]:
        """Some connections as they were and as they are."""
        for name, was in stale.items():
            yield from (link for link in (was, self._links.get(name)) if link is not None)

    def _left(self, identifier: str, was: Link) -> Iterator[tuple[str, Rect]]:
        """The areas in which a connection was seen until now."""
        known = self._known.get(identifier)
        if known is None:
            return
        # a way that never leaves its lane went with it, and may not have been asked for since
        down = self._tops[was.lane] + was.leaves.y - known.ends.source.y if was.home else 0.0
        for x, y, width, height in known.parts:
            yield was.home, Rect(x, y + down, width, height)
        if identifier not in self._links:
            del self._known[identifier]

    def _taken(self, identifier: str, link: Link, layout: MapLayout) -> Iterable[tuple[str, Rect]]:
        """The areas in which a connection may be seen now."""
        if not link.is_long or link.lane in self._levels:
            return [(link.home, part) for part in self[identifier].parts]
        # where it crosses columns is found out only once its lane is seen
        row = layout.row(link.lane)
        assert row is not None
        first, last = (layout.columns[place] for place in sorted((link.first, link.last)))
        goal, gutter = self._tops[link.to_lane] + link.goal, layout.metrics.gutter
        top, bottom = min(row.top, goal), max(row.bottom, goal)
        left, right = first.left - gutter, last.right + gutter
        return [(link.home, Rect(left, top, right - left, bottom - top))]

    def _ends(self, identifier: str, link: Link, layout: MapLayout) -> Ends:
        x, y, width, height = link.leaves
        to_x, to_y, to_width, to_height = link.enters
        top, columns = self._tops[link.lane], layout.columns
        source = Rect(columns[link.first].left + x, top + y, width, height)
        to_top = self._tops[link.to_lane]
        target = Rect(columns[link.last].left + to_x, to_top + to_y, to_width, to_height)
        if link.is_long:
            level = top + self._levels_of(link.lane, layout)[identifier]
        else:
            level = source.y + height / 2
        return Ends(source, target, link.distance, level)

    def _levels_of(self, lane: str, layout: MapLayout) -> Mapping[str, float]:
        """The heights at which long ways from a lane cross columns, from the lane's top."""
        if lane not in self._levels:
            self._levels[lane] = Levels(layout.metrics.card_gap)
            self._relevel(lane, layout)
        return self._levels[lane]

    def _relevel(self, lane: str, layout: MapLayout) -> set[str]:
        """Find the heights from a lane anew; gives the ways for which they are others."""
        stacks = [layout.cells.get((column.id, lane)) for column in layout.columns]
        links = {name: self._links[name] for name in self._links.runs(lane)}
        return self._levels[lane].follow(stacks, links)

    def _crossings_at(self, gutter: int, layout: MapLayout) -> dict[str, dict[str, _Crossing]]:
        """The ways that run up or down right of a column, by home."""
        if gutter not in self._crossings:
            found: dict[str, dict[str, _Crossing]] = {}
            for name in self._links.crossings(gutter):
                link = self._links[name]
                crossing = self._crossing(name, link, gutter, layout)
                found.setdefault(link.home, {})[name] = crossing
            self._crossings[gutter] = found
        return self._crossings[gutter]

    def _crossing(self, identifier: str, link: Link, gutter: int, layout: MapLayout) -> _Crossing:
        lane, tops = link.lane, self._tops
        begin, end = tops[lane] + link.start, tops[link.to_lane] + link.goal
        if link.is_long:
            if lane in self._levels:
                level = tops[lane] + self._levels[lane][identifier]
                begin, end = (begin, level) if gutter == link.first else (level, end)
            else:
                # where it crosses columns is found out only once the lane is seen
                row = layout.row(lane)
                assert row is not None
                begin, end = min(row.top, end), max(row.bottom, end)
        return (begin, end) if begin <= end else (end, begin)

    def _runs_in(self, lane: str, layout: MapLayout) -> dict[str, dict[str, _Run]]:
        """The ways that run along a lane, by home."""
        if lane not in self._runs:
            found: dict[str, dict[str, _Run]] = {}
            for name in self._links.runs(lane):
                link = self._links[name]
                found.setdefault(link.home, {})[name] = self._run(name, link, layout)
            self._runs[lane] = found
        return self._runs[lane]

    def _run(self, identifier: str, link: Link, layout: MapLayout) -> _Run:
        level = self._levels_of(link.lane, layout)[identifier]
        return (self._tops[link.lane] + level, *link.crossed)


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


def _frame(layout: MapLayout) -> tuple[object, ...]:
    """What a layout has in common with another where only cards moved."""
    lanes = tuple(row.id for row in layout.rows)
    return layout.map_id, layout.metrics, layout.columns, lanes


def _moved_lanes(before: MapLayout, now: MapLayout) -> set[str]:
    """The lanes in which a card came, went or stands elsewhere than before, from their tops."""
    return {
        cell[1]
        for cell in others(before.cells, now.cells)
        if places(before.cells.get(cell)) != places(now.cells.get(cell))
    }
