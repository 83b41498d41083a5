"""Paints collapsed stages and lanes: their names, and how many cards they hold."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from workbench.drawing import tokens
from workbench.drawing.geometry import Rect
from workbench.drawing.layout import LaneRow, MapLayout, StageColumn
from workbench.model.document import Document
from workbench.ui.render import shapes
from workbench.ui.render.style import Style, colour
from workbench.words.say import say

_APART = 360.0
"""From the start of one turned name to the next, at least: one is always in view."""
_INSET = 4.0


def paint_collapsed(
    painter: QPainter, layout: MapLayout, document: Document, exposed: QRectF, style: Style
) -> None:
    """Paint the collapsed stages and lanes that meet `exposed`."""
    for column in layout.columns:
        if column.collapsed and column.left < exposed.right() and column.right > exposed.left():
            name = document.stages[column.id].name or say("canvas.stage.unnamed")
            _paint_stage(painter, layout, column, name, style)
    for row in layout.rows:
        if row.collapsed and row.top < exposed.bottom() and row.bottom > exposed.top():
            _paint_lane(painter, layout, row, style)


def cards_hidden(layout: MapLayout, table: str, identifier: str) -> int:
    """How many cards a collapsed stage or lane holds."""
    part = 0 if table == "stages" else 1
    return sum(len(cards) for cell, cards in layout.hidden.items() if cell[part] == identifier)


def _paint_stage(
    painter: QPainter, layout: MapLayout, column: StageColumn, name: str, style: Style
) -> None:
    palette, fonts = style.palette, style.fonts
    place = Rect(column.left + _INSET, _INSET, column.width - 2 * _INSET, layout.height - 8)
    shapes.box(painter, shapes.area(place), tokens.RADIUS, colour(palette.panel), None)
    count = cards_hidden(layout, "stages", column.id)
    text = say("canvas.collapsed.name", name=name, cards=say("canvas.collapsed.cards", n=count))
    length = min(fonts.width(text, "lane"), place.height - 24)
    shown = fonts.one_line(text, "lane", place.height - 24)
    painter.save()
    painter.translate(place.x + place.width / 2, place.y)
    painter.rotate(90)
    painter.setFont(fonts.font("lane"))
    painter.setPen(colour(palette.muted))
    height = fonts.line_height("lane")
    along = 12.0
    while along + length <= place.height:
        painter.drawText(QPointF(along, fonts.ascent("lane") - height / 2), shown)
        along += max(length + 48, _APART)
    painter.restore()


def _paint_lane(painter: QPainter, layout: MapLayout, row: LaneRow, style: Style) -> None:
    painter.setFont(style.fonts.font("small"))
    painter.setPen(colour(style.palette.muted))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    for column in layout.columns:
        cards = layout.hidden.get((column.id, row.id), ())
        if cards and not column.collapsed:
            left = column.left + layout.metrics.gutter / 2 + 2
            place = QRectF(left, row.top, column.width, row.height)
            painter.drawText(place, flags, say("canvas.collapsed.cards", n=len(cards)))
