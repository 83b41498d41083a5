"""The hostile files: what each is, how it is made, and how it may end.

A file ends in an import ("read") or in the sentence of one of the codes given. Where several
are given, it depends on the machine which limit is met first.
"""

from __future__ import annotations

import io
import os
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.exchange.hostile.packages import (
    DOCUMENT,
    HONEST,
    MAIN,
    PROLOGUE,
    RELATIONS,
    ods_parts,
    ods_row,
    ole,
    sheet,
    text_row,
    xls,
    xlsx,
    xlsx_parts,
    zipped,
)

READ = "read"
CUT_OFF, DAMAGED, TOO_LARGE = "workbook.cut_off", "workbook.damaged", "workbook.too_large"
PASSWORD, UNPACKED, NOT_ONE = "workbook.password", "workbook.unpacked", "workbook.not_a_workbook"
TIME, MEMORY = "workbook.time_limit", "workbook.memory_limit"
LIMITS = (TIME, MEMORY)
IS_BIG = bool(os.environ.get("JOURNEY_BIG_FILES"))
"""Whether the heavy files are made as heavy as they come, which takes minutes."""


class Hostile(NamedTuple):
    """One file: its name, what makes its bytes, and the codes it may end in."""

    name: str
    make: Callable[[], bytes]
    ends: tuple[str, ...]


class Place(NamedTuple):
    """What is no file at all: its name, what makes it, and the code it ends in."""

    name: str
    make: Callable[[Path], None]
    end: str


def hostile() -> Iterator[Hostile]:
    """All of them, by and by."""
    yield from _archives()
    yield from _sheets()
    yield from _xml()
    yield from _other_kinds()
    yield from _open_document()
    yield from _old_office()
    yield from _texts()


def number_row(reference: str, number: int) -> str:
    """A row of one number."""
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{reference}"><v>{number}</v></c></row>'


