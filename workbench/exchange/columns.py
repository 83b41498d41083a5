"""Which sheets and columns a workbook has: derived from the declared fields of each table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from workbench.model.entities import Entity
from workbench.model.fields import Field, fields_of
from workbench.words.labels import field_name
from workbench.words.say import say

SHEET_TABLES = (
    "maps",
    "personas",
    "needs",
    "channels",
    "stages",
    "lanes",
    "touchpoints",
    "notes",
    "connections",
    "triggers",
    "reasons",
    "practices",
)
"""The tables that have a data sheet, in the order of their sheets."""

MAP_TABLES = frozenset(
    {
        "stages",
        "lanes",
        "touchpoints",
        "notes",
        "connections",
        "triggers",
        "reasons",
        "practices",
    }
)
"""The tables whose rows belong to one map; a connection belongs to the map of its ends."""

SCOPED_TABLES = frozenset({"stages", "lanes", "touchpoints"})
"""The tables whose names are unique, and are looked up, within one map."""

PLAYBOOK = "playbook"
"""The pseudo-table of the playbook's practices, which rows name but no document holds."""

_MAIN_FIELDS = {
    "needs": ("text",),
    "touchpoints": ("title",),
    "notes": ("text",),
    "connections": ("source", "target"),
    "triggers": ("event",),
    "reasons": ("text",),
    "practices": ("practice",),
}
_LEFT_OUT = frozenset({"id", "rank", "asset", "icon"})
_OUR_OWN = frozenset({"map", "counterpart"})
"""Fields that have a column of another kind, or none: people cannot name a counterpart."""
_WIDTHS = {
    "line": 26,
    "text": 42,
    "number": 12,
    "whole": 12,
    "flag": 10,
    "date": 12,
    "choice": 15,
    "choices": 20,
    "reference": 22,
    "references": 30,
    "colour": 10,
    "message": 36,
    "home": 22,
    "formula": 12,
}

ColumnKind = Literal["id", "home-id", "home", "field", "message", "formula"]


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column of a data sheet.

    `name` is its key in the workbook's own memory: a field's name, or ``messages:ID`` for a
    trigger's wording for one persona. A "home" is the map a row belongs to, shown by name and
    remembered by a hidden id; a "formula" is computed in the workbook and never read back.
    """

    name: str
    header: str
    kind: ColumnKind
    field: Field | None = None
    persona: str = ""
    width: int = 12

    @property
    def hidden(self) -> bool:
        return self.kind in ("id", "home-id")


def main_field(table: str) -> str:
    """The field that names an entity of `table`; a connection is named by its start."""
    return main_fields(table)[0]


def main_fields(table: str) -> tuple[str, ...]:
    """The fields that together name an entity of `table`: both ends of a connection."""
    return _MAIN_FIELDS.get(table, ("name",))


def main_text(table: str, entity: Entity) -> str:
    """What names an entity, as the document holds it."""
    return str(getattr(entity, main_field(table)))


def sheet_title(table: str) -> str:
    return say(f"sheet.{table}")


def columns_of(table: str, personas: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of a table's sheet, left to right, with headers unique among them.

    `personas` gives the labels of those that triggers have a wording for, by id.
    """
    fields = fields_of(table)
    columns = [Column(name="id", header=field_name(table, "id"), kind="id")]
    if table in MAP_TABLES:
        columns.append(Column(name="map_id", header=say("column.map_id"), kind="home-id"))
        columns.append(
            Column(
                name="map",
                header=field_name("touchpoints", "map"),
                kind="home",
                field=fields.get("map"),
                width=_WIDTHS["home"],
            )
        )
    main = main_fields(table)
    others = [name for name in fields if name not in main and name not in _OUR_OWN]
    for name in (*main, *others):
        field = fields[name]
        if field.kind == "messages":
            columns.extend(_message(field, *persona) for persona in personas.items())
        elif field.kind not in _LEFT_OUT:
            columns.append(_column(field))
        if (table, name) == ("touchpoints", "satisfaction"):
            columns.append(
                Column(
                    name="opportunity",
                    header=say("column.opportunity"),
                    kind="formula",
                    width=_WIDTHS["formula"],
                )
            )
    headers = distinct(column.header for column in columns)
    return tuple(
        msgspec.structs.replace(column, header=header)
        for column, header in zip(columns, headers, strict=True)
    )


def columns_named(table: str, remembered: Iterable[tuple[str, str]]) -> dict[str, Column]:
    """The columns that a workbook remembers as (name, header), without those we no longer have."""
    known = {column.name: column for column in columns_of(table, {})}
    found = {}
    for name, header in remembered:
        column = known.get(name)
        if name.startswith("messages:"):
            column = _message(fields_of(table)["messages"], name.partition(":")[2], "")
        if column is not None:
            found[name] = msgspec.structs.replace(column, header=header)
    return found


def distinct(names: Iterable[str]) -> list[str]:
    """The names in order, made different from each other by "(2)", whatever their case."""
    wanted = list(names)
    taken: set[str] = set()
    first: list[bool] = []
    for name in wanted:
        first.append(name.casefold() not in taken)
        taken.add(name.casefold())
    counts: dict[str, int] = {}
    result = []
    for name, is_first in zip(wanted, first, strict=True):
        if not is_first:
            key = name.casefold()
            original, n = name, counts.get(key, 2)
            while (name := f"{original} ({n})").casefold() in taken:
                n += 1
            counts[key] = n + 1
            taken.add(name.casefold())
        result.append(name)
    return result


def _column(field: Field) -> Column:
    return Column(
        name=field.name,
        header=field_name(field.table, field.name),
        kind="field",
        field=field,
        width=_WIDTHS[field.kind],
    )


def _message(field: Field, persona: str, label: str) -> Column:
    return Column(
        name=f"messages:{persona}",
        # a table's heading is escaped by one part of a workbook and not by another
        header=say("column.message", persona=label).replace("_x", "_ x"),
        kind="message",
        field=field,
        persona=persona,
        width=_WIDTHS["message"],
    )
