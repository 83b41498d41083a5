"""Comparing how long two things take, side by side, so that a busy machine slows both."""

from __future__ import annotations

import logging
import statistics
from collections.abc import Callable
from time import perf_counter

_log = logging.getLogger("benchmarks")
"""The figures are seen with `pytest --log-cli-level=INFO`."""


def ratio(
    ours: Callable[[int], object], bare: Callable[[int], object], *, runs: int = 7, warm_up: int = 2
) -> float:
    """How many times as long as the bare thing ours takes: median by median of paired runs.

    Both are called in turn with the number of the run.
    """
    taken: tuple[list[float], list[float]] = ([], [])
    for run in range(-warm_up, runs):
        for work, times in zip((ours, bare), taken, strict=True):
            begun = perf_counter()
            work(run + warm_up)
            if run >= 0:
                times.append(perf_counter() - begun)
    found = statistics.median(taken[0]) / statistics.median(taken[1])
    _log.info("%.2f ms, %.2f x bare", statistics.median(taken[0]) * 1000, found)
    return found
