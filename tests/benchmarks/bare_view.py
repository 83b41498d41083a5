"""The baseline of the canvas: Qt as it comes, with the same rectangles and texts."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
)

from workbench.ui.canvas.view import MapView

SIZE = (1000, 640)


class BareView(QGraphicsView):
    """Qt as it comes: a rectangle and three texts for each card, and nothing else."""

    def __init__(self, like: MapView) -> None:
        super().__init__()
        self.like = like
        self.fill()
        self.resize(*SIZE)

    def fill(self) -> None:
        self._drawn = QGraphicsScene()
        for box in self.like.board.layout.boxes.values():
            card = self._drawn.addRect(0, 0, box.rect.width, box.rect.height)
            card.setPos(box.rect.x, box.rect.y)
            for row, text in enumerate((" ".join(box.lines), "9 · 3", "15")):
                QGraphicsSimpleTextItem(text, card).setPos(30, 6 + 16 * row)
        self.setScene(self._drawn)

    def frame(self, _run: int) -> None:
        """Paint all that is seen, once."""
        self.viewport().update()
        paint()


def paint() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
