"""Keeps every edit in the recovery journal, off the window's thread."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QThreadPool, Signal

from workbench.model.document import Document, diff
from workbench.model.patch import Patch
from workbench.model.problems import Problem
from workbench.store import journal
from workbench.ui.bridge import Bridge
from workbench.ui.files import Files


class _Start(msgspec.Struct, frozen=True):
    """What a journal begins with, taken when a workspace was opened or saved."""

    document: Document
    name: str
    path: Path | None
    fingerprint: str


class JournalKeeper(QObject):
    """Begins a journal with the first edit and ends it when the work is saved or left."""

    failed = Signal(object)
    """A Problem: edits are not kept for the case of a crash. Told once per journal."""

    def __init__(self, bridge: Bridge, files: Files, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._files = bridge, files
        self._start: _Start | None = None
        self._hand = _Hand(self.failed.emit)
        # one thread, so that records are written in the order of the edits
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        files.opened.connect(self._on_opened)
        files.saved.connect(self._on_saved)
        files.restored.connect(self._on_restored)
        files.closed.connect(self.end)
        files.picture_added.connect(self._on_picture)
        bridge.changed.connect(self._on_changed)

    def end(self) -> None:
        """The work is saved or was given up: its journal goes."""
        self._start = None
        self._pool.start(self._hand.end)

    def wait(self) -> None:
        """Let everything be written that was handed over."""
        self._pool.waitForDone()

    def _on_opened(self) -> None:
        self._begin(self._bridge.document)

    def _on_saved(self, document: Document, _fingerprint: str) -> None:
        self._begin(document)
        if self._bridge.document is not document:
            self._keep(diff(document, self._bridge.document))

    def _on_restored(self, work: journal.Unsaved) -> None:
        self._begin(work.base)
        self._keep(diff(work.base, work.document))
        self._pool.start(lambda: work.journal.unlink(missing_ok=True))

    def _on_changed(self, patch: Patch, _document: Document) -> None:
        self._keep(patch)

    def _on_picture(self, name: str, data: bytes) -> None:
        hand = self._hand
        self._pool.start(lambda: hand.picture(name, data))

    def _begin(self, document: Document) -> None:
        self._pool.start(self._hand.end)
        files = self._files
        self._start = _Start(document, files.name, files.path, files.fingerprint)

    def _keep(self, patch: Patch) -> None:
        start, pictures, made = self._start, dict(self._files.assets), datetime.datetime.now()
        hand = self._hand
        if start is not None and patch:
            self._pool.start(lambda: hand.edit(start, pictures, patch, made))


class _Hand:
    """What happens in the thread. A journal that fails is told once and then let be."""

    def __init__(self, tell: Callable[[Problem], None]) -> None:
        self._tell = tell
        self._journal: journal.Journal | None = None
        self._has_failed = False

    def edit(
        self, start: _Start, pictures: dict[str, bytes], patch: Patch, made: datetime.datetime
    ) -> None:
        if self._has_failed:
            return
        try:
            if self._journal is None:
                name = f"{made:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}{journal.ENDING}"
                first = journal.beginning(start.document, start.name, start.path, start.fingerprint)
                self._journal = journal.Journal(journal.journal_folder() / name, first, pictures)
            self._journal.edit(patch, made)
        except OSError as error:
            self._give_up(error)

    def picture(self, name: str, data: bytes) -> None:
        if self._journal is None or self._has_failed:
            return
        try:
            self._journal.picture(name, data)
        except OSError as error:
            self._give_up(error)

    def end(self) -> None:
        kept, self._journal, self._has_failed = self._journal, None, False
        if kept is not None:
            try:
                kept.end()
            except OSError as error:
                self._tell(Problem.of("journal.unwritable", why=error.strerror or ""))

    def _give_up(self, error: OSError) -> None:
        self._has_failed = True
        self._tell(Problem.of("journal.unwritable", why=error.strerror or ""))
