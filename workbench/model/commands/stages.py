"""Commands on stages."""

from __future__ import annotations

import msgspec

from workbench.model import queries, rules
from workbench.model.commands import edit, ordering
from workbench.model.document import Document
from workbench.model.entities import Stage
from workbench.model.patch import Added, Label, Patch


def add(document: Document, stage: Stage, index: int | None = None) -> Patch:
    """Add a stage at `index` of its map, at the end without one."""
    siblings = queries.stages(document, stage.map)
    (rank,), changes = ordering.place(siblings, len(siblings) if index is None else index)
    stage = msgspec.structs.replace(stage, rank=rank)
    changes.append(Added("stages", rules.cleaned("stages", stage)))
    return edit.finished(document, Label.of("stage.add", name=stage.name), changes)


def move(document: Document, stage_id: str, index: int) -> Patch:
    """Put a stage at `index` among those of its map."""
    stage = edit.existing(document, "stages", stage_id)
    assert isinstance(stage, Stage)
    changes = ordering.move(queries.stages(document, stage.map), stage, index)
    return edit.finished(document, Label.of("stage.move", name=stage.name), changes)
