"""How the gap table is arranged."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from workbench.ui.list_table import dress_as_list
from workbench.ui.panels import gaps_rows as rows
from workbench.ui.panels.gaps_cells import CellDelegate
from workbench.ui.panels.gaps_choice import Heading
from workbench.ui.panels.gaps_headline import TABLE_SCALE, HeadlineDelegate, PriorityDelegate
from workbench.ui.panels.gaps_rows import GapRows
from workbench.ui.theme import Theme
from workbench.words.say import say

_PADDING = 26
_KIND_WIDTH = 96
_STAGE_WIDTHS = (64, 132)
_DECIDED_WIDTHS = {rows.EFFORT: 72, rows.OWNER: 112, rows.DUE: 96, rows.DECISION: 100}
_GAP_SHARES = (0.5, 0.68)
"""The least and most that the gap takes of the room for it and its action."""

_KIND_FROM, _ACTION_FROM, _LEAST_GAP = 760, 380, 120
_MEASURED = 20
"""Widths go by so many rows, the worst gaps: enough to look right, and quick."""


class GapTable(QTableView):
    """One gap a row; of the columns chosen, kind and action need room to be shown."""

    copy_wanted = Signal()
    """Ctrl+C was pressed."""
    pulled = Signal(dict)
    """Somebody pulled a column: all widths (int, pixels) that were pulled, by name."""

    def __init__(self, theme: Theme, model: GapRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fitting = self._is_pulling = False
        self._widths: dict[str, int] = {}
        self._wanted_columns = frozenset(rows.COLUMNS[: rows.EFFORT])
        self.setFont(theme.font(TABLE_SCALE))
        self._gaps = model
        self.setModel(model)
        self.setAccessibleName(say("gaps.table"))
        self.setItemDelegateForColumn(rows.PRIORITY, PriorityDelegate(theme, self))
        self.setItemDelegateForColumn(rows.GAP, HeadlineDelegate(theme, self))
        for column in rows.EDITABLE:
            self.setItemDelegateForColumn(column, CellDelegate(theme, self))
        dress_as_list(self)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(rows.PRIORITY, QHeaderView.ResizeMode.Fixed)
        header.sectionResized.connect(lambda column, _old, new: self._on_resized(column, new))
        header.viewport().installEventFilter(self)
        model.modelReset.connect(self._on_reset)
        theme.changed.connect(self.viewport().update)

    def show_columns(self, names: frozenset[str], widths: Mapping[str, int]) -> None:
        """Show the columns of these names of `gaps_rows.COLUMNS`, as far as there is room.

        `widths` are those that somebody pulled, in pixels; the others go by what is in them.
        """
        self._wanted_columns, self._widths = names, dict(widths)
        self._fit_columns()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and self._is_pulling:
            self._is_pulling = False
            self.pulled.emit(dict(self._widths))
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        # a shortcut of the window must not take the copy from the list that has the focus
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Copy)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _on_reset(self) -> None:
        self.clearSpans()
        for row, shown in enumerate(self._gaps.rows):
            if isinstance(shown, Heading):
                self.setSpan(row, 0, 1, len(rows.COLUMNS))
        self._fit_columns()

    def _on_resized(self, column: int, width: int) -> None:
        # the last column stretches by itself; another one that somebody pulled stays so
        shown = [at for at in range(len(rows.COLUMNS)) if not self.isColumnHidden(at)]
        if not self._fitting and column in shown[:-1]:
            self._widths[rows.COLUMNS[column]] = width
            self._is_pulling = True

    def _fit_columns(self) -> None:
        """Give each column the width that was pulled, else what its texts need."""
        self._fitting = True
        header, width = self.horizontalHeader(), self.viewport().width()
        for column, name in enumerate(rows.COLUMNS):
            self.setColumnHidden(column, name not in self._wanted_columns)
        if width < _KIND_FROM:
            self.setColumnHidden(rows.KIND, True)
        for column, wanted in _DECIDED_WIDTHS.items():
            header.resizeSection(column, self._pulled(column, wanted))
        header.resizeSection(rows.KIND, self._pulled(rows.KIND, _KIND_WIDTH))
        heading = header.sectionSizeFromContents(rows.PRIORITY).width()
        header.resizeSection(rows.PRIORITY, heading)
        least, most = _STAGE_WIDTHS
        stage = max(least, min(most, self._wanted(rows.STAGE)))
        header.resizeSection(rows.STAGE, self._pulled(rows.STAGE, stage))
        # a hidden column has no width of its own in the header
        fixed = (rows.PRIORITY, rows.STAGE, rows.KIND, *_DECIDED_WIDTHS)
        left = width - sum(header.sectionSize(column) for column in fixed)
        # in a narrow window the action is in the tooltip alone
        if left < _ACTION_FROM:
            self.setColumnHidden(rows.ACTION, True)
        if self.isColumnHidden(rows.ACTION):
            room = max(_LEAST_GAP, left)
            header.resizeSection(rows.GAP, min(room, self._pulled(rows.GAP, room)))
            self._fitting = False
            return
        least, most = (round(left * share) for share in _GAP_SHARES)
        gap = self._pulled(rows.GAP, max(least, min(most, self._wanted(rows.GAP))))
        gap = min(gap, left - _LEAST_GAP)
        header.resizeSection(rows.GAP, gap)
        header.resizeSection(rows.ACTION, self._pulled(rows.ACTION, left - gap))
        self._fitting = False

    def _pulled(self, column: int, otherwise: int) -> int:
        """The width that somebody pulled a column to, as far as the table is wide."""
        width = self._widths.get(rows.COLUMNS[column], otherwise)
        return max(self.horizontalHeader().minimumSectionSize(), min(width, self.width()))

    def _wanted(self, column: int) -> int:
        """The width that the texts of a column need."""
        model = self.model()
        metrics = QFontMetrics(self._theme.font(TABLE_SCALE, bold=column == rows.GAP))
        measured = range(min(model.rowCount(), _MEASURED))
        texts = (model.index(row, column).data() or "" for row in measured)
        return max((metrics.horizontalAdvance(text) for text in texts), default=0) + _PADDING
