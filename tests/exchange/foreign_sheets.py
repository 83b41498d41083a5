"""Sheets as people lay them out, written as rows of cells."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.exchange.foreign.layout import Layout, Options
from workbench.exchange.foreign.read_map import read_map
from workbench.exchange.foreign.reading import Reading
from workbench.exchange.foreign.recognise import recognise
from workbench.exchange.sheets import Area, Sheet, Value
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Note, Touchpoint
from workbench.store.templates import library

Rows = Sequence[Sequence[Value | None]]


def sheet(rows: Rows, title: str = "Sheet1", merged: Sequence[Area] = ()) -> Sheet:
    """A sheet whose first row is row 1; None and "" are blank."""
    cells = {
        number: {at: value for at, value in enumerate(row, 1) if value is not None and value != ""}
        for number, row in enumerate(rows, 1)
    }
    return Sheet(title, {number: row for number, row in cells.items() if row}, tuple(merged))


def only(book: Sequence[Sheet]) -> Layout:
    """The one layout that is recognised in a book."""
    (layout,) = recognise(book)
    return layout


def uses(layout: Layout) -> list[str]:
    """What the lines of a layout are taken for, in their order."""
    return [use.taken_for for use in layout.uses]


def read(book: Sequence[Sheet], options: Options | None = None) -> Reading:
    """What a book becomes as it is recognised."""
    return read_map(book, recognise(book), options or Options(name="A map"), library())


def outline(document: Document) -> dict[str, dict[str, list[str]]]:
    """Titles and texts of the cards of the first map, by stage and lane; blank cells left out."""
    drawn = queries.maps(document)[0]
    return {
        stage.name: {
            lane.name: [_title(card) for card in cards]
            for lane in queries.lanes(document, drawn.id)
            if (cards := queries.cards(document, stage.id, lane.id))
        }
        for stage in queries.stages(document, drawn.id)
    }


def touchpoint(document: Document, title: str) -> Touchpoint:
    """The one touchpoint of that title."""
    (found,) = (item for item in document.touchpoints.values() if item.title == title)
    return found


def _title(card: Touchpoint | Note) -> str:
    return card.title if isinstance(card, Touchpoint) else card.text
