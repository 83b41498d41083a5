"""Commands on reasons."""

from __future__ import annotations

from workbench.model import queries
from workbench.model.commands import edit, ordering
from workbench.model.document import Document
from workbench.model.entities import Reason
from workbench.model.patch import Label, Patch


def add(document: Document, reason: Reason) -> Patch:
    """Add a reason after the map's others."""
    siblings = queries.reasons(document, reason.map)
    return edit.add_among(document, "reasons", reason, siblings)


def move(document: Document, reason_id: str, index: int) -> Patch:
    """Put a reason at `index` among those of its map."""
    reason = edit.existing(document, "reasons", reason_id)
    assert isinstance(reason, Reason)
    changes = ordering.move(queries.reasons(document, reason.map), reason, index)
    return edit.finished(document, Label.of("edit.move", table="reasons"), changes)
