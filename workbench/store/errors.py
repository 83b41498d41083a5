"""What can go wrong with files, as typed failures."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

from workbench.model.problems import JourneyError, Problem
from workbench.words.disk_errors import UNREACHABLE
from workbench.words.file_names import shown

_FOLDER = 160
"""Letters of a folder that are shown."""


class StoreError(JourneyError):
    """A file that cannot be read or written; its Problem says which, why and what to do."""


def failure(code: str, path: Path, **parameters: Any) -> StoreError:
    """The failure `code` about one file: its sentence may name `name` and `folder`."""
    return StoreError(
        Problem.of(
            code,
            name=shown(path.name or str(path)),
            folder=shown(str(path.absolute().parent), _FOLDER),
            **parameters,
        )
    )


_WINDOWS = {
    **dict.fromkeys((32, 33), "store.in_use"),
    **dict.fromkeys((21, 53, 55, 59, 64, 67, 121, 1167, 1231, 1232), "store.unreachable"),
    **dict.fromkeys((39, 112), "store.disk_full"),
    123: "store.name",
}
"""What Windows tells more exactly than its errno does."""

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
    errno.EBUSY: "store.in_use",
    errno.ETXTBSY: "store.in_use",
    errno.EIO: "store.broken_disk",
    **dict.fromkeys(UNREACHABLE, "store.unreachable"),
}


def of_system(error: OSError, path: Path) -> StoreError:
    """The failure that an error of the operating system about `path` stands for."""
    code = _CODES.get(error.errno or 0, "store.system")
    code = _WINDOWS.get(getattr(error, "winerror", None) or 0, code)
    return failure(code, path, reason=error.strerror or type(error).__name__)
