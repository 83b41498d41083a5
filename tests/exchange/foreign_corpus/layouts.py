"""Ways in which people lay a journey out, each with what a reader sees in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from tests.exchange.foreign_corpus.journey import Contact, Journey, Phase
from tests.exchange.foreign_corpus.key import Card, NoteKey, Range, StageKey
from tests.exchange.foreign_corpus.labels import label
from tests.exchange.foreign_corpus.marks import Marker, feeling_number, ten
from tests.exchange.foreign_corpus.sheet import Sheet, Value

Laid = tuple[Sheet, tuple[StageKey, ...]]
Decoration = Callable[[int, str], str]
"""(number from 1, name) -> the name as it stands on the sheet."""

NOTES = {"does": "action", "thinks": "thought", "pain": "pain", "opportunity": "opportunity"}
ALL = (
    "stage",
    "touchpoint",
    "channel",
    "does",
    "thinks",
    "feeling",
    "importance",
    "satisfaction",
    "pain",
    "opportunity",
    "owner",
)


def bare(_number: int, name: str) -> str:
    return name


class Marks:
    """How scores and feelings are written, in which language, and what they mean."""

    def __init__(
        self,
        language: str,
        importance: Marker = ten,
        satisfaction: Marker = ten,
        feeling: Marker = feeling_number,
    ) -> None:
        self.language = language
        self._markers = {
            "importance": importance,
            "satisfaction": satisfaction,
            "feeling": feeling,
        }

    def shown(self, what: str, contact: Contact) -> Value:
        """What stands in the cell for `what` of a touchpoint."""
        value: Value = getattr(contact, "title" if what == "touchpoint" else what)
        if what in self._markers:
            return self._markers[what](float(value), self.language)[0]  # type: ignore[arg-type]
        return value

    def meant(self, what: str, contact: Contact) -> Range:
        return self._markers[what](getattr(contact, what), self.language)[1]

    def mood(self, phase: Phase) -> tuple[Value, Range]:
        return self._markers["feeling"](phase.feeling, self.language)


def card(contact: Contact, columns: Sequence[str], marks: Marks) -> Card:
    """The touchpoint as far as `columns` tell of it."""
    told: dict[str, Any] = {
        what: getattr(contact, what)
        for what in ("channel", "does", "thinks", "owner")
        if what in columns
    }
    for what in ("importance", "satisfaction", "feeling"):
        if what in columns:
            told[what] = marks.meant(what, contact)
    return Card(contact.title, **told)


def notes(phase: Phase, columns: Sequence[str], *, attached: bool = False) -> tuple[NoteKey, ...]:
    """The notes of a stage as far as `columns` tell of them."""
    return tuple(
        NoteKey(NOTES[what], text, contact.title if attached and what in ("does", "thinks") else "")
        for what in columns
        if what in NOTES
        for contact in phase.contacts
        if (text := getattr(contact, what))
    )


def touchpoint_rows(
    journey: Journey,
    marks: Marks,
    columns: Sequence[str] = ALL,
    *,
    wording: int = 0,
    stage: Literal["each", "first", "merged"] = "each",
    header: bool = True,
    decorate: Decoration = bare,
) -> Laid:
    """A touchpoint a row; the stage in each row, in its first row only, or merged over them."""
    sheet, keys = Sheet(), []
    if header:
        for column, what in enumerate(columns):
            sheet.put(0, column, label(what, marks.language, wording))
    row = int(header)
    at = columns.index("stage")
    for number, phase in enumerate(journey, start=1):
        if stage == "merged":
            sheet.merge(row, at, row + len(phase.contacts) - 1, at)
        for position, contact in enumerate(phase.contacts):
            for column, what in enumerate(columns):
                if what != "stage":
                    sheet.put(row, column, marks.shown(what, contact))
                elif stage == "each" or position == 0:
                    sheet.put(row, column, decorate(number, phase.name))
            row += 1
        cards = tuple(card(contact, columns, marks) for contact in phase.contacts)
        aside = [what for what in columns if what in ("pain", "opportunity")]
        keys.append(StageKey(phase.name, cards, notes(phase, aside)))
    return sheet, tuple(keys)


def captioned_rows(
    journey: Journey,
    marks: Marks,
    columns: Sequence[str],
    *,
    wording: int = 0,
    merged: bool = False,
    decorate: Decoration = bare,
) -> Laid:
    """A touchpoint a row, and above those of a stage a row that holds its name alone."""
    sheet, keys, row = Sheet(), [], 1
    for column, what in enumerate(columns):
        sheet.put(0, column, label(what, marks.language, wording))
    for number, phase in enumerate(journey, start=1):
        sheet.put(row, 0, decorate(number, phase.name))
        if merged:
            sheet.merge(row, 0, row, len(columns) - 1)
        for contact in phase.contacts:
            row += 1
            for column, what in enumerate(columns):
                sheet.put(row, column, marks.shown(what, contact))
        row += 1
        cards = tuple(card(contact, columns, marks) for contact in phase.contacts)
        aside = [what for what in columns if what in ("pain", "opportunity")]
        keys.append(StageKey(phase.name, cards, notes(phase, aside)))
    return sheet, tuple(keys)


def stage_rows(
    journey: Journey,
    marks: Marks,
    columns: Sequence[str],
    *,
    wording: int = 0,
    bullet: str = "",
    decorate: Decoration = bare,
) -> Laid:
    """A stage a row; what happens there line by line in its cells."""
    grid_sheet, keys = stage_columns(
        journey, marks, columns[1:], wording=wording, bullet=bullet, decorate=decorate
    )
    sheet = grid_sheet.turned()
    sheet.put(0, 0, label("stage", marks.language, wording))
    return sheet, keys


def stage_columns(
    journey: Journey,
    marks: Marks,
    lanes: Sequence[str],
    *,
    wording: int = 0,
    corner: bool = False,
    bullet: str = "",
    decorate: Decoration = bare,
) -> Laid:
    """A stage a column, a lane a row, a card a line; channels of a stage find no place."""
    sheet = Sheet()
    if corner:
        sheet.put(0, 0, label("stage", marks.language, wording))
    for row, what in enumerate(lanes, start=1):
        sheet.put(row, 0, label(what, marks.language, wording))
    for column, phase in enumerate(journey, start=1):
        sheet.put(0, column, decorate(column, phase.name))
        for row, what in enumerate(lanes, start=1):
            sheet.put(row, column, _cell(what, phase, marks, bullet))
    if "channel" in lanes:
        sheet.strays += sorted({contact.channel for phase in journey for contact in phase.contacts})
    return sheet, tuple(_column_key(phase, lanes, marks) for phase in journey)


def _cell(what: str, phase: Phase, marks: Marks, bullet: str) -> Value:
    if what == "question":
        return phase.question
    if what == "feeling":
        return marks.mood(phase)[0]
    name = "title" if what == "touchpoint" else what
    texts = [getattr(contact, name) for contact in phase.contacts]
    return "\n".join(bullet + text for text in dict.fromkeys(texts) if text)


def _column_key(phase: Phase, lanes: Sequence[str], marks: Marks) -> StageKey:
    paired = "channel" in lanes and len({contact.channel for contact in phase.contacts}) == len(
        phase.contacts
    )
    cards = tuple(
        Card(contact.title, beside=contact.channel if paired else "") for contact in phase.contacts
    )
    return StageKey(
        phase.name,
        cards if "touchpoint" in lanes else (),
        notes(phase, lanes),
        phase.question if "question" in lanes else "",
        feeling=marks.mood(phase)[1] if "feeling" in lanes else None,
    )


def card_cells(
    journey: Journey,
    marks: Marks,
    lanes: Sequence[str],
    *,
    wording: int = 0,
    label_in: Literal["first", "merged", "each"] = "first",
    decorate: Decoration = bare,
) -> Laid:
    """A stage a column, a lane as many rows as its fullest cell, a card a cell."""
    sheet = Sheet()
    row = 1
    for column, phase in enumerate(journey, start=1):
        sheet.put(0, column, decorate(column, phase.name))
    for what in lanes:
        cells = [str(_cell(what, phase, marks, "")).split("\n") for phase in journey]
        height = max(map(len, cells))
        for below in range(height if label_in == "each" else 1):
            sheet.put(row + below, 0, label(what, marks.language, wording))
        if label_in == "merged":
            sheet.merge(row, 0, row + height - 1, 0)
        for column, texts in enumerate(cells, start=1):
            for below, text in enumerate(texts):
                sheet.put(row + below, column, text)
        row += height
    return sheet, tuple(_column_key(phase, lanes, marks) for phase in journey)


def touchpoint_columns(
    journey: Journey,
    marks: Marks,
    lanes: Sequence[str],
    *,
    wording: int = 0,
    merged: bool = True,
    decorate: Decoration = bare,
) -> Laid:
    """A touchpoint a column under a stage header over all its touchpoints, a lane a row."""
    sheet, column = Sheet(), 1
    for row, what in enumerate(lanes, start=1):
        sheet.put(row, 0, label(what, marks.language, wording))
    keys = []
    for number, phase in enumerate(journey, start=1):
        sheet.put(0, column, decorate(number, phase.name))
        if merged:
            sheet.merge(0, column, 0, column + len(phase.contacts) - 1)
        for contact in phase.contacts:
            for row, what in enumerate(lanes, start=1):
                sheet.put(row, column, marks.shown(what, contact))
            column += 1
        own = [what for what in lanes if what not in ("does", "thinks")]
        cards = tuple(card(contact, own, marks) for contact in phase.contacts)
        keys.append(StageKey(phase.name, cards, notes(phase, lanes, attached=True)))
    return sheet, tuple(keys)


def lists_beside(journey: Journey, *, decorate: Decoration = bare) -> Laid:
    """Stages side by side with their touchpoints below, no lane named."""
    sheet = Sheet()
    for column, phase in enumerate(journey):
        sheet.put(0, column, decorate(column + 1, phase.name))
        for row, contact in enumerate(phase.contacts, start=1):
            sheet.put(row, column, contact.title)
    return sheet, _titles(journey)


def lists_below(journey: Journey, *, decorate: Decoration = bare, bullet: str = "") -> Laid:
    """One column: a stage, its touchpoints below it, a blank row, the next stage."""
    sheet, row = Sheet(), 0
    for number, phase in enumerate(journey, start=1):
        sheet.put(row, 0, decorate(number, phase.name))
        for contact in phase.contacts:
            row += 1
            sheet.put(row, 0, bullet + contact.title)
        row += 2
    return sheet, _titles(journey)


def _titles(journey: Journey) -> tuple[StageKey, ...]:
    return tuple(
        StageKey(phase.name, tuple(Card(contact.title) for contact in phase.contacts))
        for phase in journey
    )
