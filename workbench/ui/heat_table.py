"""A small table of figures on soft grounds that say good, warn or bad."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.drawing.tokens import Palette
from workbench.ui.pills import AnyIndex, Tone, tone_colours
from workbench.ui.theme import Theme

_LONGEST = 40
"""Characters of an abbreviated heading; no column is wide enough for more."""
_ROW_HEIGHT = 25
_LEAST_ROWS = 3
"""So many are seen at least; the others scroll."""
_HEADING_PADDING = 4
_SHORTEST = "Co."
"""A heading that fits however many columns there are."""
_CELL_PADDING = 7
"""What a column is wider than the figures in it."""
_MOST_COLUMN = 64
"""No figure makes a column wider."""

_TONE = int(Qt.ItemDataRole.UserRole) + 60


class HeatCell(NamedTuple):
    """What a cell says, how it looks and what its tooltip explains."""

    text: str
    tone: Tone
    tip: str = ""


class HeatTable(QTableView):
    """Rows × columns of HeatCells; clicking or Enter picks one, `mark` outlines one."""

    picked = Signal(int, int)
    """(row, column) of the cell that was clicked, or entered by key."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = _Cells(self)
        self.setModel(self._cells)
        self._delegate = _HeatDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_up_headers()
        self.clicked.connect(lambda index: self.picked.emit(index.row(), index.column()))
        theme.changed.connect(self.viewport().update)

    def show_cells(
        self, columns: Sequence[str], rows: Sequence[str], cells: Sequence[Sequence[HeatCell]]
    ) -> None:
        """Show these cells, row by row, under these names."""
        are_others = self._cells.take(
            tuple(columns), tuple(rows), tuple(tuple(row) for row in cells)
        )
        if self._make_room() or are_others:
            self._shorten_headings()
            self.updateGeometry()

    def mark(self, place: tuple[int, int] | None) -> None:
        """Outline the cell at (row, column); None for no cell."""
        self._delegate.marked = place
        self.viewport().update()

    def cell(self, row: int, column: int) -> HeatCell:
        return self._cells.cells[row][column]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and current.isValid():
            self.picked.emit(current.row(), current.column())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten_headings()

    def sizeHint(self) -> QSize:
        height = self.horizontalHeader().sizeHint().height() + 2
        height += self.verticalHeader().length()
        bar = self.horizontalScrollBar()
        if bar.maximum() > 0:
            height += bar.sizeHint().height()
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        rows = min(_LEAST_ROWS, self._cells.rowCount())
        least = self.horizontalHeader().sizeHint().height() + rows * _ROW_HEIGHT
        return QSize(120, least)

    def _make_room(self) -> bool:
        """Let no number be cut, as its first digits alone mislead; whether more room is needed."""
        header = self.horizontalHeader()
        width = QFontMetrics(self._delegate.font()).horizontalAdvance
        numbers = {cell.text for row in self._cells.cells for cell in row}
        widest = max(map(width, numbers), default=0) + _CELL_PADDING
        least = max(self._least_column, min(widest, _MOST_COLUMN))
        if least == header.minimumSectionSize():
            return False
        header.setMinimumSectionSize(least)
        return True

    def _shorten_headings(self) -> None:
        header = self.horizontalHeader()
        # the header shares the width out later than this is asked
        share = self.viewport().width() // max(len(self._cells.columns), 1)
        room = max(share, header.minimumSectionSize()) - _HEADING_PADDING
        width = header.fontMetrics().horizontalAdvance
        self._cells.head(told_apart(self._cells.columns, room, width))

    def _set_up_headers(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        shortest = across.fontMetrics().horizontalAdvance(_SHORTEST)
        self._least_column = shortest + _HEADING_PADDING
        across.setMinimumSectionSize(self._least_column)
        across.setHighlightSections(False)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        across.setProperty("role", "plain")
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(_ROW_HEIGHT)
        down.setHighlightSections(False)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        down.setProperty("role", "plain")


def told_apart(names: Sequence[str], room: float, width: Callable[[str], float]) -> tuple[str, ...]:
    """Names abbreviated; by their last word where their beginnings are the same: “Stage 12”."""
    heads = [abbreviated(name, room, width) for name in names]
    alike = {head for head, count in Counter(heads).items() if count > 1}
    lasts = [name[-_LONGEST:].split()[-1:] for name in names]
    return tuple(
        last[0] if head in alike and last and width(last[0]) <= room else head
        for head, last in zip(heads, lasts, strict=True)
    )


def abbreviated(name: str, room: float, width: Callable[[str], float]) -> str:
    """A name, or as much of its beginning as fits in `room` with a full stop: “Cons.”."""
    if width(name) <= room:
        return name
    # measuring every beginning of a page-long name would take minutes
    longest = min(max(4, (len(name) + 1) // 2), _LONGEST)
    for length in range(longest, 0, -1):
        short = name[:length].rstrip(" .,-–&")
        # scripts without capitals do not abbreviate with a full stop
        short += "." if short[-1:].upper() != short[-1:].lower() else "…"
        if width(short) <= room:
            return short
    # a sign of a script without letters says more than dots do
    return name[:1] if width(name[:1]) <= room else name


class _Cells(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.columns: tuple[str, ...] = ()
        self._headings: tuple[str, ...] = ()
        self.rows: tuple[str, ...] = ()
        self.cells: tuple[tuple[HeatCell, ...], ...] = ()

    def take(
        self,
        columns: tuple[str, ...],
        rows: tuple[str, ...],
        cells: tuple[tuple[HeatCell, ...], ...],
    ) -> bool:
        """Hold these; gives whether there are other columns or rows than before."""
        if (columns, rows) == (self.columns, self.rows):
            before, self.cells = self.cells, cells
            for row, column in product(range(len(rows)), range(len(columns))):
                if cells[row][column] != before[row][column]:
                    place = self.index(row, column)
                    self.dataChanged.emit(place, place)
            return False
        self.beginResetModel()
        self.columns, self.rows, self.cells = columns, rows, cells
        self._headings = columns
        self.endResetModel()
        return True

    def head(self, headings: tuple[str, ...]) -> None:
        """Show these words above the columns instead of their names."""
        if headings != self._headings:
            self._headings = headings
            last = len(headings) - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        names = self.columns if orientation == Qt.Orientation.Horizontal else self.rows
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headings[section]
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return names[section]
        return None

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        cell = self.cells[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return cell.tip
            case Qt.ItemDataRole.AccessibleTextRole:
                place = f"{self.rows[index.row()]}, {self.columns[index.column()]}"
                return f"{place}: {cell.text}"
        return cell.tone if role == _TONE else None


class _HeatDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = theme
        self.marked: tuple[int, int] | None = None

    def font(self) -> QFont:
        """The font of what a cell says."""
        return self._theme.font(0.88)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        colours = self._theme.palette
        tone: Tone = index.data(_TONE)
        text, ground = tone_colours(colours, tone)
        box = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._outline(option, index, colours))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, 5, 5)
        font = self.font()
        painter.setFont(font)
        painter.setPen(QColor(text))
        words = QFontMetrics(font).elidedText(
            index.data(), Qt.TextElideMode.ElideRight, option.rect.width() - _CELL_PADDING
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def _outline(
        self, option: QStyleOptionViewItem, index: AnyIndex, colours: Palette
    ) -> QPen | Qt.PenStyle:
        if self.marked == (index.row(), index.column()):
            return QPen(QColor(colours.accent), 2)
        state = option.state
        if state & QStyle.StateFlag.State_HasFocus:
            return QPen(QColor(colours.accent), 1)
        if state & QStyle.StateFlag.State_MouseOver:
            return QPen(QColor(colours.field_border), 1)
        return Qt.PenStyle.NoPen
