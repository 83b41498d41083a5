"""From the cells of one row to values of its fields, and what of them cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from workbench.exchange.cell_reading import Unreadable, read, text
from workbench.exchange.columns import PLAYBOOK, Column, main_field
from workbench.exchange.labels import one_line
from workbench.exchange.sheets import Value
from workbench.exchange.shown import Labelled, Shown, shown, was_cut
from workbench.exchange.workbook_entries import Entry
from workbench.exchange.workbook_names import Names
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Entity, Lane
from workbench.model.fields import Field
from workbench.model.problems import Parameter, Problem
from workbench.words.labels import table_name
from workbench.words.say import say

_SHORT = 60


class Surroundings(msgspec.Struct, frozen=True):
    """What a row is read in: the workspace, names, and the entities other rows will add.

    `coming` holds (table, id) of rows to be added; `lanes` those lanes among them that were
    read already.
    """

    document: Document
    names: Names
    coming: set[tuple[str, str]]
    lanes: dict[str, Lane]

    def exists(self, table: str, identifier: str) -> bool:
        known = self.document.get(table, identifier) is not None
        return known or (table, identifier) in self.coming


def read_cell(entry: Entry, column: Column, around: Surroundings) -> Any:
    """The value of one cell, checked against what it refers to. Raises Unreadable."""
    field = column.field
    assert field is not None
    value = read(column, entry.row.cells.get(column.name), _finder(entry, around))
    if field.kind == "reference":
        if value is None and not field.optional:
            raise Unreadable("cell.needed")
        if value is not None and field.name == "lane":
            _check_lane(entry, value, around)
    if (field.table, field.name) == ("lanes", "kind") and entry.exported is not None:
        _check_lane_unused(entry.id, value, around.document)
    return value


def unread(
    entry: Entry, name: str, error: Unreadable, mine: Entity | None, names: Names
) -> Problem:
    """A cell that cannot be read, and what the field keeps instead."""
    column = entry.table.columns[name]
    kept = None if mine is None or column.kind == "home" else shown(column, mine, names)
    parameters: dict[str, Parameter] = {
        "cell": entry.table.address(entry.row.number, name),
        "table": entry.table.table,
        "item": _short(entry.row.cells.get(main_field(entry.table.table))),
        "got": _short(entry.row.cells.get(name)),
        **error.parameters,
        "kept": _short(kept),
        "outcome": _outcome(column, kept),
    }
    if column.field is not None:
        parameters["field"] = column.field.name
    return Problem.of(error.code, entry.id, **parameters)


def _outcome(column: Column, kept: Shown) -> str:
    """What becomes of a field whose cell cannot be read, e.g. "kept 9"."""
    if column.kind == "home":
        return say("cell.left_out")
    if kept is None:
        return say("cell.left_blank")
    value = _short(kept)
    return say(
        "cell.kept", value=say("cell.quoted", value=value) if isinstance(kept, str) else value
    )


def _short(value: Value | None) -> str:
    return one_line(text(value))[:_SHORT]


def check_uncut(column: Column, entry: Entry, labels: Labelled) -> None:
    """Refuses an edit of a text of which the cell held the beginning only."""
    assert entry.exported is not None
    if was_cut(shown(column, entry.exported, labels)):
        raise Unreadable("cell.too_long")


def _finder(entry: Entry, around: Surroundings) -> Callable[[Field, str], str]:
    scope = entry.id if entry.table.table == "maps" else entry.home or ""

    def find(field: Field, label: str) -> str:
        table = field.reference or PLAYBOOK
        noun = table_name(field.reference or "practices")
        found = around.names.find(table, label, scope)
        got = one_line(label)[:_SHORT]
        if found is None:
            elsewhere = around.names.elsewhere(table, label)
            code = "cell.other_map" if elsewhere else "cell.unknown"
            raise Unreadable(code, target=noun, got=got)
        if table != PLAYBOOK and not around.exists(table, found):
            raise Unreadable("cell.gone", target=noun, got=got)
        return found

    return find


def _check_lane(entry: Entry, lane_id: str, around: Surroundings) -> None:
    lane = around.document.lanes.get(lane_id) or around.lanes.get(lane_id)
    wanted = "touchpoints" if entry.table.table == "touchpoints" else "notes"
    if lane is not None and lane.kind != wanted:
        raise Unreadable("cell.lane")


def _check_lane_unused(lane_id: str, kind: str, document: Document) -> None:
    lane = document.lanes.get(lane_id)
    if lane is None or lane.kind == kind:
        return
    stages = queries.stages(document, lane.map)
    if any(queries.cards(document, stage.id, lane_id) for stage in stages):
        raise Unreadable("cell.lane_used")
