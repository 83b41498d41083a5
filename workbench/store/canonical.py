"""A table of entities as lines of canonical JSON: what msgspec writes, made unambiguous.

msgspec leaves a default out only where the value is the very same object, and writes 9.0.
Canonical JSON leaves out whatever equals the default, and writes 9. Both are done to the bytes
of many entities at once, in half the time of a dict for each of them. Nothing inside a text can
be mistaken for a field: there every quote has a backslash before it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, pairwise
from operator import attrgetter
from typing import Any

import msgspec

from workbench.model.entities import TABLES, Entity
from workbench.model.fields import are_shaped, fields_of

# the id is written last, so that another field follows every number
_FRACTION = re.compile(rb'\.0(?=,"[a-z])')
_ID = len(',"id":""}')

_encoder = msgspec.json.Encoder()

_kept: dict[str, dict[str, tuple[list[Entity], bytes]]] = {}
"""What was proved last, by table and first id: the entities of a piece, and their lines. A save
after a few edits writes and proves only the pieces where these are."""


class NotAsWrittenError(Exception):
    """What was written would be read as something else."""


def lines(table: str, entities: Mapping[str, Entity], *, proved: bool = False) -> bytes:
    """The entities of a table sorted by id, one a line: ``"ID": {FIELDS}``, with commas between.

    With `proved`, what is written was read again and compared; raises NotAsWrittenError.
    """
    kept, current = _kept.get(table, {}), {}
    for ids in _pieces(sorted(entities)):
        piece = [entities[key] for key in ids]
        known = kept.get(ids[0])
        if known is None or known[0] != piece:
            known = (piece, _lines(table, piece, proved=proved))
        current[ids[0]] = known
    if proved:
        _kept[table] = current
    return b",\n".join(text for _, text in current.values())


def _pieces(ids: list[str]) -> Iterator[list[str]]:
    """The ids in pieces of some 250, which are mostly the same when one comes or goes.

    Between two pieces other threads get their turn.
    """
    starts = [place for place, key in enumerate(ids) if hash(key) % 256 == 0]
    for start, end in pairwise(sorted({0, *starts, len(ids)})):
        yield ids[start:end]


def _lines(table: str, entities: list[Entity], *, proved: bool) -> bytes:
    written = _written(table, entities)
    if proved:
        _prove(table, entities, written)
    ids = [entity.id for entity in entities]
    lines = written.decode().split("\n")
    return ",\n".join(
        [f'"{key}": {{{line[1 : -len(key) - _ID]}}}' for key, line in zip(ids, lines, strict=False)]
    ).encode()


def _prove(table: str, entities: list[Entity], written: bytes) -> None:
    try:
        read = _decoder(table).decode_lines(written)
    except msgspec.DecodeError as error:
        raise NotAsWrittenError from error
    if read != entities or not are_shaped(table, entities):
        raise NotAsWrittenError


def _written(table: str, entities: list[Entity]) -> bytes:
    """The entities one a line, the id as the last field of each."""
    lists, signed = _numbers(table)
    if lists or any(map(_is_minus_nothing, _values(signed, entities))):
        entities = [_with_plain_numbers(entity, lists, signed) for entity in entities]
    data = _encoder.encode_lines(entities)
    for default in _defaults(table):
        data = data.replace(default, b"")
    return _FRACTION.sub(b"", data)


@cache
def _defaults(table: str) -> tuple[bytes, ...]:
    """The fields that say no more than their default, as msgspec may write them.

    There is but one empty text, none and truth: these it leaves out by itself.
    """
    return tuple(
        b'"%b":%b,' % (field.name.encode(), _encoder.encode(field.default))
        for field in fields_of(table).values()
        if isinstance(field.default, str) and field.default
    )


@cache
def _numbers(table: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields that hold lists of numbers, and those that hold one, perhaps below 0."""
    fields = fields_of(table).values()
    return (
        tuple(field.name for field in fields if field.kind == "numbers"),
        tuple(
            field.name
            for field in fields
            if field.kind == "number" and (field.low is None or field.low < 0)
        ),
    )


def _values(names: Iterable[str], entities: list[Entity]) -> Iterator[Any]:
    return chain.from_iterable(map(attrgetter(name), entities) for name in names)


def _is_minus_nothing(value: float | None) -> bool:
    return value == 0 and math.copysign(1, value) < 0


def _with_plain_numbers(entity: Entity, lists: Iterable[str], signed: Iterable[str]) -> Entity:
    """The entity without −0, and with whole numbers in its lists where they are."""
    plain: dict[str, Any] = {name: 0 for name in signed if _is_minus_nothing(getattr(entity, name))}
    for name in lists:
        items = getattr(entity, name)
        plain[name] = tuple(int(item) if item == int(item) else item for item in items)
    return msgspec.structs.replace(entity, **plain)


@cache
def _decoder(table: str) -> msgspec.json.Decoder[Entity]:
    return msgspec.json.Decoder(TABLES[table])
