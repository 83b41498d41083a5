"""Importing somebody else's spreadsheet: the sheet, how it is understood, what comes of it."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QSplitter, QVBoxLayout, QWidget

from workbench.exchange.foreign import reading
from workbench.exchange.foreign.layout import Layout, Options
from workbench.exchange.foreign.reading import Reading
from workbench.exchange.foreign_answers import Opened, Shown
from workbench.model.problems import JourneyError, Problem
from workbench.ui.foreign_import.conversation import Conversation
from workbench.ui.foreign_import.explained import CellFates
from workbench.ui.foreign_import.foot_bar import FootBar
from workbench.ui.foreign_import.head_bar import HeadBar, OfferBar
from workbench.ui.foreign_import.mapping_panel import MappingPanel
from workbench.ui.foreign_import.outcome_pane import OutcomePane
from workbench.ui.foreign_import.sheet_pane import SheetPane
from workbench.ui.foreign_import.telling import explanation, heading, worth_knowing
from workbench.ui.theme import Theme, set_role
from workbench.words.problem_sentences import sentence
from workbench.words.say import say

_SIZE = (1440, 900)
_LEAST = (960, 600)
_SHARE_OF_SCREEN = 0.94
_PANEL = 380


class ForeignImport(QDialog):
    """After acceptance `reading` is what to import, and `as_new` says where to."""

    def __init__(
        self,
        theme: Theme,
        conversation: Conversation,
        opened: Opened,
        name: str,
        *,
        can_import_here: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        assert opened.shown is not None
        self.reading: Reading | None = None
        self.as_new = not can_import_here
        self._can_import_here = can_import_here
        self._conversation = conversation
        self._name = name
        self._opened = opened
        self._shown = opened.shown
        self._fates: CellFates | None = None
        self.setWindowTitle(say("foreign_import.window", name=name))
        set_role(self, "panel")
        self.head = HeadBar()
        self.offer = OfferBar()
        self.sheets = SheetPane(theme)
        self.mapping = MappingPanel(theme)
        self.outcome = OutcomePane(theme, reading.decode(self._shown.reading))
        self.foot = FootBar(can_import_here=can_import_here)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setContentsMargins(20, 0, 20, 8)
        set_role(self.problem, "bad")
        self.problem.hide()
        self._arrange()
        self._connect()
        self._take_size()
        self._show_file(opened)
        self.mapping.form.form.setFocus()

    def done(self, result: int) -> None:
        self._conversation.end()
        super().done(result)

    def _arrange(self) -> None:
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.addWidget(self.sheets)
        halves.addWidget(self.outcome)
        halves.setChildrenCollapsible(False)
        halves.setStretchFactor(0, 1)
        halves.setStretchFactor(1, 1)
        halves.setSizes([_SIZE[1], _SIZE[1]])
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.addWidget(halves)
        sides.addWidget(self.mapping)
        sides.setChildrenCollapsible(False)
        sides.setStretchFactor(0, 1)
        sides.setStretchFactor(1, 0)
        sides.setSizes([_SIZE[0] - _PANEL, _PANEL])
        self.mapping.setMinimumWidth(300)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.offer)
        column.addWidget(self.problem)
        column.addWidget(_line())
        column.addWidget(sides, 1)
        column.addWidget(_line())
        column.addWidget(self.foot)

    def _connect(self) -> None:
        talk = self._conversation
        talk.opened.connect(self._show_file)
        talk.read.connect(self._show_read)
        talk.complete.connect(self._finish)
        talk.failed.connect(self._show_problem)
        talk.waiting_changed.connect(self.foot.show_waiting)
        self.head.text_chosen.connect(talk.open)
        self.offer.used.connect(talk.read_with)
        self.mapping.layout_changed.connect(self._change_layout)
        self.mapping.options_changed.connect(self._change_options)
        self.mapping.table_chosen.connect(self._on_table)
        self.sheets.sheet_chosen.connect(self._on_sheet)
        self.sheets.cell_chosen.connect(self._on_cell)
        self.outcome.cell_wanted.connect(self.sheets.choose_cell)
        self.outcome.entity_chosen.connect(self._on_entity)
        self.foot.unplaced_wanted.connect(self.outcome.show_unplaced)
        self.foot.save_wanted.connect(self._save_mapping)
        self.foot.cancelled.connect(self.reject)
        self.foot.here_wanted.connect(lambda: self._import(as_new=False))
        self.foot.new_wanted.connect(lambda: self._import(as_new=True))

    def _take_size(self) -> None:
        room = QGuiApplication.primaryScreen().availableSize() * _SHARE_OF_SCREEN
        self.setMinimumSize(*_LEAST)
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height()))

    def _show_file(self, opened: Opened) -> None:
        """Show a file as it was read, for the first time or in another encoding."""
        assert opened.shown is not None
        self._opened = opened
        self.head.show_file(opened)
        self.offer.show_offers(opened.offers)
        layouts = opened.shown.layouts
        seen = [at for at, it in enumerate(layouts) if it.sheet < len(opened.sheets)]
        best = max(seen, key=self._worth, default=0)
        first = layouts[best].sheet if seen else 0
        self.sheets.show_sheets(opened.sheets, first)
        self._show_read(opened.shown, table=best)

    def _worth(self, at: int) -> tuple[bool, int, int]:
        assert self._opened.shown is not None
        layout = self._opened.shown.layouts[at]
        return layout.records in ("stages", "touchpoints"), layout.sure, -at

    def _show_read(self, shown: Shown, table: int | None = None) -> None:
        """Show what comes of the file by the mapping as it is now."""
        self.problem.hide()
        self._shown = shown
        found = reading.decode(shown.reading)
        self._fates = CellFates(found)
        titles = [sheet.title for sheet in self._opened.sheets]
        told = worth_knowing(self._opened, shown, found)
        self.head.say_what(
            heading(self._name, shown), explanation(shown, undoable=self._can_import_here)
        )
        self.sheets.show_fates(shown.layouts, self._fates)
        at = self.mapping.current if table is None else table
        self.mapping.show_mapping(titles, self._map_names(), shown.layouts, shown.options, at)
        self.outcome.show_reading(found, titles, shown.counts["unplaced"], told)
        if table is not None:
            self.outcome.show_map(self._fates.map_on(self.sheets.sheet))
        self.foot.show_counts(shown.counts)

    def _change_layout(self, at: int, layout: Layout, refit: bool) -> None:
        layouts = self._shown.layouts
        self._ask((*layouts[:at], layout, *layouts[at + 1 :]), self._shown.options, refit, at)

    def _change_options(self, options: Options) -> None:
        self._ask(self._shown.layouts, options)

    def _ask(
        self, layouts: tuple[Layout, ...], options: Options, refit: bool = False, at: int = 0
    ) -> None:
        # kept at once: the next change, before the answer, builds on this one
        self._shown = msgspec.structs.replace(self._shown, layouts=layouts, options=options)
        self._conversation.read_as(layouts, options, refit=at if refit else None)

    def _map_names(self) -> list[str]:
        assert self._fates is not None
        made = [self._fates.map_on(at) for at in range(len(self._opened.sheets))]
        return [self._fates.document.maps[it].name if it else "" for it in made]

    def _on_table(self, at: int) -> None:
        self.sheets.choose_sheet(self._shown.layouts[at].sheet)

    def _on_sheet(self, sheet: int) -> None:
        """Show the mapping of the sheet that is shown now."""
        if self._fates is not None:
            self.outcome.show_map(self._fates.map_on(sheet))
        layouts = self._shown.layouts
        if layouts and layouts[self.mapping.current].sheet != sheet:
            of_sheet = [at for at, layout in enumerate(layouts) if layout.sheet == sheet]
            if of_sheet:
                self.mapping.show_table(of_sheet[0])

    def _on_cell(self, sheet: int, row: int, column: int) -> None:
        if self._fates is None:
            return
        self.outcome.mark(*self._fates.entity_at(sheet, row, column))
        for at, layout in enumerate(self._shown.layouts):
            area = layout.area
            inside = area.top <= row <= area.bottom and area.left <= column <= area.right
            if layout.sheet == sheet and inside:
                if at != self.mapping.current:
                    self.mapping.show_table(at)
                self.mapping.show_line(row if layout.across else column)

    def _on_entity(self, table: str, identifier: str) -> None:
        cell = self._fates.cell_of(table, identifier) if self._fates is not None else None
        if cell is not None:
            self.sheets.choose_cell(cell.sheet, cell.row, cell.column)

    def _save_mapping(self, name: str) -> None:
        # imported here because it brings along what recognises layouts
        from workbench.exchange.foreign import mapping

        try:
            mapping.save_mapping(mapping.mapping_of(name, self._shown.layouts, self._shown.options))
        except JourneyError as error:
            self._show_problem(error.problem)
        else:
            self.foot.tell_saved(name)

    def _import(self, *, as_new: bool) -> None:
        self.as_new = as_new
        self._conversation.finish(self._shown.layouts, self._shown.options)

    def _finish(self, found: Reading) -> None:
        self.reading = found
        self.accept()

    def _show_problem(self, problem: Problem) -> None:
        self.problem.setText(sentence(problem))
        self.problem.show()


def _line() -> QFrame:
    line = QFrame()
    line.setFixedHeight(1)
    set_role(line, "line")
    return line
