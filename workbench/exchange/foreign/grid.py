"""A sheet seen the way its records lie: lines of records, whichever way they run."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from workbench.exchange.foreign.text import written
from workbench.exchange.sheets import Area, Sheet, Value

_MOST_COVERED = 200_000
"""Cells that merged areas cover; what is merged beyond them counts as not merged."""

Spot = tuple[int, int]
"""A record line and a field line, both from 1."""


class Grid:
    """The cells of a sheet by record and field.

    Records are rows and fields columns or, `across`, the other way round. Only cells that show
    something are in it.
    """

    def __init__(self, sheet: Sheet, *, across: bool = False) -> None:
        self.sheet = sheet
        self.across = across
        self.cells: dict[Spot, str] = {}
        self.values: dict[Spot, Value] = {}
        for row, cells in sheet.rows.items():
            for column, value in cells.items():
                text = written(value)
                if text:
                    spot = (column, row) if across else (row, column)
                    self.cells[spot] = text
                    self.values[spot] = value
        self._order = sorted(self.cells)
        self.last_record = max((record for record, _ in self.cells), default=0)
        self.last_field = max((field for _, field in self.cells), default=0)
        self._covered: dict[Spot, Area] = {}
        room = _MOST_COVERED
        for area in sheet.merged:
            turned = turn(area) if across else area
            height = min(turned.bottom, self.last_record) - turned.top + 1
            room -= max(0, height) * max(0, min(turned.right, self.last_field) - turned.left + 1)
            if room < 0:
                break
            anchor = (turned.top, turned.left)
            if anchor not in self.cells:
                continue
            # a merge over a whole sheet covers no more than is filled
            for record in range(turned.top, min(turned.bottom, self.last_record) + 1):
                for field in range(turned.left, min(turned.right, self.last_field) + 1):
                    self._covered[record, field] = turned

    @staticmethod
    def spot(across: bool, row: int, column: int) -> Spot:
        """A cell of the sheet by record and field."""
        return (column, row) if across else (row, column)

    def text(self, record: int, field: int) -> str:
        """What the cell shows; "" for a blank one, also inside a merged area."""
        return self.cells.get((record, field), "")

    def value(self, record: int, field: int) -> Value | None:
        return self.values.get((record, field))

    def anchor(self, record: int, field: int) -> Spot:
        """The cell that a cell of a merged area shows; itself outside any."""
        area = self._covered.get((record, field))
        return (area.top, area.left) if area is not None else (record, field)

    def shown(self, record: int, field: int) -> str:
        """What the cell shows, or the merged area that it is part of."""
        return self.cells.get(self.anchor(record, field), "")

    def merged(self, record: int, field: int) -> Area | None:
        """The merged area that a cell is part of, turned as the grid is."""
        return self._covered.get((record, field))

    def place(self, spot: Spot) -> tuple[int, int]:
        """The row and column on the sheet."""
        return (spot[1], spot[0]) if self.across else spot

    def area(self, area: Area) -> Area:
        """An area of the sheet as this grid lies, or the other way round."""
        return turn(area) if self.across else area

    def inside(self, area: Area) -> Iterator[Spot]:
        """The filled cells of an area of this grid, record by record."""
        start = bisect_left(self._order, (area.top, area.left))
        for spot in islice(self._order, start, None):
            if spot[0] > area.bottom:
                return
            if area.left <= spot[1] <= area.right:
                yield spot


def turn(area: Area) -> Area:
    """The area with rows and columns exchanged."""
    return Area(area.left, area.top, area.right, area.bottom)
