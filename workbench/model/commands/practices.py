"""Commands on the state of the playbook's practices."""

from __future__ import annotations

from workbench.model import rules
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import PracticeState
from workbench.model.ids import new_id
from workbench.model.patch import Added, Label, Patch


def set_state(document: Document, map_id: str, practice: str, state: str | None) -> Patch:
    """Say that a practice is in place, planned or not for us; None takes that back."""
    known = next(
        (p for p in document.practices.values() if (p.map, p.practice) == (map_id, practice)),
        None,
    )
    if known is not None:
        if state is None:
            return edit.remove(document, [("practices", known.id)])
        return edit.set_field(document, "practices", known.id, "state", state)
    label = Label.of("practice.set", practice=practice)
    if state is None:
        return Patch(label)
    entity = PracticeState(id=new_id("practices"), map=map_id, practice=practice)
    first = edit.finished(document, label, [Added("practices", rules.cleaned("practices", entity))])
    second = edit.set_field(document.apply(first), "practices", entity.id, "state", state)
    return first.then(second)
