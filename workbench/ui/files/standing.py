"""How the open workspace stands to its file: what the file held, who may write it, what is seen."""

from __future__ import annotations

import datetime
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.model.document import Document
from workbench.store.locks import Holder, Lock
from workbench.store.workspace_file import OpenedWorkspace
from workbench.ui.files.lock_keeper import LockKeeper
from workbench.ui.files.opening import Access, Opening, written_at
from workbench.ui.files.watch import FileWatch, Seen, Sight


class SaveState(Enum):
    """How the open workspace stands to its file."""

    NEVER_SAVED = auto()
    CHANGED = auto()
    SAVING = auto()
    SAVED = auto()


class FileStanding(QObject):
    """Knows the file, holds its lock and watches it."""

    changed = Signal()

    def __init__(self, window: QWidget, nothing: Document) -> None:
        super().__init__(window)
        self.path: Path | None = None
        self.fingerprint = ""
        """The fingerprint of the file as it was read or written; empty where never saved."""
        self.base = nothing
        """The document as the file held it when it was read or written last."""
        self.access = Access.OWN
        self.holder: Holder | None = None
        """Who else has the file open, where that keeps us from saving to it."""
        self.is_lost = False
        """Whether the file was ours to save until `holder` took it."""
        self.saved_at: datetime.datetime | None = None
        self.seen = Seen(Sight.SAME)
        """How the file on the disk stands to what was read or written last."""
        self.keeper = LockKeeper(self)
        self.keeper.lost.connect(self._on_lost)
        self.watch = FileWatch(window)
        self.watch.seen.connect(self._on_seen)

    def opened(self, path: Path | None, opening: Opening | None, document: Document) -> None:
        """A workspace is open: from a file, or `document`, which none holds yet."""
        self.path, self.base, self.fingerprint, self.saved_at = path, document, "", None
        self._is_ours()
        if opening is not None:
            self.base, self.fingerprint = opening.workspace.document, opening.workspace.fingerprint
            self.saved_at = opening.written
            self.access, self.holder = opening.access, opening.holder
        self.keeper.hold(opening.lock if opening is not None else None)
        self.follow()

    def saved(self, path: Path, document: Document, fingerprint: str, lock: Lock | None) -> None:
        """The workspace was written; `lock` is the claim on a file that is another than before."""
        if lock is not None or path != self.path:
            # that of the file before is given back; and without a new one, who took the file
            # while it was written has it still
            self.keeper.hold(lock)
            self._is_ours()
        self.path, self.base, self.fingerprint = path, document, fingerprint
        self.saved_at = datetime.datetime.now()
        self.follow()

    def stand_on(self, theirs: OpenedWorkspace) -> None:
        """What somebody else wrote is taken account of: saving over it loses nothing."""
        assert self.path is not None
        self.base, self.fingerprint = theirs.document, theirs.fingerprint
        self.saved_at = written_at(self.path)
        self.follow()

    def claimed(self, taken: Lock | Holder) -> None:
        """The file was asked for again: it is ours, or still somebody else's."""
        if isinstance(taken, Holder):
            self.holder = taken
        else:
            self.keeper.hold(taken)
            self._is_ours()
            self.follow()
            self.watch.look()
        self.changed.emit()

    def follow(self) -> None:
        """Watch the file from now on, as it is known."""
        self.seen = Seen(Sight.SAME)
        self.watch.follow(self.path, self.fingerprint, held=self.access is Access.HELD)

    def look_away(self) -> None:
        """The file is being written by us; what is seen of it now means nothing."""
        self.watch.follow(None, "")

    def end(self) -> None:
        """The window closes: others may have the file."""
        self.look_away()
        self.keeper.end()

    def _is_ours(self) -> None:
        self.access, self.holder, self.is_lost = Access.OWN, None, False

    def _on_lost(self, holder: Holder) -> None:
        self.access, self.holder, self.is_lost = Access.HELD, holder, True
        self.follow()
        self.changed.emit()

    def _on_seen(self, seen: Seen) -> None:
        self.seen = seen
        self.changed.emit()
