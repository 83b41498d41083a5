"""The open file: new, open, save, dirty, recent; and what is asked before work could go."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Mapping
from enum import Enum, auto
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from workbench.model.document import Document
from workbench.model.entities import Workspace
from workbench.model.ids import new_id
from workbench.model.problems import JourneyError, Problem
from workbench.store import templates
from workbench.store.journal import Unsaved
from workbench.store.locks import Holder, Lock
from workbench.store.settings_file import SettingsStore
from workbench.store.template_list import Kind
from workbench.store.workspace_file import OpenedWorkspace
from workbench.ui.bridge import Bridge
from workbench.ui.files import holder_texts
from workbench.ui.files import questions as file_questions
from workbench.ui.files.chooser import SUFFIX, FileChooser
from workbench.ui.files.kept_pictures import KeptPictures
from workbench.ui.files.opening import (
    Access,
    Opening,
    claimed_for_saving,
    copy_written,
    give_back,
    is_same_file,
    read_and_claim,
)
from workbench.ui.files.questions import Held, Other
from workbench.ui.files.recent_files import RecentFiles
from workbench.ui.files.saver import Saver
from workbench.ui.files.saving import Save
from workbench.ui.files.standing import FileStanding
from workbench.ui.files.watch import Sight
from workbench.ui.off_thread import GivenUp, ask_disk
from workbench.words.file_names import shown
from workbench.words.say import say

T = TypeVar("T")


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
        self._questions = 0
        """How many questions to a disk the window waits for."""
        self.is_saved_by_itself = False
        """Whether the last save was one that nobody asked for."""
        self._saver = Saver(window)
        self._saver.ended.connect(self._on_save_ended)
        self._saver.abandoned.connect(self._on_save_abandoned)
        self._saver.came_late.connect(self._on_save_came_late)
        self.standing = FileStanding(window, bridge.document)
        self.standing.changed.connect(self.state_changed)
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
        if self._saver.is_saving:
            return SaveState.SAVING
        if not self._bridge.undo_stack.isClean():
            return SaveState.CHANGED
        return SaveState.NEVER_SAVED if self.path is None else SaveState.SAVED

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
        self._bridge.settle()
        path = self.path
        if path is None or self.standing.access is not Access.OWN:
            return self.save_as_with_dialog()
        # what is saved already is not written again: the .bak would become the same as the file
        self.wait_for_save()
        if self.state is SaveState.SAVED and self.ask_disk(lambda: os.path.lexists(path), path):
            return True
        return self._write(path, self.fingerprint)

    def save_by_itself(self) -> bool:
        """Save changes to the open file, without a question; False where that cannot be now."""
        path, standing = self.path, self.standing
        can_be = standing.access is Access.OWN and standing.seen.sight is Sight.SAME
        if path is None or not can_be or self.state is not SaveState.CHANGED:
            return False
        if self._questions:
            # what is open may be about to be left, without being saved
            return False
        if self._saver.is_abandoned(path):
            # it was told when the person gave up waiting, and would be again every time
            return False
        return self._write(path, self.fingerprint, by_itself=True)

    def save_as_with_dialog(self) -> bool:
        path = self.chooser.ask_save(
            say("file.save_title"), say("file.filter"), SUFFIX, is_copy=self.is_read_only
        )
        if path is None:
            return False
        return self.save_as(path)

    def save_as(self, path: Path) -> bool:
        """Save to another file, which is the open one from then on. False where it did not start.

        One that somebody else has open is refused.
        """
        self._bridge.settle()
        now = datetime.datetime.now(datetime.UTC)
        own, open_path = self.standing.keeper.lock, self.path
        answer = self.ask_disk(
            lambda: (claimed_for_saving(path, own, now), is_same_file(path, open_path)),
            path,
            late=lambda answer: give_back(answer[0], own),
            otherwise="file.not_claimed",
        )
        if answer is None:
            self.not_saved.emit()
            return False
        taken, is_open_file = answer
        if isinstance(taken, Holder):
            self._not_saved(holder_texts.problem(taken, shown(path.name)))
            return False
        if is_open_file and self.standing.access is Access.NEWER:
            self._do_without(taken)
            self.failed.emit(Problem.of("store.keeps_newer", name=shown(path.name)))
            return False
        # whoever chose the open file knows of it what was read, not what somebody else saved since
        return self._write(path, self.fingerprint if is_open_file else "", taken)

    def save_copy_with_dialog(self) -> None:
        """Write the workspace to another file; the open one stays open, and as it is."""
        title = say("file.copy_title")
        path = self.chooser.ask_save(title, say("file.filter"), SUFFIX, is_copy=True)
        if path is not None:
            self.save_copy(path)

    def save_copy(self, path: Path) -> None:
        """Write the workspace as it is now to a file that is not the open one."""
        if self.chooser.is_open_file(path):
            self.failed.emit(Problem.of("file.same", path=path.name))
            return
        self._bridge.settle()
        document, pictures = self._bridge.document, dict(self.pictures.all)
        try:
            now = datetime.datetime.now(datetime.UTC)
            written = self.ask_disk(
                lambda: copy_written(path, document, pictures, now),
                path,
                otherwise="file.still_saving",
            )
        except JourneyError as error:
            self.failed.emit(error.problem)
            return
        if isinstance(written, Holder):
            self.failed.emit(holder_texts.problem(written, shown(path.name)))
        elif written is not None:
            names = {"name": shown(path.name), "open": shown(self.name)}
            if written.aside is None:
                self.told.emit(say("notice.copied", **names))
            else:
                aside = shown(written.aside.name)
                self.told.emit(say("notice.copied_aside", **names, aside=aside))

    def wait_for_save(self) -> bool:
        """Let a save under way end. True where nothing is unsaved after it.

        Where its disk does not answer and the person gives up waiting, it counts as failed.
        """
        self._saver.wait()
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
        self._saver.leave()
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

    def ask_disk(
        self,
        work: Callable[[], T],
        path: Path,
        late: Callable[[T], object] | None = None,
        otherwise: str = "file.no_answer",
    ) -> T | None:
        """What a disk answers; None where the person gave up waiting for it.

        That is told as the problem `otherwise`. What it answers after that is given to `late`,
        in some thread.
        """
        name = shown(path.name)
        try:
            return self._waited_for(work, say("progress.asking", name=name), late)
        except GivenUp:
            self.failed.emit(Problem.of(otherwise, name=name))
            return None

    def _waited_for(
        self, work: Callable[[], T], text: str, late: Callable[[T], object] | None
    ) -> T:
        self._questions += 1
        try:
            return ask_disk(work, text, self._window, late)
        finally:
            self._questions -= 1

    def end(self) -> None:
        """The window closes: others may have the file."""
        self.standing.end()

    def _take(
        self,
        document: Document,
        path: Path | None,
        pictures: Mapping[str, bytes],
        opening: Opening | None = None,
    ) -> None:
        self._saver.leave()
        self.pictures.begin(pictures)
        self.is_saved_by_itself = False
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
            return self._waited_for(
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

    def _write(
        self, path: Path, known: str = "", lock: Lock | None = None, *, by_itself: bool = False
    ) -> bool:
        self.wait_for_save()
        if self._saver.is_abandoned(path):
            # it would replace what is written now, whenever its disk answers
            self._do_without(lock)
            self._not_saved(Problem.of("file.still_saving", name=shown(path.name)))
            return False
        self.standing.look_away()
        job = Save(path, self._bridge.document, dict(self.pictures.all), known, by_itself=by_itself)
        self._saver.start(job, lock)
        self.state_changed.emit()
        return True

    def _on_save_ended(self, job: Save, lock: Lock | None) -> None:
        if job.problem is None and not job.is_changed_elsewhere:
            self.standing.saved(job.path, job.document, job.fingerprint, lock)
            self.is_saved_by_itself = job.by_itself
            if self._bridge.document is job.document:
                self._bridge.undo_stack.setClean()
            else:
                # no state on the stack is known to be what the file holds
                self._bridge.undo_stack.resetClean()
            self.recent.add(job.path)
            self.saved.emit(job.document, job.fingerprint)
            if job.aside is not None:
                names = {"name": shown(job.path.name), "aside": shown(job.aside.name)}
                self.told.emit(say("notice.damaged_aside", **names))
        else:
            if job.is_changed_elsewhere and lock is not None:
                # only the open file is compared: nobody else has it any more
                self.standing.claimed(lock)
            else:
                self._do_without(lock)
            if job.fingerprint and job.path == self.path:
                # it failed after the file was replaced: nobody else wrote what is there now
                self.standing.fingerprint = job.fingerprint
                self._bridge.undo_stack.resetClean()
            self.standing.follow()
            if job.by_itself:
                self.not_saved_by_itself.emit(job.problem)
            elif job.problem is not None:
                self._not_saved(job.problem)
            else:
                self._settle_with_other(job.path)
        self.state_changed.emit()

    def _on_save_abandoned(self, job: Save, lock: Lock | None, thread: Thread) -> None:
        keeper = self.standing.keeper
        if lock is not None and lock is not keeper.lock:
            keeper.give_back(lock, [thread])
        elif lock is not None or job.path == self.path:
            keeper.keep_for(thread)
        if job.path == self.path:
            # whichever state it holds, undoing to the one saved before does not lead there
            self._bridge.undo_stack.resetClean()
        self.standing.follow()
        self._not_saved(Problem.of("file.still_saving", name=shown(job.path.name)))
        self.state_changed.emit()

    def _on_save_came_late(self, job: Save) -> None:
        name = shown(job.path.name)
        is_saved = job.problem is None and not job.is_changed_elsewhere
        if is_saved:
            self.told.emit(say("notice.saved_late", name=name))
        if job.path == self.path and not job.is_changed_elsewhere:
            # nothing else was saved to it meanwhile
            self._on_save_ended(job, None)
        elif job.problem is not None:
            self.failed.emit(job.problem)
        elif job.is_changed_elsewhere:
            self.failed.emit(Problem.of("store.changed", name=name))
            self.standing.watch.look()

    def _do_without(self, lock: Lock | None) -> None:
        """Give back a claim that came with a save that is not done."""
        if lock is not None and lock is not self.standing.keeper.lock:
            self.standing.keeper.give_back(lock)

    def _not_saved(self, problem: Problem) -> None:
        self.failed.emit(problem)
        self.not_saved.emit()

    def _settle_with_other(self, path: Path) -> None:
        match file_questions.about_other(self._window, path):
            case Other.MERGE:
                self.merge_wanted.emit()
            case Other.SAVE_ELSEWHERE:
                self.save_as_with_dialog()
            case Other.REPLACE:
                self._write(path)


def empty_document() -> Document:
    """A workspace with nothing in it."""
    return Document.of([Workspace(id=new_id("workspace"))])
