"""One row of the table: a work, what it is compared with, and how much more it may cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import msgspec

from tests.benchmarks.measuring import Pairs

SIZES = (30, 1000, 10_000)
"""Touchpoints of the maps that are measured."""

Grows = Literal["map", "card", ""]
"""Whether the cost may grow with the map, must not, or is not asked about."""

MOST_GROWTH: dict[Grows, float] = {"map": 12.0, "card": 1.3}
"""What 10,000 touchpoints may cost of what 1,000 do."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A work that is measured at several sizes.

    `most` is how many times the baseline ours may cost, or None where the figure itself counts:
    `limits` are the milliseconds that ours may take, by size.
    """

    code: str
    """Subject and work, e.g. "canvas.pan" in canvas_rows.py; `--only` looks for it."""
    work: str
    baseline: str
    measure: Callable[[int], Pairs]
    """Measures a map of so many touchpoints; called in a process of its own."""
    most: float | None = None
    limits: dict[int, float] = {}
    beyond_baseline: bool = False
    """The limits are for what ours takes more than the baseline, as where that is no work."""
    sizes: tuple[int, ...] = SIZES
    judged: tuple[int, ...] = SIZES
    """The sizes at which the target must be met; figures of the others are for information."""
    quick: tuple[int, ...] = (30, 1000)
    """The sizes that `--quick` measures."""
    grows: Grows = ""
    most_growth: float | None = None
    """Where the usual limit of growth does not hold."""
    part: float = 0.5
    """0.5 for the median of the runs, 0.95 for what 95 of 100 stay within."""
    unit: Literal["ms", "MB"] = "ms"

    @property
    def growth_limit(self) -> float | None:
        """How many times the cost at 1,000 touchpoints it may be at 10,000."""
        return self.most_growth or MOST_GROWTH.get(self.grows)


def of_subject(subject: str, **shared: Any) -> Callable[..., Row]:
    """What makes rows of one subject: `shared` are the fields that most of them have in common."""

    def make(name: str, work: str, measure: Callable[[int], Pairs], **own: Any) -> Row:
        code = f"{subject}.{name}"
        return Row(code=code, work=work, measure=measure, **(shared | own))

    return make
