"""What happened, kept on this machine: a log, and the stacks of crashes of the interpreter."""

from __future__ import annotations

import contextlib
import faulthandler
import itertools
import logging
import logging.handlers
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


def log_folder() -> Path:
    """Where the logs are, made on first use. Raises OSError."""
    folder = data_folder() / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def start_logging() -> str:
    """Log into `workbench.log`, and let a crash leave its stack in `crash.log`.

    Gives the stack that the last run left there, empty where it left none; it stays readable
    as `crash.1.log`. Where there is no place for a log, it goes to the standard error stream.
    A second call changes nothing.
    """
    if _log.handlers:
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
    _log.setLevel(logging.INFO)
    _log.propagate = False
    _log.info("Journey Workbench %s, Python %s, %s", VERSION, sys.version, sys.platform)
    if trouble is not None:
        _log.warning("no log file: %s", trouble)
        return ""
    return _watch_for_crashes(log_folder())


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
    global _crash_file
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
