"""Putting a finished file in its place, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import secrets
import stat
from pathlib import Path

from workbench.exchange.problems import ExchangeError
from workbench.model.problems import Problem
from workbench.words import file_names
from workbench.words.disk_errors import UNREACHABLE

_CODES = {
    errno.ENOSPC: "file.full",
    errno.EDQUOT: "file.full",
    errno.EFBIG: "file.full",
    errno.EACCES: "file.permission",
    errno.EPERM: "file.permission",
    errno.EROFS: "file.permission",
    errno.ENOENT: "file.no_folder",
    errno.ENOTDIR: "file.no_folder",
    errno.ENAMETOOLONG: "file.name",
    errno.EINVAL: "file.name",
    errno.ELOOP: "file.loop",
    **dict.fromkeys(UNREACHABLE, "file.unreachable"),
}


def put(path: Path, data: bytes, *, overwrite: bool) -> None:
    """Write `data` to `path` by way of a temporary file beside it.

    A symbolic link is followed, permission bits are kept. Raises ExchangeError, and leaves
    what was there and nothing else, where the path exists and `overwrite` is false, where it
    is no file with contents, or where the disk or its owner refuses.
    """
    temporary = None
    try:
        target = Path(os.path.realpath(path))
        mode = _mode(target, path, overwrite=overwrite)
        temporary = target.with_name(f"{_beginning(target, os.getpid())}{secrets.token_hex(4)}.tmp")
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        raise failure(path, error) from error
    except ValueError as error:
        # no system takes a name with a NUL in it
        raise ExchangeError(Problem.of("file.name", path=str(path))) from error


def remove_leftover(path: Path, process: int) -> None:
    """Remove what a process that was ended while it `put` a file left beside it."""
    target = Path(os.path.realpath(path))
    for leftover in target.parent.glob(f"{glob.escape(_beginning(target, process))}*.tmp"):
        with contextlib.suppress(OSError):
            leftover.unlink()


def _beginning(target: Path, process: int) -> str:
    """How the names of a process's temporary files for `target` begin."""
    return f".{file_names.shortened(target.name, 180)}.{process}."


def _mode(target: Path, path: Path, *, overwrite: bool) -> int | None:
    """The permission bits of the file to be replaced, None where there is none.

    Raises ExchangeError, about `path`, for what must not be replaced.
    """
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise ExchangeError(Problem.of("file.folder", path=str(path)))
    if not stat.S_ISREG(mode):
        raise ExchangeError(Problem.of("file.not_regular", path=str(path)))
    if not overwrite:
        raise ExchangeError(Problem.of("file.exists", path=str(path)))
    if not os.access(target, os.W_OK):
        raise ExchangeError(Problem.of("file.permission", path=str(path)))
    return stat.S_IMODE(mode)


def failure(path: Path, error: OSError) -> ExchangeError:
    """What the system's refusal means for the person."""
    code = _CODES.get(error.errno or 0, "file.other")
    return ExchangeError(Problem.of(code, path=str(path), reason=error.strerror or str(error)))
