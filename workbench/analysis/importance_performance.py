"""Importance–performance analysis (Martilla & James 1977): four quadrants of touchpoints."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from workbench.analysis.counting import counting
from workbench.model.document import Document
from workbench.model.entities import Touchpoint

At = Literal["means", "midpoint"]
Quadrant = Literal["concentrate-here", "keep-up", "low-priority", "possible-overkill"]

MIDPOINT = 5.5
"""The middle of the scale from 1 to 10."""


class Crosshairs(msgspec.Struct, frozen=True, kw_only=True):
    """Where the lines stand that part high from low, and by what they were placed."""

    at: At
    importance: float
    satisfaction: float


class Dot(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A touchpoint that has both scores, and the quadrant that it falls into."""

    touchpoint: str
    importance: float
    satisfaction: float
    quadrant: Quadrant


class Chart(msgspec.Struct, frozen=True):
    """The touchpoints of a map with both scores, in reading order, and the cross-hairs.

    No cross-hairs at the means of nothing.
    """

    lines: Crosshairs | None
    dots: tuple[Dot, ...]


def chart(document: Document, map_id: str, at: At = "means") -> Chart:
    """The touchpoints that count, by quadrant.

    The cross-hairs stand at the means of the dots, since importance bunches high, or at the
    midpoint of the scale. Raises KeyError for no such map.
    """
    touchpoints = counting(document, map_id)
    lines = crosshairs(touchpoints, at)
    if lines is None:
        return Chart(None, ())
    return Chart(
        lines,
        tuple(
            Dot(
                touchpoint=item.id,
                importance=item.importance,
                satisfaction=item.satisfaction,
                quadrant=quadrant(item.importance, item.satisfaction, lines),
            )
            for item in touchpoints
            if item.importance is not None and item.satisfaction is not None
        ),
    )


def crosshairs(touchpoints: Iterable[Touchpoint], at: At = "means") -> Crosshairs | None:
    """Where the lines stand for these touchpoints; None at the means of no scores."""
    if at == "midpoint":
        return Crosshairs(at=at, importance=MIDPOINT, satisfaction=MIDPOINT)
    scored = [
        (item.importance, item.satisfaction)
        for item in touchpoints
        if item.importance is not None and item.satisfaction is not None
    ]
    if not scored:
        return None
    importance, satisfaction = zip(*scored, strict=True)
    return Crosshairs(at=at, importance=_mean(importance), satisfaction=_mean(satisfaction))


def is_to_concentrate_on(item: Touchpoint, lines: Crosshairs) -> bool:
    """Whether a touchpoint is in the quadrant "concentrate-here"; False where a score is blank."""
    importance, satisfaction = item.importance, item.satisfaction
    if importance is None or satisfaction is None:
        return False
    return importance >= lines.importance and satisfaction < lines.satisfaction


def quadrant(importance: float, satisfaction: float, lines: Crosshairs) -> Quadrant:
    """Where two scores fall; a value on a line counts as high."""
    important, satisfied = importance >= lines.importance, satisfaction >= lines.satisfaction
    if important:
        return "keep-up" if satisfied else "concentrate-here"
    return "possible-overkill" if satisfied else "low-priority"


def _mean(values: Sequence[float]) -> float:
    # equal scores have themselves as their mean, to the last digit
    return round(math.fsum(values) / len(values), 9)
