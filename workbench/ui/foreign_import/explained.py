"""What became of the cells of a foreign file, for the grid and in sentences."""

from __future__ import annotations

from typing import cast

from workbench.exchange.foreign.layout import Layout
from workbench.exchange.foreign.reading import Placed, Reading, Unplaced
from workbench.exchange.sheets import column_letter
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Need, Note, Persona, Stage, Touchpoint
from workbench.ui.foreign_import.marks import MarkKind, kind_name
from workbench.ui.foreign_import.sheet_model import Cell
from workbench.words.labels import choice_name, field_name
from workbench.words.say import say

_LONGEST = 60


class CellFates:
    """What became of every cell that a reading tells of, by sheet and cell."""

    def __init__(self, reading: Reading) -> None:
        self.document: Document = reading.document
        self._placed = {(it.sheet, it.row, it.column): it for it in reading.placed}
        self._unplaced = {(it.sheet, it.row, it.column): it for it in reading.unplaced}
        self._cells = {(it.table, it.id): it for it in reversed(reading.placed) if it.id}

    def marks(self, sheet: int) -> dict[Cell, MarkKind]:
        """The kind of each cell of a sheet."""
        marks = {
            (row, column): cast(MarkKind, it.what)
            for (at, row, column), it in self._placed.items()
            if at == sheet
        }
        for at, row, column in self._unplaced:
            if at == sheet:
                marks[row, column] = "unplaced"
        return marks

    def cell_of(self, table: str, identifier: str) -> Placed | None:
        """The first cell that an entity was made from; None where none is told of."""
        return self._cells.get((table, identifier))

    def entity_at(self, sheet: int, row: int, column: int) -> tuple[str, str]:
        """The (table, id) that a cell went into; blanks where there is none."""
        found = self._placed.get((sheet, row, column))
        return (found.table, found.id) if found else ("", "")

    def map_on(self, sheet: int) -> str:
        """The id of the map that the first cells of a sheet went into; "" for none."""
        for (at, _, _), placed in self._placed.items():
            if at == sheet and placed.id:
                found = queries.map_of(self.document, placed.table, placed.id)
                if found:
                    return found
        return ""

    def sentence(self, sheet: int, row: int, column: int, text: str) -> str:
        """What a cell became, e.g. “Importance of the touchpoint “Search ad””."""
        if not text.strip():
            return say("foreign_import.cell.blank")
        unplaced = self._unplaced.get((sheet, row, column))
        if unplaced is not None:
            return fate_of(unplaced)
        placed = self._placed.get((sheet, row, column))
        return self._placed_sentence(placed) if placed else say("foreign_import.cell.not_read")

    def _placed_sentence(self, placed: Placed) -> str:
        entity = self.document.get(placed.table, placed.id) if placed.table else None
        match entity:
            case Touchpoint() if placed.field and placed.field != "title":
                return say(
                    "foreign_import.cell.field",
                    field=field_name(placed.table, placed.field),
                    title=_short(entity.title),
                )
            case Touchpoint():
                stage = self.document.stages[entity.stage].name
                return say(
                    "foreign_import.cell.touchpoint",
                    title=_short(entity.title),
                    stage=_short(stage),
                )
            case Note():
                stage = _short(self.document.stages[entity.stage].name)
                kind = choice_name("kind", entity.kind)
                return say("foreign_import.cell.note", kind=kind, stage=stage)
            case Stage() if placed.what == "stage":
                return say("foreign_import.cell.stage", name=_short(entity.name))
            case Stage() if placed.field:
                field = field_name(placed.table, placed.field)
                return say("foreign_import.cell.field", field=field, title=_short(entity.name))
            case Need():
                persona = self.document.personas[entity.persona].name
                kind = choice_name("kind", entity.kind)
                return say("foreign_import.cell.field", field=kind, title=_short(persona))
            case Persona() if placed.field and placed.field != "name":
                field = field_name(placed.table, placed.field)
                return say("foreign_import.cell.field", field=field, title=_short(entity.name))
            case Persona():
                return say("foreign_import.cell.persona", name=_short(entity.name))
        return say("foreign_import.cell.kind", kind=kind_name(cast(MarkKind, placed.what)))


def fate_of(unplaced: Unplaced) -> str:
    """Why a cell found no place, and what becomes of it all the same."""
    why = say(f"foreign.unplaced.{unplaced.why}")
    return say(
        "foreign_import.cell.unplaced",
        why=why[:1].upper() + why[1:],
        kept=say(f"foreign_import.kept.{unplaced.kept or 'no'}"),
    )


def line_names(layouts: tuple[Layout, ...], sheet: int) -> tuple[dict[int, str], dict[int, str]]:
    """What the columns and the rows of a sheet are taken for, in words, by their numbers."""
    columns: dict[int, str] = {}
    rows: dict[int, str] = {}
    for layout in layouts:
        if layout.sheet == sheet and layout.form != "nothing":
            names = rows if layout.across else columns
            names.update({use.at: say(f"foreign.use.{use.taken_for}") for use in layout.uses})
    return columns, rows


def cell_name(row: int, column: int) -> str:
    """The name of a cell in a spreadsheet, e.g. “C5”."""
    return f"{column_letter(column)}{row}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
