"""Commands on triggers."""

from __future__ import annotations

import msgspec

from workbench.model import queries
from workbench.model.commands import edit, ordering
from workbench.model.document import Document
from workbench.model.entities import Message, Trigger
from workbench.model.ids import new_id
from workbench.model.patch import Label, Patch


def add(document: Document, trigger: Trigger) -> Patch:
    """Add a trigger after the map's others."""
    siblings = queries.triggers(document, trigger.map)
    return edit.add_among(document, "triggers", trigger, siblings)


def duplicate(document: Document, trigger_id: str) -> Patch:
    """A copy of a trigger right after it; planned, because nobody has set it up yet."""
    original = _trigger(document, trigger_id)
    siblings = queries.triggers(document, original.map)
    copy = msgspec.structs.replace(original, id=new_id("triggers"), status="planned")
    label = Label.of("trigger.duplicate", name=original.event)
    index = [trigger.id for trigger in siblings].index(trigger_id) + 1
    return edit.add_among(document, "triggers", copy, siblings, index, label)


def move(document: Document, trigger_id: str, index: int) -> Patch:
    """Put a trigger at `index` among those of its map."""
    trigger = _trigger(document, trigger_id)
    changes = ordering.move(queries.triggers(document, trigger.map), trigger, index)
    return edit.finished(document, Label.of("edit.move", table="triggers"), changes)


def set_message(document: Document, trigger_id: str, persona_id: str, text: str) -> Patch:
    """Say what a trigger says to one persona; an empty text takes the message away.

    Raises RefusedEdit for an unknown trigger or persona.
    """
    trigger = _trigger(document, trigger_id)
    messages = []
    for message in trigger.messages:
        if message.persona != persona_id:
            messages.append(message)
        elif text:
            messages.append(Message(persona_id, text))
    if text and all(message.persona != persona_id for message in messages):
        messages.append(Message(persona_id, text))
    return edit.set_field(document, "triggers", trigger_id, "messages", tuple(messages))


def _trigger(document: Document, trigger_id: str) -> Trigger:
    trigger = edit.existing(document, "triggers", trigger_id)
    assert isinstance(trigger, Trigger)
    return trigger
