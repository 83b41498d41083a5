"""The sheet as it is in the file, read-only, with its recognised parts coloured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.exchange.foreign_answers import Excerpt
from workbench.exchange.sheets import Area
from workbench.ui.foreign_import.marks import MarkKind, paint_mark
from workbench.ui.foreign_import.sheet_model import HIDDEN, MARK, Cell, SheetModel
from workbench.ui.pills import AnyIndex
from workbench.ui.theme import Theme
from workbench.words.say import say

_LEAST_WIDTH, _MOST_WIDTH = 56, 220
_PADDING = 8
_MOST_LINES = 3
_MOST_SHOWN = 400
_MEASURED_ROWS = 200
_MEASURED = 120
_TALLEST = 1.3
"""How much higher than a Latin line one of any other script may be."""
_ENDLESS = 10_000
_MOST_SPANS = 2_000
_SMALL = 0.86


class SheetGrid(QTableView):
    """A sheet to look at: click or walk to a cell to hear what it became."""

    cell_chosen = Signal(int, int)
    """(row, column) from 1: this cell is the current one now."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.sheet_model = SheetModel(self)
        self.setModel(self.sheet_model)
        self.setItemDelegate(_CellDelegate(theme, self))
        self.setHorizontalHeader(_Heads(theme, Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Heads(theme, Qt.Orientation.Vertical, self))
        self.setAccessibleName(say("foreign_import.sheet"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self.viewport().update)

    def show_sheet(self, sheet: Excerpt) -> None:
        """Show another sheet from its top left corner."""
        self.clearSpans()
        self.sheet_model.show(sheet)
        for area in _apart(sheet.merged):
            self.setSpan(
                area.top - 1,
                area.left - 1,
                area.bottom - area.top + 1,
                area.right - area.left + 1,
            )
        self._fit_columns(sheet)
        self._fit_rows(sheet)
        self.scrollToTop()

    def mark(
        self, marks: Mapping[Cell, MarkKind], columns: Mapping[int, str], rows: Mapping[int, str]
    ) -> None:
        """Colour the cells by what they became; name what columns and rows are taken for."""
        self.sheet_model.mark(marks, columns, rows)
        self.horizontalHeader().updateGeometry()
        self.updateGeometries()
        self.viewport().update()

    def choose_cell(self, row: int, column: int) -> None:
        """Make a cell the current one and bring it into view."""
        index = self.sheet_model.index(row - 1, column - 1)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _on_current(self, now: QModelIndex) -> None:
        if now.isValid():
            self.cell_chosen.emit(now.row() + 1, now.column() + 1)

    def _fit_columns(self, sheet: Excerpt) -> None:
        # stages and headers are bold
        metrics = QFontMetrics(self._theme.font(bold=True))
        widest: dict[int, int] = {}
        wide = {(area.top, area.left) for area in sheet.merged if area.right > area.left}
        for number in sorted(sheet.rows)[:_MEASURED_ROWS]:
            for column, written in sheet.rows[number].items():
                if (number, column) not in wide:
                    line = max(written[:_MOST_SHOWN].split("\n"), key=len)
                    width = metrics.horizontalAdvance(line[:60])
                    widest[column] = max(widest.get(column, 0), width)
        header = self.horizontalHeader()
        for section in range(self.sheet_model.columnCount()):
            wanted = widest.get(section + 1, 0) + 2 * _PADDING + 4
            header.resizeSection(section, max(_LEAST_WIDTH, min(wanted, _MOST_WIDTH)))

    def _fit_rows(self, sheet: Excerpt) -> None:
        metrics = QFontMetrics(self._theme.font(bold=True))
        line = metrics.lineSpacing()
        most = round(line * _MOST_LINES * _TALLEST) + _PADDING
        header = self.verticalHeader()
        header.setDefaultSectionSize(line + _PADDING)
        width_of = self.horizontalHeader().sectionSize
        merged = {(area.top, area.left) for area in sheet.merged}
        for number, cells in sheet.rows.items():
            needed = line
            for column, written in cells.items():
                room = max(width_of(column - 1) - 2 * _PADDING, 1)
                if (number, column) in merged or (
                    "\n" not in written and metrics.horizontalAdvance(written[:_MEASURED]) <= room
                ):
                    continue
                if number <= _MEASURED_ROWS:
                    space = QRect(0, 0, room, _ENDLESS)
                    wrap = Qt.TextFlag.TextWordWrap
                    high = metrics.boundingRect(space, wrap, written[:_MOST_SHOWN]).height()
                else:
                    high = 2 * line
                needed = max(needed, high)
            if needed > line:
                header.resizeSection(number - 1, min(needed + _PADDING, most))


class _CellDelegate(QStyledItemDelegate):
    """A cell: its mark as the ground, its text in up to as many lines as there is room for."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        colours = self._theme.palette
        rect = option.rect
        kind: MarkKind | None = index.data(MARK)
        painter.save()
        if kind is None:
            painter.fillRect(rect, QColor(colours.panel))
        else:
            paint_mark(painter, QRectF(rect), kind, colours)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        text = index.data(Qt.ItemDataRole.DisplayRole)
        if text:
            painter.setFont(self._theme.font(bold=kind in ("title", "header", "stage")))
            painter.setPen(QColor(colours.text))
            self._write(painter, rect.adjusted(_PADDING, 2, -_PADDING, -2), text, index)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _write(self, painter: QPainter, room: QRect, text: str, index: AnyIndex) -> None:
        metrics = painter.fontMetrics()
        across = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
        if "\n" not in text and (
            room.height() < 2 * metrics.lineSpacing()
            or metrics.horizontalAdvance(text) <= room.width()
        ):
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(across), shown)
            return
        fits = max(room.height() // metrics.lineSpacing(), 1)
        if fits == 1:
            text = metrics.elidedText(
                text.replace("\n", " ⏎ "), Qt.TextElideMode.ElideRight, room.width()
            )
        top = Qt.AlignmentFlag.AlignTop | (across & Qt.AlignmentFlag.AlignHorizontal_Mask)
        painter.save()
        painter.setClipRect(room)
        painter.drawText(room, int(top | Qt.TextFlag.TextWordWrap), text[:_MOST_SHOWN])
        painter.restore()


class _Heads(QHeaderView):
    """Column letters or row numbers, with what the column is taken for below its letter."""

    def __init__(self, theme: Theme, orientation: Qt.Orientation, parent: SheetGrid) -> None:
        super().__init__(orientation, parent)
        self._theme = theme
        self._grid = parent
        self._across = orientation == Qt.Orientation.Horizontal
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(18)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font(_SMALL))
        if self._across:
            lines = 2 if self._grid.sheet_model.has_column_uses else 1
            return QSize(0, lines * metrics.lineSpacing() + 8)
        widest = str(max(self._grid.sheet_model.rowCount(), 100))
        return QSize(metrics.horizontalAdvance(widest) + 16, 0)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        colours = self._theme.palette
        model = self._grid.sheet_model
        painter.save()
        painter.fillRect(rect, QColor(colours.window))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        name = str(model.headerData(section, self.orientation(), Qt.ItemDataRole.DisplayRole))
        if model.headerData(section, self.orientation(), HIDDEN):
            name = f"({name})"
        use = model.use_of_column(section + 1) if self._across else ""
        painter.setPen(QColor(colours.muted))
        painter.setFont(self._theme.font(_SMALL))
        if not use:
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, name)
        else:
            half = rect.height() // 2
            upper = rect.adjusted(4, 3, -4, -half)
            painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, name)
            font = self._theme.font(_SMALL, bold=True)
            painter.setFont(font)
            painter.setPen(QColor(colours.text))
            lower = rect.adjusted(4, half - 1, -4, -3)
            shown = QFontMetrics(font).elidedText(use, Qt.TextElideMode.ElideRight, lower.width())
            painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()


def _apart(areas: Iterable[Area]) -> list[Area]:
    """The merged areas that overlap no earlier one: a damaged file may have such."""
    kept: list[Area] = []
    taken: set[Cell] = set()
    for area in areas:
        if len(kept) == _MOST_SPANS:
            break
        if (area.bottom, area.right) <= (area.top, area.left):
            continue
        cells = {
            (row, column)
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        }
        if taken.isdisjoint(cells):
            taken |= cells
            kept.append(area)
    return kept
