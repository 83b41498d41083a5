"""A map of ours taken apart, so that bare scenes can paint the same."""

from __future__ import annotations

import itertools

from tests.benchmarks.our_frame import frame_of
from tests.benchmarks.parts import Area, Card, Edge, Parts, Text
from workbench.drawing import tokens
from workbench.drawing.boxes import CardBox
from workbench.drawing.measure import TextStyle
from workbench.ui.canvas.board import Board
from workbench.ui.render.looks import Look, TouchpointLook

_FONTS: tuple[TextStyle, ...] = (
    "card",
    "small",
    "badge",
    "stage",
    "question",
    "lane",
    "number",
)


def parts_of(board: Board) -> Parts:
    """What the canvas paints of the map that a board has laid out."""
    layout, fonts = board.layout, board.style.fonts
    # a canvas that was never shown knows no connections yet
    board.follow_routes()
    edges = []
    for route in board.routes.values():
        ends = [route.pieces[0][0], *(piece[3] for piece in route.pieces)]
        lines = tuple((*a, *b) for a, b in itertools.pairwise(ends))
        edges.append(Edge(route.id, route.source, route.target, lines))
    used = tuple(fonts.font(name) for name in _FONTS)
    return Parts(
        layout.width,
        layout.height,
        used,
        tuple(_card(board, box) for box in layout.boxes.values()),
        tuple(edges),
        frame_of(board, used),
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
