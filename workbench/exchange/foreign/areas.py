"""Where on a sheet tables may be: blocks of filled cells with blank lines around them."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.exchange.foreign.grid import Grid, Spot
from workbench.exchange.foreign.lexicon import meanings, stage_meaning
from workbench.exchange.sheets import Area

_WIDEST_GAP = 2
"""Blank rows that may interrupt a table; more of them end it."""
_MOST_HEADER_CELLS = 60
_HEADER_ROWS = 4
_MOST_OF_ROWS = 0.75
"""A legend beside a table is shorter than the table."""


def find_areas(grid: Grid) -> list[Area]:
    """The areas of a sheet that may be tables, from the top, then from the left.

    A blank line inside a table does not end it where what follows has no headers of its own and
    stands in the same columns; titles and single texts are no tables.
    """
    filled = _filled(grid)
    if not filled:
        return []
    areas: list[Area] = []
    for band in _bands(grid, filled):
        areas.extend(_columns(grid, band, filled))
    return areas


def _filled(grid: Grid) -> set[Spot]:
    """Filled cells and those that merged areas cover."""
    spots = set(grid.cells)
    for row, column in list(grid.cells):
        area = grid.merged(row, column)
        if area is not None:
            bottom, right = min(area.bottom, grid.last_record), min(area.right, grid.last_field)
            spots.update(
                (at, across)
                for at in range(area.top, bottom + 1)
                for across in range(area.left, right + 1)
            )
    return spots


def _bands(grid: Grid, filled: set[Spot]) -> list[Area]:
    """Runs of rows that belong together."""
    rows: dict[int, list[int]] = {}
    for row, column in filled:
        rows.setdefault(row, []).append(column)
    numbers = sorted(rows)
    bands: list[Area] = []
    start = 0
    for index in range(1, len(numbers) + 1):
        if index == len(numbers) or numbers[index] > numbers[index - 1] + 1:
            run = numbers[start:index]
            left = min(min(rows[row]) for row in run)
            right = max(max(rows[row]) for row in run)
            bands.append(Area(run[0], left, run[-1], right))
            start = index
    joined: list[Area] = []
    for band in bands:
        if joined and _goes_on(grid, joined[-1], band):
            above = joined.pop()
            band = Area(
                above.top, min(above.left, band.left), band.bottom, max(above.right, band.right)
            )
        joined.append(band)
    return joined


def _goes_on(grid: Grid, above: Area, below: Area) -> bool:
    """Whether a band of rows is the rest of the table above it."""
    if below.top - above.bottom - 1 > _WIDEST_GAP:
        return False
    if above.left == above.right == below.left == below.right:
        return True
    if _has_caption(grid, above) and _has_caption(grid, below):
        return below.left == above.left and not _has_headers(grid, below)
    if not _is_table(grid, above):
        return False
    counts = _row_counts(grid, below)
    if max(counts) <= 1:
        # a caption goes on, a footnote does not
        texts = [grid.cells[spot] for spot in grid.inside(below)]
        return any(stage_meaning(text).sure >= 80 for text in texts) and len(texts) > 1
    # the names of lanes stand left of stages that a blank row separates from them
    if below.left < above.left - 1 or below.right > above.right:
        return False
    return not _has_headers(grid, below)


def _has_caption(grid: Grid, area: Area) -> bool:
    """Whether an area begins with a stage's name and goes on under it."""
    first = [grid.text(area.top, column) for column in range(area.left, area.right + 1)]
    filled = [text for text in first if text]
    known = len(filled) == 1 and stage_meaning(filled[0]).sure >= 80
    return known and area.bottom > area.top


def _is_table(grid: Grid, area: Area) -> bool:
    counts = _row_counts(grid, area)
    return max(counts) >= 3 or (sum(count >= 2 for count in counts) >= 2)


def _row_counts(grid: Grid, area: Area) -> list[int]:
    counts = dict.fromkeys(range(area.top, area.bottom + 1), 0)
    for row, _ in grid.inside(area):
        counts[row] += 1
    return list(counts.values())


def _has_headers(grid: Grid, area: Area) -> bool:
    """Whether the first two rows of an area hold headers, or its first row stages."""
    for row in (area.top, min(area.top + 1, area.bottom)):
        texts = [grid.text(row, at) for at in range(area.left, area.right + 1)]
        texts = [text for text in texts if text][:_MOST_HEADER_CELLS]
        known = sum(max(meanings(text).values(), default=0) >= 75 for text in texts)
        stages = sum(stage_meaning(text).sure >= 80 for text in texts)
        if len(texts) >= 2 and (known >= max(2, len(texts) / 2) or stages >= 3):
            return True
    return False


def _columns(grid: Grid, band: Area, filled: set[Spot]) -> list[Area]:
    """The parts of a band that blank columns separate, but for spacers inside a table."""
    inside = [
        spot
        for spot in filled
        if band.top <= spot[0] <= band.bottom and band.left <= spot[1] <= band.right
    ]
    columns = sorted({column for _, column in inside})
    parts: list[list[int]] = []
    for column in columns:
        if parts and column == parts[-1][-1] + 1:
            parts[-1].append(column)
        else:
            parts.append([column])
    rows = {
        part[0]: {row for row, column in inside if part[0] <= column <= part[-1]} for part in parts
    }
    joined: list[list[int]] = []
    for part in parts:
        if joined and _one_table(grid, joined[-1], part, rows):
            before = joined.pop()
            rows[before[0]] |= rows[part[0]]
            part = before + part
        joined.append(part)
    return [
        Area(min(rows[part[0]]), part[0], max(rows[part[0]]), part[-1]) for part in joined if part
    ]


def _announces(grid: Grid, columns: Sequence[int], row: int) -> bool:
    texts = [grid.text(row, column) for column in columns]
    return any(meanings(text) or stage_meaning(text).sure >= 75 for text in texts if text)


def _one_table(
    grid: Grid, left: Sequence[int], right: Sequence[int], rows: dict[int, set[int]]
) -> bool:
    if right[0] - left[-1] > 2:
        return False
    ours, theirs = rows[left[0]], rows[right[0]]
    if len(ours & theirs) < 0.5 * max(len(ours), len(theirs)):
        return False
    if len(left) == 1 or len(right) == 1:
        return True
    if len(theirs) < _MOST_OF_ROWS * len(ours) and not _announces(grid, right, min(theirs)):
        return False
    for row in sorted(ours & theirs)[:_HEADER_ROWS]:
        texts = [{grid.text(row, column) for column in part} - {""} for part in (left, right)]
        same = {text for text in texts[0] & texts[1] if meanings(text)}
        if len(same) >= 2:
            return False
    return True
