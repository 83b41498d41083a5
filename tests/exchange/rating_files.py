"""Rating sheets as people send them back: made for real, filled in by openpyxl."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from workbench.exchange.ratings.batch import Batch, read_batch
from workbench.exchange.ratings.making import make_sheets
from workbench.model import proposal as proposals
from workbench.model.document import Document
from workbench.model.entities import Rating
from workbench.model.patch import Label
from workbench.words.problem_sentences import sentence

TODAY = datetime.date(2026, 11, 21)
COLUMNS = ("id", "stage", "title", "does", "importance", "satisfaction", "feeling", "remark")
Edit = Callable[[Any], None]


class Round:
    """Sheets of one map of a document, in a folder of their own."""

    def __init__(self, document: Document, folder: Path, map_id: str = "ma1") -> None:
        self.document, self.folder, self.map_id = document, folder, map_id

    def make(self, *names: str, **options: Any) -> list[Path]:
        made = make_sheets(self.document, self.map_id, names, self.folder, today=TODAY, **options)
        return list(made)

    def sheet(self, name: str, answers: dict[str, dict[str, Any]] | None = None) -> Path:
        """A sheet for a name, with answers by the touchpoint's title."""
        (path,) = self.make(name, overwrite=True)
        fill(path, answers or {})
        return path

    def read(self, *paths: Path, **options: Any) -> Batch:
        return read_batch(self.document, paths, **options)

    def accept(self, batch: Batch, *also: int) -> Document:
        """The document with everything that is ticked, and these."""
        ticked = [i for i, item in enumerate(batch.proposal.suggestions) if item.ticked]
        label = Label.of("import", n=1)
        chosen = [*ticked, *also]
        return self.document.apply(proposals.select(self.document, batch.proposal, chosen, label))


def edit(path: Path, change: Edit) -> None:
    """Let somebody work on the visible sheet of a file."""
    book = openpyxl.load_workbook(path)
    change(book.worksheets[0])
    book.save(path)


def fill(path: Path, answers: dict[str, dict[str, Any]]) -> None:
    """Write answers into the rows of these titles."""

    def write(sheet: Any) -> None:
        for title, values in answers.items():
            row = row_of(sheet, title)
            for name, value in values.items():
                sheet.cell(row, COLUMNS.index(name) + 1, value)

    edit(path, write)


def add(path: Path, **values: Any) -> int:
    """Fill in the next free row; gives its number."""
    rows: list[int] = []

    def write(sheet: Any) -> None:
        row = row_of(sheet, "Is a touchpoint missing? Add it here, with the stage it belongs to")
        row += 1
        while any(sheet.cell(row, at).value is not None for at in range(2, 9)):
            row += 1
        for name, value in values.items():
            sheet.cell(row, COLUMNS.index(name) + 1, value)
        rows.append(row)

    edit(path, write)
    return rows[0]


def row_of(sheet: Any, text: str) -> int:
    return next(row[0].row for row in sheet.iter_rows() if text in [cell.value for cell in row])


def said(document: Document) -> dict[tuple[str, str], Rating]:
    """The ratings by the names of participant and touchpoint."""
    return {
        (
            document.participants[it.participant].name,
            document.touchpoints[it.touchpoint].title,
        ): it
        for it in document.ratings.values()
    }


def unread(batch: Batch) -> list[str]:
    return [sentence(problem) for problem in batch.proposal.unread]


def notices(batch: Batch) -> list[str]:
    return [sentence(problem) for problem in batch.proposal.notices]
