"""Where on the shown map a paste goes."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.model.commands.landing import Target
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.board import Board


def target_of(bridge: Bridge, board: Board, chosen: Sequence[str]) -> Target:
    """Below the `chosen` cards, else the focused cell, else beside a selected stage or lane.

    Several cards stand for their uppermost, foremost cell; with nothing selected things go
    where they were copied from.
    """
    layout = board.layout
    if chosen:
        boxes = [layout.boxes[item] for item in chosen]
        stages, lanes = {box.stage for box in boxes}, {box.lane for box in boxes}
        stage = next(column.id for column in layout.columns if column.id in stages)
        lane = next(row.id for row in layout.rows if row.id in lanes)
        return Target(bridge.map_id, stage, lane, tuple(chosen))
    if board.focus_cell is not None:
        return Target(bridge.map_id, *board.focus_cell)
    selected = dict(bridge.selection)
    return Target(bridge.map_id, selected.get("stages", ""), selected.get("lanes", ""))
