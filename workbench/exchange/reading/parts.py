"""A book in pieces, in the order in which they are read, and how they cross to another process.

A date, a time or an error would arrive as text or not at all: they cross as extensions of
msgpack, everything else as it is.
"""

from __future__ import annotations

import datetime
import struct
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

import msgspec

from workbench.exchange.sheets import Area, Book, Broken, Sheet, Value
from workbench.model.problems import Problem

Cells = dict[int, dict[int, Value]]


class Began(msgspec.Struct, frozen=True, tag="began"):
    """A sheet begins."""

    title: str
    is_hidden: bool = False


class Rows(msgspec.Struct, frozen=True, tag="rows"):
    """Further rows of the sheet that began last."""

    cells: dict[int, dict[int, Any]]


class Marks(msgspec.Struct, frozen=True, tag="marks"):
    """What else there is on that sheet, which ends here."""

    merged: tuple[Area, ...] = ()
    comments: dict[int, dict[int, str]] = {}
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


class Finished(msgspec.Struct, frozen=True, tag="finished"):
    """The whole file was read; as in Book."""

    kind: str
    encoding: str = ""
    separator: str = ""
    cleaned: int = 0


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The file cannot be read."""

    problem: Problem


Part = Began | Rows | Marks | Finished
Progress = Callable[[str, int], None]
"""Told the title of the sheet that is read, and its rows so far."""


def book_of(parts: Iterable[Part], progress: Progress | None = None) -> Book | None:
    """The book that the parts make; None where they stop before the end of it."""
    sheets: list[Sheet] = []
    title, is_hidden, cells = "", False, Cells()
    for part in parts:
        match part:
            case Began():
                title, is_hidden, cells = part.title, part.is_hidden, {}
            case Rows():
                cells.update(part.cells)
            case Marks():
                sheets.append(
                    Sheet(
                        title,
                        cells,
                        part.merged,
                        part.comments,
                        part.hidden_rows,
                        part.hidden_columns,
                        is_hidden,
                    )
                )
            case Finished():
                return Book(part.kind, tuple(sheets), part.encoding, part.separator, part.cleaned)
        if progress is not None:
            progress(title, len(cells))
    return None


def parts_of(book: Book) -> Iterator[Part]:
    """The pieces of a book."""
    for sheet in book.sheets:
        yield Began(sheet.title, sheet.is_hidden)
        yield Rows({row: dict(values) for row, values in sheet.rows.items()})
        comments = {row: dict(texts) for row, texts in sheet.comments.items()}
        yield Marks(sheet.merged, comments, sheet.hidden_rows, sheet.hidden_columns)
    yield Finished(book.kind, book.encoding, book.separator, book.cleaned)


def encode_book(book: Book) -> bytes:
    """A whole book for another process; `decode_book` undoes it."""
    return b"".join(map(framed, parts_of(book)))


def decode_book(data: bytes) -> Book:
    """The book of `encode_book`. Raises ValueError for anything else."""

    def parts() -> Iterator[Part]:
        start = 0
        while start < len(data):
            (size,) = _LENGTH.unpack_from(data, start)
            start += _LENGTH.size + size
            part = _decoder.decode(data[start - size : start])
            assert not isinstance(part, Refused)
            yield part

    book = book_of(parts())
    if book is None:
        raise ValueError("the book is not whole")
    return book


_LENGTH = struct.Struct(">I")
_DATETIME, _DATE, _TIME, _DURATION, _BROKEN = range(1, 6)
_PLAIN = frozenset({str, int, float, bool})


def framed(part: Part | Refused) -> bytes:
    """A part as bytes, its length before it."""
    if isinstance(part, Rows):
        part = Rows(
            {
                row: {
                    column: value if type(value) in _PLAIN else _packed(value)
                    for column, value in values.items()
                }
                for row, values in part.cells.items()
            }
        )
    body = _encoder.encode(part)
    return _LENGTH.pack(len(body)) + body


def read_part(stream: IO[bytes]) -> Part | Refused | None:
    """The next part; None where the stream ends, even in the middle of one. Waits for it."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(head)
    body = stream.read(size)
    return _decoder.decode(body) if len(body) == size else None


def _packed(value: Value) -> msgspec.msgpack.Ext:
    match value:
        case datetime.datetime():
            return msgspec.msgpack.Ext(_DATETIME, value.isoformat().encode())
        case datetime.date():
            return msgspec.msgpack.Ext(_DATE, value.isoformat().encode())
        case datetime.time():
            return msgspec.msgpack.Ext(_TIME, value.isoformat().encode())
        case datetime.timedelta():
            microseconds = value // datetime.timedelta(microseconds=1)
            return msgspec.msgpack.Ext(_DURATION, str(microseconds).encode())
        case Broken():
            return msgspec.msgpack.Ext(_BROKEN, value.error.encode())
    raise TypeError(f"no cell holds a {type(value).__name__}")


def _unpacked(code: int, data: memoryview) -> Value:
    text = bytes(data).decode()
    return Broken(text) if code == _BROKEN else _UNPACKED[code](text)


_UNPACKED: dict[int, Callable[[str], Value]] = {
    _DATETIME: datetime.datetime.fromisoformat,
    _DATE: datetime.date.fromisoformat,
    _TIME: datetime.time.fromisoformat,
    _DURATION: lambda text: datetime.timedelta(microseconds=int(text)),
}
_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[Part | Refused] = msgspec.msgpack.Decoder(
    Part | Refused, ext_hook=_unpacked
)
