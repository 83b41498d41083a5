"""The open file: new, open, save, dirty, recent; and what is asked before work could go."""

from __future__ import annotations

import datetime
import os
from enum import Enum, auto
from errno import EISDIR
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from workbench.model.document import Document
from workbench.model.entities import Workspace
from workbench.model.ids import new_id
from workbench.model.problems import JourneyError, Problem
from workbench.store import assets, templates, workspace_file
from workbench.store.settings_file import SettingsStore
from workbench.ui.bridge import Bridge
from workbench.words.say import say

SUFFIX = ".journey"
_RECENT = 12


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
    closed = Signal()
    """No workspace is open any more."""
    told = Signal(str)
    """Something worth a quiet message."""
    failed = Signal(object)
    """A Problem: it could not be done, and nothing was lost."""

    def __init__(self, bridge: Bridge, settings: SettingsStore, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._settings = settings
        self._window = window
        self._path: Path | None = None
        self._assets: dict[str, bytes] = {}
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
        self._take(document, None, {}, read_only=False)
        return True

    def open(self, path: Path) -> bool:
        """Open a workspace file, once what is open is safe."""
        if not self.may_leave():
            return False
        try:
            opened = workspace_file.read(path)
        except JourneyError as error:
            self.failed.emit(error.problem)
            self._forget(path)
            return False
        self._take(opened.document, path, dict(opened.assets), read_only=opened.read_only)
        self._remember(path)
        if opened.read_only:
            self.told.emit(say("notice.read_only", name=path.name))
        elif opened.repairs:
            self.told.emit(say("notice.repaired", name=path.name, n=len(opened.repairs)))
        return True

    def open_with_dialog(self) -> bool:
        path = self.ask_open(say("file.open_title"), say("file.filter"))
        return path is not None and self.open(path)

    def save(self) -> bool:
        """Save to the open file; asks where for one never saved. False where it did not start."""
        if self._path is None or self._read_only:
            return self.save_as_with_dialog()
        self._write(self._path)
        return True

    def save_as_with_dialog(self) -> bool:
        path = self.ask_save(say("file.save_title"), say("file.filter"), SUFFIX)
        if path is None:
            return False
        self.save_as(path)
        return True

    def save_as(self, path: Path) -> None:
        """Save to another file, which is the open one from then on."""
        self._write(path)

    def wait_for_save(self) -> bool:
        """Let a save under way end. True where nothing is unsaved after it."""
        self._pool.waitForDone()
        self._finish_pending()
        return self.state in (SaveState.SAVED, SaveState.NEVER_SAVED)

    def may_leave(self) -> bool:
        """Whether what is open may be left: clean, saved now, or given up by choice."""
        if self._saving:
            self.wait_for_save()
        if not self._is_open or self._bridge.undo_stack.isClean():
            return True
        match self._ask_to_save():
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

    def recent(self) -> list[str]:
        """Paths of the files opened or saved last, newest first."""
        return list(self._settings.get("recent"))

    def add_picture(self, path: Path) -> str | None:
        """Keep a picture with the workspace; gives its asset name, None where it is none."""
        try:
            if not path.is_file():
                raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
            with path.open("rb") as file:
                # one byte over the limit is enough to be refused; the rest is not read
                data = file.read(assets.LARGEST + 1)
            name = assets.asset_name(data)
        except OSError as error:
            self.failed.emit(Problem.of("file.unreadable", path.name, why=error.strerror or ""))
            return None
        except JourneyError as error:
            self.failed.emit(error.problem)
            return None
        self._assets[name] = data
        return name

    def ask_open(self, title: str, kinds: str) -> Path | None:
        """Let the person choose an existing file."""
        name, _ = QFileDialog.getOpenFileName(self._window, title, self._folder(), kinds)
        return self._chosen(name)

    def ask_save(self, title: str, kinds: str, suffix: str) -> Path | None:
        """Let the person choose where to write; the suffix is added where it lacks."""
        suggestion = str(Path(self._folder()) / f"{self.name}{suffix}")
        name, _ = QFileDialog.getSaveFileName(self._window, title, suggestion, kinds)
        path = self._chosen(name)
        if path is not None and path.suffix.lower() != suffix:
            path = path.with_name(path.name + suffix)
        return path

    def _take(
        self, document: Document, path: Path | None, assets: dict[str, bytes], *, read_only: bool
    ) -> None:
        self._path, self._assets, self._read_only = path, assets, read_only
        self._saved_at = None
        if path is not None:
            self._saved_at = datetime.datetime.fromtimestamp(path.stat().st_mtime)
        self._is_open = True
        self._bridge.load(document)
        self.opened.emit()
        self.state_changed.emit()

    def _write(self, path: Path) -> None:
        self.wait_for_save()
        self._saving = True
        self._pending = _Save(path, self._bridge.document, dict(self._assets))
        self._pending_index = self._bridge.undo_stack.index()
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
        else:
            self._path, self._read_only = job.path, False
            self._saved_at = datetime.datetime.now()
            if self._bridge.undo_stack.index() == self._pending_index:
                self._bridge.undo_stack.setClean()
            self._remember(job.path)
        self.state_changed.emit()

    def _ask_to_save(self) -> QMessageBox.StandardButton:
        box = QMessageBox(self._window)
        box.setText(say("file.save_question", name=self.name))
        box.setInformativeText(say("file.save_question_more"))
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        for button, code in (
            (buttons.Save, "file.button_save"),
            (buttons.Discard, "file.button_discard"),
            (buttons.Cancel, "file.button_cancel"),
        ):
            box.button(button).setText(say(code))
        box.exec()
        return box.standardButton(box.clickedButton())

    def _folder(self) -> str:
        return str(self._settings.get("last_folder")) or str(Path.home())

    def _chosen(self, name: str) -> Path | None:
        if not name:
            return None
        self._settings.set("last_folder", str(Path(name).parent))
        return Path(name)

    def _remember(self, path: Path) -> None:
        name = str(path.resolve())
        others = [known for known in self.recent() if known != name]
        self._settings.set("recent", [name, *others][:_RECENT])

    def _forget(self, path: Path) -> None:
        if not path.exists():
            name = str(path.resolve())
            self._settings.set("recent", [known for known in self.recent() if known != name])


def _nothing() -> Document:
    return Document.of([Workspace(id=new_id("workspace"))])


class _SaveSignals(QObject):
    done = Signal()


class _Save(QRunnable):
    """Writes one state of the document in a thread."""

    def __init__(self, path: Path, document: Document, assets: dict[str, bytes]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.path = path
        self.signals = _SaveSignals()
        self.problem: Problem | None = None
        self.finished = False
        self._document = document
        self._assets = assets

    def run(self) -> None:
        try:
            workspace_file.write(self.path, self._document, self._assets)
        except JourneyError as error:
            self.problem = error.problem
        except Exception as error:  # noqa: BLE001  # a thread has nobody above it to tell
            self.problem = Problem.of("file.write_failed", self.path.name, why=repr(error))
        self.finished = True
        self.signals.done.emit()
