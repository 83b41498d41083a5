"""Spreadsheet files put together by hand, byte by byte where that is what makes them hostile."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def sheet(rows: str, *, before: str = "", after: str = "", start: str = PROLOGUE) -> str:
    """The XML of a worksheet around its rows."""
    return (
        f'{start}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def text_row(number: int, *texts: str) -> str:
    """A row of texts from column A on."""
    cells = (
        f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for at, text in enumerate(texts)
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


HONEST = sheet(text_row(1, "Stage", "Touchpoint") + text_row(2, "Awareness", "Ad"))


def xlsx_parts(
    sheets: Iterable[str] = (HONEST,), strings: str | None = None, styles: str | None = None
) -> dict[str, str | bytes]:
    """The parts of a workbook by their names, for `zipped`."""
    pages = list(sheets)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPES}worksheet+xml"/>'
        for n in range(1, len(pages) + 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{DOCUMENT}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(pages) + 1)
    )
    named = "".join(
        f'<sheet name="Sheet{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(pages) + 1)
    )
    parts: dict[str, str | bytes] = {}
    for name, kind, data in (
        ("sharedStrings", "sharedStrings", strings),
        ("styles", "styles", styles),
    ):
        if data is not None:
            overrides += f'<Override PartName="/xl/{name}.xml" ContentType="{TYPES}{kind}+xml"/>'
            parts[f"xl/{name}.xml"] = data
    parts["[Content_Types].xml"] = (
        f'{PROLOGUE}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}sheet.main+xml"/>'
        f"{overrides}</Types>"
    )
    parts["_rels/.rels"] = (
        f'{PROLOGUE}<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
        f'Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )
    parts["xl/workbook.xml"] = (
        f'{PROLOGUE}<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>'
        f"{named}</sheets></workbook>"
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        f'{PROLOGUE}<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'
    )
    for n, page in enumerate(pages, start=1):
        parts[f"xl/worksheets/sheet{n}.xml"] = page
    return parts


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """The parts as a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def xlsx(*sheets: str, strings: str | None = None, **parts: str | bytes) -> bytes:
    """A workbook of these sheets; further parts by name, a double underscore for the dot."""
    extra = {name.replace("__", "."): data for name, data in parts.items()}
    return zipped(xlsx_parts(sheets or (HONEST,), strings) | extra)


ODS_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def ods_parts(
    rows: str, *, start: str = '<?xml version="1.0" encoding="UTF-8"?>'
) -> dict[str, str | bytes]:
    """The parts of an .ods file with one table of these rows."""
    content = (
        f'{start}<office:document-content xmlns:office="{_OASIS}:office:1.0" '
        f'xmlns:table="{_OASIS}:table:1.0" xmlns:text="{_OASIS}:text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="One">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return {"mimetype": ODS_MIMETYPE, "content.xml": content}


def ods_row(*texts: str, more: str = "") -> str:
    """A row of texts."""
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f"<table:table-row>{cells}{more}</table:table-row>"


SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(streams: Mapping[str, bytes], *, circle: bool = False) -> bytes:
    """An OLE file of these streams, each at least 4,096 bytes; optionally a circular directory."""
    names = ["Root Entry", *streams]
    sizes = [-(-len(data) // SECTOR) for data in streams.values()]
    directory_sectors = -(-len(names) // 4)
    first = 1 + directory_sectors
    table = [_TABLE, *range(2, first), 1 if circle else _END]
    entries = b""
    starts = []
    for size in sizes:
        starts.append(len(table))
        table += [*range(len(table) + 1, len(table) + size), _END]
    for at, name in enumerate(names):
        is_root = at == 0
        data = b"" if is_root else streams[name]
        spelled = name.encode("utf-16-le") + b"\0\0"
        entries += struct.pack(
            "<64sHBBIII16sIQQIQ",
            spelled,
            len(spelled),
            5 if is_root else 2,
            1,
            _FREE,
            at + 1 if not is_root and at + 1 < len(names) else _FREE,
            1 if is_root and len(names) > 1 else _FREE,
            bytes(16),
            0,
            0,
            0,
            _END if is_root else starts[at - 1],
            len(data),
        )
    assert len(table) <= SECTOR // 4, "one sector holds the whole table"
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        bytes(16),
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        bytes(6),
        0,
        1,
        1,
        0,
        4096,
        _END,
        0,
        _END,
        0,
    )
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    body = struct.pack("<128I", *table, *[_FREE] * (128 - len(table)))
    body += entries.ljust(directory_sectors * SECTOR, b"\0")
    for data, size in zip(streams.values(), sizes, strict=True):
        body += data.ljust(size * SECTOR, b"\0")
    return header + body


def record(kind: int, data: bytes) -> bytes:
    """One record of an old workbook (BIFF8)."""
    return struct.pack("<HH", kind, len(data)) + data


def xls(
    cells: Iterable[tuple[int, int, float]],
    *,
    size: tuple[int, int] = (8, 8),
    filepass: bool = False,
) -> bytes:
    """An .xls workbook of one sheet with these numbers at row and column, both from 0.

    `size` is what it says of itself: so many rows and columns.
    """
    bof = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 0)
    start = record(0x0809, bof)
    if filepass:
        start += record(0x002F, struct.pack("<H", 0) + bytes(4))
    start += record(0x0042, struct.pack("<H", 1200))
    end = record(0x000A, b"")
    place = len(start) + len(record(0x0085, bytes(8) + b"Sheet1")) + len(end)
    name = struct.pack("<IBBBB", place, 0, 0, len("Sheet1"), 0) + b"Sheet1"
    book = start + record(0x0085, name) + end
    assert len(book) == place
    page = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 0))
    page += record(0x0200, struct.pack("<IIHHH", 0, size[0], 0, size[1], 0))
    for row, column, value in cells:
        page += record(0x0203, struct.pack("<HHHd", row, column, 0, value))
    data = book + page + end
    return ole({"Workbook": data.ljust(4096, b"\0")})
