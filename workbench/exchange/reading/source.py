"""What every reader of a format gives: sheets whose rows come one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from workbench.exchange.reading.parts import Marks
from workbench.exchange.sheets import Value

Row = tuple[int, dict[int, Value]]
"""A row’s number and its values by column, both from 1, without the blank ones."""


class Source(NamedTuple):
    """One sheet: its rows are to be read first, all of them, then what else is on it."""

    title: str
    is_hidden: bool
    rows: Iterator[Row]
    marks: Callable[[], Marks]


def no_marks() -> Marks:
    return Marks()
