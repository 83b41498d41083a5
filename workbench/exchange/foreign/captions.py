"""Rows of which only one cell is filled, with the name of the stage of the rows after them."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.exchange.foreign.grid import Grid
from workbench.exchange.foreign.lexicon import stage_meaning
from workbench.exchange.foreign.text import one_text
from workbench.exchange.sheets import Area


def caption_records(grid: Grid, area: Area, headers: int) -> list[int]:
    """Records of which only one cell is filled, with a stage's name for the records after it."""
    rows: dict[int, list[int]] = {}
    for record, field in grid.inside(area):
        if record >= area.top + headers:
            rows.setdefault(record, []).append(field)
    lone = {record: fields[0] for record, fields in rows.items() if len(fields) == 1}
    if len(rows) == len(lone):
        return _captions_of_list(grid, lone)
    named = _named(grid, lone)
    column = lone[named[0]] if named else area.left
    # in a table of several columns, a lone first cell above full records is a caption
    above = [
        record
        for record, field in lone.items()
        if field == column and any(after in rows and after not in lone for after in _next(record))
    ]
    few = len(above) <= (len(rows) - len(lone)) + 1
    return above if len(above) >= 2 and few and (named or headers) else []


def _captions_of_list(grid: Grid, lone: Mapping[int, int]) -> list[int]:
    """The captions of a list in one column: known stages, or what blank lines or the missing
    bullets of a list set apart, where some of it is a known stage.
    """
    named = _named(grid, lone)
    texts = {record: grid.text(record, field) for record, field in lone.items()}
    known = [record for record, text in texts.items() if stage_meaning(text).sure >= 75]
    apart = [record for record in lone if record - 1 not in lone]
    if len(apart) >= 3 and set(known) & set(apart):
        return apart
    bare = [record for record, text in texts.items() if one_text(text) == text]
    if 2 <= len(bare) <= 0.6 * len(lone) and set(known) & set(bare):
        return bare
    return named if len(named) >= 2 else []


def _named(grid: Grid, lone: Mapping[int, int]) -> list[int]:
    return [
        record
        for record, field in lone.items()
        if stage_meaning(grid.text(record, field)).sure >= 98
    ]


def _next(record: int) -> tuple[int, int]:
    return record + 1, record + 2


def from_first_caption(grid: Grid, area: Area, headers: int) -> Area:
    """Without the titles before the first caption, where no headers stand between."""
    first = caption_records(grid, area, headers)[0]
    before = [spot for spot in grid.inside(area) if spot[0] < first]
    if headers or len({field for _, field in before}) > 1:
        return area
    return Area(first, area.left, area.bottom, area.right)
