"""Commands on what people decide about findings, kept under the finding's key."""

from __future__ import annotations

from typing import Any

from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import FindingDecision
from workbench.model.ids import new_id
from workbench.model.patch import Label, Patch


def decide(document: Document, key: str, **values: Any) -> Patch:
    """Set fields of the decision about the finding `key`: state, reason, effort, owner, due.

    Raises InvalidValue for a value that a field does not take.
    """
    known = next((d for d in document.decisions.values() if d.key == key), None)
    label = Label.of("decision.set", state=str(values.get("state") or ""))
    if known is not None:
        changed = edit.set_fields(document, "decisions", [known.id], values)
        return Patch(label, changed.changes)
    entity = FindingDecision(id=new_id("decisions"), key=key)
    first = edit.add(document, "decisions", entity)
    second = edit.set_fields(document.apply(first), "decisions", [entity.id], values)
    return Patch(label, first.then(second).changes)
