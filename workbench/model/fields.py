"""The declared fields of every table, read from the annotations of `entities`."""

from __future__ import annotations

import datetime
import re
import types
import typing
from collections.abc import Iterable
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from workbench.model.entities import TABLES, Entity, Message

Kind = Literal[
    "id",
    "rank",
    "line",
    "text",
    "number",
    "whole",
    "flag",
    "date",
    "choice",
    "choices",
    "reference",
    "references",
    "colour",
    "icon",
    "asset",
    "numbers",
    "messages",
]


class Field(msgspec.Struct, frozen=True):
    """One field of a table: its kind, limits, choices and what it refers to.

    `shape` is a regular expression for the whole of a text. `type` holds it too.
    """

    table: str
    name: str
    kind: Kind
    type: Any
    default: Any
    optional: bool = False
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    reference: str = ""
    on_removal: str = ""
    shape: str = ""


@cache
def fields_of(table: str) -> dict[str, Field]:
    """The fields of `table` in declared order, by name. Raises KeyError for no table."""
    entity = TABLES[table]
    hints = typing.get_type_hints(entity, include_extras=True)
    defaults = {info.name: info.default for info in msgspec.structs.fields(entity)}
    return {
        name: _describe(table, name, hints[name], defaults[name])
        for name in entity.__struct_fields__
    }


@cache
def references_to(table: str) -> tuple[Field, ...]:
    """Every field of any table that refers to entities of `table`."""
    return tuple(
        field for name in TABLES for field in fields_of(name).values() if field.reference == table
    )


def entity_of(table: str, plain: Any, *, strict: bool = True) -> Entity:
    """The entity that plain data with all its fields stands for.

    Without `strict`, texts stand for numbers too. Raises msgspec.ValidationError.
    """
    entity = msgspec.convert(plain, TABLES[table], strict=strict)
    for field in _shaped(table):
        msgspec.convert(getattr(entity, field.name), field.type)
    return entity


def are_shaped(table: str, entities: Iterable[Entity]) -> bool:
    """Whether ids and ranks of entities of a table are such: what their types leave open."""
    return all(
        _all_of(field.shape, list(map(attrgetter(field.name), entities)))
        for field in _shaped(table)
    )


@cache
def _shaped(table: str) -> tuple[Field, ...]:
    return tuple(field for field in fields_of(table).values() if field.shape)


def _all_of(shape: str, values: list[str]) -> bool:
    # no shape has room for a line end
    joined = "\n".join([*values, ""])
    matches = re.fullmatch(f"(?:{shape}\n)*+", joined)
    return matches is not None and joined.count("\n") == len(values)


def _describe(table: str, name: str, hint: Any, default: Any) -> Field:
    inner, optional = hint, False
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        (inner,) = (part for part in typing.get_args(hint) if part is not type(None))
        optional = True
    many = typing.get_origin(inner) is tuple
    if many:
        inner = typing.get_args(inner)[0]
    meta = Meta()
    base = inner
    if typing.get_origin(inner) is typing.Annotated:
        base, meta = typing.get_args(inner)[:2]
    extra = meta.extra or {}
    choices: tuple[str, ...] = ()
    kind: Kind
    if "reference" in extra:
        kind = "references" if many else "reference"
    elif base is Message:
        kind = "messages"
    elif typing.get_origin(base) is Literal:
        kind, choices = "choices" if many else "choice", typing.get_args(base)
    elif base is float:
        kind = "numbers" if many else "number"
    elif base is bool:
        kind = "flag"
    elif base is int:
        kind = "whole"
    elif base is datetime.date:
        kind = "date"
    else:
        kind = extra["kind"]
    shape = extra.get("shape", "")
    if shape:
        hint = Annotated[str, Meta(pattern=rf"^(?:{shape})\Z", max_length=meta.max_length)]
    low, high = meta.ge, meta.le
    return Field(
        table=table,
        name=name,
        kind=kind,
        type=hint,
        default=default,
        optional=optional,
        low=low,
        high=high,
        choices=choices,
        reference=extra.get("reference", "personas" if kind == "messages" else ""),
        on_removal=extra.get("on_removal", "clear" if kind == "messages" else ""),
        shape=shape,
    )
