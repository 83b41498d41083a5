"""Whether figures meet their target, and how much cost grows with the map."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from tests.benchmarks.child import Failed
from tests.benchmarks.measuring import Pairs, quantile
from tests.benchmarks.row import Row

Figures = Mapping[int, Pairs | Failed]
"""What was measured of one row, by size."""


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


def worst_excess(row: Row, figures: Figures) -> float:
    """The worst part of what is allowed, at the sizes that are judged, growth counted too."""
    found = [
        verdict(row, size, pairs).excess
        for size, pairs in figures.items()
        if isinstance(pairs, Pairs) and size in row.judged
    ]
    grown = growth(row, figures)
    if grown is not None and row.growth_limit is not None:
        found.append(grown / row.growth_limit)
    return max(found, default=0.0)


def is_wrong(row: Row, figures: Figures, *, tolerated: float) -> bool:
    """Whether a row failed, or costs more than so many times what it may."""
    if any(isinstance(found, Failed) for found in figures.values()):
        return True
    return worst_excess(row, figures) > tolerated
