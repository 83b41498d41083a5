"""Asking a disk that may not answer, without the window waiting for it.

The threads are let go when the program ends: a share that is gone can hold one up for minutes.
They never touch Qt; the window's thread looks whether they are done.
"""

from __future__ import annotations

import _thread
import logging
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget

from workbench.model.problems import JourneyError
from workbench.words.say import say

_AT_ONCE_SECONDS = 0.25
_PATIENCE_MS = 700
_LOOK_MS = 20
_PROGRESS_WIDTH = 320

T = TypeVar("T")

_log = logging.getLogger(__name__)


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
        self._is_left = False
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
            is_left = self._is_left
        if is_left:
            self._settle()

    def leave(self, late: Callable[[T], object] | None = None) -> None:
        """Nobody waits any more: `late` gets what comes of it, whenever, in some thread.

        Should it fail, that is logged.
        """
        self._late = late
        with self._turn:
            self._is_left = True
            is_under_way = self.is_under_way
        if not is_under_way:
            self._settle()

    def _settle(self) -> None:
        if self._error is not None:
            _log_unheard(self._error)
        elif self._late is not None:
            self._late(self._result)  # type: ignore[arg-type]

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
            asked.leave(late)
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
        """Nobody waits any more for what is under way: another question may be sent.

        Should it fail, that is logged.
        """
        asked, self._asked, self._done = self._asked, None, None
        if asked is not None:
            asked.leave()
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


def _log_unheard(error: BaseException) -> None:
    """What nobody waited for failed: disks do, and it was told that they do not answer."""
    if isinstance(error, OSError | JourneyError):
        _log.warning("what nobody waited for failed: %s", error)
    else:
        _log.error("what nobody waited for failed unexpectedly", exc_info=error)
