"""The cells of a sheet as a table, with what each became."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from workbench.exchange.foreign_answers import Excerpt
from workbench.exchange.sheets import column_letter
from workbench.ui.foreign_import.marks import MarkKind, kind_name
from workbench.ui.pills import AnyIndex
from workbench.words.say import say

MARK = int(Qt.ItemDataRole.UserRole) + 60
"""The role under which a cell's MarkKind is given; None for a blank one."""

HIDDEN = int(Qt.ItemDataRole.UserRole) + 61
"""The role of headers: whether the row or column is hidden in the file."""

_NUMBER = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_TEXT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_EMPTY_ROWS, _EMPTY_COLUMNS = 12, 6

Cell = tuple[int, int]
"""(row, column), both from 1, as in the file."""


class SheetModel(QAbstractTableModel):
    """One sheet, as far as it is shown; at least a few empty cells, as in a spreadsheet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = Excerpt("", {})
        self._marks: Mapping[Cell, MarkKind] = {}
        self._uses: tuple[Mapping[int, str], Mapping[int, str]] = ({}, {})
        self._size = (_EMPTY_ROWS, _EMPTY_COLUMNS)

    @property
    def sheet(self) -> Excerpt:
        return self._sheet

    def show(self, sheet: Excerpt) -> None:
        """Show another sheet, without marks yet."""
        self.beginResetModel()
        self._sheet = sheet
        self._marks, self._uses = {}, ({}, {})
        self._size = (
            max(sheet.row_count, _EMPTY_ROWS),
            max(sheet.column_count, _EMPTY_COLUMNS),
        )
        self.endResetModel()

    def mark(
        self, marks: Mapping[Cell, MarkKind], columns: Mapping[int, str], rows: Mapping[int, str]
    ) -> None:
        """Say what the cells became, and what whole columns and rows are taken for."""
        self._marks, self._uses = marks, (columns, rows)
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last, [MARK])
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

    def text(self, row: int, column: int) -> str:
        """The text of a cell of the file, rows and columns from 1."""
        return self._sheet.rows.get(row, {}).get(column, "")

    def mark_of(self, row: int, column: int) -> MarkKind | None:
        """What a cell of the file became; None for a blank one."""
        return self._marks.get((row, column))

    @property
    def has_column_uses(self) -> bool:
        """Whether any column as a whole is taken for something."""
        return bool(self._uses[0])

    def use_of_column(self, column: int) -> str:
        """What a whole column is taken for, in words; "" for none."""
        return self._uses[0].get(column, "")

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._size[0]

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._size[1]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        number = section + 1
        use = self._uses[0 if across else 1].get(number, "")
        hidden = number in (self._sheet.hidden_columns if across else self._sheet.hidden_rows)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column_letter(number) if across else str(number)
            case Qt.ItemDataRole.ToolTipRole:
                return _told(use, say("foreign_import.hidden_in_file") if hidden else "")
        if role == HIDDEN:
            return hidden
        return None

    def data(self, place: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        row, column = place.row() + 1, place.column() + 1
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                comment = self._sheet.comments.get(row, {}).get(column, "")
                return _told(self.text(row, column), comment) or None
            case Qt.ItemDataRole.TextAlignmentRole:
                return _NUMBER if column in self._sheet.numbers.get(row, ()) else _TEXT
            case Qt.ItemDataRole.AccessibleTextRole:
                kind = self.mark_of(row, column)
                return _told(self.text(row, column), kind_name(kind) if kind else "")
        if role == MARK:
            return self.mark_of(row, column)
        return None


def _told(*parts: str) -> str:
    return "\n".join(filter(None, parts))