def _archives() -> Iterator[Hostile]:
    honest = xlsx()
    padded = xlsx(docProps__app__xml=random.Random(1).randbytes(40_000))
    for percent in (10, 50, 90, 99):
        yield Hostile(
            f"cut-at-{percent}.xlsx", lambda p=percent: padded[: len(padded) * p // 100], (CUT_OFF,)
        )
    yield Hostile("bomb-in-one-part.xlsx", _bomb, (*LIMITS, DAMAGED))
    yield Hostile("bomb-by-overlap.xlsx", _overlapping, (UNPACKED, CUT_OFF, DAMAGED))
    yield Hostile(
        "bomb-in-a-bomb.xlsx",
        lambda: zipped({"a.zip": zipped({"b": "0" * 9**7})}),
        ("workbook.zip",),
    )
    yield Hostile(
        "30000-parts.xlsx",
        lambda: zipped(xlsx_parts() | {f"x/{n}": "" for n in range(30_000)}),
        (UNPACKED,),
    )
    yield Hostile(
        "names-that-lead-out.xlsx",
        lambda: zipped(
            xlsx_parts()
            | {"../../escaped.txt": "x", "/tmp/escaped.txt": "x", "C:\\escaped.txt": "x"}
        ),
        (READ,),
    )
    yield Hostile("same-name-twice.xlsx", _twice, (DAMAGED,))
    yield Hostile("size-too-small.xlsx", lambda: _patched(honest, 24, 10), (DAMAGED, CUT_OFF))
    yield Hostile("size-too-large.xlsx", lambda: _patched(honest, 24, 10**6), (READ, DAMAGED))
    yield Hostile("size-of-gigabytes.xlsx", lambda: _patched(honest, 24, 2**31), (UNPACKED,))
    yield Hostile("wrong-checksum.xlsx", lambda: _patched(honest, 16, 1), (DAMAGED,))
    yield Hostile(
        "unknown-packing.xlsx", lambda: _patched(honest, 10, 99, "<H"), (DAMAGED, CUT_OFF)
    )
    yield Hostile("encrypted-parts.xlsx", lambda: _patched(honest, 8, 1, "<H"), (PASSWORD,))
    yield Hostile("empty-archive.xlsx", lambda: zipped({}), ("workbook.zip",))
    yield Hostile("bytes-before-it.xlsx", lambda: b"PK\x03\x04" + honest, (READ, CUT_OFF, DAMAGED))
    yield Hostile("noise-in-the-middle.xlsx", lambda: _noisy(padded), (DAMAGED, CUT_OFF, READ))


def _bomb() -> bytes:
    """Half a gigabyte of blanks in half a megabyte."""
    size = (550 if IS_BIG else 300) * 2**20
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in xlsx_parts(strings="").items():
            if name != "xl/sharedStrings.xml":
                archive.writestr(name, data)
        with archive.open("xl/sharedStrings.xml", "w") as part:
            part.write(f'{PROLOGUE}<sst xmlns="{MAIN}"><si><t>'.encode())
            for _ in range(size // 2**20):
                part.write(b" " * 2**20)
            part.write(b"</t></si></sst>")
    return buffer.getvalue()


def _overlapping() -> bytes:
    """A thousand names for one part of ten megabytes."""
    data = zipped({"a": "0" * 10**7})
    at, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = data[at:end]
    entries = b"".join(entry[:46] + bytes([97 + n % 26]) + entry[47:] for n in range(1000))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1000, 1000, len(entries), at, 0)
    return data[:at] + entries + tail


def _twice() -> bytes:
    buffer = io.BytesIO()
    parts = xlsx_parts()
    renamed = parts | {"xl/worksheets/sheet2.xml": HONEST}
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in renamed.items():
            archive.writestr(name, data)
    return buffer.getvalue().replace(b"worksheets/sheet2.xml", b"worksheets/sheet1.xml")


def _patched(data: bytes, offset: int, value: int, form: str = "<I") -> bytes:
    """The archive with a number of its last entry in the directory changed."""
    at = data.rindex(b"PK\x01\x02") + offset
    packed = struct.pack(form, value)
    return data[:at] + packed + data[at + len(packed) :]


def _noisy(data: bytes) -> bytes:
    middle = len(data) // 4
    return data[:middle] + random.Random(2).randbytes(500) + data[middle + 500 :]


def _sheets() -> Iterator[Hostile]:
    corners = number_row("A1", 1) + number_row("XFD1048576", 2)
    everything = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    honest = text_row(1, "Stage", "Touchpoint")
    vast = '<dimension ref="A1:XFD1048576"/>'
    yield Hostile("lying-size.xlsx", lambda: xlsx(sheet(honest, before=vast)), (READ,))
    small = '<dimension ref="A1"/>'
    yield Hostile("lying-size-small.xlsx", lambda: xlsx(sheet(honest, before=small)), (READ,))
    yield Hostile("opposite-corners.xlsx", lambda: xlsx(sheet(corners)), (READ,))
    yield Hostile("all-merged.xlsx", lambda: xlsx(sheet(honest, after=everything)), (READ,))
    yield Hostile("20000-merges.xlsx", _merges, (READ, *LIMITS))
    hidden = '<cols><col min="1" max="2000000000" hidden="1"/></cols>'
    yield Hostile("hidden-beyond-the-end.xlsx", lambda: xlsx(sheet(honest, before=hidden)), (READ,))
    yield Hostile("3-million-unused-strings.xlsx", _unused_strings, (READ, *LIMITS))
    yield Hostile("5000-sheets.xlsx", lambda: xlsx(*[HONEST] * 5000), (READ, *LIMITS))
    yield Hostile("honest-million-rows.xlsx", _million_rows, (READ, *LIMITS))
    yield Hostile("100000-columns.xlsx", _many_columns, (TOO_LARGE,))
    for name, cell, ends in (
        ("row-of-10-digits", '<row r="9999999999"><c r="A9999999999"><v>1</v></c></row>', ()),
        ("row-below-zero", '<row r="-5"><c r="A1"><v>1</v></c></row>', (READ,)),
        ("column-beyond", '<row r="1"><c r="ZZZ1"><v>1</v></c></row>', ()),
        ("no-reference", '<row r="1"><c r="11A"><v>1</v></c></row>', ()),
        ("string-that-is-not-there", '<row r="1"><c r="A1" t="s"><v>99</v></c></row>', ()),
        ("style-that-is-not-there", '<row r="1"><c r="A1" s="999"><v>1</v></c></row>', (READ,)),
        ("number-too-large", '<row r="1"><c r="A1"><v>1e999</v></c></row>', (READ,)),
        ("number-of-9999-digits", f'<row r="1"><c r="A1"><v>{"9" * 9999}</v></c></row>', ()),
        ("not-a-number", '<row r="1"><c r="A1"><v>nan</v></c></row>', ()),
        ("unknown-type", '<row r="1"><c r="A1" t="?"><v>x</v></c></row>', (READ,)),
    ):
        yield Hostile(f"{name}.xlsx", lambda c=cell: xlsx(sheet(c)), ends or (DAMAGED, TOO_LARGE))
    yield Hostile("endless-text.xlsx", _endless_text, (READ, *LIMITS))
    escapes = text_row(1, "a_x0000_b_x000D_c", "_xD800_", "_x0001_")
    yield Hostile("escaped-controls.xlsx", lambda: xlsx(sheet(escapes)), (READ,))
    fetching = (
        '<row r="1"><c r="A1"><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>7</v></c>'
        '<c r="B1"><f>[1]Other!A1</f><v>8</v></c><c r="C1"><f>HYPERLINK("file:///etc/passwd")</f>'
        "</c></row>"
    )
    yield Hostile("formulas-that-fetch.xlsx", lambda: xlsx(sheet(fetching)), (READ,))
    yield Hostile("no-sheet-there.xlsx", _without_sheet, ("workbook.no_sheet",))
    yield Hostile("relations-in-a-circle.xlsx", _circular, (READ, DAMAGED))
    yield Hostile(
        "macros.xlsm", lambda: xlsx(xl__vbaProject__bin=b"\xd0\xcf\x11\xe0 macros"), (READ,)
    )


def _merges() -> bytes:
    areas = "".join(f'<mergeCell ref="A{n}:XFD{n + 9}"/>' for n in range(1, 20_000))
    return xlsx(sheet(text_row(1, "Stage"), after=f"<mergeCells>{areas}</mergeCells>"))


def _unused_strings() -> bytes:
    items = "<si><t>unused</t></si>" * 3_000_000
    return xlsx(strings=f'{PROLOGUE}<sst xmlns="{MAIN}">{items}</sst>')


def _million_rows() -> bytes:
    return xlsx(sheet("".join(number_row(f"A{n}", n) for n in range(1, 1_000_001))))


def _many_columns() -> bytes:
    cells = "".join(f"<c><v>{n}</v></c>" for n in range(100_000))
    return xlsx(sheet(f"<row>{cells}</row>"))


def _endless_text() -> bytes:
    return xlsx(sheet(text_row(1, "x" * (100 if IS_BIG else 20) * 2**20)))


def _without_sheet() -> bytes:
    parts = xlsx_parts()
    del parts["xl/worksheets/sheet1.xml"]
    return zipped(parts)


def _circular() -> bytes:
    relations = (
        f'{PROLOGUE}<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
        f'Type="{DOCUMENT}/worksheet" Target="sheet1.xml"/></Relationships>'
    )
    return zipped(xlsx_parts() | {"xl/worksheets/_rels/sheet1.xml.rels": relations})


def _xml() -> Iterator[Hostile]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    row = text_row(1, "&l11;")
    for name, declared, text in (
        ("entities-that-expand", laughs, row),
        ("entity-from-a-file", '<!ENTITY l11 SYSTEM "file:///etc/passwd">', row),
        ("entity-from-the-net", '<!ENTITY l11 SYSTEM "http://127.0.0.1:9/x">', row),
        (
            "entity-of-parameters",
            '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;',
            text_row(1, "a"),
        ),
    ):
        start = f"<!DOCTYPE worksheet [{declared}]>"
        page = sheet(text, start=start)
        yield Hostile(f"{name}.xlsx", lambda p=page: xlsx(p), (DAMAGED,))
        strings = f"{start}<sst xmlns='{MAIN}'><si><t>a</t></si></sst>"
        yield Hostile(f"{name}-in-strings.xlsx", lambda s=strings: xlsx(strings=s), (DAMAGED,))
    outside = sheet(text_row(1, "a"), start='<!DOCTYPE w SYSTEM "http://127.0.0.1:9/w.dtd">')
    yield Hostile("declared-elsewhere.xlsx", lambda: xlsx(outside), (READ, DAMAGED))
    yield Hostile(
        "control-characters.xlsx", lambda: xlsx(sheet(text_row(1, "a\x01\x00b"))), (DAMAGED,)
    )
    yield Hostile("deep-nesting.xlsx", _deep, (READ, DAMAGED, *LIMITS, "workbook.ended"))
    yield Hostile("200000-attributes.xlsx", _many_attributes, (READ, DAMAGED, *LIMITS))
    odd = HONEST.replace("UTF-8", "no-such-encoding")
    yield Hostile("unknown-encoding.xlsx", lambda: xlsx(odd), (DAMAGED,))
    broken = zipped(
        xlsx_parts() | {"xl/worksheets/sheet1.xml": HONEST.encode()[:-30] + b"\xff\xfe"}
    )
    yield Hostile("not-utf-8.xlsx", lambda: broken, (DAMAGED,))


def _deep() -> bytes:
    return xlsx(sheet("<row>" + "<c>" * 200_000 + "</c>" * 200_000 + "</row>"))


def _many_attributes() -> bytes:
    attributes = " ".join(f'a{n}=""' for n in range(200_000))
    return xlsx(sheet(f'<row r="1"><c r="A1" {attributes}/></row>'))


def _other_kinds() -> Iterator[Hostile]:
    png = b"\x89PNG\r\n\x1a\n" + zlib.compress(bytes(1000))
    word = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
    slides = zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"})
    text = b"Stage,Touchpoint\nAwareness,Ad\n"
    yield Hostile("xlsx-called.csv", xlsx, (READ,))
    yield Hostile("csv-called.xlsx", lambda: text, (READ,))
    yield Hostile("xls-called.xlsx", lambda: xls([(0, 0, 1.0)]), (READ,))
    yield Hostile("ods-called.xls", lambda: zipped(ods_parts(ods_row("a", "b"))), (READ,))
    yield Hostile("picture-called.xlsx", lambda: png, ("workbook.picture",))
    yield Hostile("pdf-called.csv", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ("workbook.pdf",))
    yield Hostile("word-called.xlsx", lambda: word, ("workbook.word",))
    yield Hostile("slides-called.xlsx", lambda: slides, ("workbook.powerpoint",))
    page = b"<html><body><table><tr><td>Stage</td></tr></table></body></html>"
    yield Hostile("web-page-called.xls", lambda: page, ("workbook.web_page",))
    yield Hostile(
        "workspace.journey", lambda: zipped({"document.json": "{}"}), ("workbook.journey",)
    )
    yield Hostile("json-called.csv", lambda: b'{"format": 1}', ("workbook.json",))
    yield Hostile("gzip-called.csv", lambda: b"\x1f\x8b\x08\x00" + bytes(50), ("workbook.packed",))
    garbage = zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": os.urandom(3000)})
    yield Hostile("garbage.xlsb", lambda: garbage, (DAMAGED, "workbook.no_sheet", "workbook.ended"))
    yield Hostile("empty.xlsx", lambda: b"", ("workbook.empty",))


def _open_document() -> Iterator[Hostile]:
    many = 'table:number-columns-repeated="16384"'
    value = f'<table:table-cell {many} office:value-type="float" office:value="1"/>'
    blank = f"<table:table-cell {many}/>"
    rows = 'table:number-rows-repeated="1048576"'
    date = 'office:value-type="date" office:date-value="99999-99-99"'
    for name, row, ends in (
        ("repeated-values", f"<table:table-row {rows}>{value}</table:table-row>", (TOO_LARGE,)),
        (
            "repeated-blanks",
            f"{ods_row('a')}<table:table-row {rows}>{blank}</table:table-row>",
            (READ,),
        ),
        ("repeated-billions", ods_row("a", more=value.replace("16384", "9999999999")), (READ,)),
        (
            "repeated-less-than-nothing",
            ods_row("a", more=value.replace("16384", "-7")),
            (READ, DAMAGED),
        ),
        ("spaces", ods_row('<text:s text:c="2000000000"/>'), (READ, "workbook.empty")),
        ("dates-that-are-none", ods_row("a", more=f"<table:table-cell {date}/>"), (READ,)),
    ):
        yield Hostile(f"{name}.ods", lambda r=row: zipped(ods_parts(r)), ends)
    yield Hostile("tables-in-tables.ods", _tables_in_tables, (READ, DAMAGED, *LIMITS))
    yield Hostile("texts-in-texts.ods", _texts_in_texts, (READ, DAMAGED, *LIMITS))
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    yield Hostile(
        "entities.ods", lambda: zipped(ods_parts(ods_row("&b;"), start=laughs)), (DAMAGED,)
    )
    manifest = "<m><file-entry><encryption-data/></file-entry></m>"
    yield Hostile(
        "with-a-password.ods",
        lambda: zipped(ods_parts(ods_row("a")) | {"META-INF/manifest.xml": manifest}),
        (PASSWORD,),
    )
    other = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}
    yield Hostile("a-text.odt", lambda: zipped(other), ("workbook.open_document",))
    yield Hostile("cut-at-50.ods", lambda: zipped(ods_parts(ods_row("a")))[:300], (CUT_OFF,))


