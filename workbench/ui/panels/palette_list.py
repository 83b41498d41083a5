"""The palette's list: rows with tiles that can be dragged, and how they are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDrag,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
    QStandardItem,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.ui import mime
from workbench.ui.bridge import Bridge
from workbench.ui.panels import tiles
from workbench.ui.panels.palette_model import Row
from workbench.ui.panels.row_list import ROW, RowList, paint_ground, paint_line
from workbench.ui.theme import Theme

_SIDE = 12


class PaletteList(RowList):
    """Headings, channels and kinds of notes; every row but a heading can be chosen."""

    chosen = Signal(object)
    """A Row that was double-clicked, or on which Enter was pressed."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._bridge = bridge
        self.setItemDelegate(_RowPainter(bridge, theme, self))
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these lines; the current one stays current where it still exists."""
        current = self.current()
        place = self.verticalScrollBar().value()
        self._rows.clear()
        for row in rows:
            item = QStandardItem(row.text)
            item.setData(row, ROW)
            item.setToolTip(row.tip)
            if row.kind == "heading":
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            elif row.kind == "more":
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            else:
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled
                    | Qt.ItemFlag.ItemIsSelectable
                    | Qt.ItemFlag.ItemIsDragEnabled
                )
            self._rows.appendRow(item)
            if current is not None and (row.kind, row.code) == (current.kind, current.code):
                self.setCurrentIndex(item.index())
        self.verticalScrollBar().setValue(place)

    def current(self) -> Row | None:
        row = self.currentIndex().data(ROW)
        return row if isinstance(row, Row) else None

    def row_at(self, position: QPoint) -> Row | None:
        row = self.indexAt(position).data(ROW)
        return row if isinstance(row, Row) and row.kind != "heading" else None

    def choose_first(self) -> None:
        """Make the first row that is no heading the current one."""
        for place, row in enumerate(self.rows()):
            if row.kind != "heading":
                self.setCurrentIndex(self._rows.index(place, 0))
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.chosen.emit(row)
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position().toPoint())
        if row is not None and row.kind != "more":
            self.chosen.emit(row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self.row_at(event.position().toPoint())
        if row is not None and row.kind == "more":
            self.chosen.emit(row)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        row = self.current()
        data = mime_data(row) if row is not None else None
        if row is None or data is None:
            return
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self.card(row))
        drag.setHotSpot(QPoint(20, 18))
        drag.exec(Qt.DropAction.CopyAction)

    def card(self, row: Row) -> QPixmap:
        """What is under the pointer while a row is dragged: the card that it will become."""
        ratio = self.devicePixelRatioF()
        width, height = 156, 36
        pixmap = QPixmap(round(width * ratio), round(height * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        painter.setPen(QPen(QColor(palette.accent), 1.5))
        painter.setBrush(QColor(palette.panel))
        painter.drawRoundedRect(QRectF(1, 1, width - 2, height - 2), 8, 8)
        tile = QRectF(10, (height - tiles.SIZE) / 2, tiles.SIZE, tiles.SIZE)
        _paint_tile(painter, tile, self._bridge, self._theme, row, ratio)
        painter.setPen(QColor(palette.text))
        painter.setFont(self.font())
        paint_line(painter, QRectF(36, 0, width - 46, height), row.text)
        painter.end()
        return pixmap


def mime_data(row: Row) -> QMimeData | None:
    """What a dragged row carries; None for a row that cannot be dragged."""
    kind = {"channel": mime.CHANNEL, "note": mime.NOTE_KIND}.get(row.kind)
    if kind is None:
        return None
    data = QMimeData()
    data.setData(kind, row.code.encode())
    return data


class _RowPainter(QStyledItemDelegate):
    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        row: Row = index.data(ROW)
        line = option.fontMetrics.height()
        return QSize(80, line + (20 if row.kind == "heading" else 12))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: Row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        if row.kind == "heading":
            self._paint_heading(painter, rect, row)
        else:
            self._paint_row(painter, rect, option, row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        font = self._theme.font(0.88, bold=True)
        font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, 1)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.palette.muted))
        text = rect.adjusted(_SIDE, 0, -_SIDE, -5)
        painter.drawText(
            text, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, row.text.upper()
        )

    def _paint_row(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, row: Row
    ) -> None:
        palette = self._theme.palette
        state = option.state
        ground = rect.adjusted(6, 1, -6, -1)
        is_lit = state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected)
        tint = QColor(palette.accent_soft) if is_lit else None
        line = QColor(palette.accent) if state & QStyle.StateFlag.State_HasFocus else None
        paint_ground(painter, ground, 6, tint, line)
        tile = QRectF(_SIDE + 4, rect.center().y() - tiles.SIZE / 2, tiles.SIZE, tiles.SIZE)
        ratio = painter.device().devicePixelRatio()
        _paint_tile(painter, tile, self._bridge, self._theme, row, ratio)
        painter.setFont(option.font)
        painter.setPen(QColor(palette.accent if row.kind == "more" else palette.text))
        text = QRectF(tile.right() + 10, rect.top(), 0, rect.height())
        text.setRight(rect.right() - _SIDE)
        paint_line(painter, text, row.text)


def _paint_tile(
    painter: QPainter, rect: QRectF, bridge: Bridge, theme: Theme, row: Row, ratio: float
) -> None:
    if row.kind == "channel":
        channel = bridge.document.channels.get(row.code)
        tiles.paint_channel(painter, rect, theme, channel, ratio)
    elif row.kind == "note":
        tiles.paint_note(painter, rect, theme, row.code)
