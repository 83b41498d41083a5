"""Commands on stages."""

from __future__ import annotations

from workbench.model import queries
from workbench.model.commands import edit, ordering
from workbench.model.document import Document
from workbench.model.entities import Stage
from workbench.model.patch import Label, Patch


def add(document: Document, stage: Stage, index: int | None = None) -> Patch:
    """Add a stage at `index` of its map, at the end without one."""
    label = Label.of("stage.add", name=stage.name)
    siblings = queries.stages(document, stage.map)
    return edit.add_among(document, "stages", stage, siblings, index, label)


def move(document: Document, stage_id: str, index: int) -> Patch:
    """Put a stage at `index` among those of its map."""
    stage = edit.existing(document, "stages", stage_id)
    assert isinstance(stage, Stage)
    changes = ordering.move(queries.stages(document, stage.map), stage, index)
    return edit.finished(document, Label.of("stage.move", name=stage.name), changes)
