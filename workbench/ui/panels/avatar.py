"""A persona's avatar: its picture, or its initials on a colour of its own, in a circle."""

from __future__ import annotations

from zlib import crc32

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPainterPath, QPixmap

from workbench.ui.pictures import decoded

COLOURS = (
    "#6D4FC4",
    "#0F766E",
    "#B42372",
    "#3457D5",
    "#8A5300",
    "#1A7346",
    "#A83A32",
    "#46566E",
)
"""Grounds on which white initials have a contrast of 4.5:1, on light and dark panels alike."""


def avatar(
    persona_id: str, name: str, size: int, ratio: float = 1.0, picture: bytes = b""
) -> QPixmap:
    """A round pixmap of `size` logical pixels at the device's `ratio`.

    The colour follows from the id, so that a renamed persona keeps it. A `picture` that cannot
    be read counts as none.
    """
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    circle = QRectF(0, 0, size, size)
    image = decoded(picture, round(size * ratio)) if picture else QImage()
    if image.isNull():
        _paint_initials(painter, circle, persona_id, name)
    else:
        _paint_picture(painter, circle, image)
    painter.end()
    return pixmap


def avatar_colour(persona_id: str) -> str:
    """The colour of a persona, as #RRGGBB."""
    return COLOURS[crc32(persona_id.encode()) % len(COLOURS)]


def initials(name: str) -> str:
    """One or two letters for a name: those its first and last word begin with."""
    beginnings = [
        letter
        for word in name.split()
        if (letter := next((character for character in word if character.isalnum()), ""))
    ]
    if not beginnings:
        return "?"
    chosen = beginnings[0] if len(beginnings) == 1 else beginnings[0] + beginnings[-1]
    return chosen.upper()


def _paint_initials(painter: QPainter, circle: QRectF, persona_id: str, name: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(avatar_colour(persona_id)))
    painter.drawEllipse(circle)
    font = QFont(QGuiApplication.font())
    font.setPixelSize(round(circle.height() * 0.36))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor("#FFFFFF"))
    painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials(name))


def _paint_picture(painter: QPainter, circle: QRectF, image: QImage) -> None:
    side = min(image.width(), image.height())
    middle = QRectF((image.width() - side) / 2, (image.height() - side) / 2, side, side)
    path = QPainterPath()
    path.addEllipse(circle)
    painter.setClipPath(path)
    painter.drawImage(circle, image, middle)
