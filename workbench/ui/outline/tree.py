"""The map as a tree: stages, in each of them the lanes that take cards, in those the cards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from workbench.model import queries
from workbench.model.document import Document
from workbench.model.patch import FieldChange, Patch

_CARD_LANES = ("touchpoints", "notes")
_STRUCTURE = frozenset({"map", "stage", "lane", "rank", "kind"})
_TABLES = frozenset({"maps", "stages", "lanes", "touchpoints", "notes"})


class Node(NamedTuple):
    """One line of the outline. A lane has a line in every stage, so its `stage` is told too.

    `is_new` marks the line in which something new is typed; its `id` is what it lies below.
    """

    table: str
    id: str
    stage: str = ""
    is_new: bool = False


ROOT = Node("", "")

Tree = Mapping[Node, tuple[Node, ...]]
"""What lies below each line, ROOT for the whole; lines with nothing below may be left out."""


def tree_of(document: Document, map_id: str) -> Tree:
    """The lines of one map; none where there is no such map."""
    stages = queries.stages(document, map_id)
    lanes = [lane for lane in queries.lanes(document, map_id) if lane.kind in _CARD_LANES]
    tree: dict[Node, tuple[Node, ...]] = {
        ROOT: tuple(Node("stages", stage.id) for stage in stages),
    }
    for stage in stages:
        cells = tuple(Node("lanes", lane.id, stage.id) for lane in lanes)
        tree[Node("stages", stage.id)] = cells
        for cell in cells:
            cards = queries.cards(document, stage.id, cell.id)
            tree[cell] = tuple(Node(queries.table_of(card), card.id) for card in cards)
    return tree


def may_move(patch: Patch) -> bool:
    """Whether a patch may add, remove or move lines."""
    return any(
        change.table in _TABLES
        and (not isinstance(change, FieldChange) or change.field in _STRUCTURE)
        for change in patch.changes
    )
