"""The differences of two states of a workspace as rows of a table."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor

from workbench.model.document import Document
from workbench.model.newcomers import with_newcomers
from workbench.model.patch import FieldChange
from workbench.model.proposal import Proposal, Suggestion
from workbench.ui.pills import PILLS, AnyIndex, Pill, Tone
from workbench.ui.theme import Theme
from workbench.words.say import say
from workbench.words.suggestion_texts import suggestion_text

KIND, ITEM, FIELD, BEFORE, AFTER = range(5)
_COLUMNS = ("kind", "item", "field", "before", "after")
_TONES: dict[str, Tone] = {"added": "good", "changed": "warn", "removed": "bad"}


class _Row(NamedTuple):
    item: str
    field: str
    before: str
    after: str


class ChangesRows(QAbstractTableModel):
    """One row a change; texts are made when first shown."""

    def __init__(
        self, theme: Theme, before: Document, changes: Proposal, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._suggestions = changes.suggestions
        self._named = with_newcomers(before, changes)
        self._texts: dict[int, _Row] = {}

    def suggestion_in(self, row: int) -> Suggestion:
        return self._suggestions[row]

    def row_about(self, table: str, identifier: str) -> int | None:
        """The first row about an entity."""
        for row, item in enumerate(self._suggestions):
            if (item.change.table, item.change.id) == (table, identifier):
                return row
        return None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._suggestions)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(f"kept_changes.{_COLUMNS[section]}")
        return None

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        kind, column = self._suggestions[index.row()].kind, index.column()
        if column == KIND:
            name = say(f"kept_changes.{kind}")
            if role == PILLS:
                return (Pill(name, _TONES[kind]),)
            return name if role == Qt.ItemDataRole.AccessibleTextRole else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(index.row())[column - ITEM].replace("\n", " ⏎ ")
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._text(index.row())[column - ITEM]
            case Qt.ItemDataRole.ForegroundRole if column == BEFORE:
                return QColor(self._theme.palette.muted)
        return None

    def _text(self, row: int) -> _Row:
        if row not in self._texts:
            self._texts[row] = _row(self._named, self._suggestions[row])
        return self._texts[row]


def _row(document: Document, suggestion: Suggestion) -> _Row:
    text = suggestion_text(document, suggestion)
    if isinstance(suggestion.change, FieldChange):
        if suggestion.change.field == "rank":
            return _Row(text.item, say("kept_changes.reordered"), "", "")
        nothing = say("kept_changes.nothing")
        return _Row(text.item, text.field, text.before or nothing, text.after or nothing)
    return _Row(text.item, text.field, text.before, text.after)
