"""What a rating sheet remembers of the map it was made from, in a very hidden sheet."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import msgspec

from workbench.exchange import cell_json
from workbench.exchange.problems import ExchangeError
from workbench.exchange.rating_marker import MARKER, is_memory
from workbench.exchange.sheets import Sheet
from workbench.model.problems import Problem

TITLE = "_base"
FORMAT = 1

LABELS = ("for", "date", "missing", "comment")
"""The texts of a sheet that lead to what is beside or below them."""


class Asked(msgspec.Struct, frozen=True):
    """A touchpoint as the sheet shows it: `stage` is the label of its stage."""

    id: str
    stage: str
    title: str
    does: str


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a sheet was made for, of which map, and how it was laid out.

    `columns` are (name, header, column from 1); `labels` the texts beside which the cells of
    the head and the foot are found; `stages` (id, label).
    """

    format: int = FORMAT
    workspace: str
    map: str
    map_name: str
    participant: str
    name: str
    made: datetime.date
    columns: tuple[tuple[str, str, int], ...]
    labels: dict[str, str]
    stages: tuple[tuple[str, str], ...]
    touchpoints: tuple[Asked, ...]


class _Format(msgspec.Struct, frozen=True):
    format: int


def encode(memory: Memory) -> list[str]:
    """The first row of the hidden sheet."""
    return [MARKER, *cell_json.to_cells(memory)]


def find(sheets: Sequence[Sheet]) -> Memory:
    """The memory of a rating sheet.

    Raises ExchangeError where there is none, it is damaged or of a newer format.
    """
    kept = next((sheet for sheet in sheets if is_memory(sheet)), None)
    if kept is None:
        raise ExchangeError(Problem.of("ratings.not_ours"))
    row = kept.rows[1]
    cells = [str(row.get(at, "")) for at in range(2, max(row) + 1)]
    try:
        found = cell_json.from_cells(cells, _Format).format
        if found > FORMAT:
            raise ExchangeError(Problem.of("workbook.newer", format=found))
        return cell_json.from_cells(cells, Memory)
    except msgspec.DecodeError as error:
        raise ExchangeError(Problem.of("ratings.memory")) from error
