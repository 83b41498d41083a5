"""A suggested change as a person reviews it: what, which field, before and after."""

from __future__ import annotations

from typing import Any

import msgspec

from workbench.model.document import Document
from workbench.model.entities import Connection, Entity, Rating
from workbench.model.fields import Field, fields_of
from workbench.model.patch import Added, FieldChange, Removed
from workbench.model.proposal import Suggestion
from workbench.words.labels import choice_name, field_name, table_name
from workbench.words.say import number, say

_NAMES = {
    "needs": "text",
    "touchpoints": "title",
    "notes": "text",
    "triggers": "event",
    "reasons": "text",
    "metrics": "name",
    "practices": "practice",
    "decisions": "key",
    "rule_settings": "rule",
}
_PLACES = ("stage", "persona", "map", "touchpoint")
_SUMMARIES = {
    "maps": ("state", "offer"),
    "personas": ("kind", "segment"),
    "needs": ("kind", "importance"),
    "channels": ("family",),
    "stages": ("roles", "question"),
    "lanes": ("kind", "note_kind"),
    "touchpoints": ("channel", "status"),
    "notes": ("kind",),
    "connections": ("share", "label"),
    "triggers": ("action", "status"),
    "reasons": ("outcome", "remedy"),
    "practices": ("state",),
    "participants": ("remarks",),
}
_ANSWERS = ("importance", "satisfaction", "feeling", "remark")
_NAME_LENGTH = 80


class SuggestionText(msgspec.Struct, frozen=True):
    """The parts of a line in a list of suggestions; "" for what a kind does not have."""

    item: str
    field: str
    before: str
    after: str


def suggestion_text(document: Document, suggestion: Suggestion) -> SuggestionText:
    """A suggestion for `document` in words.

    What it refers to that is not in the document is another suggestion's newcomer, and
    called a new one.
    """
    change = suggestion.change
    match change:
        case FieldChange(table=table, id=identifier, field=name):
            entity = document.get(table, identifier)
            return SuggestionText(
                item=item_name(document, table, entity),
                field=field_name(table, name),
                before=value_text(document, table, name, change.before),
                after=value_text(document, table, name, change.after),
            )
        case Added(table=table, entity=entity):
            item = item_name(document, table, entity)
            field = _placed(document, "suggestion.new", table, entity)
            return SuggestionText(item, field, "", _summary(document, table, entity))
        case Removed(table=table, entity=entity):
            item = item_name(document, table, entity)
            field = _placed(document, "suggestion.removed", table, entity)
            return SuggestionText(item, field, _summary(document, table, entity), "")


def item_name(document: Document, table: str, entity: Entity | None) -> str:
    """What people call an entity, in one line: its name, title or text."""
    if isinstance(entity, Connection):
        ends = (_reference(document, "touchpoints", it) for it in (entity.source, entity.target))
        return " → ".join(ends)
    if isinstance(entity, Rating):
        who = _reference(document, "participants", entity.participant)
        touchpoint = _reference(document, "touchpoints", entity.touchpoint)
        return say("suggestion.rating", who=who, touchpoint=touchpoint)
    name = " ".join(str(getattr(entity, _NAMES.get(table, "name"), "")).split())
    if table == "practices":
        name = name.replace("-", " ").capitalize()
    if not name:
        return say("suggestion.unnamed", noun=table_name(table))
    return name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1] + "…"


def value_text(document: Document, table: str, field: str, value: Any) -> str:
    """A field's value as people read it, "" for none; lists separated by commas."""
    described = fields_of(table)[field]
    if value is None:
        return ""
    match described.kind:
        case "choices":
            return ", ".join(choice_name(field, item) for item in value)
        case "references":
            return ", ".join(_reference(document, described.reference, item) for item in value)
        case "numbers":
            return ", ".join(number(item, 2, grouped=True) for item in value)
        case "messages":
            return "\n".join(
                f"{_reference(document, 'personas', item.persona)}: {item.text}" for item in value
            )
    return _single(document, described, value)


def _single(document: Document, field: Field, value: Any) -> str:
    match field.kind:
        case "choice":
            return choice_name(field.name, value)
        case "flag":
            return choice_name(field.name, "yes" if value else "no")
        case "reference":
            return _reference(document, field.reference, value)
        case "number" | "whole":
            return number(value, 2, grouped=True)
        case "date":
            return str(value.isoformat())
    return str(value)


def _reference(document: Document, table: str, identifier: str) -> str:
    entity = document.get(table, identifier)
    if entity is None:
        return say("suggestion.newcomer", noun=table_name(table))
    return item_name(document, table, entity)


def _placed(document: Document, code: str, table: str, entity: Entity) -> str:
    """What happens to an entity and where, e.g. "new touchpoint in Decision"."""
    # a rating is named by its touchpoint already
    fields = {} if isinstance(entity, Rating) else fields_of(table)
    for name in _PLACES:
        home = getattr(entity, name, None)
        if name in fields and home is not None:
            place = _reference(document, fields[name].reference, home)
            return say(f"{code}.in", noun=table_name(table), place=place)
    return say(code, noun=table_name(table))


def _summary(document: Document, table: str, entity: Entity) -> str:
    if isinstance(entity, Rating):
        given = (
            (name, value_text(document, table, name, getattr(entity, name))) for name in _ANSWERS
        )
        return " · ".join(f"{field_name(table, name)} {text}" for name, text in given if text)
    parts = (
        value_text(document, table, name, getattr(entity, name))
        for name in _SUMMARIES.get(table, ())
    )
    return " · ".join(part for part in parts if part)
