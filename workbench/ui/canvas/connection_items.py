"""All connections as one layer of tiles, and those at the selection above the cards."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import product

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsRectItem,
    QStyleOptionGraphicsItem,
    QWidget,
)

from workbench.drawing.geometry import Rect
from workbench.drawing.routes import Changed, Route
from workbench.drawing.targets import cards_in
from workbench.ui.canvas.board import Board
from workbench.ui.canvas.items import Layer
from workbench.ui.render.bundle import Bundle
from workbench.ui.render.connections import (
    SHARE_PLACES,
    paint_connection,
    paint_share,
    place_share,
    told,
)
from workbench.ui.render.shapes import area
from workbench.ui.render.style import colour

_TILE = 384.0
_MARGIN = 8.0
_END = 4.0
_MOST_SHARES = 300
"""Of more connections than these nobody could tell which share is whose."""
_SHARE_ROOM = 320.0
"""How wide a share with its label may be, at most, in any font."""

Square = tuple[int, int]
"""Column and row of a tile."""


class ConnectionTile(QGraphicsRectItem):
    """One square of a layer with the connections that cross it.

    Its rectangle is kept by Qt, which asks for that of each tile in every frame.
    """

    def __init__(self, board: Board, place: Square, layer: HomeLayer) -> None:
        super().__init__(place[0] * _TILE, place[1] * _TILE, _TILE, _TILE)
        self._board = board
        self._layer = layer
        self._routes: dict[str, Route] = {}
        """Those that may touch the tile. It is not told of one that is gone and did not."""
        self._top = 0.0
        """Where the layer stood when the routes were read."""
        self._is_read = False
        self._quiet: Bundle | None = None
        self.setPen(Qt.PenStyle.NoPen)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setParentItem(layer)

    @property
    def crossing(self) -> Collection[str]:
        """The connections that may touch the tile."""
        return [name for name in self._read() if name in self._board.routes]

    def forget(self) -> None:
        """Connections came, went or took other ways."""
        self._is_read = False
        self.update()

    def repaint(self, identifiers: Collection[str]) -> None:
        """Paint anew if any of the connections was painted here: it may look otherwise now."""
        if not self._routes.keys().isdisjoint(identifiers):
            self._quiet = None
            self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        board, routes = self._board, self._read()
        if self._quiet is None:
            loud = board.strong | board.at_findings
            quiet = (route for name, route in routes.items() if name not in loud)
            self._quiet = Bundle(quiet, self._near())
        if self._quiet.is_empty and board.at_findings.isdisjoint(routes):
            return
        # a line that crosses two tiles is painted by both, each inside its own square
        exposed = self.rect() & option.exposedRect
        painter.save()
        painter.setClipRect(exposed, Qt.ClipOperation.IntersectClip)
        painter.translate(0, -self._top)
        self._quiet.paint(painter, board.style, exposed.translated(0, self._top))
        painter.translate(0, self._top - self._layer.y())
        for identifier in board.at_findings & routes.keys():
            if identifier in board.routes and identifier not in board.strong:
                route, path = board.routes[identifier], board.path(identifier)
                tip = QPointF(*route.tip)
                paint_connection(painter, path, tip, route.tip_to_right, board.style, "bad")
        painter.restore()

    def _read(self) -> dict[str, Route]:
        # found when first painted: most tiles of a large map are never seen
        if not self._is_read:
            before, self._top = self._top, self._layer.y()
            near, routes = self._near(), self._board.routes
            area = Rect(near.x(), near.y(), near.width(), near.height())
            found = {name: routes[name] for name in routes.near(area, self._layer.home)}
            if found != self._routes or self._top != before:
                self._routes, self._quiet = found, None
            self._is_read = True
        return self._routes

    def _near(self) -> QRectF:
        """What of the map the tile covered when its routes were read, and a little more."""
        return self.rect().adjusted(-_MARGIN, self._top - _MARGIN, _MARGIN, self._top + _MARGIN)


class HomeLayer(Layer):
    """The connections that never leave a lane, or all that do: tiles from its top on.

    A lane that moves takes its layer along, and nothing is cut anew.
    """

    def __init__(self, board: Board, home: str, layer: QGraphicsItem) -> None:
        super().__init__()
        self._board = board
        self.home = home
        self._tiles: dict[Square, ConnectionTile] = {}
        self._last: Square | None = None
        self.setParentItem(layer)

    def cover(self, top: float, width: float, height: float) -> None:
        """Stand at a height and have tiles for so much of the map."""
        self.setPos(0, top)
        across, down = last = _square(width + _MARGIN), _square(height + _MARGIN)
        if last == self._last:
            return
        self._last = last
        for square in [it for it in self._tiles if it[0] > across or it[1] > down]:
            self.scene().removeItem(self._tiles.pop(square))
        for column in range(across + 1):
            for row in range(down + 1):
                if (column, row) not in self._tiles:
                    tile = ConnectionTile(self._board, (column, row), self)
                    self._tiles[column, row] = tile

    def forget(self, parts: Iterable[Rect]) -> None:
        """Connections came, went or took other ways in parts of the map."""
        squares: set[Square] = set()
        down, reach = self.y(), _MARGIN
        for x, y, width, height in parts:
            left, right = _square(x - reach), _square(x + width + reach)
            top, bottom = _square(y - down - reach), _square(y + height - down + reach)
            squares.update(product(range(left, right + 1), range(top, bottom + 1)))
        for square in squares & self._tiles.keys():
            self._tiles[square].forget()

    @property
    def tiles(self) -> Iterable[ConnectionTile]:
        return self._tiles.values()

    def near(self, x: float, y: float, reach: float) -> Iterable[str]:
        """The connections that may run within `reach` of a point of the map."""
        y -= self.y()
        for column in range(_square(x - reach), _square(x + reach) + 1):
            for row in range(_square(y - reach), _square(y + reach) + 1):
                tile = self._tiles.get((column, row))
                if tile is not None:
                    yield from tile.crossing


class ConnectionLayer(Layer):
    """All connections of a map, in a layer for each lane and one for those between lanes."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self._layers: dict[str, HomeLayer] = {}

    def follow(self, changed: Changed) -> None:
        """Bring the layers to where their lanes are; find anew what changed."""
        place = self._board.layout
        spans = {row.id: (row.top, row.height) for row in place.rows} | {"": (0, place.height)}
        for home in self._layers.keys() - spans.keys():
            self.scene().removeItem(self._layers.pop(home))
        for home, (top, height) in spans.items():
            if home not in self._layers:
                self._layers[home] = HomeLayer(self._board, home, self)
            self._layers[home].cover(top, place.width, height)
        for home in changed.homes & self._layers.keys():
            for tile in self._layers[home].tiles:
                tile.forget()
        parts: dict[str, list[Rect]] = {}
        for home, part in changed.areas:
            parts.setdefault(home, []).append(part)
        for home in parts.keys() & self._layers.keys():
            self._layers[home].forget(parts[home])

    def near(self, x: float, y: float, reach: float) -> Collection[str]:
        """The connections that may run within `reach` of a point."""
        return {name for layer in self._layers.values() for name in layer.near(x, y, reach)}

    def repaint(self, identifiers: Collection[str]) -> None:
        """Paint anew where these connections run."""
        for tile in self._tiles():
            tile.repaint(identifiers)

    def repaint_all(self) -> None:
        for tile in self._tiles():
            tile.update()

    def _tiles(self) -> Iterable[ConnectionTile]:
        return (tile for layer in self._layers.values() for tile in layer.tiles)


