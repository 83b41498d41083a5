"""Draws a gap's headline with what it is about in stronger type."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.ui.panels.gaps_rows import HEADLINE
from workbench.ui.pills import AnyIndex, PillDelegate, draw_ground
from workbench.ui.theme import Theme

TABLE_SCALE = 0.93
"""The size of the gap table's type, of the window's."""

_MARGIN = 11


class PriorityDelegate(PillDelegate):
    """The pill of a gap's priority, or the heading of a group across all columns."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        if index.data() is None:
            super().paint(painter, option, index)
        else:
            QStyledItemDelegate.paint(self, painter, option, index)


class HeadlineDelegate(QStyledItemDelegate):
    """One line of plain and stressed parts, cut with an ellipsis where the cell ends."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        draw_ground(painter, option, index)
        painter.save()
        muted = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(muted or QColor(self._theme.palette.text))
        left, right = option.rect.left() + _MARGIN, option.rect.right() - 4
        for text, stressed in index.data(HEADLINE) or ():
            font = self._theme.font(TABLE_SCALE, bold=stressed)
            metrics = QFontMetrics(font)
            line = option.rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, right - left)
            painter.setFont(font)
            painter.drawText(QPointF(left, line), shown)
            left += metrics.horizontalAdvance(shown)
            if shown != text:
                break
        painter.restore()
