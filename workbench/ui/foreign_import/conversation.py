"""What the wizard asks the worker process about a file, one question at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QObject, Signal

from workbench.exchange import messages
from workbench.exchange.foreign import reading
from workbench.exchange.foreign.layout import Layout, Options
from workbench.exchange.foreign_answers import Opened, Shown, Source
from workbench.model.problems import Problem
from workbench.ui.tasks import Worker

Ask = Callable[[int], messages.Request]


class Conversation(QObject):
    """Questions about one file. While one is under way, only the latest of the others is kept."""

    opened = Signal(object)
    """An Opened: the file was read, as it seems to be."""
    read = Signal(object)
    """A Shown: this is what comes of the layouts asked for last."""
    complete = Signal(object)
    """A Reading with nothing left out, ready to be imported."""
    failed = Signal(object)
    """A Problem; what was shown before still holds."""
    waiting_changed = Signal(bool)
    so_far = Signal(str, int)
    """(title, rows): while the file is read, the sheet and how many of its rows are read."""

    def __init__(self, worker: Worker, source: Source, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self.source = source
        self._number = 0
        self._is_waiting = False
        # the layouts to be guessed anew by questions whose answers are not told yet
        self._owed: set[int] = set()
        self._next: tuple[Ask, Callable[[bytes], None]] | None = None

    def open(self, encoding: str = "", separator: str = "") -> None:
        """Read the file; blank: by the encoding and separator that it seems to have."""
        source = msgspec.structs.replace(self.source, encoding=encoding, separator=separator)
        self.source = source
        self._ask(lambda number: messages.AskForeign(number, source), self._on_opened)

    def read_as(
        self, layouts: Sequence[Layout], options: Options, refit: int | None = None
    ) -> None:
        """Read the file so; of the layout at `refit` only form, area and headers hold."""
        source, asked = self.source, tuple(layouts)
        if refit is not None:
            self._owed.add(refit)
        owed = tuple(sorted(self._owed))
        self._ask(
            lambda number: messages.AskForeignReading(number, source, asked, options, refit=owed),
            self._on_read,
        )

    def read_with(self, mapping: str) -> None:
        """Read the file as a saved mapping says."""
        source = self.source
        self._ask(
            lambda number: messages.AskForeignReading(
                number, source, (), Options(), mapping=mapping
            ),
            self._on_read,
        )

    def finish(self, layouts: Sequence[Layout], options: Options) -> None:
        """Get everything that the import adds."""
        source, asked = self.source, tuple(layouts)
        self._ask(
            lambda number: messages.AskForeignWhole(number, source, asked, options),
            lambda payload: self.complete.emit(reading.decode(payload)),
        )

    def end(self) -> None:
        """Nobody waits for answers any more; what is asked later is answered all the same."""
        self._worker.forget(self._number)
        self._worker.tell(messages.LeaveForeign())
        self._next = None
        self._set_waiting(False)

    def _ask(self, ask: Ask, done: Callable[[bytes], None]) -> None:
        if self._is_waiting:
            self._next = (ask, done)
            return
        self._set_waiting(True)

        def answered(payload: bytes) -> None:
            self._set_waiting(False)
            if not self._go_on():
                done(payload)

        def refused(problem: Problem) -> None:
            self._set_waiting(False)
            if not self._go_on():
                self.failed.emit(problem)

        self._number = self._worker.ask(ask, answered, refused, self.so_far.emit)

    def _go_on(self) -> bool:
        """Ask what was asked meanwhile; an answer that is out of date then is not told."""
        following, self._next = self._next, None
        if following is not None:
            self._ask(*following)
        return following is not None

    def _set_waiting(self, waiting: bool) -> None:
        self._is_waiting = waiting
        self.waiting_changed.emit(waiting)

    def _on_opened(self, payload: bytes) -> None:
        self._owed.clear()
        self.opened.emit(msgspec.msgpack.decode(payload, type=Opened))

    def _on_read(self, payload: bytes) -> None:
        self._owed.clear()
        self.read.emit(msgspec.msgpack.decode(payload, type=Shown))
