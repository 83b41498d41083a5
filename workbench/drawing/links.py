"""Where the connections of a map start and end in its cells, whatever the height of its rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from workbench.drawing.boxes import Stack, others
from workbench.drawing.geometry import Rect
from workbench.drawing.layout import MapLayout
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Connection


class Link(NamedTuple):
    """A connection between two shown cards: their columns, by place, lanes and places in cells."""

    source: str
    target: str
    first: int
    last: int
    lane: str
    to_lane: str
    leaves: Rect
    """The source's place, counted from the corner of its cell."""
    enters: Rect
    """The target's place, counted from the corner of its cell."""

    @property
    def start(self) -> float:
        """The height at which it starts, from the top of its lane."""
        _, y, _, height = self.leaves
        return y + height / 2

    @property
    def goal(self) -> float:
        """The height at which it ends, from the top of the target's lane."""
        _, y, _, height = self.enters
        return y + height / 2

    @property
    def distance(self) -> int:
        """How many columns to the right it leads."""
        return self.last - self.first

    @property
    def home(self) -> str:
        """The lane that it never leaves; "" for one that leads to another."""
        return self.lane if self.lane == self.to_lane else ""

    @property
    def is_long(self) -> bool:
        """Whether it crosses columns, along its source's lane."""
        return not 0 <= self.last - self.first <= 1

    @property
    def crossed(self) -> tuple[int, int]:
        """The first and last column that a long one crosses."""
        if self.last > self.first:
            return self.first + 1, self.last - 1
        return self.last, self.first

    @property
    def course(self) -> tuple[object, ...] | None:
        """All that decides, beside the cards in its way, how high a long one crosses columns."""
        if not self.is_long:
            return None
        return self.lane, self.first, self.last, self.start, self.goal if self.home else None

    @property
    def gutters(self) -> tuple[int, ...]:
        """The gutters in which it runs up or down, each by the column left of it."""
        return (self.first, self.last - 1) if self.is_long else (self.first,)


class Links(Mapping[str, Link]):
    """All connections between shown cards, by id; and those of a gutter or a lane."""

    def __init__(self) -> None:
        self._links: dict[str, Link] = {}
        self._connections: tuple[Connection, ...] = ()
        self._ends: dict[str, tuple[str, str]] = {}
        self._layout: MapLayout | None = None
        self._columns: dict[str, int] = {}
        self._of_card: dict[str, set[str]] = {}
        self._crossings: dict[int, set[str]] = {}
        self._runs: dict[str, set[str]] = {}

    def __getitem__(self, connection_id: str) -> Link:
        return self._links[connection_id]

    def __contains__(self, connection_id: object) -> bool:
        return connection_id in self._links

    def __iter__(self) -> Iterator[str]:
        return iter(self._links)

    def __len__(self) -> int:
        return len(self._links)

    def follow(self, document: Document, layout: MapLayout) -> dict[str, Link | None]:
        """Take the connections of another document, laid out.

        Gives those that came, went or start or end elsewhere, as they were: None for new ones.
        """
        columns = {column.id: place for place, column in enumerate(layout.columns)}
        before = self._layout
        if before is None or before.map_id != layout.map_id or self._columns != columns:
            self._forget()
            before = None
        self._layout, self._columns = layout, columns
        stale: set[str] = set()
        connections = queries.connections(document, layout.map_id)
        if connections is not self._connections:
            self._connections = connections
            stale |= self._take({it.id: (it.source, it.target) for it in connections})
        if before is not None:
            for card in _elsewhere(before, layout):
                stale.update(self._of_card.get(card, ()))
        return self._place(stale, layout)

    def crossings(self, gutter: int) -> Collection[str]:
        """The connections that run up or down the gutter right of a column."""
        return self._crossings.get(gutter, ())

    def runs(self, lane: str) -> Collection[str]:
        """The long connections from a lane: those that run along it across columns."""
        return self._runs.get(lane, ())

    def _forget(self) -> None:
        self._links, self._ends, self._of_card = {}, {}, {}
        self._crossings, self._runs = {}, {}
        self._connections = ()

    def _take(self, ends: dict[str, tuple[str, str]]) -> set[str]:
        """Know these ends from now on; gives the connections that came, went or changed."""
        before, self._ends = self._ends, ends
        if not before:
            stale = set(ends)
        else:
            stale = {name for name, _ in before.items() ^ ends.items()}
        of_card = self._of_card
        for name in stale:
            for card in before.get(name, ()):
                of_card[card].discard(name)
            for card in ends.get(name, ()):
                of_card.setdefault(card, set()).add(name)
        return stale

    def _place(self, stale: Iterable[str], layout: MapLayout) -> dict[str, Link | None]:
        """Find the cells of some connections anew; gives those that differ, as they were."""
        differ: dict[str, Link | None] = {}
        boxes, columns = layout.boxes, self._columns
        for name in stale:
            before, link = self._links.pop(name, None), None
            ends = self._ends.get(name)
            if ends is not None and ends[0] in boxes and ends[1] in boxes:
                source, target = boxes.inside(ends[0]), boxes.inside(ends[1])
                first, last = columns[source.stage], columns[target.stage]
                lanes = source.lane, target.lane
                link = self._links[name] = Link(
                    *ends, first, last, *lanes, source.rect, target.rect
                )
            if link == before:
                continue
            differ[name] = before
            if before is not None:
                self._unlist(name, before)
            if link is not None:
                self._list(name, link)
        return differ

    def _list(self, name: str, link: Link) -> None:
        for gutter in link.gutters:
            self._crossings.setdefault(gutter, set()).add(name)
        if link.is_long:
            self._runs.setdefault(link.lane, set()).add(name)

    def _unlist(self, name: str, link: Link) -> None:
        for gutter in link.gutters:
            self._crossings[gutter].discard(name)
        if link.is_long:
            self._runs[link.lane].discard(name)


def _elsewhere(before: MapLayout, now: MapLayout) -> set[str]:
    """The cards that came, went, changed their cells or stand elsewhere in them."""
    found: set[str] = set()
    for cell in others(before.cells, now.cells):
        old, new = before.cells.get(cell), now.cells.get(cell)
        found.update(card for card, _ in places(old) ^ places(new))
    return found


def places(stack: Stack | None) -> set[tuple[str, Rect]]:
    """The cards of a cell and where they stand in it."""
    return {(box.id, box.rect) for box in stack.boxes} if stack is not None else set()
