"""The cells that found no place on the map, each with its text and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from workbench.exchange.foreign.reading import Unplaced
from workbench.ui.foreign_import.explained import cell_name, fate_of
from workbench.ui.list_table import dress_as_list
from workbench.ui.pills import AnyIndex
from workbench.ui.theme import Theme
from workbench.words.say import say

_COLUMNS = ("cell", "text", "why")
_CELL_WIDTH, _TEXT_WIDTH = 140, 340


class NoPlaceRows(QAbstractTableModel):
    """Unplaced cells as a table."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cells: Sequence[Unplaced] = ()
        self._titles: Sequence[str] = ()

    def show(self, cells: Sequence[Unplaced], titles: Sequence[str]) -> None:
        """List these cells of the sheets of these titles."""
        self.beginResetModel()
        self._cells, self._titles = cells, titles
        self.endResetModel()

    def _title(self, sheet: int) -> str:
        known = sheet < len(self._titles)
        return self._titles[sheet] if known else say("foreign_import.sheet.further", n=sheet + 1)

    def cell(self, row: int) -> Unplaced:
        return self._cells[row]

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(f"foreign_import.no_place.{_COLUMNS[section]}")
        return None

    def data(self, place: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        cell, column = self._cells[place.row()], place.column()
        match role:
            case Qt.ItemDataRole.DisplayRole if column == 0:
                name = cell_name(cell.row, cell.column)
                return f"{self._title(cell.sheet)}!{name}" if len(self._titles) > 1 else name
            case Qt.ItemDataRole.DisplayRole if column == 1:
                return cell.text.replace("\n", " ⏎ ")
            case Qt.ItemDataRole.DisplayRole:
                return fate_of(cell)
            case Qt.ItemDataRole.ToolTipRole:
                return cell.text if column == 1 else fate_of(cell)
            case Qt.ItemDataRole.FontRole if column == 1:
                return self._theme.font(bold=True)
            case Qt.ItemDataRole.ForegroundRole if column != 1:
                return QColor(self._theme.palette.muted)
        return None


class NoPlaceTable(QTableView):
    """The list of unplaced cells; the current one is shown in the grid."""

    cell_chosen = Signal(int, int, int)
    """(sheet, row, column)"""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = NoPlaceRows(theme, self)
        self.setModel(self.rows)
        self.setAccessibleName(say("foreign_import.no_place"))
        dress_as_list(self)
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, _CELL_WIDTH)
        header.resizeSection(1, _TEXT_WIDTH)
        self.selectionModel().currentRowChanged.connect(self._on_current)

    def _on_current(self, now: QModelIndex) -> None:
        if now.isValid():
            cell = self.rows.cell(now.row())
            self.cell_chosen.emit(cell.sheet, cell.row, cell.column)
