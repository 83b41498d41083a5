"""Commands on triggers."""

from __future__ import annotations

from workbench.model import queries
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import Trigger
from workbench.model.patch import Patch


def add(document: Document, trigger: Trigger) -> Patch:
    """Add a trigger after the map's others."""
    siblings = queries.in_order(t for t in document.triggers.values() if t.map == trigger.map)
    return edit.add_among(document, "triggers", trigger, siblings)
