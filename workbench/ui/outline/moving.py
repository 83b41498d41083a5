"""Moving cards of the outline by key: where the next place in a direction is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from workbench.drawing.walk import Direction
from workbench.ui.outline.tree import ROOT, Node

_CARDS = ("touchpoints", "notes")


class Lines(Protocol):
    """The tree of lines."""

    def below(self, node: Node) -> Sequence[Node]: ...
    def above(self, node: Node) -> Node: ...


def in_order(lines: Lines, chosen: Sequence[Node]) -> list[Node]:
    """The cards among the chosen lines, as they stand below each other."""
    cells = [cell for stage in lines.below(ROOT) for cell in lines.below(stage)]
    wanted = {node for node in chosen if node.table in _CARDS}
    return [card for cell in cells for card in lines.below(cell) if card in wanted]


def place_beside(
    lines: Lines, moving: Sequence[Node], direction: Direction, takes: Callable[[Node], bool]
) -> tuple[Node, int] | None:
    """The lane and the row, counted without the `moving` cards, one place further.

    Up and down go on into the next lane of the stage that `takes` them, left and right to the
    same lane of the next stage. None at the edge of the map.
    """
    leader = moving[-1] if direction == "down" else moving[0]
    cell = lines.above(leader)
    stage = lines.above(cell)
    row = _row(lines, cell, leader, moving)
    step = 1 if direction in ("right", "down") else -1
    if direction in ("left", "right"):
        stages = list(lines.below(ROOT))
        at = stages.index(stage) + step
        if not 0 <= at < len(stages):
            return None
        beside = Node("lanes", cell.id, stages[at].id)
        return beside, min(row, len(_others(lines, beside, moving)))
    if 0 <= row + step <= len(_others(lines, cell, moving)):
        return cell, row + step
    cells = [it for it in lines.below(stage) if it == cell or takes(it)]
    at = cells.index(cell) + step
    if not 0 <= at < len(cells):
        return None
    return cells[at], 0 if step > 0 else len(_others(lines, cells[at], moving))


def _others(lines: Lines, cell: Node, moving: Sequence[Node]) -> list[Node]:
    return [node for node in lines.below(cell) if node not in moving]


def _row(lines: Lines, cell: Node, leader: Node, moving: Sequence[Node]) -> int:
    below = list(lines.below(cell))
    return sum(1 for node in below[: below.index(leader)] if node not in moving)
