"""What a new row becomes: an entity at the end of where it belongs."""

from __future__ import annotations

from typing import Any

import msgspec

from workbench.exchange.workbook_entries import Entry
from workbench.model import queries, ranks
from workbench.model.document import Document
from workbench.model.entities import Entity, Lane
from workbench.model.fields import fields_of
from workbench.model.problems import Problem

_GROUPS = {
    "touchpoints": ("stage", "lane"),
    "notes": ("stage", "lane"),
    "stages": ("map",),
    "lanes": ("map",),
    "triggers": ("map",),
    "reasons": ("map",),
    "needs": ("persona",),
}
"""The fields within whose values a table's rows are ordered; none: among all of the table."""

_CARDS = frozenset({"touchpoints", "notes"})


class LastRanks:
    """Hands out ranks after everything that a document and earlier newcomers have."""

    def __init__(self, document: Document) -> None:
        self._last: dict[tuple[str, ...], str] = {}
        for table, entity in document.entities():
            rank = getattr(entity, "rank", None)
            if rank is not None:
                place = _group(table, entity)
                self._last[place] = max(rank, self._last.get(place, ""))

    def placed(self, table: str, entity: Entity) -> Entity:
        """The entity at the end of its group; as it is where its table has no order."""
        if "rank" not in fields_of(table):
            return entity
        place = _group(table, entity)
        rank = ranks.between(self._last.get(place), None)
        self._last[place] = rank
        return msgspec.structs.replace(entity, rank=rank)


def with_lane(
    values: dict[str, Any], entry: Entry, document: Document, lanes: dict[str, Lane]
) -> dict[str, Any]:
    """The values of a new card: without a lane it goes on the first that takes such cards.

    A note takes on the kind of a lane that is for one kind, unless it says its own.
    """
    table = entry.table.table
    if table not in _CARDS or entry.home is None:
        return values
    own = [*queries.lanes(document, entry.home)]
    own += [lane for lane in lanes.values() if lane.map == entry.home]
    fitting = [lane for lane in own if lane.kind == table]
    if "lane" not in values:
        kind = values.get("kind")
        same = [lane for lane in fitting if kind is not None and lane.note_kind == kind]
        fitting = same or fitting
        if fitting:
            values = {**values, "lane": fitting[0].id}
    lane = next((lane for lane in own if lane.id == values.get("lane")), None)
    if table == "notes" and lane is not None and lane.note_kind and "kind" not in values:
        values = {**values, "kind": lane.note_kind}
    return values


def lacking(entry: Entry, values: dict[str, Any]) -> Problem | None:
    """What a new row cannot do without and does not have, as the reason to leave it out."""
    table = entry.table.table
    for field in fields_of(table).values():
        is_needed = field.default is msgspec.NODEFAULT and field.kind != "id"
        if is_needed and field.name not in values:
            cell = entry.table.address(entry.row.number, field.name)
            return Problem.of("row.left_out", cell=cell, table=table, field=field.name)
    return None


def _group(table: str, entity: Entity) -> tuple[str, ...]:
    fields = _GROUPS.get(table, ())
    kind = "cards" if table in _CARDS else table
    return (kind, *(str(getattr(entity, field)) for field in fields))
