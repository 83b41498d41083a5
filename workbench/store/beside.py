"""What stands beside a file for a while: how it is named, and how leftovers of a crash go.

All of these names are made here, so that whatever a crash leaves is known again: `.NAME.….tmp`
for temporary files, `.NAME.lock` for locks, `.NAME.….clearing` while a lock is cleared away.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import time
from pathlib import Path

from workbench.words import file_names

LOCK = ".lock"
SURELY_OVER_SECONDS = 3600
"""What was not touched for so long belongs to nothing that is under way."""

_BEGINNING, _LOCK_BEGINNING = 180, 200
"""Bytes of a file's name that what stands beside it, and a lock with a long name, begin with."""
_DIGITS = 12
_PASSING = re.compile(rf"\.(.+)\.[0-9a-f]{{{_DIGITS}}}\.(?:tmp|clearing)", re.DOTALL)


def temporary(target: Path) -> Path:
    """A name beside a file that nothing has."""
    return target.with_name(f".{_stem(target.name)}.{secrets.token_hex(_DIGITS // 2)}.tmp")


def lock(target: Path) -> Path:
    """Where the lock of a file is; a hidden file whose name no disk finds too long."""
    return target.with_name(_lock_name(target.name))


def clearing(place: Path) -> Path:
    """The file that is there while the lock in a place is cleared away."""
    return place.with_name(f".{_stem(place.name)}.{_digest(place.name)}.clearing")


def disk_time(place: Path) -> float:
    """The time by the clock that dates files there: a server's may differ from ours."""
    probe = temporary(place)
    try:
        handle = os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            return os.fstat(handle).st_mtime
        finally:
            os.close(handle)
            probe.unlink(missing_ok=True)
    except OSError:
        return time.time()


def sweep(folder: Path, name: str = "") -> None:
    """Remove what was left half done in a folder: of the file `name`, or of all files.

    What was touched within the last hour may be under way. What cannot be looked at or removed
    stays. Locks tell more about themselves than their age: see `locks.sweep`.
    """
    try:
        left = [item for item in os.scandir(folder) if _is_of(item.name, name)]
    except OSError:
        return
    now = disk_time(Path(left[0].path)) if left else 0.0
    for item in left:
        with contextlib.suppress(OSError):
            # a clock that was moved back makes leftovers come from the future
            if abs(now - item.stat(follow_symlinks=False).st_mtime) > SURELY_OVER_SECONDS:
                os.unlink(item.path)


def _is_of(left: str, name: str) -> bool:
    """Whether it was left beside the file `name` or its lock, or any file where that is empty."""
    found = _PASSING.fullmatch(left)
    return found is not None and (not name or found[1] in (_stem(name), _stem(_lock_name(name))))


def _lock_name(name: str) -> str:
    lock_name = f".{name}{LOCK}"
    if len(os.fsencode(lock_name)) > file_names.LONGEST:
        beginning = file_names.shortened(name, _LOCK_BEGINNING)
        lock_name = f".{beginning}.{_digest(name)}{LOCK}"
    return lock_name


def _stem(name: str) -> str:
    return file_names.shortened(name.removeprefix("."), _BEGINNING)


def _digest(name: str) -> str:
    return hashlib.sha256(os.fsencode(name)).hexdigest()[:_DIGITS]
