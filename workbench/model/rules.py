"""Integrity: what text becomes on entry, what a field takes, what a removal takes along."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec

from workbench.model.document import Document
from workbench.model.entities import (
    TABLES,
    TEXT_LIMIT,
    Connection,
    Entity,
    Map,
    Message,
    Metric,
    Note,
    Reason,
    Touchpoint,
    Trigger,
)
from workbench.model.fields import Field, fields_of, references_to
from workbench.model.patch import Change, FieldChange, Removed
from workbench.model.problems import InvalidValue, Problem
from workbench.model.soundness import is_sound

_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_BREAKS = re.compile("\r\n|\r|\x85|\u2028|\u2029")


def clean_text(text: str, *, one_line: bool = False) -> str:
    """Text as the document keeps it.

    Line ends become LF, other control characters except tab go, and so does what no file
    format can hold (lone surrogates, non-characters); at most 20,000 characters stay. With
    `one_line`, line ends become spaces.
    """
    if not text.isprintable():
        text = _UNWANTED.sub("", _BREAKS.sub("\n", text))
        if one_line:
            text = text.replace("\n", " ")
    return text[:TEXT_LIMIT]


def checked(table: str, name: str, value: Any) -> Any:
    """`value` as the field keeps it: cleaned, of the declared type, inside its limits.

    Raises InvalidValue with what is wrong; the field's declaration says what is allowed.
    """
    field = fields_of(table)[name]
    if value is None:
        if field.optional:
            return None
        raise _invalid(field, "value.needed", value)
    if field.kind in _LISTS and not isinstance(value, list | tuple):
        raise _invalid(field, "value.wrong", value)
    match field.kind:
        case "line" | "text":
            if not isinstance(value, str):
                raise _invalid(field, "value.text", value)
            return clean_text(value, one_line=field.kind == "line")
        case "number" | "whole":
            return _number(field, value)
        case "choice":
            if value not in field.choices:
                raise _invalid(field, "value.choice", value)
            return value
        case "choices":
            unknown = [item for item in value if item not in field.choices]
            if unknown:
                raise _invalid(field, "value.choice", unknown[0])
            return tuple(dict.fromkeys(value))
        case "references":
            if not all(isinstance(item, str) for item in value):
                raise _invalid(field, "value.wrong", value)
            return tuple(dict.fromkeys(value))
        case "numbers":
            return tuple(_number(field, item) for item in value)
        case "messages":
            if not all(isinstance(item, Message) for item in value):
                raise _invalid(field, "value.wrong", value)
            return tuple(
                Message(persona=message.persona, text=clean_text(message.text)) for message in value
            )
        case "date":
            if not isinstance(value, datetime.date):
                raise _invalid(field, "value.date", value)
            # a moment is a date too, but would be written with its time
            return value.date() if isinstance(value, datetime.datetime) else value
    try:
        return msgspec.convert(value, field.type)
    except msgspec.ValidationError:
        raise _invalid(field, "value.wrong", value) from None


_LISTS = frozenset({"choices", "references", "numbers", "messages"})


def cleaned(table: str, entity: Entity) -> Entity:
    """The entity with its values as the document keeps them. Raises InvalidValue."""
    changes: dict[str, Any] = {}
    for field in fields_of(table).values():
        value = getattr(entity, field.name)
        if value != field.default:
            kept = checked(table, field.name, value)
            if kept != value or type(kept) is not type(value):
                changes[field.name] = kept
    return msgspec.structs.replace(entity, **changes) if changes else entity


def removal(document: Document, chosen: Iterable[tuple[str, str]]) -> tuple[Change, ...]:
    """The changes that remove the chosen (table, id) and keep the document sound.

    What belongs to a removed entity goes with it; fields that merely mention it are cleared.
    Declared per field in `entities` (`on_removal`). Decisions about findings of a removed map
    go too. Ids that do not exist are passed over.
    """
    doomed: dict[tuple[str, str], Entity] = {}
    mentions: dict[tuple[str, str, str], set[str]] = {}
    queue = list(chosen)
    users: dict[str, dict[str, list[tuple[Field, Entity]]]] = {}
    while queue:
        table, identifier = queue.pop()
        entity = document.get(table, identifier)
        if entity is None or (table, identifier) in doomed:
            continue
        doomed[table, identifier] = entity
        if table not in users:
            users[table] = _users(document, table)
        for field, user in users[table].get(identifier, ()):
            if field.on_removal == "take-along":
                queue.append((field.table, user.id))
            else:
                mentions.setdefault((field.table, user.id, field.name), set()).add(identifier)
        if table == "maps":
            queue.extend(
                ("decisions", decision.id)
                for decision in document.decisions.values()
                if decision.key.split("/")[1:2] == [identifier]
            )
    changes: list[Change] = []
    for (table, identifier, name), gone in mentions.items():
        if (table, identifier) in doomed:
            continue
        before = getattr(document.table(table)[identifier], name)
        changes.append(
            FieldChange(
                table, identifier, name, before, without(fields_of(table)[name], before, gone)
            )
        )
    position = {name: index for index, name in enumerate(TABLES)}
    changes.extend(
        Removed(table, entity)
        for (table, _), entity in sorted(doomed.items(), key=lambda item: -position[item[0][0]])
    )
    return tuple(changes)


def check(document: Document) -> list[Problem]:
    """Everything unsound in a document; an empty list for a sound one."""
    problems = check_workspace(document)
    for table in TABLES:
        if not is_sound(document, table):
            for entity in document.table(table).values():
                problems.extend(check_entity(document, table, entity))
    problems.extend(_based_on_circles(document))
    return problems


def check_workspace(document: Document) -> list[Problem]:
    """What is unsound about a document as a whole: it holds one workspace."""
    found = len(document.table("workspace"))
    return [Problem.of("document.workspace", n=found)] if found != 1 else []


@cache
def _references_of(table: str) -> tuple[Field, ...]:
    return tuple(field for field in fields_of(table).values() if field.reference)


def check_entity(document: Document, table: str, entity: Entity) -> list[Problem]:
    """What is unsound in one entity: dangling references, places on another map, a wrong lane."""
    problems = [
        Problem.of("reference.dangling", entity.id, table=table, field=field.name, target=target)
        for field in _references_of(table)
        for target in targets(field, entity)
        if document.get(field.reference, target) is None
    ]
    if problems:
        return problems
    if isinstance(entity, Touchpoint | Note):
        lane = document.lanes[entity.lane]
        if {document.stages[entity.stage].map, lane.map} != {entity.map}:
            problems.append(Problem.of("card.map", entity.id, table=table))
        elif lane.kind != table:
            problems.append(Problem.of("card.misplaced", entity.id, table=table, lane=lane.name))
    elif isinstance(entity, Trigger | Reason | Metric):
        problems.extend(
            Problem.of("reference.map", entity.id, table=table, field=field.name, target=target)
            for field in _references_of(table)
            for target in targets(field, entity)
            if getattr(document.get(field.reference, target), "map", entity.map) != entity.map
        )
    elif isinstance(entity, Connection):
        ends = (document.touchpoints[entity.source], document.touchpoints[entity.target])
        if ends[0].map != ends[1].map:
            problems.append(Problem.of("connection.maps", entity.id, table=table))
    elif (
        isinstance(entity, Map)
        and entity.goal_stage is not None
        and document.stages[entity.goal_stage].map != entity.id
    ):
        problems.append(Problem.of("map.goal", entity.id, table=table))
    return problems


def targets(field: Field, entity: Entity) -> tuple[str, ...]:
    """The ids that a reference field of an entity mentions."""
    value = getattr(entity, field.name)
    if value is None:
        return ()
    if field.kind == "messages":
        return tuple(message.persona for message in value)
    return value if field.kind == "references" else (value,)


def without(field: Field, value: Any, gone: set[str]) -> Any:
    """The value of a reference field without mentions of what is gone."""
    if field.kind == "references":
        return tuple(item for item in value if item not in gone)
    if field.kind == "messages":
        return tuple(item for item in value if item.persona not in gone)
    return None


def _number(field: Field, value: Any) -> float | int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _invalid(field, "value.number", value)
    if isinstance(value, float) and not math.isfinite(value):
        raise _invalid(field, "value.number", value)
    if field.kind == "whole" and value != int(value):
        raise _invalid(field, "value.whole", value)
    if (field.low is not None and value < field.low) or (
        field.high is not None and value > field.high
    ):
        raise _invalid(field, "value.range", value)
    # adding 0.0 makes 0.0 of −0.0, which equals it but is written otherwise
    return int(value) if field.kind == "whole" else float(value) + 0.0


def _invalid(field: Field, code: str, value: Any) -> InvalidValue:
    short = isinstance(value, int | float) and abs(value) < 1e12
    parameters: dict[str, str | int | float] = {
        "table": field.table,
        "field": field.name,
        "got": value if short else str(value)[:80],
    }
    if field.low is not None:
        parameters["low"] = field.low
    if field.high is not None:
        parameters["high"] = field.high
    return InvalidValue(Problem.of(code, **parameters))


def _users(document: Document, table: str) -> dict[str, list[tuple[Field, Entity]]]:
    found: dict[str, list[tuple[Field, Entity]]] = {}
    for field in references_to(table):
        for user in document.table(field.table).values():
            for target in targets(field, user):
                found.setdefault(target, []).append((field, user))
    return found


def _based_on_circles(document: Document) -> list[Problem]:
    problems = []
    for start in document.maps.values():
        seen = {start.id}
        following = start.based_on
        while following is not None and following not in seen:
            seen.add(following)
            ancestor = document.maps.get(following)
            following = ancestor.based_on if ancestor else None
        if following == start.id:
            problems.append(Problem.of("map.circle", start.id, table="maps"))
    return problems
