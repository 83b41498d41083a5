"""A tick box in the colours of the theme; a click anywhere in its cell ticks."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.ui.pills import AnyIndex, draw_ground
from workbench.ui.theme import Theme

_SIZE = 15
_RADIUS = 4


class TickDelegate(QStyledItemDelegate):
    """Draws the check state of a cell; a cell that cannot be checked stays empty."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        draw_ground(painter, option, index)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return
        colours = self._theme.palette
        on = Qt.CheckState(state) == Qt.CheckState.Checked
        middle = QRectF(option.rect).center()
        box = QRectF(0, 0, _SIZE, _SIZE)
        box.moveCenter(middle)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent if on else colours.field_border), 1))
        painter.setBrush(QColor(colours.accent if on else colours.panel))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        if on:
            painter.setPen(QPen(QColor(colours.on_accent), 1.8))
            painter.drawPolyline(
                [middle + QPointF(*offset) for offset in ((-3.5, 0.3), (-1, 2.8), (3.7, -2.8))]
            )
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        _option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        released = event.type() == QEvent.Type.MouseButtonRelease
        if state is None or not released or not isinstance(event, QMouseEvent):
            return False
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        checked = Qt.CheckState.Checked
        following = Qt.CheckState.Unchecked if Qt.CheckState(state) == checked else checked
        return model.setData(index, following, Qt.ItemDataRole.CheckStateRole)
