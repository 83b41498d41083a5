"""The triggers of a map as rows: when, then, where, and what is still open."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor

from workbench.analysis.triggers import lacking
from workbench.model import queries
from workbench.model.entities import Trigger
from workbench.ui.bridge import Bridge
from workbench.ui.pills import PILLS, AnyIndex, Pill
from workbench.ui.theme import Theme
from workbench.words.labels import choice_name
from workbench.words.say import say

EVENT, ACTION, TOUCHPOINT, DELAY, STATUS, OWNER, OPEN = range(7)
_COLUMNS = ("event", "action", "touchpoint", "delay", "status", "owner", "open")


class TriggerRows(QAbstractTableModel):
    """The triggers of the map that is shown, in their order."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme
        self._triggers: tuple[Trigger, ...] = ()

    def refresh(self) -> None:
        """Show the document's triggers; only a change of rows resets the table."""
        following = queries.triggers(self._bridge.document, self._bridge.map_id)
        if [it.id for it in following] != [it.id for it in self._triggers]:
            self.beginResetModel()
            self._triggers = following
            self.endResetModel()
        elif following:
            self._triggers = following
            self.dataChanged.emit(self.index(0, 0), self.index(len(following) - 1, OPEN))

    def id_at(self, row: int) -> str | None:
        return self._triggers[row].id if 0 <= row < len(self._triggers) else None

    def row_of(self, trigger_id: str | None) -> int | None:
        return next((row for row, it in enumerate(self._triggers) if it.id == trigger_id), None)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._triggers)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(f"triggers.column.{_COLUMNS[section]}")
        return None

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        trigger, column = self._triggers[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole if column != OPEN:
                return self._text(trigger, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._tip(trigger, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(trigger, column)
            case Qt.ItemDataRole.FontRole if column == EVENT:
                return self._theme.font(0.95, bold=True)
            case Qt.ItemDataRole.ForegroundRole if column == EVENT and not trigger.event:
                return QColor(self._theme.palette.muted)
        if role == PILLS and column == OPEN:
            steps = lacking(self._bridge.document, trigger)
            if not steps:
                return (Pill(say("triggers.complete"), "good"),)
            return tuple(Pill(say(f"triggers.open.{step}"), "warn") for step in steps)
        return None

    def _text(self, trigger: Trigger, column: int) -> str:
        if column == EVENT:
            return trigger.event or say("triggers.no_event")
        if column == TOUCHPOINT:
            touchpoint = self._bridge.document.touchpoints.get(trigger.touchpoint or "")
            return touchpoint.title if touchpoint is not None else ""
        if column == STATUS:
            return choice_name("status", trigger.status)
        return str(getattr(trigger, _COLUMNS[column]))

    def _tip(self, trigger: Trigger, column: int) -> str:
        if column != OPEN:
            return self._text(trigger, column)
        steps = lacking(self._bridge.document, trigger)
        if not steps:
            return say("triggers.complete.tip")
        names = ", ".join(say(f"triggers.open.{step}") for step in steps)
        return say("triggers.open.tip", steps=names)
