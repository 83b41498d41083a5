"""The rows of an import review: suggestions, then what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor

from workbench.model.document import Document
from workbench.model.patch import FieldChange
from workbench.model.problems import Problem
from workbench.model.proposal import Proposal, Suggestion
from workbench.ui.import_review.ticks import Ticks
from workbench.ui.pills import PILLS, AnyIndex, Pill
from workbench.ui.theme import Theme
from workbench.words.labels import field_name
from workbench.words.problem_sentences import sentence
from workbench.words.say import say
from workbench.words.suggestion_texts import suggestion_text, value_text

Kind = Literal["changed", "added", "removed", "unread"]
Tab = Literal["all", "changed", "added", "removed", "unread", "conflict"]

TICK, KIND, ITEM, FIELD, BEFORE, AFTER, WHERE = range(7)
_COLUMNS = ("tick", "kind", "item", "field", "before", "after", "where")
_SIGNS = {
    "changed": Pill("~", "warn"),
    "added": Pill("+", "good"),
    "removed": Pill("−", "bad"),
    "unread": Pill("!", "bad"),
}


class RowText(NamedTuple):
    """What a row says in its columns."""

    item: str
    field: str
    before: str
    after: str
    where: str


class ReviewRows(QAbstractTableModel):
    """A proposal as a table with a tick per suggestion; texts are made when first shown."""

    ticked = Signal()
    """Other suggestions are ticked now."""

    def __init__(
        self, theme: Theme, document: Document, proposal: Proposal, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._document = document
        self._proposal = proposal
        self._ticks = Ticks(proposal)
        self._texts: dict[int, RowText] = {}
        self._total = len(proposal.suggestions) + len(proposal.unread)
        self._shown: Sequence[int] = range(self._total)

    @property
    def accepted(self) -> frozenset[int]:
        return self._ticks.accepted

    def count(self, tab: Tab) -> int:
        """How many rows a tab holds."""
        return len(self._members(tab))

    def show_tab(self, tab: Tab) -> None:
        """Show only the rows of a tab."""
        self.beginResetModel()
        self._shown = self._members(tab)
        self.endResetModel()

    def tick_shown(self, on: bool) -> None:
        """Accept or reject every suggestion shown, with what hangs on it."""
        self._set([index for index in self._shown if self._suggestion(index)], on)

    def toggle(self, rows: Iterable[int]) -> None:
        """Tick the suggestions in these rows; untick them where all are ticked."""
        chosen = [index for index in map(self._shown.__getitem__, rows) if self._suggestion(index)]
        self._set(chosen, not self.accepted.issuperset(chosen))

    def kind_of(self, index: int) -> Kind:
        suggestion = self._suggestion(index)
        return suggestion.kind if suggestion else "unread"

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(f"review.column.{_COLUMNS[section]}")
        return None

    def flags(self, place: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if place.column() == TICK and self._suggestion(self._shown[place.row()]):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, place: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        index, column = self._shown[place.row()], place.column()
        suggestion = self._suggestion(index)
        match role:
            case Qt.ItemDataRole.DisplayRole if column >= ITEM:
                return self._text(index)[column - ITEM].replace("\n", " ⏎ ")
            case Qt.ItemDataRole.CheckStateRole if column == TICK and suggestion:
                on = index in self.accepted
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ForegroundRole if column in (BEFORE, WHERE):
                return QColor(self._theme.palette.muted)
            case Qt.ItemDataRole.FontRole if column in (ITEM, AFTER):
                return self._theme.font(bold=True)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tooltip(index, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index, column)
        if role == PILLS and column == KIND:
            return (Pill("≠", "bad"),) if self._conflicts(index) else (_SIGNS[self.kind_of(index)],)
        return None

    def setData(self, place: AnyIndex, value: Any, role: int = 0) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self._set([self._shown[place.row()]], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def _set(self, indices: Iterable[int], on: bool) -> None:
        (self._ticks.tick if on else self._ticks.untick)(indices)
        if self._shown:
            last = self.index(len(self._shown) - 1, TICK)
            self.dataChanged.emit(self.index(0, TICK), last, [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit()

    def _members(self, tab: Tab) -> Sequence[int]:
        if tab == "all":
            return range(self._total)
        if tab == "conflict":
            return [index for index in range(self._total) if self._conflicts(index)]
        return [index for index in range(self._total) if self.kind_of(index) == tab]

    def _suggestion(self, index: int) -> Suggestion | None:
        known = self._proposal.suggestions
        return known[index] if index < len(known) else None

    def _problem(self, index: int) -> Problem:
        return self._proposal.unread[index - len(self._proposal.suggestions)]

    def _conflicts(self, index: int) -> bool:
        suggestion = self._suggestion(index)
        return suggestion is not None and suggestion.conflict

    def _text(self, index: int) -> RowText:
        if index not in self._texts:
            suggestion = self._suggestion(index)
            self._texts[index] = (
                self._of_suggestion(suggestion) if suggestion else self._of_problem(index)
            )
        return self._texts[index]

    def _of_suggestion(self, suggestion: Suggestion) -> RowText:
        text = suggestion_text(self._document, suggestion)
        where = suggestion.source or say("review.row_missing")
        blank = "—" if suggestion.kind == "changed" else ""
        return RowText(text.item, text.field, text.before or blank, text.after or blank, where)

    def _of_problem(self, index: int) -> RowText:
        problem = self._problem(index)
        given = dict(problem.parameters)
        table, name = str(given.get("table", "")), str(given.get("field", ""))
        got = given.get("got")
        return RowText(
            str(given.get("item", "")),
            field_name(table, name) if table and name else "",
            str(given.get("kept", "")),
            say("review.got", got=got) if got is not None else "",
            sentence(problem),
        )

    def _tooltip(self, index: int, column: int) -> str:
        suggestion = self._suggestion(index)
        if suggestion and suggestion.conflict and column != WHERE:
            change = suggestion.change
            text = self._text(index)
            assert isinstance(change, FieldChange)
            base = value_text(self._document, change.table, change.field, suggestion.base)
            return say("review.conflict", base=base or "—", mine=text.before, theirs=text.after)
        if column == KIND:
            return say(f"review.kind.{self.kind_of(index)}")
        if column == TICK:
            return say("review.needs") if suggestion and suggestion.needs else ""
        return self._text(index)[column - ITEM]

    def _spoken(self, index: int, column: int) -> str:
        if column == TICK:
            return self._text(index).item
        if column == KIND:
            kind = "conflict" if self._conflicts(index) else self.kind_of(index)
            return say(f"review.kind.{kind}")
        return self._text(index)[column - ITEM]
