"""Asking a disk that may not answer, in a thread that nobody has to wait for."""

from __future__ import annotations

import _thread
import logging
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from workbench.model.problems import JourneyError

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Asked(Generic[T]):
    """Work that was begun in a thread of its own, which is let go when the program ends.

    No `threading.Thread`: its `start` waits until the thread had a turn, which holds whoever
    asks for as long as a busy processor takes to come to it.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._result: T | None = None
        self._error: BaseException | None = None
        self._late: Callable[[T], object] | None = None
        self._is_left = False
        self._turn = threading.Lock()
        self._ended = threading.Event()
        _thread.start_new_thread(self._run, ())

    def _run(self) -> None:
        try:
            self._result = self._work()
        except BaseException as error:  # noqa: BLE001  raised again where it is waited for
            self._error = error
        with self._turn:
            self._ended.set()
            is_left = self._is_left
        if is_left:
            self._settle()

    def leave(self, late: Callable[[T], object] | None = None) -> None:
        """Nobody waits any more: `late` gets what comes of it, whenever, in some thread.

        Should it fail, that is logged.
        """
        self._late = late
        with self._turn:
            self._is_left = True
            is_under_way = self.is_under_way
        if not is_under_way:
            self._settle()

    def _settle(self) -> None:
        if self._error is not None:
            _log_unheard(self._error)
        elif self._late is not None:
            self._late(self._result)  # type: ignore[arg-type]

    @property
    def is_under_way(self) -> bool:
        return not self._ended.is_set()

    def wait(self, seconds: float) -> None:
        """Wait for the end of it, but no longer than this."""
        self._ended.wait(seconds)

    def result(self) -> T:
        """What came of it once it has ended; raises what it raised."""
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]


def _log_unheard(error: BaseException) -> None:
    """What nobody waited for failed: disks do, and it was told that they do not answer."""
    if isinstance(error, OSError | JourneyError):
        _log.warning("what nobody waited for failed: %s", error)
    else:
        _log.error("what nobody waited for failed unexpectedly", exc_info=error)
