"""Placing things among ordered siblings, for every noun that has a rank."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.model import ranks
from workbench.model.entities import TABLES, Entity
from workbench.model.patch import Change, FieldChange
from workbench.model.queries import Ranked

_TABLES: dict[type, str] = {entity: name for name, entity in TABLES.items()}


def place(siblings: Sequence[Ranked], index: int, count: int = 1) -> tuple[list[str], list[Change]]:
    """Ranks for newcomers at `index` among `siblings`, and what siblings must change."""
    new, moved = ranks.insert([(item.id, item.rank) for item in siblings], index, count)
    return new, [
        FieldChange(_TABLES[type(item)], item.id, "rank", item.rank, moved[item.id])
        for item in siblings
        if item.id in moved
    ]


def move(siblings: Sequence[Ranked], item: Entity, index: int) -> list[Change]:
    """The changes that put `item` at `index` of its siblings, counted without itself."""
    order = [sibling.id for sibling in siblings]
    others = [sibling for sibling in siblings if sibling.id != item.id]
    index = max(0, min(index, len(others)))
    if item.id in order and order.index(item.id) == index:
        return []
    (rank,), changes = place(others, index)
    before = next(sibling.rank for sibling in siblings if sibling.id == item.id)
    return [*changes, FieldChange(_TABLES[type(item)], item.id, "rank", before, rank)]
