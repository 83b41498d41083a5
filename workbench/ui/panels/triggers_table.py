"""How the list of triggers is arranged and worked by key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from workbench.ui.list_table import dress_as_list
from workbench.ui.panels import triggers_rows as rows
from workbench.ui.panels.triggers_rows import TriggerRows
from workbench.ui.pills import PillDelegate
from workbench.ui.theme import Theme
from workbench.words.say import say

_SCALE = 0.95
_WIDTHS = {rows.TOUCHPOINT: 120, rows.DELAY: 76, rows.STATUS: 76, rows.OWNER: 104, rows.OPEN: 128}
_FROM = {rows.ACTION: 480, rows.STATUS: 600, rows.TOUCHPOINT: 720, rows.OWNER: 820, rows.DELAY: 880}
"""Columns that are shown from this width of the table on; the editor beside it has them all."""

_LEAST_EVENT, _LEAST_ACTION, _LEAST_OPEN = 150, 130, 72
"""What a trigger waits for is told before what happens then, and that before what is open."""


class TriggersTable(QTableView):
    """One trigger a row. Enter goes to the editor, Delete removes, Ctrl+↑ ↓ reorders."""

    wanted = Signal(str)
    """"edit", "remove", "up" or "down": what is to be done with the current trigger."""

    def __init__(self, theme: Theme, model: TriggerRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(theme.font(_SCALE))
        self.setModel(model)
        self.setAccessibleName(say("triggers.list"))
        self.setItemDelegateForColumn(rows.OPEN, PillDelegate(theme, self))
        dress_as_list(self)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(_LEAST_OPEN)
        for signal in (model.modelReset, model.dataChanged):
            signal.connect(self._fit_columns)
        theme.changed.connect(self.viewport().update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moving = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Delete:
            self.wanted.emit("remove")
        elif moving and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.wanted.emit("up" if event.key() == Qt.Key.Key_Up else "down")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit("edit")
        else:
            super().keyPressEvent(event)

    def _fit_columns(self) -> None:
        width = self.viewport().width()
        header = self.horizontalHeader()
        is_open = max(_LEAST_OPEN, min(_WIDTHS[rows.OPEN], width - _LEAST_EVENT))
        header.resizeSection(rows.OPEN, is_open)
        left = width - is_open
        for column, wide in _FROM.items():
            self.setColumnHidden(column, width < wide)
        for column, wanted in _WIDTHS.items():
            if column != rows.OPEN and not self.isColumnHidden(column):
                header.resizeSection(column, wanted)
                left -= wanted
        if self.isColumnHidden(rows.ACTION):
            header.resizeSection(rows.EVENT, left)
        else:
            longest = max(self.sizeHintForColumn(rows.EVENT), _LEAST_EVENT)
            event = max(min(longest, left - _LEAST_ACTION), left // 2)
            header.resizeSection(rows.EVENT, event)
            header.resizeSection(rows.ACTION, left - event)
