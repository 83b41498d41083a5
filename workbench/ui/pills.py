"""Pills: short words on a soft ground, in tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workbench.drawing.tokens import Palette
from workbench.ui.theme import Theme

Tone = Literal["good", "warn", "bad", "plain", "accent"]
AnyIndex = QModelIndex | QPersistentModelIndex

PILLS = int(Qt.ItemDataRole.UserRole) + 50
"""The role under which a model gives a cell's pills: an iterable of Pill."""

_SCALE = 0.86
_PADDING = 8
_GAP = 4
_LEAST = 40
_MARGIN = 11


class Pill(NamedTuple):
    """A word or two and the tone of their ground."""

    text: str
    tone: Tone = "plain"


def tone_colours(colours: Palette, tone: Tone) -> tuple[str, str]:
    """The colours of text and ground of a tone."""
    match tone:
        case "good":
            return colours.good, colours.good_soft
        case "warn":
            return colours.warn, colours.warn_soft
        case "bad":
            return colours.bad, colours.bad_soft
        case "accent":
            return colours.accent, colours.accent_soft
    return colours.muted, colours.window


def draw_pills(painter: QPainter, room: QRect, pills: Iterable[Pill], theme: Theme) -> None:
    """Draw pills from the left of `room`, centred in its height.

    A pill that does not fit is cut with an ellipsis; those after it are left out.
    """
    font = theme.font(_SCALE, bold=True)
    metrics = QFontMetrics(font)
    height = metrics.height() + 4
    left, right = room.left(), room.right()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    for pill in pills:
        wanted = metrics.horizontalAdvance(pill.text) + 2 * _PADDING
        width = min(wanted, right - left)
        if width < min(wanted, _LEAST):
            break
        text, ground = tone_colours(theme.palette, pill.tone)
        box = QRectF(left, room.center().y() - height / 2 + 1, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(QColor(text))
        words = metrics.elidedText(pill.text, Qt.TextElideMode.ElideRight, width - 2 * _PADDING + 1)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        left += width + _GAP
    painter.restore()


def draw_ground(painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
    """Draw a cell's ground, selection and focus as the style sheet says, without its text."""
    empty = QStyleOptionViewItem(option)
    empty.index = QModelIndex(index)  # type: ignore[arg-type]
    empty.text = ""
    style = option.widget.style() if option.widget else QApplication.style()
    style.drawControl(QStyle.ControlElement.CE_ItemViewItem, empty, painter, option.widget)


class PillDelegate(QStyledItemDelegate):
    """Draws the pills that a model gives under PILLS, instead of text."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        draw_ground(painter, option, index)
        room = option.rect.adjusted(_MARGIN, 0, -2, 0)
        draw_pills(painter, room, index.data(PILLS) or (), self._theme)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        metrics = QFontMetrics(self._theme.font(_SCALE, bold=True))
        width = sum(
            metrics.horizontalAdvance(pill.text) + 2 * _PADDING + _GAP
            for pill in index.data(PILLS) or ()
        )
        return QSize(width + 2 * _MARGIN, super().sizeHint(option, index).height())
