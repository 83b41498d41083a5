"""The rows of an import review: suggestions, what could not be read, what is good to know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor

from workbench.model.document import Document
from workbench.model.newcomers import with_newcomers
from workbench.model.problems import Problem
from workbench.model.proposal import Proposal, Suggestion
from workbench.ui.import_review import row_texts
from workbench.ui.import_review.row_texts import RowText, say_of
from workbench.ui.import_review.ticks import Ticks
from workbench.ui.pills import PILLS, AnyIndex, Pill, Tone
from workbench.ui.theme import Theme
from workbench.words.say import say

Kind = Literal["changed", "added", "removed", "unread", "notice"]
Tab = Literal["all", "changed", "added", "removed", "conflict", "guess", "unread", "notice"]

TICK, KIND, ITEM, FIELD, BASE, BEFORE, AFTER, WHERE = range(8)
_COLUMNS = ("tick", "kind", "item", "field", "base", "before", "after", "where")
_TONES: dict[str, Tone] = {
    "changed": "warn",
    "added": "good",
    "removed": "bad",
    "unread": "bad",
    "notice": "accent",
    "contested": "bad",
}


class ReviewRows(QAbstractTableModel):
    """A proposal as a table with a tick per suggestion; texts are made when first shown."""

    ticked = Signal()
    """Other suggestions are ticked now."""

    def __init__(
        self,
        theme: Theme,
        document: Document,
        proposal: Proposal,
        parent: QObject | None = None,
        *,
        side: str = "",
    ) -> None:
        super().__init__(parent)
        self._side = side
        self._theme = theme
        self._document = with_newcomers(document, proposal)
        self._proposal = proposal
        self._problems = (*proposal.unread, *proposal.notices)
        self._ticks = Ticks(proposal)
        self._texts: dict[int, RowText] = {}
        self._total = len(proposal.suggestions) + len(self._problems)
        self._tab: Tab = "all"
        self._words: tuple[str, ...] = ()
        self._shown: Sequence[int] = range(self._total)

    @property
    def accepted(self) -> frozenset[int]:
        return self._ticks.accepted

    def count(self, tab: Tab) -> int:
        """How many rows a tab holds, whatever is looked for."""
        return len(self._members(tab))

    def show_tab(self, tab: Tab) -> None:
        """Show only the rows of a tab."""
        self._tab = tab
        self._show()

    def find(self, text: str) -> None:
        """Show only rows in which all these words stand, in any column and case."""
        self._words = tuple(text.casefold().split())
        self._show()

    def tick_shown(self, on: bool) -> None:
        """Accept or reject every suggestion shown, with what hangs on it.

        Where workbooks want different things, accepting all leaves the choice as it is.
        """
        shown = [index for index in self._shown if self._suggestion(index)]
        self._change(lambda: (self._ticks.tick_all if on else self._ticks.untick)(shown))

    def toggle(self, rows: Iterable[int]) -> None:
        """Tick the suggestions in these rows; untick them where all are ticked."""
        chosen = [index for index in map(self._shown.__getitem__, rows) if self._suggestion(index)]
        on = not self.accepted.issuperset(chosen)
        if len(chosen) == 1:
            self._set(chosen[0], on)
        else:
            self._change(lambda: (self._ticks.tick_all if on else self._ticks.untick)(chosen))

    def kind_of(self, index: int) -> Kind:
        suggestion = self._suggestion(index)
        if suggestion:
            return suggestion.kind
        unread = len(self._proposal.suggestions) + len(self._proposal.unread)
        return "unread" if index < unread else "notice"

    def suggestion_in(self, row: int) -> Suggestion | None:
        """The suggestion in a row; None for what is none."""
        return self._suggestion(self._shown[row])

    def row_about(self, table: str, identifier: str) -> int | None:
        """The first row shown that is about an entity."""
        for row, index in enumerate(self._shown):
            suggestion = self._suggestion(index)
            if suggestion is not None:
                change = suggestion.change
                if (change.table, change.id) == (table, identifier):
                    return row
        return None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say_of(f"review.column.{_COLUMNS[section]}", self._side)
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
            case Qt.ItemDataRole.ForegroundRole if column in (BASE, BEFORE, WHERE):
                return QColor(self._theme.palette.muted)
            case Qt.ItemDataRole.FontRole if column in (ITEM, AFTER):
                return self._theme.font(bold=True)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tooltip(index, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index, column)
        if role == PILLS and column == KIND:
            return self._pills(index)
        return None

    def setData(self, place: AnyIndex, value: Any, role: int = 0) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self._set(self._shown[place.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def _set(self, index: int, on: bool) -> None:
        self._change(lambda: self._ticks.tick(index) if on else self._ticks.untick([index]))

    def _change(self, tick: Callable[[], None]) -> None:
        tick()
        if self._shown:
            last = self.index(len(self._shown) - 1, TICK)
            self.dataChanged.emit(self.index(0, TICK), last, [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit()

    def _show(self) -> None:
        self.beginResetModel()
        self._shown = self._members(self._tab)
        if self._words:
            self._shown = [index for index in self._shown if self._says(index, self._words)]
        self.endResetModel()

    def _says(self, index: int, words: Iterable[str]) -> bool:
        said = "\n".join(self._text(index)).casefold()
        return all(word in said for word in words)

    def _members(self, tab: Tab) -> Sequence[int]:
        every = range(self._total)
        match tab:
            case "all":
                return every
            case "conflict":
                return [index for index in every if self._is_contested(index)]
            case "guess":
                return [index for index in every if self._guess(index) is not None]
        return [index for index in every if self.kind_of(index) == tab]

    def _suggestion(self, index: int) -> Suggestion | None:
        known = self._proposal.suggestions
        return known[index] if index < len(known) else None

    def _is_contested(self, index: int) -> bool:
        suggestion = self._suggestion(index)
        return suggestion is not None and (suggestion.conflict or bool(suggestion.rivals))

    def _guess(self, index: int) -> int | None:
        suggestion = self._suggestion(index)
        return suggestion.guess if suggestion is not None else None

    def _pills(self, index: int) -> tuple[Pill, ...]:
        kind = "contested" if self._is_contested(index) else self.kind_of(index)
        named = Pill(say_of(f"review.pill.{kind}", self._side), _TONES[kind])
        guess = self._guess(index)
        return (named,) if guess is None else (named, Pill(say("review.guess", guess=guess)))

    def _text(self, index: int) -> RowText:
        if index not in self._texts:
            suggestion = self._suggestion(index)
            self._texts[index] = (
                row_texts.of_suggestion(self._document, suggestion)
                if suggestion
                else row_texts.of_problem(self._problem(index))
            )
        return self._texts[index]

    def _problem(self, index: int) -> Problem:
        return self._problems[index - len(self._proposal.suggestions)]

    def _tooltip(self, index: int, column: int) -> str:
        suggestion = self._suggestion(index)
        if suggestion and self._is_contested(index) and column != WHERE:
            return row_texts.why_contested(self._document, self._proposal, suggestion, self._side)
        if column == KIND:
            if suggestion and suggestion.guess is not None:
                return row_texts.why_guessed(suggestion)
            return say_of(f"review.kind.{self.kind_of(index)}", self._side)
        if column == TICK:
            return say("review.needs") if suggestion and suggestion.needs else ""
        return self._text(index)[column - ITEM]

    def _spoken(self, index: int, column: int) -> str:
        suggestion = self._suggestion(index)
        if column == TICK:
            return self._text(index).item
        if column != KIND:
            return self._text(index)[column - ITEM]
        kind: str = self.kind_of(index)
        if suggestion is not None and self._is_contested(index):
            kind = "rival" if suggestion.rivals else "conflict"
        told = say_of(f"review.kind.{kind}", self._side)
        if suggestion is None or suggestion.guess is None:
            return told
        return f"{told}. {row_texts.why_guessed(suggestion)}"
