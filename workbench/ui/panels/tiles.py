"""Small rounded colour tiles with a white icon: channels and kinds of notes at a glance."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from workbench.drawing.tokens import STAGE_COLOURS, Palette
from workbench.model.entities import Channel
from workbench.ui.render.shapes import has_icon
from workbench.ui.theme import Theme, icon_pixmap

SIZE = 18


def channel_colour(palette: Palette, channel: Channel | None) -> str:
    """The channel's own colour, else its family's; muted for no channel."""
    if channel is None:
        return palette.muted
    return channel.colour or str(getattr(palette, channel.family))


def note_colour(palette: Palette, kind: str) -> str:
    """The colour that stands for a kind of note."""
    return {
        "action": palette.warn,
        "thought": STAGE_COLOURS[2],
        "pain": palette.bad,
        "opportunity": palette.good,
        "backstage": palette.muted,
        "question": palette.accent,
    }[kind]


def paint_channel(
    painter: QPainter, rect: QRectF, theme: Theme, channel: Channel | None, ratio: float
) -> None:
    """A channel's tile: its icon in white on its colour."""
    colour = channel_colour(theme.palette, channel)
    _paint_tile(painter, rect, colour, _icon_name(channel), ratio)


def _paint_tile(painter: QPainter, rect: QRectF, colour: str, name: str, ratio: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(rect, rect.height() * 0.26, rect.height() * 0.26)
    side = round(rect.height() * 0.68)
    icon = icon_pixmap(name, "#FFFFFF", side, ratio)
    painter.drawPixmap(rect.center() - QRectF(0, 0, side, side).center(), icon)


def _icon_name(channel: Channel | None) -> str:
    return channel.icon if channel is not None and has_icon(channel.icon) else "star"


def paint_note(painter: QPainter, rect: QRectF, theme: Theme, kind: str) -> None:
    """A note's tile: a small sheet in the tint of its kind."""
    colour = QColor(note_colour(theme.palette, kind))
    ground = QColor(colour)
    ground.setAlphaF(0.16)
    painter.setPen(QPen(colour, 1.4))
    painter.setBrush(ground)
    sheet = rect.adjusted(1, 1, -1, -1)
    painter.drawRoundedRect(sheet, 4, 4)
    left, right = sheet.left() + 4, sheet.right() - 4
    for part, end in ((0.38, right), (0.64, (left + right) / 2 + 1)):
        y = sheet.top() + sheet.height() * part
        painter.drawLine(QRectF(left, y, end - left, 0).topLeft(), QRectF(end, y, 0, 0).topLeft())


def channel_icon(theme: Theme, channel: Channel | None, size: int = SIZE) -> QIcon:
    """A channel's tile as an icon for boxes and menus."""
    return _tile(channel_colour(theme.palette, channel), _icon_name(channel), size)


@lru_cache(maxsize=256)
def _tile(colour: str, name: str, size: int) -> QIcon:
    # Qt keeps what it scales of every picture: one for each channel, not for each look at it
    ratio = 2.0
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_tile(painter, QRectF(0, 0, size, size), colour, name, ratio)
    painter.end()
    return untinted(pixmap)


def untinted(pixmap: QPixmap) -> QIcon:
    """A picture as an icon that keeps its colours in a selected row."""
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon
