"""Finding a word in a workspace: which entities say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec

from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Entity, Touchpoint, Trigger
from workbench.model.fields import fields_of
from workbench.words.folding import folded

_BETWEEN_FIELDS = "\0"
"""Nobody types it, so that what is looked for lies within one field."""


_READ = frozenset(
    {
        *("maps", "stages", "lanes", "touchpoints", "notes", "connections", "triggers", "reasons"),
        *("personas", "needs", "channels"),
    }
)
"""The tables that are looked through."""


class Hit(msgspec.Struct, frozen=True):
    """An entity that says what is looked for. `map` is empty for what the workspace shares."""

    table: str
    id: str
    map: str = ""


def search(document: Document, wanted: str, map_id: str = "") -> tuple[Hit, ...]:
    """What says `wanted`, without regard to capitals and accents; nothing for a blank.

    First what is on the map `map_id`, from left to right and top to bottom, then on the other
    maps, then personas (with their needs) and channels. A touchpoint says the name of its
    channel too.
    """
    looked_for = folded(wanted)
    if not looked_for:
        return ()
    said = document.remember(_READ, "search", _all_said)
    journeys = sorted(queries.maps(document), key=lambda journey: journey.id != map_id)
    return tuple(
        hit
        for home in (*(journey.id for journey in journeys), "")
        for hit, text in said[home]
        if looked_for in text
    )


def _all_said(document: Document) -> Mapping[str, Sequence[tuple[Hit, str]]]:
    """For each map, and under "" for what all share: everything with its texts, folded."""
    said = {
        journey.id: [
            (Hit(table, entity.id, journey.id), folded(_said(document, table, entity)))
            for table, entity in _on_map(document, journey.id)
        ]
        for journey in queries.maps(document)
    }
    shared = []
    for persona in queries.personas(document):
        texts = [_said(document, "personas", persona)]
        texts += [need.text for need in queries.needs(document, persona.id)]
        shared.append((Hit("personas", persona.id), folded(_BETWEEN_FIELDS.join(texts))))
    for channel in queries.channels(document):
        text = folded(_said(document, "channels", channel))
        shared.append((Hit("channels", channel.id), text))
    return {**said, "": shared}


def _on_map(document: Document, map_id: str) -> Iterator[tuple[str, Entity]]:
    """What a map holds, in reading order, each after what it belongs to."""
    yield "maps", document.maps[map_id]
    lanes = queries.lanes(document, map_id)
    yield from (("lanes", lane) for lane in lanes)
    triggers: dict[str | None, list[Trigger]] = {}
    for trigger in queries.triggers(document, map_id):
        triggers.setdefault(trigger.touchpoint, []).append(trigger)
    for stage in queries.stages(document, map_id):
        yield "stages", stage
        for lane in lanes:
            for card in queries.cards(document, stage.id, lane.id):
                yield queries.table_of(card), card
                yield from (("triggers", item) for item in triggers.pop(card.id, ()))
    for left in triggers.values():
        yield from (("triggers", item) for item in left)
    yield from (("connections", item) for item in queries.connections(document, map_id))
    yield from (("reasons", item) for item in queries.reasons(document, map_id))


def _said(document: Document, table: str, entity: Entity) -> str:
    """All the texts of an entity."""
    texts = [getattr(entity, name) for name in _text_fields(table)]
    if isinstance(entity, Touchpoint) and entity.channel:
        texts.append(document.channels[entity.channel].name)
    if isinstance(entity, Trigger):
        texts += [message.text for message in entity.messages]
    return _BETWEEN_FIELDS.join(text for text in texts if text)


@cache
def _text_fields(table: str) -> tuple[str, ...]:
    fields = fields_of(table).values()
    return tuple(field.name for field in fields if field.kind in ("line", "text"))
