"""Whether figures meet their target, and how much cost grows with the map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from tests.benchmarks.child import Failed
from tests.benchmarks.measuring import Pairs, quantile
from tests.benchmarks.row import Row

Figures = Mapping[int, Pairs | Failed]
"""What was measured of one row, by size."""

Judged = int | Literal["growth"]
"""A size, or the growth from 1,000 to 10,000 touchpoints."""

Tolerated = Mapping[tuple[str, Judged], float]
"""By a row's code and what is judged: how many times its target it may cost."""

TOLERATED = 2.0
"""The same for all others: machines are noisy."""


class Verdict(msgspec.Struct, frozen=True):
    """What one row says at one size; costs in the row's unit."""

    ours: float
    bare: float
    excess: float
    """The cost as a part of what is allowed: 1 is just met."""

    @property
    def ratio(self) -> float:
        return self.ours / self.bare if self.bare else 0.0


def verdict(row: Row, touchpoints: int, pairs: Pairs) -> Verdict:
    """Compare ours with the baseline and with the target of that size."""
    factor = 1000.0 if row.unit == "ms" else 1.0
    ours = factor * quantile(pairs.ours, row.part)
    bare = factor * quantile(pairs.bare, row.part) if pairs.bare else 0.0
    excess = ours / bare / row.most if row.most is not None and bare else 0.0
    if touchpoints in row.limits:
        counted = max(0.0, ours - bare) if row.beyond_baseline else ours
        excess = max(excess, counted / row.limits[touchpoints])
    return Verdict(ours, bare, excess)


def growth(row: Row, figures: Figures) -> float | None:
    """How many times the cost at 1,000 touchpoints ours takes at 10,000; None if not measured."""
    few, many = figures.get(1000), figures.get(10_000)
    if row.growth_limit is None or not isinstance(few, Pairs) or not isinstance(many, Pairs):
        return None
    return quantile(many.ours, row.part) / quantile(few.ours, row.part)


def excesses(row: Row, figures: Figures) -> dict[Judged, float]:
    """The part of what is allowed that each size and the growth take, where they are judged."""
    found: dict[Judged, float] = {
        size: verdict(row, size, pairs).excess
        for size, pairs in figures.items()
        if isinstance(pairs, Pairs) and size in row.judged
    }
    grown = growth(row, figures)
    if grown is not None and row.growth_limit is not None:
        found["growth"] = grown / row.growth_limit
    return found


def wrong(row: Row, figures: Figures, tolerated: Tolerated) -> list[str]:
    """What of a row failed, or costs more than is tolerated: a line for each."""
    lines = [
        f"{row.code} at {size} failed: {found.why}"
        for size, found in figures.items()
        if isinstance(found, Failed)
    ]
    for what, excess in excesses(row, figures).items():
        most = tolerated.get((row.code, what), TOLERATED)
        if excess > most:
            lines.append(f"{row.code} at {what}: {excess:.1f} times its target; {most:g} is borne")
    return lines
