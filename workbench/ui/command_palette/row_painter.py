"""How a line of the command palette looks: icon, title, detail or reason, key."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.ui.command_palette.entries import Entry
from workbench.ui.theme import Theme, icon_pixmap

ENTRY = Qt.ItemDataRole.UserRole + 1
_SIDE, _ICON, _GAP, _PAD = 12, 18, 12, 6
_LEAST_DETAIL = 60.0


class RowPainter(QStyledItemDelegate):
    """Title on the left, then its detail; the key on the right. What cannot be now is faint."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(option.rect.width(), option.fontMetrics.height() + 2 * _GAP - 4)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry: Entry = index.data(ENTRY)
        colours = self._theme.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = QRectF(option.rect).adjusted(_PAD, 1, -_PAD, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(row, 6, 6)
        ink = colours.muted if entry.why_not else colours.text
        if entry.icon:
            place = QRectF(0, 0, _ICON, _ICON)
            place.moveCenter(row.center())
            place.moveLeft(row.left() + _SIDE)
            ratio = painter.device().devicePixelRatioF()
            tint = colours.faint if entry.why_not else colours.muted
            painter.drawPixmap(place.topLeft(), icon_pixmap(entry.icon, tint, _ICON, ratio))
        left, right = row.left() + _SIDE + _ICON + _GAP, row.right() - _SIDE
        if entry.shortcut:
            right = self._key(painter, row, right, entry.shortcut) - _GAP
        metrics = QFontMetricsF(option.font)
        width = min(metrics.horizontalAdvance(entry.title), right - left)
        painter.setPen(QColor(ink))
        painter.setFont(option.font)
        self._text(painter, metrics, QRectF(left, row.top(), width, row.height()), entry.title)
        rest = QRectF(left + width + _GAP, row.top(), right - left - width - _GAP, row.height())
        if rest.width() >= _LEAST_DETAIL:
            small = self._theme.font(0.9)
            painter.setFont(small)
            painter.setPen(QColor(colours.muted))
            text = entry.why_not or entry.detail
            self._text(painter, QFontMetricsF(small), rest, text)
        painter.restore()

    def _key(self, painter: QPainter, row: QRectF, right: float, text: str) -> float:
        """Draw a key in its frame; gives where that begins."""
        font = self._theme.font(0.85)
        width = QFontMetricsF(font).horizontalAdvance(text) + 12
        frame = QRectF(right - width, row.top() + _PAD, width, row.height() - 2 * _PAD)
        painter.setFont(font)
        painter.setPen(QPen(QColor(self._theme.palette.field_border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 4, 4)
        painter.setPen(QColor(self._theme.palette.muted))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, text)
        return frame.left()

    @staticmethod
    def _text(painter: QPainter, metrics: QFontMetricsF, place: QRectF, text: str) -> None:
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width() + 1)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(place.adjusted(0, 0, 1, 0), flags | Qt.TextFlag.TextSingleLine, shown)
