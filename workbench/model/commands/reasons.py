"""Commands on reasons."""

from __future__ import annotations

import msgspec

from workbench.model import queries
from workbench.model.commands import edit, ordering
from workbench.model.document import Document
from workbench.model.entities import Reason
from workbench.model.patch import Patch


def add(document: Document, reason: Reason) -> Patch:
    """Add a reason after the map's others."""
    siblings = queries.in_order(r for r in document.reasons.values() if r.map == reason.map)
    (rank,), changes = ordering.place(siblings, len(siblings))
    added = edit.add(document, "reasons", msgspec.structs.replace(reason, rank=rank))
    return Patch(added.label, (*changes, *added.changes))
