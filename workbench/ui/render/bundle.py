"""Quiet connections that are painted together, again and again, as a screen does."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from workbench.drawing.curve import Bezier
from workbench.drawing.routes import Route
from workbench.ui.render.connections import ARROW, QUIET_WIDTH, arrow
from workbench.ui.render.style import Style, colour

_HAIR = 1.25
"""Lines of up to so many pixels of the screen are painted one pixel wide."""

_SWING = 24.0
"""How far a bend may run beyond its ends, at most."""


class Bundle:
    """What of some connections lies near an area."""

    def __init__(self, routes: Iterable[Route], near: QRectF) -> None:
        self._path = QPainterPath()
        self._arrows: list[tuple[float, float, QPolygonF]] = []
        self._lines: list[QLineF] | None = None
        left, top, right, bottom = near.left(), near.top(), near.right(), near.bottom()
        for route in routes:
            pieces = route.pieces
            for piece in pieces:
                (ax, ay), _, _, (dx, dy) = piece
                if not (
                    (ay < top and dy < top)
                    or (ay > bottom and dy > bottom)
                    or (ax < left - _SWING and dx < left - _SWING)
                    or (ax > right + _SWING and dx > right + _SWING)
                ):
                    _add(self._path, piece)
            x, y = pieces[-1].end
            if left <= x <= right and top <= y <= bottom:
                self._arrows.append((x, y, arrow(QPointF(x, y), route.tip_to_right)))

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the connections lies there."""
        return self._path.isEmpty() and not self._arrows

    def paint(self, painter: QPainter, style: Style, exposed: QRectF) -> None:
        """Paint all of it that is exposed; the painter keeps to that."""
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
        left, right = exposed.left() - ARROW, exposed.right() + ARROW
        top, bottom = exposed.top() - ARROW, exposed.bottom() + ARROW
        for x, y, polygon in self._arrows:
            if left <= x <= right and top <= y <= bottom:
                painter.drawPolygon(polygon)

    def _in_parts(self) -> list[QLineF]:
        if self._lines is None:
            bends = (bend.toList() for bend in self._path.toSubpathPolygons())
            self._lines = [QLineF(a, b) for bend in bends for a, b in pairwise(bend)]
        return self._lines


def _add(path: QPainterPath, piece: Bezier) -> None:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = piece
    path.moveTo(ax, ay)
    if ay == dy:
        path.lineTo(dx, dy)
    else:
        path.cubicTo(bx, by, cx, cy, dx, dy)
