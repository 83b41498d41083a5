"""The cards on the canvas: one item for each cell, which paints those that are exposed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsRectItem,
    QStyleOptionGraphicsItem,
    QWidget,
)

from workbench.drawing.boxes import CardBox, Cell, others
from workbench.drawing.geometry import Rect
from workbench.drawing.layout import MapLayout
from workbench.ui.canvas.board import Board
from workbench.ui.render.card import (
    RING,
    card_ground,
    paint_card,
    paint_ring,
    paint_words,
)
from workbench.ui.render.looks import Look
from workbench.ui.render.marks import paint_added
from workbench.ui.render.stamps import Stamp

CARD_REACH = RING + 1
"""How far beyond its box a card may paint."""

_LIFTED = 0.75
_ABOVE_OTHERS = 1
_FEW = 100
"""More cards than these are painted anew all at once."""


class CardsItem(QGraphicsRectItem):
    """Cards of one cell. It stands at the cell's corner; a row that moves takes it along.

    A card's look is read when it is first painted and kept until it changes. What the cards take
    is kept by Qt, which asks for it of each cell in every frame.
    """

    def __init__(self, board: Board, boxes: Sequence[CardBox], layer: QGraphicsItem) -> None:
        super().__init__()
        self._board = board
        self._looks: dict[str, Look] = {}
        self.boxes = boxes
        self.setRect(_around_all(boxes))
        self.setPen(Qt.PenStyle.NoPen)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setParentItem(layer)

    def show_boxes(self, boxes: Sequence[CardBox]) -> None:
        """Show other cards, or the same with other places, sizes or texts."""
        before = self.boxes
        if [box.rect for box in before] == [box.rect for box in boxes]:
            self.boxes = boxes
            for old, box in zip(before, boxes, strict=True):
                if old is not box:
                    self._looks.pop(box.id, None)
                    if old != box:
                        self.update(_around(box.rect))
            return
        self._looks.clear()
        self.boxes = boxes
        self.setRect(_around_all(boxes))
        self.update()

    def forget_look(self, box: CardBox) -> None:
        """Read the look of a card anew when it is painted next."""
        self._looks.pop(box.id, None)
        self.repaint_card(box)

    def forget_looks(self) -> None:
        """Read all looks anew."""
        self._looks.clear()
        self.update()

    def repaint_card(self, box: CardBox) -> None:
        """Paint a card of the cell anew."""
        self.update(_around(box.rect))

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        board = self._board
        seen = self._seen(option.exposedRect)
        if board.style.is_passing:
            self._paint_passing(painter, seen)
        else:
            self._put_down(painter, seen)
        for box, _look in seen:
            x, y, width, height = box.rect
            if box.id in board.selected:
                paint_ring(painter, QRectF(x, y, width, height), board.style)
            if board.is_added(box.id):
                paint_added(painter, QRectF(x, y, width, height), board.style)

    def _seen(self, exposed: QRectF) -> list[tuple[CardBox, Look]]:
        """The cards that may paint on what is exposed."""
        boxes, looks = self.boxes, self._looks
        bottom = exposed.bottom() + CARD_REACH
        seen = []
        for place in range(bisect_left(boxes, exposed.top() - CARD_REACH, key=_bottom), len(boxes)):
            box = boxes[place]
            if box.rect.y > bottom:
                break
            look = looks.get(box.id)
            if look is None:
                look = looks[box.id] = self._board.look(box)
            seen.append((box, look))
        return seen

    def _put_down(self, painter: QPainter, seen: Sequence[tuple[CardBox, Look]]) -> None:
        """Paint cards that will be painted again: each as one picture."""
        board = self._board
        style, metrics, dimmed = board.style, board.layout.metrics, board.dimmed
        wanted = []
        for box, look in seen:
            x, y, width, height = box.rect
            size, faint = QRectF(0, 0, width, height), box.id in dimmed
            draw = partial(
                paint_card, size=size, look=look, metrics=metrics, style=style, dimmed=faint
            )
            wanted.append(Stamp(size, (look, faint), draw, x, y))
        style.stamp_all(painter, wanted)

    def _paint_passing(self, painter: QPainter, seen: Sequence[tuple[CardBox, Look]]) -> None:
        """Paint cards that are soon seen at another scale: all grounds, then what stands there."""
        board = self._board
        style, metrics, dimmed = board.style, board.layout.metrics, board.dimmed
        grounds, words = [], []
        for box, look in seen:
            x, y, width, height = box.rect
            size = QRectF(0, 0, width, height)
            if box.id in dimmed:
                painter.translate(x, y)
                paint_card(painter, size, look, metrics, style, dimmed=True)
                painter.translate(-x, -y)
            else:
                grounds.append(card_ground(size, look, metrics, style, (x, y)))
                words.append((x, y, size, look))
        style.stamp_all(painter, grounds)
        for x, y, size, look in words:
            painter.translate(x, y)
            paint_words(painter, size, look, metrics, style)
            painter.translate(-x, -y)


class Cards:
    """All cards of the map: the items of its cells, and of the cards that a hand has lifted."""

    def __init__(self, board: Board, layer: QGraphicsItem) -> None:
        self._board = board
        self._layer = layer
        self._items: dict[Cell, CardsItem] = {}
        self._lifted: dict[Cell, CardsItem] = {}
        self._in_hand: frozenset[str] = frozenset()

    @property
    def lifted(self) -> frozenset[str]:
        """The cards that are dragged."""
        return self._in_hand

    def clear(self) -> None:
        """Show none."""
        self.put_down()
        for item in self._items.values():
            _remove(item)
        self._items = {}

    def place(self, before: MapLayout | None) -> bool:
        """Follow the board's layout, after `before`; gives whether a card came, went or moved."""
        now = self._board.layout
        if before is now:
            return False
        self.put_down()
        known = before.cells if before is not None else {}
        moved = False
        changed: Iterable[Cell] = others(known, now.cells)
        if before is None or (before.columns, before.rows) != (now.columns, now.rows):
            changed = [*now.cells, *(cell for cell in known if cell not in now.cells)]
        for cell in changed:
            item, stack = self._items.get(cell), now.cells.get(cell)
            if stack is None:
                if item is not None:
                    _remove(self._items.pop(cell))
                    moved = True
                continue
            corner = QPointF(*now.boxes.corner(cell))
            if item is None:
                item = self._items[cell] = CardsItem(self._board, stack.boxes, self._layer)
                item.setPos(corner)
                moved = True
                continue
            if item.pos() != corner:
                item.setPos(corner)
                moved = True
            if known.get(cell) is not stack:
                moved = moved or _places(item.boxes) != _places(stack.boxes)
                item.show_boxes(stack.boxes)
        return moved

    def forget_looks(self, cards: Collection[str] | None = None) -> None:
        """Read the looks of some cards anew, of all without them."""
        if cards is None:
            for item in self._items.values():
                item.forget_looks()
            return
        for box in self._boxes_of(cards):
            self._items[box.stage, box.lane].forget_look(box)

    def repaint(self, cards: Collection[str]) -> None:
        """Paint some cards anew."""
        if len(cards) > _FEW:
            self.repaint_all()
            return
        for box in self._boxes_of(cards):
            self._items[box.stage, box.lane].repaint_card(box)

    def repaint_all(self) -> None:
        for item in self._items.values():
            item.update()

    def carry(self, cards: Collection[str], way: QPointF) -> None:
        """Show cards lifted, so far from where they stand."""
        if not self._in_hand:
            self._lift(frozenset(cards))
        for cell, item in self._lifted.items():
            item.setPos(self._items[cell].pos() + way)

    def put_down(self) -> None:
        """Show the lifted cards where they stand."""
        for cell, item in self._lifted.items():
            _remove(item)
            stack = self._board.layout.cells.get(cell)
            if stack is not None:
                self._items[cell].show_boxes(stack.boxes)
        self._lifted, self._in_hand = {}, frozenset()

    def area(self, card_id: str) -> QRectF | None:
        """What a card takes of the scene as it is shown now; None for one that is not."""
        boxes = self._board.layout.boxes
        if card_id not in boxes:
            return None
        box = boxes.inside(card_id)
        cell = (box.stage, box.lane)
        item = (self._lifted if card_id in self._in_hand else self._items).get(cell)
        return _around(box.rect).translated(item.pos()) if item is not None else None

    def _lift(self, cards: frozenset[str]) -> None:
        self._in_hand = cards
        for cell in {(box.stage, box.lane) for box in self._boxes_of(cards)}:
            boxes = self._board.layout.cells[cell].boxes
            self._items[cell].show_boxes([box for box in boxes if box.id not in cards])
            lifted = [box for box in boxes if box.id in cards]
            item = self._lifted[cell] = CardsItem(self._board, lifted, self._layer)
            item.setOpacity(_LIFTED)
            item.setZValue(_ABOVE_OTHERS)

    def _boxes_of(self, cards: Collection[str]) -> list[CardBox]:
        """The boxes of those cards that are shown, their places from the corner of their cell."""
        boxes = self._board.layout.boxes
        return [boxes.inside(card) for card in cards if card in boxes]


def _remove(item: CardsItem) -> None:
    item.scene().removeItem(item)


def _around(rect: Rect) -> QRectF:
    """A card with what it may paint beyond its box."""
    reach = 2 * CARD_REACH
    return QRectF(rect.x - CARD_REACH, rect.y - CARD_REACH, rect.width + reach, rect.height + reach)


def _around_all(boxes: Sequence[CardBox]) -> QRectF:
    if not boxes:
        return QRectF()
    first, last = boxes[0].rect, boxes[-1].rect
    return _around(Rect(first.x, first.y, first.width, last.bottom - first.y))


def _bottom(box: CardBox) -> float:
    return box.rect.bottom


def _places(boxes: Sequence[CardBox]) -> list[tuple[str, Rect]]:
    return [(box.id, box.rect) for box in boxes]
