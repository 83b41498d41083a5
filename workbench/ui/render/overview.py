"""Paints a whole map where nothing can be read: cards as tiles, connections as straight lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from workbench.drawing import tokens
from workbench.drawing.boxes import CardBox, Cell, Stack
from workbench.drawing.geometry import Point
from workbench.drawing.layout import MapLayout
from workbench.model.document import Document
from workbench.model.entities import Channel
from workbench.ui.render.looks import channel_colour
from workbench.ui.render.style import Style, colour

_FRAME = 2
"""How thick the frame of a selected tile is, in pixels."""

_Tile = tuple[str, str, QRectF]
"""A card, the code of its colour, and where it stands."""


class Tiles:
    """The tiles of the cards of a map, read anew only for cells in which something changed."""

    def __init__(self) -> None:
        self._cells: dict[Cell, tuple[Stack, Point, list[_Tile]]] = {}
        self._channels: Mapping[str, Channel] = {}
        self._style: Style | None = None

    def by_colour(
        self, document: Document, layout: MapLayout, style: Style, faded: Collection[str] = ()
    ) -> dict[str, list[QRectF]]:
        """Where the tiles of each colour stand; those that are `faded` count as planned."""
        channels = dict(document.channels)
        if style is not self._style or channels != self._channels:
            self._cells, self._style, self._channels = {}, style, channels
        known, self._cells = self._cells, {}
        lefts = {column.id: column.left for column in layout.columns}
        tops = {row.id: row.top for row in layout.rows}
        faint = style.palette.faint
        found: dict[str, list[QRectF]] = {}
        for cell, stack in layout.cells.items():
            corner = Point(lefts[cell[0]], tops[cell[1]])
            read = known.get(cell)
            if read is None or read[0] is not stack or read[1] != corner:
                read = (stack, corner, _tiles(document, stack, corner, style))
            self._cells[cell] = read
            for card, code, rect in read[2]:
                found.setdefault(faint if card in faded else code, []).append(rect)
        return found


def paint_tiles(painter: QPainter, tiles: Mapping[str, Sequence[QRectF]]) -> None:
    """Paint tiles of several colours."""
    painter.setPen(Qt.PenStyle.NoPen)
    for code, rects in tiles.items():
        painter.setBrush(colour(code))
        painter.drawRects(rects)


def paint_straight(
    painter: QPainter, ways: Iterable[tuple[Point, Point]], ink: QColor, pixels: int = 1
) -> None:
    """Paint connections as straight lines, as thick at any scale."""
    painter.setPen(_pen(ink, pixels))
    painter.drawLines([QLineF(*start, *tip) for start, tip in ways])


def paint_frames(painter: QPainter, rects: Sequence[QRectF], style: Style) -> None:
    """Paint frames around selected tiles, as thick at any scale."""
    out = (_FRAME / 2 + 1) / painter.worldTransform().m11()
    painter.setPen(_pen(colour(style.palette.accent), _FRAME))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRects([rect.adjusted(-out, -out, out, out) for rect in rects])


def _pen(ink: QColor, pixels: int) -> QPen:
    pen = QPen(ink, pixels)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def _tiles(document: Document, stack: Stack, corner: Point, style: Style) -> list[_Tile]:
    left, top = corner
    tiles = []
    for box in stack.boxes:
        x, y, width, height = box.rect
        place = QRectF(left + x, top + y, width, height)
        tiles.append((box.id, _code(document, box, style), place))
    return tiles


def _code(document: Document, box: CardBox, style: Style) -> str:
    if box.table == "notes":
        return tokens.note_tint(document.notes[box.id].kind, style.appearance).border
    card = document.touchpoints[box.id]
    if card.status != "in-place":
        return style.palette.faint
    channel = document.channels.get(card.channel) if card.channel else None
    return channel_colour(channel, style.appearance)
