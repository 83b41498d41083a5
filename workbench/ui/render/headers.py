"""Paints stage headers and lane names, which a window keeps in view and a picture repeats."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from workbench.analysis.finding import Finding
from workbench.drawing import tokens
from workbench.drawing.metrics import Metrics
from workbench.model import queries
from workbench.model.document import Document
from workbench.ui.render import shapes
from workbench.ui.render.card import paint_ring
from workbench.ui.render.style import Style, colour
from workbench.words.labels import choice_name
from workbench.words.say import count, say

_MANY = 4
_SEVERE = 12.0
_LANE_BAR = 4.0
_TOP_EDGE = 3.0
_NARROW = 88.0
"""Headers narrower than this show the name alone."""


class StageHeader(msgspec.Struct, frozen=True):
    """What a stage's header says. `gaps` is None where nothing was analysed yet."""

    id: str
    name: str
    question: str
    depth: str
    colour: str
    gaps: int | None = None
    tone: str = "good"


def stage_headers(
    document: Document, map_id: str, open_findings: Iterable[Finding] | None
) -> tuple[StageHeader, ...]:
    """The headers of a map's stages, with the number of their open findings."""
    priorities: dict[str | None, list[float]] = {}
    for finding in open_findings or ():
        priorities.setdefault(finding.stage, []).append(finding.priority)
    headers = []
    for index, stage in enumerate(queries.stages(document, map_id)):
        gaps, tone = None, "good"
        if open_findings is not None:
            own = priorities.get(stage.id, ())
            gaps = len(own)
            if gaps >= _MANY or max(own, default=0) >= _SEVERE:
                tone = "bad"
            elif gaps:
                tone = "warn"
        headers.append(
            StageHeader(
                id=stage.id,
                name=stage.name or say("canvas.stage.unnamed"),
                question=say("canvas.stage.question", text=stage.question)
                if stage.question
                else "",
                depth="" if stage.depth == "normal" else choice_name("depth", stage.depth).lower(),
                colour=stage.colour or tokens.stage_colour(index),
                gaps=gaps,
                tone=tone,
            )
        )
    return tuple(headers)


def paint_stage_header(
    painter: QPainter,
    rect: QRectF,
    header: StageHeader,
    metrics: Metrics,
    style: Style,
    *,
    selected: bool = False,
) -> None:
    """Paint a header into `rect`: a card with a coloured top edge, name, badge and question."""
    palette, fonts = style.palette, style.fonts
    shapes.box(painter, rect, tokens.RADIUS, colour(palette.panel), colour(palette.line))
    _paint_edge(painter, rect, header.colour)
    if selected:
        paint_ring(painter, rect, style)
    inset = min(metrics.inset, rect.width() / 12)
    left, top = rect.left() + inset, rect.top() + _TOP_EDGE + metrics.card_padding
    width = rect.width() - 2 * inset
    name_width = width
    height = fonts.line_height("stage")
    if header.gaps is not None and rect.width() >= _NARROW:
        text = count(header.gaps)
        badge = shapes.pill_width(style, text)
        name_width = width - badge - 4
        shapes.pill(painter, style, left + width - badge, top + height / 2, text, header.tone)
    name = fonts.one_line(header.name, "stage", name_width)
    ink = colour(palette.text)
    shapes.draw_lines(painter, style, "stage", ink, QPointF(left, top), (name,), name_width)
    if rect.width() < _NARROW:
        return
    top += height + 2
    room = int((rect.bottom() - 4 - top) // fonts.line_height("question"))
    text = " · ".join(part for part in (header.depth, header.question) if part)
    lines = fonts.lines(text, "question", width, max(1, min(room, 3)))
    muted = colour(palette.muted)
    shapes.draw_lines(painter, style, "question", muted, QPointF(left, top), lines, width)


def paint_collapsed_header(
    painter: QPainter,
    rect: QRectF,
    header: StageHeader,
    metrics: Metrics,
    style: Style,
    *,
    selected: bool = False,
) -> None:
    """Paint the header of a collapsed stage: its colour, and the number of its gaps.

    Its name stands turned in the column below.
    """
    palette = style.palette
    shapes.box(painter, rect, tokens.RADIUS, colour(palette.panel), colour(palette.line))
    _paint_edge(painter, rect, header.colour)
    if selected:
        paint_ring(painter, rect, style)
    if header.gaps is not None:
        text = count(header.gaps)
        width = shapes.pill_width(style, text)
        height = style.fonts.line_height("stage")
        middle = rect.top() + _TOP_EDGE + metrics.card_padding + height / 2
        left = rect.center().x() - width / 2
        shapes.pill(painter, style, left, middle, text, header.tone)


def paint_lane_name(
    painter: QPainter,
    rect: QRectF,
    name: str,
    metrics: Metrics,
    style: Style,
    *,
    code: str = "",
    selected: bool = False,
    below: float = 0.0,
) -> None:
    """Paint a lane's name at the top of its part of the margin, as many lines as fit.

    `code` is the lane's own colour, shown as a bar at its left; none for an empty text. The name
    stands so far `below` the top, as where that is out of view.
    """
    fonts = style.fonts
    inset = metrics.inset
    if code:
        bar = QRectF(rect.left(), rect.top() + 4, _LANE_BAR, max(rect.height() - 8, 2.0))
        shapes.box(painter, bar, _LANE_BAR / 2, colour(code))
    if selected:
        shapes.box(
            painter,
            rect.adjusted(3, 3, -3, -3),
            tokens.SMALL_RADIUS,
            colour(style.palette.accent_soft),
        )
    free = (rect.height() - fonts.line_height("lane")) / 2
    top = rect.top() + below + min(metrics.lane_label_top, max(1.0, free))
    room = int((rect.bottom() - top + 2) // fonts.line_height("lane"))
    if room < 1:
        return
    width = rect.width() - 2 * inset
    lines = fonts.lines(name, "lane", width, min(room, 4))
    ink = colour(style.palette.accent if selected else style.palette.muted)
    shapes.draw_lines(painter, style, "lane", ink, QPointF(rect.left() + inset, top), lines, width)


def _paint_edge(painter: QPainter, rect: QRectF, code: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(code))
    painter.drawPath(_edge(rect.x(), rect.y(), rect.width(), rect.height()))


@lru_cache(maxsize=256)
def _edge(x: float, y: float, width: float, height: float) -> QPainterPath:
    """The top edge of a header, found once for all that are as wide: Qt takes long over it."""
    edge = QPainterPath()
    edge.addRoundedRect(QRectF(x, y, width, height), tokens.RADIUS, tokens.RADIUS)
    band = QPainterPath()
    band.addRect(QRectF(x, y, width, _TOP_EDGE))
    return edge.intersected(band)
