"""Pages to print: what each shows and how large it is, for paper, PDF and preview alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from workbench.drawing import poster
from workbench.drawing.poster import NATURAL_SCALE, POINTS_PER_MM, Drawn, Paper
from workbench.ui.render.picture import MapPicture
from workbench.ui.render.style import colour
from workbench.words.say import say

Orientation = Literal["auto", "portrait", "landscape"]

LONGEST_PAGE = 14_400.0
"""The longest side of a PDF page that programs show (ISO 32000-1, annex C.2), in points."""

_MARK = 12.0
_NUMBER = 12.0
"""The height of the line with a sheet's number."""
_MARK_GAP = 2.0


class Page(msgspec.Struct, frozen=True):
    """One page: its size in points, and what paints it from its top left corner."""

    width: float
    height: float
    paint: Callable[[QPainter], None]


class Pages(msgspec.Struct, frozen=True, kw_only=True):
    """Pages of one size that belong together."""

    title: str
    pages: tuple[Page, ...]
    smallest_text: float
    """The height of the smallest font, in points."""
    rows: int = 1
    columns: int = 1
    """How the sheets of a poster lie; 1 where the pages follow each other."""

    def told(self) -> Drawn:
        """How many there are and how small their texts."""
        return Drawn(
            sheets=len(self.pages),
            rows=self.rows,
            columns=self.columns,
            smallest_text=self.smallest_text,
        )


def one_page(picture: MapPicture, scale: float = NATURAL_SCALE) -> Pages:
    """The whole map on a page as large as it needs, at a scale in points per scene unit.

    The scale becomes smaller for a page longer than LONGEST_PAGE.
    """
    size = picture.size()
    scale = min(scale, LONGEST_PAGE / max(size.width(), size.height()))
    width, height = size.width() * scale, size.height() * scale
    return _of_map(picture, scale, (_whole(picture, width, height, QPointF(), scale),))


def fitted_page(picture: MapPicture, paper: Paper, orientation: Orientation = "auto") -> Pages:
    """The whole map on one sheet of paper, no larger than 100 %."""
    size = picture.size()

    def scale_on(landscape: bool) -> float:
        width, height = paper.turned(landscape)
        across = (width - 2 * poster.MARGIN) / size.width()
        down = (height - 2 * poster.MARGIN) / size.height()
        return float(min(across, down, NATURAL_SCALE))

    landscape = orientation == "landscape"
    if orientation == "auto":
        landscape = scale_on(True) >= scale_on(False)
    scale = scale_on(landscape)
    width, height = paper.turned(landscape)
    corner = QPointF((width - size.width() * scale) / 2, poster.MARGIN)
    return _of_map(picture, scale, (_whole(picture, width, height, corner, scale),))


def poster_pages(
    picture: MapPicture,
    paper: Paper,
    orientation: Orientation = "auto",
    *,
    scale: float = NATURAL_SCALE,
    overlap: float = 10 * POINTS_PER_MM,
    marks: bool = True,
) -> Pages:
    """The map over several sheets of paper, to be cut and glued together.

    `scale` is points per scene unit, `overlap` is in points. "auto" takes fewer sheets.
    """

    def cut(landscape: bool) -> poster.Poster:
        title = picture.title_height
        return poster.poster(picture.place, *paper.turned(landscape), scale, overlap, title)

    landscape = orientation == "landscape"
    if orientation == "auto":
        landscape = len(cut(True).sheets) <= len(cut(False).sheets)
    plan = cut(landscape)
    pages = tuple(
        Page(plan.width, plan.height, _Tile(picture, plan, sheet, marks).paint)
        for sheet in plan.sheets
    )
    return _of_map(picture, plan.scale, pages, plan.rows, plan.columns)


def _of_map(
    picture: MapPicture, scale: float, pages: tuple[Page, ...], rows: int = 1, columns: int = 1
) -> Pages:
    return Pages(
        title=picture.name,
        pages=pages,
        smallest_text=picture.smallest_text * scale,
        rows=rows,
        columns=columns,
    )


def _whole(picture: MapPicture, width: float, height: float, at: QPointF, scale: float) -> Page:
    def paint(painter: QPainter) -> None:
        painter.fillRect(QRectF(0, 0, width, height), colour(picture.style.palette.window))
        painter.translate(at)
        painter.scale(scale, scale)
        picture.paint(painter)

    return Page(width, height, paint)


