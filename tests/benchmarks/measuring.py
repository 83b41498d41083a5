"""Measuring two works in turn, so that a busy machine slows both."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from time import perf_counter

import msgspec

Work = Callable[[int], float]
"""Does something once and gives its cost, in seconds or megabytes; told the number of the run."""


class Pairs(msgspec.Struct, frozen=True):
    """What each run of ours cost, and each run of the baseline that was made beside it."""

    ours: tuple[float, ...]
    bare: tuple[float, ...]


def timed(work: Callable[[int], object]) -> Work:
    """The same work, giving the seconds that it took."""

    def measured(run: int) -> float:
        begun = perf_counter()
        work(run)
        return perf_counter() - begun

    return measured


def in_turn(ours: Work, bare: Work, *, runs: int, warm_up: int = 2) -> Pairs:
    """Run both in turn, `runs` times after a warm-up that does not count."""
    taken: tuple[list[float], list[float]] = ([], [])
    for run in range(warm_up + runs):
        for work, costs in zip((ours, bare), taken, strict=True):
            cost = work(run)
            if run >= warm_up:
                costs.append(cost)
    return Pairs(tuple(taken[0]), tuple(taken[1]))


def quantile(costs: Sequence[float], part: float) -> float:
    """The median for 0.5, else the cost that this part of the runs stays within."""
    if part == 0.5:
        return statistics.median(costs)
    return sorted(costs)[min(len(costs) - 1, int(len(costs) * part))]
