"""Changing how customers feel at several touchpoints at once, each from where it is."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.model.commands.edit import existing, finished
from workbench.model.document import Document
from workbench.model.entities import Touchpoint
from workbench.model.fields import fields_of
from workbench.model.patch import Change, FieldChange, Label, Patch


def shift(document: Document, touchpoints: Iterable[str], by: float) -> Patch:
    """Make the feeling at each of these touchpoints better or worse by so much.

    A blank feeling counts as neutral (0); the ends of the scale hold. Raises RefusedEdit for
    an unknown touchpoint.
    """
    field = fields_of("touchpoints")["feeling"]
    low, high = field.low or 0.0, field.high or 0.0
    changes: list[Change] = []
    for identifier in touchpoints:
        touchpoint = existing(document, "touchpoints", identifier)
        assert isinstance(touchpoint, Touchpoint)
        before = touchpoint.feeling
        after = min(max((before or 0.0) + by, low), high)
        if after != before:
            changes.append(FieldChange("touchpoints", identifier, "feeling", before, after))
    return finished(document, Label.of("edit.set", table="touchpoints", field="feeling"), changes)
