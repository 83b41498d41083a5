"""Keeps the lock of the open file: gives signs of life, and the file back."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Sequence
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.store.locks import BEAT_SECONDS, Holder, Lock
from workbench.ui.off_thread import Errand

_FIRST_MS = 2000
"""Where two made a lock at once, the later one stands; the other learns of it so soon."""
_LAST_SECONDS = 2.0


class LockKeeper(QObject):
    """Holds one lock at a time."""

    lost = Signal(object)
    """A locks.Holder: somebody has the file instead of us, perhaps while this machine slept."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lock: Lock | None = None
        self._needed_by: list[threading.Thread] = []
        """What may still write the file, though nobody waits for it."""
        self._beats = Errand(self)
        self._giving: list[threading.Thread] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.beat)

    @property
    def lock(self) -> Lock | None:
        return self._lock

    def hold(self, lock: Lock | None) -> None:
        """Keep this lock from now on; the one before is given back."""
        before, self._lock = self._lock, lock
        if before is not lock:
            needed_by, self._needed_by = self._needed_by, []
            if before is not None:
                # its disk may never answer
                self._beats.abandon()
                self.give_back(before, needed_by)
        if lock is None:
            self._timer.stop()
        else:
            self._timer.start(_FIRST_MS)

    def keep_for(self, writer: threading.Thread) -> None:
        """Once the file is left, its lock is given back only when `writer` has ended."""
        self._needed_by = [*(it for it in self._needed_by if it.is_alive()), writer]

    def give_back(self, lock: Lock, after: Sequence[threading.Thread] = ()) -> None:
        """Release a lock that is not kept, at once or `after` what it is still needed for."""

        def release() -> None:
            for writer in after:
                writer.join()
            lock.release()

        thread = threading.Thread(target=release, daemon=True, name="giving a lock back")
        thread.start()
        self._giving = [*(it for it in self._giving if it.is_alive()), thread]
        # where the disk answers, whoever asks next finds the file free
        thread.join(0.2)

    def end(self) -> None:
        """The program ends: give back what is held, if the disks answer soon.

        However many of them do not answer, it takes a moment once.
        """
        until = monotonic() + _LAST_SECONDS
        self.hold(None)
        for thread in self._giving:
            thread.join(max(0.0, until - monotonic()))

    def beat(self) -> None:
        """Give a sign of life, and see that the lock is still ours."""
        self._timer.start(BEAT_SECONDS * 1000)
        lock = self._lock
        if lock is not None:
            self._beats.send(lambda: lock.beat(_now()), self._seen(lock))

    def _seen(self, lock: Lock) -> Callable[[Holder | None], None]:
        def done(other: Holder | None) -> None:
            if other is not None and lock is self._lock:
                self.hold(None)
                self.lost.emit(other)

        return done


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
