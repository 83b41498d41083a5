"""Paints what lies under the cards: paper, lane lines, gutters, hints of an empty map."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from workbench.drawing.geometry import Rect
from workbench.drawing.layout import MapLayout
from workbench.ui.render import shapes
from workbench.ui.render.style import Style, colour
from workbench.words.say import say

_TINT = 0.08
"""How strongly a lane's own colour shows on the paper: the cards on it keep their contrast."""

_DASH = 4.0
"""How long the dashes of a gutter are, and the gaps between them."""


def paint_background(
    painter: QPainter,
    layout: MapLayout,
    exposed: QRectF,
    style: Style,
    *,
    left: float = 0.0,
    hints: bool = True,
) -> None:
    """Paint lines and gutters that meet `exposed`; lane lines begin at `left`.

    `hints` say on an empty map what to do there.
    """
    palette = style.palette
    for row in layout.rows:
        if row.colour:
            ground = QRectF(left, row.top, layout.width - left, row.height)
            painter.fillRect(ground & exposed, colour(row.colour, _TINT))
    gutters = QPen(colour(palette.line), 1, Qt.PenStyle.CustomDashLine)
    gutters.setDashPattern([_DASH, _DASH])
    edges = [0.0, *(column.right for column in layout.columns)]
    # what begins beyond the device Qt cuts off there, and its dashes begin anew
    to_map, _ = painter.combinedTransform().inverted()
    device = to_map.mapRect(QRectF(painter.viewport()))
    top = max(0.0, max(exposed.top(), device.top()) - 1)
    bottom = min(layout.height, exposed.bottom() + 1)
    gutters.setDashOffset(top % (2 * _DASH))
    painter.setPen(gutters)
    painter.drawLines(
        [
            QLineF(x, top, x, bottom)
            for x in edges
            if exposed.left() - 1 <= x <= exposed.right() + 1 and top < bottom
        ]
    )
    painter.setPen(QPen(colour(palette.line), 1))
    painter.drawLines(
        [
            QLineF(left, row.top, layout.width, row.top)
            for row in layout.rows
            if exposed.top() - 1 <= row.top <= exposed.bottom() + 1
        ]
    )
    if hints and not layout.boxes and not layout.hidden:
        _paint_hints(painter, layout, style)


def _paint_hints(painter: QPainter, layout: MapLayout, style: Style) -> None:
    metrics = layout.metrics
    row = next((row for row in layout.rows if row.kind == "touchpoints"), None)
    if row is None or row.collapsed:
        return
    painter.setFont(style.fonts.font("small"))
    for column in layout.columns:
        if column.collapsed:
            continue
        place = shapes.area(
            Rect(
                column.left + metrics.gutter / 2,
                row.top + metrics.row_padding,
                column.width - metrics.gutter,
                row.height - 2 * metrics.row_padding,
            )
        )
        shapes.box(painter, place, 8, None, colour(style.palette.field_border, 0.6), dashed=True)
        painter.setPen(colour(style.palette.muted))
        painter.drawText(
            place.adjusted(6, 2, -6, -2),
            Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
            say("canvas.hint.drag_here"),
        )
