"""The graphics items of a map: light ones that read the board and paint by `ui.render`."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from workbench.drawing import tokens
from workbench.drawing.boxes import CardBox
from workbench.ui.canvas.board import Board
from workbench.ui.render import shapes
from workbench.ui.render.background import paint_background
from workbench.ui.render.collapsed import paint_collapsed, paint_collapsed_names
from workbench.ui.render.experience import paint_experience
from workbench.ui.render.marks import (
    SIGN_RADIUS,
    paint_ghost,
    paint_marks,
)
from workbench.ui.render.reached import paint_reached
from workbench.ui.render.style import colour


class Layer(QGraphicsItem):
    """Holds items that are shown and hidden together."""

    def boundingRect(self) -> QRectF:
        return QRectF()

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Nothing: its items paint themselves."""


class GhostItem(QGraphicsItem):
    """A card that a comparison shows as gone: it can be read, not touched."""

    def __init__(self, board: Board, box: CardBox, layer: QGraphicsItem) -> None:
        super().__init__()
        self._board = board
        self.box = box
        self._size = QRectF(0, 0, box.rect.width, box.rect.height)
        self._look = board.look(box)
        self.setToolTip(board.tip(box.id))
        self.setPos(box.rect.x, box.rect.y)
        self.setParentItem(layer)

    def boundingRect(self) -> QRectF:
        return self._size.adjusted(-SIGN_RADIUS, -SIGN_RADIUS, SIGN_RADIUS, SIGN_RADIUS)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        board = self._board
        paint_ghost(painter, self._size, self._look, board.layout.metrics, board.style)


class WholeMapItem(QGraphicsItem):
    """An item as large as the map."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self._bounds = QRectF()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def fit(self) -> None:
        """Take the size of the map as it is now."""
        place = self._board.layout
        bounds = QRectF(0, 0, place.width, place.height).adjusted(-2, -2, 2, 2)
        if bounds != self._bounds:
            self.prepareGeometryChange()
            self._bounds = bounds
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds


class BackgroundItem(WholeMapItem):
    """Lane lines, gutters, what is collapsed, hints, and the cell that has the keyboard."""

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        board = self._board
        paint_background(painter, board.layout, option.exposedRect, board.style)
        paint_collapsed(painter, board.layout, option.exposedRect, board.style)
        cell = board.layout.cell_rect(*board.focus_cell) if board.focus_cell else None
        if cell is not None:
            place = shapes.area(cell).adjusted(4, 4, -4, -4)
            accent = board.style.palette.accent
            ground = colour(board.style.palette.accent_soft, 0.6)
            shapes.box(painter, place, tokens.RADIUS, ground, colour(accent), thickness=1.5)


class CollapsedNames(WholeMapItem):
    """The names of collapsed stages, above the connections."""

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        board = self._board
        exposed = option.exposedRect
        paint_collapsed_names(painter, board.layout, board.document, exposed, board.style)


class SignsItem(WholeMapItem):
    """The signs of a comparison on all cards: above whatever else colours those."""

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        board = self._board
        if board.compared is None:
            return
        boxes = board.layout.boxes
        reach = SIGN_RADIUS
        exposed = option.exposedRect.adjusted(-reach, -reach, reach, reach)
        for identifier, card in board.compared.marks.items():
            if identifier not in boxes:
                continue
            place = shapes.area(boxes[identifier].rect)
            if exposed.intersects(place):
                paint_marks(painter, place, card.marks, board.style)


class FiguresItem(WholeMapItem):
    """The lanes that show figures of the stages: the experience curve and who reaches them."""

    def repaint(self) -> None:
        """Paint their lanes anew, and nothing else of the map."""
        place = self._board.layout
        for row in place.rows:
            if row.kind in ("experience", "reached"):
                self.scene().update(0, row.top, place.width, row.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        board = self._board
        exposed = option.exposedRect
        for row in board.layout.rows:
            if row.collapsed or row.top > exposed.bottom() or row.bottom < exposed.top():
                continue
            if row.kind == "experience":
                paint_experience(
                    painter,
                    board.layout,
                    row,
                    board.curve,
                    board.style,
                    board.feelings_before(),
                    labelled=board.curve_labels,
                )
            elif row.kind == "reached":
                paint_reached(painter, board.layout, row, board.reached, board.style)


class HandleItem(QGraphicsItem):
    """The dot on a card's right edge from which a connection is drawn."""

    RADIUS = 5.0

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self.setVisible(False)

    def show_at(self, box: CardBox | None) -> None:
        """Stand at a card's right edge; hide for None."""
        if box is None:
            self.setVisible(False)
        else:
            self.setPos(QPointF(box.rect.right, box.rect.middle.y))
            self.setVisible(True)

    def boundingRect(self) -> QRectF:
        reach = self.RADIUS + 2
        return QRectF(-reach, -reach, 2 * reach, 2 * reach)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        palette = self._board.style.palette
        painter.setPen(QPen(colour(palette.accent), 2))
        painter.setBrush(colour(palette.panel))
        painter.drawEllipse(QPointF(0, 0), self.RADIUS, self.RADIUS)
