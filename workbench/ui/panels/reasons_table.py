"""The table of what made customers decide or decline."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer
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

from workbench.model import queries
from workbench.model.commands import edit, reasons
from workbench.ui.bridge import Bridge
from workbench.ui.cells import LineDelegate, ListDelegate, PillListDelegate
from workbench.ui.panels.reasons_rows import OUTCOME, PERSONA, REMEDY, STAGE, TEXT, ReasonRows
from workbench.ui.theme import Theme
from workbench.words.labels import field_name
from workbench.words.say import say

_WIDTHS = {STAGE: 108, OUTCOME: 88, PERSONA: 124}


class ReasonsTable(QTableView):
    """Enter or a double click edits, Delete removes, Ctrl+↑ ↓ reorders within the stage."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._typed_new = False
        self._rows = ReasonRows(bridge, theme, self)
        self.setFont(theme.font(0.95))
        self.setModel(self._rows)
        self.setAccessibleName(say("reasons.list"))
        self._delegates = {
            STAGE: ListDelegate(partial(self._rows.choices, STAGE), self),
            OUTCOME: PillListDelegate(theme, partial(self._rows.choices, OUTCOME), self),
            TEXT: LineDelegate(say("reasons.new"), self),
            PERSONA: ListDelegate(partial(self._rows.choices, PERSONA), self),
            REMEDY: LineDelegate(field_name("reasons", "remedy"), self),
        }
        for column, delegate in self._delegates.items():
            self.setItemDelegateForColumn(column, delegate)
        self._arrange()
        self._rows.added.connect(self._on_added)
        self.clicked.connect(self._on_click)
        theme.changed.connect(self.viewport().update)

    @property
    def rows(self) -> ReasonRows:
        return self._rows

    def refresh(self) -> None:
        """Show the reasons as they are; the same one stays current."""
        index = self.currentIndex()
        reason_id = self._rows.id_at(index.row())
        self._rows.refresh()
        if index.row() >= 0:
            row = self._rows.row_of(reason_id) if reason_id is not None else None
            last = self._rows.rowCount() - 1
            place = min(index.row(), last) if row is None else row
            self.setCurrentIndex(self._rows.index(place, index.column()))

    def show_stage(self, stage_id: str) -> None:
        """Go to the first reason of a stage; what is typed next belongs to it."""
        self._rows.set_stage(stage_id)
        document = self._bridge.document
        rows = range(self._rows.rowCount() - 1)
        ids = (self._rows.id_at(row) or "" for row in rows)
        of_stage = (n for n, it in enumerate(ids) if document.reasons[it].stage == stage_id)
        row = next(of_stage, self._rows.rowCount() - 1)
        self.setCurrentIndex(self._rows.index(row, TEXT))

    def edit_new(self) -> None:
        """Open the last row, in which a new reason is typed."""
        place = self._rows.index(self._rows.rowCount() - 1, TEXT)
        self.setCurrentIndex(place)
        self.edit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moving = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            self._remove()
        elif moving and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(self.viewport().mapFromGlobal(event.globalPos()))
        if self._rows.id_at(index.row()) is not None:
            self.setCurrentIndex(index)
            menu = QMenu(self)
            menu.addAction(say("reasons.do.up"), lambda: self._move(-1))
            menu.addAction(say("reasons.do.down"), lambda: self._move(1))
            menu.addSeparator()
            menu.addAction(say("reasons.do.remove"), self._remove)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(event.globalPos())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        by_enter = hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache
        if self._typed_new and by_enter:
            QTimer.singleShot(0, self, self.edit_new)
        self._typed_new = False

    def _arrange(self) -> None:
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
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(self.fontMetrics().height() + 12)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        for column in (TEXT, REMEDY):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def _on_added(self) -> None:
        self._typed_new = True

    def _on_click(self, index: QModelIndex) -> None:
        if self._rows.id_at(index.row()) is None:
            self.edit_new()

    def _remove(self) -> None:
        reason_id = self._rows.id_at(self.currentIndex().row())
        if reason_id is not None:
            self._bridge.run(edit.remove, [("reasons", reason_id)])

    def _move(self, by: int) -> None:
        row = self.currentIndex().row()
        reason_id, other = self._rows.id_at(row), self._rows.neighbour(row, by)
        if reason_id is not None and other is not None:
            order = [it.id for it in queries.reasons(self._bridge.document, self._bridge.map_id)]
            self._bridge.run(reasons.move, reason_id, order.index(other))
