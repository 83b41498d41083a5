"""How far a trigger is thought through."""

from __future__ import annotations

from typing import Literal

from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Trigger

Step = Literal["event", "cause", "action", "message", "owner"]


def lacking(document: Document, trigger: Trigger) -> tuple[Step, ...]:
    """The steps that a trigger leaves open, in the order in which they are worked through.

    The message is open as long as a persona of the map, or everybody where it has none, is
    told nothing; without an action there is no message to write yet.
    """
    open_steps: list[Step] = []
    if not trigger.cause.strip():
        open_steps.append("cause")
    if not trigger.event.strip():
        open_steps.append("event")
    if not trigger.action.strip():
        open_steps.append("action")
    elif silent(document, trigger):
        open_steps.append("message")
    if not trigger.owner.strip():
        open_steps.append("owner")
    return tuple(open_steps)


def silent(document: Document, trigger: Trigger) -> bool:
    """Whether somebody whom the map serves is told nothing."""
    spoken = {message.persona for message in trigger.messages if message.text.strip()}
    personas = {persona.id for persona in queries.map_personas(document, trigger.map)}
    return not spoken or not personas <= spoken
