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
    QPen,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.ui.panels.avatar import avatar
from workbench.ui.theme import Theme, icon_pixmap
from workbench.words.say import say

_ROW = Qt.ItemDataRole.UserRole + 1
_LENS = Qt.ItemDataRole.UserRole + 2
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


class PersonasList(QListView):
    """Click or Space: the lens; double-click, Enter or the pencil: edit; Delete: delete."""

    lens_wanted = Signal(str)
    edit_wanted = Signal(str)
    delete_wanted = Signal(str)

    def __init__(self, theme: Theme, picture: Callable[[str], bytes], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = QStandardItemModel(self)
        self._painter = _RowPainter(theme, picture, self)
        self._doubled = False
        self.setModel(self._rows)
        self.setItemDelegate(self._painter)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.viewport().update)

    def set_rows(self, rows: Sequence[PersonaRow], lens: str | None) -> None:
        """Show these personas, the one of the lens as chosen."""
        current = self.current()
        self._rows.clear()
        for row in rows:
            item = QStandardItem(row.name)
            item.setData(row, _ROW)
            item.setData(row.id == lens, _LENS)
            code = "personas.row.tip.on" if row.id == lens else "personas.row.tip"
            item.setToolTip(f"{row.name}\n{row.about}\n\n{say(code)}")
            item.setAccessibleText(f"{row.name}, {row.about}")
            self._rows.appendRow(item)
            if row.id == current:
                self.setCurrentIndex(item.index())
        self.setFixedHeight(self._painter.height(self.fontMetrics()) * min(len(rows), _MOST) + 2)

    def rows(self) -> tuple[PersonaRow, ...]:
        return tuple(
            self._rows.index(place, 0).data(_ROW) for place in range(self._rows.rowCount())
        )

    def current(self) -> str | None:
        row = self.currentIndex().data(_ROW)
        return row.id if isinstance(row, PersonaRow) else None

    def persona_at(self, position: QPoint) -> str | None:
        row = self.indexAt(position).data(_ROW)
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
        row: PersonaRow = index.data(_ROW)
        palette = self._theme.palette
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        ratio = painter.device().devicePixelRatio()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(option.rect).adjusted(8, 1, -8, -1)
        if index.data(_LENS) or over:
            painter.setPen(Qt.PenStyle.NoPen)
            tint = QColor(palette.accent_soft)
            tint.setAlphaF(1.0 if index.data(_LENS) else 0.55)
            painter.setBrush(tint)
            painter.drawRoundedRect(ground, 8, 8)
        if focus:
            painter.setPen(QPen(QColor(palette.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
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
        name = upper.elidedText(row.name, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(rect.left(), top, rect.width(), upper.height()), 0, name)
        about = row.about if lower.horizontalAdvance(row.about) <= width else row.short
        painter.setFont(small)
        painter.setPen(QColor(palette.muted))
        painter.drawText(
            QRectF(rect.left(), top + upper.height() + 1, rect.width(), lower.height()),
            0,
            lower.elidedText(about, Qt.TextElideMode.ElideRight, width),
        )