def _tables_in_tables() -> bytes:
    into, out = "<table:table-cell><table:table>", "</table:table></table:table-cell>"
    return zipped(ods_parts(ods_row("a", more=into * 5000 + out * 5000)))


def _texts_in_texts() -> bytes:
    return zipped(ods_parts(ods_row("<text:span>" * 50_000 + "</text:span>" * 50_000)))


def _old_office() -> Iterator[Hostile]:
    protected = ole({"EncryptionInfo": bytes(4096), "EncryptedPackage": bytes(4096)})
    yield Hostile("with-a-password.xlsx", lambda: protected, (PASSWORD,))
    yield Hostile("with-a-password.xls", lambda: xls([(0, 0, 1.0)], filepass=True), (PASSWORD,))
    yield Hostile("a-letter.xls", lambda: ole({"WordDocument": bytes(4096)}), ("workbook.word",))
    slides = ole({"PowerPoint Document": bytes(4096)})
    yield Hostile("slides.xls", lambda: slides, ("workbook.powerpoint",))
    yield Hostile(
        "directory-in-a-circle.xls", lambda: ole({"x": bytes(4096)}, circle=True), (NOT_ONE,)
    )
    yield Hostile("cut-at-10.xls", lambda: xls([(0, 0, 1.0)])[:500], (DAMAGED,))
    yield Hostile("cut-at-50.xls", lambda: xls([(0, 0, 1.0)])[:3000], (DAMAGED, READ))
    corners = [(0, 0, 1.0), (65535, 255, 2.0)]
    yield Hostile("opposite-corners.xls", lambda: xls(corners), (READ, *LIMITS))
    yield Hostile("lying-size.xls", lambda: xls(corners[:1], size=(65536, 256)), (READ, *LIMITS))
    vast = (2**32 - 1, 65535)
    yield Hostile(
        "lying-size-vast.xls", lambda: xls(corners[:1], size=vast), (READ, DAMAGED, *LIMITS)
    )
    noise = ole({"Workbook": random.Random(3).randbytes(20_000)})
    yield Hostile("noise.xls", lambda: noise, (DAMAGED, "workbook.no_sheet", "workbook.ended"))


