"""What a file is, decided by its content and never by its name."""

from __future__ import annotations

import re
from typing import BinaryIO, Literal

from workbench.exchange.problems import ExchangeError
from workbench.exchange.reading import archive, ole
from workbench.exchange.reading.limits import MOST_TEXT_BYTES
from workbench.model.problems import Problem

Kind = Literal["xlsx", "strict", "xlsb", "ods", "xls", "text"]

_START = 4096
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_STARTS: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((b"%PDF",), "workbook.pdf"),
    (_PICTURES, "workbook.picture"),
    (_PACKED, "workbook.packed"),
    ((b"{\\rtf",), "workbook.word"),
    ((b"SQLite format 3",), "workbook.database"),
)
_OLE: dict[ole.Content, str] = {
    "password": "workbook.password",
    "word": "workbook.word",
    "powerpoint": "workbook.powerpoint",
    "mail": "workbook.mail",
    "unknown": "workbook.not_a_workbook",
}
_WEB = re.compile(rb"<(!doctype html|html|head|body|table|meta)\b", re.IGNORECASE)
_XML = re.compile(rb"<(\?xml|!DOCTYPE|[A-Za-z]+[ :>][^\n]*>)")


def kind_of(file: BinaryIO) -> Kind:
    """The kind of spreadsheet a file is; "text" may still turn out to be none.

    Raises ExchangeError, naming what the file is instead, or that it is protected, damaged
    or too large.
    """
    start = file.read(_START)
    file.seek(0)
    if start.startswith(ole.MAGIC):
        return _old(file)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return archive.kind(file)
    for beginnings, code in _STARTS:
        if start.startswith(beginnings) and not _is_text(start):
            raise ExchangeError(Problem.of(code))
    _refuse_markup(start)
    if file.seek(0, 2) > MOST_TEXT_BYTES:
        raise ExchangeError(Problem.of("workbook.too_large"))
    file.seek(0)
    return "text"


def _old(file: BinaryIO) -> Kind:
    try:
        content = ole.content(file)
    except ValueError as error:
        raise ExchangeError(Problem.of("workbook.damaged")) from error
    file.seek(0)
    if content == "xls":
        return "xls"
    raise ExchangeError(Problem.of(_OLE[content]))


def _is_text(start: bytes) -> bool:
    """Whether a beginning that could be a picture’s is that of a text: “BMW, …”."""
    return (
        start.startswith((b"BM", b"RIFF", b"BZh", b"Rar!", b"GIF8"))
        and start.isascii()
        and (b"\x00" not in start)
    )


def _refuse_markup(start: bytes) -> None:
    plain = start.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").lstrip(b"\xff\xfe \t\r\n")
    if plain.startswith(b"<"):
        if _WEB.search(plain):
            raise ExchangeError(Problem.of("workbook.web_page"))
        if b"urn:schemas-microsoft-com:office:spreadsheet" in plain or b"office:spreadsheet" in (
            plain
        ):
            raise ExchangeError(Problem.of("workbook.old_xml"))
        if _XML.match(plain):
            raise ExchangeError(Problem.of("workbook.xml"))
    if plain.startswith((b'{"', b"[{", b"{\n")):
        raise ExchangeError(Problem.of("workbook.json"))
