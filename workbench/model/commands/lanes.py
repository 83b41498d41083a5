"""Commands on lanes."""

from __future__ import annotations

from workbench.model import queries
from workbench.model.commands import edit, ordering
from workbench.model.document import Document
from workbench.model.entities import Lane
from workbench.model.patch import Label, Patch


def add(document: Document, lane: Lane, index: int | None = None) -> Patch:
    """Add a lane at `index` of its map, at the end without one."""
    label = Label.of("lane.add", name=lane.name)
    siblings = queries.lanes(document, lane.map)
    return edit.add_among(document, "lanes", lane, siblings, index, label)


def move(document: Document, lane_id: str, index: int) -> Patch:
    """Put a lane at `index` among those of its map."""
    lane = edit.existing(document, "lanes", lane_id)
    assert isinstance(lane, Lane)
    changes = ordering.move(queries.lanes(document, lane.map), lane, index)
    return edit.finished(document, Label.of("lane.move", name=lane.name), changes)
