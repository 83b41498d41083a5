"""The rectangles, texts and lines of a map of ours, as plain figures for the bare scenes."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from PySide6.QtGui import QFont

from workbench.drawing import tokens
from workbench.drawing.layout import CardBox
from workbench.ui.canvas.board import Board
from workbench.ui.render.looks import Look, TouchpointLook

Lines = tuple[tuple[float, float, float, float], ...]


class Area(NamedTuple):
    """A rectangle inside a card, and its colour."""

    x: float
    y: float
    width: float
    height: float
    colour: str


class Text(NamedTuple):
    """One line of text inside a card; `font` is its place in the picture's fonts."""

    x: float
    y: float
    text: str
    font: int


class Card(NamedTuple):
    """One card: its place on the map, its ground first among its rectangles."""

    id: str
    x: float
    y: float
    areas: tuple[Area, ...]
    texts: tuple[Text, ...]

    @property
    def tile(self) -> str:
        """The colour that stands for the card where nothing can be read."""
        return self.areas[-1].colour


class Edge(NamedTuple):
    """One connection as straight lines."""

    id: str
    source: str
    target: str
    lines: Lines


class Parts(NamedTuple):
    """A whole map, in scene units."""

    width: float
    height: float
    fonts: tuple[QFont, ...]
    cards: tuple[Card, ...]
    edges: tuple[Edge, ...]


def parts_of(board: Board) -> Parts:
    """What the canvas paints of the map that a board has laid out."""
    layout, fonts = board.layout, board.style.fonts
    edges = []
    for route in board.routes.values():
        ends = [route.pieces[0][0], *(piece[3] for piece in route.pieces)]
        lines = tuple((*a, *b) for a, b in itertools.pairwise(ends))
        edges.append(Edge(route.id, route.source, route.target, lines))
    return Parts(
        layout.width,
        layout.height,
        (fonts.font("card"), fonts.font("small"), fonts.font("badge")),
        tuple(_card(board, box) for box in layout.boxes.values()),
        tuple(edges),
    )


def _card(board: Board, box: CardBox) -> Card:
    metrics, fonts, palette = board.layout.metrics, board.style.fonts, board.style.palette
    look = board.look(box)
    width, height = box.rect.width, box.rect.height
    line = fonts.line_height("card")
    left = metrics.text_left if isinstance(look, TouchpointLook) else metrics.inset
    texts = [
        Text(left, metrics.card_padding + row * line, text, 0) for row, text in enumerate(box.lines)
    ]
    ground = Area(0, 0, width, height, palette.panel)
    if not isinstance(look, TouchpointLook):
        tint = tokens.note_tint(look.kind, board.style.appearance)
        areas = [ground._replace(colour=tint.ground)]
    else:
        middle = metrics.card_padding + max(len(box.lines) * line, metrics.tile) + line * 0.7
        figures, bars = _figures(board, look, middle)
        texts += figures
        tile = Area(metrics.inset, metrics.card_padding, metrics.tile, metrics.tile, look.tile)
        areas = [ground, *bars, tile]
    return Card(box.id, box.rect.x, box.rect.y, tuple(areas), tuple(texts))


def _figures(board: Board, look: Look, middle: float) -> tuple[list[Text], list[Area]]:
    """The line of figures of a card: status, bar, scores and badge."""
    assert isinstance(look, TouchpointLook)
    metrics, fonts, palette = board.layout.metrics, board.style.fonts, board.style.palette
    top = middle - fonts.line_height("small") / 2
    at = metrics.inset
    texts: list[Text] = []
    areas: list[Area] = []
    if look.status:
        texts.append(Text(at, top, look.status, 1))
        at += fonts.width(look.status, "small") + metrics.card_padding
    elif look.bar is not None:
        length = metrics.tile * 2
        areas.append(Area(at, middle - 2, length, 4, palette.line))
        areas.append(Area(at, middle - 2, length * look.bar, 4, palette.accent))
        at += length + metrics.card_padding
    if look.figures:
        texts.append(Text(at, top, look.figures, 1))
        at += fonts.width(look.figures, "small") + metrics.card_padding
    if look.badge:
        ground = board.style.tone(look.badge_tone)[1].name()
        wide = fonts.width(look.badge, "badge") + 8
        areas.append(Area(at, top, wide, fonts.line_height("badge"), ground))
        texts.append(Text(at + 4, top, look.badge, 2))
    return texts, areas
