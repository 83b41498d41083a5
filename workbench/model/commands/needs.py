"""Commands on a persona's goals, needs, expectations and frustrations."""

from __future__ import annotations

from workbench.model import queries
from workbench.model.commands import edit, ordering
from workbench.model.document import Document
from workbench.model.entities import Need
from workbench.model.patch import Label, Patch


def add(document: Document, need: Need) -> Patch:
    """Add a need after the persona's others."""
    label = Label.of("need.add", name=need.text)
    siblings = queries.needs(document, need.persona)
    return edit.add_among(document, "needs", need, siblings, label=label)


def move(document: Document, need_id: str, index: int) -> Patch:
    """Put a need at `index` among those of its persona."""
    need = edit.existing(document, "needs", need_id)
    assert isinstance(need, Need)
    changes = ordering.move(queries.needs(document, need.persona), need, index)
    return edit.finished(document, Label.of("edit.move", table="needs"), changes)
