"""Reading a rating sheet that came back, however it was rearranged on the way."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from workbench.analysis.ratings import QUESTIONS, Question
from workbench.exchange.cell_reading import Unreadable, is_unchanged, text
from workbench.exchange.labels import one_line
from workbench.exchange.problems import ExchangeError, about
from workbench.exchange.rating_marker import is_memory
from workbench.exchange.ratings import answer_cells, memory
from workbench.exchange.ratings.memory import Asked, Memory
from workbench.exchange.ratings.returned import Answers, Returned
from workbench.exchange.reading.read_workbook import read_workbook
from workbench.exchange.sheets import Sheet, Value, address
from workbench.exchange.table_reading import find_base
from workbench.model.problems import Problem

_LEAST_HEADERS = 3
_FIXED = ("stage", "title", "does")
_ANSWERS: tuple[Question | Literal["remark"], ...] = (*QUESTIONS, "remark")
_SHORT = 60

Cells = Mapping[int, Value]


def read_returned(path: Path) -> Returned:
    """What a rating sheet says. Raises ExchangeError for a file that is none, or is damaged."""
    with about(path):
        book = read_workbook(path)
        saved = datetime.datetime.fromtimestamp(path.stat().st_mtime)
        found = returned_of(book.sheets, file=path.name, saved=saved)
    if not book.cleaned:
        return found
    cleaned = Problem.of("ratings.cleaned", path=path.name, n=book.cleaned)
    return msgspec.structs.replace(found, notices=(*found.notices, cleaned))


def returned_of(sheets: Sequence[Sheet], *, file: str, saved: datetime.datetime) -> Returned:
    """What the sheets of one file say; see `read_returned`. `saved` is when it was written."""
    try:
        kept = memory.find(sheets)
    except ExchangeError as error:
        if error.problem.code == "ratings.not_ours" and _is_whole_workspace(sheets):
            raise ExchangeError(Problem.of("ratings.whole")) from error
        raise
    others = [sheet for sheet in sheets if not is_memory(sheet)]
    tables = [(found, sheet) for sheet in others if (found := _header(sheet, kept)) is not None]
    if not tables:
        raise ExchangeError(Problem.of("ratings.no_table"))
    (_, header), sheet = max(tables, key=lambda item: item[0][0])
    page = _Page(file, kept, sheet, header)
    return page.read(saved, [other for other in others if other is not sheet])


def _is_whole_workspace(sheets: Sequence[Sheet]) -> bool:
    try:
        find_base(sheets)
    except ExchangeError as error:
        return error.problem.code != "workbook.not_ours"
    return True


def _header(sheet: Sheet, kept: Memory) -> tuple[int, int] | None:
    """How many of the headings a sheet's best row has, and which row that is."""
    wanted = {_folded(header) for _, header, _ in kept.columns}
    best: tuple[int, int] | None = None
    for number, cells in sorted(sheet.rows.items()):
        count = len({_folded(text(value)) for value in cells.values()} & wanted)
        if count >= _LEAST_HEADERS and (best is None or count > best[0]):
            best = (count, number)
    return best