def _texts() -> Iterator[Hostile]:
    noise = random.Random(4).randbytes(50_000)
    yield Hostile("million-columns.csv", lambda: b"," * 1_000_000 + b"x\n", (TOO_LARGE,))
    yield Hostile(
        "million-rows.csv", lambda: b"Awareness,Ad\n" * 1_000_000, (READ, TOO_LARGE, *LIMITS)
    )
    yield Hostile("nuls.csv", lambda: b"Stage,Touch\x00point\nAwareness,Ad\n" * 20, (READ,))
    yield Hostile("line-of-100-mb.csv", lambda: b"x" * 100_000_000, (TOO_LARGE,))
    yield Hostile(
        "never-closed.csv", lambda: b'Stage,"Touch\n' + b"Awareness,Ad\n" * 200_000, (READ, *LIMITS)
    )
    yield Hostile("only-quotes.csv", lambda: b'"' * 2_000_001, (READ, *LIMITS, "workbook.empty"))
    yield Hostile("only-separators.csv", lambda: b";;;;\n" * 1000, ("workbook.empty",))
    yield Hostile("only-line-ends.csv", lambda: b"\r\n" * 100_000, ("workbook.empty",))
    yield Hostile("noise.csv", lambda: noise, (NOT_ONE,))
    yield Hostile("zeros.csv", lambda: bytes(100_000), (NOT_ONE, "workbook.empty"))
    yield Hostile(
        "half-a-character.csv", lambda: "名,価格\n朝,1\n".encode("utf-16-le")[:-1], (READ, NOT_ONE)
    )
    yield Hostile("mark-alone.csv", lambda: b"\xff\xfe", ("workbook.empty",))
    yield Hostile(
        "bent-utf-8.csv", lambda: "Größe,Straße\n".encode() * 50 + b"\xff\xfe\xfd\n", (READ,)
    )
    yield Hostile("formulas.csv", lambda: b"=cmd|'/c calc'!A1,@x,+1,-1\n", (READ,))


def places() -> Iterator[Place]:
    """What cannot be read because it is no ordinary file."""
    yield Place("folder.xlsx", lambda path: path.mkdir(), "workbook.folder")
    yield Place("nowhere.xlsx", lambda path: None, "workbook.missing")  # noqa: ARG005
    if os.name != "nt":
        yield Place("pipe.xlsx", os.mkfifo, "workbook.not_a_file")
        yield Place("device.xlsx", lambda path: path.symlink_to("/dev/zero"), "workbook.not_a_file")
        yield Place("to-nowhere.xlsx", lambda path: path.symlink_to("gone"), "workbook.link")
        yield Place("to-itself.xlsx", lambda path: path.symlink_to(path.name), "workbook.link")
