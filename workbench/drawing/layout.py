"""Where everything on a map goes: a pure function of the document and the text's measures.

The origin is the top left corner of the first cell. Stage headers lie above it and lane
names left of it, outside the scene: the window keeps them in view, pictures add them.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Collection, Mapping, Sequence

import msgspec

from workbench.drawing.boxes import Boxes, Cell, Stack
from workbench.drawing.geometry import Rect
from workbench.drawing.map_shape import MapShape
from workbench.drawing.measure import TextMeasurer
from workbench.drawing.metrics import Metrics, metrics_for
from workbench.drawing.stacking import stacked
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Lane, LaneKind, Stage

_NARROWEST, _WIDEST = 0.9, 1.5
"""How far a column may be from its usual width to fill the room there is."""


class StageColumn(msgspec.Struct, frozen=True):
    """One stage: its column's place, and whether it is collapsed to a narrow one."""

    id: str
    left: float
    width: float
    collapsed: bool = False

    @property
    def right(self) -> float:
        return self.left + self.width


class LaneRow(msgspec.Struct, frozen=True):
    """One lane: its row's place, kind and colour, and whether it is collapsed to a thin one."""

    id: str
    kind: LaneKind
    top: float
    height: float
    collapsed: bool = False
    colour: str = ""
    least: float = 0.0
    """How high it is without cards."""

    @property
    def bottom(self) -> float:
        return self.top + self.height


class MapLayout(msgspec.Struct, frozen=True):
    """The places of everything on one map."""

    map_id: str
    metrics: Metrics
    columns: tuple[StageColumn, ...]
    rows: tuple[LaneRow, ...]
    cells: Mapping[Cell, Stack]
    """What stands in every cell that shows cards, row by row."""
    boxes: Boxes
    contents: Mapping[Cell, tuple[queries.Card, ...]]
    """The cards of every cell that has some, whether it shows them or is collapsed."""
    width: float
    height: float
    hidden: Mapping[Cell, tuple[str, ...]]
    """The card ids of every cell in a collapsed stage or lane; they have no boxes."""
    lane_name_width: float
    """The room that lane names need left of the map: no word of theirs is broken."""

    def stack(self, cell: Cell) -> tuple[str, ...]:
        """The card ids of one cell, top to bottom; none where it shows none."""
        found = self.cells.get(cell)
        return found.ids if found is not None else ()

    def column(self, stage_id: str) -> StageColumn | None:
        return next((column for column in self.columns if column.id == stage_id), None)

    def row(self, lane_id: str) -> LaneRow | None:
        return next((row for row in self.rows if row.id == lane_id), None)

    def cell_rect(self, stage_id: str, lane_id: str) -> Rect | None:
        """The cell's place, or None where there is no such cell."""
        column, row = self.column(stage_id), self.row(lane_id)
        if column is None or row is None:
            return None
        return Rect(column.left, row.top, column.width, row.height)

    def is_collapsed(self, cell: Cell) -> bool:
        """Whether a cell's stage or lane is collapsed, so that it shows no cards."""
        column, row = self.column(cell[0]), self.row(cell[1])
        return bool(column and column.collapsed) or bool(row and row.collapsed)


_WHOLE = MapShape()


def layout(
    document: Document,
    map_id: str,
    measurer: TextMeasurer,
    before: MapLayout | None = None,
    room: float = 0.0,
    shape: MapShape = _WHOLE,
) -> MapLayout:
    """The layout of one map; an empty one where there is no such map.

    A cell stacks its cards in order, a lane is as high as its fullest cell. The same
    document and measures always give the same layout. `before`, a layout of the same map with
    the same measurer, only saves work: the stacks of cells in which nothing changed are taken
    from it; see also `following.followed`.
    `room` is the width that the columns should fill, where they can without getting much
    narrower or wider than usual; 0 for the usual width. `shape` says what is collapsed, and
    which stages have a width of their own.
    """
    metrics = metrics_for(measurer)
    columns = _columns(queries.stages(document, map_id), room, shape, metrics)
    lanes = queries.lanes(document, map_id)
    contents = _read(document, columns, lanes, before)
    known = before.cells if before is not None else {}
    name_width = _lane_name_width(lanes, measurer, metrics)
    rows: list[LaneRow] = []
    cells: dict[Cell, Stack] = {}
    hidden: dict[Cell, tuple[str, ...]] = {}
    top = 0.0
    for lane in lanes:
        collapsed = lane.id in shape.lanes
        least = metrics.collapsed_height
        if not collapsed:
            least = _least_height(lane, name_width, measurer, metrics)
        height = least
        for column in columns:
            cell = (column.id, lane.id)
            cards = contents.get(cell)
            if cards is None:
                continue
            if collapsed or column.collapsed:
                hidden[cell] = tuple(card.id for card in cards)
                continue
            stack = known.get(cell)
            if stack is None or stack.cards is not cards or stack.width != column.width:
                stack = stacked(cards, column.width, measurer, metrics, stack)
            cells[cell] = stack
            height = max(height, stack.height)
        rows.append(LaneRow(lane.id, lane.kind, top, height, collapsed, lane.colour, least))
        top += height
    return MapLayout(
        map_id=map_id,
        metrics=metrics,
        columns=columns,
        rows=tuple(rows),
        cells=cells,
        boxes=boxes_of(cells, columns, rows, before),
        contents=contents,
        width=columns[-1].right if columns else 0.0,
        height=top,
        hidden=hidden,
        lane_name_width=name_width,
    )


