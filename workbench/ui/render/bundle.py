"""Quiet connections that are painted together, again and again, as a screen does."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from workbench.drawing.routes import Route
from workbench.ui.render.connections import QUIET_WIDTH, arrow
from workbench.ui.render.style import Style, colour

_HAIR = 1.25
"""Lines of up to so many pixels of the screen are painted one pixel wide."""


class Bundle:
    """What of some connections lies near an area."""

    def __init__(self, routes: Iterable[Route], near: QRectF) -> None:
        self._path = QPainterPath()
        self._arrows: list[QPolygonF] = []
        self._lines: list[QLineF] | None = None
        for route in routes:
            _add(self._path, route, near)
            tip = QPointF(*route.tip)
            if near.contains(tip):
                self._arrows.append(arrow(tip, route.tip_to_right))

    def paint(self, painter: QPainter, style: Style) -> None:
        """Paint all of it."""
        ink = colour(style.palette.faint)
        scale = painter.deviceTransform().m11()
        # Qt paints a curve of up to one pixel in 2 µs, a wider one in 30, its parts in 5
        if QUIET_WIDTH * scale <= _HAIR:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ink, min(QUIET_WIDTH, 1 / scale)))
            painter.drawPath(self._path)
        else:
            painter.setPen(QPen(ink, QUIET_WIDTH))
            painter.drawLines(self._in_parts())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for polygon in self._arrows:
            painter.drawPolygon(polygon)

    def _in_parts(self) -> list[QLineF]:
        if self._lines is None:
            bends = (bend.toList() for bend in self._path.toSubpathPolygons())
            self._lines = [QLineF(a, b) for bend in bends for a, b in pairwise(bend)]
        return self._lines


def _add(path: QPainterPath, route: Route, near: QRectF) -> None:
    left, top, right, bottom = near.left(), near.top(), near.right(), near.bottom()
    for (ax, ay), (bx, by), (cx, cy), (dx, dy) in route.pieces:
        if (
            max(ax, bx, cx, dx) < left
            or min(ax, bx, cx, dx) > right
            or max(ay, dy) < top
            or min(ay, dy) > bottom
        ):
            continue
        path.moveTo(ax, ay)
        if ay == dy:
            path.lineTo(dx, dy)
        else:
            path.cubicTo(bx, by, cx, cy, dx, dy)
