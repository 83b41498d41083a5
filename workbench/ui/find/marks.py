"""The frames around what was found on the map."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from workbench.ui.canvas.board import Board
from workbench.ui.render import shapes
from workbench.ui.render.style import colour

_ABOVE_CARDS = 6.1
_AROUND = 3.0


class FoundMarks(QGraphicsItem):
    """Lights up the found cards; the current one has a stronger frame."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self._found: tuple[str, ...] = ()
        self._current = ""
        self._bounds = QRectF()
        self.setZValue(_ABOVE_CARDS)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    @property
    def found(self) -> tuple[str, ...]:
        """The ids of the cards that are lit up."""
        return self._found

    def show_found(self, cards: Iterable[str], current: str = "") -> None:
        """Light these cards up, where they are now; what is no card of the map is passed over."""
        boxes = self._board.layout.boxes
        self.prepareGeometryChange()
        self._found = tuple(card for card in cards if card in boxes)
        self._current = current
        self._bounds = QRectF()
        for card in self._found:
            self._bounds |= shapes.area(boxes[card].rect).adjusted(-8, -8, 8, 8)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        boxes, ink = self._board.layout.boxes, self._board.style.palette.warn
        for card in self._found:
            # between a change of the map and the next search a card may be gone
            if card not in boxes:
                continue
            is_current = card == self._current
            pen = QPen(colour(ink), 3 if is_current else 1.5)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(colour(ink, 0.1 if is_current else 0.05))
            frame = shapes.area(boxes[card].rect).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
            painter.drawRoundedRect(frame, 9, 9)
