"""Commands on the workspace itself."""

from __future__ import annotations

from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.patch import Patch


def rename(document: Document, name: str) -> Patch:
    """Give the workspace another name. Raises InvalidValue."""
    return edit.set_field(document, "workspace", document.workspace.id, "name", name)
