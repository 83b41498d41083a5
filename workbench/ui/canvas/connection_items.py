"""All connections as one layer of tiles, and those at the selection above the cards."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter
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
)
from workbench.ui.render.shapes import area

_TILE = 384.0
_MARGIN = 8.0

Square = tuple[int, int]
"""Column and row of a tile."""


class ConnectionTile(QGraphicsItem):
    """One square of the layer with the connections that cross it."""

    def __init__(self, board: Board, column: int, row: int, layer: QGraphicsItem) -> None:
        super().__init__()
        self._board = board
        self._bounds = QRectF(column * _TILE, row * _TILE, _TILE, _TILE)
        self._near = self._bounds.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        self._lines: dict[str, list[QLineF] | None] = {}
        self.setParentItem(layer)

    def add(self, identifier: str) -> None:
        # cut when first painted: most tiles of a large map are never seen
        self._lines[identifier] = None

    def remove(self, identifier: str) -> None:
        del self._lines[identifier]

    @property
    def ids(self) -> Collection[str]:
        return self._lines.keys()

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
        for identifier, known in self._lines.items():
            if identifier in board.strong:
                continue
            route = board.routes[identifier]
            if identifier in board.at_findings:
                tip, path = QPointF(*route.tip), board.path(identifier)
                paint_connection(painter, path, tip, route.tip_to_right, board.style, "bad")
                continue
            if known is None:
                known = self._lines[identifier] = lines_near(route, self._near)
            lines += known
            if self._near.contains(*route.tip):
                arrows.append(route)
        paint_quiet(painter, lines, arrows, board.style)


class ConnectionLayer(Layer):
    """The tiles of a map; `fill` spreads its connections over them.

    Routes are kept as objects: the board hands out the same one while nothing changed.
    """

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self._tiles: dict[Square, ConnectionTile] = {}
        self._known: dict[str, tuple[Route, frozenset[Square]]] = {}

    def fill(self) -> None:
        """Bring the tiles in step with the board's connections, touching only what changed."""
        routes = self._board.routes
        touched: set[Square] = set()
        for identifier, (route, places) in list(self._known.items()):
            if routes.get(identifier) is not route:
                for place in places:
                    self._tiles[place].remove(identifier)
                touched |= places
                del self._known[identifier]
        for identifier, route in routes.items():
            if identifier not in self._known:
                places = _tiles_of(route)
                for place in places:
                    self._tile(*place).add(identifier)
                touched |= places
                self._known[identifier] = (route, places)
        for place in touched:
            self._tiles[place].update()

    def near(self, x: float, y: float) -> Collection[str]:
        """The connections that may run within a few units of a point."""
        tile = self._tiles.get((_square(x), _square(y)))
        return tile.ids if tile is not None else ()

    def _tile(self, column: int, row: int) -> ConnectionTile:
        if (column, row) not in self._tiles:
            self._tiles[column, row] = ConnectionTile(self._board, column, row, self)
        return self._tiles[column, row]

    def repaint(self, identifiers: Iterable[str]) -> None:
        """Paint anew where these connections run."""
        places = {p for i in identifiers if i in self._known for p in self._known[i][1]}
        for place in places:
            self._tiles[place].update()

    def repaint_all(self) -> None:
        for tile in self._tiles.values():
            tile.update()


def _tiles_of(route: Route) -> frozenset[Square]:
    """The squares that a connection may cross, piece by piece."""
    found: set[Square] = set()
    for (ax, ay), (bx, by), (cx, cy), (dx, dy) in route.pieces:
        left, right = _square(min(ax, bx, cx, dx) - _MARGIN), _square(max(ax, bx, cx, dx) + _MARGIN)
        top, bottom = _square(min(ay, by, cy, dy) - _MARGIN), _square(max(ay, by, cy, dy) + _MARGIN)
        for column in range(left, right + 1):
            for row in range(top, bottom + 1):
                found.add((column, row))
    return frozenset(found)


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
            share = board.document.connections[identifier].share
            if share is not None:
                paint_share(painter, rect, share, board.style)

    def _place_shares(self) -> None:
        """Find room for the shares: over no card, and not one over another."""
        board = self._board
        self._shares = {}
        shares = {name: board.document.connections[name].share for name in self._ids}
        if all(share is None for share in shares.values()):
            return
        boxes = (area(box.rect) for box in board.layout.boxes.values())
        taken = [rect for rect in boxes if rect.intersects(self._bounds)]
        for identifier, share in shares.items():
            if share is None:
                continue
            rect = place_share(board.path(identifier), share, board.style, taken)
            if rect is not None:
                self._shares[identifier] = rect
                taken.append(rect)
                self._bounds |= rect
