"""A document as bytes: JSON that two versions of can be compared line by line.

The form is described in docs/file-format.md. Writing is canonical: equal documents give
equal bytes. Reading takes any order and white space, but no shape or value that the
entities do not declare; what cannot be read is named by its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from workbench.model import repairs
from workbench.model.document import Document
from workbench.model.entities import TABLES, Entity
from workbench.model.fields import Field, entity_of, fields_of
from workbench.model.problems import Problem
from workbench.store import bounds, canonical, quick_reading
from workbench.store.errors import StoreError
from workbench.store.migrations.steps import STEPS, Plain, Step, migrated

FORMAT = 2
MOST_ENTITIES = 500_000


class Decoded(msgspec.Struct, frozen=True):
    """A document that was read, what had to be repaired in it, and whether it may be saved.

    It is read-only when a newer program wrote it: what this one does not know is left out.
    """

    document: Document
    repairs: tuple[Problem, ...] = ()
    read_only: bool = False


def encode(document: Document, *, proved: bool = False) -> bytes:
    """The document as UTF-8 JSON: tables as declared, entities by id, one a line.

    With `proved`, every entity was read again as it is written, once for all that is written
    later; raises canonical.NotAsWrittenError where that gives another one.
    """
    sections = [b'{"format": %d' % FORMAT]
    for table in TABLES:
        lines = canonical.lines(table, document.table(table), proved=proved)
        if lines:
            sections.append(b'"%s": {\n%s\n}' % (table.encode(), lines))
    return b",\n".join(sections) + b"\n}\n"


def decode(data: bytes, *, steps: Mapping[int, Step] = STEPS, current: int = FORMAT) -> Decoded:
    """The document that `data` holds, in this or an older format, or as far as known a newer.

    References to what is not there are repaired, and told. Raises StoreError for what is no
    document or holds a value that a field does not take, naming the place.
    """
    parsed = parse(data, steps=steps, current=current)
    document, told = repairs.repaired(parsed.document)
    return Decoded(document, tuple(told), parsed.read_only)


def parse(data: bytes, *, steps: Mapping[int, Step] = STEPS, current: int = FORMAT) -> Decoded:
    """The same without repairs: the entities as they are written."""
    if len(data) > bounds.LARGEST:
        raise _refusal("file.too_large", limit=bounds.LARGEST // 1024**2)
    document = quick_reading.read(data, current, MOST_ENTITIES)
    return Decoded(document) if document is not None else _closely(data, steps, current)


def _closely(data: bytes, steps: Mapping[int, Step], current: int) -> Decoded:
    """What `parse` gives of whatever is not quite as this program writes it."""
    plain = _json(data)
    found = plain.get("format")
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise _refusal("file.format", got=_shown(found))
    newer = found > current
    if found < current:
        plain = migrated(plain, current, steps)
    tables = {
        table: _entities(table, given, lenient=newer)
        for table, given in plain.items()
        if table != "format" and _known(table, given, lenient=newer)
    }
    return Decoded(Document(tables), read_only=newer)


def _json(data: bytes) -> Plain:
    """The object that `data` is, once it was found to be of bearable shape."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    bones = bounds.skeleton(data)
    if bounds.too_deep(bones):
        raise _refusal("file.nesting", limit=bounds.DEEPEST)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refusal("file.encoding", line=data.count(b"\n", 0, error.start) + 1) from None
    try:
        plain = msgspec.json.decode(data)
    except msgspec.ValidationError:
        # anything is asked for, so that only numbers can fail: those beyond all bounds
        raise _refusal("file.number") from None
    except msgspec.DecodeError as error:
        raise _refusal("file.syntax", line=_broken_line(data, error)) from None
    if not isinstance(plain, dict):
        raise _refusal("file.not_document")
    if bounds.members(bones) != bounds.distinct_members(plain):
        raise _refusal("file.duplicate", place=_first_duplicate(text))
    entities = sum(len(table) for table in plain.values() if isinstance(table, dict))
    if entities > MOST_ENTITIES:
        raise _refusal("file.count", n=entities, limit=MOST_ENTITIES)
    return plain


def _known(table: str, given: object, *, lenient: bool) -> bool:
    """Whether to read a table. Raises StoreError for one that this format does not have."""
    if table in TABLES and isinstance(given, dict):
        return True
    if lenient:
        return False
    if table not in TABLES:
        raise _refusal("file.table_unknown", place=table[:60])
    raise _refusal("file.not_object", place=table)


def _entities(table: str, given: Mapping[str, object], *, lenient: bool) -> dict[str, Entity]:
    read = (
        (key, _entity(table, key, body, lenient=lenient)) for key, body in sorted(given.items())
    )
    return {key: entity for key, entity in read if entity is not None}


def _entity(table: str, key: str, body: object, *, lenient: bool) -> Entity | None:
    """One entity; None for one of a newer format that cannot do without what is not known."""
    if isinstance(body, dict) and "id" not in body:
        try:
            entity = entity_of(table, {"id": key, **body})
        except (msgspec.ValidationError, OverflowError):
            pass
        else:
            return quick_reading.cleaned(table, entity)
    if not lenient:
        raise StoreError(_trouble(table, key, body))
    if not isinstance(body, dict):
        return None
    fields = fields_of(table)
    known = {
        name: value
        for name, value in body.items()
        if name != "id" and name in fields and _fits(fields[name], value)
    }
    return None if known == body else _entity(table, key, known, lenient=True)


def _trouble(table: str, key: str, body: object) -> Problem:
    """What is wrong with an entity that cannot be read, at its exact place."""
    place = f"{table}/{key[:60]}"
    fields = fields_of(table)
    if not _fits(fields["id"], key):
        return Problem.of("file.id", place=place)
    if not isinstance(body, dict):
        return Problem.of("file.not_object", key, place=place)
    for name, value in body.items():
        if name == "id" or name not in fields:
            return Problem.of("file.field_unknown", key, place=f"{place}/{name[:60]}")
        if not _fits(fields[name], value):
            return _misfit(fields[name], f"{place}/{name}", key, value)
    missing = next(
        name
        for name, field in fields.items()
        if field.default is msgspec.NODEFAULT and name != "id" and name not in body
    )
    return Problem.of("file.field_missing", key, place=f"{place}/{missing}")


def _fits(field: Field, value: object) -> bool:
    try:
        msgspec.convert(value, field.type)
    except (msgspec.ValidationError, OverflowError):
        return False
    return True


def _misfit(field: Field, place: str, key: str, value: object) -> Problem:
    limits = {
        name: limit
        for name, limit in (("low", field.low), ("high", field.high))
        if limit is not None
    }
    return Problem.of(
        f"file.value.{field.kind}",
        key,
        place=place,
        got=_shown(value),
        choices=", ".join(field.choices),
        **limits,
    )


def _shown(value: object) -> str:
    """A value as it stands in the file, cut where it grows long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:59] + "…"


def _refusal(code: str, **parameters: Any) -> StoreError:
    return StoreError(Problem.of(code, **parameters))


def _broken_line(data: bytes, error: msgspec.DecodeError) -> int:
    """The line of data that is no JSON in which the reader stumbled, the last where it is cut."""
    place = re.search(r"\(byte (\d+)\)", str(error))
    return data.count(b"\n", 0, int(place[1]) if place else len(data)) + 1


def _first_duplicate(text: str) -> str:
    """The name that an object of this JSON gives to two members."""
    found: list[str] = []

    def note(pairs: list[tuple[str, Any]]) -> None:
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                found.append(name)
            seen.add(name)

    json.loads(text, object_pairs_hook=note)
    return found[0][:60]
