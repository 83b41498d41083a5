"""How the list of opinions is arranged: a plot of dots in every row."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.analysis.ratings import SCALES, Opinion
from workbench.drawing.dots import dots
from workbench.ui.list_table import dress_as_list
from workbench.ui.panels import ratings_rows as rows
from workbench.ui.panels.ratings_rows import OpinionRows
from workbench.ui.pills import AnyIndex, PillDelegate, draw_ground
from workbench.ui.theme import Theme
from workbench.words.say import say

_SCALE = 0.94
_WIDTHS = {
    rows.STAGE: 104,
    rows.QUESTION: 104,
    rows.ANSWERS: 138,
    rows.MEDIAN: 62,
    rows.SPREAD: 66,
    rows.COUNT: 58,
}
_NARROW_ANSWERS = 104
_FROM = {rows.STAGE: 680, rows.COUNT: 560, rows.MEDIAN: 480, rows.QUESTION: 390}
"""How wide the table must be to show a column."""

_LEAST = 264
_RADIUS, _STEP, _MARGIN = 2.75, 6.0, 14


class OpinionTable(QTableView):
    """Opinions, sorted by the column whose heading is clicked; Enter goes to the card."""

    chosen = Signal(str)
    """The row of this touchpoint is the current one; "" for none."""
    wanted = Signal(str)
    """Go to this touchpoint on the map."""

    def __init__(self, theme: Theme, model: OpinionRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._sorted = _Questions(self)
        self._sorted.setSourceModel(model)
        self._sorted.setSortRole(rows.VALUE)
        self.setFont(theme.font(_SCALE))
        self.setModel(self._sorted)
        self.setAccessibleName(say("ratings.table"))
        self.setItemDelegateForColumn(rows.ANSWERS, DotDelegate(theme, self))
        self.setItemDelegateForColumn(rows.SPREAD, PillDelegate(theme, self))
        self.setMinimumWidth(_LEAST)
        dress_as_list(self)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(44)
        header.setSectionResizeMode(rows.TOUCHPOINT, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.doubleClicked.connect(self._go)
        theme.changed.connect(self.viewport().update)

    def show_question(self, question: str) -> None:
        """List the answers to one question only, "" for all."""
        self._sorted.show_question(question)

    def select_touchpoint(self, touchpoint: str) -> None:
        """Make the first row of a touchpoint the current one, if it is not so already."""
        if touchpoint in ("", self.touchpoint()):
            return
        for row in range(self._sorted.rowCount()):
            if self._sorted.index(row, 0).data(rows.OPINION).touchpoint == touchpoint:
                self.setCurrentIndex(self._sorted.index(row, 0))
                return

    def current(self) -> tuple[str, str]:
        """The touchpoint and the question of the current row, blank for none."""
        opinion: Opinion | None = self.currentIndex().data(rows.OPINION)
        return (opinion.touchpoint, opinion.question) if opinion is not None else ("", "")

    def go_back_to(self, current: tuple[str, str]) -> None:
        """Make the row the current one that was it before the list was made anew."""
        for row in range(self._sorted.rowCount()):
            opinion: Opinion = self._sorted.index(row, 0).data(rows.OPINION)
            if (opinion.touchpoint, opinion.question) == current != self.current():
                self.setCurrentIndex(self._sorted.index(row, 0))
                return

    def touchpoint(self) -> str:
        """The touchpoint of the current row, "" for none."""
        return self.current()[0]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, least in _FROM.items():
            self.setColumnHidden(column, self.width() < least)
        is_narrow = self.isColumnHidden(rows.QUESTION)
        wanted = _NARROW_ANSWERS if is_narrow else _WIDTHS[rows.ANSWERS]
        self.horizontalHeader().resizeSection(rows.ANSWERS, wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.touchpoint():
            self.wanted.emit(self.touchpoint())
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self.chosen.emit(self.touchpoint())

    def _go(self, index: AnyIndex) -> None:
        self.wanted.emit(index.data(rows.OPINION).touchpoint)


class _Questions(QSortFilterProxyModel):
    """Lets through the answers to one question, or all."""

    _question = ""

    def show_question(self, question: str) -> None:
        self.beginFilterChange()
        self._question = question
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: AnyIndex) -> bool:
        opinion: Opinion = self.sourceModel().index(row, 0, parent).data(rows.OPINION)
        return self._question in ("", opinion.question)


class DotDelegate(QStyledItemDelegate):
    """Draws the answers of a row as dots on the line of their scale."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        draw_ground(painter, option, index)
        opinion: Opinion | None = index.data(rows.OPINION)
        if opinion is not None:
            room = QRectF(option.rect).adjusted(_MARGIN, 0, -_MARGIN, 0)
            is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter, room, opinion, is_selected)
            painter.restore()

    def _paint(self, painter: QPainter, room: QRectF, opinion: Opinion, is_selected: bool) -> None:
        colours, found = self._theme.palette, opinion.summary
        low, high = SCALES[opinion.question]
        middle = room.center().y()

        def place(value: float) -> float:
            return room.left() + (value - low) / (high - low) * room.width()

        painter.setPen(QPen(QColor(colours.field_border), 1))
        painter.drawLine(QPointF(room.left(), middle), QPointF(room.right(), middle))
        painter.setPen(Qt.PenStyle.NoPen)
        if found.has_quartiles:
            band = QRectF(place(found.lower), middle - 8, 0, 16)
            band.setRight(max(place(found.upper), band.left() + 2))
            painter.setBrush(QColor(colours.panel if is_selected else colours.accent_soft))
            painter.drawRoundedRect(band, 3, 3)
        painter.setBrush(QColor(colours.text))
        painter.drawRect(QRectF(place(found.median) - 1, middle - 10, 2, 20))
        values = (value for _, value in opinion.answers)
        for dot in dots(values, low, high, room.width(), _STEP):
            self._paint_dot(painter, room.left() + dot.x, middle + dot.y, dot.count)

    def _paint_dot(self, painter: QPainter, x: float, y: float, count: int) -> None:
        colours = self._theme.palette
        radius = _RADIUS if count == 1 else 8.0
        painter.setPen(QPen(QColor(colours.panel), 0.75))
        painter.setBrush(QColor(colours.accent))
        circle = QRectF(x - radius, y - radius, 2 * radius, 2 * radius)
        painter.drawEllipse(circle)
        if count > 1:
            painter.setFont(self._theme.font(0.7, bold=True))
            painter.setPen(QColor(colours.on_accent))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(count))
