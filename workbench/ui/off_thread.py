"""Asking a disk that may not answer, without the window waiting for it.

The threads never touch Qt; the window's own looks whether they are done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget

from workbench.store.asking import Asked
from workbench.words.say import say

_AT_ONCE_SECONDS = 0.25
_PATIENCE_MS = 700
_LOOK_MS = 20
_PROGRESS_WIDTH = 320

T = TypeVar("T")


class GivenUp(Exception):
    """The person does not want to wait any longer. What was asked may still happen."""


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
    asked = Asked(work)
    asked.wait(_AT_ONCE_SECONDS)
    if asked.is_under_way:
        try:
            _wait(asked, text, window)
        except GivenUp:
            asked.leave(late)
            raise
    return asked.result()


def _wait(asked: Asked[T], text: str, window: QWidget) -> None:
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
        self._asked: Asked[object] | None = None
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
        self._asked, self._done = Asked(work), done  # type: ignore[assignment]
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
