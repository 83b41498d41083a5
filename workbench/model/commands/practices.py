"""Commands on the state of the playbook's practices."""

from __future__ import annotations

from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import PracticeState
from workbench.model.ids import new_id
from workbench.model.patch import Label, Patch


def set_state(document: Document, map_id: str, practice: str, state: str | None) -> Patch:
    """Say that a practice is in place, planned or not for us; None takes that back."""
    known = next(
        (p for p in document.practices.values() if (p.map, p.practice) == (map_id, practice)),
        None,
    )
    label = Label.of("practice.set", practice=practice)
    if known is None and state is None:
        return Patch(label)
    if known is None:
        entity = PracticeState(id=new_id("practices"), map=map_id, practice=practice)
        first = edit.add(document, "practices", entity)
        second = edit.set_field(document.apply(first), "practices", entity.id, "state", state)
        return Patch(label, first.then(second).changes)
    if state is None:
        return Patch(label, edit.remove(document, [("practices", known.id)]).changes)
    return Patch(label, edit.set_field(document, "practices", known.id, "state", state).changes)
