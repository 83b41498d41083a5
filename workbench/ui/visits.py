"""Remembers which gaps were there when a workspace was last saved or left."""

from __future__ import annotations

from PySide6.QtCore import QObject

from workbench.analysis.closing import closed_since
from workbench.analysis.finding import Finding
from workbench.model.document import Document
from workbench.store import visits
from workbench.store.visits import SeenGap, Visit
from workbench.ui.bridge import Bridge
from workbench.ui.files.files import Files
from workbench.words import finding_sentences


class VisitKeeper(QObject):
    """Knows what the last visit saw, and notes what this one saw, for workspaces with a file.

    Only what is in the file counts as seen: edits that were given up leave no trace.
    """

    def __init__(self, bridge: Bridge, files: Files, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._files = bridge, files
        self._before: dict[str, tuple[SeenGap, ...]] = {}
        self._seen: dict[str, tuple[Document, tuple[Finding, ...]]] = {}
        bridge.loaded.connect(self._on_loaded)
        bridge.findings_changed.connect(self._on_findings)
        files.saved.connect(lambda *_: self._on_saved())

    def closed(self) -> tuple[SeenGap, ...]:
        """The gaps of the current map that were there at the last visit and are no more."""
        map_id = self._bridge.map_id
        if not map_id or not self._bridge.is_analysed:
            return ()
        document = self._bridge.document
        if map_id not in self._before:
            path, workspace = visits.visits_file(), document.workspace.id
            self._before[map_id] = visits.last_visit(path, workspace, map_id)
        before = self._before[map_id]
        keys = (gap.key for gap in before)
        gone = frozenset(closed_since(document, map_id, keys, self._bridge.findings))
        return tuple(gap for gap in before if gap.key in gone)

    def flush(self) -> None:
        """Write what was seen since the last time."""
        found = tuple(
            Visit(
                workspace=document.workspace.id,
                map=map_id,
                gaps=tuple(_seen(document, finding) for finding in findings),
            )
            for map_id, (document, findings) in self._seen.items()
        )
        self._seen = {}
        if found:
            visits.remember(visits.visits_file(), found)

    def _on_loaded(self) -> None:
        self.flush()
        self._before = {}

    def _on_findings(self) -> None:
        if self._files.path is not None and self._bridge.undo_stack.isClean():
            self._note()

    def _on_saved(self) -> None:
        if self._bridge.is_analysed:
            self._note()
        self.flush()

    def _note(self) -> None:
        # the list of the last visit must be read before this one replaces it
        self.closed()
        self._seen[self._bridge.map_id] = self._bridge.document, self._bridge.findings


def _seen(document: Document, finding: Finding) -> SeenGap:
    stage = document.stages.get(finding.stage) if finding.stage else None
    return SeenGap(
        key=finding.key,
        headline=finding_sentences.headline(document, finding),
        stage=stage.name if stage else "",
        kind=finding.kind,
    )
