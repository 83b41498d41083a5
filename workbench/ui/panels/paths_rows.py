"""The rows of the table of paths: touchpoints with how many come and leave."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from workbench.analysis.flow_figures import Flow, TouchpointFigures
from workbench.model.document import Document
from workbench.ui.pills import AnyIndex
from workbench.words.say import number, say

TOUCHPOINT, STAGE, REACH, THEN, VISITS, LEAVES = range(6)
_COLUMNS = ("touchpoint", "stage", "reach", "then", "visits", "leaves")

VALUE = int(Qt.ItemDataRole.UserRole) + 80
"""The role of what a column is sorted by; unknown figures sort below all others."""

CHANGE = int(Qt.ItemDataRole.UserRole) + 81
"""The role of how much more reach there would be, in per cent of all; None where unknown."""

_UNKNOWN = -1.0
_LEAST = 0.0005
"""Shares below it would be rounded to nothing, though some people come."""

_NOTICED = 0.0005
"""A change of reach that is still shown, as a share of all."""


def percent(share: float | None) -> str:
    """A share from 0 to 1 as people read it, e.g. "12.5 %"."""
    if share is None:
        return say("paths.unknown")
    if 0 < share < _LEAST:
        return say("paths.percent.least")
    return say("paths.percent", percent=number(share * 100))


class PathRows(QAbstractTableModel):
    """One touchpoint a row, in reading order."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._figures: tuple[TouchpointFigures, ...] = ()
        self._then: dict[str, float | None] | None = None
        self._stages: dict[str, int] = {}

    def show_flow(self, document: Document, flow: Flow | None, tried: Flow | None) -> None:
        """Show the figures of one flow, with the reach of another beside them."""
        figures = tuple(
            item for item in (flow.touchpoints if flow else ()) if item.id in document.touchpoints
        )
        same = [item.id for item in figures] == [item.id for item in self._figures]
        if not same:
            self.beginResetModel()
        self._document, self._figures = document, figures
        self._then = {item.id: item.reach for item in tried.touchpoints} if tried else None
        stages = (document.touchpoints[item.id].stage for item in figures)
        self._stages = {stage: place for place, stage in enumerate(dict.fromkeys(stages))}
        if same:
            last = self.index(len(figures) - 1, len(_COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.endResetModel()

    def touchpoint(self, row: int) -> str:
        return self._figures[row].id

    def row_of(self, touchpoint: str) -> int | None:
        return next((r for r, item in enumerate(self._figures) if item.id == touchpoint), None)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self._figures)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.TextAlignmentRole and section > STAGE:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if role == Qt.ItemDataRole.DisplayRole:
                return say(f"paths.column.{_COLUMNS[section]}")
            if role == Qt.ItemDataRole.ToolTipRole:
                return say(f"paths.column.{_COLUMNS[section]}.tip")
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item, column = self._figures[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(item, column)
            case Qt.ItemDataRole.TextAlignmentRole if column > STAGE:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ToolTipRole:
                tip = "" if column < REACH else say(f"paths.column.{_COLUMNS[column]}.tip")
                return tip or self._text(item, column)
            case int() if role == VALUE:
                return self._value(item, column)
            case int() if role == CHANGE and column == THEN:
                return self._change(item)
        return None

    def _text(self, item: TouchpointFigures, column: int) -> str:
        touchpoint = self._document.touchpoints[item.id]
        if column == TOUCHPOINT:
            return touchpoint.title
        if column == STAGE:
            return self._document.stages[touchpoint.stage].name
        if column == THEN:
            return self._then_text(item)
        if column == VISITS:
            return say("paths.unknown") if item.visits is None else number(item.visits, 2)
        return percent(item.reach if column == REACH else item.drop_off)

    def _then_text(self, item: TouchpointFigures) -> str:
        if self._then is None:
            return ""
        if item.id not in self._then:
            return say("paths.then.out")
        return percent(self._then[item.id])

    def _value(self, item: TouchpointFigures, column: int) -> Any:
        touchpoint = self._document.touchpoints[item.id]
        if column == TOUCHPOINT:
            return touchpoint.title.casefold()
        if column == STAGE:
            return self._stages[touchpoint.stage]
        then = (self._then or {}).get(item.id)
        value = {REACH: item.reach, THEN: then, VISITS: item.visits, LEAVES: item.drop_off}[column]
        return _UNKNOWN if value is None else value

    def _change(self, item: TouchpointFigures) -> float | None:
        then = (self._then or {}).get(item.id)
        if then is None or item.reach is None:
            return None
        return then - item.reach if abs(then - item.reach) > _NOTICED else 0.0
