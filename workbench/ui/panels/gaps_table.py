"""How the gap table is arranged."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

from workbench.ui.panels import gaps_rows as rows
from workbench.ui.panels.gaps_headline import TABLE_SCALE, HeadlineDelegate
from workbench.ui.panels.gaps_rows import GapRows
from workbench.ui.pills import PillDelegate
from workbench.ui.theme import Theme
from workbench.words.say import say

_PADDING = 26
_KIND_WIDTH = 96
_STAGE_WIDTHS = (64, 132)
_GAP_SHARES = (0.5, 0.68)
"""The least and most that the gap takes of the room for it and its action."""

_KIND_FROM, _ACTION_FROM = 760, 460
_MEASURED = 40
"""Widths go by so many rows, the worst gaps: enough to look right, and quick."""


class GapTable(QTableView):
    """One gap a row; kind and action have columns where there is room for them."""

    def __init__(self, theme: Theme, model: GapRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fitting = self._set_by_hand = False
        self.setFont(theme.font(TABLE_SCALE))
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
        header.setSectionResizeMode(rows.PRIORITY, QHeaderView.ResizeMode.Fixed)
        header.sectionResized.connect(lambda column, *_: self._on_resized(column))
        model.modelReset.connect(self._fit_columns)
        theme.changed.connect(self.viewport().update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _on_resized(self, column: int) -> None:
        # the last column stretches by itself; another one that somebody pulled stays so
        last = rows.GAP if self.isColumnHidden(rows.ACTION) else rows.ACTION
        if not self._fitting and column != last:
            self._set_by_hand = True

    def _fit_columns(self) -> None:
        """Give each column what its texts need, where there is room."""
        if self._set_by_hand:
            return
        self._fitting = True
        header, width = self.horizontalHeader(), self.viewport().width()
        self.setColumnHidden(rows.KIND, width < _KIND_FROM)
        header.resizeSection(rows.KIND, _KIND_WIDTH)
        heading = header.sectionSizeFromContents(rows.PRIORITY).width()
        header.resizeSection(rows.PRIORITY, heading)
        least, most = _STAGE_WIDTHS
        header.resizeSection(rows.STAGE, max(least, min(most, self._wanted(rows.STAGE))))
        # a hidden column has no width of its own in the header
        fixed = (rows.PRIORITY, rows.STAGE, rows.KIND)
        left = width - sum(header.sectionSize(column) for column in fixed)
        # in a narrow window the action is in the tooltip alone
        self.setColumnHidden(rows.ACTION, width < _ACTION_FROM)
        least, most = (round(left * share) for share in _GAP_SHARES)
        header.resizeSection(rows.GAP, max(least, min(most, self._wanted(rows.GAP))))
        self._fitting = False

    def _wanted(self, column: int) -> int:
        """The width that the texts of a column need."""
        model = self.model()
        metrics = QFontMetrics(self._theme.font(TABLE_SCALE, bold=column == rows.GAP))
        texts = (model.index(row, column).data() for row in range(min(model.rowCount(), _MEASURED)))
        return max((metrics.horizontalAdvance(text) for text in texts), default=0) + _PADDING
