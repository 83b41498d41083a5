"""The limit to aim at: what Qt and Python can do where nothing else is asked of a map.

One light item for each card, which fills rectangles and puts down texts that were laid out
once; one layer of tiles for all connections; below a readable scale no items at all. It paints
the rectangles, texts and lines of our map, with its headers and figures, and can drag a card.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QStaticText,
)
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsItem,
    QGraphicsLineItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from tests.benchmarks.parts import Card, Edge, Parts

OVERVIEW = 0.35
"""Below this scale cards are rectangles of one colour."""

TITLES = 0.6
"""Below this scale cards have their titles and no figures, as ours."""

_TILE = 512.0
_BORDER = QPen(QColor("#D7DCE3"), 1)
_INK = QPen(QColor("#1B2330"), 1)
_LINE = QPen(QColor("#9AA3AF"), 1)


class Shared:
    """What all cards have in common: texts laid out once, and how much of them is shown."""

    def __init__(self, fonts: tuple[QFont, ...]) -> None:
        self.fonts = fonts
        self.is_full = True
        self._texts: dict[tuple[str, int], QStaticText] = {}

    def static(self, text: str, font: int) -> QStaticText:
        """A text, the same object for all cards that say the same."""
        made = self._texts.get((text, font))
        if made is None:
            made = self._texts[text, font] = QStaticText(text)
            made.setTextFormat(Qt.TextFormat.PlainText)
            made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            made.prepare(font=self.fonts[font])
        return made


@cache
def _colour(code: str) -> QColor:
    return QColor(code)


@cache
def _bounds(width: float, height: float) -> QRectF:
    return QRectF(-1, -1, width + 2, height + 2)


class LimitCard(QGraphicsItem):
    """One card."""

    def __init__(self, card: Card, shared: Shared) -> None:
        super().__init__()
        self.card = card
        self._shared = shared
        self._areas: list[tuple[QRectF, QColor]] | None = None
        self._titles: list[tuple[QPointF, QStaticText]] = []
        self._figures: list[tuple[QPointF, QStaticText, QFont]] = []
        self._bounds = _bounds(card.areas[0].width, card.areas[0].height)
        self.setPos(card.x, card.y)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        if self._areas is None:
            self._read()
        assert self._areas is not None
        painter.setPen(_BORDER)
        ground, colour = self._areas[0]
        painter.setBrush(colour)
        painter.drawRect(ground)
        is_full = self._shared.is_full
        for area, colour in self._areas[1:] if is_full else self._areas[-1:]:
            painter.fillRect(area, colour)
        painter.setPen(_INK)
        painter.setFont(self._shared.fonts[0])
        for at, text in self._titles:
            painter.drawStaticText(at, text)
        if is_full:
            for at, text, font in self._figures:
                painter.setFont(font)
                painter.drawStaticText(at, text)

    def _read(self) -> None:
        self._areas = [(QRectF(*area[:4]), _colour(area.colour)) for area in self.card.areas]
        for text in self.card.texts:
            at, said = QPointF(text.x, text.y), self._shared.static(text.text, text.font)
            if text.font:
                self._figures.append((at, said, self._shared.fonts[text.font]))
            else:
                self._titles.append((at, said))


class LimitTile(QGraphicsItem):
    """One square of the layer of connections."""

    def __init__(self, square: tuple[int, int]) -> None:
        super().__init__()
        self._bounds = QRectF(0, 0, _TILE, _TILE).translated(square[0] * _TILE, square[1] * _TILE)
        self._lines: dict[str, list[QLineF]] = {}
        self._all: list[QLineF] | None = None

    def add(self, edge: str, line: QLineF) -> None:
        self._lines.setdefault(edge, []).append(line)

    def drop(self, edge: str) -> None:
        self._lines.pop(edge, None)
        self._all = None
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        if self._all is None:
            self._all = [line for lines in self._lines.values() for line in lines]
        painter.setPen(_LINE)
        painter.drawLines(self._all)


class LimitGround(QGraphicsItem):
    """Lines and figures that lie in the map below the cards."""

    def __init__(
        self, bounds: QRectF, lines: Iterable[tuple[float, ...]], figures: Iterable[_Signs] = ()
    ) -> None:
        super().__init__()
        self._bounds = bounds
        self._lines = [QLineF(*line) for line in lines]
        self._figures = list(figures)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setZValue(-1)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        painter.setPen(_BORDER)
        painter.drawLines(self._lines)
        for signs in self._figures:
            signs.paint(painter, option.exposedRect)


class _Signs:
    """Rectangles and texts that are painted one after the other."""

    def __init__(self, card: Card, shared: Shared) -> None:
        self.card = card
        self._areas = [(QRectF(*area[:4]), _colour(area.colour)) for area in card.areas]
        self._texts = [
            (QPointF(text.x, text.y), shared.static(text.text, text.font), shared.fonts[text.font])
            for text in card.texts
        ]

    def paint(self, painter: QPainter, exposed: QRectF, wider: float = 1.0) -> None:
        """Paint what is exposed, rectangles so many times as wide."""
        for area, colour in self._areas:
            place = QRectF(area.x() * wider, area.y(), area.width() * wider, area.height())
            if place.intersects(exposed):
                painter.fillRect(place, colour)
        painter.setPen(_INK)
        for at, text, font in self._texts:
            if exposed.intersects(QRectF(at, text.size())):
                painter.setFont(font)
                painter.drawStaticText(at, text)


class LimitMargin(QWidget):
    """Headers above the map or names beside it: what was painted is moved along."""

    def __init__(
        self, view: LimitView, cards: Iterable[Card], shared: Shared, *, across: bool
    ) -> None:
        super().__init__(view)
        self._view = view
        self._across = across
        self._signs = [_Signs(card, shared) for card in cards]
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def follow(self, way: int) -> None:
        self.scroll(way if self._across else 0, 0 if self._across else way)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, across = self._view.viewportTransform(), self._across
        scale = shown.m11()
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._view.backgroundBrush())
        exposed = QRectF(event.rect())
        for signs in self._signs:
            card = signs.card
            x = card.x * scale + shown.m31() if across else card.x
            y = card.y if across else card.y * scale + shown.m32()
            painter.translate(x, y)
            signs.paint(painter, exposed.translated(-x, -y), scale if across else 1.0)
            painter.translate(-x, -y)
        painter.end()


class LimitView(QGraphicsView):
    """The map in a view."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setOptimizationFlags(
            QGraphicsView.OptimizationFlag.DontSavePainterState
            | QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing
        )
        self.setBackgroundBrush(QColor("#F4F6F8"))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._parts = parts
        self._shared = Shared(parts.fonts)
        self._drawn = QGraphicsScene(0, 0, parts.width, parts.height)
        self._tiles: dict[tuple[int, int], LimitTile] = {}
        self._squares: dict[str, list[tuple[int, int]]] = {}
        self._bulk: tuple[dict[str, list[QRectF]], list[QLineF]] | None = None
        self._is_overview = False
        self.cards: dict[str, LimitCard] = {}
        self._fill()
        self.setScene(self._drawn)
        frame = parts.frame
        self.setViewportMargins(round(frame.left), round(frame.top), 0, 0)
        self._stages = LimitMargin(self, frame.stages, self._shared, across=True)
        self._lanes = LimitMargin(self, frame.lanes, self._shared, across=False)
        self._dragged: LimitCard | None = None
        self._from = QPointF()
        self._edges: list[Edge] = []
        self._lines: list[QGraphicsLineItem] = []
        self._mark = QGraphicsRectItem(0, 0, 140, 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        seen = self.viewport().geometry()
        self._stages.setGeometry(seen.x(), 0, seen.width(), seen.y())
        self._lanes.setGeometry(0, seen.y(), seen.x(), seen.height())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx:
            self._stages.follow(dx)
        if dy:
            self._lanes.follow(dy)

    def zoom(self, scale: float) -> None:
        """Show another scale."""
        self._is_overview = scale < OVERVIEW
        self._shared.is_full = scale >= TITLES
        self.resetTransform()
        self.scale(scale, scale)
        self._stages.update()
        self._lanes.update()

    def zoom_at_middle(self, scale: float) -> None:
        """Show another scale, the middle of what is seen staying where it is."""
        middle = self.viewport().rect().center()
        anchor = self.mapToScene(middle)
        self.zoom(scale)
        way = self.mapFromScene(anchor) - middle
        for bar, step in (
            (self.horizontalScrollBar(), way.x()),
            (self.verticalScrollBar(), way.y()),
        ):
            bar.setValue(bar.value() + step)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_overview:
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.backgroundBrush())
        painter.setTransform(self.viewportTransform())
        if self._bulk is None:
            self._bulk = self._in_bulk()
        painter.setPen(Qt.PenStyle.NoPen)
        for code, areas in self._bulk[0].items():
            painter.setBrush(_colour(code))
            painter.drawRects(areas)
        painter.setPen(QPen(_LINE.color(), 0))
        painter.drawLines(self._bulk[1])
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        if not isinstance(item, LimitCard):
            return
        self._dragged = item
        self._from = self.mapToScene(event.position().toPoint()) - item.pos()
        name = item.card.id
        self._edges = [edge for edge in self._parts.edges if name in (edge.source, edge.target)]
        for edge in self._edges:
            for square in self._squares[edge.id]:
                self._tiles[square].drop(edge.id)
        item.setZValue(3)
        for line in self._moved(QPointF()):
            drawn = QGraphicsLineItem(line)
            drawn.setPen(_LINE)
            self._lines.append(drawn)
        for extra in (*self._lines, self._mark):
            extra.setZValue(4)
            self._drawn.addItem(extra)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is None:
            return
        at = self.mapToScene(event.position().toPoint()) - self._from
        self._dragged.setPos(at)
        way = at - QPointF(self._dragged.card.x, self._dragged.card.y)
        for drawn, line in zip(self._lines, self._moved(way), strict=True):
            drawn.setLine(line)
        self._mark.setPos(at.x() // 160 * 160, at.y() // 66 * 66)

    def _moved(self, way: QPointF) -> Iterable[QLineF]:
        """The lines of the dragged card's connections when it is that far from its place."""
        assert self._dragged is not None
        name = self._dragged.card.id
        for edge in self._edges:
            lines = [QLineF(*line) for line in edge.lines]
            if edge.source == name:
                lines[0].setP1(lines[0].p1() + way)
            if edge.target == name:
                lines[-1].setP2(lines[-1].p2() + way)
            yield from lines

    def _fill(self) -> None:
        parts = self._parts
        frame, whole = parts.frame, QRectF(0, 0, parts.width, parts.height)
        figures = [_Signs(card, self._shared) for card in frame.figures]
        self._drawn.addItem(LimitGround(whole, frame.borders, figures))
        if frame.curve:
            heights = [line[1] for line in frame.curve]
            around = QRectF(0, min(heights), parts.width, max(heights) - min(heights))
            self._drawn.addItem(LimitGround(around, frame.curve))
        for edge in parts.edges:
            crossed: dict[tuple[int, int], None] = {}
            for x1, y1, x2, y2 in edge.lines:
                line = QLineF(x1, y1, x2, y2)
                for column in range(int(min(x1, x2) // _TILE), int(max(x1, x2) // _TILE) + 1):
                    for row in range(int(min(y1, y2) // _TILE), int(max(y1, y2) // _TILE) + 1):
                        square = (column, row)
                        tile = self._tiles.get(square)
                        if tile is None:
                            tile = self._tiles[square] = LimitTile(square)
                            self._drawn.addItem(tile)
                        tile.add(edge.id, line)
                        crossed[square] = None
            self._squares[edge.id] = list(crossed)
        for card in parts.cards:
            item = self.cards[card.id] = LimitCard(card, self._shared)
            item.setZValue(1)
            self._drawn.addItem(item)

    def _in_bulk(self) -> tuple[dict[str, list[QRectF]], list[QLineF]]:
        """All cards by colour, and one line for each connection."""
        areas: dict[str, list[QRectF]] = defaultdict(list)
        for card in self._parts.cards:
            ground = card.areas[0]
            areas[card.tile].append(QRectF(card.x, card.y, ground.width, ground.height))
        lines = [QLineF(*edge.lines[0][:2], *edge.lines[-1][2:]) for edge in self._parts.edges]
        return dict(areas), lines
