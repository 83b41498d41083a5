"""Workbooks to read back: exported for real, edited by openpyxl as a colleague would."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from workbench.analysis.findings import findings
from workbench.exchange.proposal_from_workbook import read_proposal
from workbench.exchange.xlsx_writer import export_workbook
from workbench.model.document import Document
from workbench.model.problems import Problem
from workbench.model.proposal import Proposal
from workbench.words.problem_sentences import sentence

TODAY = datetime.date(2026, 11, 21)

Edit = Callable[[openpyxl.Workbook], None]


class Exchange:
    """Exports into a folder of its own, lets a test edit the workbook, reads it back."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "exported.xlsx"

    def export(self, document: Document, maps: tuple[str, ...] | None = None) -> Path:
        chosen = document.maps if maps is None else maps
        found = {name: findings(document, name, TODAY) for name in chosen}
        export_workbook(document, self.path, maps=maps, today=TODAY, findings=found, overwrite=True)
        return self.path

    def edit(self, change: Edit) -> None:
        workbook = openpyxl.load_workbook(self.path)
        change(workbook)
        workbook.save(self.path)

    def back(self, document: Document, change: Edit | None = None) -> Proposal:
        """What the workbook suggests to `document`, after an edit of it."""
        if change is not None:
            self.edit(change)
        return read_proposal(document, self.path)


def column(sheet: Any, header: str) -> int:
    """The number of the column under a header."""
    return next(cell.column for cell in sheet[1] if cell.value == header)


def row_of(sheet: Any, name: str) -> int:
    """The number of the first row that says `name` somewhere."""
    return next(row[0].row for row in sheet.iter_rows() if name in [cell.value for cell in row])


def put(sheet: Any, name: str, header: str, value: Any) -> str:
    """Write into the row that says `name`; gives the cell's address."""
    cell = sheet.cell(row_of(sheet, name), column(sheet, header))
    cell.value = value
    return f"{sheet.title}!{cell.coordinate}"


def append(sheet: Any, **cells: Any) -> int:
    """Add a row after the last with values by header (underscores for blanks); its number."""
    at = sheet.max_row + 1
    for header, value in cells.items():
        sheet.cell(at, column(sheet, header.replace("_", " "))).value = value
    return at


def sentences(problems: tuple[Problem, ...]) -> list[str]:
    return [sentence(problem) for problem in problems]
