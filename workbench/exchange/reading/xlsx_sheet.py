"""The cells of one sheet of an .xlsx file as its part streams by."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import cache
from typing import IO

from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import SHEET_MAIN_NS

from workbench.exchange.reading.limits import MOST_AREAS, MOST_COLUMNS
from workbench.exchange.reading.source import Row
from workbench.exchange.reading.xlsx_dates import Dates
from workbench.exchange.reading.xlsx_strings import TextItem
from workbench.exchange.reading.xml_stream import streamed
from workbench.exchange.sheets import Area, Broken, Value
from workbench.exchange.shown import unescaped

_ROW, _CELL, _VALUE, _FORMULA, _INLINE, _COLUMN, _MERGED = (
    f"{SHEET_MAIN_NS}}}{name}" for name in ("row", "c", "v", "f", "is", "col", "mergeCell")
)
_YES = ("1", "true")
_DIGITS = "0123456789"


class SheetStream:
    """One sheet while it streams by; what it has beside cells is whole once `rows` is through."""

    def __init__(self, strings: Sequence[str], dates: Dates, epoch: datetime.datetime) -> None:
        self.merged: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._strings, self._dates, self._epoch = strings, dates, epoch
        self._done: list[Row] = []
        self._row = self._column = 0
        self._values: dict[int, Value] = {}
        self._type = self._style = ""
        self._has_formula = False
        self._written: list[str] | None = None
        self._raw = ""
        self._inline: TextItem | None = None

    def rows(self, source: IO[bytes]) -> Iterator[Row]:
        """The rows that have values. Raises whatever the parser raises, and ValueError."""
        for _ in streamed(source, self):
            yield from self._done
            self._done.clear()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == _CELL:
            reference = attributes.get("r")
            self._column = column_of(reference.rstrip(_DIGITS)) if reference else self._column + 1
            self._type, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._has_formula, self._raw, self._inline = False, "", None
        elif tag == _VALUE:
            self._written = []
        elif tag == _ROW:
            self._start_row(attributes)
        elif tag == _FORMULA:
            self._has_formula = True
        elif tag == _INLINE:
            self._inline = TextItem()
        elif self._inline is not None:
            self._inline.start(tag)
        elif tag == _COLUMN:
            self._add_column(attributes)
        elif tag == _MERGED:
            self._add_area(attributes["ref"])

    def text(self, text: str) -> None:
        if self._written is not None:
            self._written.append(text)
        elif self._inline is not None:
            self._inline.text(text)

    def end(self, tag: str) -> None:
        if tag == _VALUE:
            self._raw = "".join(self._written or ())
            self._written = None
        elif tag == _CELL:
            value = self._value()
            if value is not None:
                self._values[self._column] = value
            self._inline = None
        elif tag == _ROW:
            if self._values:
                self._done.append((self._row, self._values))
        elif self._inline is not None:
            self._inline.end(tag)

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        # some programs write 7.0
        self._row = int(float(number)) if number else self._row + 1
        self._column = 0
        self._values = {}
        if attributes.get("hidden") in _YES:
            self.hidden_rows.add(self._row)

    def _add_column(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _YES:
            last = min(int(attributes["max"]), MOST_COLUMNS)
            self.hidden_columns.update(range(int(attributes["min"]), last + 1))

    def _add_area(self, reference: str) -> None:
        left, top, right, bottom = range_boundaries(reference)
        if len(self.merged) < MOST_AREAS and None not in (left, top, right, bottom):
            self.merged.append(Area(top, left, bottom, right))

    def _value(self) -> Value | None:
        """What the cell that ends here holds; None for a blank one."""
        raw = self._raw
        if self._type == "inlineStr":
            return self._inline.taken() if self._inline is not None else None
        if not raw:
            # a formula may well come to an empty text, which is a value
            return Broken("") if self._has_formula and self._type != "str" else None
        match self._type:
            case "s":
                return self._strings[_index(raw)]
            case "n":
                return self._number(raw)
            case "b":
                return bool(int(raw))
            case "str":
                return unescaped(raw)
            case "e":
                return Broken(raw)
            case "d":
                moment: Value = from_ISO8601(raw)
                return moment
        return raw

    def _number(self, raw: str) -> Value:
        number = float(raw) if "." in raw or "E" in raw or "e" in raw else int(raw)
        style = int(self._style) if self._style else 0
        if style not in self._dates.dates:
            return number
        try:
            shown: Value = from_excel(number, self._epoch, timedelta=style in self._dates.durations)
        except (OverflowError, ValueError):
            return Broken("#VALUE!")
        return shown


@cache
def column_of(letters: str) -> int:
    """The number of a column by its letters. Raises ValueError for what is none."""
    number: int = column_index_from_string(letters)
    return number


def _index(raw: str) -> int:
    index = int(raw)
    if index < 0:
        raise ValueError("no string has a number below 0")
    return index
