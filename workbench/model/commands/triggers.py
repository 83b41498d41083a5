"""Commands on triggers."""

from __future__ import annotations

import msgspec

from workbench.model import queries
from workbench.model.commands import edit, ordering
from workbench.model.document import Document
from workbench.model.entities import Trigger
from workbench.model.patch import Patch


def add(document: Document, trigger: Trigger) -> Patch:
    """Add a trigger after the map's others."""
    siblings = queries.in_order(t for t in document.triggers.values() if t.map == trigger.map)
    (rank,), changes = ordering.place(siblings, len(siblings))
    added = edit.add(document, "triggers", msgspec.structs.replace(trigger, rank=rank))
    return Patch(added.label, (*changes, *added.changes))
