"""The process that reads, as the one that asks sees it: started, watched, ended."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import psutil

from workbench.exchange.problems import ExchangeError
from workbench.exchange.reading.parts import Finished, Part, Refused, read_part
from workbench.exchange.reading.request import Request, framed_request
from workbench.model.problems import Problem

VERB = "_reader"
"""The hidden verb of our executable that makes a process read a file."""

_TICK = 0.05
_AHEAD = 16
"""Parts that wait to be taken, so that a slow taker does not hold them all."""
_LAST_WORDS = 4000
_BASE_MEMORY = 64
"""MiB that the process has before it reads anything."""
_OF_MEMORY = (b"MemoryError", b"memory allocation of", b"bad_alloc")
_OF_TIME = (b"Timeout (",)


class Process:
    """One process for one file; ended, whatever it does, at the end of its `with`."""

    def __init__(self, request: Request) -> None:
        self._limits = request.limits
        self._process = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._started = time.monotonic()
        self._usage: psutil.Process | None = None
        self._parts: queue.Queue[Part | Refused | None] = queue.Queue(_AHEAD)
        self._last_words = b""
        self._threads = [
            threading.Thread(target=work, daemon=True) for work in (self._take, self._listen)
        ]
        self._request = request

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        stdin = self._process.stdin
        assert stdin is not None
        # a process that ended already is asked why where its parts are taken
        with contextlib.suppress(BrokenPipeError):
            # stays open: its end is what tells the process that nobody waits any more
            stdin.write(framed_request(self._request))
            stdin.flush()
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        while any(thread.is_alive() for thread in self._threads):
            self._drop_parts()
            time.sleep(0.001)
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            assert stream is not None
            # the request may never have reached it
            with contextlib.suppress(BrokenPipeError):
                stream.close()

    def parts(self, is_stopped: Callable[[], bool] | None) -> Iterator[Part]:
        """What the process reads, to the end of it; raises ExchangeError for any other end."""
        while True:
            if is_stopped is not None and is_stopped():
                raise ExchangeError(Problem.of("workbook.stopped"))
            self._check_limits()
            try:
                part = self._parts.get(timeout=_TICK)
            except queue.Empty:
                continue
            if part is None:
                raise self._death()
            if isinstance(part, Refused):
                raise self._refusal(part.problem)
            yield part
            if isinstance(part, Finished):
                return

    def _take(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        part: Part | Refused | None
        try:
            while (part := read_part(stream)) is not None:
                self._parts.put(part)
        finally:
            self._parts.put(None)

    def _listen(self) -> None:
        stream = self._process.stderr
        assert stream is not None
        while words := stream.read1(_LAST_WORDS):  # type: ignore[attr-defined]  # is buffered
            self._last_words = (self._last_words + words)[-_LAST_WORDS:]

    def _drop_parts(self) -> None:
        try:
            while True:
                self._parts.get_nowait()
        except queue.Empty:
            pass

    def _check_limits(self) -> None:
        """End a process that the system lets go beyond its limits."""
        if time.monotonic() - self._started > self._limits.patience:
            raise self._too_long()
        try:
            if self._usage is None:
                self._usage = psutil.Process(self._process.pid)
            with self._usage.oneshot():
                used = self._usage.cpu_times()
                resident = self._usage.memory_info().rss
        except psutil.Error:
            # it ended; what is still on its way is taken first
            return
        if used.user + used.system > self._limits.seconds + 1:
            raise self._too_long()
        if resident > (self._limits.memory + _BASE_MEMORY) * 2**20:
            raise self._too_much_memory()

    def _death(self) -> ExchangeError:
        """What to say of a process that ended without a word."""
        code = self._process.wait()
        self._threads[1].join()
        words = self._last_words
        if any(sign in words for sign in _OF_MEMORY) or code == -getattr(signal, "SIGKILL", 9):
            return self._too_much_memory()
        if any(sign in words for sign in _OF_TIME) or code == -getattr(signal, "SIGXCPU", 24):
            return self._too_long()
        return ExchangeError(Problem.of("workbook.ended"))

    def _refusal(self, problem: Problem) -> ExchangeError:
        if problem.code == "workbook.memory_limit":
            return self._too_much_memory()
        return ExchangeError(problem)

    def _too_long(self) -> ExchangeError:
        return ExchangeError(Problem.of("workbook.time_limit", n=round(self._limits.seconds)))

    def _too_much_memory(self) -> ExchangeError:
        return ExchangeError(Problem.of("workbook.memory_limit", memory=self._limits.memory))


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, VERB]
    # nothing is imported from the folder that one happens to be in
    return [sys.executable, "-P", "-m", "workbench", VERB]


def _environment() -> dict[str, str]:
    """Ours, with one heap for all threads, short last words, and the place of our own code."""
    environment = os.environ | {"MALLOC_ARENA_MAX": "1", "RUST_BACKTRACE": "0"}
    home = Path(__file__).parents[3]
    # where it is installed it is found, and should not come before Python’s own
    if home.name not in ("site-packages", "dist-packages"):
        known = os.environ.get("PYTHONPATH")
        environment["PYTHONPATH"] = f"{home}{os.pathsep}{known}" if known else str(home)
    return environment
