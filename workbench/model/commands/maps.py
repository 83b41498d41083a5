"""Commands on maps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from workbench.model import queries, rules
from workbench.model.commands import edit, ordering
from workbench.model.document import Document
from workbench.model.entities import TABLES, Entity, Map
from workbench.model.fields import fields_of
from workbench.model.ids import new_id
from workbench.model.patch import Added, Label, Patch


def add(document: Document, template: Document, name: str) -> Patch:
    """Add every map of `template` under `name`, with fresh ids, after the others.

    The map serves all personas of the workspace until somebody says otherwise. Channels of the
    template that the document lacks come along under their own ids.
    """
    changes: list[Any] = [
        Added("channels", channel)
        for channel in queries.channels(template)
        if channel.id not in document.channels
    ]
    for original in queries.maps(template):
        copies = copied(template, _belonging(template, original.id))
        (rank,), moved = ordering.place(queries.maps(document), len(document.maps))
        changes.extend(moved)
        for table, entity in copies:
            if isinstance(entity, Map):
                served = tuple(persona.id for persona in queries.personas(document))
                entity = msgspec.structs.replace(
                    entity, name=name, rank=rank, personas=served, based_on=None
                )
            changes.append(Added(table, rules.cleaned(table, entity)))
    return edit.finished(document, Label.of("map.add", name=name), changes)


def duplicate(document: Document, map_id: str, name: str) -> Patch:
    """A copy of a map right after it, with everything on it, under another name."""
    original = edit.existing(document, "maps", map_id)
    siblings = queries.maps(document)
    index = [item.id for item in siblings].index(map_id) + 1
    (rank,), changes = ordering.place(siblings, index)
    for table, entity in copied(document, _belonging(document, original.id)):
        if isinstance(entity, Map):
            entity = msgspec.structs.replace(entity, name=name, rank=rank)
        changes.append(Added(table, rules.cleaned(table, entity)))
    return edit.finished(document, Label.of("map.duplicate", name=name), changes)


def future_of(document: Document, map_id: str, name: str) -> Patch:
    """A future map after a current one: a copy of it whose parts know their counterparts."""
    original = edit.existing(document, "maps", map_id)
    siblings = queries.maps(document)
    index = [item.id for item in siblings].index(map_id) + 1
    (rank,), changes = ordering.place(siblings, index)
    places = _belonging(document, original.id)
    for (table, identifier), (_, copy) in zip(places, copied(document, places), strict=True):
        if isinstance(copy, Map):
            copy = msgspec.structs.replace(
                copy, name=name, rank=rank, state="future", based_on=map_id
            )
        elif "counterpart" in fields_of(table):
            copy = msgspec.structs.replace(copy, counterpart=identifier)
        changes.append(Added(table, rules.cleaned(table, copy)))
    return edit.finished(document, Label.of("map.future", name=name), changes)


def move(document: Document, map_id: str, index: int) -> Patch:
    """Put a map at `index` among the others."""
    journey = edit.existing(document, "maps", map_id)
    changes = ordering.move(queries.maps(document), journey, index)
    return edit.finished(document, Label.of("edit.move", table="maps"), changes)


def copied(document: Document, chosen: Iterable[tuple[str, str]]) -> list[tuple[str, Entity]]:
    """Copies of the chosen (table, id) under fresh ids, references among them followed."""
    places = list(chosen)
    fresh = {identifier: new_id(table) for table, identifier in places}
    return [
        (table, _with_ids(table, document.table(table)[identifier], fresh))
        for table, identifier in places
    ]


def _belonging(document: Document, map_id: str) -> list[tuple[str, str]]:
    """The map and all that a removal would take along, owners first."""
    gone = rules.removal(document, [("maps", map_id)])
    position = {name: index for index, name in enumerate(TABLES)}
    places = [
        (change.table, change.id)
        for change in gone
        if not hasattr(change, "field") and change.table != "decisions"
    ]
    return sorted(places, key=lambda place: position[place[0]])


def _with_ids(table: str, entity: Entity, fresh: Mapping[str, str]) -> Entity:
    values: dict[str, Any] = {"id": fresh[entity.id]}
    for field in fields_of(table).values():
        value = getattr(entity, field.name)
        if field.kind == "reference" and value in fresh:
            values[field.name] = fresh[value]
        elif field.kind == "references":
            values[field.name] = tuple(fresh.get(item, item) for item in value)
    return msgspec.structs.replace(entity, **values)
