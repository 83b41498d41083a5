"""The graphics items of a map: light ones that read the board and paint by `ui.render`."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from workbench.drawing import tokens
from workbench.drawing.boxes import CardBox
from workbench.ui.canvas.board import Board
from workbench.ui.render import shapes
from workbench.ui.render.background import paint_background
from workbench.ui.render.bands import Bands
from workbench.ui.render.collapsed import paint_collapsed, paint_collapsed_names
from workbench.ui.render.experience import paint_experience
from workbench.ui.render.marks import (
    SIGN_RADIUS,
    paint_ghost,
    paint_marks,
)
from workbench.ui.render.reached import paint_reached
from workbench.ui.render.style import colour

_BEYOND = 3.0
"""How far the letters at the experience curve may reach out of its row, at most."""


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
        _paint_ground(painter, self._board, option.exposedRect)


def _paint_ground(painter: QPainter, board: Board, exposed: QRectF) -> None:
    paint_background(painter, board.layout, exposed, board.style)
    paint_collapsed(painter, board.layout, exposed, board.style)
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

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self._bands = Bands()

    def repaint(self) -> None:
        """Paint their lanes anew, and nothing else of the map."""
        for _name, area in self._areas():
            self.scene().update(area)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        style, exposed = self._board.style, option.exposedRect
        if style.is_passing or style.stamps is None:
            self._paint_rows(painter, exposed)
            return
        for name, area in self._areas():
            if area.intersects(exposed):
                self._bands.paint(painter, area, exposed, name, self._shown(), self._paint_band)

    def _areas(self) -> list[tuple[str, QRectF]]:
        """The lanes with figures, and what they may paint on."""
        place = self._board.layout
        return [
            (row.id, QRectF(0, row.top - _BEYOND, place.width, row.height + 2 * _BEYOND))
            for row in place.rows
            if row.kind in ("experience", "reached") and not row.collapsed
        ]

    def _paint_band(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint the lanes with all that they stand on."""
        painter.fillRect(exposed, colour(self._board.style.palette.window))
        _paint_ground(painter, self._board, exposed)
        self._paint_rows(painter, exposed)

    def _paint_rows(self, painter: QPainter, exposed: QRectF) -> None:
        board = self._board
        for row in board.layout.rows:
            reaches = (
                row.top - _BEYOND <= exposed.bottom() and row.bottom + _BEYOND >= exposed.top()
            )
            if row.collapsed or not reaches:
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
                    exposed=exposed,
                )
            elif row.kind == "reached":
                paint_reached(painter, board.layout, row, board.reached, board.style)

    def _shown(self) -> tuple[Hashable, ...]:
        """All that the rows and what they stand on are painted from."""
        board = self._board
        place = board.layout
        return (
            (place.rows, place.columns, place.width, place.height, not place.boxes),
            (board.curve, board.reached, board.feelings_before(), board.curve_labels),
            (board.style, board.focus_cell),
        )


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
