"""One cell by itself: its cards below each other, their text broken into lines."""

from __future__ import annotations

import math

from workbench.drawing.boxes import CardBox, Stack
from workbench.drawing.geometry import Rect
from workbench.drawing.measure import TextMeasurer, TextStyle
from workbench.drawing.metrics import Metrics
from workbench.model import queries
from workbench.model.entities import Touchpoint

_TITLE_LINES = 2
_NOTE_LINES = 6


def stacked(
    cards: tuple[queries.Card, ...],
    width: float,
    measurer: TextMeasurer,
    metrics: Metrics,
    before: Stack | None = None,
) -> Stack:
    """The cards of a cell, at least one, in a column of a width.

    `before`, the cell's earlier stack with the same measurer, only saves work.
    """
    known: dict[str, tuple[queries.Card, CardBox]] = {}
    if before is not None and before.width == width:
        known = {box.id: (card, box) for card, box in zip(before.cards, before.boxes, strict=True)}
    boxes: list[CardBox] = []
    y = metrics.row_padding
    for card in cards:
        same, box = known.get(card.id, (None, None))
        if box is None or same is not card or box.rect.y != y:
            box = _box(card, y, width - metrics.gutter, measurer, metrics)
        boxes.append(box)
        y = box.rect.bottom + metrics.card_gap
    return Stack(cards, tuple(boxes), width, boxes[-1].rect.bottom + metrics.row_padding)


def has_line_of_figures(touchpoint: Touchpoint) -> bool:
    """Whether a card shows a second line: scores, status or moment of truth."""
    return (
        touchpoint.importance is not None
        or touchpoint.satisfaction is not None
        or touchpoint.moment_of_truth
        or touchpoint.status != "in-place"
    )


def _box(
    card: queries.Card, y: float, width: float, measurer: TextMeasurer, metrics: Metrics
) -> CardBox:
    table, figures = "notes", False
    style: TextStyle = "note"
    if isinstance(card, Touchpoint):
        table, style = "touchpoints", "card"
        lines = measurer.lines(
            card.title, "card", width - metrics.text_left - metrics.card_padding, _TITLE_LINES
        )
        figures = has_line_of_figures(card)
    else:
        lines = measurer.lines(card.text, "note", width - 2 * metrics.inset, _NOTE_LINES)
    height = _card_height(len(lines), style, figures, measurer, metrics)
    rect = Rect(metrics.gutter / 2, y, width, height)
    return CardBox(card.id, table, card.stage, card.lane, rect, lines, figures)


def _card_height(
    lines: int, style: TextStyle, figures: bool, measurer: TextMeasurer, metrics: Metrics
) -> float:
    text = max(lines, 1) * measurer.line_height(style)
    if style == "card":
        text = max(text, metrics.tile)
        if figures:
            text += metrics.figures_height
    return math.ceil(text) + 2 * metrics.card_padding