class _Page:
    """The sheet of answers while it is read; collects what is odd on the way."""

    def __init__(self, file: str, kept: Memory, sheet: Sheet, header: int) -> None:
        self._file, self._kept, self._sheet, self._header = file, kept, sheet, header
        self._places = _places(sheet.rows[header], kept)
        self._unread: list[Problem] = []
        self._notices: list[Problem] = []

    def read(self, saved: datetime.datetime, others: Sequence[Sheet]) -> Returned:
        """Everything the sheet says; `others` are sheets that somebody added to it."""
        participant, name = self._person()
        rows = tuple(self._rows())
        comment, where = self._comment()
        for other in others:
            if other.rows:
                self._complain("other_sheet", f"{self._file} · {other.title}")
        return Returned(
            file=self._file,
            memory=self._kept,
            participant=participant,
            name=name,
            day=self._day() or saved.date(),
            saved=saved,
            rows=rows,
            comment=comment,
            comment_where=where,
            unread=tuple(self._unread),
            notices=tuple(self._notices),
        )

    def _person(self) -> tuple[str, str]:
        """The id and name of whoever filled it in; no id for a name it was not made for."""
        kept = self._kept
        name = one_line(text(self._beside("for")[1]))
        if not name:
            self._notice("no_name", name=kept.name)
        elif name.casefold() != one_line(kept.name).casefold():
            self._notice("other_person", name=name, made_for=kept.name)
            return "", name
        return kept.participant, kept.name

    def _day(self) -> datetime.date | None:
        where, value = self._beside("date")
        try:
            return answer_cells.day(value)
        except Unreadable as error:
            self._cannot_read(where, error)
            return None

    def _beside(self, label: str) -> tuple[str, Value | None]:
        """The first filled cell to the right of one of the labels above the table."""
        labels = {one_line(it) for it in self._kept.labels.values()}
        for number, cells in sorted(self._sheet.rows.items()):
            if number >= self._header:
                break
            at = next((it for it, v in sorted(cells.items()) if self._is_label(v, label)), None)
            if at is not None:
                for column in sorted(it for it in cells if it > at):
                    if one_line(text(cells[column])) in labels:
                        break
                    return self._where(number, column), cells[column]
        return "", None

    def _is_label(self, value: Value, label: str) -> bool:
        return one_line(text(value)) == one_line(self._kept.labels[label])

    def _comment(self) -> tuple[str, str]:
        """What stands below the label of the comment, and in which cell."""
        top = self._comment_row()
        if top is None:
            return "", ""
        filled: list[tuple[str, str]] = []
        for number, cells in sorted(self._sheet.rows.items()):
            for column, value in sorted(cells.items()) if number > top else ():
                where = self._where(number, column)
                try:
                    written = answer_cells.remark(value)
                except Unreadable as error:
                    self._cannot_read(where, error)
                    continue
                if written:
                    filled.append((where, written))
        return "\n".join(written for _, written in filled), filled[0][0] if filled else ""

    def _comment_row(self) -> int | None:
        for number, cells in sorted(self._sheet.rows.items()):
            if number > self._header and any(self._is_label(v, "comment") for v in cells.values()):
                return number
        return None

    def _rows(self) -> Iterator[Answers]:
        """The rows that say anything, of known touchpoints and of new ones."""
        asked = {item.id: item for item in self._kept.touchpoints}
        seen: set[str] = set()
        end = self._comment_row()
        for number, cells in sorted(self._sheet.rows.items()):
            if number <= self._header or (end is not None and number >= end):
                continue
            if any(self._is_label(value, "missing") for value in cells.values()):
                continue
            self._complain_of_strays(number, cells)
            known = self._asked_in(cells, asked)
            values = self._values(number, cells)
            if known is None:
                row = self._new(number, cells, values)
            elif known.id not in seen:
                self._complain_of_edits(number, cells, known)
                row = self._answers(number, values, touchpoint=known.id)
                if row is not None:
                    seen.add(known.id)
            elif self._written(cells, "title") not in ("", one_line(known.title)):
                row = self._new(number, cells, values)
            else:
                row = None
                if values:
                    self._complain("repeated", self._first(number))
            if row is not None:
                yield row

    def _asked_in(self, cells: Cells, asked: Mapping[str, Asked]) -> Asked | None:
        """What a row asks about: by its id, where that is lost by its stage and title."""
        by_id = asked.get(self._written(cells, "id"))
        if by_id is not None:
            return by_id
        stage, title = (self._written(cells, name).casefold() for name in ("stage", "title"))
        alike = [
            item
            for item in asked.values()
            if one_line(item.title).casefold() == title
            and ("stage" not in self._places or one_line(item.stage).casefold() == stage)
        ]
        return alike[0] if len(alike) == 1 else None

    def _new(self, number: int, cells: Cells, values: dict[str, Any]) -> Answers | None:
        """A touchpoint that the participant misses; None for a row that names none."""
        stage, title, does = (self._written(cells, name) for name in _FIXED)
        if title:
            return self._answers(number, values, stage=stage, title=title, does=does)
        if values or does:
            self._complain("untitled", self._first(number))
        return None

    def _answers(self, number: int, values: dict[str, Any], **about: str) -> Answers | None:
        if not values and "title" not in about:
            return None
        first = "title" if "title" in about else next(iter(values))
        return Answers(values=values, where=self._at(number, first), **about)

    def _values(self, number: int, cells: Cells) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name in _ANSWERS:
            now = cells.get(self._places.get(name, 0))
            try:
                value = (
                    answer_cells.remark(now) if name == "remark" else answer_cells.answer(name, now)
                )
            except Unreadable as error:
                self._cannot_read(self._at(number, name), error, name, now)
                continue
            if value not in (None, ""):
                values[name] = value
        return values

    def _complain_of_edits(self, number: int, cells: Cells, known: Asked) -> None:
        for name in _FIXED:
            now = cells.get(self._places.get(name, 0))
            before = getattr(known, name)
            is_same = is_unchanged(before or None, now) or one_line(text(now)) == one_line(before)
            if now is not None and not is_same:
                self._complain("fixed", self._at(number, name), got=_short(now))

    def _complain_of_strays(self, number: int, cells: Cells) -> None:
        for column, value in sorted(cells.items()):
            if column not in self._places.values() and text(value).strip():
                self._complain("stray", self._where(number, column), got=_short(value))

    def _cannot_read(
        self, where: str, error: Unreadable, field: str = "", now: Value | None = None
    ) -> None:
        parameters: dict[str, Any] = {"got": _short(now), **error.parameters}
        if field:
            parameters |= {"table": "ratings", "field": field}
        self._complain(error.code.removeprefix("cell."), where, **parameters)

    def _complain(self, code: str, cell: str, **parameters: Any) -> None:
        self._unread.append(Problem.of(f"ratings.{code}", cell=cell, **parameters))

    def _notice(self, code: str, **parameters: str) -> None:
        self._notices.append(Problem.of(f"ratings.{code}", path=self._file, **parameters))

    def _written(self, cells: Cells, name: str) -> str:
        return one_line(text(cells.get(self._places.get(name, 0))))

    def _first(self, number: int) -> str:
        return self._where(number, min(self._sheet.rows[number]))

    def _at(self, number: int, name: str) -> str:
        return self._where(number, self._places.get(name, 1))

    def _where(self, number: int, column: int) -> str:
        return f"{self._file} · {address(self._sheet.title, number, column)}"


def _places(cells: Cells, kept: Memory) -> dict[str, int]:
    """The column of each name: under its heading, else where it was, if that is nobody else's."""
    headers = {at: _folded(text(value)) for at, value in sorted(cells.items())}
    places: dict[str, int] = {}
    for name, header, _ in kept.columns:
        at = next((at for at, written in headers.items() if written == _folded(header)), None)
        if at is not None:
            places[name] = at
    is_as_made = all(places.get(name, at) == at for name, _, at in kept.columns)
    for name, _, at in kept.columns:
        if is_as_made and name not in places and at not in places.values() and at in headers:
            places[name] = at
    return places


def _short(value: Value | None) -> str:
    return one_line(text(value))[:_SHORT]


def _folded(written: str) -> str:
    return one_line(written).casefold()
