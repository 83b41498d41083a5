"""Keeps every edit in the recovery journal, off the window's thread."""

from __future__ import annotations

import _thread
import datetime
import logging
import queue
import secrets
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from workbench.model.document import Document, diff
from workbench.model.patch import Patch
from workbench.model.problems import JourneyError, Problem
from workbench.store import journal, processes, recovery
from workbench.store.journal import Journal, Picture, Step, Unsaved
from workbench.ui.bridge import Bridge
from workbench.ui.files.files import Files

_AGAIN_MS = 10_000
_PATIENCE_SECONDS = 10.0

_log = logging.getLogger(__name__)


class _Start(msgspec.Struct, frozen=True):
    """What a journal begins with, taken when a workspace was opened or saved."""

    document: Document
    name: str
    path: Path | None
    fingerprint: str
    pictures: dict[str, bytes]


_Item = Step | Picture | Callable[[], None]


class JournalKeeper(QObject):
    """Begins a journal with the first edit and ends it when the work is saved or left."""

    trouble_changed = Signal(object)
    """A Problem: edits are not kept for the case of a crash; None: they are again."""

    def __init__(self, bridge: Bridge, files: Files, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._files = bridge, files
        self._hand = _Hand(self._tell)
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._hand.go_on)
        self.trouble_changed.connect(self._on_trouble)
        files.opened.connect(self._on_opened)
        files.begun.connect(self._on_begun)
        files.saved.connect(self._on_saved)
        files.restored.connect(self._on_restored)
        files.closed.connect(self.end)
        files.pictures.added.connect(self._on_picture)
        bridge.changed.connect(self._on_changed)

    def end(self) -> None:
        """The work is saved or was given up: its journal goes."""
        self._give(self._hand.end)

    def wait(self, seconds: float = _PATIENCE_SECONDS) -> None:
        """Let everything be written that was handed over, but wait no longer than this."""
        self._hand.wait(seconds)

    def _on_opened(self) -> None:
        self._begin(self._bridge.document)

    def _on_begun(self) -> None:
        # no file and no template holds any of it: all of it is there to lose
        document = self._bridge.document
        nothing = Document.of([document.workspace])
        self._begin(nothing, _steps(diff(nothing, document)))

    def _on_saved(self, document: Document, _fingerprint: str) -> None:
        now = self._bridge.document
        self._begin(document, _steps(diff(document, now)) if now is not document else ())

    def _on_restored(self, work: Unsaved) -> None:
        hand = self._hand
        self._begin(work.base, work.steps)
        self._give(lambda: hand.take_over(work))

    def _on_changed(self, patch: Patch, _document: Document) -> None:
        for step in _steps(patch):
            self._give(step)

    def _on_picture(self, name: str, data: bytes) -> None:
        self._give(Picture(name, data))

    def _begin(self, document: Document, steps: Sequence[Step] = ()) -> None:
        files, hand = self._files, self._hand
        start = _Start(
            document, files.name, files.path, files.fingerprint, dict(files.pictures.all)
        )
        self._give(lambda: hand.begin(start, steps))

    def _give(self, item: _Item) -> None:
        self._hand.give(item)

    def _tell(self, problem: Problem | None) -> None:
        """Called in a thread that may outlive the window."""
        if isValid(self):
            self.trouble_changed.emit(problem)

    def _on_trouble(self, problem: Problem | None) -> None:
        if problem is None:
            self._again.stop()
        else:
            self._again.start()


