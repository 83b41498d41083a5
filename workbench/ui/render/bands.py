"""What takes long to paint and seldom changes, kept as pixels: the lanes with figures."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap, QTransform

_PIECE = 256
"""How wide the pieces of a band are, in pixels: made when they are first seen."""
_MOST = 48
"""More pieces than these, and all are made anew: 6 MB at 100 %."""


class Bands:
    """Bands across the map at the present scale, exactly as they would be painted.

    A piece begins at a whole pixel of the map and covers all that it stands on, so that it
    differs in nothing from what it was painted from.
    """

    def __init__(self) -> None:
        self._state: tuple[Hashable, ...] = ()
        self._pieces: dict[tuple[Hashable, int], QPixmap] = {}

    def paint(
        self,
        painter: QPainter,
        area: QRectF,
        exposed: QRectF,
        key: Hashable,
        state: Hashable,
        draw: Callable[[QPainter, QRectF], None],
    ) -> None:
        """Paint what is exposed of a band that covers `area` of the map and goes by `key`.

        `draw` paints what lies in a rectangle of the map, and covers it. All bands are painted
        anew when the `state` that they show is another. The painter may be scaled and moved.
        """
        world, device = painter.worldTransform(), painter.deviceTransform()
        scale = device.m11()
        across, down = math.floor(device.m31()), math.floor(device.m32())
        x_part, y_part = device.m31() - across, device.m32() - down
        if self._state != (state, scale, x_part, y_part) or len(self._pieces) > _MOST:
            self._state, self._pieces = (state, scale, x_part, y_part), {}
        seen = exposed & area
        if seen.isEmpty():
            return
        top = math.floor(area.top() * scale + y_part)
        height = math.ceil(area.bottom() * scale + y_part) - top
        first = math.floor((seen.left() * scale + x_part) / _PIECE)
        last = math.floor((seen.right() * scale + x_part) / _PIECE)
        ratio = scale / world.m11()
        x_of, y_of = device.m31() - world.m31() * ratio, device.m32() - world.m32() * ratio
        flat = QTransform(1 / ratio, 0, 0, 1 / ratio, -x_of / ratio, -y_of / ratio)
        painter.setWorldTransform(flat)
        for place in range(first, last + 1):
            piece = self._pieces.get((key, place))
            if piece is None:
                map_to_piece = QTransform(scale, 0, 0, scale, x_part - place * _PIECE, y_part - top)
                piece = self._pieces[key, place] = _made(height, map_to_piece, draw)
            painter.drawPixmap(across + place * _PIECE, down + top, piece)
        painter.setWorldTransform(world)


def _made(
    height: int, map_to_piece: QTransform, draw: Callable[[QPainter, QRectF], None]
) -> QPixmap:
    pixmap = QPixmap(_PIECE, height)
    back, _ = map_to_piece.inverted()
    painter = QPainter(pixmap)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.setWorldTransform(map_to_piece)
    draw(painter, back.mapRect(QRectF(pixmap.rect())))
    painter.end()
    return pixmap
