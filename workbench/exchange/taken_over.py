"""New rows that the workspace has by now, because the same workbook was imported before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.exchange.base_sheet import Base
from workbench.exchange.cell_reading import is_unchanged, text
from workbench.exchange.columns import Column, main_fields
from workbench.exchange.labels import one_line
from workbench.exchange.row_matching import Loose, name_of
from workbench.exchange.sheets import Value
from workbench.exchange.shown import Shown, shown
from workbench.exchange.table_reading import Row, Table
from workbench.exchange.workbook_names import Names
from workbench.model.document import Document
from workbench.model.entities import Connection, Entity


def taken_over(
    document: Document, base: Base, table: Table, rows: Sequence[Loose], names: Names
) -> Mapping[int, str]:
    """The ids, by row number, of rows of which the workspace has got every cell since the export.

    Blank cells say nothing. Each item of the workspace stands for one row: of two equal rows
    the second is new.
    """
    if not rows:
        return {}
    exported = base.entities[table.table]
    since: dict[str, list[Entity]] = {}
    for entity in document.table(table.table).values():
        if entity.id not in exported:
            since.setdefault(_called(table, entity, names), []).append(entity)
    found: dict[int, str] = {}
    for loose in rows if since else ():
        alike = since.get(name_of(table, loose.row), [])
        for entity in alike:
            if _home(document, entity) in (None, loose.home) and _says(
                table, loose.row, entity, names
            ):
                found[loose.row.number] = entity.id
                alike.remove(entity)
                break
    return found


def _called(table: Table, entity: Entity, names: Names) -> str:
    cells = (
        shown(table.columns[name], entity, names)
        for name in main_fields(table.table)
        if name in table.columns
    )
    return " → ".join(one_line(str(cell or "")) for cell in cells).casefold()


def _says(table: Table, row: Row, entity: Entity, names: Names) -> bool:
    """Whether every filled cell of the row is what the entity shows there."""
    return all(
        _is_same(shown(column, entity, names), row.cells[column.name])
        for column in _filled(table, row)
    )


def _filled(table: Table, row: Row) -> list[Column]:
    return [
        column
        for name, column in table.columns.items()
        if column.kind in ("field", "message") and text(row.cells.get(name)).strip()
    ]


def _is_same(now: Shown, cell: Value) -> bool:
    if isinstance(now, str) and isinstance(cell, str):
        return one_line(now).casefold() == one_line(cell).casefold()
    return is_unchanged(now, cell)


def _home(document: Document, entity: Entity) -> str | None:
    """The map that an entity is of; None where it is of none."""
    if isinstance(entity, Connection):
        return document.touchpoints[entity.source].map
    return getattr(entity, "map", None)
