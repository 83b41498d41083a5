"""Paints connections: quiet lines, stronger ones at the selection, dashed red at findings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from workbench.drawing.routes import Route
from workbench.ui.render import shapes
from workbench.ui.render.experience import path_of
from workbench.ui.render.style import Style, colour
from workbench.words.say import number, say

Emphasis = Literal["quiet", "strong", "bad"]

_ARROW = 5.0
_SHARE_PLACES = (0.5, 0.4, 0.6, 0.3, 0.7)
"""Where a share is tried, as parts of the way."""


def route_path(route: Route) -> QPainterPath:
    """The way of a connection as a path."""
    return path_of(route.pieces)


def paint_connection(
    painter: QPainter,
    path: QPainterPath,
    tip: QPointF,
    to_right: bool,
    style: Style,
    emphasis: Emphasis = "quiet",
) -> None:
    """Paint one connection with its arrow, which points right or, into the same stage, left."""
    palette = style.palette
    code = {"quiet": palette.faint, "strong": palette.accent, "bad": palette.bad}[emphasis]
    pen = QPen(colour(code), 1.2 if emphasis == "quiet" else 1.6)
    if emphasis == "bad":
        pen.setDashPattern([3, 2.5])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    back = -_ARROW if to_right else _ARROW
    half = _ARROW * 0.62
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(code))
    painter.drawPolygon(
        QPolygonF(
            [
                tip,
                QPointF(tip.x() + back, tip.y() - half),
                QPointF(tip.x() + back, tip.y() + half),
            ]
        )
    )


def place_share(
    path: QPainterPath, share: float, style: Style, taken: Sequence[QRectF]
) -> QRectF | None:
    """Where on a connection its share covers nothing of `taken`; None where there is no room."""
    text = say_share(share)
    width = style.fonts.width(text, "badge") + 6
    height = style.fonts.line_height("badge")
    for part in _SHARE_PLACES:
        middle = path.pointAtPercent(part)
        rect = QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
        if not any(rect.intersects(other) for other in taken):
            return rect
    return None


def paint_share(painter: QPainter, rect: QRectF, share: float, style: Style) -> None:
    """The share of a strong connection, on the line itself."""
    shapes.box(painter, rect, rect.height() / 2, colour(style.palette.window))
    painter.setFont(style.fonts.font("badge"))
    painter.setPen(colour(style.palette.accent))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(rect, flags | Qt.TextFlag.TextDontClip, say_share(share))


def say_share(share: float) -> str:
    """A share as people read it, e.g. "30 %"."""
    return say("canvas.connection.share", percent=number(share))


def distance_to(route: Route, x: float, y: float) -> float:
    """How far a point lies from a connection's line."""
    best = math.inf
    for piece in route.pieces:
        for step in range(13):
            part = step / 12
            rest = 1 - part
            weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
            px = sum(weight * point.x for weight, point in zip(weights, piece, strict=True))
            py = sum(weight * point.y for weight, point in zip(weights, piece, strict=True))
            best = min(best, math.hypot(px - x, py - y))
    return best
