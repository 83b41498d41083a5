"""Which part of a workspace goes into a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

import msgspec

from workbench.exchange.columns import MAP_TABLES, SHEET_TABLES
from workbench.model import entities as e
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.fields import fields_of
from workbench.model.problems import Problem, RefusedEdit
from workbench.model.rules import targets


class Extract(msgspec.Struct, frozen=True):
    """The entities that a workbook holds, by table in reading order, and what they mention.

    `mentioned` are (table, id) that rows refer to without having a row themselves.
    """

    maps: tuple[str, ...]
    tables: Mapping[str, tuple[e.Entity, ...]]
    mentioned: tuple[tuple[str, str], ...]

    def named(self) -> Iterator[tuple[str, str]]:
        """Every (table, id) that needs a label."""
        for table, items in self.tables.items():
            yield from ((table, item.id) for item in items)
        yield from self.mentioned


def extract(document: Document, maps: Iterable[str] | None) -> Extract:
    """The chosen maps with their personas, or all of the workspace for None.

    The channels come along whole: they are the library to choose from. Raises RefusedEdit for
    a map that does not exist.
    """
    everything = [journey.id for journey in queries.maps(document)]
    wanted = everything if maps is None else list(dict.fromkeys(maps))
    for identifier in wanted:
        if identifier not in document.maps:
            raise RefusedEdit(Problem.of("entity.unknown", identifier, table="maps"))
    tables = {table: _rows(document, table, wanted) for table in SHEET_TABLES}
    if maps is not None:
        personas = _personas(document, wanted, tables)
        tables["personas"] = tuple(p for p in tables["personas"] if p.id in personas)
        tables["needs"] = tuple(
            need for need in tables["needs"] if cast(e.Need, need).persona in personas
        )
    return Extract(tuple(wanted), tables, _mentioned(tables))


def home_of(document: Document, table: str, entity: e.Entity) -> str | None:
    """The map that a row belongs to; None for what belongs to the workspace."""
    if isinstance(entity, e.Connection):
        return queries.map_of(document, "touchpoints", entity.source)
    return getattr(entity, "map", None) if table in MAP_TABLES else None


def _rows(document: Document, table: str, maps: list[str]) -> tuple[e.Entity, ...]:
    match table:
        case "maps":
            return tuple(document.maps[identifier] for identifier in maps)
        case "personas":
            return queries.personas(document)
        case "needs":
            personas = queries.personas(document)
            return tuple(n for persona in personas for n in queries.needs(document, persona.id))
        case "channels":
            return queries.channels(document)
    return tuple(item for map_id in maps for item in _rows_of_map(document, table, map_id))


def _rows_of_map(document: Document, table: str, map_id: str) -> tuple[e.Entity, ...]:
    match table:
        case "stages":
            return queries.stages(document, map_id)
        case "lanes":
            return queries.lanes(document, map_id)
        case "touchpoints":
            return queries.touchpoints(document, map_id)
        case "connections":
            return queries.connections(document, map_id)
    order = {
        item.id: index
        for items in (queries.stages(document, map_id), queries.lanes(document, map_id))
        for index, item in enumerate(items)
    }

    def place(item: e.Entity) -> tuple[int, int, str, str]:
        stage, lane = getattr(item, "stage", None), getattr(item, "lane", None)
        rank = getattr(item, "rank", "")
        return order.get(stage or "", -1), order.get(lane or "", -1), rank, item.id

    items = (item for item in document.table(table).values() if getattr(item, "map", "") == map_id)
    return tuple(sorted(items, key=place))


def _personas(
    document: Document, maps: list[str], tables: Mapping[str, tuple[e.Entity, ...]]
) -> set[str]:
    found = {persona for map_id in maps for persona in document.maps[map_id].personas}
    mentioned = _mentions(tables, (*MAP_TABLES, "maps"))
    found.update(identifier for table, identifier in mentioned if table == "personas")
    found.update(
        document.needs[identifier].persona for table, identifier in mentioned if table == "needs"
    )
    return found


def _mentioned(tables: Mapping[str, tuple[e.Entity, ...]]) -> tuple[tuple[str, str], ...]:
    present = {(table, item.id) for table, items in tables.items() for item in items}
    return tuple(place for place in _mentions(tables, tables) if place not in present)


def _mentions(
    tables: Mapping[str, tuple[e.Entity, ...]], names: Iterable[str]
) -> dict[tuple[str, str], None]:
    found: dict[tuple[str, str], None] = {}
    for table in names:
        fields = [field for field in fields_of(table).values() if field.reference]
        for item in tables[table]:
            for field in fields:
                found.update(((field.reference, target), None) for target in targets(field, item))
    return found
