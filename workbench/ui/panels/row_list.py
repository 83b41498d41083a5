"""Lists of rows that are painted by hand: what the palette and the personas share."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from workbench.ui.theme import Theme

ROW = int(Qt.ItemDataRole.UserRole) + 1
"""The role under which an item holds what its row says."""


class RowList(QListView):
    """A quiet list, scrolled by pixels, in which nothing is edited."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.viewport().update)

    def rows(self) -> tuple[Any, ...]:
        """What the rows say, from the top."""
        return tuple(self._rows.index(place, 0).data(ROW) for place in range(self._rows.rowCount()))


def paint_ground(
    painter: QPainter, ground: QRectF, radius: float, tint: QColor | None, focus: QColor | None
) -> None:
    """The ground of a row: `tint` where it is lit, a line of `focus` where the keyboard is."""
    if tint is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawRoundedRect(ground, radius, radius)
    if focus is not None:
        painter.setPen(QPen(focus, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def paint_line(painter: QPainter, room: QRectF, text: str) -> None:
    """One line in the painter's font and pen, cut with an ellipsis where its reader would end.

    It begins at the left of the room and stands in the middle of its height.
    """
    end = Qt.TextElideMode.ElideRight
    shown = painter.fontMetrics().elidedText(text, end, int(room.width()))
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    place = Qt.AlignmentFlag
    painter.drawText(room, place.AlignVCenter | place.AlignLeft | place.AlignAbsolute, shown)
