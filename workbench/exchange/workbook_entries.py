"""Which row of a returned workbook is which entity, and which rows are new or gone."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from workbench.exchange.base_sheet import Base
from workbench.exchange.cell_reading import is_unchanged, text
from workbench.exchange.columns import MAP_TABLES, SCOPED_TABLES, main_field
from workbench.exchange.labels import one_line
from workbench.exchange.shown import shown
from workbench.exchange.table_reading import Row, Table
from workbench.exchange.workbook_names import Names
from workbench.model.document import Document
from workbench.model.entities import Connection, Entity
from workbench.model.ids import new_id

_NAMED = SCOPED_TABLES | {"maps", "personas", "needs", "channels"}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One row and what it is about.

    `exported` is the entity as it was exported, None for a new row, whose `id` is fresh.
    `home` is the row's map, None for rows without one and where none could be found.
    """

    table: Table
    row: Row
    id: str
    exported: Entity | None
    home: str | None


class Entries(msgspec.Struct, frozen=True):
    """The rows of one sheet, and the exported entities without a row.

    Those come with the address of their emptied row, "" where the row is gone.
    """

    table: Table
    rows: tuple[Entry, ...]
    missing: tuple[tuple[Entity, str], ...]


def entries_of(
    document: Document, base: Base, tables: Sequence[Table], names: Names
) -> list[Entries]:
    """The rows of every sheet; their names are registered with `names` on the way.

    Of several rows with one id the first is that entity, the others are new, and so is a row
    with an id that was not exported. A row without any content is no row.
    """
    found = []
    for table in sorted(tables, key=lambda it: it.table != "maps"):
        entries = _entries(document, base, table, names)
        for entry in entries.rows:
            _register(entry, names)
        found.append(entries)
    order = [table.table for table in tables]
    return sorted(found, key=lambda it: order.index(it.table.table))


def is_changed(entry: Entry, base: Base) -> bool:
    """Whether somebody edited a cell of an exported row."""
    assert entry.exported is not None
    return any(
        column.kind in ("field", "message")
        and not is_unchanged(shown(column, entry.exported, base.labels), entry.row.cells.get(name))
        for name, column in entry.table.columns.items()
        if name in entry.table.places
    )


def _entries(document: Document, base: Base, table: Table, names: Names) -> Entries:
    exported = base.entities[table.table]
    rows: list[Entry] = []
    seen: set[str] = set()
    emptied: dict[str, str] = {}
    for row in table.rows:
        entity = exported.get(row.id) if row.id not in seen else None
        if not _has_content(row, table):
            if entity is not None and _had_content(entity, table, base):
                emptied.setdefault(row.id, table.address(row.number, main_field(table.table)))
                continue
            if entity is None:
                continue
        if entity is not None:
            seen.add(entity.id)
        rows.append(
            Entry(
                table=table,
                row=row,
                id=entity.id if entity is not None else new_id(table.table),
                exported=entity,
                home=_home(document, base, table, row, entity, names),
            )
        )
    missing = tuple(
        (entity, emptied.get(identifier, ""))
        for identifier, entity in exported.items()
        if identifier not in seen
    )
    return Entries(table, tuple(rows), missing)


def _has_content(row: Row, table: Table) -> bool:
    return any(
        table.columns[name].kind in ("field", "message") and text(value).strip()
        for name, value in row.cells.items()
    )


def _had_content(entity: Entity, table: Table, base: Base) -> bool:
    return any(
        shown(table.columns[name], entity, base.labels) is not None
        for name in table.places
        if table.columns[name].kind in ("field", "message")
    )


def _home(
    document: Document,
    base: Base,
    table: Table,
    row: Row,
    entity: Entity | None,
    names: Names,
) -> str | None:
    if table.table == "maps":
        return entity.id if entity is not None else None
    if table.table not in MAP_TABLES:
        return None
    if isinstance(entity, Connection):
        return base.labels.scope("touchpoints", entity.source)
    if entity is not None:
        return str(entity.map)  # type: ignore[attr-defined]
    written = text(row.cells.get("map")).strip()
    if written:
        return names.find("maps", written, "")
    remembered = text(row.cells.get("map_id")).strip()
    if remembered in document.maps:
        return remembered
    return base.maps[0] if len(base.maps) == 1 else None


def _register(entry: Entry, names: Names) -> None:
    name = entry.table.table
    if name not in _NAMED:
        return
    called = one_line(text(entry.row.cells.get(main_field(name))))
    if called:
        scope = entry.home or "" if name in SCOPED_TABLES else ""
        names.register(name, entry.id, called, scope)
