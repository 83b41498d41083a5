"""Commands on lanes."""

from __future__ import annotations

import msgspec

from workbench.model import queries, rules
from workbench.model.commands import edit, ordering
from workbench.model.document import Document
from workbench.model.entities import Lane
from workbench.model.patch import Added, Label, Patch


def add(document: Document, lane: Lane, index: int | None = None) -> Patch:
    """Add a lane at `index` of its map, at the end without one."""
    siblings = queries.lanes(document, lane.map)
    (rank,), changes = ordering.place(siblings, len(siblings) if index is None else index)
    lane = msgspec.structs.replace(lane, rank=rank)
    changes.append(Added("lanes", rules.cleaned("lanes", lane)))
    return edit.finished(document, Label.of("lane.add", name=lane.name), changes)


def move(document: Document, lane_id: str, index: int) -> Patch:
    """Put a lane at `index` among those of its map."""
    lane = edit.existing(document, "lanes", lane_id)
    assert isinstance(lane, Lane)
    changes = ordering.move(queries.lanes(document, lane.map), lane, index)
    return edit.finished(document, Label.of("lane.move", name=lane.name), changes)
