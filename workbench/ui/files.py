"""The open file: new, open, save, dirty, recent; and what is asked before work could go."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from workbench.model.document import Document
from workbench.model.entities import Workspace
from workbench.model.ids import new_id
from workbench.model.problems import JourneyError, Problem
from workbench.store import assets, templates, workspace_file
from workbench.store.journal import Unsaved
from workbench.store.settings_file import SettingsStore
from workbench.ui import file_questions
from workbench.ui.bridge import Bridge
from workbench.ui.file_chooser import SUFFIX, FileChooser
from workbench.ui.file_questions import Other
from workbench.ui.pictures import read_picture
from workbench.ui.recent_files import RecentFiles
from workbench.ui.saving import Save
from workbench.words.say import say


class SaveState(Enum):
    """How the open workspace stands to its file."""

    NEVER_SAVED = auto()
    CHANGED = auto()
    SAVING = auto()
    SAVED = auto()


class Files(QObject):
    """Which file is open, and everything that reads or writes it."""

    state_changed = Signal()
    """The path, the dirty mark or the save state changed."""
    opened = Signal()
    """A workspace is open now that was not before."""
    saved = Signal(object, str)
    """(document, fingerprint): this is what the file holds now."""
    picture_added = Signal(str, bytes)
    """(asset name, its bytes): a picture is kept with the workspace now."""
    begun = Signal()
    """What is open came from elsewhere, and no file holds it yet."""
    restored = Signal(object)
    """A journal.Unsaved: work that was not saved is open again."""
    closed = Signal()
    """No workspace is open any more."""
    told = Signal(str)
    """Something worth a quiet message."""
    failed = Signal(object)
    """A Problem: it could not be done, and nothing was lost."""

    def __init__(self, bridge: Bridge, settings: SettingsStore, window: QWidget) -> None:
        super().__init__(window)
        self.recent = RecentFiles(settings)
        self.chooser = FileChooser(settings, window, lambda: (self._path, self.name))
        self.chooser.failed.connect(self.failed)
        self._bridge = bridge
        self._window = window
        self._path: Path | None = None
        self._assets: dict[str, bytes] = {}
        self._fingerprint = ""
        self._read_only = False
        self._saved_at: datetime.datetime | None = None
        self._saving = False
        self._is_open = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        bridge.undo_stack.cleanChanged.connect(self.state_changed)

    @property
    def is_open(self) -> bool:
        """Whether a workspace is open (else the start page shows)."""
        return self._is_open

    @property
    def path(self) -> Path | None:
        return self._path

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the file as it was read or written; empty where never saved."""
        return self._fingerprint

    @property
    def name(self) -> str:
        """The file's name without its ending, or the workspace's for one never saved."""
        if self._path is not None:
            return self._path.stem
        return self._bridge.document.workspace.name or say("file.untitled")

    @property
    def assets(self) -> dict[str, bytes]:
        return self._assets

    def picture(self, name: str) -> bytes:
        """The picture of that asset name; empty where there is none."""
        return self._assets.get(name, b"")

    @property
    def saved_at(self) -> datetime.datetime | None:
        return self._saved_at

    @property
    def state(self) -> SaveState:
        if self._saving:
            return SaveState.SAVING
        if not self._bridge.undo_stack.isClean():
            return SaveState.CHANGED
        return SaveState.NEVER_SAVED if self._path is None else SaveState.SAVED

    def new(self, kind: templates.Kind, name: str) -> bool:
        """Start from a "template" or a "sample", once what is open is safe."""
        if not self.may_leave():
            return False
        try:
            document = templates.new_workspace(kind, name)
        except JourneyError as error:
            self.failed.emit(error.problem)
            return False
        self._take(document, None, {})
        return True

    def begin(self, document: Document, pictures: Mapping[str, bytes] | None = None) -> bool:
        """Start from a document that no file holds yet, once what is open is safe."""
        if not self.may_leave():
            return False
        self._take(document, None, dict(pictures or {}))
        self._bridge.undo_stack.resetClean()
        self.begun.emit()
        self.state_changed.emit()
        return True

    def open(self, path: Path) -> bool:
        """Open a workspace file, once what is open is safe."""
        if not self.may_leave():
            return False
        try:
            opened = workspace_file.read(path)
        except JourneyError as error:
            self.failed.emit(error.problem)
            self.recent.forget_gone(path)
            return False
        self._take(opened.document, path, dict(opened.assets), opened.fingerprint)
        self._read_only = opened.read_only
        self.recent.add(path)
        if opened.read_only:
            self.told.emit(say("notice.read_only", name=path.name))
        elif opened.repairs:
            self._bridge.undo_stack.resetClean()
            self.told.emit(say("notice.repaired", name=path.name, n=len(opened.repairs)))
        return True

    def restore(self, work: Unsaved) -> bool:
        """Open work that was not saved, as changed since its file.

        Where the file is not the one that the work was made on, it opens without one, so
        that saving asks where to.
        """
        if not self.may_leave():
            return False
        path = work.path if work.path is not None and _is_as_known(work) else None
        self._take(work.document, path, dict(work.pictures), work.fingerprint if path else "")
        self._bridge.undo_stack.resetClean()
        self.restored.emit(work)
        if work.path is not None and path is None:
            self.told.emit(say("notice.restored_apart", name=work.path.name))
        self.state_changed.emit()
        return True

    def open_with_dialog(self) -> bool:
        path = self.chooser.ask_open(say("file.open_title"), say("file.filter"))
        return path is not None and self.open(path)

    def save(self) -> bool:
        """Save to the open file; asks where for one never saved. False where it did not start."""
        self._bridge.settle()
        if self._path is None or self._read_only:
            return self.save_as_with_dialog()
        # what is saved already is not written again: the .bak would become the same as the file
        self.wait_for_save()
        if self.state is not SaveState.SAVED or not self._path.exists():
            self._write(self._path, self._fingerprint)
        return True

    def save_as_with_dialog(self) -> bool:
        path = self.chooser.ask_save(say("file.save_title"), say("file.filter"), SUFFIX)
        if path is None:
            return False
        self.save_as(path)
        return True

    def save_as(self, path: Path) -> None:
        """Save to another file, which is the open one from then on."""
        if self._read_only and self._path is not None and path.resolve() == self._path.resolve():
            self.failed.emit(Problem.of("store.keeps_newer", name=path.name))
            return
        self._bridge.settle()
        self._write(path)

    def save_copy_with_dialog(self) -> None:
        """Write the workspace to another file; the open one stays open, and as it is."""
        path = self.chooser.ask_save(say("file.copy_title"), say("file.filter"), SUFFIX)
        if path is not None:
            self.save_copy(path)

    def save_copy(self, path: Path) -> None:
        """Write the workspace as it is now to a file that is not the open one."""
        if self.chooser.is_open_file(path):
            self.failed.emit(Problem.of("file.same", path=path.name))
            return
        self._bridge.settle()
        try:
            workspace_file.write(path, self._bridge.document, self._assets)
        except JourneyError as error:
            self.failed.emit(error.problem)
        else:
            self.told.emit(say("notice.copied", name=path.name, open=self.name))

    def wait_for_save(self) -> bool:
        """Let a save under way end. True where nothing is unsaved after it."""
        while self._saving:
            self._pool.waitForDone()
            self._finish_pending()
        return self.state in (SaveState.SAVED, SaveState.NEVER_SAVED)

    def may_leave(self) -> bool:
        """Whether what is open may be left: clean, saved now, or given up by choice."""
        self._bridge.settle()
        self.wait_for_save()
        if not self._is_open or self._bridge.undo_stack.isClean():
            return True
        match file_questions.to_save(self._window, self.name):
            case QMessageBox.StandardButton.Save:
                return self.save() and self.wait_for_save()
            case QMessageBox.StandardButton.Discard:
                return True
        return False

    def close(self) -> bool:
        """Go back to no open workspace, once what is open is safe."""
        if not self.may_leave():
            return False
        self._is_open = False
        self._path = None
        self._bridge.load(_nothing())
        self.closed.emit()
        self.state_changed.emit()
        return True

    def add_picture(self, path: Path) -> str | None:
        """Keep a picture with the workspace; gives its asset name, None where it is none."""
        try:
            return self.keep_picture(read_picture(path))
        except JourneyError as error:
            self.failed.emit(error.problem)
            return None

    def keep_picture(self, data: bytes) -> str:
        """Keep the bytes of a picture; gives its asset name. Raises StoreError for none."""
        name = assets.asset_name(data)
        self._assets[name] = data
        self.picture_added.emit(name, data)
        return name

    def _take(
        self,
        document: Document,
        path: Path | None,
        pictures: dict[str, bytes],
        fingerprint: str = "",
    ) -> None:
        self._path, self._assets, self._fingerprint = path, pictures, fingerprint
        self._read_only = False
        self._saved_at = None
        if path is not None:
            self._saved_at = datetime.datetime.fromtimestamp(path.stat().st_mtime)
        self._is_open = True
        self._bridge.load(document)
        self.opened.emit()
        self.state_changed.emit()

    def _write(self, path: Path, known: str = "") -> None:
        self.wait_for_save()
        self._saving = True
        self._pending = Save(path, self._bridge.document, dict(self._assets), known)
        self._pending.signals.done.connect(self._finish_pending)
        self._pool.start(self._pending)
        self.state_changed.emit()

    def _finish_pending(self) -> None:
        if not self._saving or not self._pending.finished:
            return
        job = self._pending
        self._saving = False
        if job.problem is not None:
            self.failed.emit(job.problem)
        elif job.is_changed_elsewhere:
            self._settle_with_other(job.path)
        else:
            self._path, self._read_only = job.path, False
            self._fingerprint = job.fingerprint
            self._saved_at = datetime.datetime.now()
            if self._bridge.document is job.document:
                self._bridge.undo_stack.setClean()
            self.recent.add(job.path)
            self.saved.emit(job.document, job.fingerprint)
        self.state_changed.emit()

    def _settle_with_other(self, path: Path) -> None:
        match file_questions.about_other(self._window, path):
            case Other.SAVE_ELSEWHERE:
                self.save_as_with_dialog()
            case Other.REPLACE:
                self._write(path)


def _nothing() -> Document:
    return Document.of([Workspace(id=new_id("workspace"))])


def _is_as_known(work: Unsaved) -> bool:
    """Whether the file is still the one that unsaved work was made on."""
    if work.path is None:
        return False
    try:
        return workspace_file.fingerprint(work.path) == work.fingerprint
    except JourneyError:
        return False
