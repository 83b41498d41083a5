"""How the table of paths is arranged: bars behind the reach, what changes in its tone."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.ui.list_table import dress_as_list
from workbench.ui.panels import paths_rows as rows
from workbench.ui.panels.paths_rows import PathRows
from workbench.ui.pills import AnyIndex
from workbench.ui.theme import Theme
from workbench.words.say import say

_SCALE = 0.94
_FIGURE_WIDTH, _WIDE, _STAGE_WIDTH = 72, 92, 112
_LEAST = 220
_FROM = {rows.STAGE: 470, rows.LEAVES: 340, rows.VISITS: 250}
"""How wide the table must be, without what is tried, to show a column."""

_BAR = 3


class PathTable(QTableView):
    """Touchpoints with their figures, sorted by the column whose heading is clicked."""

    chosen = Signal(str)
    """Somebody went to the row of this touchpoint."""

    def __init__(self, theme: Theme, model: PathRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._follows = False
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(model)
        self._sorted.setSortRole(rows.VALUE)
        self.setFont(theme.font(_SCALE))
        self.setModel(self._sorted)
        self.setAccessibleName(say("paths.table"))
        self.setItemDelegate(_FigureDelegate(theme, self))
        dress_as_list(self, room=10)
        self.setMinimumWidth(_LEAST)
        header = self.horizontalHeader()
        header.setSectionResizeMode(rows.TOUCHPOINT, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(56)
        header.resizeSection(rows.STAGE, _STAGE_WIDTH)
        for column, width in (
            (rows.REACH, _FIGURE_WIDTH),
            (rows.VISITS, _FIGURE_WIDTH),
            (rows.THEN, _WIDE),
            (rows.LEAVES, _WIDE),
        ):
            # a large font needs more for the heading
            header.resizeSection(column, max(width, header.sectionSizeHint(column)))
        self.setColumnHidden(rows.THEN, True)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.clicked.connect(self._tell)
        theme.changed.connect(self.viewport().update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_then(self, shown: bool) -> None:
        """Show the column of what is tried, or not."""
        self.setColumnHidden(rows.THEN, not shown)
        self._fit()

    def show_touchpoint(self, touchpoint: str | None) -> None:
        """Mark the row of a touchpoint without telling of it; None for no row."""
        row = self._rows.row_of(touchpoint) if touchpoint else None
        self._follows = True
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(self._sorted.index(-1, -1))
        else:
            index = self._sorted.mapFromSource(self._rows.index(row, 0))
            if index.row() != self.currentIndex().row() or not self.selectedIndexes():
                self.setCurrentIndex(index)
                self.selectRow(index.row())
        self._follows = False

    def _fit(self) -> None:
        """Leave out what there is no room for: the stage, then where people leave, then visits."""
        room = self.width() - (0 if self.isColumnHidden(rows.THEN) else _WIDE)
        for column, least in _FROM.items():
            self.setColumnHidden(column, room < least)

    def _tell(self, index: AnyIndex) -> None:
        if index.isValid() and not self._follows:
            self.chosen.emit(self._rows.touchpoint(self._sorted.mapToSource(index).row()))


class _FigureDelegate(QStyledItemDelegate):
    """Underlines the reach with a bar, and colours what is tried by where it goes."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        super().initStyleOption(option, index)
        change = index.data(rows.CHANGE)
        if change:
            colours = self._theme.palette
            ink = QColor(colours.good if change > 0 else colours.bad)
            option.palette.setColor(QPalette.ColorRole.Text, ink)
            option.palette.setColor(QPalette.ColorRole.HighlightedText, ink)
            option.text = f"{'▲' if change > 0 else '▼'} {option.text}"

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        super().paint(painter, option, index)
        share = index.data(rows.VALUE) if index.column() == rows.REACH else None
        if share is None or share < 0:
            return
        room = QRectF(option.rect).adjusted(12, 0, -9, -4)
        bar = QRectF(room.left(), room.bottom() - _BAR, room.width(), _BAR)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.palette.line))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        painter.setBrush(QColor(self._theme.palette.accent))
        bar.setWidth(bar.width() * min(share, 1.0))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        painter.restore()
