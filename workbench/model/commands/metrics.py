"""Commands on metrics."""

from __future__ import annotations

from workbench.model import queries
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import Metric
from workbench.model.patch import Patch


def add(document: Document, metric: Metric) -> Patch:
    """Add a metric after the map's others."""
    siblings = queries.in_order(m for m in document.metrics.values() if m.map == metric.map)
    return edit.add_among(document, "metrics", metric, siblings)
