"""Which process is which: numbers are given again, so a mark goes with each."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

_HIGHEST = 2**31 - 1
_ENDED = frozenset("ZXx")
_STATE, _STARTED = 0, 19
"""Places in `/proc/N/stat`, counted from behind the name of the program."""


def own() -> tuple[int, str]:
    """The number and the mark of this process; the mark is empty where it cannot be learned."""
    process = os.getpid()
    return process, mark_of(process) or ""


def mark_of(process: int) -> str | None:
    """What a running process has and no other of its number: when it started, by its kernel.

    Empty where no such process runs, None where one runs of which nothing can be learned. On
    Linux the mark does not hang on the clock, which may be set while the process runs.
    """
    if not 0 < process <= _HIGHEST:
        return ""
    return _linux_mark(process) if sys.platform == "linux" else _mark(process)


def is_running(process: int, mark: str) -> bool:
    """Whether the process with this number and mark runs, as far as can be learned."""
    now = mark_of(process)
    return now is None or (bool(now) and now == mark)


def _linux_mark(process: int) -> str | None:
    try:
        stat = Path(f"/proc/{process}/stat").read_text(errors="replace")
    except OSError:
        return _unseen(process)
    fields = stat.rpartition(")")[2].split()
    return "" if fields[_STATE] in _ENDED else f"{_boot()}:{fields[_STARTED]}"


def _unseen(process: int) -> str | None:
    """Some systems show nobody the processes of others, and some no processes at all."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        pass  # it runs for somebody else
    return None


@cache
def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


def _mark(process: int) -> str | None:
    # imported where it is needed: it takes as long as opening a workspace
    import psutil

    try:
        found = psutil.Process(process)
        return "" if found.status() == psutil.STATUS_ZOMBIE else f"{found.create_time():.3f}"
    except psutil.AccessDenied:
        return None
    except psutil.Error:
        return ""
