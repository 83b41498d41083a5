"""Whether a file is still written: held by a lock of the system."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
    import os

    _FAR = 2**31 - 2
    """Where the byte is that is locked: nobody is kept from reading what is before it."""

    def _lock(file: IO[bytes], *, is_alone: bool) -> None:  # noqa: ARG001  all are, there
        at = file.tell()
        os.lseek(file.fileno(), _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(file.fileno(), at, os.SEEK_SET)

else:
    import fcntl

    def _lock(file: IO[bytes], *, is_alone: bool) -> None:
        kind = fcntl.LOCK_EX if is_alone else fcntl.LOCK_SH
        fcntl.flock(file.fileno(), kind | fcntl.LOCK_NB)


def hold(file: IO[bytes]) -> None:
    """Hold an open file until it is closed or this process ends, however it ends.

    On a file system without locks nothing happens.
    """
    try:
        _lock(file, is_alone=True)
    except OSError:
        # its process is what is left to recognise the writer by, see `processes`
        return


def is_held(path: Path) -> bool:
    """Whether somebody holds the file, here or in another process. Raises OSError."""
    with path.open("rb") as file:
        try:
            # several may look at once; and shares lock what is read for readers only
            _lock(file, is_alone=False)
        except (BlockingIOError, PermissionError):
            return True
        except OSError:
            return False
    return False
