"""As much of a sheet as a window can show: bounded, and as the texts that people see."""

from __future__ import annotations

from workbench.exchange.cell_reading import text
from workbench.exchange.foreign_answers import Excerpt
from workbench.exchange.sheets import Area, Sheet

MOST_ROWS, MOST_COLUMNS = 2_000, 100
_LONGEST = 2_000


def excerpt(sheet: Sheet) -> Excerpt:
    """The first 2,000 rows and 100 columns of a sheet."""
    rows: dict[int, dict[int, str]] = {}
    numbers: dict[int, tuple[int, ...]] = {}
    for number, cells in sheet.rows.items():
        if number > MOST_ROWS:
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
    row_count, column_count = min(total_rows, MOST_ROWS), min(total_columns, MOST_COLUMNS)
    return Excerpt(
        title=sheet.title,
        rows=rows,
        numbers=numbers,
        comments={
            number: {column: told for column, told in cells.items() if column <= MOST_COLUMNS}
            for number, cells in sheet.comments.items()
            if number <= MOST_ROWS
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
