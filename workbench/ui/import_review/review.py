"""Reviewing what a workbook would change, before anything changes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.model.document import Document
from workbench.model.proposal import Proposal
from workbench.ui.import_review import rows
from workbench.ui.import_review.result_pane import ResultPane
from workbench.ui.import_review.row_texts import say_of
from workbench.ui.import_review.rows import ReviewRows, Tab
from workbench.ui.import_review.tick_delegate import TickDelegate
from workbench.ui.list_table import dress_as_list
from workbench.ui.pills import PillDelegate
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

_TABS: tuple[Tab, ...] = (
    "all",
    "changed",
    "added",
    "removed",
    "conflict",
    "guess",
    "unread",
    "notice",
)
_BEFORE_SENTENCES = (rows.ITEM, rows.FIELD, rows.BASE, rows.BEFORE, rows.AFTER)
_BLANK: dict[Tab, tuple[int, ...]] = {
    "unread": (rows.BASE, rows.BEFORE),
    "notice": _BEFORE_SENTENCES,
}
"""Columns that say nothing in a tab of sentences."""

_NOT_ALWAYS = ("conflict", "guess", "notice")
"""Tabs that are there only where they hold something."""
_TICK_WIDTH = 32
_MOST_WIDTHS = {
    rows.ITEM: 220,
    rows.FIELD: 200,
    rows.BASE: 140,
    rows.BEFORE: 150,
    rows.AFTER: 180,
}
"""How wide these columns are at the most where the sentences beside them need the room."""
_LEAST_WIDTH = 90
"""What is cut in a narrow window keeps this width at least."""
_WHERE_WIDTH = 150
"""What the sentences keep where others are cut for them."""
_GROW = (rows.AFTER, rows.BEFORE, rows.BASE, rows.ITEM, rows.FIELD)
"""Who has first what room is left over."""
_SIZE = QSize(1240, 900)
_MAP_HEIGHT = 300
"""The map keeps this height at least while the list grows with its rows."""
_MAP_LEAST = 220
"""What the map keeps also in a window of 720 pixels."""
_AROUND = 240
"""The height of what is neither list nor map."""
_OF_SCREEN = 0.92
_SPARE = 8
_FIND_WIDTH = 220


class ImportReview(QDialog):
    """What a workbook would change, to tick and untick; `accepted` after Apply."""

    def __init__(
        self,
        theme: Theme,
        document: Document,
        proposal: Proposal,
        workbook_name: str,
        parent: QWidget | None = None,
        *,
        map_id: str = "",
        side: str = "",
    ) -> None:
        """`side` is "theirs" where the changes are of another version of the same file."""
        super().__init__(parent)
        self._side = side
        self._proposal = proposal
        self._rows = ReviewRows(theme, document, proposal, self, side=side)
        self.setWindowTitle(say_of("review.title", side, workbook=workbook_name))
        set_role(self, "panel")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 24)
        layout.setSpacing(4)
        layout.addWidget(self._heading())
        layout.addWidget(self._explanation())
        layout.addSpacing(12)
        layout.addLayout(self._tab_row())
        layout.addSpacing(8)
        self._table = self._review_table(theme)
        self._nothing_found = QLabel(say("review.none_found"))
        self._nothing_found.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        set_role(self._nothing_found, "muted")
        self._nothing_found.hide()
        self._result = ResultPane(theme, document, proposal, map_id)
        self._result.card_chosen.connect(self._choose_row_about)
        self._halves = self._list_above_map()
        layout.addWidget(self._halves, 1)
        layout.addSpacing(16)
        layout.addLayout(self._button_row())
        self.resize(_SIZE.boundedTo(self.screen().availableSize() * _OF_SCREEN))
        self._share_height()
        self._rows.ticked.connect(self._follow_ticks)
        self._table.selectionModel().currentRowChanged.connect(self._look_at)
        theme.changed.connect(self._table.viewport().update)
        self._show_count()
        self._result.follow_now(self._rows.accepted)
        self._table.setFocus()

    def accepted(self) -> frozenset[int]:  # type: ignore[override]
        """The indices of the suggestions to apply, with all that they need.

        Takes the name of QDialog's signal; use `finished` to hear of the end.
        """
        return self._rows.accepted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
        ):
            self._rows.toggle(index.row() for index in self._table.selectionModel().selectedRows())
            return True
        return super().eventFilter(watched, event)

    def _heading(self) -> QLabel:
        changes, unread = len(self._proposal.suggestions), len(self._proposal.unread)
        text = say("review.changes", n=changes) if changes else say("review.no_changes")
        if unread:
            text = say("review.and_unread", changes=text, unread=say("review.unread", n=unread))
        label = QLabel(text)
        set_role(label, "heading")
        return label

    def _explanation(self) -> QLabel:
        undo = QKeySequence(QKeySequence.StandardKey.Undo).toString(
            QKeySequence.SequenceFormat.NativeText
        )
        code = "review.explanation" if self._proposal.suggestions else "review.nothing"
        label = QLabel(say_of(code, self._side, undo=undo or "Ctrl+Z"))
        label.setWordWrap(True)
        set_role(label, "small")
        return label

    def _tab_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        group = QButtonGroup(self)
        self._tabs: dict[Tab, QPushButton] = {}
        for tab in _TABS:
            count = self._rows.count(tab)
            is_unheard_of = tab in _NOT_ALWAYS or (tab == "unread" and self._side == "theirs")
            if is_unheard_of and not count:
                continue
            button = QPushButton(say_of(f"review.tab.{tab}", self._side, count=count))
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setToolTip(say_of(f"review.tab_tip.{tab}", self._side))
            set_role(button, "tab")
            button.clicked.connect(lambda _=False, tab=tab: self._show_tab(tab))
            group.addButton(button)
            row.addWidget(button)
            self._tabs[tab] = button
        self._tabs["all"].setChecked(True)
        row.addStretch(1)
        row.addWidget(self._find_field())
        for code, on in (("review.accept_all", True), ("review.reject_all", False)):
            button = QPushButton(say(code))
            button.setToolTip(say(f"{code}.tip"))
            button.setAutoDefault(False)
            button.setEnabled(bool(self._proposal.suggestions))
            button.clicked.connect(lambda _=False, on=on: self._rows.tick_shown(on))
            row.addSpacing(4)
            row.addWidget(button)
        return row

    def _find_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(say("review.find"))
        field.setAccessibleName(say("review.find"))
        field.setToolTip(say("review.find.tip"))
        field.setClearButtonEnabled(True)
        field.setFixedWidth(_FIND_WIDTH)
        field.textChanged.connect(self._find)
        QShortcut(QKeySequence("Ctrl+F"), self, field.setFocus)
        return field

    def _list_above_map(self) -> QSplitter:
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table, 1)
        column.addWidget(self._nothing_found)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.addWidget(above)
        halves.addWidget(self._result)
        halves.setStretchFactor(1, 1)
        return halves

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._share_width()

    def _share_height(self) -> None:
        """As high a list as it has rows, as long as enough of the map is seen."""
        rows_high = self._rows.rowCount() * self._table.verticalHeader().defaultSectionSize()
        wanted = self._table.horizontalHeader().sizeHint().height() + rows_high + _SPARE
        room = self.height() - _AROUND
        above = min(wanted, max(room - _MAP_HEIGHT, min(room // 2, room - _MAP_LEAST)))
        self._halves.setSizes([above, room - above])

    def _show_tab(self, tab: Tab) -> None:
        self._rows.show_tab(tab)
        # a sentence has the room of what it does not need
        for column in _BEFORE_SENTENCES:
            is_unused = column == rows.BASE and not self._moved_on
            self._table.setColumnHidden(column, is_unused or column in _BLANK.get(tab, ()))
        kinds = self._table.sizeHintForColumn(rows.KIND)
        self._table.horizontalHeader().resizeSection(rows.KIND, kinds)
        self._nothing_found.setVisible(not self._rows.rowCount())

    def _find(self, text: str) -> None:
        self._rows.find(text)
        self._nothing_found.setVisible(bool(text.strip()) and not self._rows.rowCount())

    def _look_at(self, current: QModelIndex) -> None:
        suggestion = self._rows.suggestion_in(current.row()) if current.isValid() else None
        if suggestion is not None:
            self._result.look_at(suggestion)

    def _choose_row_about(self, table: str, identifier: str) -> None:
        row = self._rows.row_about(table, identifier)
        if row is not None:
            self._table.selectRow(row)

    def _follow_ticks(self) -> None:
        self._show_count()
        self._result.show_accepted(self._rows.accepted)

    def _review_table(self, theme: Theme) -> QTableView:
        table = QTableView(self)
        table.setModel(self._rows)
        table.setAccessibleName(say("review.table"))
        table.setItemDelegateForColumn(rows.TICK, TickDelegate(theme, table))
        table.setItemDelegateForColumn(rows.KIND, PillDelegate(theme, table))
        dress_as_list(table, room=14)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(32)
        self._moved_on = any(item.conflict for item in self._proposal.suggestions)
        table.setColumnHidden(rows.BASE, not self._moved_on)
        for column, width in (
            (rows.TICK, _TICK_WIDTH),
            (rows.KIND, table.sizeHintForColumn(rows.KIND)),
        ):
            header.resizeSection(column, width)
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        table.installEventFilter(self)
        return table

    def _share_width(self) -> None:
        """Give every column what it needs, as far as there is room."""
        table, header = self._table, self._table.horizontalHeader()
        needed = {
            column: max(
                table.sizeHintForColumn(column), header.sectionSizeFromContents(column).width()
            )
            for column in (*_MOST_WIDTHS, rows.WHERE)
        }
        widths = {column: min(needed[column], most) for column, most in _MOST_WIDTHS.items()}
        shown = [column for column in widths if not table.isColumnHidden(column)]
        signs = header.sectionSize(rows.TICK) + header.sectionSize(rows.KIND)
        room = table.viewport().width() - signs
        left = room - needed[rows.WHERE] - sum(widths[column] for column in shown)
        for column in (it for it in _GROW if it in shown):
            more = max(0, min(left, needed[column] - widths[column]))
            widths[column] += more
            left -= more
        # in a narrow window the widest give way first
        room -= min(needed[rows.WHERE], _WHERE_WIDTH)
        most = max(widths.values())
        while most > _LEAST_WIDTH and sum(min(widths[it], most) for it in shown) > room:
            most -= 1
        for column, width in widths.items():
            header.resizeSection(column, min(width, most))

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        cancel = QPushButton(say("review.cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._apply = QPushButton()
        set_role(self._apply, "primary")
        self._apply.setDefault(True)
        self._apply.clicked.connect(self.accept)
        row.addWidget(cancel)
        row.addWidget(self._apply)
        return row

    def _show_count(self) -> None:
        count = len(self._rows.accepted)
        self._apply.setText(say("review.apply", n=count))
        self._apply.setEnabled(count > 0)
