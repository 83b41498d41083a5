"""A disk that fails: any one call of the system's file functions, once or from then on."""

from __future__ import annotations

import builtins
import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EDQUOT, errno.EROFS)

_CALLS = ("open", "stat", "fsync", "replace", "rename", "link", "unlink", "chmod", "mkdir", "close")
"""The functions of `os` that may fail. Reading what is there is none of them: see `opened`."""


class Disk:
    """Counts calls beneath a folder and fails the one at `at`, and with `for_good` all after.

    `log` names the calls made. A failing write leaves half of what it was given on the disk.
    """

    def __init__(
        self, folder: Path, at: int = -1, error: int = errno.EIO, *, for_good: bool = False
    ) -> None:
        self._folder = str(folder)
        self._at, self._error, self._for_good = at, error, for_good
        self.log: list[str] = []
        self.failed = 0

    def meet(self, name: str, path: object) -> None:
        """Count a call; raises OSError where it is its turn to fail."""
        if not self._is_ours(path):
            return
        self.log.append(f"{name} {Path(os.fspath(path)).name}")  # type: ignore[arg-type]
        place = len(self.log) - 1
        if place == self._at or (self._for_good and 0 <= self._at <= place):
            self.failed += 1
            raise OSError(self._error, os.strerror(self._error))

    def _is_ours(self, path: object) -> bool:
        return isinstance(path, str | os.PathLike) and os.fspath(path).startswith(self._folder)


class _File:
    """An open file whose calls are counted too."""

    def __init__(self, disk: Disk, path: str, file: Any) -> None:
        self._disk, self._path, self._file = disk, path, file

    def write(self, data: bytes) -> int:
        try:
            self._disk.meet("write", self._path)
        except OSError:
            self._file.write(data[: len(data) // 2])
            self._file.flush()
            raise
        return self._file.write(data)

    def read(self, *size: int) -> bytes:
        self._disk.meet("read", self._path)
        return self._file.read(*size)

    def flush(self) -> None:
        self._disk.meet("flush", self._path)
        self._file.flush()

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextmanager
def failing(disk: Disk) -> Iterator[Disk]:
    """While it lasts, files beneath the disk's folder go through it."""
    real_open = io.open
    names: dict[int, str] = {}

    def opened(file: Any, mode: str = "r", *rest: Any, **more: Any) -> Any:
        disk.meet(f"open:{mode}", file)
        found = real_open(file, mode, *rest, **more)
        if "b" not in mode or not disk._is_ours(file):
            return found
        names[found.fileno()] = os.fspath(file)
        return _File(disk, os.fspath(file), found)

    def guarded(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *rest: Any, **more: Any) -> Any:
            disk.meet(name, names.get(path, path) if isinstance(path, int) else path)
            result = real(path, *rest, **more)
            if name == "open":
                names[result] = os.fspath(path)
            return result

        return call

    with ExitStack() as stack:
        stack.enter_context(patch.object(builtins, "open", opened))
        stack.enter_context(patch.object(io, "open", opened))
        for name in _CALLS:
            if name != "close":
                stack.enter_context(patch.object(os, name, guarded(name, getattr(os, name))))
        yield disk
