"""What lies under a point of the map, and where a dropped card lands."""

from __future__ import annotations

import bisect
from collections.abc import Collection, Iterable

import msgspec

from workbench.drawing.boxes import Cell
from workbench.drawing.geometry import Rect
from workbench.drawing.layout import MapLayout

_MARK = 3.0
_SNAP = 24.0
"""How far beside the map a card still lands on it."""


class DropPlace(msgspec.Struct, frozen=True):
    """Where a drop lands: the cell, the index among its other cards, the mark that shows it."""

    stage: str
    lane: str
    index: int
    mark: Rect


class Group(msgspec.Struct, frozen=True):
    """Cards that land together in a cell, in this order, at an index among its other cards."""

    cards: tuple[str, ...]
    cell: Cell
    index: int


def cell_at(layout: MapLayout, x: float, y: float) -> Cell | None:
    """The cell under a point, or None beside the map."""
    if not (0 <= x < layout.width and 0 <= y < layout.height):
        return None
    column = layout.columns[bisect.bisect_right(layout.columns, x, key=lambda it: it.left) - 1]
    row = layout.rows[bisect.bisect_right(layout.rows, y, key=lambda it: it.top) - 1]
    return column.id, row.id


def card_at(layout: MapLayout, x: float, y: float) -> str | None:
    """The card under a point."""
    cell = cell_at(layout, x, y)
    area = layout.cell_rect(*cell) if cell is not None else None
    if cell is None or area is None or cell not in layout.cells:
        return None
    across, down = x - area.x, y - area.y
    boxes = layout.cells[cell].boxes
    return next((box.id for box in boxes if box.rect.contains(across, down)), None)


def cards_in(layout: MapLayout, area: Rect) -> tuple[str, ...]:
    """The cards that an area touches, in reading order."""
    found: list[str] = []
    rows = [row for row in layout.rows if row.top < area.bottom and area.y < row.bottom]
    for column in layout.columns:
        if column.left < area.right and area.x < column.right:
            for row in rows:
                stack = layout.cells.get((column.id, row.id))
                if stack is not None:
                    within = Rect(area.x - column.left, area.y - row.top, area.width, area.height)
                    found += (box.id for box in stack.boxes if box.rect.meets(within))
    return tuple(found)


def reading_order(layout: MapLayout) -> tuple[str, ...]:
    """Every card, stage by stage, lane by lane, top to bottom."""
    return tuple(
        item
        for column in layout.columns
        for row in layout.rows
        for item in layout.stack((column.id, row.id))
    )


def in_reading_order(layout: MapLayout, cards: Iterable[str]) -> tuple[str, ...]:
    """Some cards in reading order, without those that are not shown."""
    shown = layout.boxes
    across = {column.id: place for place, column in enumerate(layout.columns)}
    down = {row.id: place for place, row in enumerate(layout.rows)}
    boxes = [shown.inside(card) for card in set(cards) if card in shown]
    boxes.sort(key=lambda box: (across[box.stage], down[box.lane], box.rect.y))
    return tuple(box.id for box in boxes)


def drop_place(
    layout: MapLayout, x: float, y: float, moving: Collection[str] = ()
) -> DropPlace | None:
    """Where a card let go at a point lands, right beside the map still on it; else None.

    The index counts the cell's cards without the `moving` ones, as commands.cards.move does.
    """
    if 0 <= x - layout.width < _SNAP:
        x = layout.width - 1
    if 0 <= y - layout.height < _SNAP:
        y = layout.height - 1
    cell = cell_at(layout, x, y)
    if cell is None:
        return None
    return place_at(layout, cell, index_in_cell(layout, cell, y, moving), moving)


def place_at(
    layout: MapLayout, cell: Cell, index: int, moving: Collection[str] = ()
) -> DropPlace | None:
    """The place at `index` of a cell, with its mark between the neighbours."""
    area = layout.cell_rect(*cell)
    if area is None:
        return None
    metrics = layout.metrics
    if layout.is_collapsed(cell):
        return _hidden_place(layout, cell, area, moving)
    others = [item for item in layout.stack(cell) if item not in moving]
    index = max(0, min(index, len(others)))
    if not others:
        y = area.y + metrics.row_padding
    elif index == 0:
        y = layout.boxes[others[0]].rect.y - metrics.card_gap / 2
    else:
        y = layout.boxes[others[index - 1]].rect.bottom + metrics.card_gap / 2
    left = area.x + metrics.gutter / 2
    mark = Rect(left, y - _MARK / 2, area.width - metrics.gutter, _MARK)
    return DropPlace(cell[0], cell[1], index, mark)


def _hidden_place(layout: MapLayout, cell: Cell, area: Rect, moving: Collection[str]) -> DropPlace:
    """The place after the cards that a collapsed cell does not show."""
    index = sum(1 for item in layout.hidden.get(cell, ()) if item not in moving)
    gap = layout.metrics.gutter / 2
    mark = Rect(area.x + gap, area.middle.y - _MARK / 2, area.width - 2 * gap, _MARK)
    return DropPlace(cell[0], cell[1], index, mark)


def index_in_cell(layout: MapLayout, cell: Cell, y: float, moving: Collection[str] = ()) -> int:
    """How many of a cell's cards, without the `moving` ones, have their middle above `y`."""
    stack = layout.stack(cell)
    return sum(1 for i in stack if i not in moving and layout.boxes[i].rect.middle.y < y)


def groups_at(
    layout: MapLayout, lead: str, moving: Collection[str], place: DropPlace
) -> tuple[Group, ...]:
    """Where cards land when `lead`, one of `moving`, lands at `place`; its own group first.

    Cards of its cell go with it. Others keep their way from it: as many stages and, for cards
    of the same table, as many lanes of their kind further, at most to the edge of the map; there
    they come last. Moved within its cell, the lead takes none along from others.
    """
    boxes = layout.boxes
    home = (boxes[lead].stage, boxes[lead].lane)
    stages = [column.id for column in layout.columns]
    lanes = [row.id for row in layout.rows]
    cells = sorted(
        {(boxes[item].stage, boxes[item].lane) for item in moving},
        key=lambda cell: (stages.index(cell[0]), lanes.index(cell[1])),
    )
    taken = {cell: tuple(it for it in layout.stack(cell) if it in moving) for cell in cells}
    target = (place.stage, place.lane)
    found = [Group(taken.pop(home), target, place.index)]
    if target == home:
        return tuple(found)
    across = stages.index(place.stage) - stages.index(home[0])
    for (stage, lane), cards in taken.items():
        table = boxes[cards[0]].table
        rows = [row.id for row in layout.rows if row.kind == table]
        down = 0
        if table == boxes[lead].table:
            down = rows.index(place.lane) - rows.index(home[1])
        cell = (_further(stages, stage, across), _further(rows, lane, down))
        there = layout.stack(cell) + layout.hidden.get(cell, ())
        found.append(Group(cards, cell, sum(1 for it in there if it not in moving)))
    return tuple(found)


def _further(order: list[str], item: str, by: int) -> str:
    return order[max(0, min(len(order) - 1, order.index(item) + by))]
