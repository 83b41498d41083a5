"""Which cells the connections of a map lead from and to, whatever the height of its rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from workbench.drawing.boxes import Stack
from workbench.drawing.layout import MapLayout
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Connection


class Link(NamedTuple):
    """A connection between two shown cards: their columns, by place, and their lanes."""

    source: str
    target: str
    first: int
    last: int
    lane: str
    to_lane: str

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

    def follow(self, document: Document, layout: MapLayout) -> set[str]:
        """Take the connections of another document, laid out.

        Gives the lanes from which other connections lead than before, or lead elsewhere.
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

    def _place(self, stale: Iterable[str], layout: MapLayout) -> set[str]:
        """Find the cells of some connections anew; gives the lanes they led or lead from."""
        lanes: set[str] = set()
        boxes, columns = layout.boxes, self._columns
        for name in stale:
            before = self._links.pop(name, None)
            if before is not None:
                lanes.add(before.lane)
                self._unlist(name, before)
            ends = self._ends.get(name)
            if ends is None or ends[0] not in boxes or ends[1] not in boxes:
                continue
            source, target = boxes.inside(ends[0]), boxes.inside(ends[1])
            link = Link(
                *ends, columns[source.stage], columns[target.stage], source.lane, target.lane
            )
            self._links[name] = link
            lanes.add(link.lane)
            self._list(name, link)
        return lanes

    def _list(self, name: str, link: Link) -> None:
        for gutter in _gutters(link):
            self._crossings.setdefault(gutter, set()).add(name)
        if link.is_long:
            self._runs.setdefault(link.lane, set()).add(name)

    def _unlist(self, name: str, link: Link) -> None:
        for gutter in _gutters(link):
            self._crossings[gutter].discard(name)
        if link.is_long:
            self._runs[link.lane].discard(name)


def _gutters(link: Link) -> tuple[int, ...]:
    """The gutters in which a connection runs up or down, each by the column left of it."""
    return (link.first, link.last - 1) if link.is_long else (link.first,)


def _elsewhere(before: MapLayout, now: MapLayout) -> set[str]:
    """The cards that came, went or changed their cells."""
    found: set[str] = set()
    for cell in before.cells.keys() | now.cells.keys():
        old, new = before.cells.get(cell), now.cells.get(cell)
        if old is not new:
            found |= _ids(old) ^ _ids(new)
    return found


def _ids(stack: Stack | None) -> set[str]:
    return set(stack.ids) if stack is not None else set()
