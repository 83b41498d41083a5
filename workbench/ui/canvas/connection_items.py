"""All connections as one layer of tiles, and those at the selection above the cards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

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
_TILES_OF_BLOCK = 8
_MARGIN = 8.0
_END = 4.0

Square = tuple[int, int]
"""Column and row of a tile, or of a block: so many tiles below each other."""


class ConnectionTile(QGraphicsItem):
    """One square of the layer with the connections of its block that cross it."""

    def __init__(
        self, board: Board, block: Collection[str], place: Square, layer: QGraphicsItem
    ) -> None:
        super().__init__()
        self._board = board
        self._block = block
        self._bounds = QRectF(place[0] * _TILE, place[1] * _TILE, _TILE, _TILE)
        self._near = self._bounds.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        self._lines: dict[str, list[QLineF]] = {}
        self._crossing: list[str] | None = None
        self.setParentItem(layer)

    @property
    def crossing(self) -> Sequence[str]:
        """The connections that may touch the tile."""
        # cut when first painted: most tiles of a large map are never seen
        if self._crossing is None:
            routes = self._board.routes
            for identifier in self._block:
                if identifier not in self._lines:
                    self._lines[identifier] = lines_near(routes[identifier], self._near)
            self._crossing = [name for name in self._block if self._lines[name]]
        return self._crossing

    def forget(self, identifiers: Iterable[str]) -> None:
        """Connections of the block came, went or took another way."""
        if self._lines:
            for identifier in identifiers:
                self._lines.pop(identifier, None)
        self._crossing = None
        self.update()

    def repaint(self, identifier: str) -> None:
        """Paint anew if the connection was painted here."""
        if self._crossing is None or self._lines.get(identifier):
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
        for identifier in self.crossing:
            if identifier in board.strong:
                continue
            route = board.routes[identifier]
            if identifier in board.at_findings:
                tip, path = QPointF(*route.tip), board.path(identifier)
                paint_connection(painter, path, tip, route.tip_to_right, board.style, "bad")
                continue
            lines += self._lines[identifier]
            if self._near.contains(*route.tip):
                arrows.append(route)
        paint_quiet(painter, lines, arrows, board.style)


class ConnectionLayer(Layer):
    """The tiles of a map; `fill` spreads its connections over blocks of them.

    A way down a long column crosses many tiles but few blocks. Routes are kept as objects:
    the board hands out the same one while nothing changed.
    """

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self._blocks: dict[Square, dict[str, None]] = {}
        self._tiles: dict[Square, ConnectionTile] = {}
        self._known: dict[str, tuple[Route, frozenset[Square]]] = {}

    def fill(self) -> None:
        """Bring the tiles in step with the board's connections, touching only what changed."""
        routes = self._board.routes
        touched: dict[Square, list[str]] = {}
        for identifier, (route, places) in list(self._known.items()):
            if routes.get(identifier) is not route:
                for place in places:
                    del self._blocks[place][identifier]
                    touched.setdefault(place, []).append(identifier)
                del self._known[identifier]
        for identifier, route in routes.items():
            if identifier not in self._known:
                places = _blocks_of(route)
                for place in places:
                    self._block(place)[identifier] = None
                    touched.setdefault(place, []).append(identifier)
                self._known[identifier] = (route, places)
        for place, identifiers in touched.items():
            for tile in self._tiles_of(place):
                tile.forget(identifiers)

    def near(self, x: float, y: float, reach: float) -> Collection[str]:
        """The connections that may run within `reach` of a point."""
        found: dict[str, None] = {}
        for column in range(_square(x - reach), _square(x + reach) + 1):
            for row in range(_square(y - reach), _square(y + reach) + 1):
                tile = self._tiles.get((column, row))
                found.update(dict.fromkeys(tile.crossing if tile is not None else ()))
        return found.keys()

    def repaint(self, identifiers: Iterable[str]) -> None:
        """Paint anew where these connections run."""
        for identifier in identifiers:
            for place in self._known[identifier][1] if identifier in self._known else ():
                for tile in self._tiles_of(place):
                    tile.repaint(identifier)

    def repaint_all(self) -> None:
        for tile in self._tiles.values():
            tile.update()

    def _block(self, place: Square) -> dict[str, None]:
        known = self._blocks.get(place)
        if known is None:
            known = self._blocks[place] = {}
            for square in _squares_of(place):
                self._tiles[square] = ConnectionTile(self._board, known.keys(), square, self)
        return known

    def _tiles_of(self, block: Square) -> Iterable[ConnectionTile]:
        return (self._tiles[square] for square in _squares_of(block))


def _blocks_of(route: Route) -> frozenset[Square]:
    """The blocks that a connection may cross."""
    found: set[Square] = set()
    for part in route.parts:
        left, right = _square(part.x - _MARGIN), _square(part.right + _MARGIN)
        top = _square(part.y - _MARGIN) // _TILES_OF_BLOCK
        bottom = _square(part.bottom + _MARGIN) // _TILES_OF_BLOCK
        found.update((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))
    return frozenset(found)


def _squares_of(block: Square) -> Iterable[Square]:
    """The tiles of a block, by column and row."""
    first = block[1] * _TILES_OF_BLOCK
    return ((block[0], row) for row in range(first, first + _TILES_OF_BLOCK))


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
