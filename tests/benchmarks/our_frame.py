"""What ours shows beside the cards: headers, names of lanes, figures of stages, the curve."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter

from tests.benchmarks import our_picture
from tests.benchmarks.parts import Area, Card, Frame, Lines, Text
from workbench.drawing.curve import lines_through, points_along, points_in
from workbench.drawing.geometry import Rect
from workbench.drawing.layout import LaneRow
from workbench.ui.canvas.board import Board
from workbench.ui.render.headers import paint_lane_name, paint_stage_header, stage_headers
from workbench.ui.render.reached import paint_reached
from workbench.ui.render.style import Style

_PARTS = 12
"""Straight parts for a bend of the curve."""


def frame_of(board: Board, fonts: Sequence[QFont]) -> Frame:
    """The rectangles, texts and lines around and below the cards, at 100 %."""
    # without pixmaps all is drawn as areas and texts, which is what is noted
    style, place = Style(board.style.appearance, board.style.fonts), board.layout
    metrics, document = place.metrics, board.document
    left, top = board.margins
    stages, lanes, figures = [], [], []
    gap = metrics.gutter / 2
    headers = stage_headers(document, board.map_id, None)
    for column, header in zip(place.columns, headers, strict=True):
        rect = QRectF(gap, 12, column.width - 2 * gap, top - 20)
        noted = _noted(lambda on, h=header, r=rect: paint_stage_header(on, r, h, metrics, style))
        stages.append(_card(column.id, (column.left, 0), noted, fonts))
    for row in place.rows:
        name, rect = document.lanes[row.id].name, QRectF(0, 0, left, row.height)
        noted = _noted(lambda on, n=name, r=rect: paint_lane_name(on, r, n, metrics, style))
        lanes.append(_card(row.id, (0, row.top), noted, fonts))
        if row.kind == "reached":
            noted = _noted(lambda on, r=row: paint_reached(on, place, r, board.reached, style))
            figures.append(_card(row.id, (0, 0), noted, fonts))
    curve = [line for row in place.rows if row.kind == "experience" for line in _curve(board, row)]
    borders = [(column.right, 0, column.right, place.height) for column in place.columns]
    borders += [(0, row.top, place.width, row.top) for row in place.rows]
    return Frame(
        left, top, tuple(stages), tuple(lanes), tuple(figures), tuple(borders), tuple(curve)
    )


def _curve(board: Board, row: LaneRow) -> Lines:
    place = board.layout
    middles = [column.left + column.width / 2 for column in place.columns]
    inside = Rect(0, row.top + 18, place.width, row.height - 36)
    points = points_in(board.curve.points, middles, inside)
    bends = [points_along(piece, _PARTS) for line in lines_through(points) for piece in line]
    return tuple((*a, *b) for bend in bends for a, b in pairwise(bend))


def _noted(
    paint: Callable[[QPainter], None],
) -> Sequence[our_picture.Area | our_picture.Text]:
    ground = QImage(1, 1, QImage.Format.Format_RGB32)
    painter = our_picture.Listening(ground)
    paint(painter)
    painter.end()
    return painter.marks


def _card(
    name: str,
    at: tuple[float, float],
    noted: Sequence[our_picture.Area | our_picture.Text],
    fonts: Sequence[QFont],
) -> Card:
    areas, texts = [], []
    for mark in noted:
        if isinstance(mark, our_picture.Area):
            rect = mark.rect
            colour = mark.brush.color().name()
            areas.append(Area(rect.x(), rect.y(), rect.width(), rect.height(), colour))
            continue
        where, said, measure = mark.told[0], mark.told[-1], QFontMetricsF(mark.font)
        if isinstance(where, QPointF):
            x, y = where.x(), where.y() - measure.ascent()
        else:
            x = where.center().x() - measure.horizontalAdvance(said) / 2
            y = where.center().y() - measure.height() / 2
        texts.append(Text(x, y, said, list(fonts).index(mark.font)))
    return Card(name, *at, tuple(areas), tuple(texts))
