"""All connections as one layer of tiles, and those at the selection above the cards."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from workbench.drawing.geometry import Rect
from workbench.drawing.routes import Route
from workbench.ui.canvas.board import Board
from workbench.ui.canvas.items import Layer
from workbench.ui.render.connections import (
    lines_near,
    paint_connection,
    paint_quiet,
    paint_share,
    place_share,
    told,
)
from workbench.ui.render.shapes import area
from workbench.ui.render.style import colour

_TILE = 384.0
_MARGIN = 8.0
_END = 4.0

Square = tuple[int, int]
"""Column and row of a tile."""


class ConnectionTile(QGraphicsItem):
    """One square of the layer with the connections that cross it."""

    def __init__(self, board: Board, place: Square, layer: QGraphicsItem) -> None:
        super().__init__()
        self._board = board
        self._bounds = QRectF(place[0] * _TILE, place[1] * _TILE, _TILE, _TILE)
        self._near = self._bounds.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        self._lines: dict[str, tuple[Route, list[QLineF]]] = {}
        self._is_read = False
        self.setParentItem(layer)

    @property
    def crossing(self) -> Collection[str]:
        """The connections that touch the tile."""
        return self._read().keys()

    def forget(self) -> None:
        """Connections came, went or took other ways."""
        self._is_read = False
        self.update()

    def repaint(self, identifiers: Collection[str]) -> None:
        """Paint anew if any of the connections was painted here."""
        if not self._lines.keys().isdisjoint(identifiers):
            self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        board = self._board
        # a line that crosses two tiles is painted by both, each inside its own square
        painter.setClipRect(self._bounds)
        lines: list[QLineF] = []
        arrows: list[Route] = []
        for identifier, (route, parts) in self._read().items():
            if identifier in board.strong:
                continue
            if identifier in board.at_findings:
                tip, path = QPointF(*route.tip), board.path(identifier)
                paint_connection(painter, path, tip, route.tip_to_right, board.style, "bad")
                continue
            lines += parts
            if self._near.contains(*route.tip):
                arrows.append(route)
        paint_quiet(painter, lines, arrows, board.style)

    def _read(self) -> dict[str, tuple[Route, list[QLineF]]]:
        # found and cut when first painted: most tiles of a large map are never seen
        if not self._is_read:
            before, self._lines, self._is_read = self._lines, {}, True
            near = self._near
            routes = self._board.routes
            for name in routes.near(Rect(near.x(), near.y(), near.width(), near.height())):
                route = routes[name]
                known = before.get(name)
                if known is None or known[0] is not route:
                    known = (route, lines_near(route, near))
                if known[1]:
                    self._lines[name] = known
        return self._lines


class ConnectionLayer(Layer):
    """The tiles of a map; each finds out by itself which connections cross it."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self._tiles: dict[Square, ConnectionTile] = {}

    def follow(self) -> None:
        """Let the tiles cover the map and find their connections anew."""
        place = self._board.layout
        across, down = _square(place.width + _MARGIN), _square(place.height + _MARGIN)
        for square in [it for it in self._tiles if it[0] > across or it[1] > down]:
            self.scene().removeItem(self._tiles.pop(square))
        for tile in self._tiles.values():
            tile.forget()
        for column in range(across + 1):
            for row in range(down + 1):
                if (column, row) not in self._tiles:
                    tile = ConnectionTile(self._board, (column, row), self)
                    self._tiles[column, row] = tile

    def near(self, x: float, y: float, reach: float) -> Collection[str]:
        """The connections that may run within `reach` of a point."""
        found: dict[str, None] = {}
        for column in range(_square(x - reach), _square(x + reach) + 1):
            for row in range(_square(y - reach), _square(y + reach) + 1):
                tile = self._tiles.get((column, row))
                found.update(dict.fromkeys(tile.crossing if tile is not None else ()))
        return found.keys()

    def repaint(self, identifiers: Collection[str]) -> None:
        """Paint anew where these connections run."""
        for tile in self._tiles.values():
            tile.repaint(identifiers)

    def repaint_all(self) -> None:
        for tile in self._tiles.values():
            tile.update()


def _square(position: float) -> int:
    return int(position // _TILE)


class StrongConnections(QGraphicsItem):
    """The connections at the selection with their shares, above the cards."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self._ids: tuple[str, ...] = ()
        self._shares: dict[str, QRectF] = {}
        self._bounds = QRectF()

    def read(self) -> tuple[str, ...]:
        """Take the connections that are strong now; gives those that were or are."""
        before = self._ids
        self.prepareGeometryChange()
        self._ids = self._board.strong_connections()
        self._board.strong = frozenset(self._ids)
        self._bounds = QRectF()
        for identifier in self._ids:
            path = self._board.path(identifier)
            self._bounds |= path.controlPointRect().adjusted(-8, -8, 8, 8)
        self._place_shares()
        self.update()
        return (*before, *self._ids)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        board = self._board
        for identifier in self._ids:
            route, path = board.routes[identifier], board.path(identifier)
            emphasis = board.emphasis(identifier, strong=True)
            tip = QPointF(*route.tip)
            paint_connection(painter, path, tip, route.tip_to_right, board.style, emphasis)
        for identifier, rect in self._shares.items():
            paint_share(
                painter,
                rect,
                told(board.document.connections[identifier], board.style),
                board.style,
            )
        if len(board.selected) == 1 and board.selected <= board.routes.keys():
            self._paint_ends(painter, board.routes[next(iter(board.selected))])

    def _paint_ends(self, painter: QPainter, route: Route) -> None:
        """The ends of the selected connection: they can be dragged elsewhere."""
        palette = self._board.style.palette
        painter.setPen(QPen(colour(palette.accent), 2))
        painter.setBrush(colour(palette.panel))
        for point in (route.start, route.tip):
            painter.drawEllipse(QPointF(*point), _END, _END)

    def _place_shares(self) -> None:
        """Find room for the shares: over no card, and not one over another."""
        board = self._board
        self._shares = {}
        texts = {name: told(board.document.connections[name], board.style) for name in self._ids}
        if not any(texts.values()):
            return
        boxes = (area(box.rect) for box in board.layout.boxes.values())
        taken = [rect for rect in boxes if rect.intersects(self._bounds)]
        for identifier, text in texts.items():
            if not text:
                continue
            rect = place_share(board.path(identifier), text, board.style, taken)
            if rect is not None:
                self._shares[identifier] = rect
                taken.append(rect)
                self._bounds |= rect
