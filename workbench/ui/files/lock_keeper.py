"""Keeps the lock of the open file: gives signs of life, and the file back."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable

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
        if before is not None and before is not lock:
            # its disk may never answer
            self._beats.abandon()
            self.give_back(before)
        if lock is None:
            self._timer.stop()
        else:
            self._timer.start(_FIRST_MS)

    def give_back(self, lock: Lock, after: threading.Thread | None = None) -> None:
        """Release a lock that is not kept, at once or `after` what it is still needed for."""

        def release() -> None:
            if after is not None:
                after.join()
            lock.release()

        thread = threading.Thread(target=release, daemon=True, name="giving a lock back")
        thread.start()
        self._giving = [*(it for it in self._giving if it.is_alive()), thread]
        # where the disk answers, whoever asks next finds the file free
        thread.join(0.2)

    def end(self) -> None:
        """The program ends: give back what is held, if the disk answers soon."""
        self._beats.wait(_LAST_SECONDS)
        self.hold(None)
        for thread in self._giving:
            thread.join(_LAST_SECONDS)

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
