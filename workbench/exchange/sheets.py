"""What a file of cells holds, as plain values: sheets of cells, whatever read them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import msgspec


class Broken(msgspec.Struct, frozen=True):
    """A formula without a usable result: an error such as #REF!, or never computed ("")."""

    error: str


Value = str | float | int | bool | datetime.date | datetime.time | datetime.timedelta | Broken
"""A cell's value; a datetime is a date with a time. Blank cells are left out."""


class Area(msgspec.Struct, frozen=True):
    """A rectangle of cells, both corners included, rows and columns from 1."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(msgspec.Struct, frozen=True):
    """One sheet: its title and its cells by row, then by column, both from 1.

    Comments are kept as the cells are, by row, then by column. Of a merged area only the top
    left cell has a value.
    """

    title: str
    rows: Mapping[int, Mapping[int, Value]]
    merged: tuple[Area, ...] = ()
    comments: Mapping[int, Mapping[int, str]] = {}
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False


class Book(msgspec.Struct, frozen=True):
    """What one file holds, and how it was understood."""

    kind: str
    """xlsx, strict, xls, xlsb, ods or text: what the file is, whatever its name says."""
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    """The encoding that a text was read in, one of `reading.encodings`."""
    separator: str = ""
    """What separates the values of a text."""
    cleaned: int = 0
    """How many cells held characters that no text can, such as NUL, which were taken out."""


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