class _Hand:
    """What happens off the window's thread. Trouble is told once, and again when it is over.

    One thread at a time works, so that edits are written in their order. It is let go when the
    program ends, should the disk not answer.
    """

    def __init__(self, tell: Callable[[Problem | None], None]) -> None:
        self._given: queue.SimpleQueue[_Item] = queue.SimpleQueue()
        """Edits and pictures to keep, and what else to do, in their order."""
        self._turn = threading.Lock()
        self._is_called = False
        """Whether there is something to do since the thread looked last."""
        self._rests = threading.Event()
        self._rests.set()
        self._tell = tell
        self._start: _Start | None = None
        self._pictures: dict[str, bytes] = {}
        self._steps: list[Step] = []
        self._journal: Journal | None = None
        self._former: list[Journal] = []
        """Journals whose work is not in the file, nor yet in the journal that follows them."""
        self._taken_over: list[Path] = []
        """The same, of the time before the crash."""
        self._is_troubled = False

    def give(self, item: _Item) -> None:
        """Let this be done after all that was given before."""
        self._given.put(item)
        self.go_on()

    def go_on(self) -> None:
        """Do what was given, or try again what failed, in a thread of its own."""
        with self._turn:
            self._is_called = True
            if not self._rests.is_set():
                return
            self._rests.clear()
        _thread.start_new_thread(self._run, ())

    def wait(self, seconds: float) -> None:
        """Let everything be done, but wait no longer than this."""
        self._rests.wait(seconds)

    def _run(self) -> None:
        while True:
            with self._turn:
                if not self._is_called:
                    self._rests.set()
                    return
                self._is_called = False
            try:
                self._work()
            except Exception as error:  # noqa: BLE001  told, and tried again
                self._is_in_trouble(error)

    def _work(self) -> None:
        """Do all that was given; edits that stand together are written at once."""
        pictures: dict[str, bytes] = {}
        while True:
            try:
                item = self._given.get_nowait()
            except queue.Empty:
                break
            match item:
                case Step():
                    self._steps.append(item)
                case Picture(name=name, data=data):
                    pictures[name] = data
                case _:
                    self._keep(pictures)
                    pictures = {}
                    item()
        self._keep(pictures)

    def begin(self, start: _Start, steps: Sequence[Step]) -> None:
        """Begin a journal with `steps`, which are unsaved; the one before goes once it is kept."""
        if self._journal is not None:
            self._former.append(self._journal)
        self._journal, self._start, self._steps = None, start, list(steps)
        self._pictures = start.pictures
        # what some systems import for it holds up the window, and an opening is less felt than
        # an edit
        processes.own()
        if steps:
            self._keep({})
        else:
            self._is_well()

    def end(self) -> None:
        if self._journal is not None:
            self._former.append(self._journal)
        self._journal, self._start, self._steps = None, None, []
        self._is_well()

    def take_over(self, work: Unsaved) -> None:
        """The journal from before the crash goes, once its work is in the new one."""
        if not recovery.is_aside(work.journal):
            self._taken_over.append(work.journal)
        if not self._is_troubled:
            self._is_well()

    def _keep(self, pictures: dict[str, bytes]) -> None:
        self._pictures.update(pictures)
        if not (self._steps or self._is_troubled or (pictures and self._journal)):
            return
        try:
            if self._journal is None:
                self._journal = self._new_journal()
            steps, self._steps = self._steps, []
            self._journal.keep(steps, pictures)
        except (OSError, JourneyError) as error:
            self._is_in_trouble(error)
        else:
            self._is_well()

    def _new_journal(self) -> Journal:
        start = self._start
        assert start is not None, "edits are made in what was opened"
        first = journal.beginning(start.document, start.name, start.path, start.fingerprint)
        name = f"{datetime.datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}{journal.ENDING}"
        return Journal(journal.journal_folder() / name, first, self._pictures)

    def _is_in_trouble(self, error: Exception) -> None:
        if not isinstance(error, OSError | JourneyError):
            _log.error("edits cannot be kept for an unexpected reason", exc_info=error)
        if not self._is_troubled:
            self._is_troubled = True
            self._tell(Problem.of("journal.unwritable", why=_reason(error)))

    def _is_well(self) -> None:
        taken_over, self._taken_over = self._taken_over, []
        for path in taken_over:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                _log.warning("a journal that was taken over cannot be removed: %s", error)
        former, self._former = self._former, []
        for journal_before in former:
            try:
                journal_before.end()
            except OSError as error:
                # at the next start it is found to hold nothing that is not saved
                _log.warning("a journal cannot be removed: %s", error)
        if self._is_troubled:
            self._is_troubled = False
            self._tell(None)


def _steps(patch: Patch) -> list[Step]:
    return [Step(patch, datetime.datetime.now())] if patch else []


def _reason(error: Exception) -> str:
    """What the system says of a failure, in its own short words."""
    cause = error if isinstance(error, OSError) else error.__cause__
    return (cause.strerror if isinstance(cause, OSError) else None) or type(error).__name__
