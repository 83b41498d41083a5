"""Reviewing what a workbook would change, before anything changes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.model.document import Document
from workbench.model.proposal import Proposal
from workbench.ui.import_review import rows
from workbench.ui.import_review.rows import ReviewRows, Tab
from workbench.ui.import_review.tick_delegate import TickDelegate
from workbench.ui.pills import PillDelegate
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

_TABS: tuple[Tab, ...] = ("all", "changed", "added", "removed", "conflict", "unread")
_FIXED_WIDTHS = {rows.TICK: 32, rows.KIND: 52}
_MOST_WIDTHS = {rows.ITEM: 240, rows.FIELD: 240, rows.BEFORE: 180, rows.AFTER: 200}
_WIDTH = 1180
_HEIGHTS = (360, 760)


class ImportReview(QDialog):
    """What a workbook would change, to tick and untick; `accepted` after Apply."""

    def __init__(
        self,
        theme: Theme,
        document: Document,
        proposal: Proposal,
        workbook_name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._proposal = proposal
        self._rows = ReviewRows(theme, document, proposal, self)
        self.setWindowTitle(say("review.title", workbook=workbook_name))
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
        layout.addWidget(self._table, 1)
        layout.addSpacing(16)
        layout.addLayout(self._button_row())
        needed = 260 + self._rows.rowCount() * self._table.verticalHeader().defaultSectionSize()
        self.resize(_WIDTH, max(_HEIGHTS[0], min(needed, _HEIGHTS[1])))
        self._rows.ticked.connect(self._show_count)
        theme.changed.connect(self._table.viewport().update)
        self._show_count()
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
        label = QLabel(say(code, undo=undo or "Ctrl+Z"))
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
            if tab == "conflict" and not count:
                continue
            button = QPushButton(say(f"review.tab.{tab}", count=f"{count:,}"))
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setToolTip(say(f"review.tab_tip.{tab}"))
            set_role(button, "tab")
            button.clicked.connect(lambda _=False, tab=tab: self._rows.show_tab(tab))
            group.addButton(button)
            row.addWidget(button)
            self._tabs[tab] = button
        self._tabs["all"].setChecked(True)
        row.addStretch(1)
        for code, on in (("review.accept_all", True), ("review.reject_all", False)):
            button = QPushButton(say(code))
            button.setToolTip(say(f"{code}.tip"))
            button.setAutoDefault(False)
            button.setEnabled(bool(self._proposal.suggestions))
            button.clicked.connect(lambda _=False, on=on: self._rows.tick_shown(on))
            row.addSpacing(4)
            row.addWidget(button)
        return row

    def _review_table(self, theme: Theme) -> QTableView:
        table = QTableView(self)
        table.setModel(self._rows)
        table.setAccessibleName(say("review.table"))
        table.setItemDelegateForColumn(rows.TICK, TickDelegate(theme, table))
        table.setItemDelegateForColumn(rows.KIND, PillDelegate(theme, table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 14)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(32)
        for column, width in _FIXED_WIDTHS.items():
            header.resizeSection(column, width)
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        for column, most in _MOST_WIDTHS.items():
            heading = header.sectionSizeFromContents(column).width()
            wanted = max(table.sizeHintForColumn(column), heading)
            header.resizeSection(column, min(wanted, most))
        table.installEventFilter(self)
        return table

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
        self._apply.setText(say("review.apply", n=count, count=f"{count:,}"))
        self._apply.setEnabled(count > 0)
