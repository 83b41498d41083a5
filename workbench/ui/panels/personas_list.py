"""The rows of the persona panel, and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QStandardItem,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.ui.panels.avatar import avatar
from workbench.ui.panels.row_list import ROW, RowList, paint_ground, paint_line
from workbench.ui.theme import Theme, icon_pixmap
from workbench.words.say import say

_LENS = ROW + 1
_AVATAR = 34
_MOST = 5
"""So many rows show before the list scrolls."""


class PersonaRow(msgspec.Struct, frozen=True):
    """What one row says; `short` where `about` is too wide."""

    id: str
    name: str
    about: str
    short: str
    picture: str
    served: bool


class PersonasList(RowList):
    """Click or Space: the lens; double-click, Enter or the pencil: edit; Delete: delete."""

    lens_wanted = Signal(str)
    edit_wanted = Signal(str)
    delete_wanted = Signal(str)

    def __init__(self, theme: Theme, picture: Callable[[str], bytes], parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._painter = _RowPainter(theme, picture, self)
        self._doubled = False
        self.setItemDelegate(self._painter)

    def set_rows(self, rows: Sequence[PersonaRow], lens: str | None) -> None:
        """Show these personas, the one of the lens as chosen."""
        current = self.current()
        self._rows.clear()
        for row in rows:
            item = QStandardItem(row.name)
            item.setData(row, ROW)
            item.setData(row.id == lens, _LENS)
            code = "personas.row.tip.on" if row.id == lens else "personas.row.tip"
            item.setToolTip(f"{row.name}\n{row.about}\n\n{say(code)}")
            item.setAccessibleText(f"{row.name}, {row.about}")
            self._rows.appendRow(item)
            if row.id == current:
                self.setCurrentIndex(item.index())
        self.setFixedHeight(self._painter.height(self.fontMetrics()) * min(len(rows), _MOST) + 2)

    def current(self) -> str | None:
        row = self.currentIndex().data(ROW)
        return row.id if isinstance(row, PersonaRow) else None

    def persona_at(self, position: QPoint) -> str | None:
        row = self.indexAt(position).data(ROW)
        return row.id if isinstance(row, PersonaRow) else None

    def pencil(self, place: int) -> QRect:
        """Where the pencil of the row at `place` is."""
        return self._painter.pencil(self.visualRect(self._rows.index(place, 0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        persona_id = self.current()
        signal = {
            Qt.Key.Key_Return: self.edit_wanted,
            Qt.Key.Key_Enter: self.edit_wanted,
            Qt.Key.Key_Space: self.lens_wanted,
            Qt.Key.Key_Delete: self.delete_wanted,
        }.get(Qt.Key(event.key()))
        if signal is None or persona_id is None:
            super().keyPressEvent(event)
            return
        signal.emit(persona_id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        persona_id = self.persona_at(place)
        if persona_id is None or event.button() != Qt.MouseButton.LeftButton:
            return
        on_pencil = self._painter.pencil(self.visualRect(self.indexAt(place))).contains(place)
        if on_pencil or self._doubled:
            self._doubled = False
            self.edit_wanted.emit(persona_id)
        else:
            self.lens_wanted.emit(persona_id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit on release. The first of the two clicks switched the lens: switch it back."""
        place = event.position().toPoint()
        persona_id = self.persona_at(place)
        if persona_id is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._doubled = True
        if not self._painter.pencil(self.visualRect(self.indexAt(place))).contains(place):
            self.lens_wanted.emit(persona_id)


class _RowPainter(QStyledItemDelegate):
    def __init__(self, theme: Theme, picture: Callable[[str], bytes], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture = picture

    def height(self, metrics: QFontMetrics) -> int:
        """The height of every row, in pixels."""
        return max(_AVATAR, 2 * metrics.height() + 2) + 18

    def pencil(self, row: QRect) -> QRect:
        return QRect(row.right() - 38, row.center().y() - 12, 24, 24)

    def sizeHint(
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(80, self.height(option.fontMetrics))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: PersonaRow = index.data(ROW)
        palette = self._theme.palette
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        ratio = painter.device().devicePixelRatio()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(option.rect).adjusted(8, 1, -8, -1)
        tint = QColor(palette.accent_soft)
        tint.setAlphaF(1.0 if index.data(_LENS) else 0.55)
        is_lit = over or index.data(_LENS)
        line = QColor(palette.accent) if focus else None
        paint_ground(painter, ground, 8, tint if is_lit else None, line)
        place = QPoint(int(ground.left()) + 8, int(ground.center().y() - _AVATAR / 2))
        painter.setOpacity(1.0 if row.served else 0.55)
        picture = self._picture(row.picture) if row.picture else b""
        painter.drawPixmap(place, avatar(row.id, row.name, _AVATAR, ratio, picture))
        painter.setOpacity(1.0)
        text = QRectF(place.x() + _AVATAR + 10, ground.top(), 0, ground.height())
        text.setRight(ground.right() - (34 if over else 8))
        self._paint_text(painter, text, row)
        if over:
            pencil = self.pencil(option.rect)
            icon = icon_pixmap("pencil", palette.muted, 16, ratio)
            painter.drawPixmap(pencil.center() - QPoint(7, 7), icon)
        painter.restore()

    def _paint_text(self, painter: QPainter, rect: QRectF, row: PersonaRow) -> None:
        palette = self._theme.palette
        bold, small = self._theme.font(bold=True), self._theme.font(0.88)
        upper, lower = QFontMetrics(bold), QFontMetrics(small)
        top = rect.center().y() - (upper.height() + lower.height() + 1) / 2
        width = int(rect.width())
        painter.setFont(bold)
        painter.setPen(QColor(palette.text if row.served else palette.muted))
        paint_line(painter, QRectF(rect.left(), top, rect.width(), upper.height()), row.name)
        about = row.about if lower.horizontalAdvance(row.about) <= width else row.short
        painter.setFont(small)
        painter.setPen(QColor(palette.muted))
        below = QRectF(rect.left(), top + upper.height() + 1, rect.width(), lower.height())
        paint_line(painter, below, about)
