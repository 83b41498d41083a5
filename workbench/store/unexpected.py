"""What nobody expected: every exception that nobody handles is logged and told, once."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from time import monotonic
from types import TracebackType

from workbench.words.say import say

REST = 5.0
"""Seconds that a failure must have rested before it is told again."""

_log = logging.getLogger("workbench")

Place = tuple[type[BaseException], tuple[tuple[str, int], ...]]
"""Which failure it is: its kind, and the files and lines it came through, the last few."""

_LAST_FRAMES = 8


def install_exception_hook(tell: Callable[[str], None]) -> None:
    """Log every exception that nobody handles, and `tell` it: a sentence, then its traceback.

    One that comes again and again, as from a painter with every frame, is told when it begins
    and the log counts the rest. `tell` may be called from any thread. Should it fail itself,
    both failures go to the log and to the standard error stream, and it is not called again for
    its own.
    """
    repetition = Repetition()
    telling = threading.local()

    def handle(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        times = repetition.times(_place(kind, trace), monotonic())
        if times > 1:
            if _is_power_of_ten(times):
                _log.critical("the same unhandled exception, %d times so far: %r", times, error)
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

    def handle_unraisable(arguments: sys.UnraisableHookArgs) -> None:
        if arguments.exc_value is not None:
            handle(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    sys.excepthook = handle
    threading.excepthook = handle_in_thread
    sys.unraisablehook = handle_unraisable


class Repetition:
    """How often each failure came without a rest between."""

    def __init__(self) -> None:
        self._seen: dict[Place, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def times(self, place: Place, now: float) -> int:
        """Note that it happened, at `now` in seconds; 1 where it is new or has rested."""
        with self._lock:
            times, last = self._seen.get(place, (0, now))
            times = 1 if now - last >= REST else times + 1
            self._seen[place] = (times, now)
            return times


def _place(kind: type[BaseException], trace: TracebackType | None) -> Place:
    frames = traceback.extract_tb(trace, -_LAST_FRAMES)
    return kind, tuple((frame.filename, frame.lineno or 0) for frame in frames)


def _is_power_of_ten(number: int) -> bool:
    return str(number).strip("0") == "1"
