"""A whole map as a picture file, by the painters that the screen uses."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter

from workbench.analysis.experience import curve
from workbench.drawing.layout import MapLayout, layout
from workbench.drawing.routes import routes
from workbench.drawing.tokens import Appearance
from workbench.exchange import files
from workbench.model.document import Document
from workbench.model.problems import JourneyError, Problem
from workbench.ui.render import shapes
from workbench.ui.render.background import paint_background
from workbench.ui.render.card import paint_card
from workbench.ui.render.connections import paint_connection, route_path
from workbench.ui.render.experience import paint_experience
from workbench.ui.render.headers import paint_lane_name, paint_stage_header, stage_headers
from workbench.ui.render.looks import look_of
from workbench.ui.render.reached import paint_reached, reached_cells
from workbench.ui.render.style import Style, colour, style_for
from workbench.words.say import say

_MARGIN = 24.0
_HEADER_TOP, _HEADER_BOTTOM = 4.0, 8.0
_MOST_PIXELS = 120_000_000
_LONGEST_SIDE = 30_000


def export_png(
    document: Document,
    map_id: str,
    path: Path,
    *,
    scale: float = 2.0,
    appearance: Appearance = "light",
) -> None:
    """Write a whole map with its title, headers and lane names as a PNG file.

    `scale` is pixels per scene unit; a map too large for it gets a smaller one. Raises
    JourneyError where there is no such map or the file cannot be written; an existing file
    is then left as it was.
    """
    if map_id not in document.maps:
        raise JourneyError(Problem.of("entity.unknown", map_id, table="maps"))
    application = _application()
    style = style_for(appearance, application.font())
    image = picture(document, map_id, style, scale)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    if not writer.write(image):
        reason = writer.errorString()
        raise JourneyError(Problem.of("picture.unwritable", path=str(path), reason=reason))
    files.put(path, bytes(buffer.data().data()), overwrite=True)


def picture(document: Document, map_id: str, style: Style, scale: float) -> QImage:
    """A whole map as an image. Needs a QGuiApplication."""
    place = layout(document, map_id, style.fonts)
    size = picture_size(place)
    scale = min(
        scale,
        (_MOST_PIXELS / (size.width() * size.height())) ** 0.5,
        _LONGEST_SIDE / max(size.width(), size.height()),
    )
    image = QImage(
        QSize(round(size.width() * scale), round(size.height() * scale)),
        QImage.Format.Format_RGB32,
    )
    image.fill(colour(style.palette.window))
    painter = QPainter(image)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.scale(scale, scale)
    paint_map(painter, document, place, style)
    painter.end()
    return image


def picture_size(place: MapLayout) -> QRectF:
    """The room a map's picture takes, in scene units, from its top left corner."""
    metrics = place.metrics
    return QRectF(
        0,
        0,
        2 * _MARGIN + place.lane_name_width + max(place.width, metrics.column_width),
        2 * _MARGIN + metrics.title_height + metrics.header_height + place.height,
    )


def paint_map(painter: QPainter, document: Document, place: MapLayout, style: Style) -> None:
    """Paint a whole map with title, headers and lane names from the painter's origin."""
    metrics = place.metrics
    origin = QPointF(
        _MARGIN + place.lane_name_width, _MARGIN + metrics.title_height + metrics.header_height
    )
    _paint_title(painter, document, place, style)
    painter.translate(origin)
    everything = QRectF(0, 0, place.width, place.height)
    paint_background(painter, place, everything, style, left=-place.lane_name_width)
    for header, column in zip(
        stage_headers(document, place.map_id, None), place.columns, strict=True
    ):
        gap = metrics.gutter / 2
        top = _HEADER_TOP - metrics.header_height
        height = metrics.header_height - _HEADER_TOP - _HEADER_BOTTOM
        rect = QRectF(column.left + gap, top, column.width - 2 * gap, height)
        paint_stage_header(painter, rect, header, metrics, style)
    cells = reached_cells(document, place.map_id)
    line = curve(document, place.map_id)
    for row in place.rows:
        name = document.lanes[row.id].name or say("canvas.lane.unnamed")
        rect = QRectF(-place.lane_name_width, row.top, place.lane_name_width, row.height)
        paint_lane_name(painter, rect, name, metrics, style)
        if row.kind == "experience":
            paint_experience(painter, place, row, line, style)
        elif row.kind == "reached":
            paint_reached(painter, place, row, cells, style)
    for route in routes(document, place).values():
        tip = QPointF(*route.tip)
        paint_connection(painter, route_path(route), tip, route.tip_to_right, style)
    for box in place.boxes.values():
        corner = QPointF(box.rect.x, box.rect.y)
        painter.translate(corner)
        size = QRectF(0, 0, box.rect.width, box.rect.height)
        paint_card(painter, size, look_of(document, box, style.appearance), metrics, style)
        painter.translate(-corner)
    painter.translate(-origin)


def _paint_title(painter: QPainter, document: Document, place: MapLayout, style: Style) -> None:
    fonts = style.fonts
    width = picture_size(place).width() - 2 * _MARGIN - place.metrics.inset
    at = QPointF(_MARGIN + place.metrics.inset, _MARGIN)
    name = fonts.one_line(document.maps[place.map_id].name, "title", width)
    ink = colour(style.palette.text)
    shapes.draw_lines(painter, style, "title", ink, at, (name,), width)


def _application() -> QGuiApplication:
    """The running application; one without windows where there is none."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    arguments = ["journey-workbench"]
    if sys.platform.startswith("linux") and "QT_QPA_PLATFORM" not in os.environ:
        # a picture needs no display, and without one the usual platform aborts
        arguments += ["-platform", "offscreen"]
    return _keep(QGuiApplication(arguments))


_kept: list[QGuiApplication] = []


def _keep(application: QGuiApplication) -> QGuiApplication:
    # Qt's application lives as long as its Python half
    _kept.append(application)
    return application
