"""Commands on metrics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.model import metric_inputs, queries, rules
from workbench.model.commands import edit, ordering
from workbench.model.document import Document
from workbench.model.entities import Metric
from workbench.model.patch import FieldChange, Label, Patch


def add(document: Document, metric: Metric) -> Patch:
    """Add a metric after the map's others."""
    siblings = queries.metrics(document, metric.map)
    return edit.add_among(document, "metrics", metric, siblings)


def move(document: Document, metric_id: str, index: int) -> Patch:
    """Put a metric at `index` among those of its map."""
    metric = _metric(document, metric_id)
    changes = ordering.move(queries.metrics(document, metric.map), metric, index)
    return edit.finished(document, Label.of("edit.move", table="metrics"), changes)


def set_kind(document: Document, metric_id: str, kind: str, variant: str = "") -> Patch:
    """Measure by another method; numbers that it does not take go, with their sample size.

    `variant` says which form of the method; a variant of the old one would mislead.
    Raises InvalidValue for no kind of metric.
    """
    metric = _metric(document, metric_id)
    values: dict[str, Any] = {"kind": rules.checked("metrics", "kind", kind), "variant": variant}
    if not metric_inputs.fit(kind, metric.inputs):
        values |= {"inputs": (), "n": None}
    return _set(document, metric, values, "kind")


def set_inputs(document: Document, metric_id: str, inputs: Sequence[float]) -> Patch:
    """Set the numbers of a metric; where they are single answers, the sample size follows.

    Raises InvalidValue for a number that a metric of its kind does not take.
    """
    metric = _metric(document, metric_id)
    kept = rules.checked("metrics", "inputs", tuple(inputs))
    metric_inputs.check(metric.kind, kept)
    values: dict[str, Any] = {"inputs": kept}
    if metric_inputs.SHAPES[metric.kind].answers:
        values["n"] = len(kept) or None
    return _set(document, metric, values, "inputs")


def _set(document: Document, metric: Metric, values: dict[str, Any], field: str) -> Patch:
    changes = [
        FieldChange("metrics", metric.id, name, getattr(metric, name), value)
        for name, value in values.items()
        if getattr(metric, name) != value
    ]
    label = Label.of("edit.set", table="metrics", field=field)
    return edit.finished(document, label, changes)


def _metric(document: Document, metric_id: str) -> Metric:
    metric = edit.existing(document, "metrics", metric_id)
    assert isinstance(metric, Metric)
    return metric
