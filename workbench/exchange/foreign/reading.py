"""What came of a foreign workbook: the document, where each cell went, and what found no place."""

from __future__ import annotations

import msgspec

from workbench.model.document import Document, diff
from workbench.model.patch import Label, Patch, decode_changes, encode_changes
from workbench.model.problems import Problem


class Placed(msgspec.Struct, frozen=True):
    """A cell that found a place.

    `what` says what it became, for colouring: stage, header, title, touchpoint, channel, score,
    feeling, note, field, persona, order. `table`, `id` and `field` name the entity and field,
    where there is one. Words: `foreign.what.<what>`.
    """

    sheet: int
    row: int
    column: int
    what: str
    table: str = ""
    id: str = ""
    field: str = ""


class Unplaced(msgspec.Struct, frozen=True):
    """A cell that found none, its text, and why; words: `foreign.unplaced.<why>`.

    `kept` says what became of it all the same: "" (left aside), "remarks" or "notes".
    """

    sheet: int
    row: int
    column: int
    text: str
    why: str
    kept: str = ""


class Conversion(msgspec.Struct, frozen=True):
    """A line whose values were converted, from which scale; words: `foreign.scale.<scale>`.

    `n` counts the converted values; `example` is one, as written and as kept.
    """

    sheet: int
    at: int
    header: str
    taken_for: str
    scale: str
    n: int
    example: tuple[str, float]


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of an import. `placed` and `unplaced` together hold every filled cell of the
    sheets, and every comment is in the document. `notices` say what a person should know, such
    as hidden rows that were read.
    """

    document: Document
    placed: tuple[Placed, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    conversions: tuple[Conversion, ...] = ()
    notices: tuple[Problem, ...] = ()

    def counts(self) -> dict[str, int]:
        """How many stages, lanes, touchpoints, notes and personas, and cells without place."""
        tables = ("maps", "stages", "lanes", "touchpoints", "notes", "personas")
        counted = {table: len(self.document.table(table)) for table in tables}
        return {**counted, "unplaced": len(self.unplaced)}


class _Sent(msgspec.Struct, frozen=True):
    changes: bytes
    placed: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...]
    conversions: tuple[Conversion, ...]
    notices: tuple[Problem, ...]


_decoder: msgspec.msgpack.Decoder[_Sent] = msgspec.msgpack.Decoder(_Sent)


def encode(reading: Reading) -> bytes:
    """A reading as bytes, for crossing from the worker process."""
    changes = encode_changes(diff(Document(), reading.document).changes)
    return msgspec.msgpack.encode(
        _Sent(changes, reading.placed, reading.unplaced, reading.conversions, reading.notices)
    )


def decode(data: bytes) -> Reading:
    """The reading that `encode` wrote. Raises msgspec.ValidationError on others."""
    sent = _decoder.decode(data)
    patch = Patch(Label.of("document.difference"), decode_changes(sent.changes))
    return Reading(
        document=Document().apply(patch),
        placed=sent.placed,
        unplaced=sent.unplaced,
        conversions=sent.conversions,
        notices=sent.notices,
    )
