"""What was painted as the contents of a file: PNG, SVG or PDF."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QImage,
    QImageWriter,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgGenerator

from workbench.drawing.poster import PAPERS, Drawn
from workbench.drawing.tokens import Appearance
from workbench.exchange import files
from workbench.model.document import Document
from workbench.model.problems import JourneyError, Problem
from workbench.settings import APPLICATION
from workbench.ui.render.pages import Page, Pages, one_page, poster_pages
from workbench.ui.render.picture import MapPicture
from workbench.ui.render.style import colour, style_for

PNG, SVG, PDF = ".png", ".svg", ".pdf"

_POINTS_PER_INCH = 72.0
_PIXELS_PER_INCH = 96
_PDF_RESOLUTION = 1200
_MOST_PIXELS = 120_000_000
_LONGEST_SIDE = 30_000
_PNG_QUALITY = 60
"""How little is compressed, 0 to 100: a tenth larger than usual, in two thirds of the time."""
_HINTS = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform


def export_map(
    document: Document,
    map_id: str,
    path: Path,
    *,
    tiles: str = "",
    scale: float = 2.0,
    appearance: Appearance = "light",
) -> Drawn | None:
    """Write a whole map with title, headers and lane names as PNG, SVG or PDF, by its ending.

    `scale` is pixels per scene unit of a PNG; a map too large for it gets a smaller one. A PDF
    is one page as large as the map, or with `tiles`, a name of PAPERS, a poster; what came of it
    is told. Raises JourneyError where there is no such map or the file cannot be written; an
    existing file is then left as it was.
    """
    is_pdf = path.suffix.lower() == PDF
    font = application().font()
    style = style_for(appearance, searchable(font) if is_pdf else font)
    picture = MapPicture(document, map_id, style)
    drawn = None
    if is_pdf:
        pages = poster_pages(picture, PAPERS[tiles]) if tiles else one_page(picture)
        data, drawn = pdf(pages), pages.told()
    else:
        page = natural_page(picture)
        data = svg(page, picture.name) if path.suffix.lower() == SVG else png(page, scale, path)
    files.put(path, data, overwrite=True)
    return drawn


def searchable(font: QFont) -> QFont:
    """The font for a PDF, without letters that change with their neighbours.

    Of such a letter a PDF does not know which it is, so that dates, brackets and the like
    could be read but not found.
    """
    plain = QFont(font)
    plain.setFeature(QFont.Tag("calt"), 0)
    return plain


def natural_page(picture: MapPicture) -> Page:
    """A whole map as one page whose points are scene units: pixels of a picture at scale 1."""
    size = picture.size()

    def paint(painter: QPainter) -> None:
        painter.fillRect(size, colour(picture.style.palette.window))
        picture.paint(painter)

    return Page(size.width(), size.height(), paint)


def png(page: Page, scale: float, path: Path) -> bytes:
    """A page as a PNG of `scale` pixels per point, fewer where that would be too many.

    Raises JourneyError, naming `path`, where the picture cannot be made.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    writer.setQuality(_PNG_QUALITY)
    if not writer.write(image(page, scale)):
        reason = writer.errorString()
        raise JourneyError(Problem.of("picture.unwritable", path=str(path), reason=reason))
    return bytes(buffer.data().data())


def image(page: Page, scale: float) -> QImage:
    """A page as pixels, `scale` per point or fewer."""
    scale = min(
        scale,
        (_MOST_PIXELS / (page.width * page.height)) ** 0.5,
        _LONGEST_SIDE / max(page.width, page.height),
    )
    size = QSize(round(page.width * scale), round(page.height * scale))
    made = QImage(size, QImage.Format.Format_RGB32)
    made.fill("#FFFFFF")
    painter = QPainter(made)
    painter.setRenderHints(_HINTS)
    painter.scale(scale, scale)
    page.paint(painter)
    painter.end()
    return made


def svg(page: Page, title: str) -> bytes:
    """A page as an SVG drawing; texts stay texts, in the font's name."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(_PIXELS_PER_INCH)
    generator.setSize(QSize(round(page.width), round(page.height)))
    generator.setViewBox(QRectF(0, 0, page.width, page.height))
    generator.setTitle(title)
    painter = QPainter(generator)
    page.paint(painter)
    painter.end()
    return bytes(buffer.data().data())


def pdf(pages: Pages, may_go_on: Callable[[int], bool] | None = None) -> bytes:
    """Pages as a PDF with its fonts inside and texts that can be searched.

    `may_go_on` is asked before each page, counted from 0; empty where it says no.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_PDF_RESOLUTION)
    writer.setTitle(pages.title)
    writer.setCreator(APPLICATION)
    writer.setPageLayout(page_layout(pages))
    is_whole = paint_pages(writer, pages, may_go_on)
    del writer
    return bytes(buffer.data().data()) if is_whole else b""


def paint_pages(
    device: QPagedPaintDevice, pages: Pages, may_go_on: Callable[[int], bool] | None = None
) -> bool:
    """Paint all pages on a PDF or a printer, which has been told the `page_layout`.

    `may_go_on` is asked before each page, counted from 0. Gives whether all were painted.
    """
    painter = QPainter(device)
    painter.setRenderHints(_HINTS)
    try:
        for index, page in enumerate(pages.pages):
            if may_go_on is not None and not may_go_on(index):
                return False
            if index:
                device.newPage()
            painter.save()
            factor = device.logicalDpiX() / _POINTS_PER_INCH
            painter.scale(factor, factor)
            page.paint(painter)
            painter.restore()
        return True
    finally:
        # Qt aborts where a device goes before its painter
        painter.end()


def page_layout(pages: Pages) -> QPageLayout:
    """The size of the pages as printers want it: upright, and whether it lies."""
    page = pages.pages[0]
    upright = QSizeF(min(page.width, page.height), max(page.width, page.height))
    size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    orientations = QPageLayout.Orientation
    lies = page.width > page.height
    layout = QPageLayout(
        size, orientations.Landscape if lies else orientations.Portrait, QMarginsF(0, 0, 0, 0)
    )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def application() -> QGuiApplication:
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
