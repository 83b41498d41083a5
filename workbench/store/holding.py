"""Whether a file is still written: held by a lock of the system, or by a process that lives."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

_SAME_START_SECONDS = 2.0

if sys.platform == "win32":
    import msvcrt
    import os

    _FAR = 2**31 - 2
    """Where the byte is that is locked: nobody is kept from reading what is before it."""

    def _lock(file: IO[bytes]) -> None:
        at = file.tell()
        os.lseek(file.fileno(), _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(file.fileno(), at, os.SEEK_SET)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def hold(file: IO[bytes]) -> None:
    """Hold an open file until it is closed or this process ends, however it ends.

    On a file system without locks nothing happens.
    """
    try:
        _lock(file)
    except OSError:
        # `is_alive` is what is left to recognise the writer by
        return


def is_held(path: Path) -> bool:
    """Whether somebody holds the file, here or in another process. Raises OSError."""
    with path.open("rb") as file:
        try:
            _lock(file)
        except (BlockingIOError, PermissionError):
            return True
        except OSError:
            return False
    return False


def own_process() -> tuple[int, float]:
    """The number of this process and when it was started, for `is_alive`."""
    # imported where it is needed: the start page is painted before anything is written
    import psutil

    own = psutil.Process()
    return own.pid, own.create_time()


def is_alive(process: int, started: float) -> bool:
    """Whether the process of that number still runs, and is not another one since."""
    import psutil

    try:
        found = psutil.Process(process).create_time()
    except psutil.Error:
        return False
    return bool(abs(found - started) < _SAME_START_SECONDS)
