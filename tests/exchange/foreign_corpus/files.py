"""Sheets written to the kinds of files people have: .xlsx, .ods, .csv and .tsv."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

from tests.exchange.foreign_corpus.sheet import Formula, Percent, Sheet, Value


def write(
    path: Path, sheets: Sequence[Sheet], *, encoding: str = "utf-8", separator: str = ","
) -> None:
    """Write `sheets` in the kind that the ending of `path` names."""
    match path.suffix:
        case ".xlsx":
            _write_xlsx(path, sheets)
        case ".ods":
            _write_ods(path, sheets)
        case ".csv" | ".tsv" | ".txt":
            (sheet,) = sheets
            path.write_bytes(_separated(sheet, separator).encode(encoding))
        case ending:
            raise ValueError(ending)


def _write_xlsx(path: Path, sheets: Sequence[Sheet]) -> None:
    with xlsxwriter.Workbook(path) as book:
        percent = book.add_format({"num_format": "0%"})
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.title)
            for top, left, bottom, right in sheet.merged:
                page.merge_range(top, left, bottom, right, "")
            for (row, column), value in sheet.cells.items():
                match value:
                    case str():
                        page.write_string(row, column, value)
                    case Percent(share):
                        page.write_number(row, column, share, percent)
                    case Formula(text, result):
                        page.write_formula(row, column, text, None, result)
                    case datetime.date():
                        page.write_datetime(row, column, value, date)
                    case number:
                        page.write_number(row, column, number)
            for column in sheet.hidden_columns:
                page.set_column(column, column, None, None, {"hidden": True})
            for (row, column), text in sheet.comments.items():
                page.write_comment(row, column, text)
            if sheet.picture:
                page.insert_image(1, 1, sheet.picture)


def _separated(sheet: Sheet, separator: str) -> str:
    """Decimal commas where the comma is free, as programs set to such a language write."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    for row in range(sheet.height):
        writer.writerow(
            _plain(sheet.cells.get((row, column), ""), comma=separator == ";")
            for column in range(sheet.width)
        )
    return text.getvalue()


def _plain(value: Value, *, comma: bool) -> str:
    match value:
        case Formula(_, result):
            return _plain(result, comma=comma)
        case float():
            return f"{value:g}".replace(".", ",") if comma else f"{value:g}"
        case _:
            return str(value)


def _write_ods(path: Path, sheets: Sequence[Sheet]) -> None:
    """The least that makes an OpenDocument spreadsheet."""
    names = ("office", "table", "text")
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    content = "".join(_ods_table(sheet) for sheet in sheets)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}'
            f' office:version="1.2"><office:body><office:spreadsheet>{content}'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest='
            '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" '
            'manifest:media-type="text/xml"/></manifest:manifest>',
        )


def _ods_table(sheet: Sheet) -> str:
    spans = {
        (top, left): f' table:number-rows-spanned="{bottom - top + 1}"'
        f' table:number-columns-spanned="{right - left + 1}"'
        for top, left, bottom, right in sheet.merged
    }
    rows = []
    for row in range(sheet.height):
        cells = (
            _ods_cell(sheet.cells.get((row, column)), spans.get((row, column), ""))
            for column in range(sheet.width)
        )
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return f"<table:table table:name={quoteattr(sheet.title)}>{''.join(rows)}</table:table>"


def _ods_cell(value: Value | None, span: str) -> str:
    match value:
        case None:
            return f"<table:table-cell{span}/>"
        case Percent(share):
            kind = f'office:value-type="percentage" office:value="{share}"'
        case Formula(_, result):
            return _ods_cell(result, span)
        case int() | float():
            kind = f'office:value-type="float" office:value="{value}"'
        case datetime.date():
            kind = f'office:value-type="date" office:date-value="{value}"'
        case _:
            kind = 'office:value-type="string"'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f"<table:table-cell {kind}{span}>{lines}</table:table-cell>"
