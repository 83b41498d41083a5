"""What is other in one state of a workspace than in another: a list above the map.

The map shows the later state with its changes marked, or the earlier one as it was.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.model import queries
from workbench.model.document import Document, diff
from workbench.model.proposal import Proposal, Suggestion
from workbench.ui.import_review.proposed import map_of, proposed
from workbench.ui.list_table import dress_as_list
from workbench.ui.map_preview import MapPreview
from workbench.ui.pills import PillDelegate
from workbench.ui.theme import Theme, set_role
from workbench.ui.versions import changes_rows as rows
from workbench.ui.versions.changes_rows import ChangesRows
from workbench.words.say import say

_SHARES = (2, 3)
_SPARE = 8


class ChangesView(QWidget):
    """Shows how one document became another; only to look at.

    Where `begins_then`, the earlier map is shown first and the later one at a click.
    """

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, begins_then: bool = False
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._begins_then = self._is_then = begins_then
        self._before = self._after = Document()
        self._rows = ChangesRows(theme, self._before, Proposal())
        self.table = self._make_table()
        self._preview = MapPreview(theme, self._before)
        self._preview.setAccessibleName(say("kept_changes.canvas"))
        self._preview.card_chosen.connect(self._choose_row)
        self._maps = QComboBox()
        self._maps.setAccessibleName(say("kept_changes.map"))
        self._maps.setToolTip(say("kept_changes.map"))
        self._maps.currentIndexChanged.connect(lambda _index: self._show_map())
        self._told = QLabel()
        set_role(self._told, "small")
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.table)
        halves.addWidget(self._make_map_part())
        for at, share in enumerate(_SHARES):
            halves.setStretchFactor(at, share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(halves)

    @property
    def count(self) -> int:
        """How many changes are listed."""
        return self._rows.rowCount()

    def show_changes(self, before: Document, after: Document, map_id: str = "") -> None:
        """List what is other in `after` than in `before`, and show it on a map.

        Where they are the same, only the map is shown, as it is.
        """
        self._before, self._after = before, after
        changes = diff(before, after).changes
        proposal = Proposal(tuple(Suggestion(change=change, source="") for change in changes))
        self._made = proposed(before, proposal, range(len(changes)))
        self._rows = ChangesRows(self._theme, before, proposal, self.table)
        self.table.setModel(self._rows)
        self.table.selectionModel().currentRowChanged.connect(self._look_at)
        self._set_widths()
        self.table.setVisible(bool(changes))
        # the map has the room that the list does not need
        rows_high = len(changes) * self.table.verticalHeader().defaultSectionSize()
        head_high = self.table.horizontalHeader().sizeHint().height()
        self.table.setMaximumHeight(head_high + rows_high + _SPARE)
        self._changed_maps = {map_of(before, item) for item in proposal.suggestions}
        self._title.setText(say("kept_changes.result") if changes else say("kept_changes.as_it_is"))
        has_choice = self._begins_then and bool(changes)
        for button in self._times.buttons():
            button.setVisible(has_choice)
        self._title.setVisible(not has_choice)
        self._fill_maps(map_id)
        self._show_map()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._rows)
        table.setAccessibleName(say("kept_changes.table"))
        table.setItemDelegateForColumn(rows.KIND, PillDelegate(self._theme, table))
        dress_as_list(table)
        # what is cut is in the tooltip
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return table

    def _set_widths(self) -> None:
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(rows.KIND, QHeaderView.ResizeMode.ResizeToContents)

    def _make_map_part(self) -> QWidget:
        self._title = QLabel()
        set_role(self._title, "strong")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addLayout(self._make_times())
        head.addWidget(self._title)
        head.addWidget(self._maps)
        head.addWidget(self._told, 1, Qt.AlignmentFlag.AlignLeft)
        part = QWidget()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._preview, 1)
        return part

    def _make_times(self) -> QHBoxLayout:
        """The choice between the earlier map and the later one."""
        self._times = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(4)
        for code, is_then in (("kept_changes.as_it_is", True), ("kept_changes.result", False)):
            button = QPushButton(say(code))
            button.setCheckable(True)
            button.setChecked(is_then is self._is_then)
            button.setAutoDefault(False)
            set_role(button, "tab")
            button.clicked.connect(lambda _=False, is_then=is_then: self._look_at_time(is_then))
            self._times.addButton(button)
            row.addWidget(button)
        return row

    def _look_at_time(self, is_then: bool) -> None:
        self._is_then = is_then
        self._fill_maps(str(self._maps.currentData() or ""))
        self._show_map()
        self._look_at(self.table.currentIndex())

    def _fill_maps(self, wanted: str) -> None:
        """Offer the maps on which anything changed, or all where it is on none."""
        self._maps.blockSignals(True)
        self._maps.clear()
        known = queries.maps(self._before if self._is_then else self._after)
        for journey in [it for it in known if it.id in self._changed_maps] or known:
            self._maps.addItem(journey.name, journey.id)
        self._maps.setCurrentIndex(max(0, self._maps.findData(wanted)))
        self._maps.setVisible(self._maps.count() > 1)
        self._maps.blockSignals(False)

    def _show_map(self) -> None:
        map_id = str(self._maps.currentData() or "")
        if self._is_then:
            self._told.setText("" if map_id else say("kept_changes.no_map"))
            self._preview.show_document(self._before, map_id)
            return
        marks = self._made.marks.get(map_id)
        told = "" if marks is not None or not self.count else say("kept_changes.same")
        self._told.setText(told if map_id else say("kept_changes.no_map"))
        self._preview.show_document(self._made.document, map_id, marks)

    def _look_at(self, current: QModelIndex) -> None:
        if not current.isValid():
            return
        suggestion = self._rows.suggestion_in(current.row())
        at = self._maps.findData(map_of(self._before, suggestion))
        if at >= 0:
            self._maps.setCurrentIndex(at)
        self._preview.mark(suggestion.change.table, suggestion.change.id)

    def _choose_row(self, table: str, identifier: str) -> None:
        row = self._rows.row_about(table, identifier)
        if row is not None:
            self.table.selectRow(row)
