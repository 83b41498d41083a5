"""Paints the lane of how many people reach each stage."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from workbench.analysis.conversion import conversions
from workbench.drawing.layout import LaneRow, MapLayout
from workbench.model import queries
from workbench.model.document import Document
from workbench.ui.render import shapes
from workbench.ui.render.style import Style, colour
from workbench.words.say import number, say

_FAR_BELOW = 0.75
"""Below this part of its target a conversion is bad, not merely a warning."""


class ReachedCell(msgspec.Struct, frozen=True):
    """What the lane says for one stage; empty texts for what is unknown."""

    count: str
    share: str
    tone: str
    """"bad" or "warn" where the share misses its target, else empty."""


def reached_cells(document: Document, map_id: str) -> tuple[ReachedCell, ...]:
    """The figures of every stage of a map, in order."""
    cells = []
    for stage, ratio in zip(
        queries.stages(document, map_id), conversions(document, map_id), strict=True
    ):
        count = "" if stage.reached is None else f"{stage.reached:,.0f}"
        share = "" if ratio is None else say("canvas.reached.share", percent=number(ratio * 100, 0))
        tone = ""
        target = stage.target_conversion
        if ratio is not None and target is not None and ratio * 100 < target:
            tone = "bad" if ratio * 100 < target * _FAR_BELOW else "warn"
        cells.append(ReachedCell(count, share, tone))
    return tuple(cells)


def paint_reached(
    painter: QPainter,
    layout: MapLayout,
    row: LaneRow,
    cells: Sequence[ReachedCell],
    style: Style,
) -> None:
    """Paint the figures into one row."""
    fonts = style.fonts
    middle = row.top + row.height / 2
    for column, cell in zip(layout.columns, cells, strict=True):
        if column.collapsed:
            continue
        at = column.left + layout.metrics.gutter / 2 + 2
        if cell.count:
            top = QPointF(at, middle - fonts.line_height("number") / 2)
            ink = colour(style.palette.text)
            width = fonts.width(cell.count, "number")
            shapes.draw_lines(painter, style, "number", ink, top, (cell.count,), width)
            at += width + layout.metrics.card_gap
        if cell.tone:
            shapes.pill(painter, style, at, middle, cell.share, cell.tone)
        elif cell.share:
            top = QPointF(at, middle - fonts.line_height("badge") / 2)
            ink = colour(style.palette.muted)
            width = fonts.width(cell.share, "badge")
            shapes.draw_lines(painter, style, "badge", ink, top, (cell.share,), width)
