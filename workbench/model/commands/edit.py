"""Editing that is the same for every noun: set fields, remove, and check what comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from workbench.model import queries, rules
from workbench.model.commands import ordering
from workbench.model.document import Document
from workbench.model.entities import Entity
from workbench.model.fields import fields_of
from workbench.model.patch import Added, Change, FieldChange, Label, Patch, Removed, fold
from workbench.model.problems import InvalidValue, Problem, RefusedEdit
from workbench.model.queries import Ranked


def set_field(document: Document, table: str, identifier: str, name: str, value: Any) -> Patch:
    """Set one field of one entity. Raises InvalidValue, RefusedEdit."""
    return set_fields(document, table, [identifier], {name: value})


def set_fields(
    document: Document, table: str, identifiers: Iterable[str], values: Mapping[str, Any]
) -> Patch:
    """Set fields of several entities of one table to the same values, as one step.

    Raises InvalidValue for a value a field does not take, RefusedEdit for an unknown entity
    or a reference to nothing. What is already so is no change; an id is never changed.
    """
    if "id" in values:
        raise InvalidValue(Problem.of("value.fixed", table=table, field="id"))
    kept = {name: rules.checked(table, name, value) for name, value in values.items()}
    changes: list[Change] = []
    for identifier in identifiers:
        entity = existing(document, table, identifier)
        for name, value in kept.items():
            before = getattr(entity, name)
            if before != value:
                changes.append(FieldChange(table, identifier, name, before, value))
    label = Label.of("edit.set", table=table, field=",".join(kept))
    return finished(document, label, changes)


def add(document: Document, table: str, entity: Entity) -> Patch:
    """Add one entity. Raises InvalidValue, RefusedEdit."""
    label = Label.of("edit.add", table=table)
    return finished(document, label, [Added(table, rules.cleaned(table, entity))])


def add_among(
    document: Document,
    table: str,
    entity: Entity,
    siblings: Sequence[Ranked],
    index: int | None = None,
    label: Label | None = None,
) -> Patch:
    """Add one entity at `index` among its ordered siblings, at the end without one.

    Raises InvalidValue, RefusedEdit.
    """
    (rank,), changes = ordering.place(siblings, len(siblings) if index is None else index)
    placed = msgspec.structs.replace(entity, rank=rank)
    changes.append(Added(table, rules.cleaned(table, placed)))
    return finished(document, label or Label.of("edit.add", table=table), changes)


def remove(document: Document, chosen: Iterable[tuple[str, str]]) -> Patch:
    """Remove the chosen (table, id) with what belongs to them, as one step.

    Raises RefusedEdit for the workspace itself.
    """
    places = list(dict.fromkeys(chosen))
    tables = {table for table, _ in places}
    label = Label.of(
        "edit.remove", table=next(iter(tables)) if len(tables) == 1 else "", n=len(places)
    )
    return finished(document, label, rules.removal(document, places))


def existing(document: Document, table: str, identifier: str) -> Entity:
    """The entity. Raises RefusedEdit where there is none."""
    entity = document.get(table, identifier)
    if entity is None:
        raise RefusedEdit(Problem.of("entity.unknown", identifier, table=table))
    return entity


def finished(document: Document, label: Label, changes: Iterable[Change]) -> Patch:
    """A patch of these changes, once the result was found sound.

    Raises RefusedEdit with the first thing that would be unsound.
    """
    patch = Patch(label, fold(changes))
    for change in patch.changes:
        if _is(change, "lanes", "kind"):
            _needs_empty_lane(document.apply(patch), change.id)
    if any(_may_unsettle_others(change) for change in patch.changes):
        for problem in rules.check(document.apply(patch)):
            raise RefusedEdit(problem)
    elif any(_may_unsettle(change) for change in patch.changes):
        following = document.apply(patch)
        for table, identifier in patch.touched():
            entity = following.get(table, identifier)
            if entity is not None:
                for problem in rules.check_entity(following, table, entity):
                    raise RefusedEdit(problem)
    return patch


def _may_unsettle_others(change: Change) -> bool:
    """Whether entities that the patch leaves alone may no longer fit what it changes."""
    if isinstance(change, FieldChange):
        return change.field in ("map", "based_on")
    return change.table == "workspace"


def _is(change: Change, table: str, field: str) -> bool:
    return isinstance(change, FieldChange) and (change.table, change.field) == (table, field)


def _needs_empty_lane(document: Document, lane_id: str) -> None:
    """Refuse what has left cards in a lane that does not take them."""
    lane = document.lanes[lane_id]
    for stage in queries.stages(document, lane.map):
        for card in queries.cards(document, stage.id, lane_id):
            if queries.table_of(card) != lane.kind:
                raise RefusedEdit(Problem.of("lane.cards", lane_id, lane=lane.name))


def _may_unsettle(change: Change) -> bool:
    if isinstance(change, FieldChange):
        return bool(fields_of(change.table)[change.field].reference)
    return not isinstance(change, Removed)
