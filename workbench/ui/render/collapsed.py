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
_BEFORE = 12.0
"""From the top of a column to its name."""


def paint_collapsed(painter: QPainter, layout: MapLayout, exposed: QRectF, style: Style) -> None:
    """Paint what lies under the connections: the columns, and the counts of lanes."""
    for column in _columns_in(layout, exposed):
        place = shapes.area(_place(layout, column))
        shapes.box(painter, place, tokens.RADIUS, colour(style.palette.panel), None)
    for row in layout.rows:
        if row.collapsed and row.top < exposed.bottom() and row.bottom > exposed.top():
            _paint_lane(painter, layout, row, style)


def paint_collapsed_names(
    painter: QPainter, layout: MapLayout, document: Document, exposed: QRectF, style: Style
) -> None:
    """Paint the turned names of collapsed stages, above the connections that pass."""
    for column in _columns_in(layout, exposed):
        name = document.stages[column.id].name or say("canvas.stage.unnamed")
        _paint_name(painter, layout, column, name, style)


def cards_hidden(layout: MapLayout, table: str, identifier: str) -> int:
    """How many cards a collapsed stage or lane holds."""
    part = 0 if table == "stages" else 1
    return sum(len(cards) for cell, cards in layout.hidden.items() if cell[part] == identifier)


def _columns_in(layout: MapLayout, exposed: QRectF) -> list[StageColumn]:
    return [
        column
        for column in layout.columns
        if column.collapsed and column.left < exposed.right() and column.right > exposed.left()
    ]


def _place(layout: MapLayout, column: StageColumn) -> Rect:
    return Rect(column.left + _INSET, _INSET, column.width - 2 * _INSET, layout.height - 2 * _INSET)


def _paint_name(
    painter: QPainter, layout: MapLayout, column: StageColumn, name: str, style: Style
) -> None:
    palette, fonts = style.palette, style.fonts
    place = _place(layout, column)
    count = cards_hidden(layout, "stages", column.id)
    text = say("canvas.collapsed.name", name=name, cards=say("canvas.collapsed.cards", n=count))
    length = min(fonts.width(text, "lane"), place.height - 2 * _BEFORE)
    shown = fonts.one_line(text, "lane", length)
    height = fonts.line_height("lane")
    painter.save()
    painter.translate(place.x + place.width / 2, place.y)
    painter.rotate(90)
    painter.setFont(fonts.font("lane"))
    along = _BEFORE
    while length > 0 and along + length <= place.height:
        ground = QRectF(along - 4, -height / 2, length + 8, height)
        shapes.box(painter, ground, 4, colour(palette.panel))
        painter.setPen(colour(palette.muted))
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
