"""What a picture of a map of ours consists of, for a bare painter to paint the same."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QImage, QPainter, QPen

from workbench.drawing.routes import routes
from workbench.model.document import Document
from workbench.ui.render.connections import QUIET_WIDTH
from workbench.ui.render.picture import MARGIN, MapPicture
from workbench.ui.render.picture_files import natural_page
from workbench.ui.render.style import Style, colour


class Area(NamedTuple):
    """A rectangle; whether ours has round corners does not matter."""

    rect: QRectF
    pen: QPen
    brush: QBrush


class Text(NamedTuple):
    """A text; `told` is what drawText is told: a point or a rectangle with flags, the text."""

    told: tuple[Any, ...]
    font: QFont
    pen: QPen


class Picture(NamedTuple):
    """Rectangles and texts in the order in which ours paints them, and lines; in scene units."""

    width: float
    height: float
    line_pen: QPen
    lines: tuple[tuple[QLineF, ...], ...]
    """The straight parts of each connection, bends left out."""
    marks: tuple[Area | Text, ...]

    def paint(self, painter: QPainter) -> None:
        """Paint all of it, one after the other."""
        painter.setPen(self.line_pen)
        for lines in self.lines:
            painter.drawLines(lines)
        for mark in self.marks:
            painter.setPen(mark.pen)
            if isinstance(mark, Area):
                painter.setBrush(mark.brush)
                painter.drawRect(mark.rect)
            else:
                painter.setFont(mark.font)
                painter.drawText(*mark.told)


def picture_of(document: Document, map_id: str, style: Style) -> Picture:
    """Every rectangle, text and connection of the picture of a map.

    Its icons, arrows, stars and curves have no part in it.
    """
    ours = MapPicture(document, map_id, style)
    page, place = natural_page(ours), ours.place
    # what a painter is told counts, not what becomes of it
    ground = QImage(1, 1, QImage.Format.Format_RGB32)
    painter = Listening(ground)
    page.paint(painter)
    painter.end()
    metrics = place.metrics
    corner = QPointF(
        MARGIN + place.lane_name_width, MARGIN + metrics.title_height + metrics.header_height
    )
    lines = []
    for route in routes(document, place).values():
        ends = (route.start, *(piece.end for piece in route.pieces))
        points = [QPointF(*end) + corner for end in ends]
        lines.append(tuple(QLineF(a, b) for a, b in pairwise(points)))
    pen = QPen(colour(style.palette.faint), QUIET_WIDTH)
    return Picture(page.width, page.height, pen, tuple(lines), tuple(painter.marks))


class Listening(QPainter):
    """Notes the rectangles and texts that it is told to paint, and where."""

    def __init__(self, ground: QImage) -> None:
        super().__init__(ground)
        self.marks: list[Area | Text] = []

    def drawRoundedRect(self, rect: QRectF, *radii: float) -> None:  # type: ignore[override]
        self._note_area(rect, self.pen(), self.brush())
        super().drawRoundedRect(rect, *radii)

    def fillRect(self, rect: QRectF, ground: Any) -> None:  # type: ignore[override]
        self._note_area(rect, QPen(Qt.PenStyle.NoPen), QBrush(ground))
        super().fillRect(rect, ground)

    def drawText(self, place: QPointF | QRectF, *told: Any) -> None:  # type: ignore[override]
        placed = self._to_page(QRectF(place, place) if isinstance(place, QPointF) else place)
        at = placed.topLeft() if isinstance(place, QPointF) else placed
        self.marks.append(Text((at, *told), QFont(self.font()), QPen(self.pen())))

    def _note_area(self, rect: QRectF, pen: QPen, brush: QBrush) -> None:
        self.marks.append(Area(self._to_page(rect), QPen(pen), QBrush(brush)))

    def _to_page(self, rect: QRectF) -> QRectF:
        return self.worldTransform().mapRect(rect)
