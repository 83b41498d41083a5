"""Walking the map by keyboard: from card to card and from cell to cell."""

from __future__ import annotations

from typing import Literal

from workbench.drawing.boxes import Cell
from workbench.drawing.layout import MapLayout

Direction = Literal["left", "right", "up", "down"]

_CARD_LANES = ("touchpoints", "notes")


def neighbour(layout: MapLayout, card_id: str, direction: Direction) -> str | None:
    """The next card in a direction.

    Up and down stay in the stage, through its lanes. Left and right stay in the lane, at the
    nearest height, passing over empty cells.
    """
    box = layout.boxes[card_id]
    if direction in ("up", "down"):
        column = [item for row in layout.rows for item in layout.stack((box.stage, row.id))]
        index = column.index(card_id) + (1 if direction == "down" else -1)
        return column[index] if 0 <= index < len(column) else None
    order = [column.id for column in layout.columns]
    at = order.index(box.stage)
    following = order[at + 1 :] if direction == "right" else order[:at][::-1]
    for stage in following:
        stack = layout.stack((stage, box.lane))
        if stack:
            middle = box.rect.middle.y
            return min(stack, key=lambda item: abs(layout.boxes[item].rect.middle.y - middle))
    return None


def card_cells(layout: MapLayout) -> tuple[Cell, ...]:
    """Every cell that takes cards and shows them: lane by lane, along its stages."""
    return tuple(
        (column.id, row.id)
        for row in layout.rows
        if row.kind in _CARD_LANES and not row.collapsed
        for column in layout.columns
        if not column.collapsed
    )


def next_cell(layout: MapLayout, cell: Cell | None, step: int) -> Cell | None:
    """The cell `step` further; None past either end. From no cell, the first or the last."""
    cells = card_cells(layout)
    if not cells:
        return None
    if cell not in cells:
        return cells[0 if step > 0 else -1]
    index = cells.index(cell) + step
    return cells[index] if 0 <= index < len(cells) else None


def cell_beside(layout: MapLayout, cell: Cell, direction: Direction) -> Cell | None:
    """The next cell that takes cards in a direction; None past the map's edge."""
    stages = [column.id for column in layout.columns if not column.collapsed]
    lanes = [row.id for row in layout.rows if row.kind in _CARD_LANES and not row.collapsed]
    if cell[0] not in stages or cell[1] not in lanes:
        return None
    column, row = stages.index(cell[0]), lanes.index(cell[1])
    if direction in ("left", "right"):
        column += 1 if direction == "right" else -1
    else:
        row += 1 if direction == "down" else -1
    if not (0 <= column < len(stages) and 0 <= row < len(lanes)):
        return None
    return stages[column], lanes[row]


def place_beside(
    layout: MapLayout, card_id: str, direction: Direction
) -> tuple[str, str, int] | None:
    """(stage, lane, index) one place further in a direction, for moving a card there.

    Up and down go on into the neighbouring lane of the same kind; what is collapsed is passed
    over. The index counts the cell's cards without the moved one. None at the map's edge.
    """
    box = layout.boxes[card_id]
    index = layout.stack((box.stage, box.lane)).index(card_id)
    if direction in ("left", "right"):
        order = [column.id for column in layout.columns if not column.collapsed]
        at = order.index(box.stage) + (1 if direction == "right" else -1)
        if not 0 <= at < len(order):
            return None
        return order[at], box.lane, min(index, len(layout.stack((order[at], box.lane))))
    step = 1 if direction == "down" else -1
    if 0 <= index + step < len(layout.stack((box.stage, box.lane))):
        return box.stage, box.lane, index + step
    rows = [row for row in layout.rows if row.kind in _CARD_LANES and not row.collapsed]
    kind = next(row.kind for row in rows if row.id == box.lane)
    same = [row.id for row in rows if row.kind == kind]
    at = same.index(box.lane) + step
    if not 0 <= at < len(same):
        return None
    count = len(layout.stack((box.stage, same[at])))
    return box.stage, same[at], 0 if step > 0 else count
