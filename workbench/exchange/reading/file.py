"""Opening the file that is to be read: an ordinary one, never a pipe that would block."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from workbench.exchange.problems import ExchangeError
from workbench.exchange.reading.limits import MOST_BYTES
from workbench.model.problems import Problem

_NO_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | os.O_RDONLY


def opened(path: Path) -> BinaryIO:
    """The file, open for reading.

    Raises ExchangeError for what is missing, no file, empty, too large or not to be opened.
    """
    try:
        if path.is_dir():
            raise ExchangeError(Problem.of("workbook.folder"))
        # a device is not opened at all, since that alone may move a tape or ring a bell
        if path.exists() and not path.is_file():
            raise ExchangeError(Problem.of("workbook.not_a_file"))
        file = os.fdopen(os.open(path, _NO_WAITING), "rb")
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        # a ValueError: no system has a file with a NUL in its name
        raise ExchangeError(Problem.of(_missing(path))) from error
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise ExchangeError(Problem.of("workbook.link")) from error
        raise ExchangeError(
            Problem.of("workbook.unreadable", reason=error.strerror or str(error))
        ) from error
    status = os.fstat(file.fileno())
    code = ""
    if not stat.S_ISREG(status.st_mode):
        code = "workbook.not_a_file"
    elif not status.st_size:
        code = "workbook.empty"
    elif status.st_size > MOST_BYTES:
        code = "workbook.too_large"
    if code:
        file.close()
        raise ExchangeError(Problem.of(code))
    return file


def _missing(path: Path) -> str:
    try:
        return "workbook.link" if path.is_symlink() else "workbook.missing"
    except ValueError:
        return "workbook.missing"
