"""What one line of a table may be, judged by its header and by what its cells hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from workbench.exchange.foreign import scales
from workbench.exchange.foreign.grid import Grid
from workbench.exchange.foreign.lexicon import (
    channel,
    is_word,
    meanings,
    refusals,
    stage_meaning,
    wide,
)
from workbench.exchange.foreign.text import normal
from workbench.exchange.sheets import Area, Value

_CARD_KINDS = frozenset(
    {"touchpoint", "step", "action", "thought", "pain", "opportunity", "backstage", "question"}
)
_LONGEST_LANE = 30
_MOST_CELLS = 150
"""Cells of a line that are looked at; more would say the same."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a table: its number on the grid, header, cells, and what they are like.

    The figures are parts of the filled cells, 0 to 1: names of stages, of channels, values on a
    scale, values that are no numbers (words, stars, faces), and numbers in ascending order;
    `lanes` of those that name a kind of card, such as “Pain point”.
    `repeats` is the part of the cells that repeat one before; `letters` the mean length.
    """

    at: int
    header: str
    announces: Mapping[str, int]
    cells: tuple[str, ...]
    count: int
    stages: float = 0
    strong_stages: int = 0
    channels: float = 0
    scaled: float = 0
    signs: float = 0
    numbers: float = 0
    counting: bool = False
    repeats: float = 0
    letters: float = 0
    lanes: float = 0
    refused: frozenset[str] = frozenset()

    def sure_of(self, code: str) -> int:
        """How sure the header announces this, 0 to 100."""
        return self.announces.get(code, 0)


def lines_of(grid: Grid, area: Area, headers: int) -> list[Line]:
    """The lines of an area (of the grid) of which the first `headers` records hold headers."""
    lines = []
    records = [
        record
        for record in range(area.top + headers, area.bottom + 1)
        if not is_total_record(grid, area, record)
    ]
    for field in range(area.left, area.right + 1):
        header = header_of(grid, area, headers, field)
        cells = [
            (record, grid.text(record, field)) for record in records if grid.text(record, field)
        ]
        if header or cells:
            values = [grid.value(record, field) for record, _ in cells[:_MOST_CELLS]]
            lines.append(_line(field, header, [text for _, text in cells], values))
    return lines


def header_of(grid: Grid, area: Area, headers: int, field: int) -> str:
    """The header of a line: of several the last that is filled, merged ones for all they cover."""
    for record in range(area.top + headers - 1, area.top - 1, -1):
        text = grid.text(record, field)
        if text:
            return text
        above = grid.merged(record, field)
        if above is not None:
            record_of_it, field_of_it = grid.anchor(record, field)
            if field_of_it == field or above.left == above.right:
                return grid.text(record_of_it, field_of_it)
    for record in range(area.top + headers - 1, area.top - 1, -1):
        text = grid.shown(record, field)
        if text:
            return text
    return ""


def _line(at: int, header: str, texts: list[str], values: Sequence[Value | None]) -> Line:
    cells = texts[:_MOST_CELLS]
    count = len(cells)
    if not count:
        return Line(at=at, header=header, announces=meanings(header), cells=(), count=0)
    known = [stage_meaning(text) for text in cells]
    named = {
        normal(text)
        for text, meaning in zip(cells, known, strict=True)
        if meaning.sure >= 80 and meaning.strong
    }
    found = [scales.find(value) for value in values]
    numbers = [
        item.number
        for item in found
        if item is not None and item.number is not None and not item.rest
    ]
    whole = [number for number in numbers if number == int(number)]
    seen: set[str] = set()
    repeats = 0
    for text in cells:
        folded = normal(text) or text
        repeats += folded in seen
        seen.add(folded)
    short = [text for text in cells if len(text) <= _LONGEST_LANE]
    lanes = sum(bool(card_kind(text)) for text in short) if repeats or count <= 12 else 0
    return Line(
        at=at,
        header=header,
        announces=meanings(header),
        lanes=lanes / count,
        cells=tuple(cells),
        count=len(texts),
        stages=sum(meaning.sure >= 75 for meaning in known) / count,
        strong_stages=len(named),
        channels=sum(_is_channel(text) for text in cells) / count,
        scaled=sum(item is not None and len(item.rest) < 40 for item in found) / count,
        signs=sum(item is not None and item.number is None for item in found) / count,
        numbers=len(numbers) / count,
        counting=len(whole) == count > 1 and whole == sorted(set(whole)) and whole[0] in (0, 1),
        repeats=repeats / count,
        letters=sum(len(text) * (2 if wide(text) else 1) for text in cells) / count,
        refused=refusals(header),
    )


def is_total_record(grid: Grid, area: Area, record: int) -> bool:
    """Whether a record of an area holds totals."""
    texts = [grid.text(record, field) for field in range(area.left, area.right + 1)]
    filled = [text for text in texts if text]
    return is_total_line(filled)


def _is_channel(text: str) -> bool:
    parts = [part for part in text.replace("\n", ",").replace("/", ",").split(",") if part.strip()]
    return bool(parts) and all(channel(part) for part in parts[:4])


def card_kind(text: str) -> str:
    """The kind of card that a lane of this name is for; "" for none that is known."""
    ranked = sorted(meanings(text).items(), key=lambda item: -item[1])
    return next((code for code, sure in ranked if sure >= 85 and code in _CARD_KINDS), "")


def is_total(text: str) -> bool:
    """Whether a text announces totals or averages."""
    return is_word("total", text.split(":")[0])


def is_total_line(filled: Sequence[str]) -> bool:
    """Whether the filled cells of a record are a total with its figures."""
    if not filled or is_total(filled[0]):
        return bool(filled)
    figures = filled[1:]
    return (
        is_counted(filled[0])
        and bool(figures)
        and all(scales.find(text) is not None for text in figures)
    )


def is_counted(text: str) -> bool:
    """Whether a text begins like the name of a total, as “Number of touchpoints” does."""
    first = " ".join(text.split()[:2])
    return is_word("total", first) or is_word("total", first.split(" ")[0])