class _Tile:
    """Paints one sheet of a poster."""

    def __init__(
        self, picture: MapPicture, plan: poster.Poster, sheet: poster.Sheet, marks: bool
    ) -> None:
        self._picture, self._plan, self._sheet, self._marks = picture, plan, sheet, marks
        metrics, place = picture.place.metrics, picture.place
        title = picture.title_height if sheet.row == 0 else 0.0
        self._band = metrics.header_height + title
        # where the map's own part begins on the paper
        self._corner = QPointF(
            poster.MARGIN + place.lane_name_width * plan.scale,
            poster.MARGIN + self._band * plan.scale,
        )

    def paint(self, painter: QPainter) -> None:
        picture, place, scale = self._picture, self._picture.place, self._plan.scale
        across, down = self._sheet.across, self._sheet.down
        names = place.lane_name_width
        shown = QRectF(
            across.start, down.start, across.beyond - across.start, down.beyond - down.start
        )
        painter.save()
        painter.translate(self._corner)
        painter.scale(scale, scale)
        painter.translate(-across.start, -down.start)
        ground = shown.adjusted(-names, -self._band, 0, 0)
        painter.setClipRect(ground)
        painter.fillRect(ground, colour(picture.style.palette.window))
        painter.save()
        # a little of what reaches over the first edges belongs to the map
        reach = 2.0
        painter.setClipRect(shown.adjusted(-reach, -reach, 0, 0))
        picture.paint_body(painter, shown, left=across.start)
        painter.restore()
        painter.translate(0, down.start)
        picture.paint_headers(painter, across.start, across.beyond)
        if self._sheet.row == 0 and self._sheet.column == 0:
            title = QPointF(across.start - names, -self._band)
            picture.paint_title(painter, title, names + across.beyond - across.start)
        painter.translate(across.start, -down.start)
        picture.paint_lane_names(painter, -names, down.start, down.beyond)
        painter.restore()
        if self._marks:
            self._paint_marks(painter)
        self._paint_number(painter)

    def _paint_marks(self, painter: QPainter) -> None:
        """Short lines beside what is shown: where it is cut, and how far the glue goes."""
        sheet, scale = self._sheet, self._plan.scale
        own = self._own()
        shown = QPointF(
            sheet.across.beyond - sheet.across.start, sheet.down.beyond - sheet.down.start
        )
        whole = QRectF(QPointF(poster.MARGIN, poster.MARGIN), self._corner + shown * scale)
        painter.setPen(QPen(Qt.GlobalColor.black, 0.4))
        beyond, clear = _MARK + _MARK_GAP, _MARK_GAP
        lines = []
        for x in (own.left(), own.right()):
            lines.append(QLineF(x, whole.top() - beyond, x, whole.top() - clear))
            lines.append(QLineF(x, whole.bottom() + clear, x, whole.bottom() + beyond))
        for y in (own.top(), own.bottom()):
            lines.append(QLineF(whole.left() - beyond, y, whole.left() - clear, y))
            lines.append(QLineF(whole.right() + clear, y, whole.right() + beyond, y))
        painter.drawLines(lines)
        if sheet.row or sheet.column:
            painter.setPen(
                QPen(colour(self._picture.style.palette.muted), 0.4, Qt.PenStyle.DotLine)
            )
            if sheet.column:
                painter.drawLine(QLineF(own.left(), whole.top(), own.left(), own.bottom()))
            if sheet.row:
                painter.drawLine(QLineF(whole.left(), own.top(), own.right(), own.top()))

    def _own(self) -> QRectF:
        """The part to be kept, on the paper: with headers and names on the first sheets."""
        sheet, scale = self._sheet, self._plan.scale
        left = poster.MARGIN if sheet.column == 0 else self._corner.x()
        top = poster.MARGIN if sheet.row == 0 else self._corner.y()
        right = self._corner.x() + (sheet.across.end - sheet.across.start) * scale
        bottom = self._corner.y() + (sheet.down.end - sheet.down.start) * scale
        return QRectF(QPointF(left, top), QPointF(right, bottom))

    def _paint_number(self, painter: QPainter) -> None:
        plan, fonts = self._plan, self._picture.style.fonts
        text = say("print.sheet", sheet=self._sheet.name, rows=plan.rows, columns=plan.columns)
        font = fonts.font("small")
        scale = 8.0 / font.pixelSize()
        painter.save()
        painter.translate(poster.MARGIN + _MARK, plan.height - poster.MARGIN - _NUMBER)
        painter.scale(scale, scale)
        painter.setFont(font)
        painter.setPen(Qt.GlobalColor.black)
        width = (plan.width - 2 * poster.MARGIN - 2 * _MARK) / scale
        rect = QRectF(0, 0, width, _NUMBER / scale)
        flags = Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, flags | Qt.AlignmentFlag.AlignRight, text)
        name = fonts.one_line(self._picture.name, "small", width - fonts.width(text, "small") - 24)
        painter.setFont(font)
        painter.drawText(rect, flags | Qt.AlignmentFlag.AlignLeft, name)
        painter.restore()
