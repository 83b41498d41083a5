"""What the names in a returned workbook stand for."""

from __future__ import annotations

from functools import cached_property

from workbench.exchange.base_sheet import Base
from workbench.exchange.columns import PLAYBOOK
from workbench.exchange.labels import Labels, labels_of
from workbench.model.document import Document

_NAMED = ("maps", "personas", "needs", "channels", "stages", "lanes", "touchpoints")


class Names:
    """Ids behind labels. What was exported under a label comes first, so that an unchanged
    label keeps its id; then what the workbook itself adds or renames; then the workspace.
    """

    def __init__(self, document: Document, base: Base) -> None:
        self._document = document
        self._exported = base.labels
        self._written = Labels()

    def register(self, table: str, identifier: str, label: str, scope: str) -> None:
        """Let a row of the workbook be found under what it is called there."""
        self._written.add(table, identifier, label, scope)

    def find(self, table: str, label: str, scope: str) -> str | None:
        """The id behind a label; names of stages, lanes, touchpoints within their map."""
        for labels in (self._exported, self._written, self._present):
            found = labels.find(table, label, scope)
            if found is not None:
                return found
        if table == PLAYBOOK and any(code == label for code, _, _ in self._exported.items(table)):
            return label
        return None

    def elsewhere(self, table: str, label: str) -> bool:
        """Whether some other map has something of that name."""
        every = (self._exported, self._written, self._present)
        return any(labels.elsewhere(table, label) for labels in every)

    def label(self, table: str, identifier: str) -> str:
        """The name of an id as the workbook shows it, else as a fresh one would."""
        exported = self._exported.label(table, identifier)
        return exported if exported != identifier else self._present.label(table, identifier)

    @cached_property
    def _present(self) -> Labels:
        places = ((table, key) for table in _NAMED for key in self._document.table(table))
        return labels_of(self._document, places)
