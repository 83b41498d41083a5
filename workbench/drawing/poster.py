"""How a map is cut into the sheets of a poster: numbers only, no screen.

Lengths on paper are in points (1/72 inch), lengths of the map in scene units; the scale is
points per scene unit. Every sheet repeats the lane names at its left and the stage headers at
its top, and shows a little more than its own part at the right and at the bottom, to be glued
under the next sheet.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import msgspec

from workbench.drawing.layout import MapLayout

POINTS_PER_MM = 72 / 25.4
NATURAL_SCALE = 0.75
"""Points per scene unit at 100 %: a pixel of a screen with 96 to the inch."""
MARGIN = 10 * POINTS_PER_MM
"""What printers leave white around a sheet."""
FOOT = 28.0
"""The strip under a sheet for its marks and, below them, its number."""
MOST_SHEETS = 600
LEAST_TEXT = 6.0
"""Text smaller than this, in points, is hard to read."""

_LEAST_FILLED = 0.5
"""The part of a sheet that has to be filled for its cut to move to the edge of a column."""
_MOST_BAND = 0.5
"""The part of a sheet that lane names or headers may take."""


class Paper(msgspec.Struct, frozen=True):
    """A size of paper, upright, in points."""

    name: str
    width: float
    height: float

    def turned(self, landscape: bool) -> tuple[float, float]:
        """Width and height when it lies as asked."""
        return (self.height, self.width) if landscape else (self.width, self.height)


def _mm(name: str, width: float, height: float) -> Paper:
    return Paper(name, width * POINTS_PER_MM, height * POINTS_PER_MM)


PAPERS = {
    paper.name: paper
    for paper in (
        _mm("A5", 148, 210),
        _mm("A4", 210, 297),
        _mm("A3", 297, 420),
        _mm("A2", 420, 594),
        _mm("A1", 594, 841),
        _mm("A0", 841, 1189),
        Paper("Letter", 612, 792),
        Paper("Legal", 612, 1008),
        Paper("Tabloid", 792, 1224),
    )
}


class Span(msgspec.Struct, frozen=True):
    """A part of the map along one direction: its own from `start` to `end`, shown to `beyond`."""

    start: float
    end: float
    beyond: float


class Sheet(msgspec.Struct, frozen=True):
    """One sheet of a poster: its place from 0 and the part of the map it shows."""

    row: int
    column: int
    across: Span
    down: Span

    @property
    def name(self) -> str:
        """Its row as letters and its column as a number, e.g. "B2"."""
        return f"{letters(self.row)}{self.column + 1}"


class Poster(msgspec.Struct, frozen=True):
    """A map cut into sheets, row by row, at a scale in points per scene unit."""

    width: float
    height: float
    scale: float
    rows: int
    columns: int
    sheets: tuple[Sheet, ...]


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody who had a map drawn for print wants to know.

    `smallest_text` is the height of the smallest font in points.
    """

    sheets: int
    rows: int
    columns: int
    smallest_text: float


def poster(
    place: MapLayout, width: float, height: float, scale: float, overlap: float, title: float
) -> Poster:
    """Cut a map into sheets of a width and height in points.

    `overlap` is in points too; `title`, in scene units, stands above the headers of the first
    row. The scale becomes smaller where lane names or headers would fill a sheet, and where
    there would be more than MOST_SHEETS.
    """
    metrics = place.metrics
    wide, high = width - 2 * MARGIN, height - 2 * MARGIN - FOOT
    scale = min(
        scale,
        _MOST_BAND * wide / place.lane_name_width,
        _MOST_BAND * high / (metrics.header_height + title),
    )
    while True:
        glue = overlap / scale
        room = wide / scale - place.lane_name_width
        across = spans(place.width, room, room, glue, (it.right for it in place.columns))
        room = high / scale - metrics.header_height
        down = spans(place.height, room - title, room, glue, _between_cards(place))
        if len(across) * len(down) <= MOST_SHEETS:
            break
        scale *= 0.9
    sheets = (
        Sheet(row, column, *both)
        for row, rows in enumerate(down)
        for column, both in enumerate(itertools.product(across, (rows,)))
    )
    return Poster(width, height, scale, len(down), len(across), tuple(sheets))


def spans(
    length: float, first: float, room: float, overlap: float, edges: Iterable[float]
) -> tuple[Span, ...]:
    """Cut `length` into parts that fit `room` (the first one `first`) with their overlap.

    A cut moves back to the last of `edges` that leaves the sheet half full, so that columns
    and lanes stay whole. The overlap is at most half of a sheet.
    """
    edges = sorted(edges)
    found: list[Span] = []
    start, free = 0.0, first
    while start + free < length:
        glue = min(overlap, free / 2)
        most = start + free - glue
        fitting = [it for it in edges if start + (free - glue) * _LEAST_FILLED <= it <= most]
        end = fitting[-1] if fitting else most
        found.append(Span(start, end, min(end + glue, length)))
        start, free = end, room
    found.append(Span(start, length, length))
    return tuple(found)


def _between_cards(place: MapLayout) -> list[float]:
    """Heights at which no card is cut: the ends of lanes, and gaps through all columns."""
    found = [row.bottom for row in place.rows]
    reached = 0.0
    for rect in sorted((box.rect for box in place.boxes.values()), key=lambda it: it.y):
        if rect.y > reached:
            found.append((reached + rect.y) / 2)
        reached = max(reached, rect.bottom)
    return found


def letters(index: int) -> str:
    """A, B, … Z, AA, AB, … for 0, 1, …"""
    text = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        text = chr(ord("A") + place) + text
    return text
