"""What is no journey map, told by the words and figures of other tables."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.exchange.foreign import scales
from workbench.exchange.foreign.grid import Grid
from workbench.exchange.foreign.lexicon import refusals
from workbench.exchange.sheets import Area

KINDS = (
    "invoice",
    "budget",
    "contacts",
    "timetable",
    "plan",
    "stock",
    "survey",
    "log",
    "marks",
    "sales",
    "large",
    "numbers",
    "text",
    "empty",
    "unknown",
)
"""What a table may seem to be; words: `foreign.looks_like.<kind>`."""

_ROWS, _COLUMNS = 12, 3
"""Headers are looked for in so many rows at the top and columns at the left."""


def hits(grid: Grid, area: Area) -> Mapping[str, int]:
    """How many different words of each other kind of table stand where headers stand."""
    seen: dict[str, set[str]] = {}
    for row, column in grid.inside(area):
        if row < area.top + _ROWS or column < area.left + _COLUMNS:
            text = grid.text(row, column)
            for kind in refusals(text):
                seen.setdefault(kind, set()).add(text.casefold())
    return {kind: len(found) for kind, found in seen.items()}


def looks_like(grid: Grid) -> str:
    """What a sheet that is no part of a journey map seems to be, one of KINDS."""
    if not grid.cells:
        return "empty"
    area = Area(1, 1, grid.last_record, grid.last_field)
    found = hits(grid, area)
    if found:
        kind, count = max(found.items(), key=lambda item: (item[1], -KINDS.index(item[0])))
        if count >= 2:
            return kind
    numbers = sum(
        (item := scales.find(value)) is not None and item.number is not None
        for value in grid.values.values()
    )
    if numbers >= 0.6 * len(grid.cells):
        return "numbers"
    columns = {column for _, column in grid.cells}
    return "text" if len(columns) == 1 else "unknown"
