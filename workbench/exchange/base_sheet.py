"""The workbook's memory of what was exported: a very hidden sheet of JSON.

Row 1 is the marker and the metadata. Every other row is a table with its columns, or an
entity with its label and, where it has a row of its own, its values. The JSON is plain ASCII
without underscores, because programs disagree about ``_x0041_``, and goes on in the next cell
where one is full.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from workbench.exchange.columns import SHEET_TABLES, Column
from workbench.exchange.labels import Labels
from workbench.exchange.problems import ExchangeError
from workbench.model.entities import TABLES, Entity
from workbench.model.problems import Problem

TITLE = "_base"
MARKER = "journey-workbench"
FORMAT = 1
_CHUNK = 32_000
_NOT_PLAIN = re.compile("_|[^\x00-\x7f]")

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
            entities[table][identifier] = msgspec.convert(named.entity, TABLES[table])
    return Base(metadata.workspace, metadata.maps, plans, entities, labels)


def _row(kind: str, key: str, value: object) -> list[str]:
    text = _NOT_PLAIN.sub(_escaped, msgspec.json.encode(value).decode())
    return [kind, key, *(text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK))]


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _json(row: list[str], kind: type[Any]) -> Any:
    return msgspec.json.decode("".join(row[2:]), type=kind)


def _fingerprint(rows: Rows) -> str:
    return hashlib.sha256(repr(rows).encode()).hexdigest()
