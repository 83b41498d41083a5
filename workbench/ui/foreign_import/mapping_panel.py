"""How a foreign sheet is understood, every guess of it open to change."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from workbench.exchange.foreign.layout import Layout, Options, Use
from workbench.ui.docks import scrolling
from workbench.ui.foreign_import.layout_form import LayoutForm, area_name
from workbench.ui.foreign_import.use_row import UseRow
from workbench.ui.panels.controls import ComboBox
from workbench.ui.scrolled import Scrolled
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

_UNPLACED = ("leave", "remarks", "notes")
_MOST_ROWS = 100


class MappingPanel(QFrame):
    """Form, options and uses of the tables found, one table at a time."""

    layout_changed = Signal(int, object, bool)
    """(index of the table, its Layout, whether the rest is to be guessed anew)."""
    options_changed = Signal(object)
    """The Options as chosen now."""
    table_chosen = Signal(int)
    """Another of the tables is being looked at."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "panel")
        self._theme = theme
        self._layouts: tuple[Layout, ...] = ()
        self._map_names: Sequence[str] = ()
        self._at = 0
        self._options = Options()
        self.table = ComboBox()
        self.table.setAccessibleName(say("foreign_import.table"))
        self.table.activated.connect(self._choose_table)
        self.form = LayoutForm(theme)
        self.form.changed.connect(self._take_layout)
        self.unplaced = ComboBox()
        self.unplaced.setAccessibleName(say("foreign_import.unplaced_choice"))
        for choice in _UNPLACED:
            self.unplaced.addItem(say(f"foreign_import.unplaced.{choice}"), choice)
        self.unplaced.activated.connect(lambda _index: self._take_options())
        self.rows: list[UseRow] = []
        self._rows_title = _section("")
        self._more = QLabel()
        set_role(self._more, "small")
        self._more.setWordWrap(True)
        self._uses = QVBoxLayout()
        self._uses.setContentsMargins(0, 0, 0, 0)
        self._uses.setSpacing(0)
        self.area = self._arrange()

    @property
    def current(self) -> int:
        """The index of the table that is shown."""
        return self._at

    def show_mapping(
        self,
        titles: Sequence[str],
        map_names: Sequence[str],
        layouts: Sequence[Layout],
        options: Options,
        at: int,
    ) -> None:
        """Show how the sheets of these titles are understood, and the table at `at` in full.

        `map_names` are those of the maps that come of the sheets, "" for none. Tables of
        further sheets are not listed.
        """
        self._layouts, self._options, self._map_names = tuple(layouts), options, map_names
        self.table.clear()
        # those of sheets that are not shown come last and stay as they were guessed
        shown = [layout for layout in layouts if layout.sheet < len(titles)]
        for layout in shown:
            where = f"{titles[layout.sheet]}!{area_name(layout.area)}"
            self.table.addItem(f"{where} · {say(f'foreign.form.{layout.form}')}")
        self.table.setVisible(len(shown) > 1)
        self.unplaced.setCurrentIndex(self.unplaced.findData(options.unplaced))
        self.show_table(min(at, len(shown) - 1))

    def show_table(self, at: int) -> None:
        """Show one of the tables in full."""
        if not 0 <= at < len(self._layouts):
            return
        self._at = at
        layout = self._layouts[at]
        self.table.setCurrentIndex(at)
        self.form.show_layout(layout, self._map_names[layout.sheet])
        way = "rows" if layout.across else "columns"
        self._rows_title.setText(say(f"foreign_import.uses.{way}").upper())
        self._rows_title.setVisible(bool(layout.uses))
        self._kept.setVisible(any(it.form != "nothing" for it in self._layouts))
        self._show_uses(layout)

    def show_line(self, at: int) -> None:
        """Bring the use of a column or row into view."""
        for row in self.rows:
            if row.isVisibleTo(self) and row.use.at == at:
                self.area.ensureWidgetVisible(row, 0, 16)

    def _arrange(self) -> QScrollArea:
        content = Scrolled()
        set_role(content, "panel")
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(_section(say("foreign_import.layout").upper()))
        column.addWidget(self.table)
        column.addWidget(self.form)
        column.addWidget(self._unplaced_row())
        column.addSpacing(8)
        column.addWidget(self._rows_title)
        column.addLayout(self._uses)
        column.addWidget(self._more)
        column.addStretch(1)
        area = scrolling(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        return area

    def _unplaced_row(self) -> QWidget:
        self._kept = QWidget()
        label = QLabel(say("foreign_import.unplaced_choice"))
        set_role(label, "field")
        label.setBuddy(self.unplaced)
        column = QVBoxLayout(self._kept)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(label)
        column.addWidget(self.unplaced)
        return self._kept

    def _show_uses(self, layout: Layout) -> None:
        shown = layout.uses[:_MOST_ROWS]
        while len(self.rows) < len(shown):
            row = UseRow(self._theme)
            row.changed.connect(self._take_use)
            self._uses.addWidget(row)
            # what is made later would come last by key, behind the buttons
            before = self.rows[-1].scale if self.rows else self.unplaced
            self.setTabOrder(before, row.choice)
            self.setTabOrder(row.choice, row.scale)
            self.rows.append(row)
        for row, use in zip(self.rows, shown, strict=False):
            row.show_use(use, layout.form, across=layout.across)
            row.setVisible(True)
        for row in self.rows[len(shown) :]:
            row.setVisible(False)
        left = len(layout.uses) - len(shown)
        self._more.setVisible(left > 0)
        if left > 0:
            self._more.setText(say("foreign_import.more_lines", n=left))

    def _choose_table(self, at: int) -> None:
        self.show_table(at)
        self.table_chosen.emit(at)

    def _take_layout(self, layout: Layout, refit: bool) -> None:
        self._layouts = (*self._layouts[: self._at], layout, *self._layouts[self._at + 1 :])
        self.layout_changed.emit(self._at, layout, refit)

    def _take_use(self, use: Use) -> None:
        layout = self._layouts[self._at]
        uses = tuple(use if old.at == use.at else old for old in layout.uses)
        self._take_layout(msgspec.structs.replace(layout, uses=uses), False)

    def _take_options(self) -> None:
        self._options = msgspec.structs.replace(self._options, unplaced=self.unplaced.currentData())
        self.options_changed.emit(self._options)


def _section(text: str) -> QLabel:
    label = QLabel(text)
    set_role(label, "section")
    return label
