"""What the worker process answers about a foreign file, bounded to what a window shows."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from workbench.exchange.foreign.layout import Layout, Options
from workbench.exchange.sheets import Area
from workbench.model.problems import Problem


class Excerpt(msgspec.Struct, frozen=True):
    """The first rows and columns of a sheet; everything counts from 1, as in the file."""

    title: str
    rows: Mapping[int, Mapping[int, str]]
    numbers: Mapping[int, tuple[int, ...]] = {}
    """By row, the columns that hold numbers, which spreadsheets align to the right."""
    comments: Mapping[int, Mapping[int, str]] = {}
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    row_count: int = 0
    """Up to which row there is something to show."""
    column_count: int = 0
    total_rows: int = 0
    """Up to which row the file has something."""
    total_columns: int = 0

    @property
    def is_cut(self) -> bool:
        """Whether the sheet is larger than what is shown of it."""
        return self.total_rows > self.row_count or self.total_columns > self.column_count


class Source(msgspec.Struct, frozen=True):
    """Which file, and how its text is to be read; blank: as it seems."""

    path: str
    encoding: str = ""
    separator: str = ""


class Offer(msgspec.Struct, frozen=True):
    """A saved mapping that suits the file, and how well: 0 to 100."""

    name: str
    suits: int


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """How the file is understood now, and what comes of it.

    `reading` is a bounded one, as `reading.encode` writes it; `counts` are those of the whole,
    and `cards_shown` says how many of its cards the bounded one holds. `refusal` says why there
    is nothing to import, where so.
    """

    layouts: tuple[Layout, ...]
    options: Options
    reading: bytes
    counts: Mapping[str, int]
    cards_shown: int
    refusal: Problem | None = None


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was read. One of our own workbooks is not looked at any further."""

    is_ours: bool = False
    kind: str = ""
    encoding: str = ""
    separator: str = ""
    cleaned: int = 0
    sheets: tuple[Excerpt, ...] = ()
    sheet_count: int = 0
    """How many sheets the file has; only the first are shown."""
    shown: Shown | None = None
    offers: tuple[Offer, ...] = ()
