"""Commands on reasons."""

from __future__ import annotations

from workbench.model import queries
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import Reason
from workbench.model.patch import Patch


def add(document: Document, reason: Reason) -> Patch:
    """Add a reason after the map's others."""
    siblings = queries.in_order(r for r in document.reasons.values() if r.map == reason.map)
    return edit.add_among(document, "reasons", reason, siblings)
