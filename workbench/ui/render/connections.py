"""Paints connections: quiet lines, stronger ones at the selection, dashed red at findings."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import Literal

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from workbench.analysis.finding import Finding
from workbench.drawing.curve import points_along
from workbench.drawing.routes import Route
from workbench.model.entities import Connection
from workbench.ui.render import shapes
from workbench.ui.render.experience import path_of
from workbench.ui.render.style import Style, colour
from workbench.words.say import number, say

Emphasis = Literal["quiet", "strong", "bad"]

ARROW = 5.0
QUIET_WIDTH = 1.2
_PART, _LEAST_PARTS, _MOST_PARTS = 6.0, 4, 32
"""How long the straight parts of a bend are, and how many there may be."""
_LABEL_WIDTH = 140.0
SHARE_PLACES = (0.5, 0.4, 0.6, 0.3, 0.7)
"""Where a share is tried, as parts of the way."""
_RED_FROM = 8.0
"""The priority from which a flow finding marks its connections: weaker ones would flood."""


def at_findings(findings: Iterable[Finding]) -> frozenset[str]:
    """The connections that a weighty flow finding is about."""
    return frozenset(
        subject.id
        for finding in findings
        if finding.kind == "flow" and finding.priority >= _RED_FROM
        for subject in finding.subjects
        if subject.table == "connections"
    )


def route_path(route: Route) -> QPainterPath:
    """The way of a connection as a path."""
    return path_of(route.pieces)


def paint_connection(
    painter: QPainter,
    path: QPainterPath,
    tip: QPointF,
    to_right: bool,
    style: Style,
    emphasis: Emphasis = "quiet",
) -> None:
    """Paint one connection with its arrow, which points right or, into the same stage, left."""
    palette = style.palette
    code = {"quiet": palette.faint, "strong": palette.accent, "bad": palette.bad}[emphasis]
    pen = QPen(colour(code), 1.6 if emphasis == "strong" else QUIET_WIDTH)
    if emphasis == "bad":
        pen.setDashPattern([3, 3])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(code))
    painter.drawPolygon(arrow(tip, to_right))


def paint_quiet(
    painter: QPainter, lines: Sequence[QLineF], arrows: Iterable[Route], style: Style
) -> None:
    """Paint quiet connections at once: their straight parts and the arrows of those given."""
    ink = colour(style.palette.faint)
    painter.setPen(QPen(ink, QUIET_WIDTH))
    painter.drawLines(lines)
    _paint_arrows(painter, arrows, ink)


def paint_quiet_paths(painter: QPainter, found: Sequence[Route], style: Style) -> None:
    """Paint quiet connections as curves, for files that keep them as such."""
    ink = colour(style.palette.faint)
    painter.setPen(QPen(ink, QUIET_WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for route in found:
        painter.drawPath(route_path(route))
    _paint_arrows(painter, found, ink)


def paint_quiet_hairlines(painter: QPainter, found: Iterable[Route], style: Style) -> None:
    """Paint quiet connections one pixel wide, without arrows, where all is tiny.

    A smooth line thinner than a pixel takes five times as long and looks no better.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    width = painter.worldTransform().m11() * QUIET_WIDTH
    painter.setPen(QPen(colour(style.palette.faint, width), 0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for route in found:
        painter.drawPath(route_path(route))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _paint_arrows(painter: QPainter, found: Iterable[Route], ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    for route in found:
        painter.drawPolygon(arrow(QPointF(*route.tip), route.tip_to_right))


def lines_near(route: Route, area: QRectF) -> list[QLineF]:
    """The straight parts of a connection, bends as short ones, that may touch an area.

    Qt paints many lines fifty times as fast as the same lines in paths.
    """
    left, top, right, bottom = area.left(), area.top(), area.right(), area.bottom()
    found = []
    for piece in route.pieces:
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = piece
        if (
            max(ax, bx, cx, dx) < left
            or min(ax, bx, cx, dx) > right
            or max(ay, by, cy, dy) < top
            or min(ay, by, cy, dy) > bottom
        ):
            continue
        if ax == bx == cx == dx or ay == by == cy == dy:
            found.append(QLineF(ax, ay, dx, dy))
            continue
        way = abs(dx - ax) + abs(dy - ay) + abs(bx - ax)
        parts = max(_LEAST_PARTS, min(_MOST_PARTS, round(way / _PART)))
        for (x, y), (to_x, to_y) in itertools.pairwise(points_along(piece, parts)):
            if max(y, to_y) >= top and min(y, to_y) <= bottom:
                found.append(QLineF(x, y, to_x, to_y))
    return found


def arrow(tip: QPointF, to_right: bool) -> QPolygonF:
    """The arrow at the end of a connection."""
    back = tip.x() + (-ARROW if to_right else ARROW)
    half = ARROW * 0.62
    return QPolygonF([tip, QPointF(back, tip.y() - half), QPointF(back, tip.y() + half)])


def place_share(
    path: QPainterPath, text: str, style: Style, taken: Sequence[QRectF]
) -> QRectF | None:
    """Where on a connection its share covers nothing of `taken`; None where there is no room."""
    width = style.fonts.width(text, "badge") + 6
    height = style.fonts.line_height("badge")
    for part in SHARE_PLACES:
        middle = path.pointAtPercent(part)
        rect = QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
        if not any(rect.intersects(other) for other in taken):
            return rect
    return None


def paint_share(painter: QPainter, rect: QRectF, text: str, style: Style) -> None:
    """The share and label of a strong connection, on the line itself."""
    shapes.box(painter, rect, rect.height() / 2, colour(style.palette.window))
    painter.setFont(style.fonts.font("badge"))
    painter.setPen(colour(style.palette.accent))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(rect, flags | Qt.TextFlag.TextDontClip, text)


def told(connection: Connection, style: Style) -> str:
    """What a strong connection says: its share, its label cut short, or both; "" for neither."""
    share = say_share(connection.share) if connection.share is not None else ""
    label = style.fonts.one_line(connection.label, "badge", _LABEL_WIDTH)
    if share and label:
        return say("canvas.connection.told", share=share, label=label)
    return share or label


def say_share(share: float) -> str:
    """A share as people read it, e.g. "30 %"."""
    return say("canvas.connection.share", percent=number(share))


def distance_to(route: Route, x: float, y: float) -> float:
    """How far a point lies from a connection's line."""
    best = math.inf
    for piece in route.pieces:
        for (ax, ay), (bx, by) in itertools.pairwise(points_along(piece, 12)):
            along, down = bx - ax, by - ay
            length = along * along + down * down
            part = ((x - ax) * along + (y - ay) * down) / length if length else 0.0
            part = max(0.0, min(1.0, part))
            best = min(best, math.hypot(ax + part * along - x, ay + part * down - y))
    return best
