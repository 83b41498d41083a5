"""What happens to sheets in the course of years."""

from __future__ import annotations

from collections.abc import Mapping

from tests.exchange.foreign_corpus.sheet import Sheet, Value


def titled(sheet: Sheet, *lines: str) -> Sheet:
    """Lines above everything, a blank row between."""
    moved = sheet.shifted(len(lines) + 1, 0)
    for row, line in enumerate(lines):
        moved.stray(row, 0, line)
    return moved


def footed(sheet: Sheet, *lines: str, gap: int = 1, column: int = 0) -> Sheet:
    """Lines below everything."""
    first = sheet.height + gap
    for row, line in enumerate(lines, start=first):
        sheet.stray(row, column, line)
    return sheet


def totalled(sheet: Sheet, cells: Mapping[int, Value]) -> Sheet:
    """A row of totals or means right below the table: column -> cell."""
    row = sheet.height
    for column, value in cells.items():
        sheet.stray(row, column, value)
    return sheet


def trailing_blanks(sheet: Sheet, rows: int = 40) -> Sheet:
    """Cells below the table that hold spaces only."""
    last = sheet.height
    for row in range(last, last + rows):
        sheet.put(row, 0, "  ")
        sheet.put(row, 2, " ")
    return sheet


def relabelled(sheet: Sheet, words: Mapping[str, str]) -> Sheet:
    """Header words replaced, by what hasty people type or a scale added; each must be there."""
    for right, wrong in words.items():
        (place,) = [place for place, value in sheet.cells.items() if value == right]
        sheet.cells[place] = wrong
    return sheet


def without_merging(sheet: Sheet) -> Sheet:
    """Merged areas taken apart: the value stays in the first cell."""
    sheet.merged.clear()
    return sheet


def numbered(sheet: Sheet, prefix: str, *, header: str = "ID", hidden: bool = True) -> Sheet:
    """A first column with numbers of somebody's list, hidden or not."""
    moved = sheet.shifted(0, 1)
    moved.put(0, 0, header)
    for row in range(1, sheet.height):
        moved.put(row, 0, f"{prefix}{row:03d}")
    if hidden:
        moved.hidden_columns.add(0)
    return moved


def scattered(sheet: Sheet, step: int) -> Sheet:
    """The rows below the header in another order: every `step`-th, then the next, and so on."""
    body = range(1, sheet.height)
    order = [row for start in range(step) for row in body[start::step]]
    place = {row: position for position, row in enumerate(order, start=1)} | {0: 0}
    sheet.cells = {(place[r], c): value for (r, c), value in sheet.cells.items()}
    return sheet


def careless(sheet: Sheet, column: int) -> Sheet:
    """Every second cell of a column in small letters, every third with spaces around it."""
    for row in range(1, sheet.height):
        value = str(sheet.cells[row, column])
        value = value.lower() if row % 2 else value
        sheet.cells[row, column] = f" {value}\u00a0" if row % 3 else value
    return sheet


def spread(sheet: Sheet, every: int = 1) -> Sheet:
    """A blank column after each `every` columns."""
    moved = Sheet(sheet.title, strays=list(sheet.strays))
    moved.cells = {(r, c + c // every): value for (r, c), value in sheet.cells.items()}
    return moved


def legend(sheet: Sheet, lines: list[tuple[Value, str]], gap: int = 2) -> Sheet:
    """A legend to the right: a sign and what it means."""
    left = sheet.width + gap
    for row, (sign, meaning) in enumerate(lines):
        sheet.put(row, left, sign)
        sheet.stray(row, left + 1, meaning)
    return sheet


def cover(title: str, lines: list[str]) -> Sheet:
    """A first sheet that says what the file is."""
    sheet = Sheet(title)
    for row, line in enumerate(lines):
        sheet.stray(2 * row, 1, line)
    return sheet
