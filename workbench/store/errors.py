"""What can go wrong with files, as typed failures."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

from workbench.model.problems import JourneyError, Problem


class StoreError(JourneyError):
    """A file that cannot be read or written; its Problem says which, why and what to do."""


def failure(code: str, path: Path, **parameters: Any) -> StoreError:
    """The failure `code` about one file: its sentence may name `name` and `folder`."""
    return StoreError(
        Problem.of(
            code, name=path.name or str(path), folder=str(path.absolute().parent), **parameters
        )
    )


_CODES = {
    errno.ENOENT: "store.missing",
    errno.ENOTDIR: "store.missing",
    errno.EISDIR: "store.folder",
    errno.EACCES: "store.permission",
    errno.EPERM: "store.permission",
    errno.EROFS: "store.permission",
    errno.ENOSPC: "store.disk_full",
    errno.EDQUOT: "store.disk_full",
    errno.EFBIG: "store.disk_full",
    errno.ENAMETOOLONG: "store.name",
    errno.EINVAL: "store.name",
    errno.ELOOP: "store.loop",
}


def of_system(error: OSError, path: Path) -> StoreError:
    """The failure that an error of the operating system about `path` stands for."""
    code = _CODES.get(error.errno or 0, "store.system")
    return failure(code, path, reason=error.strerror or type(error).__name__)
