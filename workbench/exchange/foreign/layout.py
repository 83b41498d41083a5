"""How a foreign sheet is understood: which tables it holds and what each line of them means.

A table is a list of records: touchpoints, stages or personas. Records usually stand below each
other, one a row, and what is said of them in columns; in the forms that lie across, records are
columns and what is said of them stands in rows. A *line* is therefore a column in the forms
that go down and a row in those that lie across. Everything here is a guess that a person may
change: change the struct, let `recognise.fitted` guess the rest anew where form, area or
headers changed, and read again with `read_map.read_map`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from workbench.exchange.sheets import Area

Form = Literal[
    "touchpoints",
    "touchpoints-across",
    "stages",
    "grid",
    "personas",
    "persona-cards",
    "nothing",
]
"""What a table's records are and which way they lie.

touchpoints: a touchpoint a row; touchpoints-across: a touchpoint a column; stages: a stage a
row, lanes in columns; grid: a stage a column, lanes in rows; personas: a persona a row;
persona-cards: a persona a column; nothing: not part of a journey map.
"""

FORMS: tuple[Form, ...] = (
    "touchpoints",
    "touchpoints-across",
    "stages",
    "grid",
    "personas",
    "persona-cards",
    "nothing",
)

ACROSS: frozenset[Form] = frozenset({"touchpoints-across", "grid", "persona-cards"})
"""The forms whose records are columns."""

Why = Literal["header", "content", "position", "chosen", "mapping"]
"""What a guess rests on: the header's words, the cells' contents, where the line stands, or a
person who chose it, now or when a mapping was saved."""

ScaleName = Literal[
    "",
    "1-10",
    "0-10",
    "1-5",
    "0-5",
    "1-4",
    "1-3",
    "1-6",
    "6-1",
    "1-7",
    "0-100",
    "0-1",
    "-1-1",
    "-2-2",
    "-3-3",
    "-5-5",
    "words",
]
"""The scale that numbers are on, lowest and highest; blank: of each cell's own form.

`6-1` are school grades, 1 being best. `words` are words, stars, faces and signs, which carry
their scale themselves.
"""

SCALES: tuple[ScaleName, ...] = ScaleName.__args__  # type: ignore[attr-defined]

_NOTES = ("action", "thought", "pain", "opportunity", "backstage", "question")

_USES: dict[str, tuple[str, ...]] = {
    "touchpoints": (
        "stage",
        "touchpoint",
        "lane",
        "channel",
        "does",
        "thinks",
        "feeling",
        "importance",
        "satisfaction",
        "status",
        "moment_of_truth",
        "entry_share",
        "owner",
        "evidence_source",
        "remarks",
        "persona",
        "stage_question",
        *_NOTES,
        "order",
        "nothing",
    ),
    "stages": (
        "stage",
        "stage_question",
        "touchpoint",
        "channel",
        "feeling",
        "importance",
        "satisfaction",
        "reached",
        "target_conversion",
        *_NOTES,
        "order",
        "nothing",
    ),
    "personas": (
        "name",
        "kind",
        "segment",
        "share",
        "summary",
        "quote",
        "goal",
        "need",
        "expectation",
        "frustration",
        "preferred_channels",
        "buying_triggers",
        "objections",
        "details",
        "order",
        "nothing",
    ),
}
_RECORDS: dict[Form, str] = {
    "touchpoints-across": "touchpoints",
    "grid": "stages",
    "persona-cards": "personas",
}

SCALED: frozenset[str] = frozenset({"importance", "satisfaction", "feeling"})
"""The uses whose numbers are on a scale that may be chosen."""

SURE, LIKELY = 75, 50
"""From here on a guess counts as sure, or as likely."""


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """What one line of a table is taken for.

    `at` is the number of its column (or row, in forms that lie across) on the sheet. `name` is
    the name that a lane of cards made from it gets; `samples` are a few of its cells, as they
    are written; `scale` matters for the uses in `SCALED` alone.
    """

    at: int
    taken_for: str
    header: str = ""
    name: str = ""
    sure: int = 0
    why: Why = "position"
    scale: ScaleName = ""
    samples: tuple[str, ...] = ()


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """One table: where it is, its form, and what each of its lines is taken for.

    `sheet` counts from 0. `area` holds the table with its headers. `headers` is the number of
    lines of the area, rows at its top or columns at its left in forms that lie across, that
    hold headers instead of records; 0 where there are none. `title` is the name that the map
    gets, `title_at` the cell (row, column) it was read from. With `captions`, a record of which
    only one cell is filled names the stage of the records after it. With `split`, every line of
    a cell becomes a card of its own. `looks_like` says what a table of the form `nothing` seems
    to be, one of `refusal.KINDS`.
    """

    sheet: int
    form: Form
    area: Area
    headers: int = 1
    uses: tuple[Use, ...] = ()
    sure: int = 0
    why: Why = "header"
    title: str = ""
    title_at: tuple[int, int] | None = None
    captions: bool = False
    split: bool = True
    looks_like: str = ""

    @property
    def across(self) -> bool:
        """Whether records are columns."""
        return self.form in ACROSS

    @property
    def records(self) -> str:
        """What a record is: "touchpoints", "stages", "personas", or "" for nothing."""
        return records_of(self.form)


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for the whole import.

    `name` is the name of the workspace, and of the map where the sheet gives none. `unplaced`
    is what becomes of cells without a place: left aside, kept as remarks of the touchpoint or
    stage they belong to or else of the map's scenario, or kept as notes on a lane of their own.
    """

    name: str = ""
    unplaced: Literal["leave", "remarks", "notes"] = "leave"


def records_of(form: Form) -> str:
    """What the records of a form are, whichever way they lie; "" for nothing."""
    return "" if form == "nothing" else _RECORDS.get(form, form)


def uses_for(form: Form) -> tuple[str, ...]:
    """What a line of a table of this form may be taken for; words: `foreign.use.<use>`."""
    return _USES.get(records_of(form), ("nothing",))
