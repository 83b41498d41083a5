"""Asking a disk that may not answer, without the window waiting for it.

The threads are let go when the program ends: a share that is gone can hold one up for minutes.
They never touch Qt; the window's thread looks whether they are done.
"""

from __future__ import annotations

import _thread
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget

from workbench.words.say import say

_AT_ONCE_SECONDS = 0.25
_PATIENCE_MS = 700
_LOOK_MS = 20
_PROGRESS_WIDTH = 320

T = TypeVar("T")


class GivenUp(Exception):
    """The person does not want to wait any longer. What was asked may still happen."""


class _Asked(Generic[T]):
    """Work that was begun in a thread of its own.

    No `threading.Thread`: its `start` waits until the thread had a turn, which holds the window
    for as long as a busy processor takes to come to it.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._result: T | None = None
        self._error: BaseException | None = None
        self._late: Callable[[T], object] | None = None
        self._turn = threading.Lock()
        self._ended = threading.Event()
        _thread.start_new_thread(self._run, ())

    def _run(self) -> None:
        try:
            self._result = self._work()
        except BaseException as error:  # noqa: BLE001  raised again where it is waited for
            self._error = error
        with self._turn:
            self._ended.set()
            late = self._late
        if late is not None:
            self._give(late)

    def leave_to(self, late: Callable[[T], object]) -> None:
        """Nobody waits any more: `late` gets what comes of it, whenever, in some thread."""
        with self._turn:
            if self.is_under_way:
                self._late = late
                return
        self._give(late)

    def _give(self, late: Callable[[T], object]) -> None:
        if self._error is None:
            late(self._result)  # type: ignore[arg-type]

    @property
    def is_under_way(self) -> bool:
        return not self._ended.is_set()

    def wait(self, seconds: float) -> None:
        """Wait for the end of it, but no longer than this."""
        self._ended.wait(seconds)

    def result(self) -> T:
        """What came of it; raises what it raised."""
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]


def ask_disk(
    work: Callable[[], T],
    text: str,
    window: QWidget,
    late: Callable[[T], object] | None = None,
) -> T:
    """What `work` gives, or raises, done in a thread while the window lives on.

    After a moment `text` and a Cancel are shown. Raises GivenUp where that was pressed; what
    comes of the work all the same is given to `late` in its thread, for what must not be kept.
    """
    asked = _Asked(work)
    asked.wait(_AT_ONCE_SECONDS)
    if asked.is_under_way:
        try:
            _wait(asked, text, window)
        except GivenUp:
            if late is not None:
                asked.leave_to(late)
            raise
    return asked.result()


def _wait(asked: _Asked[T], text: str, window: QWidget) -> None:
    loop = QEventLoop()
    progress = QProgressDialog(text, say("progress.cancel"), 0, 0, window)
    progress.setWindowModality(Qt.WindowModality.WindowModal)
    progress.setMinimumWidth(_PROGRESS_WIDTH)
    progress.setMinimumDuration(_PATIENCE_MS)
    progress.setAutoClose(False)
    progress.canceled.connect(loop.quit)
    # until the dialog is there, nothing keeps clicks and keys from the window
    shown = QTimer(loop)
    shown.setSingleShot(True)
    shown.timeout.connect(loop.quit)
    shown.start(_PATIENCE_MS)
    look = QTimer(loop)
    look.timeout.connect(lambda: None if asked.is_under_way else loop.quit())
    look.start(_LOOK_MS)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if asked.is_under_way:
        progress.show()
        loop.exec()
    progress.blockSignals(True)
    progress.cancel()
    progress.deleteLater()
    if asked.is_under_way:
        raise GivenUp


class Errand(QObject):
    """One question to a disk at a time, answered whenever the disk gets to it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._asked: _Asked[object] | None = None
        self._done: Callable[[object], object] | None = None
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._deliver)

    @property
    def is_under_way(self) -> bool:
        return self._asked is not None

    def send(self, work: Callable[[], T], done: Callable[[T], object]) -> bool:
        """Let `done` have what `work` gives; False where another one is under way."""
        if self._asked is not None:
            return False
        self._asked, self._done = _Asked(work), done  # type: ignore[assignment]
        self._look.start()
        return True

    def abandon(self) -> None:
        """Nobody waits any more for what is under way: another question may be sent."""
        self._asked = self._done = None
        self._look.stop()

    def wait(self, seconds: float) -> None:
        """Let what is under way end, but no longer than this."""
        if self._asked is not None:
            self._asked.wait(seconds)
            self._deliver()

    def _deliver(self) -> None:
        if self._asked is None or self._asked.is_under_way:
            return
        asked, done = self._asked, self._done
        self._asked = self._done = None
        self._look.stop()
        assert done is not None
        done(asked.result())
