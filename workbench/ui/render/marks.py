"""Paints what a comparison adds to a map: signs on cards, and cards that are gone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from workbench.drawing import tokens
from workbench.drawing.metrics import Metrics
from workbench.ui.render import shapes
from workbench.ui.render.looks import Look, TouchpointLook
from workbench.ui.render.style import Style, colour

Sign = Literal["added", "moved", "changed", "removed"]

SIGN_RADIUS = 7.5
_OVERLAP = 4.0
_GHOST = 0.5

_TONES: dict[Sign, str] = {
    "added": "good",
    "moved": "accent",
    "changed": "warn",
    "removed": "bad",
}


def paint_added(painter: QPainter, size: QRectF, style: Style) -> None:
    """Paint the border of a card that is new."""
    ink = style.tone(_TONES["added"])[0]
    shapes.box(painter, size, tokens.RADIUS, None, ink, thickness=1.75)


def paint_marks(painter: QPainter, size: QRectF, marks: Sequence[Sign], style: Style) -> None:
    """Paint the signs of a card on its lower right corner, the first outermost."""
    at = _corner(size)
    for mark in marks:
        paint_sign(painter, at, mark, style)
        at -= QPointF(2 * SIGN_RADIUS + 1, 0)


def paint_sign(painter: QPainter, middle: QPointF, sign: Sign, style: Style) -> None:
    """Paint a round sign: plus, arrow, dot or minus."""
    ink = style.tone(_TONES[sign])[0]
    paper = colour(style.palette.panel)
    painter.setPen(QPen(paper, 1.5))
    painter.setBrush(ink)
    painter.drawEllipse(middle, SIGN_RADIUS, SIGN_RADIUS)
    if sign == "changed":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paper)
        painter.drawEllipse(middle, 2.5, 2.5)
        return
    painter.setPen(QPen(paper, 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_glyph(sign).translated(middle))


def paint_ghost(
    painter: QPainter, size: QRectF, look: Look, metrics: Metrics, style: Style
) -> None:
    """Paint a card that is gone: an outline with its name struck through."""
    bad = colour(style.palette.bad)
    shapes.box(painter, size, tokens.RADIUS, colour(style.palette.bad, 0.05), bad, dashed=True)
    is_touchpoint = isinstance(look, TouchpointLook)
    text_style: Literal["card", "note"] = "card" if is_touchpoint else "note"
    left = metrics.text_left if is_touchpoint else metrics.inset
    fonts = style.fonts
    height = fonts.line_height(text_style)
    top = QPointF(left, metrics.card_padding)
    if isinstance(look, TouchpointLook):
        place = QRectF(metrics.inset, metrics.card_padding, metrics.tile, metrics.tile)
        painter.setOpacity(painter.opacity() * _GHOST)
        shapes.tile(painter, style, place, style.palette.faint, look.icon, look.letter[:1])
        painter.setOpacity(painter.opacity() / _GHOST)
        text_height = max(len(look.lines), 1) * height
        top.setY(metrics.card_padding + max(metrics.tile - text_height, 0) / 2)
    width = size.width() - left - metrics.card_padding
    muted = colour(style.palette.muted)
    shapes.draw_lines(painter, style, text_style, muted, top, look.lines, width)
    painter.setPen(QPen(bad, 1))
    for index, line in enumerate(look.lines):
        extent = fonts.width(line, text_style)
        x = left + (width - extent if shapes.line_runs_left(line) else 0)
        y = top.y() + (index + 0.55) * height
        painter.drawLine(QLineF(x, y, x + extent, y))
    paint_sign(painter, _corner(size), "removed", style)


def paint_overview_marks(
    painter: QPainter, places: Sequence[tuple[QRectF, Sign]], style: Style
) -> None:
    """Paint frames around cards that are too small for signs; those that are gone are crossed."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for place, sign in places:
        painter.setPen(QPen(style.tone(_TONES[sign])[0], 6))
        painter.drawRect(place)
        if sign == "removed":
            painter.drawLine(place.bottomLeft(), place.topRight())


def _corner(size: QRectF) -> QPointF:
    return size.bottomRight() - QPointF(_OVERLAP, _OVERLAP)


def _glyph(sign: Sign) -> QPainterPath:
    path = QPainterPath(QPointF(-3.5, 0))
    path.lineTo(3.5, 0)
    if sign == "added":
        path.moveTo(0, -3.5)
        path.lineTo(0, 3.5)
    elif sign == "moved":
        path.moveTo(0.5, -3)
        path.lineTo(3.5, 0)
        path.lineTo(0.5, 3)
    return path
