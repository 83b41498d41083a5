"""The cells of .xls and .xlsb files by python-calamine.

It gives neither comments nor what is hidden, and an error of a formula as a blank cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from workbench.exchange.problems import ExchangeError
from workbench.exchange.reading.parts import Marks
from workbench.exchange.reading.source import Row, Source
from workbench.exchange.sheets import Area
from workbench.model.problems import Problem


def sheets(file: BinaryIO) -> Iterator[Source]:
    """Every worksheet. Raises whatever calamine raises, and ExchangeError for a password."""
    from python_calamine import (
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
        load_workbook,
    )

    try:
        book = load_workbook(file)
    except PasswordError as error:
        raise ExchangeError(Problem.of("workbook.password")) from error
    for index, about in enumerate(book.sheets_metadata):
        if about.typ == SheetTypeEnum.WorkSheet:
            page = book.get_sheet_by_index(index)
            is_hidden = about.visible != SheetVisibleEnum.Visible
            yield Source(about.name, is_hidden, _rows(page), _marks(page))


def _rows(page: Any) -> Iterator[Row]:
    if page.start is None:
        return
    left = page.start[1] + 1
    for number, values in enumerate(page.iter_rows(), start=1):
        cells = {
            left + index: _whole(value)
            for index, value in enumerate(values)
            if value != "" and value is not None
        }
        if cells:
            yield number, cells


def _whole(value: Any) -> Any:
    """A number as the other readers give it: 7, not 7.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _marks(page: Any) -> Any:
    def marks() -> Marks:
        areas = page.merged_cell_ranges or ()
        return Marks(
            tuple(
                Area(top + 1, left + 1, bottom + 1, right + 1)
                for (top, left), (bottom, right) in areas
            )
        )

    return marks
