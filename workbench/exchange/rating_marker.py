"""How a rating sheet is known, for those who are given one and cannot use it."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.exchange.problems import ExchangeError
from workbench.exchange.sheets import Sheet
from workbench.model.problems import Problem

MARKER = "journey-workbench-ratings"
"""What stands in the first cell of its hidden sheet."""


def is_memory(sheet: Sheet) -> bool:
    """Whether this is the hidden sheet of a rating sheet."""
    return sheet.rows.get(1, {}).get(1) == MARKER


def refuse_rating_sheet(sheets: Sequence[Sheet], name: str = "") -> None:
    """Raises ExchangeError where a file that is to be imported is a rating sheet."""
    if any(is_memory(sheet) for sheet in sheets):
        given = {"path": name} if name else {}
        raise ExchangeError(Problem.of("ratings.is_sheet", **given))
