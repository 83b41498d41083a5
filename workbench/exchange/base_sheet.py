"""The workbook's memory of what was exported: a very hidden sheet of JSON.

Row 1 is the marker and the metadata. Every other row is a table with its columns, or an
entity with its label and, where it has a row of its own, its values; see `cell_json`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from workbench.exchange import cell_json
from workbench.exchange.columns import SHEET_TABLES, Column
from workbench.exchange.labels import Labels
from workbench.exchange.problems import ExchangeError
from workbench.model.entities import Entity
from workbench.model.fields import entity_of
from workbench.model.problems import Problem

TITLE = "_base"
MARKER = "journey-workbench"
FORMAT = 1
Kind = TypeVar("Kind")

Rows = list[list[str]]


class SheetPlan(msgspec.Struct, frozen=True):
    """A data sheet as it was written: its title and the (name, header) of its columns."""

    title: str
    columns: tuple[tuple[str, str], ...]


class Base(msgspec.Struct, frozen=True):
    """What a workbook was made from: the exported values by id and field, and their names."""

    workspace: str
    maps: tuple[str, ...]
    plans: Mapping[str, SheetPlan]
    entities: Mapping[str, Mapping[str, Entity]]
    labels: Labels


class _Metadata(msgspec.Struct, frozen=True):
    format: int
    workspace: str
    maps: tuple[str, ...]
    fingerprint: str


class _Named(msgspec.Struct, frozen=True, omit_defaults=True):
    label: str
    scope: str = ""
    entity: dict[str, Any] | None = None


def encode(
    workspace: str,
    maps: tuple[str, ...],
    columns: Mapping[str, tuple[str, tuple[Column, ...]]],
    tables: Mapping[str, tuple[Entity, ...]],
    labels: Labels,
) -> Rows:
    """The rows of the sheet, each a list of cell texts. `columns` gives title and columns."""
    rows = [
        _row("sheet", table, SheetPlan(title, tuple((it.name, it.header) for it in items)))
        for table, (title, items) in columns.items()
    ]
    present = {(table, item.id): item for table, items in tables.items() for item in items}
    places = dict.fromkeys(present)
    for table in labels.tables():
        places.update(((table, identifier), None) for identifier, _, _ in labels.items(table))
    for table, identifier in places:
        entity = present.get((table, identifier))
        named = _Named(
            labels.label(table, identifier),
            labels.scope(table, identifier),
            msgspec.to_builtins(entity) if entity is not None else None,
        )
        rows.append(_row(table, identifier, named))
    metadata = _Metadata(FORMAT, workspace, maps, _fingerprint(rows))
    return [_row(MARKER, "", metadata), *rows]


def decode(rows: Iterable[list[str]]) -> Base:
    """What `encode` wrote. Raises ExchangeError for a newer format or damaged rows."""
    first, *others = rows
    try:
        metadata = _json(first, _Metadata)
        if metadata.format > FORMAT:
            raise ExchangeError(Problem.of("workbook.newer", format=metadata.format))
        if metadata.fingerprint != _fingerprint(others):
            raise ExchangeError(Problem.of("workbook.memory"))
        return _decoded(metadata, others)
    except msgspec.DecodeError as error:
        raise ExchangeError(Problem.of("workbook.memory")) from error


def _decoded(metadata: _Metadata, rows: Rows) -> Base:
    plans: dict[str, SheetPlan] = {}
    entities: dict[str, dict[str, Entity]] = {table: {} for table in SHEET_TABLES}
    labels = Labels()
    for row in rows:
        table, identifier = row[0], row[1]
        if table == "sheet":
            plans[identifier] = _json(row, SheetPlan)
            continue
        named = _json(row, _Named)
        labels.add(table, identifier, named.label, named.scope)
        if named.entity is not None:
            entities[table][identifier] = entity_of(table, named.entity)
    return Base(metadata.workspace, metadata.maps, plans, entities, labels)


def _row(kind: str, key: str, value: object) -> list[str]:
    return [kind, key, *cell_json.to_cells(value)]


def _json(row: list[str], kind: type[Kind]) -> Kind:
    return cell_json.from_cells(row[2:], kind)


def _fingerprint(rows: Rows) -> str:
    return hashlib.sha256(repr(rows).encode()).hexdigest()
