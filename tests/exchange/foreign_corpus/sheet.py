"""A sheet as people type it: cells by row and column, merged areas, hidden columns, comments."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Percent:
    """A share from 0 to 1 that the program shows as per cent."""

    share: float

    def __str__(self) -> str:
        return f"{self.share:.0%}"


@dataclass(frozen=True)
class Formula:
    """A formula and the result that the program kept with it."""

    text: str
    result: float | str


Value = str | int | float | Percent | Formula | datetime.date
Position = tuple[int, int]


@dataclass
class Sheet:
    """Cells by (row, column), both from 0; `merged` areas as (top, left, bottom, right)."""

    title: str = "Sheet1"
    cells: dict[Position, Value] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    comments: dict[Position, str] = field(default_factory=dict)
    strays: list[str] = field(default_factory=list)
    picture: str = ""
    """The path of a picture that floats over the cells."""

    def put(self, row: int, column: int, value: Value | None) -> None:
        if value is not None and value != "":
            self.cells[row, column] = value

    def stray(self, row: int, column: int, value: Value) -> None:
        """Something beside the map, which has to turn up in the report."""
        self.put(row, column, value)
        if isinstance(value, str):
            self.strays.append(value)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self.merged.append((top, left, bottom, right))

    @property
    def height(self) -> int:
        return max((row for row, _ in self.cells), default=-1) + 1

    @property
    def width(self) -> int:
        return max((column for _, column in self.cells), default=-1) + 1

    def shifted(self, rows: int, columns: int) -> Sheet:
        """The same further down and to the right."""
        return Sheet(
            self.title,
            {(r + rows, c + columns): value for (r, c), value in self.cells.items()},
            [(t + rows, a + columns, b + rows, z + columns) for t, a, b, z in self.merged],
            {column + columns for column in self.hidden_columns},
            {(r + rows, c + columns): text for (r, c), text in self.comments.items()},
            list(self.strays),
        )

    def turned(self) -> Sheet:
        """The same with rows as columns; hidden columns have no equal and are not carried."""
        return Sheet(
            self.title,
            {(c, r): value for (r, c), value in self.cells.items()},
            [(a, t, z, b) for t, a, b, z in self.merged],
            comments={(c, r): text for (r, c), text in self.comments.items()},
            strays=list(self.strays),
        )

    def beside(self, other: Sheet, gap: int = 1) -> Sheet:
        """Both on one sheet, `other` to the right."""
        return self._joined(other.shifted(0, self.width + gap))

    def above(self, other: Sheet, gap: int = 2) -> Sheet:
        """Both on one sheet, `other` below."""
        return self._joined(other.shifted(self.height + gap, 0))

    def _joined(self, other: Sheet) -> Sheet:
        return Sheet(
            self.title,
            self.cells | other.cells,
            self.merged + other.merged,
            self.hidden_columns | other.hidden_columns,
            self.comments | other.comments,
            self.strays + other.strays,
        )


def table(rows: Sequence[Sequence[Value | None]], title: str = "Sheet1") -> Sheet:
    """A sheet from rows of cells; None and empty texts are blank."""
    sheet = Sheet(title)
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            sheet.put(row, column, value)
    return sheet
