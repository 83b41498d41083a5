"""What a gesture shows before it is done: drop mark, rubber band, connection to be."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from workbench.drawing.geometry import Rect
from workbench.drawing.targets import DropPlace
from workbench.drawing.way import way_between
from workbench.ui.canvas.board import Board
from workbench.ui.canvas.items import Layer
from workbench.ui.render import shapes
from workbench.ui.render.connections import paint_connection
from workbench.ui.render.experience import path_of
from workbench.ui.render.style import colour

_MOST_DRAGGED = 300
"""More connections than that would hold up the hand that drags."""
_LINE_REACH = 20.0
"""Half of what a line on the screen is wide on the map, at the smallest scale."""
_CORNER = 8.0
_PEN = 8.0
"""How far a connection's pen and arrow reach beyond its line, at most."""
_DRAGGED_Z = 6
"""Above the cards, as the connections of the selection are."""


class DropMark(QGraphicsItem):
    """The line where a card will land, in its softly lit cell."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self.place: DropPlace | None = None
        self.others: tuple[DropPlace, ...] = ()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setVisible(False)

    def show_place(self, place: DropPlace | None, others: tuple[DropPlace, ...] = ()) -> None:
        """Show where a drop would land, and where others land that go along; hide for None."""
        if (place, others) != (self.place, self.others):
            self.prepareGeometryChange()
            self.place, self.others = place, others
            self.setVisible(place is not None)
            self.update()

    def boundingRect(self) -> QRectF:
        bounds = QRectF()
        for place in self._places():
            bounds |= shapes.area(place.mark).adjusted(-6, -6, 6, 6)
            cell = self._board.layout.cell_rect(place.stage, place.lane)
            if cell is not None:
                bounds |= shapes.area(cell)
        return bounds

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        accent = self._board.style.palette.accent
        for place in self._places():
            cell = self._board.layout.cell_rect(place.stage, place.lane)
            if cell is not None:
                self._light(painter, shapes.area(cell).adjusted(2, 2, -2, -2), option.exposedRect)
            mark = shapes.area(place.mark)
            shapes.box(painter, mark, mark.height() / 2, colour(accent))
            painter.setBrush(colour(accent))
            painter.drawEllipse(QPointF(mark.left(), mark.center().y()), 4, 4)

    def _light(self, painter: QPainter, lit: QRectF, exposed: QRectF) -> None:
        """Light a cell softly. Qt takes a hundred times as long for a tall one with corners."""
        soft = colour(self._board.style.palette.accent, 0.07)
        middle = lit.adjusted(0, _CORNER, 0, -_CORNER)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(middle & exposed, soft)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        upper = QRectF(lit.left(), lit.top(), lit.width(), 2 * _CORNER)
        lower = upper.translated(0, lit.height() - 2 * _CORNER)
        for end, half in ((upper, (0, 0, 0, -_CORNER)), (lower, (0, _CORNER, 0, 0))):
            if end.intersects(exposed):
                painter.save()
                painter.setClipRect(end.adjusted(*half), Qt.ClipOperation.IntersectClip)
                shapes.box(painter, end, _CORNER, soft)
                painter.restore()

    def _places(self) -> tuple[DropPlace, ...]:
        return (self.place, *self.others) if self.place is not None else ()


class RubberBand(QGraphicsItem):
    """The rectangle that selects what it touches."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self._rect = QRectF()
        self.setVisible(False)

    def show_rect(self, rect: QRectF | None) -> None:
        self.prepareGeometryChange()
        self._rect = rect or QRectF()
        self.setVisible(rect is not None)

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-2, -2, 2, 2)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        accent = self._board.style.palette.accent
        pen = QPen(colour(accent), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(colour(accent, 0.08))
        painter.drawRect(self._rect)


class EdgeLine(QGraphicsItem):
    """The line through the map where a stage or lane will land, or where a stage will end."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self._line = QLineF()
        self.setVisible(False)

    def show_line(self, line: QLineF | None) -> None:
        """Show a line; hide for None."""
        if line != self._line:
            self.prepareGeometryChange()
            self._line = line or QLineF()
            self.setVisible(line is not None)

    @property
    def line(self) -> QLineF:
        """The line that is shown; an empty one for none."""
        return self._line

    def boundingRect(self) -> QRectF:
        both = QRectF(self._line.p1(), self._line.p2())
        return both.adjusted(-_LINE_REACH, -_LINE_REACH, _LINE_REACH, _LINE_REACH)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        pen = QPen(colour(self._board.style.palette.accent), 3)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawLine(self._line)


class ConnectionPreview(QGraphicsItem):
    """The connection that would come about, from a card to the pointer or to another card."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self._source: Rect | None = None
        self._end = Rect(0, 0, 0, 0)
        self._ring: Rect | None = None
        self.setVisible(False)

    def show_between(
        self, source: Rect | None, end: Rect, *, on_card: bool, at_source: bool = False
    ) -> None:
        """Show the way from `source` to `end`; hide for None.

        `on_card` frames the card that the moving end is on: the target, or the source.
        """
        self.prepareGeometryChange()
        self._source, self._end = source, end
        self._ring = (source if at_source else end) if on_card else None
        self.setVisible(source is not None)
        self.update()

    def clear(self) -> None:
        """Show none."""
        self.show_between(None, Rect(0, 0, 0, 0), on_card=False)

    def boundingRect(self) -> QRectF:
        if self._source is None:
            return QRectF()
        both = shapes.area(self._source) | shapes.area(self._end)
        reach = both.width()
        return both.adjusted(-reach, -12, reach, 12)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        if self._source is None:
            return
        board = self._board
        pieces = way_between(self._source, self._end, board.layout.metrics.gutter)
        path, tip = path_of(pieces), QPointF(*pieces[-1].end)
        paint_connection(painter, path, tip, True, board.style, "strong")
        if self._ring is not None:
            ring = shapes.area(self._ring).adjusted(-2, -2, 2, 2)
            shapes.box(painter, ring, 10, None, colour(board.style.palette.accent), thickness=2)
            painter.setPen(Qt.PenStyle.NoPen)


class DraggedConnection(QGraphicsItem):
    """One connection while a card at one of its ends is dragged."""

    def __init__(self, board: Board, identifier: str, layer: QGraphicsItem) -> None:
        super().__init__()
        self._board = board
        self._id = identifier
        self._path = QPainterPath()
        self._bounds = QRectF()
        self.setParentItem(layer)

    def lead(self, source: Rect, target: Rect) -> None:
        """Lead from one rectangle to the other."""
        self.prepareGeometryChange()
        self._path = path_of(way_between(source, target, self._board.layout.metrics.gutter))
        self._bounds = self._path.boundingRect().adjusted(-_PEN, -_PEN, _PEN, _PEN)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        board, tip = self._board, self._path.currentPosition()
        emphasis = board.emphasis(self._id, strong=True)
        paint_connection(painter, self._path, tip, True, board.style, emphasis)


class DraggedConnections(Layer):
    """The connections at the selection while its cards are dragged: they go along."""

    def __init__(self, board: Board, moving: Collection[str]) -> None:
        super().__init__()
        self._board = board
        self._moving = frozenset(moving)
        shown = board.connections_shown != "none" and len(board.strong) <= _MOST_DRAGGED
        self._items = {
            name: DraggedConnection(board, name, self) for name in (board.strong if shown else ())
        }
        self.setZValue(_DRAGGED_Z)

    def follow(self, way: QPointF) -> None:
        """The cards are this far from where they were."""
        for name, item in self._items.items():
            route = self._board.routes[name]
            item.lead(self._place(route.source, way), self._place(route.target, way))

    def _place(self, touchpoint: str, way: QPointF) -> Rect:
        rect = self._board.layout.boxes[touchpoint].rect
        if touchpoint not in self._moving:
            return rect
        return Rect(rect.x + way.x(), rect.y + way.y(), rect.width, rect.height)
