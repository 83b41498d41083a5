"""What the window and its worker process say to each other, and how it is framed.

The worker holds a copy of the document: it is loaded once and follows by patches, so that a
question after an edit costs only the edit. Everything crosses as msgspec bytes behind a
four-byte length, never pickled.
"""

from __future__ import annotations

import datetime
import struct
from typing import BinaryIO

import msgspec

from workbench.exchange.foreign.layout import Layout, Options
from workbench.exchange.foreign_answers import Source
from workbench.model.problems import Problem

_LENGTH = struct.Struct(">I")


class Load(msgspec.Struct, frozen=True, tag="load"):
    """Hold this document, as `model.packing` packs it. No answer."""

    document: bytes


class Follow(msgspec.Struct, frozen=True, tag="follow"):
    """Apply these changes (`patch.encode_changes`) to the document held. No answer."""

    changes: bytes


class AskFindings(msgspec.Struct, frozen=True, tag="findings"):
    """The findings of one map, as `analysis.finding_changes.encode` writes them.

    `known` is the number of the answer about this map that was taken last, so that only what is
    different since crosses; 0 where all is wanted.
    """

    number: int
    map_id: str
    today: datetime.date
    known: int = 0


class AskExport(msgspec.Struct, frozen=True, tag="export"):
    """Write the workbook; all maps where `maps` is None. The answer is empty."""

    number: int
    path: str
    maps: tuple[str, ...] | None
    today: datetime.date
    overwrite: bool


class AskProposal(msgspec.Struct, frozen=True, tag="proposal"):
    """Read workbooks against the document held, as `proposal.encode` writes it."""

    number: int
    paths: tuple[str, ...]


class AskRatingSheets(msgspec.Struct, frozen=True, tag="rating-sheets"):
    """Write a rating sheet per name; the answer is their paths as a JSON list.

    All stages where `stages` is None.
    """

    number: int
    folder: str
    map_id: str
    names: tuple[str, ...]
    stages: tuple[str, ...] | None
    today: datetime.date
    overwrite: bool


class AskRatings(msgspec.Struct, frozen=True, tag="ratings"):
    """Read rating sheets against the document held, as `proposal.encode` writes it.

    `map_id` is the map that is shown; see `ratings.batch`.
    """

    number: int
    paths: tuple[str, ...]
    map_id: str


class AskFlow(msgspec.Struct, frozen=True, tag="flow"):
    """The flow figures of one map, as `analysis.flow_figures.encode` writes them.

    With `changes`, as they would be after these: the document held stays as it is.
    """

    number: int
    map_id: str
    changes: bytes = b""


class AskComparison(msgspec.Struct, frozen=True, tag="comparison"):
    """What a future map changes, as `analysis.compare.encode` writes it."""

    number: int
    map_id: str
    today: datetime.date


class AskForeign(msgspec.Struct, frozen=True, tag="foreign"):
    """Read somebody else's spreadsheet and guess what it is: a `foreign_answers.Opened`."""

    number: int
    source: Source


class AskForeignReading(msgspec.Struct, frozen=True, tag="foreign-reading"):
    """Read it as these layouts say, or as a saved mapping does: a `foreign_answers.Shown`.

    Of the layouts whose index is in `refit`, only form, area and headers hold.
    """

    number: int
    source: Source
    layouts: tuple[Layout, ...] = ()
    options: Options = Options()
    refit: tuple[int, ...] = ()
    mapping: str = ""


class AskForeignWhole(msgspec.Struct, frozen=True, tag="foreign-whole"):
    """All that an import so adds, as `foreign.reading.encode` writes it."""

    number: int
    source: Source
    layouts: tuple[Layout, ...]
    options: Options


class LeaveForeign(msgspec.Struct, frozen=True, tag="foreign-leave"):
    """Nobody looks at the foreign file any more: its cells may go. No answer."""


DocumentQuestion = AskExport | AskRatingSheets | AskRatings | AskFlow | AskComparison
ForeignQuestion = AskForeign | AskForeignReading | AskForeignWhole
Question = AskProposal | AskFindings | DocumentQuestion | ForeignQuestion
Request = Load | Follow | LeaveForeign | Question


class Answer(msgspec.Struct, frozen=True):
    """The answer to the request of that number: a payload, a problem, or a traceback.

    With `so_far`, the title of a sheet and how many of its rows were read, it is none yet.
    """

    number: int
    payload: bytes = b""
    problem: Problem | None = None
    unexpected: str = ""
    so_far: tuple[str, int] | None = None


_requests: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request)
_answers: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)
_encoder = msgspec.msgpack.Encoder()


def framed(message: Request | Answer) -> bytes:
    """A message with its length before it."""
    body = _encoder.encode(message)
    return _LENGTH.pack(len(body)) + body


def read_request(stream: BinaryIO) -> Request | None:
    """The next request; None at the end of the stream. Waits for it."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(head)
    return _requests.decode(stream.read(size))


def take_answers(buffer: bytearray) -> list[Answer]:
    """The whole answers at the start of `buffer`, which loses them."""
    answers = []
    while len(buffer) >= _LENGTH.size:
        (size,) = _LENGTH.unpack_from(buffer)
        end = _LENGTH.size + size
        if len(buffer) < end:
            break
        answers.append(_answers.decode(bytes(buffer[_LENGTH.size : end])))
        del buffer[:end]
    return answers
