"""Putting a finished file in its place, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from workbench.exchange.problems import ExchangeError
from workbench.model.problems import Problem

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
}


def put(path: Path, data: bytes, *, overwrite: bool) -> None:
    """Write `data` to `path` by way of a temporary file beside it.

    Raises ExchangeError, and leaves what was there and nothing else, where the path exists
    and `overwrite` is false, where it is a folder, or where the disk or its owner refuses.
    """
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        target = path.resolve()
        if target.is_dir():
            raise ExchangeError(Problem.of("file.folder", path=str(path)))
        if target.exists() and not overwrite:
            raise ExchangeError(Problem.of("file.exists", path=str(path)))
        temporary = target.with_name(temporary.name)
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise failure(path, error) from error


def failure(path: Path, error: OSError) -> ExchangeError:
    """What the system's refusal means for the person."""
    code = _CODES.get(error.errno or 0, "file.other")
    return ExchangeError(Problem.of(code, path=str(path), reason=error.strerror or str(error)))
