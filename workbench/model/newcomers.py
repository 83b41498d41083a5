"""What a proposal would add, where names of it are looked for."""

from __future__ import annotations

from workbench.model.document import Document
from workbench.model.entities import TABLES
from workbench.model.patch import Added
from workbench.model.proposal import Proposal


def with_newcomers(document: Document, proposal: Proposal) -> Document:
    """The document with everything that a proposal adds, of rivals the first.

    For reading names only: nothing else of the proposal is in it, and it may be unsound.
    """
    tables = {name: dict(document.table(name)) for name in TABLES}
    for suggestion in proposal.suggestions:
        change = suggestion.change
        if isinstance(change, Added):
            tables[change.table].setdefault(change.id, change.entity)
    return Document(tables)
