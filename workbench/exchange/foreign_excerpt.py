"""As much of a sheet as a window can show: bounded, and as the texts that people see."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.exchange.cell_reading import text
from workbench.exchange.foreign_answers import Excerpt
from workbench.exchange.sheets import Area, Sheet

MOST_ROWS, MOST_COLUMNS = 2_000, 100
_LONGEST = 2_000
_MOST_CELLS, _FEW_ROWS = 250_000, 100


def excerpts(sheets: Iterable[Sheet]) -> tuple[Excerpt, ...]:
    """The beginnings of sheets; the more they hold together, the less is shown of later ones."""
    made: list[Excerpt] = []
    left = _MOST_CELLS
    for sheet in sheets:
        made.append(excerpt(sheet, MOST_ROWS if left > 0 else _FEW_ROWS))
        left -= sum(map(len, made[-1].rows.values()))
    return tuple(made)


def excerpt(sheet: Sheet, most_rows: int = MOST_ROWS) -> Excerpt:
    """The first rows and the first 100 columns of a sheet."""
    rows: dict[int, dict[int, str]] = {}
    numbers: dict[int, tuple[int, ...]] = {}
    for number, cells in sheet.rows.items():
        if number > most_rows:
            continue
        kept = {column: value for column, value in cells.items() if column <= MOST_COLUMNS}
        rows[number] = {column: text(value)[:_LONGEST] for column, value in kept.items()}
        right = tuple(
            column
            for column, value in kept.items()
            if isinstance(value, int | float) and not isinstance(value, bool)
        )
        if right:
            numbers[number] = right
    total_rows = max((number for number, cells in sheet.rows.items() if cells), default=0)
    total_columns = max((max(cells) for cells in sheet.rows.values() if cells), default=0)
    row_count, column_count = min(total_rows, most_rows), min(total_columns, MOST_COLUMNS)
    return Excerpt(
        title=sheet.title,
        rows=rows,
        numbers=numbers,
        comments={
            number: {column: told for column, told in cells.items() if column <= MOST_COLUMNS}
            for number, cells in sheet.comments.items()
            if number <= most_rows
        },
        merged=tuple(
            Area(area.top, area.left, min(area.bottom, row_count), min(area.right, column_count))
            for area in sheet.merged
            if area.top <= row_count and area.left <= column_count
        ),
        hidden_rows=frozenset(row for row in sheet.hidden_rows if row <= row_count),
        hidden_columns=frozenset(it for it in sheet.hidden_columns if it <= column_count),
        is_hidden=sheet.is_hidden,
        row_count=row_count,
        column_count=column_count,
        total_rows=total_rows,
        total_columns=total_columns,
    )
