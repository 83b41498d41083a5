"""How the gap table is arranged."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from workbench.ui.panels import gaps_rows as rows
from workbench.ui.panels.gaps_headline import HeadlineDelegate
from workbench.ui.panels.gaps_rows import GapRows
from workbench.ui.pills import PillDelegate
from workbench.ui.theme import Theme
from workbench.words.say import say

_WIDTHS = {rows.PRIORITY: 84, rows.STAGE: 108, rows.KIND: 96}
_GAP_SHARE = 0.64
_KIND_FROM = 760


class GapTable(QTableView):
    """One gap a row; the kind has a column where there is room for it."""

    def __init__(self, theme: Theme, model: GapRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(say("gaps.table"))
        self.setItemDelegateForColumn(rows.PRIORITY, PillDelegate(theme, self))
        self.setItemDelegateForColumn(rows.GAP, HeadlineDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        header.setSectionResizeMode(rows.PRIORITY, QHeaderView.ResizeMode.Fixed)
        theme.changed.connect(self.viewport().update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        self.setColumnHidden(rows.KIND, width < _KIND_FROM)
        header = self.horizontalHeader()
        # a hidden column has no width of its own in the header
        left = width - sum(header.sectionSize(column) for column in _WIDTHS)
        header.resizeSection(rows.GAP, round(left * _GAP_SHARE))
