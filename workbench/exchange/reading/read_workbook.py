"""The door: any spreadsheet, read in a process of its own under limits."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from workbench.exchange.problems import about
from workbench.exchange.reading.file import opened
from workbench.exchange.reading.limits import Limits
from workbench.exchange.reading.parts import Progress, book_of
from workbench.exchange.reading.process import Process
from workbench.exchange.reading.request import Request
from workbench.exchange.reading.settled import limits_settled
from workbench.exchange.sheets import Book


def read_workbook(
    path: Path,
    *,
    encoding: str = "",
    separator: str = "",
    limits: Limits | None = None,
    progress: Progress | None = None,
    is_stopped: Callable[[], bool] | None = None,
) -> Book:
    """What is in a spreadsheet: .xlsx, .xlsm, Strict Open XML, .xls, .xlsb, .ods or text.

    What the file is decides, not its name. Formulas come as their last results; nothing is
    computed, fetched or followed. For text, `encoding` and `separator` are found out where
    they are "". `progress` is told the sheet and its rows so far; `is_stopped` is asked some
    twenty times a second, and once it says so, the reading ends.

    Without `limits`, those settled for this process hold.

    Raises ExchangeError, which says what the file is instead or what is wrong with it, that it
    took more than `limits`, or that the reading was stopped; never gives half of a book.
    """
    with about(path):
        # most refusals need no other process
        opened(path).close()
        request = Request(os.fsencode(path), encoding, separator, limits or limits_settled())
        with Process(request) as process:
            book = book_of(process.parts(is_stopped), progress)
    assert book is not None
    return book
