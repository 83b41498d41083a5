"""Cards of a picture, gathered to be painted by what they are made of and not one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap

Pen = QPen | QColor | Qt.PenStyle
Brush = QColor | Qt.BrushStyle

_LEAST = 1e-6


class Gathering:
    """Takes a painter's place while cards are painted, and keeps what it is told to paint.

    A drawing file takes down pen, brush and font whenever one of them changes, ten times for a
    card. Cards never overlap, so that the first areas of all can be painted before the second
    ones, and all texts last: those alike at once. It can do what cards ask a painter for.
    """

    def __init__(self) -> None:
        self._corner = QPointF()
        self._depth = 0
        self._layers: list[_Layer] = []
        self._texts: dict[tuple[int, int], _Texts] = {}
        self._pen: Pen = Qt.PenStyle.SolidLine
        self._brush: Brush = Qt.BrushStyle.NoBrush
        self._font = QFont()

    def begin_card(self, x: float, y: float) -> None:
        """What comes next belongs to the card that has its corner there."""
        self._corner = QPointF(x, y)
        self._depth = 0

    def translate(self, right: float, down: float) -> None:
        if right or down:
            self._corner = self._corner + QPointF(right, down)

    def paint(self, painter: QPainter) -> None:
        """Paint all that was gathered."""
        for layer in self._layers:
            layer.paint(painter)
        for texts in self._texts.values():
            texts.paint(painter)

    def setPen(self, pen: Pen) -> None:
        self._pen = pen

    def setBrush(self, brush: Brush) -> None:
        self._brush = brush

    def setFont(self, font: QFont) -> None:
        self._font = font

    def drawRoundedRect(self, rect: QRectF, radius: float, _same: float) -> None:
        # pens and brushes are kept with what is painted with them, so that ids stay theirs
        boxes = self._next_layer().boxes
        key = (id(self._pen), id(self._brush), radius)
        if key not in boxes:
            boxes[key] = _Boxes(self._pen, self._brush, radius)
        boxes[key].rects.append(rect.translated(self._corner))

    def drawPath(self, path: QPainterPath) -> None:
        pen, brush, placed = self._pen, self._brush, path.translated(self._corner)

        def draw(painter: QPainter) -> None:
            painter.setPen(pen)
            painter.setBrush(brush)
            painter.drawPath(placed)

        self._next_layer().others.append(draw)

    def drawPixmap(self, rect: QRectF, pixmap: QPixmap, source: QRectF) -> None:
        self.draw_later(rect, lambda painter, placed: painter.drawPixmap(placed, pixmap, source))

    def draw_later(self, rect: QRectF, draw: Callable[[QPainter, QRectF], object]) -> None:
        """Keep what only a true painter can be told, as something painted into `rect`."""
        placed = rect.translated(self._corner)
        self._next_layer().others.append(lambda painter: draw(painter, placed))

    def drawText(self, at: QPointF | QRectF, *flags_and_text: object) -> None:
        key = (id(self._font), id(self._pen))
        if key not in self._texts:
            self._texts[key] = _Texts(self._font, self._pen)
        placed = at + self._corner if isinstance(at, QPointF) else at.translated(self._corner)
        self._texts[key].texts.append((placed, *flags_and_text))

    def _next_layer(self) -> _Layer:
        if self._depth == len(self._layers):
            self._layers.append(_Layer())
        self._depth += 1
        return self._layers[self._depth - 1]


class _Layer:
    """What stands at one place in the order in which a card is painted, of all cards."""

    def __init__(self) -> None:
        self.boxes: dict[tuple[int, int, float], _Boxes] = {}
        self.others: list[Callable[[QPainter], object]] = []

    def paint(self, painter: QPainter) -> None:
        for boxes in self.boxes.values():
            boxes.paint(painter)
        for draw in self.others:
            draw(painter)


class _Boxes:
    """Rounded boxes of one look."""

    def __init__(self, pen: Pen, brush: Brush, radius: float) -> None:
        self.rects: list[QRectF] = []
        self._pen, self._brush, self._radius = pen, brush, radius

    def paint(self, painter: QPainter) -> None:
        rects, brush = self.rects, self._brush
        # what is clear would show twice where the pen and the brush meet
        if self._pen is Qt.PenStyle.NoPen and isinstance(brush, QColor) and brush.alpha() == 255:
            rects = self._paint_with_round_pen(painter, brush)
        if rects:
            painter.setPen(self._pen)
            painter.setBrush(brush)
            # one by one and not as one path: whoever edits the file can take one card
            for rect in rects:
                painter.drawRoundedRect(rect, self._radius, self._radius)

    def _paint_with_round_pen(self, painter: QPainter, ink: QColor) -> list[QRectF]:
        """Paint rectangles and lines with a pen as thick as the corners of boxes are round.

        The areas are the same, and a tenth of the work, as no bends have to be taken down. Gives
        the boxes that are not large enough.
        """
        inset = self._radius
        areas: list[QRectF] = []
        lines: list[QLineF] = []
        others: list[QRectF] = []
        for rect in self.rects:
            within = rect.adjusted(inset, inset, -inset, -inset)
            width, height = within.width(), within.height()
            if width > _LEAST and height > _LEAST:
                areas.append(within)
            elif width > _LEAST and abs(height) <= _LEAST:
                lines.append(QLineF(within.left(), within.top(), within.right(), within.top()))
            else:
                others.append(rect)
        solid, cap = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap
        painter.setPen(QPen(ink, 2 * inset, solid, cap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(ink)
        painter.drawRects(areas)
        painter.drawLines(lines)
        return others


class _Texts:
    """Texts in one font and colour."""

    def __init__(self, font: QFont, pen: Pen) -> None:
        self.texts: list[tuple[Any, ...]] = []
        self._font, self._pen = font, pen

    def paint(self, painter: QPainter) -> None:
        painter.setFont(self._font)
        painter.setPen(self._pen)
        for text in self.texts:
            painter.drawText(*text)
