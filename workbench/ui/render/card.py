"""Paints touchpoint and note cards; the painter stands at the card's top left corner."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from workbench.drawing import tokens
from workbench.drawing.metrics import Metrics
from workbench.ui.render import shapes
from workbench.ui.render.looks import Look, NoteLook, TouchpointLook
from workbench.ui.render.stamps import Stamp
from workbench.ui.render.style import Style, colour

RING = 4.0
"""How far the ring of a selected card reaches beyond it."""

_DIMMED = 0.32


def paint_card(
    painter: QPainter,
    size: QRectF,
    look: Look,
    metrics: Metrics,
    style: Style,
    *,
    selected: bool = False,
    dimmed: bool = False,
) -> None:
    """Paint one card of a size. Dimmed is one that the chosen persona has no use for."""
    if dimmed:
        painter.setOpacity(painter.opacity() * _DIMMED)
    style.stamp_all(painter, (card_ground(size, look, metrics, style),))
    paint_words(painter, size, look, metrics, style)
    if dimmed:
        painter.setOpacity(painter.opacity() / _DIMMED)
    if selected:
        paint_ring(painter, size, style)


def card_ground(
    size: QRectF,
    look: Look,
    metrics: Metrics,
    style: Style,
    at: tuple[float, float] = (0.0, 0.0),
) -> Stamp:
    """What a card has in common with many others: its box, and the tile of its channel."""
    if isinstance(look, NoteLook):
        kind = look.kind
        return Stamp(size, ("note", kind), lambda on: _paint_sheet(on, size, kind, style), *at)
    waiting = bool(look.status)
    sign = (style.palette.faint if waiting else look.tile, look.icon, look.letter[:1])

    def draw(on: QPainter) -> None:
        _paint_ground(on, size, waiting, style)
        tile = QRectF(metrics.inset, metrics.card_padding, metrics.tile, metrics.tile)
        shapes.tile(on, style, tile, *sign)

    return Stamp(size, ("card", waiting, sign), draw, *at)


def paint_words(
    painter: QPainter, size: QRectF, look: Look, metrics: Metrics, style: Style
) -> None:
    """Paint what a card says, on its ground."""
    if isinstance(look, NoteLook):
        _paint_note(painter, size, look, metrics, style)
    else:
        _paint_touchpoint(painter, size, look, metrics, style)


def paint_ring(painter: QPainter, size: QRectF, style: Style) -> None:
    """The border and soft outer ring of what is selected."""
    accent = style.palette.accent
    outer = size.adjusted(-RING, -RING, RING, RING)

    def draw(on: QPainter) -> None:
        soft = colour(accent, 0.24)
        shapes.box(on, outer, tokens.RADIUS + RING, None, soft, thickness=RING - 1)
        frame = size.adjusted(-1, -1, 1, 1)
        shapes.box(on, frame, tokens.RADIUS + 1, None, colour(accent), thickness=2)

    style.stamp(painter, outer, "ring", draw)


def _paint_sheet(painter: QPainter, size: QRectF, kind: str, style: Style) -> None:
    tint = tokens.note_tint(kind, style.appearance)
    shapes.box(painter, size, tokens.SMALL_RADIUS, colour(tint.ground), colour(tint.border))


def _paint_note(
    painter: QPainter, size: QRectF, look: NoteLook, metrics: Metrics, style: Style
) -> None:
    width = size.width() - 2 * metrics.inset
    top = QPointF(metrics.inset, metrics.card_padding)
    ink = colour(style.palette.text)
    shapes.draw_lines(painter, style, "note", ink, top, look.lines, width)


def _paint_touchpoint(
    painter: QPainter, size: QRectF, look: TouchpointLook, metrics: Metrics, style: Style
) -> None:
    palette = style.palette
    text_height = max(len(look.lines), 1) * style.fonts.line_height("card")
    first_row = max(text_height, metrics.tile)
    ink = colour(palette.muted if look.status else palette.text)
    top = metrics.card_padding + (first_row - text_height) / 2
    width = size.width() - metrics.text_left - metrics.card_padding
    shapes.draw_lines(
        painter, style, "card", ink, QPointF(metrics.text_left, top), look.lines, width
    )
    if style.detail == "full":
        middle = metrics.card_padding + first_row + metrics.figures_height / 2
        _paint_figures(painter, size, middle, look, metrics, style)


def _paint_ground(painter: QPainter, size: QRectF, waiting: bool, style: Style) -> None:
    palette = style.palette
    if waiting:
        ground, border = colour(palette.panel, 0.5), colour(palette.faint)
        shapes.box(painter, size, tokens.RADIUS, ground, border, dashed=True)
        return
    if not style.dark:
        shapes.box(painter, size.translated(0, 1.5), tokens.RADIUS, colour("#1B2330", 0.05))
    shapes.box(painter, size, tokens.RADIUS, colour(palette.panel), colour(palette.line))


def _paint_bar(painter: QPainter, track: QRectF, full: float, bad: bool, style: Style) -> None:
    shapes.box(painter, track, 2, colour(style.palette.line))
    filled = QRectF(track.left(), track.top(), track.width() * full, track.height())
    shapes.box(painter, filled, 2, colour(style.palette.bad if bad else style.palette.accent))


def _paint_figures(
    painter: QPainter,
    size: QRectF,
    middle: float,
    look: TouchpointLook,
    metrics: Metrics,
    style: Style,
) -> None:
    fonts = style.fonts
    gap = metrics.card_padding
    at = metrics.inset
    if look.status:
        at = _paint_word(painter, at, middle, look.status, style) + gap
    if look.bar is not None and not look.status:
        length = metrics.tile * 2
        track = QRectF(at, middle - 2, length, 4)
        _paint_bar(painter, track, look.bar, look.bad, style)
        at += length + gap
    # on a narrow card the badge, which sums up the figures, takes their place
    badge = shapes.pill_width(style, look.badge) if look.badge else 0.0
    if look.figures:
        room = size.width() - metrics.inset - at - (badge + gap if badge else 0.0)
        if fonts.width(look.figures, "small") <= room:
            at = _paint_word(painter, at, middle, look.figures, style) + gap
    if badge and at + badge <= size.width() - 2:
        at = shapes.pill(painter, style, at, middle, look.badge, look.badge_tone) + gap - 2
    if look.star:
        ink, ground = style.tone("good")
        height = fonts.line_height("badge") + 2
        sign = QRectF(at, middle - height / 2, height * 1.35, height)
        if sign.right() <= size.width() - 2:
            shapes.box(painter, sign, height / 2, ground)
            shapes.star(painter, sign.center(), height * 0.34, ink)


def _paint_word(painter: QPainter, left: float, middle: float, text: str, style: Style) -> float:
    fonts = style.fonts
    top = QPointF(left, middle - fonts.line_height("small") / 2)
    ink = colour(style.palette.muted)
    width = fonts.width(text, "small")
    shapes.draw_lines(painter, style, "small", ink, top, (text,), width)
    return left + width
