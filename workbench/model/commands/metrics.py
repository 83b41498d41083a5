"""Commands on metrics."""

from __future__ import annotations

import msgspec

from workbench.model import queries
from workbench.model.commands import edit, ordering
from workbench.model.document import Document
from workbench.model.entities import Metric
from workbench.model.patch import Patch


def add(document: Document, metric: Metric) -> Patch:
    """Add a metric after the map's others."""
    siblings = queries.in_order(m for m in document.metrics.values() if m.map == metric.map)
    (rank,), changes = ordering.place(siblings, len(siblings))
    added = edit.add(document, "metrics", msgspec.structs.replace(metric, rank=rank))
    return Patch(added.label, (*changes, *added.changes))
