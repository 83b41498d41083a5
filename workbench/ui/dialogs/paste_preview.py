"""The rows about to be pasted, with a choice above each column."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from workbench.exchange.clipboard.grid import Grid
from workbench.exchange.clipboard.rows import MEANINGS, Understood, Unread
from workbench.exchange.sheets import column_letter
from workbench.ui.dialogs.paste_words import meaning_name
from workbench.ui.panels.controls import ComboBox
from workbench.ui.pills import AnyIndex
from workbench.ui.theme import Theme
from workbench.words.say import say

_LEAST, _MOST, _PADDING, _MEASURED = 116, 240, 28, 50
_GAP = 4


class PastePreview(QTableView):
    """A column's choice stands above it and scrolls with it."""

    chosen = Signal(int, str)
    """(column from 0, meaning): somebody chose what a column is."""

    def __init__(self, theme: Theme, grid: Grid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Rows(theme, grid, self)
        self.setModel(self._rows)
        self._grid = grid
        self.setAccessibleName(say("paste.table"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        self.choices = [self._choice(column) for column in range(len(grid[0]))]
        self._header = _ChoiceHeader(self.choices, self)
        self.setHorizontalHeader(self._header)
        metrics = QFontMetrics(self.font())
        for column in range(len(grid[0])):
            texts = (row[column].split("\n")[0] for row in grid[:_MEASURED])
            wanted = max(metrics.horizontalAdvance(text[:80]) for text in texts) + _PADDING
            self._header.resizeSection(column, max(_LEAST, min(wanted, _MOST)))

    def show_understood(self, understood: Understood, unread: Iterable[Unread]) -> None:
        """Show what the columns are taken for, and the cells that cannot be read."""
        self._rows.show_understood(understood, unread)
        for column, (choice, meaning) in enumerate(
            zip(self.choices, understood.columns, strict=True)
        ):
            choice.setCurrentIndex(MEANINGS.index(meaning))
            choice.setAccessibleName(self._named(column))
            choice.setToolTip(self._named(column))

    def name_of(self, column: int) -> str:
        """The heading of a column, else its letter."""
        return self._rows.heading(column) or column_letter(column + 1)

    def wanted_width(self) -> int:
        """The width at which all columns are seen, in pixels."""
        return self._header.length() + self.verticalScrollBar().sizeHint().width() + 2

    def wanted_height(self) -> int:
        """The height at which all rows are seen, in pixels."""
        return self.verticalHeader().length() + self._header.sizeHint().height()

    def _named(self, column: int) -> str:
        heading = self._rows.heading(column)
        if heading:
            return say("paste.column.headed", heading=heading)
        return say("paste.column", n=column + 1)

    def _choice(self, column: int) -> ComboBox:
        choice = ComboBox()
        for meaning in MEANINGS:
            choice.addItem(meaning_name(meaning), meaning)
        choice.activated.connect(lambda at: self.chosen.emit(column, MEANINGS[at]))
        return choice


class _ChoiceHeader(QHeaderView):
    """A header that holds a widget per section."""

    def __init__(self, choices: list[ComboBox], parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._choices = choices
        for choice in choices:
            choice.setParent(self.viewport())
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(_LEAST)
        self.sectionResized.connect(lambda *_: self._place())
        parent.horizontalScrollBar().valueChanged.connect(lambda _value: self._place())

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        high = max((choice.sizeHint().height() for choice in self._choices), default=0)
        return QSize(hint.width(), high + 2 * _GAP)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place()

    def _place(self) -> None:
        for column, choice in enumerate(self._choices):
            left = self.sectionViewportPosition(column)
            width = self.sectionSize(column) - _GAP
            choice.setGeometry(left, _GAP, width, choice.sizeHint().height())
            choice.show()


class _Rows(QAbstractTableModel):
    def __init__(self, theme: Theme, grid: Grid, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._grid = theme, grid
        self._understood = Understood(False, ())
        self._unread: frozenset[tuple[int, int]] = frozenset()

    def show_understood(self, understood: Understood, unread: Iterable[Unread]) -> None:
        self._understood = understood
        self._unread = frozenset((cell.row, cell.column) for cell in unread)
        last = self.index(len(self._grid) - 1, len(self._grid[0]) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def heading(self, column: int) -> str:
        return " ".join(self._grid[0][column].split()) if self._understood.headings else ""

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._grid)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._grid[0])

    def headerData(self, _section: int, _orientation: Qt.Orientation, _role: int = 0) -> Any:
        # the choices stand there
        return None

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        row, column = index.row(), index.column()
        text = self._grid[row][column]
        is_heading = self._understood.headings and row == 0
        is_unread = (row, column) in self._unread
        left_out = self._understood.columns and self._understood.columns[column] == "nothing"
        palette = self._theme.palette
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return " ⏎ ".join(text[:400].split("\n"))
            case Qt.ItemDataRole.ToolTipRole if is_unread:
                return say("paste.unread.tip", field=meaning_name(self._understood.columns[column]))
            case Qt.ItemDataRole.ToolTipRole:
                return text[:2000]
            case Qt.ItemDataRole.FontRole if is_heading or is_unread:
                font = self._theme.font(bold=is_heading)
                font.setItalic(is_unread)
                return font
            case Qt.ItemDataRole.ForegroundRole if is_unread:
                return QColor(palette.warn)
            case Qt.ItemDataRole.ForegroundRole if left_out or is_heading:
                return QColor(palette.faint if left_out else palette.muted)
        return None
