"""The columns of the outline: which field each shows, how it is written and read."""

from __future__ import annotations

from typing import Any, NamedTuple

from workbench.analysis.scores import opportunity
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Entity, Lane, Note, Touchpoint
from workbench.model.fields import Field, fields_of
from workbench.words.labels import choice_name, field_name
from workbench.words.say import number, say

FEELINGS = (2, 1, 0, -1, -2)


class Column(NamedTuple):
    """One column: the name of its heading and its field in each table that has one."""

    heading: str
    fields: dict[str, str]


_TITLES = {"stages": "name", "lanes": "name", "touchpoints": "title", "notes": "text"}

COLUMNS = (
    Column("outline.title", _TITLES),
    Column("outline.channel", {"touchpoints": "channel", "notes": "kind"}),
    Column("field.status", {"touchpoints": "status"}),
    Column("field.importance", {"touchpoints": "importance"}),
    Column("field.satisfaction", {"touchpoints": "satisfaction"}),
    Column("outline.opportunity", {}),
    Column("field.feeling", {"touchpoints": "feeling"}),
    Column("field.evidence", {"touchpoints": "evidence"}),
    Column("field.owner", {"touchpoints": "owner"}),
)
TITLE, CHANNEL, STATUS, IMPORTANCE, SATISFACTION, OPPORTUNITY, FEELING, EVIDENCE, OWNER = range(9)
FIGURES = (IMPORTANCE, SATISFACTION, OPPORTUNITY)


def field_at(table: str, column: int) -> Field | None:
    """The field that a column shows of a table; None where it shows none."""
    name = COLUMNS[column].fields.get(table)
    return fields_of(table)[name] if name else None


def is_editable(document: Document, table: str, identifier: str, column: int) -> bool:
    """Whether a cell may be written in: the kind of a note is given by a lane for one kind."""
    if field_at(table, column) is None:
        return False
    if (table, column) == ("notes", CHANNEL):
        lane = document.lanes[document.notes[identifier].lane]
        return lane.note_kind is None
    return True


def text_at(document: Document, table: str, entity: Entity, column: int) -> str:
    """What a cell reads; "" for a blank one."""
    if column == OPPORTUNITY:
        score = score_of(entity)
        return number(score) if score is not None else ""
    field = field_at(table, column)
    if field is None:
        return ""
    value = getattr(entity, field.name)
    if column == TITLE:
        return " ".join(str(value).split()) or nameless(table)
    if value is None or value == "":
        return ""
    if column == FEELING:
        return f"+{number(value)}" if value > 0 else number(value)
    match field.kind:
        case "number":
            return number(value)
        case "choice":
            return choice_name(field.name, value)
        case "reference":
            channel = document.channels.get(value)
            return (channel.name or say("words.nameless")) if channel else ""
    return str(value)


def spoken_at(document: Document, table: str, entity: Entity, column: int) -> str:
    """What a screen reader says of a cell, so that it can be understood by itself."""
    text = text_at(document, table, entity, column)
    if column == TITLE:
        if isinstance(entity, Lane):
            return say("outline.spoken.lane", name=text)
        return say("outline.spoken.title", title=text, kind=_kind(table, entity))
    if field_at(table, column) is None and not text:
        return ""
    value = text or say("outline.spoken.blank")
    if column == FEELING and isinstance(entity, Touchpoint) and entity.feeling is not None:
        value = feeling_text(entity.feeling)
    return say("outline.spoken.cell", name=heading(column), value=value)


def place_text(document: Document, card: queries.Card) -> str:
    """Where a card stands: stage, lane, and how many-eth of its cell."""
    stack = [it.id for it in queries.cards(document, card.stage, card.lane)]
    return say(
        "outline.spoken.place",
        stage=document.stages[card.stage].name or nameless("stages"),
        lane=document.lanes[card.lane].name or nameless("lanes"),
        at=stack.index(card.id) + 1,
        n=len(stack),
    )


def read(field: Field, value: Any) -> Any:
    """What a person typed or chose, as the field takes it; blank clears a field that may be."""
    if field.kind == "number" and isinstance(value, str):
        text = value.strip().replace(",", ".").replace("\u2212", "-")
        try:
            return float(text) if text else None
        except ValueError:
            return text
    return value


def choices_at(document: Document, field: Field) -> list[tuple[str, Any]]:
    """(text, value) of all that a field may be given from a list; a blank first where it may."""
    found: list[tuple[str, Any]] = [(say("words.blank"), None)] if field.optional else []
    if field.name == "feeling":
        return found + [(say(f"feeling.{feeling}"), float(feeling)) for feeling in FEELINGS]
    if field.kind == "reference":
        return found + [
            (it.name or say("words.nameless"), it.id) for it in queries.channels(document)
        ]
    return found + [(choice_name(field.name, value), value) for value in field.choices]


def is_chosen(field: Field) -> bool:
    """Whether a field is given by choosing from a list."""
    return field.kind in ("choice", "reference") or field.name == "feeling"


def heading(column: int) -> str:
    code = COLUMNS[column].heading
    return field_name("touchpoints", code[6:]) if code.startswith("field.") else say(code)


def nameless(table: str) -> str:
    """What stands for a title that was not given."""
    return say(_UNNAMED.get(table, "words.nameless"))


def score_of(entity: Entity) -> float | None:
    """The opportunity score of a touchpoint with both ratings."""
    if not isinstance(entity, Touchpoint):
        return None
    return opportunity(entity.importance, entity.satisfaction)


def feeling_text(value: float) -> str:
    """A feeling in words; a mean by its number alone."""
    whole = value.is_integer() and abs(value) <= 2
    return say(f"feeling.{int(value)}") if whole else number(value)


def _kind(table: str, entity: Entity) -> str:
    if isinstance(entity, Note):
        return choice_name("kind", entity.kind)
    return say(f"outline.kind.{table}")


_UNNAMED = {"stages": "canvas.stage.unnamed", "lanes": "canvas.lane.unnamed"}
