"""The layout of a map after some of its cards were edited: only their cells are laid out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

import msgspec

from workbench.drawing.boxes import Cell, Stack
from workbench.drawing.layout import LaneRow, MapLayout, boxes_of
from workbench.drawing.measure import TextMeasurer
from workbench.drawing.stacking import stacked
from workbench.model import queries
from workbench.model.document import Document

Kept = TypeVar("Kept")


def followed(
    before: MapLayout, document: Document, measurer: TextMeasurer, touched: Collection[str]
) -> MapLayout:
    """What `layout.layout` gives, after no more changed on the map than these cards.

    `before` is the layout from before they came, went or changed, made with the same measurer.
    Everything that did not change is the same object.
    """
    changed = _changed(before, document, touched)
    if not changed:
        return before
    contents, cells, hidden = dict(before.contents), dict(before.cells), dict(before.hidden)
    for cell, cards in changed.items():
        column = before.column(cell[0])
        assert column is not None
        ids: tuple[str, ...] = ()
        stack: Stack | None = None
        if before.is_collapsed(cell):
            ids = tuple(card.id for card in cards)
        elif cards:
            stack = stacked(cards, column.width, measurer, before.metrics, cells.get(cell))
        _put(contents, cell, cards)
        _put(hidden, cell, ids)
        _put(cells, cell, stack)
    if any(cell in cells and cell not in before.cells for cell in changed):
        places = ((column.id, row.id) for row in before.rows for column in before.columns)
        cells = {cell: cells[cell] for cell in places if cell in cells}
    rows = _rows(before, cells, changed)
    return msgspec.structs.replace(
        before,
        rows=rows,
        cells=cells,
        boxes=boxes_of(cells, before.columns, rows, before),
        contents=contents,
        height=rows[-1].bottom,
        hidden=hidden,
    )


def _put(kept: dict[Cell, Kept], cell: Cell, value: Kept | None) -> None:
    """Keep a value of a cell, where it is one, in the place of the former."""
    if value:
        kept[cell] = value
    else:
        kept.pop(cell, None)


def _changed(
    before: MapLayout, document: Document, touched: Collection[str]
) -> Mapping[Cell, tuple[queries.Card, ...]]:
    """The cells that any of these cards was in or is in, with all their cards as they are now."""
    now: dict[Cell, list[queries.Card]] = {cell: [] for cell in _cells_of(before, touched)}
    for identifier in touched:
        card = document.touchpoints.get(identifier) or document.notes.get(identifier)
        if card is not None and before.cell_rect(card.stage, card.lane) is not None:
            now.setdefault((card.stage, card.lane), []).append(card)
    for cell, cards in now.items():
        cards += (card for card in before.contents.get(cell, ()) if card.id not in touched)
    return {cell: queries.in_order(cards) for cell, cards in now.items()}


def _cells_of(place: MapLayout, cards: Collection[str]) -> set[Cell]:
    """The cells in which any of the cards are, shown or not."""
    boxes = [place.boxes.inside(card) for card in cards if card in place.boxes]
    found = {(box.stage, box.lane) for box in boxes}
    found.update(cell for cell, ids in place.hidden.items() if not set(cards).isdisjoint(ids))
    return found


def _rows(
    before: MapLayout, cells: Mapping[Cell, Stack], changed: Iterable[Cell]
) -> tuple[LaneRow, ...]:
    """The rows as high as they must be now; those of `before` where that is the same."""
    lanes = {
        cell[1] for cell in changed if _height(cells.get(cell)) != _height(before.cells.get(cell))
    }
    if not lanes:
        return before.rows
    rows: list[LaneRow] = []
    top = 0.0
    for row in before.rows:
        height = row.height
        if row.id in lanes:
            heights = (_height(cells.get((column.id, row.id))) for column in before.columns)
            height = max(row.least, *heights)
        if (row.top, row.height) != (top, height):
            row = msgspec.structs.replace(row, top=top, height=height)
        rows.append(row)
        top += height
    return tuple(rows)


def _height(stack: Stack | None) -> float:
    return stack.height if stack is not None else 0.0
