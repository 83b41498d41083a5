"""What stage headers and lane names share: pointing at them, dragging them, their buttons."""

from __future__ import annotations

from abc import abstractmethod
from html import escape

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsView, QToolTip, QWidget

from workbench.ui.bridge import Bridge
from workbench.ui.canvas.board import Board
from workbench.ui.canvas.header_buttons import HeaderButton, paint_button
from workbench.ui.canvas.tools.gesture import Gesture, Hands, Pointer
from workbench.ui.canvas.tools.reorder import Reorder
from workbench.ui.canvas.tools.running import Running
from workbench.ui.render import shapes
from workbench.ui.render.marks import paint_marks
from workbench.ui.render.style import colour
from workbench.words.say import say

_LEAST_TEXT = 0.72
_LIFTED = 0.8
_REACH = 6
"""How far headers may paint beyond their part of the row."""


class MarginHeaders(QWidget):
    """One row of headers in a margin of the viewport, in step with scroll and zoom."""

    rename_requested = Signal(str, str)
    """(table, id)"""
    place_requested = Signal(str, int)
    """(id, index): dragged to another place, counted without itself."""
    menu_requested = Signal(str, str, QPoint)
    """(table, id, global position)"""
    toggle_requested = Signal(str, str)
    """(table, id): to be collapsed, or expanded again."""
    add_requested = Signal(str, str, QPoint)
    """(table, id, global position): another one wanted after it."""

    table = ""
    orientation = Qt.Orientation.Horizontal

    def __init__(self, view: QGraphicsView, bridge: Bridge, board: Board) -> None:
        super().__init__(view)
        self._view = view
        self._bridge = bridge
        self._board = board
        self._touch: tuple[Hands, Running] | None = None
        self._hovered: str | None = None
        self._pointed: HeaderButton | None = None
        self._armed: tuple[str, str] | None = None
        self._dragged: tuple[str, float] | None = None
        self._shown_at: tuple[float, float] | None = None
        self.setMouseTracking(True)
        # it covers all of itself: so what is painted can be moved along
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def answer(self, hands: Hands, running: Running) -> None:
        """Answer to the pointer from now on; without, headers are only looked at."""
        self._touch = (hands, running)

    @abstractmethod
    def spans(self) -> list[tuple[str, float, float]]:
        """(id, from, to) of every header along its row, in the widget's pixels."""

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

    @abstractmethod
    def buttons(self, identifier: str, rect: QRectF) -> list[HeaderButton]:
        """The buttons of a header."""

    @abstractmethod
    def is_collapsed(self, identifier: str) -> bool:
        """Whether a stage or lane is collapsed."""

    def edge_gesture(self, _hands: Hands, _at: QPointF) -> Gesture | None:
        """What a press between two headers begins; None where that is nothing."""
        return None

    def reset_edge(self, _at: QPointF) -> bool:
        """Undo what `edge_gesture` does; gives whether there was an edge."""
        return False

    def along(self, at: QPointF | QPoint) -> float:
        """A position along the row."""
        return at.x() if self.orientation == Qt.Orientation.Horizontal else at.y()

    def place_of(self, identifier: str) -> QRectF | None:
        """Where a header stands in this widget; None where there is none."""
        return next((self.rect_of(a, b) for item, a, b in self.spans() if item == identifier), None)

    def header_at(self, at: QPointF) -> str | None:
        along = self.along(at)
        return next((item for item, start, end in self.spans() if start <= along < end), None)

    def button_at(self, at: QPointF) -> HeaderButton | None:
        """The button at a point, of those that are shown while the pointer is there."""
        found = self.header_at(at)
        rect = self.place_of(found) if found is not None else None
        if found is None or rect is None:
            return None
        return next((it for it in self.buttons(found, rect) if it.rect.contains(at)), None)

    def show_drag(self, identifier: str | None, way: float) -> None:
        """Show a header as far along as it was dragged; none for None."""
        self._dragged = (identifier, way) if identifier is not None else None
        self.update()

    def follow(self) -> None:
        """Move along with the map, which was scrolled: only what comes into view is painted."""
        before, self._shown_at = self._shown_at, self._place_of_map()
        if before is None or before[0] != self._shown_at[0] or self._dragged is not None:
            self.update()
            return
        way = round(self._shown_at[1] - before[1])
        across = self.orientation == Qt.Orientation.Horizontal
        if way:
            self.scroll(way if across else 0, 0 if across else way, self.rect())

    def place(self, identifier: str, index: int) -> None:
        """Put one at an index, counted without itself."""
        self.place_requested.emit(identifier, index)

    def text_scale(self) -> float:
        """How large texts are: smaller with the map, but never too small to read."""
        return min(1.0, max(_LEAST_TEXT, self._view.transform().m11()))

    def is_selected(self, identifier: str) -> bool:
        return identifier in self._board.selected

    def tip(self, identifier: str) -> str:
        """What is told about a header under the mouse, as rich text where it was compared."""
        lines, compared = self.says(identifier), self._board.tip(identifier)
        if not compared:
            return "\n".join(lines)
        return (f"<p>{'<br>'.join(map(escape, lines))}</p>" if lines else "") + compared

    def paintEvent(self, event: QPaintEvent) -> None:
        self._shown_at = self._place_of_map()
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        seen = event.rect()
        painter.fillRect(seen, colour(self._board.style.palette.window))
        first, last = self.along(seen.topLeft()) - _REACH, self.along(seen.bottomRight()) + _REACH
        for identifier, start, end in self.spans():
            if start <= last and end >= first:
                self._paint_header(painter, identifier, self.rect_of(start, end))
        self._paint_dragged(painter)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = QPointF(event.pos())
            button, found = self.button_at(at), self.header_at(at)
            if button is not None:
                text = say(f"canvas.header.{button.code}.{self.table}")
            else:
                text = self.tip(found) if found is not None else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._touch is None:
            return
        hands, running = self._touch
        if running.is_busy:
            return
        at = event.position()
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        found, button = self.header_at(at), self.button_at(at)
        if button is not None and found is not None:
            self._armed = (found, button.code)
            return
        gesture = self.edge_gesture(hands, at)
        if gesture is None:
            self._bridge.select([(self.table, found)] if found else [])
            gesture = Reorder(hands, self, found) if found else None
        if gesture is not None:
            running.start(gesture, self._pointer(event), event.button(), self)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._touch is None:
            return
        hands, running = self._touch
        if running.is_busy:
            running.preview(self._pointer(event))
        else:
            self._hover(hands, event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        armed, self._armed = self._armed, None
        if armed is None:
            if self._touch is not None:
                self._touch[1].end(self._pointer(event), event.button())
            return
        button = self.button_at(event.position())
        identifier = self.header_at(event.position())
        if button is not None and (identifier, button.code) == armed:
            self._push(armed[0], button)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        found = self.header_at(at)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.button_at(at) is not None:
            # a second click in a row is a click
            self.mousePressEvent(event)
            return
        self._cancel()
        if self.reset_edge(at) or found is None:
            return
        if self.is_collapsed(found):
            self.toggle_requested.emit(self.table, found)
        else:
            self.rename_requested.emit(self.table, found)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._cancel()
        found = self.header_at(QPointF(event.pos()))
        if found is not None:
            self._bridge.select([(self.table, found)])
            self.menu_requested.emit(self.table, found, event.globalPos())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = self._pointed = None
        self.update()

    def _place_of_map(self) -> tuple[float, float]:
        """The scale of the map, and how far along its origin is."""
        shown = self._view.viewportTransform()
        across = self.orientation == Qt.Orientation.Horizontal
        return shown.m11(), shown.m31() if across else shown.m32()

    def _cancel(self) -> None:
        if self._touch is not None:
            self._touch[1].cancel()

    def _hover(self, hands: Hands, at: QPointF) -> None:
        hovered, pointed = self.header_at(at), self.button_at(at)
        if (hovered, pointed) != (self._hovered, self._pointed):
            self._hovered, self._pointed = hovered, pointed
            self.update()
        edge = self.edge_gesture(hands, at) if pointed is None else None
        if edge is not None and edge.cursor is not None:
            self.setCursor(edge.cursor)
        else:
            self.unsetCursor()

    def _push(self, identifier: str, button: HeaderButton) -> None:
        below = self.mapToGlobal(button.rect.bottomLeft().toPoint())
        if button.code == "add":
            self.add_requested.emit(self.table, identifier, below)
        else:
            self.toggle_requested.emit(self.table, identifier)

    def _pointer(self, event: QMouseEvent) -> Pointer:
        at = self._view.viewport().mapFrom(self._view, self.mapToParent(event.position().toPoint()))
        return Pointer(self._view.mapToScene(at), at, event.modifiers())

    def _paint_header(self, painter: QPainter, identifier: str, rect: QRectF) -> None:
        style = self._board.style
        self.paint_one(painter, identifier, rect)
        paint_marks(painter, self.sign_place(rect), self._board.marks(identifier), style)
        is_hovered = identifier == self._hovered and self._dragged is None
        if is_hovered or self.is_collapsed(identifier):
            for button in self.buttons(identifier, rect):
                lit = is_hovered and button == self._pointed
                paint_button(painter, button, style, lit=lit)

    def _paint_dragged(self, painter: QPainter) -> None:
        rect = self.place_of(self._dragged[0]) if self._dragged is not None else None
        if self._dragged is None or rect is None:
            return
        identifier, way = self._dragged
        across = self.orientation == Qt.Orientation.Horizontal
        rect = rect.translated(way if across else 0, 0 if across else way)
        painter.setOpacity(_LIFTED)
        shapes.box(painter, rect, 6, colour(self._board.style.palette.accent_soft))
        self.paint_one(painter, identifier, rect)
        painter.setOpacity(1.0)
