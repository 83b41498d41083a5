"""What a workbook holds, as plain values: sheets of cells, whatever read them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import msgspec


class Broken(msgspec.Struct, frozen=True):
    """A formula without a usable result: an error such as #REF!, or never computed ("")."""

    error: str


Value = str | float | int | bool | datetime.date | datetime.time | datetime.timedelta | Broken
"""A cell's value; a datetime is a date with a time. Blank cells are left out."""


class Sheet(msgspec.Struct, frozen=True):
    """One sheet: its title and its cells by row, then by column, both from 1."""

    title: str
    rows: Mapping[int, Mapping[int, Value]]


def address(title: str, row: int, column: int) -> str:
    """The name of a cell as people read it, e.g. ``Touchpoints!I7``."""
    return f"{title}!{column_letter(column)}{row}"


def column_letter(column: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
