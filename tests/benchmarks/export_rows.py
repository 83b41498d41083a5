"""Workbooks and pictures of a whole map, against the bare libraries doing the same."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import xlsxwriter
from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPaintDevice, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from tests.benchmarks.maps import MAP, TODAY, document_of
from tests.benchmarks.measuring import Pairs, in_turn, timed
from tests.benchmarks.our_picture import Picture, picture_of
from tests.benchmarks.row import of_subject
from tests.benchmarks.screen import application
from workbench.analysis.findings import findings
from workbench.exchange.reading.content import read_here
from workbench.exchange.reading.limits import Limits
from workbench.exchange.reading.read_workbook import read_workbook
from workbench.exchange.xlsx_writer import export_workbook
from workbench.ui.render.picture_files import export_map
from workbench.ui.render.style import style_for

_PNG_SCALE = 2.0
_MOST_PIXELS = 120_000_000.0
_PDF_RESOLUTION = 1200


def write_workbook(touchpoints: int) -> Pairs:
    """The file with all its sheets; the bare one has the same values and no look."""
    document = document_of(touchpoints)
    found = {MAP: findings(document, MAP, TODAY)}
    with tempfile.TemporaryDirectory(prefix="export-") as place:
        path = Path(place) / "ours.xlsx"

        def export(_run: int) -> None:
            export_workbook(document, path, maps=None, today=TODAY, findings=found, overwrite=True)

        export(0)
        sheets = read_here(path).sheets

        def write(_run: int) -> None:
            buffer = io.BytesIO()
            with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
                for sheet in sheets:
                    page = book.add_worksheet()
                    for row, cells in sheet.rows.items():
                        for column, value in cells.items():
                            if isinstance(value, int | float):
                                page.write_number(row, column, value)
                            else:
                                page.write_string(row, column, str(value))
            (Path(place) / "bare.xlsx").write_bytes(buffer.getvalue())

        return in_turn(timed(export), timed(write), runs=5, warm_up=1)


def read_ours(touchpoints: int) -> Pairs:
    """Ours counts the start of the process that reads, and of its interpreter."""
    with tempfile.TemporaryDirectory(prefix="export-") as place:
        path = Path(place) / "ours.xlsx"
        document = document_of(touchpoints)
        export_workbook(document, path, maps=None, today=TODAY, findings={}, overwrite=True)

        def bare(_run: int) -> None:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            for sheet in book.worksheets:
                for _row in sheet.iter_rows(values_only=True):
                    pass
            book.close()

        return in_turn(
            timed(lambda _run: read_workbook(path, limits=Limits(seconds=120))),
            timed(bare),
            runs=5,
            warm_up=1,
        )


def pdf(touchpoints: int) -> Pairs:
    def paint(picture: Picture, path: Path) -> None:
        writer = QPdfWriter(str(path))
        writer.setResolution(_PDF_RESOLUTION)
        size = QPageSize(QSizeF(picture.width, picture.height), QPageSize.Unit.Point)
        layout = QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
        writer.setPageLayout(layout)
        _paint(writer, picture, _PDF_RESOLUTION / 72)

    return _picture(touchpoints, ".pdf", paint)


def svg(touchpoints: int) -> Pairs:
    def paint(picture: Picture, path: Path) -> None:
        generator = QSvgGenerator()
        generator.setFileName(str(path))
        generator.setSize(QSize(round(picture.width), round(picture.height)))
        generator.setViewBox(QRectF(0, 0, picture.width, picture.height))
        _paint(generator, picture, 1.0)

    return _picture(touchpoints, ".svg", paint)


def png(touchpoints: int) -> Pairs:
    def paint(picture: Picture, path: Path) -> None:
        scale = min(_PNG_SCALE, (_MOST_PIXELS / (picture.width * picture.height)) ** 0.5)
        size = QSize(round(picture.width * scale), round(picture.height * scale))
        image = QImage(size, QImage.Format.Format_RGB32)
        _paint(image, picture, scale)
        image.save(str(path))

    return _picture(touchpoints, ".png", paint)


def _picture(touchpoints: int, ending: str, paint: Callable[[Picture, Path], None]) -> Pairs:
    """Ours lays the map out, too; the bare one is told where everything goes."""
    document = document_of(touchpoints)
    picture = picture_of(document, MAP, style_for("light", application().font()))
    with tempfile.TemporaryDirectory(prefix="export-") as place:
        ours, bare = Path(place) / f"ours{ending}", Path(place) / f"bare{ending}"
        return in_turn(
            timed(lambda _run: export_map(document, MAP, ours)),
            timed(lambda _run: paint(picture, bare)),
            runs=5,
            warm_up=1,
        )


def _paint(device: QPaintDevice, picture: Picture, scale: float) -> None:
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    picture.paint(painter)
    painter.end()


_row = of_subject("export", most=2.0, grows="map")
_SAME = "QPainter drawing the same rectangles, texts and lines"

ROWS = (
    _row("xlsx", "export .xlsx", write_workbook, baseline="XlsxWriter writing the same cells"),
    _row("xlsx.read", "read .xlsx of ours", read_ours, baseline="openpyxl over the same file"),
    _row("pdf", "export PDF of the whole map", pdf, baseline=_SAME),
    _row("svg", "export SVG of the whole map", svg, baseline=_SAME),
    # a large picture takes seconds
    _row("png", "export PNG of the whole map", png, baseline=_SAME, quick=(30,)),
)
