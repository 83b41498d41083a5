"""Paints the experience lane: the curve, its points, peak and biggest drop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPaintEngine, QPainter, QPainterPath, QPen

from workbench.analysis.experience import Curve
from workbench.drawing.curve import Bezier, height_of, lines_through, points_in
from workbench.drawing.geometry import Point, Rect
from workbench.drawing.layout import LaneRow, MapLayout
from workbench.ui.render.style import Style, colour
from workbench.words.say import number, say

_POINT = 4.5
_POINT_BEFORE = 3.0
_HEADROOM = 18.0
_REACH = 8.0
"""How far beyond what is exposed a curve is painted: its points are that large."""
_DASHES = [3.0, 5.0]
_SHADE, _SHADE_STEPS = 0.16, 16
"""How strong the shade under the curve begins, and in how many steps it fades on paper."""


def paint_experience(
    painter: QPainter,
    layout: MapLayout,
    row: LaneRow,
    curve: Curve,
    style: Style,
    before: Sequence[float | None] = (),
    *,
    labelled: bool = True,
    hints: bool = True,
    exposed: QRectF | None = None,
) -> None:
    """Paint the curve of a map into one of its rows, `labelled` with peak and biggest drop.

    `before`, with a feeling for each column, is a second one that it is compared with. `hints`
    say where there is no curve how it begins. Of the curve itself only what is `exposed` need
    be painted, all of it without.
    """
    palette = style.palette
    inside = Rect(0, row.top + _HEADROOM, layout.width, row.height - 2 * _HEADROOM)
    zero = height_of(0.0, inside)
    dashes = QPen(colour(palette.field_border, 0.5), 1, Qt.PenStyle.CustomDashLine)
    dashes.setDashPattern(_DASHES)
    # what begins beyond the screen Qt cuts off there, and its dashes begin anew
    begin = max(0.0, exposed.left() - 1) if exposed is not None else 0.0
    end = min(layout.width, exposed.right() + 1) if exposed is not None else layout.width
    dashes.setDashOffset(begin % sum(_DASHES))
    painter.setPen(dashes)
    painter.drawLine(QLineF(begin, zero, end, zero))
    middles = [column.left + column.width / 2 for column in layout.columns]
    points = points_in(curve.points, middles, inside)
    if before:
        _paint_before(painter, points_in(before, middles, inside), style)
    if not any(points):
        if hints:
            _paint_empty(painter, inside, style)
        return
    accent = colour(palette.accent)
    left = exposed.left() - _REACH if exposed is not None else 0.0
    right = exposed.right() + _REACH if exposed is not None else layout.width
    for line in lines_through(points):
        top = min(piece.start.y for piece in line)
        line = tuple(it for it in line if it.start.x <= right and it.end.x >= left)
        if not line:
            continue
        path = path_of(line)
        _fill(painter, path, line, (top, row.bottom), style)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 2))
        painter.drawPath(path)
    for index, point in enumerate(points):
        if point is not None and left <= point.x <= right:
            bad = index == curve.drop_to
            border = colour(palette.bad if bad else palette.accent)
            painter.setPen(QPen(border, 2))
            painter.setBrush(colour(palette.panel))
            painter.drawEllipse(QPointF(*point), _POINT, _POINT)
    if labelled:
        _paint_labels(painter, curve, points, style)


def _paint_before(painter: QPainter, points: tuple[Point | None, ...], style: Style) -> None:
    muted = colour(style.palette.muted)
    pen = QPen(muted, 1.5, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in lines_through(points):
        painter.drawPath(path_of(line))
    painter.setPen(QPen(muted, 1.5))
    painter.setBrush(colour(style.palette.window))
    for point in points:
        if point is not None:
            painter.drawEllipse(QPointF(*point), _POINT_BEFORE, _POINT_BEFORE)


def path_of(pieces: Iterable[Bezier]) -> QPainterPath:
    """A line of cubic pieces as a path."""
    path = QPainterPath()
    for index, piece in enumerate(pieces):
        if index == 0:
            path.moveTo(*piece.start)
        path.cubicTo(*piece.first, *piece.second, *piece.end)
    return path


def _fill(
    painter: QPainter,
    path: QPainterPath,
    line: tuple[Bezier, ...],
    span: tuple[float, float],
    style: Style,
) -> None:
    """Shade what is below a line, from its highest point to the floor."""
    top, floor = span
    shape = QPainterPath(path)
    shape.lineTo(line[-1].end.x, floor)
    shape.lineTo(line[0].start.x, floor)
    shape.closeSubpath()
    if painter.paintEngine().type() == QPaintEngine.Type.Pdf:
        _fill_in_steps(painter, shape, top, floor, style)
        return
    shade = QLinearGradient(0, top, 0, floor)
    shade.setColorAt(0, colour(style.palette.accent, _SHADE))
    shade.setColorAt(1, colour(style.palette.accent, 0.01))
    painter.fillPath(shape, shade)


def _fill_in_steps(
    painter: QPainter, shape: QPainterPath, top: float, floor: float, style: Style
) -> None:
    """The same shade as layers one over the other, each a little lower at its end.

    Programs that show PDF files paint a gradient that becomes clear as if it did not.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(style.palette.accent, _SHADE / _SHADE_STEPS))
    bounds = shape.boundingRect()
    for step in range(1, _SHADE_STEPS + 1):
        layer = QPainterPath()
        height = (floor - top) * step / _SHADE_STEPS + top - bounds.top()
        layer.addRect(QRectF(bounds.left(), bounds.top(), bounds.width(), height))
        painter.drawPath(shape.intersected(layer))


def _paint_labels(
    painter: QPainter,
    curve: Curve,
    points: tuple[Point | None, ...],
    style: Style,
) -> None:
    painter.setFont(style.fonts.font("badge"))
    height = style.fonts.line_height("badge")
    peak = points[curve.peak] if curve.peak is not None else None
    # a lone point is the highest only because there is no other
    if peak is not None and sum(point is not None for point in points) > 1:
        text = say("canvas.curve.peak")
        width = style.fonts.width(text, "badge") + 2
        place = QRectF(peak.x - width / 2, peak.y - height - _POINT - 2, width, height)
        _label(painter, place, text, colour(style.palette.good))
    bottom = points[curve.drop_to] if curve.drop_to is not None else None
    if bottom is not None and curve.drop is not None:
        text = say("canvas.curve.drop", size=number(curve.drop))
        width = style.fonts.width(text, "badge") + 2
        place = QRectF(bottom.x - width / 2, bottom.y + _POINT + 2, width, height)
        _label(painter, place, text, colour(style.palette.bad))


def _label(painter: QPainter, place: QRectF, text: str, ink: QColor) -> None:
    painter.setPen(ink)
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(place, flags | Qt.TextFlag.TextDontClip, text)


def _paint_empty(painter: QPainter, inside: Rect, style: Style) -> None:
    painter.setFont(style.fonts.font("small"))
    painter.setPen(colour(style.palette.muted))
    place = QRectF(12, inside.y, inside.width - 24, inside.height / 2 - 4)
    painter.drawText(
        place,
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextSingleLine,
        say("canvas.hint.curve"),
    )
