"""Which row of a returned workbook is which entity, and which rows are new or gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from workbench.exchange.base_sheet import Base
from workbench.exchange.cell_reading import is_unchanged, text
from workbench.exchange.columns import MAP_TABLES, SCOPED_TABLES, main_field
from workbench.exchange.labels import one_line
from workbench.exchange.row_matching import Loose, by_name, is_another, match_rows
from workbench.exchange.shown import shown
from workbench.exchange.table_reading import Row, Table
from workbench.exchange.taken_over import taken_over
from workbench.exchange.workbook_names import Names
from workbench.model.document import Document
from workbench.model.entities import Connection, Entity
from workbench.model.ids import new_id

_FEW = 3
"""Of fewer rows nothing is told about their ids: two may well have been exchanged on purpose."""

_NEAR = 50
"""The least likeness worth mentioning as a doubt. Below it are two different things that happen to
be of one kind: of the items of a map every third pair reaches 30, and one in a hundred this."""

_NAMED = SCOPED_TABLES | {"maps", "personas", "needs", "channels"}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One row and what it is about.

    `exported` is the entity as it was exported, None for a new row, whose `id` is fresh. A row
    that the workspace has taken over since the export has `is_known`, and the id it has there.
    `home` is the row's map, None for rows without one and where none could be found. `guess`
    is how sure that is, 0 to 100, where no id told; None where one did or nothing was alike.
    """

    table: Table
    row: Row
    id: str
    exported: Entity | None
    home: str | None
    guess: int | None = None
    is_known: bool = False


class Missing(msgspec.Struct, frozen=True):
    """An exported entity without a row; `where` is its emptied row, "" where that is gone."""

    entity: Entity
    where: str
    guess: int | None


class Entries(msgspec.Struct, frozen=True):
    """The rows of one sheet, and the exported entities without one.

    `by_content` is true where the ids were gone or not to be trusted.
    """

    table: Table
    rows: tuple[Entry, ...]
    missing: tuple[Missing, ...]
    by_content: bool


def entries_of(
    document: Document, base: Base, tables: Sequence[Table], names: Names
) -> list[Entries]:
    """The rows of every sheet; their names are registered with `names` on the way.

    Of several rows with one id the first is that entity. The others, and rows without an id
    or with one that was not exported, are entities that no row has by its id, where they are
    alike (see `row_matching`), and else new. A row without any content is no row.
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
    by_content = "id" not in table.places or _ids_are_wrong(table, base)
    claimed, emptied, rows = _by_id(table, {} if by_content else base.entities[table.table], base)
    loose = [
        Loose(row, _home(document, base, table, row, None, names))
        for row in rows
        if row.number not in claimed
    ]
    matches = match_rows(
        table, base, loose, claimed, emptied, lambda item: _own_home(base, table, item)
    )
    new = [item for item in loose if item.row.number not in matches.found]
    known = taken_over(document, base, table, new, names)
    entries = []
    for row in rows:
        found, guess = matches.found.get(row.number, (claimed.get(row.number, ""), None))
        entity = base.entities[table.table].get(found)
        if entity is None:
            guess = _opposite(matches.near_rows.get(row.number))
        entries.append(
            Entry(
                table=table,
                row=row,
                id=entity.id if entity else known.get(row.number) or new_id(table.table),
                exported=entity,
                home=_home(document, base, table, row, entity, names),
                guess=guess,
                is_known=row.number in known,
            )
        )
    here = {entry.id for entry in entries}
    missing = tuple(
        Missing(item, emptied.get(item.id, ""), _opposite(matches.near_entities.get(item.id)))
        for item in base.entities[table.table].values()
        if item.id not in here
    )
    return Entries(table, tuple(entries), missing, by_content)


def _by_id(
    table: Table, exported: Mapping[str, Entity], base: Base
) -> tuple[dict[int, str], dict[str, str], list[Row]]:
    """The ids that rows claim, the addresses of emptied rows by id, and the rows that count."""
    claimed: dict[int, str] = {}
    emptied: dict[str, str] = {}
    rows = []
    seen: set[str] = set()
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
            claimed[row.number] = entity.id
        rows.append(row)
    return claimed, {key: where for key, where in emptied.items() if key not in seen}, rows


def _ids_are_wrong(table: Table, base: Base) -> bool:
    """Whether most rows are word for word other entities than their ids say.

    That is what comes of sorting without the hidden column, or of pasting over it.
    """
    exported = base.entities[table.table]
    known = [row for row in table.rows if row.id in exported and _has_content(row, table)]
    if len(known) < _FEW:
        return False
    others = by_name(table, base)
    wrong = sum(is_another(table, base, row, others) for row in known)
    return 2 * wrong > len(known)


def _opposite(near: int | None) -> int | None:
    """How sure it is that a row is new, or an entity gone, by how near another came."""
    return 100 - near if near is not None and near >= _NEAR else None


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
    if entity is not None:
        return _own_home(base, table, entity)
    written = text(row.cells.get("map")).strip()
    if written:
        return names.find("maps", written, "")
    remembered = text(row.cells.get("map_id")).strip()
    if remembered in document.maps:
        return remembered
    return base.maps[0] if len(base.maps) == 1 else None


def _own_home(base: Base, table: Table, entity: Entity) -> str | None:
    if isinstance(entity, Connection):
        return base.labels.scope("touchpoints", entity.source)
    return getattr(entity, "map", None) if table.table in MAP_TABLES else None


def _register(entry: Entry, names: Names) -> None:
    name = entry.table.table
    if name not in _NAMED:
        return
    called = one_line(text(entry.row.cells.get(main_field(name))))
    if called:
        scope = entry.home or "" if name in SCOPED_TABLES else ""
        names.register(name, entry.id, called, scope)
