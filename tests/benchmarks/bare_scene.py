"""The graphics scene as Qt's examples use it: an item for everything, nothing thought of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsLineItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
)

from tests.benchmarks.parts import Parts


class BareView(QGraphicsView):
    """A rectangle with its texts for each card, a line for each part of a connection."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.texts: dict[str, QGraphicsSimpleTextItem] = {}
        """The title of each card."""
        self._drawn = QGraphicsScene()
        self._fill(parts)
        self.setScene(self._drawn)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def _fill(self, parts: Parts) -> None:
        pen = QPen(QColor("#9AA3AF"), 1)
        for edge in parts.edges:
            for line in edge.lines:
                drawn = QGraphicsLineItem(*line)
                drawn.setPen(pen)
                self._drawn.addItem(drawn)
        for card in parts.cards:
            ground = card.areas[0]
            item = QGraphicsRectItem(0, 0, ground.width, ground.height)
            item.setBrush(QColor(ground.colour))
            item.setPen(Qt.PenStyle.SolidLine)
            item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsMovable)
            item.setPos(card.x, card.y)
            for text in card.texts:
                said = QGraphicsSimpleTextItem(text.text, item)
                said.setFont(parts.fonts[text.font])
                said.setPos(text.x, text.y)
                self.texts.setdefault(card.id, said)
            self._drawn.addItem(item)
