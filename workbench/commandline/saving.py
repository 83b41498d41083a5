"""Workspaces that verbs write."""

from __future__ import annotations

import sys
from pathlib import Path

from workbench.model.document import Document
from workbench.model.problems import JourneyError, Problem
from workbench.store import workspace_file
from workbench.store.workspace_file import ChangedElsewhereError, OpenedWorkspace
from workbench.words.file_names import shown
from workbench.words.say import say


def save_new(path: Path, document: Document) -> None:
    """Write a workspace to a file, and say where a damaged one is now that was in its place.

    That goes where errors go, so that a report for other programs stays one. Raises StoreError.
    """
    written = workspace_file.save(path, document, {})
    if written.aside is not None:
        text = say("cli.damaged_aside", name=shown(path.name), aside=shown(written.aside.name))
        print(text, file=sys.stderr)


def save_over(path: Path, document: Document, opened: OpenedWorkspace) -> None:
    """Write what became of a workspace to the file it was read from.

    Reading workbooks takes a while: raises JourneyError where others saved the file meanwhile.
    """
    try:
        workspace_file.save(path, document, opened.assets, known=opened.fingerprint)
    except ChangedElsewhereError as error:
        raise JourneyError(Problem.of("cli.changed", name=shown(path.name))) from error
