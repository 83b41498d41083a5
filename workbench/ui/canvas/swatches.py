"""Colours to choose from, shown as icons in a menu."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from workbench.ui.render.style import colour

_SIDE, _RATIO = 16, 3


def swatch(code: str) -> QIcon:
    """A rounded square in a colour (#RRGGBB)."""
    pixmap = QPixmap(_SIDE * _RATIO, _SIDE * _RATIO)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(code))
    side = _SIDE * _RATIO
    painter.drawRoundedRect(QRectF(2, 2, side - 4, side - 4), 4 * _RATIO, 4 * _RATIO)
    painter.end()
    pixmap.setDevicePixelRatio(_RATIO)
    return QIcon(pixmap)
