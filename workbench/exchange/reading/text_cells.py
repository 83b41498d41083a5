"""The cells of a text with separated values."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator

from workbench.exchange.formula_guard import unguarded
from workbench.exchange.problems import ExchangeError
from workbench.exchange.reading.limits import MOST_CELLS, MOST_COLUMNS
from workbench.exchange.reading.separators import hinted, records, separator_of, unquoted
from workbench.exchange.reading.source import Row, Source, no_marks
from workbench.exchange.reading.text_values import DecimalMark, decimal_mark, value_of
from workbench.exchange.sheets import Value
from workbench.model.problems import Problem


def sheet(text: str, title: str, separator: str = "") -> tuple[Source, str]:
    """The one sheet of a text and the separator it was cut by, the given or the likeliest.

    Raises ExchangeError where there are more values than a sheet holds.
    """
    found = separator or separator_of(text)
    if hinted(text) == found and found:
        text = text.split("\n", 1)[1] if "\n" in text else ""
    table = _records(text, found)
    mark = decimal_mark((value.strip() for record in table for value in record), found)

    def rows() -> Iterator[Row]:
        for number, record in enumerate(table, start=1):
            values = {
                column: _value(value, mark) for column, value in enumerate(record, start=1) if value
            }
            if values:
                yield number, values

    return Source(title, False, rows(), no_marks), found


def _value(written: str, mark: DecimalMark) -> Value:
    """What a value stands for; what was guarded against becoming a formula stays text."""
    text = unguarded(written)
    return value_of(written, mark) if text == written else text


def _records(text: str, separator: str) -> list[list[str]]:
    try:
        return _bounded(text, separator, records)
    except csv.Error:
        return _bounded(text, separator, unquoted)


def _bounded(
    text: str, separator: str, cut: Callable[[str, str], Iterator[list[str]]]
) -> list[list[str]]:
    table: list[list[str]] = []
    values = 0
    for record in cut(text, separator):
        values += len(record)
        while record and not record[-1]:
            record.pop()
        if values > MOST_CELLS or len(record) > MOST_COLUMNS:
            raise ExchangeError(Problem.of("workbook.too_large"))
        table.append(record)
    return table
