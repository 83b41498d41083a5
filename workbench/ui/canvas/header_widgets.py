"""Stage headers and lane names in the viewport's margins, in step with scroll and zoom."""

from __future__ import annotations

from abc import abstractmethod
from html import escape

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGraphicsView, QToolTip, QWidget

from workbench.ui.bridge import Bridge
from workbench.ui.canvas.board import Board
from workbench.ui.render import shapes
from workbench.ui.render.headers import (
    StageHeader,
    paint_lane_name,
    paint_stage_header,
    stage_headers,
)
from workbench.ui.render.marks import paint_marks
from workbench.ui.render.style import colour
from workbench.words.say import say

_TOP, _BOTTOM = 12.0, 8.0
_LEAST_TEXT = 0.72


class MarginHeaders(QWidget):
    """What the two kinds share: clicking, renaming, dragging to another place, context menus."""

    rename_requested = Signal(str, str)
    """(table, id)"""
    place_requested = Signal(str, int)
    """(id, index): dragged to another place, counted without itself."""
    menu_requested = Signal(str, str, QPoint)
    """(table, id, global position)"""

    table = ""

    def __init__(self, view: QGraphicsView, bridge: Bridge, board: Board) -> None:
        super().__init__(view)
        self._view = view
        self._bridge = bridge
        self._board = board
        self._pressed: str | None = None
        self._pressed_at = QPoint()
        self._landing: int | None = None
        self.setMouseTracking(True)

    @abstractmethod
    def spans(self) -> list[tuple[str, float, float]]:
        """(id, from, to) of every header along its row, in the widget's pixels."""

    @abstractmethod
    def along(self, at: QPointF) -> float:
        """A position along the row."""

    @abstractmethod
    def rect_of(self, start: float, end: float) -> QRectF:
        """The header's place from its span."""

    @abstractmethod
    def paint_one(self, painter: QPainter, identifier: str, rect: QRectF) -> None:
        """Paint one header."""

    @abstractmethod
    def sign_place(self, rect: QRectF) -> QRectF:
        """The part of a header that bears the signs of a comparison in its lower right corner."""

    @abstractmethod
    def says(self, identifier: str) -> list[str]:
        """The lines of a header’s tip; none for one without."""

    def place_of(self, identifier: str) -> QRectF | None:
        """Where a header stands in this widget; None where there is none."""
        return next((self.rect_of(a, b) for item, a, b in self.spans() if item == identifier), None)

    def header_at(self, at: QPointF) -> str | None:
        along = self.along(at)
        return next((item for item, start, end in self.spans() if start <= along < end), None)

    def cancel_drag(self) -> bool:
        """Drop a drag that is under way; gives whether there was one."""
        was_dragging = self._landing is not None
        self._pressed, self._landing = None, None
        self.unsetCursor()
        self.update()
        return was_dragging

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour(self._board.style.palette.window))
        seen = QRectF(event.rect())
        spans = self.spans()
        for identifier, start, end in spans:
            rect = self.rect_of(start, end)
            if rect.adjusted(-6, -6, 6, 6).intersects(seen):
                self.paint_one(painter, identifier, rect)
                place = self.sign_place(rect)
                paint_marks(painter, place, self._board.marks(identifier), self._board.style)
        if self._landing is not None:
            edges = [start for _, start, _ in spans] + [spans[-1][2]]
            edge = edges[self._landing]
            mark = self.rect_of(edge - 1.5, edge + 1.5)
            if mark.width() < 4 or mark.height() < 4:
                shapes.box(painter, mark, 1.5, colour(self._board.style.palette.accent))
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self.header_at(QPointF(event.pos()))
            if found is not None:
                QToolTip.showText(event.globalPos(), self.tip(found), self)
                return True
        return super().event(event)

    def tip(self, identifier: str) -> str:
        """What is told about a header under the mouse, as rich text where it was compared."""
        lines, compared = self.says(identifier), self._board.tip(identifier)
        if not compared:
            return "\n".join(lines)
        return (f"<p>{'<br>'.join(map(escape, lines))}</p>" if lines else "") + compared

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed = self.header_at(event.position())
        self._pressed_at = event.position().toPoint()
        self._bridge.select([(self.table, self._pressed)] if self._pressed else [])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        way = event.position().toPoint() - self._pressed_at
        if self._landing is None and way.manhattanLength() < QApplication.startDragDistance():
            return
        along = self.along(event.position())
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._landing = sum(1 for _, start, end in self.spans() if (start + end) / 2 < along)
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        pressed, landing = self._pressed, self._landing
        self.cancel_drag()
        if pressed is None or landing is None:
            return
        at = [item for item, _, _ in self.spans()].index(pressed)
        self.place_requested.emit(pressed, landing - 1 if landing > at else landing)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self.header_at(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self.cancel_drag()
            self.rename_requested.emit(self.table, found)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        found = self.header_at(QPointF(event.pos()))
        if found is not None:
            self._bridge.select([(self.table, found)])
            self.menu_requested.emit(self.table, found, event.globalPos())

    def text_scale(self) -> float:
        """How large texts are: smaller with the map, but never too small to read."""
        return min(1.0, max(_LEAST_TEXT, self._view.transform().m11()))

    def is_selected(self, identifier: str) -> bool:
        return identifier in self._board.selected


class StageHeaders(MarginHeaders):
    """The stages above the map."""

    table = "stages"

    def __init__(self, view: QGraphicsView, bridge: Bridge, board: Board) -> None:
        super().__init__(view, bridge, board)
        self.setAccessibleName(say("canvas.stages"))
        self._headers: dict[str, StageHeader] = {}
        self.read()

    def read(self) -> None:
        """Read the headers anew from document and findings."""
        if self._bridge.map_id:
            known = self._bridge.open_findings if self._bridge.is_analysed else None
            found = stage_headers(self._bridge.document, self._bridge.map_id, known)
            headers = {header.id: header for header in found}
            if headers != self._headers:
                self._headers = headers
                self.update()

    def spans(self) -> list[tuple[str, float, float]]:
        transform = self._view.viewportTransform()
        scale, shift = transform.m11(), transform.m31()
        return [
            (column.id, column.left * scale + shift, column.right * scale + shift)
            for column in self._board.layout.columns
        ]

    def along(self, at: QPointF) -> float:
        return at.x()

    def rect_of(self, start: float, end: float) -> QRectF:
        gap = min(self._board.layout.metrics.gutter / 2, (end - start) / 8)
        return QRectF(start + gap, _TOP, end - start - 2 * gap, self.height() - _TOP - _BOTTOM)

    def paint_one(self, painter: QPainter, identifier: str, rect: QRectF) -> None:
        header = self._headers.get(identifier)
        if header is not None:
            scale = self.text_scale()
            painter.save()
            painter.translate(rect.topLeft())
            painter.scale(scale, scale)
            paint_stage_header(
                painter,
                QRectF(0, 0, rect.width() / scale, rect.height() / scale),
                header,
                self._board.layout.metrics,
                self._board.style,
                selected=self.is_selected(identifier),
            )
            painter.restore()

    def sign_place(self, rect: QRectF) -> QRectF:
        return rect

    def says(self, identifier: str) -> list[str]:
        found = self._headers.get(identifier)
        if found is None:
            return []
        gaps = [say("canvas.stage.gaps", n=found.gaps)] if found.gaps is not None else []
        return [part for part in (found.name, found.question, *gaps) if part]


class LaneNames(MarginHeaders):
    """The lanes left of the map."""

    table = "lanes"

    def __init__(self, view: QGraphicsView, bridge: Bridge, board: Board) -> None:
        super().__init__(view, bridge, board)
        self.setAccessibleName(say("canvas.lanes"))

    def spans(self) -> list[tuple[str, float, float]]:
        transform = self._view.viewportTransform()
        scale, shift = transform.m22(), transform.m32()
        return [
            (row.id, row.top * scale + shift, row.bottom * scale + shift)
            for row in self._board.layout.rows
        ]

    def along(self, at: QPointF) -> float:
        return at.y()

    def rect_of(self, start: float, end: float) -> QRectF:
        return QRectF(0, start, self.width(), end - start)

    def sign_place(self, rect: QRectF) -> QRectF:
        # beside the first line of the name, clear of the lane below
        return QRectF(rect.left(), rect.top(), rect.width() - 8, min(rect.height(), 30.0))

    def says(self, _identifier: str) -> list[str]:
        return []

    def paint_one(self, painter: QPainter, identifier: str, rect: QRectF) -> None:
        lane = self._bridge.document.lanes[identifier]
        style = self._board.style
        painter.setPen(colour(style.palette.line))
        painter.drawLine(QPointF(0, rect.top()), QPointF(rect.right(), rect.top()))
        name = lane.name or say("canvas.lane.unnamed")
        scale = self.text_scale()
        painter.save()
        painter.translate(rect.topLeft())
        painter.scale(scale, scale)
        paint_lane_name(
            painter,
            QRectF(0, 0, rect.width() / scale, rect.height() / scale),
            name,
            self._board.layout.metrics,
            style,
            selected=self.is_selected(identifier),
        )
        painter.restore()
