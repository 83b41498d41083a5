"""The declared fields of every table, read from the annotations of `entities`."""

from __future__ import annotations

import datetime
import types
import typing
from functools import cache
from typing import Any, Literal

import msgspec
from msgspec import Meta

from workbench.model.entities import TABLES, Message

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
    """One field of a table: its kind, limits, choices and what it refers to."""

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
    )
