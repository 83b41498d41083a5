"""Rows of another program's table as touchpoints: what each column is, and what comes of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal

import msgspec

from workbench.exchange.clipboard.grid import Grid as Rows
from workbench.exchange.foreign import lexicon, scales
from workbench.exchange.foreign.assigning import Taken, in_touchpoints, stage_line
from workbench.exchange.foreign.fields import Line, lines_of
from workbench.exchange.foreign.grid import Grid
from workbench.exchange.foreign.text import stage_name
from workbench.exchange.sheets import Area, Sheet
from workbench.model.commands.pasted_rows import Row
from workbench.model.document import Document
from workbench.model.fragment import same_name
from workbench.words.labels import field_name

Meaning = Literal[
    "title",
    "stage",
    "channel",
    "importance",
    "satisfaction",
    "feeling",
    "status",
    "moment_of_truth",
    "does",
    "thinks",
    "owner",
    "remarks",
    "nothing",
]

MEANINGS: tuple[Meaning, ...] = Meaning.__args__  # type: ignore[attr-defined]

SEVERAL: frozenset[Meaning] = frozenset({"does", "thinks", "remarks", "nothing"})
"""What more than one column may be; their texts are put together."""

_SCORES: tuple[Meaning, ...] = ("importance", "satisfaction")
_HEADER_SURE = 70
_MOSTLY = 0.6
_STATUSES = ("in-place", "planned", "missing")
_ALSO: dict[str, Meaning] = {"touchpoint": "title", "order": "nothing"}


class Understood(msgspec.Struct, frozen=True):
    """What the rows are taken for: whether the first holds headings, what each column is."""

    headings: bool
    columns: tuple[Meaning, ...]


class Unread(msgspec.Struct, frozen=True):
    """A cell whose value its column does not take, from 0; its text is kept as a remark."""

    row: int
    column: int


class Converted(msgspec.Struct, frozen=True):
    """A column whose numbers were on another scale (`foreign.layout.ScaleName`)."""

    column: int
    scale: str


class Pasting(msgspec.Struct, frozen=True):
    """What comes of rows: the touchpoints to be, and what a person should know."""

    rows: tuple[Row, ...]
    unread: tuple[Unread, ...] = ()
    converted: tuple[Converted, ...] = ()


def understand(rows: Rows, stages: Collection[str]) -> Understood:
    """A guess by the words of the first row and by what the columns hold.

    `stages` are the names of stages on the map, which tell a column of stages without heading.
    """
    headings = _has_headings(rows)
    return Understood(headings, guess(rows, headings, stages))


def guess(rows: Rows, headings: bool, stages: Collection[str]) -> tuple[Meaning, ...]:
    """What each column is, with or without headings in the first row."""
    grid = Grid(_sheet(rows))
    lines = lines_of(grid, Area(1, 1, len(rows), len(rows[0])), int(headings))
    taken = in_touchpoints(lines, *(_stages_among(lines, stages) or (None, None)))
    found: list[Meaning] = ["nothing"] * len(rows[0])
    for at, item in taken.items():
        found[at - 1] = _meaning(item.taken_for)
    numbers = [line.at - 1 for line in lines if line.numbers >= _MOSTLY and not line.counting]
    if not headings and len(numbers) > 1:
        for at, meaning in zip(numbers, _SCORES, strict=False):
            found[at] = meaning
    return tuple(found)


def _stages_among(lines: Sequence[Line], stages: Collection[str]) -> tuple[Line, Taken] | None:
    """The column of stages: by its heading, or by names that the map has."""
    names = {same_name(name) for name in stages if name}
    for line in lines:
        known = sum(same_name(stage_name(cell)) in names for cell in line.cells)
        if line.cells and known >= _MOSTLY * len(line.cells):
            return line, Taken("stage", 90, "content")
    headed = stage_line([line for line in lines if line.sure_of("stage")])
    return headed if headed is not None and headed[1].why == "header" else None


def read(rows: Rows, understood: Understood, document: Document) -> Pasting:
    """The touchpoints that the rows become.

    A blank stage is that of the row above, as where cells were merged. Numbers on other scales
    become 1 to 10, feelings −2 to +2. What cannot be read is kept as a remark.
    """
    first = int(understood.headings)
    heads = rows[0] if first else ("",) * len(rows[0])
    values = _Values(rows[first:], heads, understood.columns)
    made: list[Row] = []
    unread: list[Unread] = []
    stage = ""
    for number, row in enumerate(rows[first:], start=first):
        if not any(row):
            continue
        said, remarks = _texts(row, understood.columns)
        fields: dict[str, Any] = dict(said)
        for column, meaning in enumerate(understood.columns):
            text = row[column]
            if not text or meaning not in _READ:
                continue
            value = values.read(column, meaning, text)
            if value is None:
                unread.append(Unread(number, column))
                remarks.append(f"{field_name('touchpoints', meaning)}: {text}")
            else:
                fields[meaning] = value
        if remarks:
            fields["remarks"] = "\n".join(remarks)
        stage = stage_name(_one(row, understood.columns, "stage")) or stage
        channel = _channel(_one(row, understood.columns, "channel"), document)
        fields.setdefault("title", channel)
        made.append(Row(fields, stage, channel))
    return Pasting(tuple(made), tuple(unread), values.converted())


_READ = ("importance", "satisfaction", "feeling", "status", "moment_of_truth")


class _Values:
    """Reads cells by the scale of their whole column."""

    def __init__(
        self, rows: Sequence[Sequence[str]], heads: Sequence[str], columns: Sequence[Meaning]
    ) -> None:
        self._scales: dict[int, scales.Scale] = {}
        self._is_feeling = {at: meaning == "feeling" for at, meaning in enumerate(columns)}
        cells = {at: [row[at] for row in rows if row[at]] for at in range(len(columns))}
        self._cells = cells
        for at, meaning in enumerate(columns):
            if meaning in (*_SCORES, "feeling"):
                beside = [
                    cell
                    for other, known in enumerate(columns)
                    if other != at and meaning in _SCORES and known in _SCORES
                    for cell in cells[other]
                ]
                self._scales[at] = scales.scale_of(
                    cells[at], heads[at], feeling=meaning == "feeling", beside=beside
                )

    def read(self, column: int, meaning: Meaning, text: str) -> Any:
        """The value of a cell, None for one that cannot be read."""
        if meaning == "status":
            found = (code for code in _STATUSES if lexicon.is_word(code, text))
            return next(found, None)
        if meaning == "moment_of_truth":
            return next((flag for flag, words in _FLAGS.items() if text.casefold() in words), None)
        scale, feeling = self._scales[column], self._is_feeling[column]
        value = scales.find(text)
        if value is None:
            return None
        if scales.is_native(scale, value, feeling=feeling):
            low, high = (-2, 2) if feeling else (1, 10)
            number = value.number
            return number if number is not None and low <= number <= high else None
        at = scales.position(value, scale, feeling=feeling)
        if at is None:
            return None
        return scales.as_feeling(at) if feeling else scales.score(at)

    def converted(self) -> tuple[Converted, ...]:
        return tuple(
            Converted(column, scale.name)
            for column, scale in self._scales.items()
            if scale.name not in ("", "words", "-2-2" if self._is_feeling[column] else "1-10")
            and any(
                (value := scales.find(cell)) is not None
                and scales.position(value, scale, feeling=self._is_feeling[column]) is not None
                for cell in self._cells[column]
            )
        )


_FLAGS: Mapping[bool, frozenset[str]] = {
    True: frozenset(
        {"yes", "true", "x", "✓", "✔", "1", "ja", "oui", "sí", "sim", "sì", "да", "是", "はい"}
    ),
    False: frozenset({"no", "false", "0", "-", "–", "nein", "non", "não", "нет", "否", "いいえ"}),
}


def _has_headings(rows: Rows) -> bool:
    """Whether at least half of the first row are words that head columns."""
    filled = [cell for cell in rows[0] if cell]
    known = [
        cell for cell in filled if max(lexicon.meanings(cell).values(), default=0) >= _HEADER_SURE
    ]
    return len(rows) > 1 and bool(known) and 2 * len(known) >= len(filled)


def _sheet(rows: Rows) -> Sheet:
    return Sheet(
        "",
        {
            at: {column: cell for column, cell in enumerate(row, start=1) if cell}
            for at, row in enumerate(rows, start=1)
        },
    )


def _meaning(taken_for: str) -> Meaning:
    if taken_for in _ALSO:
        return _ALSO[taken_for]
    for meaning in MEANINGS:
        if meaning == taken_for:
            return meaning
    return "remarks"


def _texts(row: Sequence[str], columns: Sequence[Meaning]) -> tuple[dict[str, str], list[str]]:
    """The texts of a row by field, and its remarks."""
    found: dict[str, list[str]] = {}
    for text, meaning in zip(row, columns, strict=True):
        if text and meaning in ("title", "does", "thinks", "owner", "remarks"):
            found.setdefault(meaning, []).append(text)
    remarks = found.pop("remarks", [])
    return {name: "\n".join(texts) for name, texts in found.items()}, remarks


def _one(row: Sequence[str], columns: Sequence[Meaning], meaning: Meaning) -> str:
    return next((text for text, it in zip(row, columns, strict=True) if it == meaning), "")


def _channel(text: str, document: Document) -> str:
    """The name of a channel: one of the workspace that goes by this word in any language."""
    known = document.channels.get(lexicon.channel(text)) if text else None
    return known.name if known is not None else " ".join(text.split())
