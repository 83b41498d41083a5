"""Every hostile file ends in an import or in one sentence, within the limits.

The table of times and peaks is printed at the end. ``JOURNEY_BIG_FILES=1`` makes the heavy files
as heavy as they come, and the limits what they are by default.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest

from tests.exchange.hostile.corpus import IS_BIG, Hostile, hostile, places
from workbench.exchange.problems import ExchangeError
from workbench.exchange.reading.limits import Limits
from workbench.exchange.reading.read_workbook import read_workbook
from workbench.words.problem_sentences import sentence

LIMITS = Limits() if IS_BIG else Limits(seconds=1, memory=256)
INTERPRETER = 80
"""MiB that a process has before it reads."""
SLACK = 30.0
"""Seconds to start, to be noticed and to be ended, on a very busy machine."""


class Seen(NamedTuple):
    """How one file ended, in how many seconds, with how many MiB at the peak."""

    name: str
    end: str
    seconds: float
    peak: float


class Peak:
    """The most memory that a process which reads had, asked of the system again and again."""

    def __init__(self) -> None:
        self.mib = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        this = psutil.Process()
        ours = this.cmdline()
        while not self._stop.wait(0.01):
            for child in this.children():
                try:
                    # until it has become another program, its memory is a copy of ours
                    if child.cmdline() != ours:
                        self.mib = max(self.mib, child.memory_info().rss / 2**20)
                except psutil.Error:
                    continue


def end_of(path: Path) -> str:
    """ "read", or the code of the sentence, once it was seen to be one that names the file."""
    try:
        read_workbook(path, limits=LIMITS)
    except ExchangeError as error:
        told = sentence(error.problem)
        assert path.name in told
        assert "\n" not in told
        assert told.endswith(".")
        return error.problem.code
    return "read"


def seen(case: Hostile, folder: Path) -> Seen:
    path = folder / case.name
    path.write_bytes(case.make())
    started = time.monotonic()
    with Peak() as peak:
        end = end_of(path)
    path.unlink()
    return Seen(case.name, end, time.monotonic() - started, peak.mib)


@pytest.fixture(scope="module")
def table(request: pytest.FixtureRequest) -> Iterator[list[Seen]]:
    """What was seen of each file, printed at the end."""
    rows: list[Seen] = []
    yield rows
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print(f"\n{'file':36} {'ends in':24} {'seconds':>7} {'MiB':>6}")  # noqa: T201
        for row in rows:
            print(f"{row.name:36} {row.end:24} {row.seconds:7.2f} {row.peak:6.0f}")  # noqa: T201


CASES = list(hostile())


def test_there_are_enough_of_them() -> None:
    names = {case.name for case in CASES}
    assert len(names) == len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_ends_within_the_limits(case: Hostile, tmp_path: Path, table: list[Seen]) -> None:
    found = seen(case, tmp_path)
    table.append(found)
    assert found.end in case.ends
    assert found.peak < LIMITS.memory + INTERPRETER
    assert found.seconds < LIMITS.patience + SLACK
    assert not list(tmp_path.iterdir()), "nothing was written"
    assert not psutil.Process().children(), "no process is left"


@pytest.mark.parametrize("case", list(places()), ids=lambda case: case.name)
def test_a_place_that_is_no_file(case, tmp_path: Path) -> None:
    path = tmp_path / case.name
    case.make(path)
    started = time.monotonic()
    assert end_of(path) == case.end
    assert time.monotonic() - started < SLACK
