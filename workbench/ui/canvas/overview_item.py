"""The whole map at scales at which nothing can be read."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from workbench.ui.canvas.board import Board
from workbench.ui.canvas.items import WholeMapItem
from workbench.ui.render import shapes
from workbench.ui.render.marks import Sign, paint_overview_marks
from workbench.ui.render.overview import paint_frames, paint_straight, paint_tiles
from workbench.ui.render.style import colour

_MOST_LINES = 400
"""More connections than these would only blur the map, and take longer than all else."""


class OverviewItem(WholeMapItem):
    """All cards at once as coloured tiles, connections beneath them as straight lines.

    The connections of the selection run above, and what is selected or marked is framed.
    """

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self._tiles: dict[str, list[QRectF]] | None = None

    def fit(self) -> None:
        self._tiles = None
        super().fit()

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        board, style = self._board, self._board.style
        palette, boxes = style.palette, board.layout.boxes
        if self._tiles is None:
            self._tiles = board.tiles.by_colour(board.document, board.layout, style)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if board.connections_shown == "all" and len(board.routes) <= _MOST_LINES:
            paint_straight(painter, board.routes.straight(), colour(palette.faint))
            self._paint_ways(painter, board.at_findings, palette.bad)
        paint_tiles(painter, self._tiles)
        painter.setBrush(colour(palette.panel, 0.7))
        painter.drawRects([shapes.area(boxes[it].rect) for it in board.dimmed if it in boxes])
        paint_overview_marks(painter, self._marked(), style)
        if board.connections_shown != "none":
            self._paint_ways(painter, board.strong, palette.accent, pixels=2)
        chosen = [shapes.area(boxes[item].rect) for item in board.selected if item in boxes]
        paint_frames(painter, chosen, style)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_ways(
        self, painter: QPainter, connections: frozenset[str], code: str, pixels: int = 1
    ) -> None:
        routes = self._board.routes
        ways = [routes[name] for name in connections if name in routes]
        paint_straight(painter, [(way.start, way.tip) for way in ways], colour(code), pixels)

    def _marked(self) -> list[tuple[QRectF, Sign]]:
        board = self._board
        if board.compared is None:
            return []
        boxes = board.layout.boxes
        marked: list[tuple[QRectF, Sign]] = [
            (shapes.area(boxes[name].rect), card.marks[0])
            for name, card in board.compared.marks.items()
            if name in boxes
        ]
        return marked + [(shapes.area(box.rect), "removed") for box in board.ghosts.values()]
