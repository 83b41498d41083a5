"""What happened, kept on this machine: a log, crashes of the interpreter, unhandled exceptions."""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from workbench.settings import VERSION, data_folder
from workbench.words.say import say

LARGEST = 1_000_000
"""Bytes of one log file; three older ones are kept."""

_log = logging.getLogger("workbench")
_crash_file: TextIO | None = None


def log_folder() -> Path:
    """Where the logs are, made on first use. Raises OSError."""
    folder = data_folder() / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def start_logging() -> None:
    """Log into `workbench.log`, and let a crash leave its stack in `crash.log`.

    Where neither can be written, the log goes to the standard error stream. A second call
    changes nothing.
    """
    global _crash_file
    if _log.handlers:
        return
    handler: logging.Handler
    try:
        folder = log_folder()
        handler = logging.handlers.RotatingFileHandler(
            folder / "workbench.log", maxBytes=LARGEST, backupCount=3, encoding="utf-8"
        )
        # faulthandler writes into this file for as long as the program runs
        _crash_file = (folder / "crash.log").open("a", encoding="utf-8")
        faulthandler.enable(_crash_file)
    except OSError as error:
        handler = logging.StreamHandler()
        _log.addHandler(handler)
        _log.warning("no log file: %s", error)
    else:
        _log.addHandler(handler)
    handler.setFormatter(
        logging.Formatter("%(asctime)s %(levelname)s %(name)s [%(threadName)s] %(message)s")
    )
    _log.setLevel(logging.INFO)
    _log.propagate = False
    _log.info("Journey Workbench %s, Python %s, %s", VERSION, sys.version, sys.platform)


def stop_logging() -> None:
    """Close the files that `start_logging` opened."""
    global _crash_file
    for handler in tuple(_log.handlers):
        _log.removeHandler(handler)
        handler.close()
    _log.propagate = True
    if _crash_file is not None:
        faulthandler.disable()
        _crash_file.close()
        _crash_file = None


def install_exception_hook(tell: Callable[[str], None]) -> None:
    """Log every exception that nobody handles, and `tell` it: a sentence, then its traceback.

    `tell` may be called from any thread. Should it fail itself, both failures go to the log and
    to the standard error stream, and it is not called again for its own.
    """
    telling = threading.local()

    def handle(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.critical("unhandled exception", exc_info=(kind, error, trace))
        if getattr(telling, "now", False):
            sys.__excepthook__(kind, error, trace)
            return
        telling.now = True
        try:
            details = "".join(traceback.format_exception(kind, error, trace))
            what = traceback.format_exception_only(kind, error)[-1].strip()
            tell(f"{say('problem.unexpected', what=what)}\n\n{details}")
        except Exception:  # noqa: BLE001  whatever `tell` does, both failures must be seen
            _log.critical("the exception could not be told", exc_info=True)
            sys.__excepthook__(kind, error, trace)
        finally:
            telling.now = False

    def handle_in_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            handle(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    sys.excepthook = handle
    threading.excepthook = handle_in_thread
