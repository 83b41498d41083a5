"""Notices what others do to the open file, without waiting for its disk.

It is looked at every few seconds and when the window comes to the front. The system's own
watchers are of no use here: they hear nothing of shares and synchronised folders, and lose a
file that is replaced as a whole.
"""

from __future__ import annotations

import os
from enum import Enum, auto
from pathlib import Path

import msgspec
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from workbench.model.problems import JourneyError
from workbench.store import locks, workspace_file
from workbench.store.locks import Life
from workbench.ui.off_thread import Errand

_EVERY_MS = 4000

Stamp = tuple[int, int, int, int]
"""What changes whenever a file does, whatever its clock: inode, size, two times."""


class Sight(Enum):
    """How the file on the disk stands to what was read or written last."""

    SAME = auto()
    OTHER = auto()
    """Somebody else wrote it."""
    GONE = auto()
    UNREACHABLE = auto()


class Seen(msgspec.Struct, frozen=True):
    """What was seen at one look. `is_free`: nobody has the file open any more."""

    sight: Sight
    stamp: Stamp | None = None
    fingerprint: str = ""
    is_free: bool = False


class FileWatch(QObject):
    """Looks after one file."""

    seen = Signal(object)
    """A Seen that differs from the one before."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._path: Path | None = None
        self._fingerprint = ""
        self._stamp: Stamp | None = None
        self._asks_for_lock = False
        self._last: Seen | None = None
        self._errand = Errand(self)
        self._asked_for: Path | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        window.installEventFilter(self)

    def follow(self, path: Path | None, fingerprint: str, *, held: bool = False) -> None:
        """Look after this file, known by its fingerprint; None for none.

        Where it is `held` by somebody else, it is told when they give it back.
        """
        self._path, self._fingerprint, self._asks_for_lock = path, fingerprint, held
        self._stamp = self._last = None
        if path is None or not fingerprint:
            self._timer.stop()
        else:
            self._timer.start()

    def look(self) -> None:
        """Look now, and tell what is new by `seen`."""
        path, fingerprint = self._path, self._fingerprint
        stamp, last, held = self._stamp, self._last, self._asks_for_lock
        if path is None or not fingerprint:
            return
        if path != self._asked_for:
            # the disk of the file before may never answer
            self._errand.abandon()

        def done(seen: Seen) -> None:
            if (path, fingerprint) != (self._path, self._fingerprint):
                # opened or saved anew while the disk was asked
                return
            if seen.sight is Sight.SAME:
                self._stamp = seen.stamp
            before, self._last = self._last or Seen(Sight.SAME), seen
            if _news(seen) != _news(before):
                self.seen.emit(seen)

        self._asked_for = path
        self._errand.send(lambda: look_at(path, fingerprint, stamp, last, held=held), done)

    def wait(self) -> None:
        """Let a look that is under way end."""
        self._errand.wait(5)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and watched is self._window:
            self.look()
        return super().eventFilter(watched, event)


def look_at(
    path: Path, fingerprint: str, stamp: Stamp | None, last: Seen | None, *, held: bool
) -> Seen:
    """What there is to see of a file. `stamp` is what it had when it was the known one."""
    is_free = held and _is_free(path)
    try:
        now = _stamp(path)
    except FileNotFoundError:
        return Seen(Sight.GONE, is_free=is_free)
    except OSError:
        return Seen(Sight.UNREACHABLE)
    if now == stamp:
        return Seen(Sight.SAME, now, fingerprint, is_free)
    if last is not None and now == last.stamp:
        return msgspec.structs.replace(last, is_free=is_free)
    try:
        found = workspace_file.fingerprint(path)
        again = _stamp(path)
    except (JourneyError, OSError):
        return Seen(Sight.UNREACHABLE)
    if again != now:
        # it is being written: the next look tells
        return last or Seen(Sight.SAME)
    return Seen(Sight.SAME if found == fingerprint else Sight.OTHER, now, found, is_free)


def _news(seen: Seen) -> tuple[Sight, str, bool]:
    """What is worth telling of it."""
    return seen.sight, seen.fingerprint if seen.sight is Sight.OTHER else "", seen.is_free


def _is_free(path: Path) -> bool:
    holder = locks.holder_of(path)
    return holder is None or holder.life is Life.GONE


def _stamp(path: Path) -> Stamp:
    status = os.stat(path)
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
