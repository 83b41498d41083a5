"""What the window asks of disks, one question after another, each of which may be given up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.model.problems import Problem
from workbench.ui.off_thread import GivenUp, ask_disk
from workbench.words.file_names import shown
from workbench.words.say import say

T = TypeVar("T")


class DiskQuestions(QObject):
    """Knows whether the window waits for the answer to one."""

    failed = Signal(object)
    """A Problem: the person gave up waiting."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._waits = 0

    @property
    def is_waiting(self) -> bool:
        """Whether a question waits for its answer: what is open may be about to be left."""
        return self._waits > 0

    def ask(
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
            return self.wait_for(work, say("progress.asking", name=name), late)
        except GivenUp:
            self.failed.emit(Problem.of(otherwise, name=name))
            return None

    def wait_for(self, work: Callable[[], T], text: str, late: Callable[[T], object] | None) -> T:
        """What a disk answers, with `text` while it is waited for. Raises GivenUp."""
        self._waits += 1
        try:
            return ask_disk(work, text, self._window, late)
        finally:
            self._waits -= 1
