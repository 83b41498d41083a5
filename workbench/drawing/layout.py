"""Where everything on a map goes: a pure function of the document and the text's measures.

The origin is the top left corner of the first cell. Stage headers lie above it and lane
names left of it, outside the scene: the window keeps them in view, pictures add them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import msgspec

from workbench.drawing.geometry import Rect
from workbench.drawing.map_shape import MapShape
from workbench.drawing.measure import TextMeasurer, TextStyle
from workbench.drawing.metrics import Metrics, metrics_for
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Lane, LaneKind, Stage, Touchpoint

Cell = tuple[str, str]
"""(stage id, lane id)."""

_TITLE_LINES = 2
_NOTE_LINES = 6


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

    @property
    def bottom(self) -> float:
        return self.top + self.height


class CardBox(msgspec.Struct, frozen=True):
    """One card: its place, its cell and its text broken into lines."""

    id: str
    table: str
    stage: str
    lane: str
    rect: Rect
    lines: tuple[str, ...]
    has_line_of_figures: bool


class MapLayout(msgspec.Struct, frozen=True):
    """The places of everything on one map."""

    map_id: str
    metrics: Metrics
    columns: tuple[StageColumn, ...]
    rows: tuple[LaneRow, ...]
    boxes: Mapping[str, CardBox]
    stacks: Mapping[Cell, tuple[str, ...]]
    """The card ids of every cell that has some, top to bottom."""
    contents: Mapping[Cell, tuple[queries.Card, ...]]
    """The cards that were laid out, by cell: what has not changed need not be measured anew."""
    width: float
    height: float
    hidden: Mapping[Cell, tuple[str, ...]]
    """The card ids of every cell in a collapsed stage or lane; they have no boxes."""
    lane_name_width: float
    """The room that lane names need left of the map: no word of theirs is broken."""

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
    document and measures always give the same layout. `before`, a layout with the same
    measurer, only saves work: the boxes of cells in which nothing changed are taken from it.
    `room` is the width that the columns should fill, where they can without getting much
    narrower or wider than usual; 0 for the usual width. `shape` says what is collapsed, and
    which stages have a width of their own.
    """
    metrics = metrics_for(measurer)
    columns = _columns(queries.stages(document, map_id), room, shape, metrics)
    rows: list[LaneRow] = []
    boxes: dict[str, CardBox] = {}
    stacks: dict[Cell, tuple[str, ...]] = {}
    contents: dict[Cell, tuple[queries.Card, ...]] = {}
    hidden: dict[Cell, tuple[str, ...]] = {}
    top = 0.0
    lanes = queries.lanes(document, map_id)
    name_width = _lane_name_width(lanes, measurer, metrics)
    for lane in lanes:
        collapsed = lane.id in shape.lanes
        height = _least_height(lane, name_width, measurer, metrics)
        if collapsed:
            height = metrics.collapsed_height
        for column in columns:
            cell = (column.id, lane.id)
            stack = queries.cards(document, *cell)
            if not stack:
                continue
            if collapsed or column.collapsed:
                hidden[cell] = tuple(card.id for card in stack)
                continue
            first_y = top + metrics.row_padding
            placed = _known_boxes(before, cell, stack, column, first_y)
            if placed is None:
                placed = _stacked(stack, column, first_y, measurer, metrics)
            boxes.update((box.id, box) for box in placed)
            stacks[cell], contents[cell] = tuple(box.id for box in placed), stack
            height = max(height, placed[-1].rect.bottom + metrics.row_padding - top)
        rows.append(LaneRow(lane.id, lane.kind, top, height, collapsed, lane.colour))
        top += height
    return MapLayout(
        map_id=map_id,
        metrics=metrics,
        columns=columns,
        rows=tuple(rows),
        boxes=boxes,
        stacks=stacks,
        contents=contents,
        width=columns[-1].right if columns else 0.0,
        height=top,
        hidden=hidden,
        lane_name_width=name_width,
    )


def has_line_of_figures(touchpoint: Touchpoint) -> bool:
    """Whether a card shows a second line: scores, status or moment of truth."""
    return (
        touchpoint.importance is not None
        or touchpoint.satisfaction is not None
        or touchpoint.moment_of_truth
        or touchpoint.status != "in-place"
    )


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


def _known_boxes(
    before: MapLayout | None,
    cell: Cell,
    stack: Sequence[queries.Card],
    column: StageColumn,
    first_y: float,
) -> list[CardBox] | None:
    """The boxes of `before` for a cell with the same cards in the same place, else None."""
    known = before.contents.get(cell, ()) if before else ()
    if before is None or len(known) != len(stack):
        return None
    if any(card is not old for card, old in zip(stack, known, strict=True)):
        return None
    first = before.boxes[stack[0].id].rect
    gutter = before.metrics.gutter
    moved = first.y != first_y or first.x != column.left + gutter / 2
    return (
        None
        if moved or first.width != column.width - gutter
        else [before.boxes[card.id] for card in stack]
    )


def _stacked(
    stack: Sequence[queries.Card],
    column: StageColumn,
    y: float,
    measurer: TextMeasurer,
    metrics: Metrics,
) -> list[CardBox]:
    placed = []
    for card in stack:
        box = _box(card, column, y, measurer, metrics)
        placed.append(box)
        y = box.rect.bottom + metrics.card_gap
    return placed


def _box(
    card: queries.Card, column: StageColumn, y: float, measurer: TextMeasurer, metrics: Metrics
) -> CardBox:
    width = column.width - metrics.gutter
    table, figures = "notes", False
    style: TextStyle = "note"
    if isinstance(card, Touchpoint):
        table, style = "touchpoints", "card"
        lines = measurer.lines(
            card.title, "card", width - metrics.text_left - metrics.card_padding, _TITLE_LINES
        )
        figures = has_line_of_figures(card)
    else:
        lines = measurer.lines(card.text, "note", width - 2 * metrics.inset, _NOTE_LINES)
    height = _card_height(len(lines), style, figures, measurer, metrics)
    rect = Rect(column.left + metrics.gutter / 2, y, width, height)
    return CardBox(card.id, table, card.stage, card.lane, rect, lines, figures)


def _card_height(
    lines: int, style: TextStyle, figures: bool, measurer: TextMeasurer, metrics: Metrics
) -> float:
    text = max(lines, 1) * measurer.line_height(style)
    if style == "card":
        text = max(text, metrics.tile)
        if figures:
            text += metrics.figures_height
    return math.ceil(text) + 2 * metrics.card_padding


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
