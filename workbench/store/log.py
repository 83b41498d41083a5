"""What happened, kept on this machine: a log, and the stacks of crashes of the interpreter."""

from __future__ import annotations

import contextlib
import faulthandler
import itertools
import logging
import os
import sys
from pathlib import Path
from typing import TextIO

from workbench.settings import VERSION, data_folder

LARGEST = 1_000_000
"""Bytes of one log file; three older ones are kept."""

_log = logging.getLogger("workbench")
_CRASH, _KEPT, _SHOWN = "crash.log", 3, 20_000
"""The file for a crash, how many older ones are kept, and how many bytes of one are shown."""
_crash_file: TextIO | None = None
_crash_left = ""
"""The stack of a crash that was found and not told yet."""


def log_folder() -> Path:
    """Where the logs are, made on first use. Raises OSError."""
    folder = data_folder() / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class _Waiting(logging.Handler):
    """Keeps messages until there is a log to write them into."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def begin_logging() -> None:
    """Let a crash leave its stack in `crash.log` from now on, and keep messages for the log.

    It costs next to nothing, so that the window need not wait for `start_logging`. A second
    call changes nothing.
    """
    global _crash_left
    if not _log.handlers:
        _log.addHandler(_Waiting())
        _log.propagate = False
        try:
            _crash_left = _watch_for_crashes(log_folder())
        except OSError:
            # told when the log is started
            return


def start_logging() -> str:
    """Log into `workbench.log`, and let a crash leave its stack in `crash.log`.

    Gives the stack that the last run left there, empty where it left none; it stays readable
    as `crash.1.log`. Where there is no place for a log, it goes to the standard error stream.
    A second call changes nothing.
    """
    # imported here because it takes longer than painting the window
    import logging.handlers

    global _crash_left
    begin_logging()
    (waiting,) = _log.handlers
    if not isinstance(waiting, _Waiting):
        return ""
    handler: logging.Handler
    trouble: OSError | None = None
    try:
        handler = logging.handlers.RotatingFileHandler(
            log_folder() / "workbench.log", maxBytes=LARGEST, backupCount=3, encoding="utf-8"
        )
    except OSError as error:
        handler, trouble = logging.StreamHandler(), error
    handler.setFormatter(
        logging.Formatter("%(asctime)s %(levelname)s %(name)s [%(threadName)s] %(message)s")
    )
    _log.addHandler(handler)
    _log.removeHandler(waiting)
    _log.setLevel(logging.INFO)
    _log.info("Journey Workbench %s, Python %s, %s", VERSION, sys.version, sys.platform)
    if trouble is not None:
        _log.warning("no log file: %s", trouble)
    for record in waiting.records:
        handler.handle(record)
    crash, _crash_left = _crash_left, ""
    return crash


def log_failed_start() -> None:
    """Write into the log which exception, being handled, keeps the program from starting."""
    start_logging()
    _log.critical("the program did not start", exc_info=True)


def _watch_for_crashes(folder: Path) -> str:
    """Have the interpreter write its stack when it crashes; gives that of an earlier crash."""
    global _crash_file
    crash = ""
    try:
        crash = _put_aside(folder)
    except OSError as error:
        # another window of the program may have it open; then it goes on in the same file
        _log.warning("an earlier crash.log stays where it is: %s", error)
    try:
        # faulthandler writes into this file for as long as the program runs
        _crash_file = (folder / _CRASH).open("a", encoding="utf-8")
    except OSError as error:
        _log.warning("no file for crashes: %s", error)
    else:
        faulthandler.enable(_crash_file)
    return crash


def _put_aside(folder: Path) -> str:
    """Rename the stack of an earlier crash, and those before it; gives its end."""
    names = [_CRASH, *(f"crash.{number}.log" for number in range(1, _KEPT + 1))]
    path = folder / _CRASH
    if not path.exists() or not path.stat().st_size:
        return ""
    text = path.read_bytes()[-_SHOWN:].decode("utf-8", "replace")
    for newer, older in reversed(list(itertools.pairwise(names))):
        if (folder / newer).exists():
            os.replace(folder / newer, folder / older)
    return text


def stop_logging() -> None:
    """Close the files that `start_logging` opened."""
    global _crash_file, _crash_left
    _crash_left = ""
    for handler in tuple(_log.handlers):
        _log.removeHandler(handler)
        # on a full disk what is left cannot be written; that was said with the first line of it
        with contextlib.suppress(OSError):
            handler.close()
    _log.propagate = True
    if _crash_file is not None:
        faulthandler.disable()
        _crash_file.close()
        _crash_file = None
