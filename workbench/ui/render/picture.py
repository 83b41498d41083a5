"""A whole map, painted by the painters that the screen uses, at any place and any scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPaintEngine, QPainter

from workbench.analysis.experience import curve
from workbench.analysis.finding import Finding
from workbench.drawing.boxes import CardBox
from workbench.drawing.layout import LaneRow, MapLayout, layout
from workbench.drawing.measure import TextStyle
from workbench.drawing.routes import Route, routes
from workbench.model.document import Document
from workbench.model.problems import JourneyError, Problem
from workbench.ui.render import shapes
from workbench.ui.render.background import paint_background
from workbench.ui.render.card import paint_card
from workbench.ui.render.connections import (
    at_findings,
    lines_near,
    paint_connection,
    paint_quiet,
    paint_quiet_hairlines,
    paint_quiet_paths,
    route_path,
)
from workbench.ui.render.experience import paint_experience
from workbench.ui.render.gathering import Gathering
from workbench.ui.render.headers import paint_lane_name, paint_stage_header, stage_headers
from workbench.ui.render.looks import look_of
from workbench.ui.render.reached import paint_reached, reached_cells
from workbench.ui.render.style import Style, colour
from workbench.words.say import say

MARGIN = 24.0
"""Around a picture of a whole map, in scene units."""

_HEADER_TOP, _HEADER_BOTTOM = 4.0, 8.0
_REACH = 8.0
"""How far beyond its box anything may paint."""
_SMOOTH_FROM = 0.5
"""Pixels per scene unit from which quiet connections are smooth."""
_TEXTS: tuple[TextStyle, ...] = ("badge", "card", "lane", "note", "question", "small", "stage")


class MapPicture:
    """One map, laid out. Lengths are scene units; the origin is the first cell's corner."""

    def __init__(
        self,
        document: Document,
        map_id: str,
        style: Style,
        findings: Iterable[Finding] | None = None,
    ) -> None:
        """`findings`, the open ones, count in the headers and mark connections.

        Raises JourneyError where there is no such map.
        """
        if map_id not in document.maps:
            raise JourneyError(Problem.of("entity.unknown", map_id, table="maps"))
        open_findings = None if findings is None else tuple(findings)
        self.document = document
        self.style = style
        self.place: MapLayout = layout(document, map_id, style.fonts)
        self.name = document.maps[map_id].name
        self._headers = stage_headers(document, map_id, open_findings)
        ways = tuple(routes(document, self.place).values())
        bad = at_findings(open_findings or ())
        self._quiet = tuple(way for way in ways if way.id not in bad)
        self._marked = tuple(way for way in ways if way.id in bad)
        self._bounds: dict[str, QRectF] = {}
        self._curve = curve(document, map_id)
        self._reached = reached_cells(document, map_id)

    @property
    def smallest_text(self) -> float:
        """The height of the smallest font, in scene units."""
        return float(min(self.style.fonts.font(text).pixelSize() for text in _TEXTS))

    @property
    def title_height(self) -> float:
        return self.place.metrics.title_height

    def size(self) -> QRectF:
        """The room of the whole picture with title and margins, from its top left corner."""
        metrics = self.place.metrics
        return QRectF(
            0,
            0,
            2 * MARGIN + self.place.lane_name_width + max(self.place.width, metrics.column_width),
            2 * MARGIN + metrics.title_height + metrics.header_height + self.place.height,
        )

    def paint(self, painter: QPainter) -> None:
        """Paint everything with title and margins, from the painter's origin."""
        place, metrics = self.place, self.place.metrics
        everything = QRectF(0, 0, place.width, place.height)
        self.paint_title(painter, QPointF(MARGIN, MARGIN), self.size().width() - 2 * MARGIN)
        origin = QPointF(
            MARGIN + place.lane_name_width, MARGIN + metrics.title_height + metrics.header_height
        )
        painter.translate(origin)
        self.paint_body(painter, everything, left=-place.lane_name_width)
        self.paint_headers(painter, 0, place.width)
        self.paint_lane_names(painter, -place.lane_name_width, 0, place.height)
        painter.translate(-origin)

    def paint_title(self, painter: QPainter, at: QPointF, width: float) -> None:
        """Paint the map's name in one line from `at`."""
        fonts, inset = self.style.fonts, self.place.metrics.inset
        name = fonts.one_line(self.name, "title", width - inset)
        ink = colour(self.style.palette.text)
        corner = at + QPointF(inset, 0)
        shapes.draw_lines(painter, self.style, "title", ink, corner, (name,), width - inset)

    def paint_headers(self, painter: QPainter, left: float, right: float) -> None:
        """Paint the headers of the columns between `left` and `right`, above the origin.

        The header of a column that began before stands over what is left of it.
        """
        metrics = self.place.metrics
        top = _HEADER_TOP - metrics.header_height
        height = metrics.header_height - _HEADER_TOP - _HEADER_BOTTOM
        gap = metrics.gutter / 2
        for header, column in zip(self._headers, self.place.columns, strict=True):
            start, end = max(column.left, left) + gap, column.right - gap
            if end - start > metrics.gutter and column.left < right:
                rect = QRectF(start, top, end - start, height)
                paint_stage_header(painter, rect, header, metrics, self.style)

    def paint_lane_names(self, painter: QPainter, left: float, top: float, bottom: float) -> None:
        """Paint the names of the lanes between `top` and `bottom`, from `left` on."""
        for row in self.place.rows:
            start = max(row.top, top)
            if row.bottom > start and row.top < bottom:
                name = self.document.lanes[row.id].name or say("canvas.lane.unnamed")
                rect = QRectF(left, start, self.place.lane_name_width, row.bottom - start)
                metrics, style = self.place.metrics, self.style
                paint_lane_name(painter, rect, name, metrics, style, code=row.colour)

    def paint_body(self, painter: QPainter, exposed: QRectF, *, left: float = 0.0) -> None:
        """Paint what meets `exposed`: lanes, figures, connections, cards.

        Lane lines begin at `left`. The hints of an empty map are left to the screen.
        """
        style, place = self.style, self.place
        near = exposed.adjusted(-_REACH, -_REACH, _REACH, _REACH)
        paint_background(painter, place, exposed, style, left=left, hints=False)
        for row in place.rows:
            if row.top <= exposed.bottom() and row.bottom >= exposed.top():
                self._paint_figures(painter, row)
        self._paint_connections(painter, near)
        if painter.paintEngine().type() == QPaintEngine.Type.Raster:
            for box in self._cards_in(near):
                painter.translate(box.rect.x, box.rect.y)
                self._paint_card(painter, box)
                painter.translate(-box.rect.x, -box.rect.y)
        else:
            gathering = Gathering()
            for box in self._cards_in(near):
                gathering.begin_card(box.rect.x, box.rect.y)
                self._paint_card(cast("QPainter", gathering), box)
            gathering.paint(painter)

    def _cards_in(self, near: QRectF) -> Iterator[CardBox]:
        left, right, top, bottom = near.left(), near.right(), near.top(), near.bottom()
        for box in self.place.boxes.values():
            rect = box.rect
            # plain numbers: a poster asks this of every card for every sheet
            if left < rect.right and rect.x < right and top < rect.bottom and rect.y < bottom:
                yield box

    def _paint_card(self, painter: QPainter, box: CardBox) -> None:
        size = QRectF(0, 0, box.rect.width, box.rect.height)
        look = look_of(self.document, box, self.style.appearance)
        paint_card(painter, size, look, self.place.metrics, self.style)

    def _paint_connections(self, painter: QPainter, near: QRectF) -> None:
        """Paint the connections that meet an area, marked ones over the others."""
        style, quiet, marked = self.style, self._quiet, self._marked
        if not near.contains(QRectF(0, 0, self.place.width, self.place.height)):
            quiet, marked = (self._meeting(near, ways) for ways in (quiet, marked))
        if painter.paintEngine().type() != QPaintEngine.Type.Raster:
            paint_quiet_paths(painter, quiet, style)
        elif painter.worldTransform().m11() < _SMOOTH_FROM:
            paint_quiet_hairlines(painter, quiet, style)
        else:
            # as paths they would take most of the time, and the pixels would be the same
            lines = [line for route in quiet for line in lines_near(route, near)]
            paint_quiet(painter, lines, quiet, style)
        for route in marked:
            path, tip = route_path(route), QPointF(*route.tip)
            paint_connection(painter, path, tip, route.tip_to_right, style, "bad")

    def _meeting(self, near: QRectF, ways: Iterable[Route]) -> tuple[Route, ...]:
        """Those of the connections that may touch an area."""
        for way in ways:
            if way.id not in self._bounds:
                self._bounds[way.id] = _bounds(way)
        return tuple(way for way in ways if near.intersects(self._bounds[way.id]))

    def _paint_figures(self, painter: QPainter, row: LaneRow) -> None:
        if row.kind == "experience":
            paint_experience(painter, self.place, row, self._curve, self.style, hints=False)
        elif row.kind == "reached":
            paint_reached(painter, self.place, row, self._reached, self.style)


def _bounds(route: Route) -> QRectF:
    """A rectangle around a connection with its arrow."""
    parts = route.parts
    left, top = min(part.x for part in parts), min(part.y for part in parts)
    right, bottom = max(part.right for part in parts), max(part.bottom for part in parts)
    return QRectF(left, top, right - left, bottom - top).adjusted(-_REACH, -_REACH, _REACH, _REACH)
