"""Saving the open workspace: into its file, under another name, by itself; and what comes of it."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.model.problems import Problem
from workbench.store.locks import Holder, Lock
from workbench.ui.bridge import Bridge
from workbench.ui.files import holder_texts
from workbench.ui.files import questions as file_questions
from workbench.ui.files.chooser import SUFFIX, FileChooser
from workbench.ui.files.disk_questions import DiskQuestions
from workbench.ui.files.kept_pictures import KeptPictures
from workbench.ui.files.opening import Access, claimed_for_saving, give_back, is_same_file
from workbench.ui.files.questions import Other
from workbench.ui.files.recent_files import RecentFiles
from workbench.ui.files.saver import Saver
from workbench.ui.files.saving import Save
from workbench.ui.files.standing import FileStanding, SaveState
from workbench.ui.files.watch import Sight
from workbench.words.file_names import shown
from workbench.words.say import say


class WorkspaceSaving(QObject):
    """One save at a time, of the document as it is when the save begins."""

    state_changed = Signal()
    """The path, the dirty mark or the save state changed."""
    saved = Signal(object, str)
    """(document, fingerprint): this is what the file holds now."""
    told = Signal(str)
    """Something worth a quiet message."""
    failed = Signal(object)
    """A Problem: it could not be done, and nothing was lost."""
    not_saved = Signal()
    """A save failed, as `failed` has told: it may be tried elsewhere."""
    not_saved_by_itself = Signal(object)
    """A Problem: the save that nobody asked for failed; None: it would have replaced what
    somebody else wrote."""
    merge_wanted = Signal()
    """Somebody else changed the file, and both versions are to be merged and saved."""

    def __init__(
        self,
        bridge: Bridge,
        standing: FileStanding,
        pictures: KeptPictures,
        chooser: FileChooser,
        recent: RecentFiles,
        disks: DiskQuestions,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._bridge, self._standing, self._pictures = bridge, standing, pictures
        self._chooser, self._recent = chooser, recent
        self._disks, self._window = disks, window
        self.is_saved_by_itself = False
        """Whether the last save was one that nobody asked for."""
        self._saver = Saver(window)
        self._saver.ended.connect(self._on_save_ended)
        self._saver.abandoned.connect(self._on_save_abandoned)
        self._saver.came_late.connect(self._on_save_came_late)

    @property
    def state(self) -> SaveState:
        """How the open workspace stands to its file."""
        if self._saver.is_saving:
            return SaveState.SAVING
        if not self._bridge.undo_stack.isClean():
            return SaveState.CHANGED
        return SaveState.NEVER_SAVED if self._standing.path is None else SaveState.SAVED

    def leave(self) -> None:
        """What was open is left: how it was saved concerns nobody any more."""
        self.is_saved_by_itself = False
        self._saver.leave()

    def save(self) -> bool:
        """Save to the open file; asks where for one never saved. False where it did not start."""
        self._bridge.settle()
        path = self._standing.path
        if path is None or self._standing.access is not Access.OWN:
            return self.save_as_with_dialog()
        # what is saved already is not written again: the .bak would become the same as the file
        self.wait_for_save()
        if self.state is SaveState.SAVED:
            is_there = self._disks.ask(
                lambda: os.path.lexists(path), path, otherwise="file.not_claimed"
            )
            if is_there is None:
                self.not_saved.emit()
                return False
            if is_there:
                return True
        return self._write(path, self._standing.fingerprint)

    def save_by_itself(self) -> bool:
        """Save changes to the open file, without a question; False where that cannot be now."""
        path, standing = self._standing.path, self._standing
        can_be = standing.access is Access.OWN and standing.seen.sight is Sight.SAME
        if path is None or not can_be or self.state is not SaveState.CHANGED:
            return False
        if self._disks.is_waiting:
            # what is open may be about to be left, without being saved
            return False
        if self._saver.is_abandoned(path):
            # it was told when the person gave up waiting, and would be again every time
            return False
        return self._write(path, self._standing.fingerprint, by_itself=True)

    def save_as_with_dialog(self) -> bool:
        path = self._chooser.ask_save(
            say("file.save_title"),
            say("file.filter"),
            SUFFIX,
            is_copy=self._standing.access is not Access.OWN,
        )
        if path is None:
            return False
        return self.save_as(path)

    def save_as(self, path: Path) -> bool:
        """Save to another file, which is the open one from then on. False where it did not start.

        One that somebody else has open is refused.
        """
        self._bridge.settle()
        # which file is the open one, and what it holds, is known only then
        self.wait_for_save()
        now = datetime.datetime.now(datetime.UTC)
        own, open_path = self._standing.keeper.lock, self._standing.path
        answer = self._disks.ask(
            lambda: (claimed_for_saving(path, own, now), is_same_file(path, open_path)),
            path,
            late=lambda answer: give_back(answer[0], own),
            otherwise="file.not_claimed",
        )
        if answer is None:
            self.not_saved.emit()
            return False
        taken, is_open_file = answer
        is_open_file = is_open_file or (own is not None and taken is own)
        if isinstance(taken, Holder):
            self._not_saved(holder_texts.problem(taken, shown(path.name)))
            return False
        if is_open_file and self._standing.access is Access.NEWER:
            self._do_without(taken)
            self.failed.emit(Problem.of("store.keeps_newer", name=shown(path.name)))
            return False
        # whoever chose the open file knows of it what was read, not what somebody else saved since
        return self._write(path, self._standing.fingerprint if is_open_file else "", taken)

    def wait_for_save(self) -> bool:
        """Let a save under way end. True where nothing is unsaved after it.

        Where its disk does not answer and the person gives up waiting, it counts as failed.
        """
        self._saver.wait()
        return self.state in (SaveState.SAVED, SaveState.NEVER_SAVED)

    def _write(
        self, path: Path, known: str = "", lock: Lock | None = None, *, by_itself: bool = False
    ) -> bool:
        if self._saver.is_abandoned(path):
            # it would replace what is written now, whenever its disk answers
            self._do_without(lock)
            self._not_saved(Problem.of("file.still_saving", name=shown(path.name)))
            return False
        self._standing.look_away()
        job = Save(
            path, self._bridge.document, dict(self._pictures.all), known, by_itself=by_itself
        )
        self._saver.start(job, lock)
        self.state_changed.emit()
        return True

    def _on_save_ended(self, job: Save, lock: Lock | None) -> None:
        if job.problem is None and not job.is_changed_elsewhere:
            self._standing.saved(job.path, job.document, job.fingerprint, lock)
            self.is_saved_by_itself = job.by_itself
            if self._bridge.document is job.document:
                self._bridge.undo_stack.setClean()
            else:
                # no state on the stack is known to be what the file holds
                self._bridge.undo_stack.resetClean()
            self._recent.add(job.path)
            self.saved.emit(job.document, job.fingerprint)
            if job.aside is not None:
                names = {"name": shown(job.path.name), "aside": shown(job.aside.name)}
                self.told.emit(say("notice.damaged_aside", **names))
        else:
            if job.is_changed_elsewhere and lock is not None:
                # only the open file is compared: nobody else has it any more
                self._standing.claimed(lock)
            else:
                self._do_without(lock)
            if job.fingerprint and job.path == self._standing.path:
                # it failed after the file was replaced: nobody else wrote what is there now
                self._standing.fingerprint = job.fingerprint
                self._bridge.undo_stack.resetClean()
            self._standing.follow()
            if job.by_itself:
                self.not_saved_by_itself.emit(job.problem)
            elif job.problem is not None:
                self._not_saved(job.problem)
            else:
                self._settle_with_other(job.path)
        self.state_changed.emit()

    def _on_save_abandoned(self, job: Save, lock: Lock | None, thread: Thread) -> None:
        keeper = self._standing.keeper
        if lock is not None and lock is not keeper.lock:
            keeper.give_back(lock, [thread])
        elif lock is not None or job.path == self._standing.path:
            keeper.keep_for(thread)
        if job.path == self._standing.path:
            # whichever state it holds, undoing to the one saved before does not lead there
            self._bridge.undo_stack.resetClean()
        self._standing.follow()
        self._not_saved(Problem.of("file.still_saving", name=shown(job.path.name)))
        self.state_changed.emit()

    def _on_save_came_late(self, job: Save) -> None:
        name = shown(job.path.name)
        is_saved = job.problem is None and not job.is_changed_elsewhere
        if is_saved:
            self.told.emit(say("notice.saved_late", name=name))
        if job.path == self._standing.path and not job.is_changed_elsewhere:
            # nothing else was saved to it meanwhile
            self._on_save_ended(job, None)
        elif job.problem is not None:
            self.failed.emit(job.problem)
        elif job.is_changed_elsewhere:
            self.failed.emit(Problem.of("store.changed", name=name))
            self._standing.watch.look()

    def _do_without(self, lock: Lock | None) -> None:
        """Give back a claim that came with a save that is not done."""
        if lock is not None and lock is not self._standing.keeper.lock:
            self._standing.keeper.give_back(lock)

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
