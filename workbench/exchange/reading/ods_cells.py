"""The cells of an .ods file, read from its content part as it streams by.

Rows and cells may be repeated a million times with a single number; what is blank is only
counted, and what is not is repeated no further than a sheet goes.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from defusedxml.ElementTree import iterparse

from workbench.exchange.problems import ExchangeError
from workbench.exchange.reading.limits import MOST_AREAS, MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from workbench.exchange.reading.parts import Marks
from workbench.exchange.reading.source import Row, Source
from workbench.exchange.sheets import Area, Broken, Value
from workbench.model.problems import Problem

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_KIND_OF_VALUE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_SHEET, _ROW, _COLUMN = f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-column"
_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_NOTE, _PARAGRAPH = f"{_OFFICE}annotation", f"{_TEXT}p"
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?")


def sheets(file: BinaryIO) -> Iterator[Source]:
    """Every sheet, each to be read before the next.

    Raises whatever zipfile and defusedxml raise on a file that is none.
    """
    with zipfile.ZipFile(file) as archive, archive.open("content.xml") as part:
        hidden: set[str] = set()
        events = iterparse(part, events=("start", "end"))
        for event, element in events:
            if event == "end" and element.tag == f"{_STYLE}style":
                _note_hidden(element, hidden)
            elif event == "start" and element.tag == _SHEET:
                title = element.get(f"{_TABLE}name", "")
                style = element.get(f"{_TABLE}style-name", "")
                page = _Page(events)
                yield Source(title, style in hidden, page.rows(), page.marks)


def _note_hidden(style: Any, hidden: set[str]) -> None:
    for child in style:
        if child.get(f"{_TABLE}display") == "false":
            hidden.add(style.get(f"{_STYLE}name", ""))


class _Page:
    """One sheet while its elements stream by."""

    def __init__(self, events: Iterator[tuple[str, Any]]) -> None:
        self._events = events
        self._row = 0
        self._column = 0
        self._repeated_cells = 0
        self._merged: list[Area] = []
        self._comments: dict[int, dict[int, str]] = {}
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()

    def marks(self) -> Marks:
        return Marks(
            tuple(self._merged),
            self._comments,
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
        )

    def rows(self) -> Iterator[Row]:
        inner = 0
        for event, element in self._events:
            tag = element.tag
            if tag == _SHEET:
                # a table within a cell is no sheet
                inner += 1 if event == "start" else -1
                if inner < 0:
                    element.clear()
                    return
            elif event == "end" and not inner:
                if tag == _COLUMN:
                    self._add_column(element)
                elif tag == _ROW:
                    yield from self._add_row(element)
                    element.clear()

    def _add_column(self, element: Any) -> None:
        n = _count(element, "number-columns-repeated", MOST_COLUMNS - self._column)
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            self._hidden_columns.update(range(self._column + 1, self._column + n + 1))
        self._column += n

    def _add_row(self, element: Any) -> Iterator[Row]:
        values: dict[int, Value] = {}
        number, column = self._row + 1, 1
        for cell in element:
            if cell.tag in (_CELL, _COVERED):
                n = _count(cell, "number-columns-repeated", MOST_COLUMNS - column + 1)
                value = _value(cell) if cell.tag == _CELL else None
                if value is not None:
                    values |= dict.fromkeys(range(column, column + n), value)
                self._mark(cell, number, column)
                column += n
        n = _count(element, "number-rows-repeated", MOST_ROWS - self._row)
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter") and (values or n < 1000):
            self._hidden_rows.update(range(number, number + n))
        self._row += n
        if values:
            self._repeated_cells += (n - 1) * len(values)
            if self._repeated_cells > MOST_CELLS:
                raise ExchangeError(Problem.of("workbook.too_large"))
            for repeated in range(number, number + n):
                yield repeated, values

    def _mark(self, cell: Any, row: int, column: int) -> None:
        if len(self._merged) < MOST_AREAS:
            down = int(cell.get(f"{_TABLE}number-rows-spanned", 1))
            across = int(cell.get(f"{_TABLE}number-columns-spanned", 1))
            if down > 1 or across > 1:
                bottom, right = (
                    min(row + down - 1, MOST_ROWS),
                    min(column + across - 1, MOST_COLUMNS),
                )
                self._merged.append(Area(row, column, bottom, right))
        note = cell.find(_NOTE)
        if note is not None:
            text = "\n".join(_plain(line) for line in note if line.tag == _PARAGRAPH).strip()
            if text:
                self._comments.setdefault(row, {})[column] = text


def _count(element: Any, name: str, most: int) -> int:
    return max(0, min(int(element.get(f"{_TABLE}{name}", 1)), most))


def _value(cell: Any) -> Value | None:
    kind = cell.get(f"{_OFFICE}value-type")
    if kind is None:
        return None
    text = "\n".join(_plain(line) for line in cell if line.tag == _PARAGRAPH)
    if cell.get(_KIND_OF_VALUE) == "error":
        return Broken(text)
    match kind:
        case "float" | "percentage" | "currency":
            number = float(cell.get(f"{_OFFICE}value"))
            return int(number) if number.is_integer() else number
        case "boolean":
            return bool(cell.get(f"{_OFFICE}boolean-value") == "true")
        case "date":
            return _date(cell.get(f"{_OFFICE}date-value"), text)
        case "time":
            return _duration(cell.get(f"{_OFFICE}time-value"), text)
    return cell.get(f"{_OFFICE}string-value") or text or None


def _plain(line: Any) -> str:
    """The text of a paragraph, without what is struck into it: notes, pictures."""
    pieces = [line.text or ""]
    for child in line:
        match child.tag.removeprefix(_TEXT):
            case "s":
                pieces.append(" " * min(int(child.get(f"{_TEXT}c", 1)), 1000))
            case "tab":
                pieces.append("\t")
            case "line-break":
                pieces.append("\n")
            case "span" | "a":
                pieces.append(_plain(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _date(written: str, shown: str) -> Value:
    try:
        moment = datetime.datetime.fromisoformat(written)
    except ValueError:
        return shown
    return moment if "T" in written else moment.date()


def _duration(written: str, shown: str) -> Value:
    """A time of day, or a duration where it is none, as spreadsheets mean both."""
    found = _DURATION.fullmatch(written)
    if found is None:
        return shown
    sign, days, hours, minutes, seconds, fraction = found.groups()
    duration = datetime.timedelta(
        days=int(days or 0),
        hours=int(hours or 0),
        minutes=int(minutes or 0),
        seconds=float(f"{seconds or 0}.{fraction or 0}"),
    )
    if sign or duration >= datetime.timedelta(days=1):
        return -duration if sign else duration
    return (datetime.datetime.min + duration).time()
