"""Pixmaps of what a map shows again and again: cards, boxes, tiles, bars, badges."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

_REACH = 2.0
"""How far beyond its rectangle a stamp may paint: shadows and antialiasing."""
_MOST_PIXELS = 4_000_000
"""After so many new ones those that were not used since are dropped: 16 MB."""
_PARTS = 2
"""A stamp stands within a quarter of a pixel of its place: more places, more stamps."""


class Stamp(NamedTuple):
    """What `draw` paints into `rect`, its origin at (x, y); the same key always means the same."""

    rect: QRectF
    key: Hashable
    draw: Callable[[QPainter], None]
    x: float = 0.0
    y: float = 0.0


class Stamps:
    """What was painted once at the present scale, to be put down as pixels.

    Antialiased rounded boxes cost Qt ten times what their pixels do, a whole card fifty times.
    """

    def __init__(self) -> None:
        self._scale = 0.0
        self._used: dict[Hashable, QPixmap] = {}
        self._before: dict[Hashable, QPixmap] = {}
        self._pixels = 0

    def paint(self, painter: QPainter, wanted: Iterable[Stamp]) -> None:
        """Put down stamps. The painter may be scaled and moved, not turned."""
        world, device = painter.worldTransform(), painter.deviceTransform()
        scale, across, down = device.m11(), device.m31(), device.m32()
        if scale != self._scale:
            self._scale = scale
            self._forget()
        # in pixels of the device, whatever their number to a unit: between them it would blur
        ratio = scale / world.m11()
        x_of, y_of = across - world.m31() * ratio, down - world.m32() * ratio
        painter.setWorldTransform(
            QTransform(1 / ratio, 0, 0, 1 / ratio, -x_of / ratio, -y_of / ratio)
        )
        for stamp in wanted:
            rect = stamp.rect
            left = (stamp.x + rect.x() - _REACH) * scale + across
            top = (stamp.y + rect.y() - _REACH) * scale + down
            x, y = math.floor(left), math.floor(top)
            shift = (round((left - x) * _PARTS), round((top - y) * _PARTS))
            painter.drawPixmap(x, y, self._find(stamp, shift))
        painter.setWorldTransform(world)

    def _find(self, stamp: Stamp, shift: tuple[int, int]) -> QPixmap:
        rect = stamp.rect
        key = (stamp.key, rect.width(), rect.height(), shift)
        found = self._used.get(key)
        if found is None:
            found = self._before.get(key) or _made(rect, shift, self._scale, stamp.draw)
            self._used[key] = found
            self._pixels += found.width() * found.height()
            if self._pixels > _MOST_PIXELS:
                self._before, self._used, self._pixels = self._used, {}, 0
        return found

    def _forget(self) -> None:
        self._used, self._before, self._pixels = {}, {}, 0


def _made(
    rect: QRectF, shift: tuple[int, int], scale: float, draw: Callable[[QPainter], None]
) -> QPixmap:
    width = math.ceil((rect.width() + 2 * _REACH) * scale) + 1
    height = math.ceil((rect.height() + 2 * _REACH) * scale) + 1
    pixmap = QPixmap(width, height)
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
