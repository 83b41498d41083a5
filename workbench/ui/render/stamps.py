"""Pixmaps of what a map shows again and again: boxes, tiles, bars, badges."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

_REACH = 2.0
"""How far beyond its rectangle a stamp may paint: shadows and antialiasing."""
_MOST = 1024
_PARTS = 8
"""A stamp stands within one eighth of a pixel of its place."""


class Stamps:
    """What was painted once at the present scale, to be put down as pixels.

    Antialiased rounded boxes cost Qt ten times what their pixels do.
    """

    def __init__(self) -> None:
        self._scale = (0.0, 0.0)
        self._made: dict[Hashable, QPixmap] = {}

    def paint(
        self, painter: QPainter, rect: QRectF, key: Hashable, draw: Callable[[QPainter], None]
    ) -> None:
        """Paint what `draw` would paint into `rect`; the same key always means the same.

        The painter may be scaled and moved, not turned.
        """
        world = painter.worldTransform()
        ratio = painter.device().devicePixelRatioF()
        if not float(ratio).is_integer():
            # between the pixels of such a screen a pixmap would blur
            draw(painter)
            return
        if (world.m11(), ratio) != self._scale or len(self._made) > _MOST:
            self._scale = (world.m11(), ratio)
            self._made.clear()
        at = world.map(rect.topLeft() - QPointF(_REACH, _REACH))
        x, y = math.floor(at.x()), math.floor(at.y())
        shift = (round((at.x() - x) * _PARTS), round((at.y() - y) * _PARTS))
        size = (rect.width(), rect.height())
        pixmap = self._made.get((key, size, shift))
        if pixmap is None:
            pixmap = self._made[key, size, shift] = _made(rect, shift, world.m11(), ratio, draw)
        painter.setWorldTransform(QTransform.fromTranslate(x, y))
        painter.drawPixmap(0, 0, pixmap)
        painter.setWorldTransform(world)


def _made(
    rect: QRectF,
    shift: tuple[int, int],
    scale: float,
    ratio: float,
    draw: Callable[[QPainter], None],
) -> QPixmap:
    width = math.ceil((rect.width() + 2 * _REACH) * scale) + 1
    height = math.ceil((rect.height() + 2 * _REACH) * scale) + 1
    pixmap = QPixmap(math.ceil(width * ratio), math.ceil(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.translate(shift[0] / _PARTS, shift[1] / _PARTS)
    painter.scale(scale, scale)
    painter.translate(QPointF(_REACH, _REACH) - rect.topLeft())
    draw(painter)
    painter.end()
    return pixmap
