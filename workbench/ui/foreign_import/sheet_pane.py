"""The upper half of the wizard: the sheets of the file, their cells, what each became."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from workbench.exchange.foreign.layout import Layout
from workbench.exchange.foreign_answers import Excerpt
from workbench.ui.foreign_import.explained import CellFates, cell_name, line_names
from workbench.ui.foreign_import.legend import Legend
from workbench.ui.foreign_import.one_line import OneLine
from workbench.ui.foreign_import.sheet_grid import SheetGrid
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say


class SheetPane(QWidget):
    """Sheet tabs, the grid, a line about the current cell, and the legend."""

    cell_chosen = Signal(int, int, int)
    """(sheet, row, column): this cell is the current one now."""
    sheet_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sheets: Sequence[Excerpt] = ()
        self._layouts: tuple[Layout, ...] = ()
        self._fates: CellFates | None = None
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(say("foreign_import.sheets"))
        self.grid = SheetGrid(theme)
        self.line = OneLine()
        self.legend = Legend(theme)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 6, 16, 8)
        foot.setSpacing(4)
        foot.addWidget(self.line)
        foot.addWidget(self.legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QVBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self.tabs)
        column.addLayout(row)
        column.addWidget(self.grid, 1)
        column.addLayout(foot)
        self.tabs.currentChanged.connect(self._on_tab)
        self.grid.cell_chosen.connect(self._on_cell)

    @property
    def sheet(self) -> int:
        """The number of the sheet that is shown, from 0."""
        return max(self.tabs.currentIndex(), 0)

    def show_sheets(self, sheets: Sequence[Excerpt], first: int) -> None:
        """Show the sheets of another file."""
        self._sheets, self._fates = sheets, None
        with QSignalBlocker(self.tabs):
            while self.tabs.count():
                self.tabs.removeTab(0)
            for sheet in sheets:
                title = sheet.title.replace("&", "&&")
                hidden = say("foreign_import.sheet.hidden", title=title)
                self.tabs.addTab(hidden if sheet.is_hidden else title)
            self.tabs.setCurrentIndex(first)
        self._show_sheet()

    def show_fates(self, layouts: tuple[Layout, ...], fates: CellFates) -> None:
        """Colour the cells by what they become now."""
        self._layouts, self._fates = layouts, fates
        self._mark()

    def choose_sheet(self, sheet: int) -> None:
        """Show a sheet."""
        if sheet != self.sheet and 0 <= sheet < self.tabs.count():
            self.tabs.setCurrentIndex(sheet)

    def choose_cell(self, sheet: int, row: int, column: int) -> None:
        """Show a cell, on whatever sheet it is."""
        self.choose_sheet(sheet)
        self.grid.choose_cell(row, column)

    def _on_tab(self, sheet: int) -> None:
        self._show_sheet()
        self.sheet_chosen.emit(sheet)

    def _show_sheet(self) -> None:
        if self._sheets:
            self.grid.show_sheet(self._sheets[self.sheet])
            self._mark()

    def _mark(self) -> None:
        marks = self._fates.marks(self.sheet) if self._fates is not None else {}
        self.grid.mark(marks, *line_names(self._layouts, self.sheet))
        self.legend.show_kinds(marks.values())
        self._tell_current()

    def _on_cell(self, row: int, column: int) -> None:
        self._tell_current()
        self.cell_chosen.emit(self.sheet, row, column)

    def _tell_current(self) -> None:
        index = self.grid.currentIndex()
        if not index.isValid() or self._fates is None:
            self.line.setText(say("foreign_import.cell.none"))
            return
        row, column = index.row() + 1, index.column() + 1
        text = self.grid.sheet_model.text(row, column)
        became = self._fates.sentence(self.sheet, row, column, text)
        self.line.setText(f"{cell_name(row, column)}   {became}")
        self.line.setToolTip(became)
