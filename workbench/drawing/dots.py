"""Where the dots of a one-line plot go: a dot an answer, equal answers side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

MOST = 6
"""Up to so many equal answers are dots of their own; more become one with their number."""

_ACROSS = 3


class Dot(msgspec.Struct, frozen=True):
    """The middle of a dot; `count` is above 1 for one that stands for many."""

    x: float
    y: float
    count: int = 1


def dots(
    values: Iterable[float], low: float, high: float, width: float, step: float
) -> tuple[Dot, ...]:
    """Dots for values from `low` to `high` on a line from 0 to `width`, around y = 0.

    Equal values stand `step` apart in rows of up to three about their place.
    """
    placed: list[Dot] = []
    for value, count in sorted(Counter(values).items()):
        middle = (value - low) / (high - low) * width
        if count > MOST:
            placed.append(Dot(middle, 0.0, count))
            continue
        rows = [min(_ACROSS, count - start) for start in range(0, count, _ACROSS)]
        for row, length in enumerate(rows):
            y = (row - (len(rows) - 1) / 2) * step
            placed.extend(Dot(middle + (at - (length - 1) / 2) * step, y) for at in range(length))
    return tuple(placed)
