"""Commands on personas."""

from __future__ import annotations

import msgspec

from workbench.model import queries, rules
from workbench.model.commands import edit, ordering
from workbench.model.document import Document
from workbench.model.entities import Map, Need, Persona
from workbench.model.ids import new_id
from workbench.model.patch import Added, Change, FieldChange, Label, Patch


def add(document: Document, persona: Persona, map_id: str | None = None) -> Patch:
    """Add a persona after the others and, with `map_id`, let that map serve it."""
    (rank,), changes = ordering.place(queries.personas(document), len(document.personas))
    persona = msgspec.structs.replace(persona, rank=rank)
    changes.append(Added("personas", rules.cleaned("personas", persona)))
    if map_id is not None:
        journey = edit.existing(document, "maps", map_id)
        assert isinstance(journey, Map)
        served = (*journey.personas, persona.id)
        changes.append(FieldChange("maps", map_id, "personas", journey.personas, served))
    return edit.finished(document, Label.of("persona.add", name=persona.name), changes)


def duplicate(document: Document, persona_id: str, name: str) -> Patch:
    """A copy of a persona with copies of its needs, under another name, on the same maps."""
    original = edit.existing(document, "personas", persona_id)
    copy = msgspec.structs.replace(original, id=new_id("personas"), name=name)
    order = [persona.id for persona in queries.personas(document)]
    (rank,), changes = ordering.place(queries.personas(document), order.index(persona_id) + 1)
    changes.append(
        Added("personas", rules.cleaned("personas", msgspec.structs.replace(copy, rank=rank)))
    )
    for need in queries.needs(document, persona_id):
        fresh: Need = msgspec.structs.replace(need, id=new_id("needs"), persona=copy.id)
        changes.append(Added("needs", fresh))
    changes.extend(
        FieldChange("maps", item.id, "personas", item.personas, (*item.personas, copy.id))
        for item in document.maps.values()
        if persona_id in item.personas
    )
    return edit.finished(document, Label.of("persona.duplicate", name=name), changes)


def move(document: Document, persona_id: str, index: int) -> Patch:
    """Put a persona at `index` among the others."""
    persona = edit.existing(document, "personas", persona_id)
    changes: list[Change] = ordering.move(queries.personas(document), persona, index)
    return edit.finished(document, Label.of("edit.move", table="personas"), changes)
