"""Reading a document as this program writes it, a whole table at a time.

Whatever is unusual about a file, be it harmless or not, makes this give up. Then the file is
read entity by entity, which takes several times as long and names every fault by its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec

from workbench.model import rules
from workbench.model.document import Document
from workbench.model.entities import TABLES, Entity
from workbench.model.fields import are_shaped, fields_of

_ESCAPED_COLON = b"\\u003"
_DELETE = b"\x7f"
"""The one character of ASCII that is unclean without an escape."""


class Table(NamedTuple):
    """The entities of a table as they are written, sorted by id."""

    name: str
    entities: list[Entity]


class Uncertain(NamedTuple):
    """Fields whose declared type says less than what a document keeps, by kind."""

    lines: tuple[str, ...]
    texts: tuple[str, ...]
    lists: tuple[str, ...]
    messages: tuple[str, ...]


def read(data: bytes, format_: int, most_entities: int) -> Document | None:
    """The document in `data`, without repairs; None where a closer look is needed."""
    try:
        plain = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if type(plain) is not dict or type(plain.get("format")) is not int:
        return None
    if plain.pop("format") != format_ or not all(map(_is_table, plain, plain.values())):
        return None
    if sum(map(len, plain.values())) > most_entities:
        return None
    try:
        tables = [_table(name, bodies) for name, bodies in plain.items()]
    except (msgspec.ValidationError, OverflowError):
        return None
    if not all(are_shaped(table.name, table.entities) for table in tables):
        return None
    # each member has one, and there is no other colon outside texts; that an object has an id of
    # its own, or one member twice, is seen by their number
    outside = 1 + sum(_colons(table, plain[table.name]) for table in tables)
    colons = data.count(b":")
    if colons != outside and colons != outside + sum(map(_colons_in_texts, tables)):
        return None
    is_escaped = b"\\" in data
    if is_escaped and _ESCAPED_COLON in data:
        return None
    is_clean = data.isascii() and not is_escaped and _DELETE not in data
    return Document({table.name: _cleaned(table, texts=not is_clean) for table in tables})


def _is_table(name: str, bodies: object) -> bool:
    """Whether it is one that is known, of objects; each of these is given its id."""
    if name not in TABLES or type(bodies) is not dict or set(map(type, bodies.values())) - {dict}:
        return False
    for key, body in bodies.items():
        body["id"] = key
    return True


def _table(name: str, bodies: dict[str, dict[str, Any]]) -> Table:
    """Raises msgspec.ValidationError or OverflowError for a value that is of another type."""
    ordered = [bodies[key] for key in sorted(bodies)]
    entities = msgspec.convert(ordered, _list_of(name))
    return Table(name, entities)


def _colons(table: Table, bodies: dict[str, dict[str, Any]]) -> int:
    """The colons in JSON of a table but for those in texts of entities, if no object in it gives
    one name to two members."""
    # the table's own; an id inside a body stands for its name in the table
    found = 1 + sum(map(len, bodies.values()))
    for name in uncertain(table.name).messages:
        for message in chain.from_iterable(body.get(name, ()) for body in bodies.values()):
            found += len(message) + message.get("text", "").count(":")
    return found


def _colons_in_texts(table: Table) -> int:
    lines, texts, _, _ = uncertain(table.name)
    return _joined((*lines, *texts), table.entities).count(":")


def _cleaned(table: Table, *, texts: bool) -> dict[str, Entity]:
    """The entities by id as a document keeps them. Without `texts`, these are clean already."""
    entities = table.entities
    if _may_name_twice(table) or (texts and _may_be_unclean(table)):
        entities = [cleaned(table.name, entity) for entity in entities]
    return dict(zip(map(attrgetter("id"), entities), entities, strict=True))


def _may_be_unclean(table: Table) -> bool:
    lines, texts, _, messages = uncertain(table.name)
    return (
        any(any(map(attrgetter(name), table.entities)) for name in messages)
        or not _joined(lines, table.entities).isprintable()
        or not _joined(texts, table.entities).replace("\n", "").replace("\t", "").isprintable()
    )


def _may_name_twice(table: Table) -> bool:
    """Whether a list of any entity names one thing twice."""
    for name in uncertain(table.name).lists:
        values = list(map(attrgetter(name), table.entities))
        # most name one thing at most, which is told at once
        if max(map(len, values), default=0) > 1 and any(
            len(value) > 1 and len(set(value)) < len(value) for value in values
        ):
            return True
    return False


def cleaned(name: str, entity: Entity) -> Entity:
    """The entity as a document keeps it: clean texts, and no list that names one thing twice."""
    lines, texts, lists, messages = uncertain(name)
    if (
        any(not getattr(entity, field).isprintable() for field in (*lines, *texts))
        or any(len(set(value)) < len(value) for it in lists if (value := getattr(entity, it)))
        or any(getattr(entity, field) for field in messages)
    ):
        return rules.cleaned(name, entity)
    return entity


def _joined(names: Sequence[str], entities: Sequence[Entity]) -> str:
    return "".join(chain.from_iterable(map(attrgetter(name), entities) for name in names))


@cache
def uncertain(name: str) -> Uncertain:
    """The fields of a table that `cleaned` looks at."""
    kinds = (("line",), ("text",), ("choices", "references"), ("messages",))
    return Uncertain(
        *(
            tuple(field.name for field in fields_of(name).values() if field.kind in several)
            for several in kinds
        )
    )


@cache
def _list_of(name: str) -> Any:
    return list[TABLES[name]]  # type: ignore[valid-type]