def lane_name_room(document: Document, map_id: str, measurer: TextMeasurer) -> float:
    """The room that lane names need left of a map."""
    return _lane_name_width(queries.lanes(document, map_id), measurer, metrics_for(measurer))


def without(whole: MapLayout, cards: Collection[str]) -> MapLayout:
    """The same layout with the places of some cards left empty."""
    cells: dict[Cell, Stack] = {}
    for cell, stack in whole.cells.items():
        boxes = tuple(box for box in stack.boxes if box.id not in cards)
        if boxes:
            cells[cell] = msgspec.structs.replace(stack, boxes=boxes)
    hidden = {
        cell: tuple(card for card in stack if card not in cards)
        for cell, stack in whole.hidden.items()
    }
    return msgspec.structs.replace(
        whole,
        cells=cells,
        boxes=boxes_of(cells, whole.columns, whole.rows, whole),
        hidden={cell: stack for cell, stack in hidden.items() if stack},
    )


def _read(
    document: Document,
    columns: Sequence[StageColumn],
    lanes: Sequence[Lane],
    before: MapLayout | None,
) -> dict[Cell, tuple[queries.Card, ...]]:
    """The cards of all cells; the tuples of `before` for those in which nothing changed."""
    contents: dict[Cell, tuple[queries.Card, ...]] = {}
    for lane in lanes:
        for column in columns:
            cell = (column.id, lane.id)
            cards = queries.cards(document, *cell)
            if cards:
                known = before.contents.get(cell, ()) if before is not None else ()
                is_same = len(known) == len(cards) and all(map(operator.is_, known, cards))
                contents[cell] = known if is_same else cards
    return contents


def boxes_of(
    cells: Mapping[Cell, Stack],
    columns: Sequence[StageColumn],
    rows: Sequence[LaneRow],
    before: MapLayout | None,
) -> Boxes:
    """The boxes of all cards in the cells; `before`, a layout of the same map, saves work."""
    lefts = {column.id: column.left for column in columns}
    tops = {row.id: row.top for row in rows}
    return Boxes(cells, lefts, tops, before.boxes if before is not None else None)


def _columns(
    stages: Sequence[Stage], room: float, shape: MapShape, metrics: Metrics
) -> tuple[StageColumn, ...]:
    """The columns side by side; those without a width of their own share what room is left."""
    own: dict[str, float] = {
        name: round(metrics.column_width * part) for name, part in shape.widths.items()
    }
    own |= dict.fromkeys(shape.stages, metrics.collapsed_width)
    taken = sum(own[stage.id] for stage in stages if stage.id in own)
    sharing = sum(1 for stage in stages if stage.id not in own)
    usual = _column_width(sharing, room, taken, metrics)
    columns: list[StageColumn] = []
    left = 0.0
    for stage in stages:
        width = own.get(stage.id, usual)
        columns.append(StageColumn(stage.id, left, width, stage.id in shape.stages))
        left += width
    return tuple(columns)


def _column_width(stages: int, room: float, taken: float, metrics: Metrics) -> float:
    usual = metrics.column_width
    if not room or not stages:
        return usual
    share = (room - taken) // stages
    return max(round(usual * _NARROWEST), min(round(usual * _WIDEST), share))


def _lane_name_width(lanes: Sequence[Lane], measurer: TextMeasurer, metrics: Metrics) -> float:
    words = [word for lane in lanes for word in lane.name.split()]
    longest = max((measurer.width(word, "lane") for word in words), default=0.0)
    wanted = longest + 2 * metrics.inset
    return min(max(math.ceil(wanted), metrics.least_lane_name_width), metrics.most_lane_name_width)


def _least_height(lane: Lane, name_width: float, measurer: TextMeasurer, metrics: Metrics) -> float:
    if lane.kind == "experience":
        return metrics.curve_height
    if lane.kind == "reached":
        return metrics.reached_height
    name = measurer.lines(lane.name, "lane", name_width - 2 * metrics.inset, 3)
    return max(
        metrics.least_row_height,
        math.ceil(len(name) * measurer.line_height("lane"))
        + 2 * metrics.row_padding
        + metrics.card_padding,
    )
