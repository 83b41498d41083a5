"""Taking in another workspace: what it holds stands behind what is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from workbench.model import queries, rules
from workbench.model.commands import edit, ordering
from workbench.model.document import Document
from workbench.model.entities import Entity, Persona
from workbench.model.fields import fields_of
from workbench.model.fragment import same_name
from workbench.model.ids import new_id
from workbench.model.patch import Added, Change, Label, Patch
from workbench.model.queries import Ranked

_ORDERED = ("personas", "channels", "maps")
_NOT_TAKEN = ("workspace", "decisions")


def join(document: Document, other: Document, name: str) -> Patch:
    """Add everything of another workspace, as one step called after `name`.

    A channel that is known here by id or by name is this one, and so is a persona of whom the
    other workspace says no more than a name that is known here. Channels that nothing of the
    other mentions stay behind, and so does what people decided about its gaps. What has an id
    that is here already gets another, so that the same may come twice.
    """
    known = {**_known_channels(document, other), **_known_personas(document, other)}
    fresh = {
        entity.id: new_id(table)
        for table, entity in other.entities()
        if entity.id not in known and document.get(table, entity.id) is not None
    }
    ids = {**known, **fresh}
    unused = set(other.channels) - _mentioned(other)
    changes: list[Change] = []
    ranks: dict[str, str] = {}
    for table in _ORDERED:
        coming = [
            it for it in _in_order(other, table) if it.id not in known and it.id not in unused
        ]
        siblings = _in_order(document, table)
        new, moved = ordering.place(siblings, len(siblings), len(coming))
        changes.extend(moved)
        ranks.update({item.id: rank for item, rank in zip(coming, new, strict=True)})
    for table, entity in other.entities():
        if table in _NOT_TAKEN or entity.id in known or entity.id in unused:
            continue
        settled = _with_references(table, entity, ids)
        if entity.id in ranks:
            settled = msgspec.structs.replace(settled, rank=ranks[entity.id])
        changes.append(Added(table, rules.cleaned(table, settled)))
    return edit.finished(document, Label.of("joining", name=name), changes)


def _known_channels(document: Document, other: Document) -> dict[str, str]:
    by_name = {same_name(it.name): it.id for it in reversed(queries.channels(document))}
    return {
        it.id: it.id if it.id in document.channels else by_name[same_name(it.name)]
        for it in other.channels.values()
        if it.id in document.channels or same_name(it.name) in by_name
    }


def _known_personas(document: Document, other: Document) -> dict[str, str]:
    by_name = {same_name(it.name): it.id for it in reversed(queries.personas(document))}
    with_needs = {need.persona for need in other.needs.values()}
    return {
        it.id: by_name[same_name(it.name)]
        for it in other.personas.values()
        if it.name
        and same_name(it.name) in by_name
        and it.id not in with_needs
        and it == Persona(id=it.id, name=it.name, rank=it.rank)
    }


def _mentioned(document: Document) -> set[str]:
    """The ids of the channels that cards, triggers or personas mention."""
    found: set[str] = set()
    for table, entity in document.entities():
        for field in fields_of(table).values():
            if field.reference == "channels":
                value = getattr(entity, field.name)
                found.update(value if field.kind == "references" else [value])
    return found


def _in_order(document: Document, table: str) -> Sequence[Ranked]:
    match table:
        case "personas":
            return queries.personas(document)
        case "channels":
            return queries.channels(document)
    return queries.maps(document)


def _with_references(table: str, entity: Entity, ids: Mapping[str, str]) -> Entity:
    values: dict[str, Any] = {"id": ids.get(entity.id, entity.id)}
    for field in fields_of(table).values():
        value = getattr(entity, field.name)
        if field.kind == "reference" and value in ids:
            values[field.name] = ids[value]
        elif field.kind == "references":
            values[field.name] = tuple(dict.fromkeys(ids.get(item, item) for item in value))
    return msgspec.structs.replace(entity, **values)
