"""The open file: new, opened, restored, left; and what is asked before work could go."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from workbench.model.document import Document
from workbench.model.entities import Workspace
from workbench.model.ids import new_id
from workbench.model.problems import JourneyError, Problem
from workbench.store import templates
from workbench.store.journal import Unsaved
from workbench.store.locks import Holder
from workbench.store.settings_file import SettingsStore
from workbench.store.template_list import Kind
from workbench.store.workspace_file import OpenedWorkspace
from workbench.ui.bridge import Bridge
from workbench.ui.files import questions as file_questions
from workbench.ui.files.chooser import FileChooser
from workbench.ui.files.copies import WorkspaceCopies
from workbench.ui.files.disk_questions import DiskQuestions
from workbench.ui.files.kept_pictures import KeptPictures
from workbench.ui.files.opening import Access, Opening, give_back, read_and_claim
from workbench.ui.files.questions import Held
from workbench.ui.files.recent_files import RecentFiles
from workbench.ui.files.standing import FileStanding, SaveState
from workbench.ui.files.workspace_saving import WorkspaceSaving
from workbench.ui.off_thread import GivenUp
from workbench.words.file_names import shown
from workbench.words.say import say


class Files(QObject):
    """Which file is open, and the door to everything that reads or writes it."""

    state_changed = Signal()
    """The path, the dirty mark or the save state changed."""
    opened = Signal()
    """A workspace is open now that was not before."""
    saved = Signal(object, str)
    """(document, fingerprint): this is what the file holds now."""
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
    not_saved = Signal()
    """A save failed, as `failed` has told: it may be tried elsewhere."""
    unreadable = Signal(object)
    """A Path: it was to be opened and cannot be, as `failed` has told."""
    asks = Signal()
    """A question is about to stand before anything opens."""
    not_saved_by_itself = Signal(object)
    """A Problem: the save that nobody asked for failed; None: it would have replaced what
    somebody else wrote."""
    merge_wanted = Signal()
    """Somebody else changed the file, and both versions are to be merged and saved."""

    def __init__(self, bridge: Bridge, settings: SettingsStore, window: QWidget) -> None:
        super().__init__(window)
        self.recent = RecentFiles(settings)
        self.chooser = FileChooser(settings, window, lambda: (self.path, self.name))
        self.chooser.failed.connect(self.failed)
        self._bridge = bridge
        self._window = window
        self.pictures = KeptPictures(self)
        self.pictures.failed.connect(self.failed)
        self._is_open = False
        self.standing = FileStanding(window, bridge.document)
        self.standing.changed.connect(self.state_changed)
        self.disks = DiskQuestions(window)
        self.disks.failed.connect(self.failed)
        pictures, chooser, disks = self.pictures, self.chooser, self.disks
        self._saving = WorkspaceSaving(
            bridge, self.standing, pictures, chooser, self.recent, disks, window
        )
        self._copies = WorkspaceCopies(bridge, pictures, chooser, disks, lambda: self.name, window)
        self._pass_on_signals()
        bridge.undo_stack.cleanChanged.connect(self.state_changed)

    @property
    def is_open(self) -> bool:
        """Whether a workspace is open (else the start page shows)."""
        return self._is_open

    @property
    def path(self) -> Path | None:
        return self.standing.path

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the file as it was read or written; empty where never saved."""
        return self.standing.fingerprint

    @property
    def name(self) -> str:
        """The file's name without its ending, or the workspace's for one never saved."""
        if self.path is not None:
            return self.path.stem
        return self._bridge.document.workspace.name or say("file.untitled")

    @property
    def is_read_only(self) -> bool:
        """Whether what is changed here can be saved under another name only."""
        return self.standing.access is not Access.OWN

    @property
    def saved_at(self) -> datetime.datetime | None:
        return self.standing.saved_at

    @property
    def state(self) -> SaveState:
        return self._saving.state

    @property
    def is_saved_by_itself(self) -> bool:
        """Whether the last save was one that nobody asked for."""
        return self._saving.is_saved_by_itself

    def new(self, kind: Kind, name: str) -> bool:
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
        self._take(document, None, pictures or {})
        self._bridge.undo_stack.resetClean()
        self.begun.emit()
        self.state_changed.emit()
        return True

    def open(self, path: Path) -> bool:
        """Open a workspace file, once what is open is safe.

        Where somebody else has it open, the person chooses how.
        """
        is_this = self._is_this(path)
        if is_this and not self._bridge.undo_stack.isClean():
            self.told.emit(say("notice.open_already", name=shown(path.name)))
            self.standing.watch.look()
            return True
        if not self.may_leave():
            return False
        opening = self._fetched(path)
        if opening is None:
            return False
        if is_this and self._is_known(opening):
            self.told.emit(say("notice.open_already", name=shown(path.name)))
            return True
        if opening.access is Access.HELD and opening.holder is not None:
            now = datetime.datetime.now().astimezone()
            self.asks.emit()
            match file_questions.about_holder(self._window, path, opening.holder, now):
                case Held.CANCEL:
                    return False
                case Held.COPY:
                    self._open_copy(opening.workspace, path)
                    return True
                case Held.ANYWAY:
                    opening = self._fetched(path, instead_of=opening.holder)
                    if opening is None:
                        return False
        workspace = opening.workspace
        self._take(workspace.document, path, workspace.assets, opening)
        self.recent.add(path)
        if workspace.repairs and opening.access is not Access.NEWER:
            self._bridge.undo_stack.resetClean()
            n = len(workspace.repairs)
            self.told.emit(say("notice.repaired", name=shown(path.name), n=n))
        return True

    def restore(self, work: Unsaved) -> bool:
        """Open work that was not saved, as changed since its file.

        Where the file is not the one that the work was made on, it opens without one, so
        that saving asks where to.
        """
        if not self.may_leave():
            return False
        opening = None
        if work.path is not None:
            opening = self._fetched(work.path, silently=True)
        if opening is not None and opening.workspace.fingerprint != work.fingerprint:
            if opening.lock is not None:
                self.standing.keeper.give_back(opening.lock)
            opening = None
        path = work.path if opening is not None else None
        self._take(work.document, path, work.pictures, opening)
        self._bridge.undo_stack.resetClean()
        self.restored.emit(work)
        if work.path is not None and path is None:
            self.told.emit(say("notice.restored_apart", name=shown(work.path.name)))
        self.state_changed.emit()
        return True

    def open_with_dialog(self) -> bool:
        path = self.chooser.ask_open(say("file.open_title"), say("file.filter"))
        return path is not None and self.open(path)

    def save(self) -> bool:
        """Save to the open file; asks where for one never saved. False where it did not start."""
        return self._saving.save()

    def save_by_itself(self) -> bool:
        """Save changes to the open file, without a question; False where that cannot be now."""
        return self._saving.save_by_itself()

    def save_as_with_dialog(self) -> bool:
        return self._saving.save_as_with_dialog()

    def save_as(self, path: Path) -> bool:
        """Save to another file, which is the open one from then on. False where it did not start.

        One that somebody else has open is refused.
        """
        return self._saving.save_as(path)

    def wait_for_save(self) -> bool:
        """Let a save under way end. True where nothing is unsaved after it."""
        return self._saving.wait_for_save()

    def save_copy_with_dialog(self) -> None:
        """Write the workspace to another file; the open one stays open, and as it is."""
        self._copies.save_with_dialog()

    def save_copy(self, path: Path) -> None:
        """Write the workspace as it is now to a file that is not the open one."""
        self._copies.save(path)

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
        self._saving.leave()
        nothing = empty_document()
        self.standing.opened(None, None, nothing)
        self._bridge.load(nothing)
        self.closed.emit()
        self.state_changed.emit()
        return True

    def stand_on(self, theirs: OpenedWorkspace) -> None:
        """What somebody else wrote is taken account of: saving over it loses nothing."""
        self.pictures.add_all(theirs.assets)
        if self._bridge.document == theirs.document:
            self._bridge.undo_stack.setClean()
        else:
            self._bridge.undo_stack.resetClean()
        self.standing.stand_on(theirs)
        self.saved.emit(theirs.document, theirs.fingerprint)
        self.state_changed.emit()

    def end(self) -> None:
        """The window closes: others may have the file."""
        self.standing.end()

    def _pass_on_signals(self) -> None:
        saving, copies = self._saving, self._copies
        saving.state_changed.connect(self.state_changed)
        saving.saved.connect(self.saved)
        saving.not_saved.connect(self.not_saved)
        saving.not_saved_by_itself.connect(self.not_saved_by_itself)
        saving.merge_wanted.connect(self.merge_wanted)
        for part in (saving, copies):
            part.told.connect(self.told)
            part.failed.connect(self.failed)

    def _take(
        self,
        document: Document,
        path: Path | None,
        pictures: Mapping[str, bytes],
        opening: Opening | None = None,
    ) -> None:
        self._saving.leave()
        self.pictures.begin(pictures)
        self.standing.opened(path, opening, document)
        self._is_open = True
        self._bridge.load(document)
        self.opened.emit()
        self.state_changed.emit()

    def _fetched(
        self, path: Path, *, instead_of: Holder | None = None, silently: bool = False
    ) -> Opening | None:
        """The file at `path`, claimed for us; None where it cannot be had, which is told."""
        own = self.standing.keeper.lock if self._is_this(path) else None
        name = shown(path.name)
        try:
            return self.disks.wait_for(
                partial(read_and_claim, path, own=own, instead_of=instead_of),
                say("progress.opening", name=name),
                late=lambda opening: give_back(opening.taken, own),
            )
        except GivenUp:
            problem = Problem.of("file.no_answer", name=name)
        except JourneyError as error:
            problem = error.problem
            if problem.code == "store.missing":
                self.recent.forget_gone(path)
        if not silently:
            self.failed.emit(problem)
            if problem.code != "file.no_answer":
                self.unreadable.emit(path)
        return None

    def _open_copy(self, workspace: OpenedWorkspace, path: Path) -> None:
        self._take(workspace.document, None, workspace.assets)
        self._bridge.undo_stack.resetClean()
        self.begun.emit()
        self.told.emit(say("notice.copy_opened", name=shown(path.name)))
        self.state_changed.emit()

    def _is_this(self, path: Path) -> bool:
        return self.path is not None and os.path.abspath(path) == os.path.abspath(self.path)

    def _is_known(self, opening: Opening) -> bool:
        """Whether nothing would change by taking what was read."""
        is_ours = opening.access is self.standing.access is Access.OWN
        return is_ours and opening.workspace.fingerprint == self.fingerprint


def empty_document() -> Document:
    """A workspace with nothing in it."""
    return Document.of([Workspace(id=new_id("workspace"))])
