"""The worker process as the window sees it: ask, go on, be told."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from workbench.exchange import messages
from workbench.model.problems import Problem

_START_TRIES = 3
_STOP_MS = 1500


class Worker(QObject):
    """One process of our own executable; restarted with the same document when it dies."""

    restarted = Signal()
    """A new process runs and knows no document yet."""
    broke = Signal(str)
    """Something in the worker failed unexpectedly; the details for a report.

    Where no process runs then, it failed so often that it was not started again.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._buffer = bytearray()
        self._number = 0
        self._waiting: dict[int, tuple[Callable[[bytes], None], Callable[[Problem], None]]] = {}
        self._watching: dict[int, Callable[[str, int], None]] = {}
        self._starts = 0

    @property
    def is_running(self) -> bool:
        return self._process is not None

    @property
    def process_id(self) -> int:
        """The id of the running process; 0 where none runs."""
        return self._process.processId() if self._process is not None else 0

    def start(self) -> None:
        """Start the process if it does not run."""
        if self._process is not None:
            return
        self._starts += 1
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONUNBUFFERED", "1")
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._on_end)
        process.errorOccurred.connect(self._on_error)
        frozen = getattr(sys, "frozen", False)
        arguments = ["_worker"] if frozen else ["-m", "workbench", "_worker"]
        self._buffer.clear()
        self._process = process
        process.start(sys.executable, arguments)
        self.restarted.emit()

    def stop(self, *, at_once: bool = False) -> None:
        """End the process and forget what was asked; unless `at_once`, it may end what it does."""
        self._end(0 if at_once else _STOP_MS)

    def tell(self, message: messages.Load | messages.Follow | messages.LeaveForeign) -> None:
        """Send what needs no answer; nothing happens where no process runs."""
        if self._process is not None:
            self._process.write(messages.framed(message))

    def ask(
        self,
        request: Callable[[int], messages.Request],
        done: Callable[[bytes], None],
        failed: Callable[[Problem], None],
        so_far: Callable[[str, int], None] | None = None,
    ) -> int:
        """Send a request made from its number; one of the two is called with what came of it.

        While a file is read, `so_far` hears of its sheets and their rows.
        """
        self.start()
        self._number += 1
        if self._process is None:
            failed(Problem.of("worker.unexpected"))
            return self._number
        self._waiting[self._number] = (done, failed)
        if so_far is not None:
            self._watching[self._number] = so_far
        self._process.write(messages.framed(request(self._number)))
        return self._number

    def forget(self, number: int) -> None:
        """Whatever comes of this request, nobody waits for it any more."""
        self._waiting.pop(number, None)
        self._watching.pop(number, None)

    def cancel(self) -> None:
        """Stop whatever the process does, at once, and start anew."""
        self._end(0)
        self._starts = 0
        self.start()

    def _end(self, patience: int) -> None:
        process, self._process = self._process, None
        self._waiting.clear()
        self._watching.clear()
        if process is not None:
            process.blockSignals(True)
            process.closeWriteChannel()
            if not patience or not process.waitForFinished(patience):
                process.kill()
                process.waitForFinished(_STOP_MS)
            process.deleteLater()

    def _read(self) -> None:
        assert self._process is not None
        self._buffer += self._process.readAllStandardOutput().data()
        for answer in messages.take_answers(self._buffer):
            if answer.so_far is not None:
                if answer.number in self._watching:
                    self._watching[answer.number](*answer.so_far)
                continue
            done, failed = self._waiting.pop(answer.number, (None, None))
            self._watching.pop(answer.number, None)
            if answer.unexpected:
                self.broke.emit(answer.unexpected)
                if failed is not None:
                    failed(Problem.of("worker.unexpected"))
            elif answer.problem is not None and failed is not None:
                failed(answer.problem)
            elif done is not None:
                self._starts = 0
                done(answer.payload)

    def _on_end(self) -> None:
        assert self._process is not None
        details = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
        self._process.deleteLater()
        self._process = None
        waiting, self._waiting = self._waiting, {}
        self._watching.clear()
        if self._starts < _START_TRIES:
            self.start()
        for _, failed in waiting.values():
            failed(Problem.of("worker.unexpected"))
        self.broke.emit(details)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._on_end()
