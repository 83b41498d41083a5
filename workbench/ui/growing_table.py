"""A table of entities that is edited in place and grows: its last row is for a new one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Collection, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from workbench.ui.pills import AnyIndex
from workbench.words.say import say


class GrowingRows(QAbstractTableModel):
    """Entities in order, then a row to type a new one into."""

    added = Signal()
    """One was typed into the last row."""

    items: tuple[Any, ...] = ()
    """The entities that are shown."""

    @abstractmethod
    def read(self) -> tuple[Any, ...]:
        """The entities as the document has them now."""

    def refresh(self) -> None:
        """Show the document's entities; only a change of rows resets the table."""
        following = self.read()
        if [it.id for it in following] != [it.id for it in self.items]:
            self.beginResetModel()
            self.items = following
            self.endResetModel()
        else:
            self.items = following
            last = self.index(len(following), self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def id_at(self, row: int) -> str | None:
        """The id of the entity in a row; None in the row for a new one, and outside."""
        return str(self.items[row].id) if 0 <= row < len(self.items) else None

    def row_of(self, identifier: str | None) -> int | None:
        return next((row for row, it in enumerate(self.items) if it.id == identifier), None)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.items) + 1


class GrowingTable(QTableView):
    """Enter or a double click edits, Delete removes, Ctrl+↑ ↓ reorders.

    After Enter in the last row the next new one is typed right away.
    """

    moves = ("", "", "")
    """The codes of what the menu calls moving up, moving down and removing."""

    def __init__(self, rows: GrowingRows, typed: int, parent: QWidget | None = None) -> None:
        """`typed` is the column in which a new entity is typed."""
        super().__init__(parent)
        self._growing, self._typed = rows, typed
        self._typed_new = False
        self._delegates: Mapping[int, QAbstractItemDelegate] = {}
        self.setModel(rows)
        rows.setParent(self)
        rows.added.connect(self._on_added)
        self.clicked.connect(self._on_click)

    @abstractmethod
    def remove(self, identifier: str) -> None:
        """Take an entity away."""

    @abstractmethod
    def step(self, identifier: str, by: int) -> None:
        """Put an entity before the one above (−1) or after the one below (1), where it may."""

    def refresh(self) -> None:
        """Show the entities as they are; the same one stays current."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        identifier = self._growing.id_at(row)
        self._growing.refresh()
        if row >= 0:
            place = self._growing.row_of(identifier) if identifier is not None else None
            last = self._growing.rowCount() - 1
            at = min(row, last) if place is None else place
            self.setCurrentIndex(self._growing.index(at, column))

    def edit_new(self) -> None:
        """Open the last row, in which a new entity is typed."""
        place = self._growing.index(self._growing.rowCount() - 1, self._typed)
        self.setCurrentIndex(place)
        self.edit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moving = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            self._with_current(self.remove)
        elif moving and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            by = -1 if event.key() == Qt.Key.Key_Up else 1
            self._with_current(lambda identifier: self.step(identifier, by))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._edit_current()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(self.viewport().mapFromGlobal(event.globalPos()))
        identifier = self._growing.id_at(index.row())
        if identifier is None:
            return
        self.setCurrentIndex(index)
        up, down, away = self.moves
        menu = QMenu(self)
        menu.addAction(say(up), lambda: self.step(identifier, -1))
        menu.addAction(say(down), lambda: self.step(identifier, 1))
        menu.addSeparator()
        menu.addAction(say(away), lambda: self.remove(identifier))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        by_enter = hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache
        if self._typed_new and by_enter:
            QTimer.singleShot(0, self, self.edit_new)
        self._typed_new = False

    def arrange(
        self,
        delegates: Mapping[int, QAbstractItemDelegate],
        widths: Mapping[int, int],
        stretched: Collection[int],
    ) -> None:
        """Set up the columns: what edits them, how wide they are, which share what is left."""
        self._delegates = delegates
        for column, delegate in delegates.items():
            self.setItemDelegateForColumn(column, delegate)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked
            | triggers.EditKeyPressed
            | triggers.AnyKeyPressed
            | triggers.SelectedClicked
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column, width in widths.items():
            header.resizeSection(column, width)
        for column in stretched:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def _edit_current(self) -> None:
        """Open the current cell; wherever one stands in the last row, a new one is typed."""
        index = self.currentIndex()
        if self._growing.id_at(index.row()) is None:
            self.edit_new()
        elif index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _with_current(self, act: Callable[[str], None]) -> None:
        identifier = self._growing.id_at(self.currentIndex().row())
        if identifier is not None:
            act(identifier)

    def _on_added(self) -> None:
        self._typed_new = True

    def _on_click(self, index: QModelIndex) -> None:
        if self._growing.id_at(index.row()) is None:
            self.edit_new()
