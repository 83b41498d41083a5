"""The table of personas side by side: one column each, cells of several lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.model.entities import Persona
from workbench.ui.dialogs.persona_compare_rows import CompareLine, CompareRow
from workbench.ui.panels.avatar import avatar
from workbench.ui.pills import AnyIndex, draw_ground
from workbench.ui.theme import Theme
from workbench.words.say import say

_LINES = int(Qt.ItemDataRole.UserRole) + 90
_AVATAR = 32
_LEAST = 190
"""A narrower column would break every second word; the table scrolls instead."""
_ACROSS, _DOWN = 11, 7


class CompareTable(QTableView):
    """Rows of CompareRow; Enter or a double click asks to edit the column's persona."""

    edit_wanted = Signal(str)

    def __init__(
        self, theme: Theme, picture: Callable[[str], bytes], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cells = CompareModel(theme, picture, self)
        self.setModel(self._cells)
        self.setItemDelegate(LinesDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalHeader(PersonaHeads(theme, self))
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setHighlightSections(False)
        down.setSectionsClickable(False)
        self.doubleClicked.connect(self._ask)
        theme.changed.connect(self._cells.dress)

    def show_rows(self, personas: Sequence[Persona], rows: Sequence[CompareRow]) -> None:
        """Show these personas and rows; the same place stays current."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        self._cells.take(tuple(personas), tuple(rows))
        self._fit()
        if row < 0 and rows:
            row, column = 0, 0
        self.setCurrentIndex(
            self._cells.index(min(row, len(rows) - 1), min(column, len(personas) - 1))
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """Columns share the width evenly, rows are as high as their fullest cell."""
        count = self._cells.columnCount()
        if count:
            width = max(_LEAST, self.viewport().width() // count)
            self.horizontalHeader().setDefaultSectionSize(width)
            self.resizeRowsToContents()

    def _ask(self, index: AnyIndex) -> None:
        if index.isValid():
            self.edit_wanted.emit(self._cells.personas[index.column()].id)


class CompareModel(QAbstractTableModel):
    """Personas across, rows down. A row that differs carries the mark in its heading."""

    def __init__(self, theme: Theme, picture: Callable[[str], bytes], parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._picture = theme, picture
        self.personas: tuple[Persona, ...] = ()
        self.rows: tuple[CompareRow, ...] = ()

    def take(self, personas: tuple[Persona, ...], rows: tuple[CompareRow, ...]) -> None:
        self.beginResetModel()
        self.personas, self.rows = personas, rows
        self.endResetModel()

    def dress(self) -> None:
        """The colours are others now."""
        if self.rows and self.personas:
            last = self.index(len(self.rows) - 1, len(self.personas) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.personas)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            return self._persona(self.personas[section], role)
        row = self.rows[section]
        if role == Qt.ItemDataRole.DisplayRole:
            mark = say("personas.compare.mark")
            return f"{row.label}  {mark}" if row.differs else row.label
        return None

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        lines = self.rows[index.row()].cells[index.column()]
        if role == _LINES:
            return lines
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join(line.text for line in lines) or say("words.blank")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "; ".join(
                say("personas.compare.only", text=line.text) if line.differs else line.text
                for line in lines
            ) or say("words.blank")
        return None

    def _persona(self, persona: Persona, role: int) -> Any:
        name = persona.name or say("words.nameless")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return name
        if role == Qt.ItemDataRole.DecorationRole:
            data = self._picture(persona.picture)
            return avatar(persona.id, persona.name, _AVATAR, 2.0, data)
        return None


class PersonaHeads(QHeaderView):
    """Above each column the persona's picture and name, higher than a plain heading."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _AVATAR + 2 * _DOWN)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        palette, model = self._theme.palette, self.model()
        name = model.headerData(logicalIndex, self.orientation(), Qt.ItemDataRole.DisplayRole)
        face = model.headerData(logicalIndex, self.orientation(), Qt.ItemDataRole.DecorationRole)
        painter.save()
        painter.fillRect(rect, QColor(palette.panel))
        painter.setPen(QColor(palette.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawPixmap(rect.left() + _ACROSS, rect.center().y() - _AVATAR // 2, face)
        room = rect.adjusted(_ACROSS + _AVATAR + _ACROSS, 0, -_DOWN, 0)
        painter.setFont(self._theme.font(bold=True))
        painter.setPen(QColor(palette.text))
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class LinesDelegate(QStyledItemDelegate):
    """Draws the lines of a cell, wrapped; those that not all have in bold, with the mark."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        draw_ground(painter, option, index)
        painter.save()
        painter.translate(option.rect.topLeft())
        painter.translate(_ACROSS, _DOWN)
        self._text(index, option.rect.width()).drawContents(painter)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        width = option.widget.columnWidth(index.column())  # type: ignore[attr-defined]
        least = QFontMetrics(self._theme.font()).height()
        height = max(least, round(self._text(index, width).size().height()))
        return QSize(width, height + 2 * _DOWN)

    def _text(self, index: AnyIndex, width: int) -> QTextDocument:
        palette = self._theme.palette
        lines = index.data(_LINES) or (CompareLine(say("words.blank")),)
        text = QTextDocument()
        text.setDefaultFont(self._theme.font())
        text.setDocumentMargin(0)
        text.setTextWidth(width - 2 * _ACROSS)
        cursor = QTextCursor(text)
        for place, line in enumerate(lines):
            if place:
                cursor.insertBlock()
            look = QTextCharFormat()
            look.setForeground(QColor(palette.text if index.data(_LINES) else palette.muted))
            if line.differs:
                look.setFont(self._theme.font(bold=True))
            cursor.setCharFormat(look)
            cursor.insertText(line.text, look)
        return text
