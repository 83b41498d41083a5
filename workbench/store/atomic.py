"""Files that are there whole, old or new, whatever happens while they are written."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

from workbench.store import beside
from workbench.store.errors import failure, of_system
from workbench.words import file_names

_UNKNOWN = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
"""What a file system says of calls that it does not know."""
_NO_FOLDER_SYNC = (*_UNKNOWN, errno.EACCES, errno.EBADF, errno.EISDIR, errno.EPERM)
_NO_MODES = (*_UNKNOWN, errno.EPERM)


def replace(
    path: Path, data: bytes, *, keep_as: Callable[[Path], Path | None] | None = None
) -> None:
    """Let `data` be what the file holds, in one move, once it was found to be on the disk.

    `keep_as` looks at the file that is there, right before the move, and says where it is kept:
    None for nowhere. What it raises ends it. A symbolic link is followed, permission bits are
    kept. Raises StoreError when anything goes wrong, and leaves the previous file as it was and
    nothing beside it; but where only the folder could not be synchronised, the new file is in
    its place already.
    """
    try:
        target = Path(os.path.realpath(path))
        mode = _mode(target)
        temporary = beside.temporary(target)
        try:
            _write(temporary, data)
            if mode is not None:
                _set_mode(temporary, mode)
                kept = keep_as(target) if keep_as is not None else None
                if kept is not None:
                    _back_up(target, kept, mode)
            os.replace(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
        _settle(target.parent)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise failure("store.no_folder", path) from error
    except OSError as error:
        raise of_system(error, path) from error
    except ValueError as error:
        # no system takes a name with a NUL in it
        raise failure("store.name", path) from error


def backup_of(target: Path, ending: str) -> Path:
    """Where the version before is kept: under the file's name and `ending`.

    Where that is longer than a disk takes, under the beginning of the name and its digest.
    """
    name = f"{target.name}{ending}"
    if len(os.fsencode(name)) > file_names.LONGEST:
        digest = hashlib.sha256(os.fsencode(target.name)).hexdigest()[:8]
        name = f"{file_names.shortened(target.name, 200)}.{digest}{ending}"
    return target.with_name(name)


def needs_regular(status: os.stat_result, path: Path) -> None:
    """Raise StoreError for a folder, a pipe, a device: for all but a file with contents."""
    if stat.S_ISDIR(status.st_mode):
        raise failure("store.folder", path)
    if not stat.S_ISREG(status.st_mode):
        raise failure("store.not_regular", path)


def _mode(target: Path) -> int | None:
    """The permission bits of the file that is there; None for none."""
    try:
        status = os.stat(target)
    except FileNotFoundError:
        return None
    needs_regular(status, target)
    if not os.access(target, os.W_OK):
        raise failure("store.permission", target)
    return stat.S_IMODE(status.st_mode)


def _write(temporary: Path, data: bytes) -> None:
    with open(temporary, "xb") as file:
        file.write(data)
        file.flush()
        try:
            os.fsync(file.fileno())
        except OSError as error:
            if error.errno not in _UNKNOWN:
                raise
    if temporary.read_bytes() != data:
        raise failure("store.not_as_written", temporary)


def _back_up(target: Path, kept: Path, mode: int) -> None:
    """Keep the file that is there also as `kept`, without a moment in which it is missing."""
    spare = beside.temporary(target)
    try:
        try:
            os.link(target, spare)
        except OSError:
            # some file systems know no hard links
            _write(spare, target.read_bytes())
            _set_mode(spare, mode)
        os.replace(spare, kept)
    finally:
        # replacing does nothing where `kept` is the same file already, after a cut-off save
        spare.unlink(missing_ok=True)


def _set_mode(temporary: Path, mode: int) -> None:
    try:
        os.chmod(temporary, mode)
    except OSError as error:
        # some file systems know no permissions
        if error.errno not in _NO_MODES:
            raise


def _settle(folder: Path) -> None:
    """Let the move reach the disk, where folders can be synchronised at all."""
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        # some systems open no folders, some file systems synchronise none; a failing disk is told
        if error.errno not in _NO_FOLDER_SYNC:
            raise
