"""Runs saves, one at a time, and does not wait for a disk that is gone."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.store.locks import Lock
from workbench.ui.files.saving import Save
from workbench.ui.off_thread import GivenUp, ask_disk
from workbench.words.file_names import shown
from workbench.words.say import say


class Saver(QObject):
    """Has at most one save that anybody waits for."""

    ended = Signal(object, object)
    """(Save, the Lock that came with it or None): it succeeded or failed, as it says itself."""
    abandoned = Signal(object, object, object)
    """(Save, Lock or None, its Thread): nobody waits any more; it may still be done, whenever."""
    came_late = Signal(object)
    """A Save that was abandoned has ended, while what it saves is still open."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._pending: tuple[Save, Lock | None, threading.Thread] | None = None
        self._abandoned: list[Save] = []
        """Until it is known how they ended."""
        self._late: list[Save] = []
        """Those of them of which is told how."""

    @property
    def is_saving(self) -> bool:
        return self._pending is not None

    def is_abandoned(self, path: Path) -> bool:
        """Whether an abandoned save may still come, or came, but its file is not known yet."""
        return any(job.path == path for job in self._abandoned)

    def start(self, job: Save, lock: Lock | None) -> None:
        """Run a save, with the claim on its file where that is a new one."""
        assert self._pending is None, "one save at a time"
        # let go when the program ends: a share that is gone can hold it up for minutes
        thread = threading.Thread(target=job.run, daemon=True, name="saving")
        self._pending = job, lock, thread
        job.signals.done.connect(self._deliver)
        thread.start()

    def leave(self) -> None:
        """What is open is left: how its abandoned saves end is told nobody, only logged."""
        self._late = []

    def wait(self) -> None:
        """Let a save under way end, or be abandoned by a person who gives up waiting."""
        self._deliver()
        while self._pending is not None:
            job, lock, thread = self._pending
            text = say("progress.saving", name=shown(job.path.name))
            try:
                ask_disk(thread.join, text, self._window)
            except GivenUp:
                self._pending = None
                self._abandoned.append(job)
                self._late.append(job)
                self.abandoned.emit(job, lock, thread)
            else:
                self._deliver()

    def _deliver(self) -> None:
        if self._pending is not None and self._pending[0].finished:
            job, lock, _thread = self._pending
            self._pending = None
            self.ended.emit(job, lock)
        self._abandoned = [job for job in self._abandoned if not job.finished]
        ended = [job for job in self._late if job.finished]
        self._late = [job for job in self._late if not job.finished]
        for job in ended:
            self.came_late.emit(job)