def _square(position: float) -> int:
    return int(position // _TILE)


class StrongConnections(QGraphicsItem):
    """The connections at the selection with their shares, above the cards."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self._ids: tuple[str, ...] = ()
        self._shares: dict[str, QRectF] = {}
        self._reaches: dict[str, QRectF] = {}
        self._bounds = QRectF()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def read(self) -> tuple[str, ...]:
        """Take the connections that are strong now; gives those that were or are."""
        before = self._ids
        self.prepareGeometryChange()
        self._ids = self._board.strong_connections()
        self._board.strong = frozenset(self._ids)
        self._reaches = {name: self._reach(name) for name in self._ids}
        self._bounds = QRectF()
        for reach in self._reaches.values():
            self._bounds |= reach
        self._shares = {}
        if len(self._ids) <= _MOST_SHARES:
            self._place_shares()
        self.update()
        return (*before, *self._ids)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        board, exposed = self._board, option.exposedRect
        for identifier, reach in self._reaches.items():
            if not reach.intersects(exposed):
                continue
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

    def _reach(self, identifier: str) -> QRectF:
        """What a connection may paint on."""
        reach = QRectF()
        for part in self._board.routes[identifier].parts:
            reach |= area(part)
        return reach.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)

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
        shares: list[QRectF] = []
        for identifier in self._ids:
            text = told(board.document.connections[identifier], board.style)
            if not text:
                continue
            path = board.path(identifier)
            rect = place_share(path, text, board.style, [*self._cards_along(path), *shares])
            if rect is not None:
                self._shares[identifier] = rect
                shares.append(rect)
                self._bounds |= rect

    def _cards_along(self, path: QPainterPath) -> list[QRectF]:
        """The places of the cards that a share could cover, wherever on the path it stood."""
        place, half = self._board.layout, _SHARE_ROOM / 2
        found: set[str] = set()
        for part in SHARE_PLACES:
            middle = path.pointAtPercent(part)
            around = Rect(middle.x() - half, middle.y() - half, _SHARE_ROOM, _SHARE_ROOM)
            found.update(cards_in(place, around))
        return [area(place.boxes[card].rect) for card in found]
