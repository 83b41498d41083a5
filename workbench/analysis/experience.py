"""The experience curve: how customers feel from stage to stage."""

from __future__ import annotations

import itertools
import math

import msgspec

from workbench.analysis.counting import PLACES, counting_by_stage
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Touchpoint


class Curve(msgspec.Struct, frozen=True, kw_only=True):
    """Mean feeling per stage, −2 to +2, and its turning points as indices into `points`.

    None among the points is a stage without ratings: the line breaks there. `drop` is the
    most negative difference between two neighbouring columns that are both rated, and None
    where no difference is negative. Of ties the first counts.
    """

    points: tuple[float | None, ...]
    peak: int | None = None
    low: int | None = None
    end: int | None = None
    drop_from: int | None = None
    drop_to: int | None = None
    drop: float | None = None


def curve(document: Document, map_id: str) -> Curve:
    """The experience curve of a map, one point per stage in order."""

    def build(it: Document) -> Curve:
        cells = counting_by_stage(it, map_id)
        return curve_of(tuple(mean_feeling(cells[s.id]) for s in queries.stages(it, map_id)))

    return document.remember(PLACES | {"touchpoints.feeling"}, ("curve", map_id), build)


def mean_feeling(touchpoints: tuple[Touchpoint, ...]) -> float | None:
    """The mean feeling of the touchpoints that have one, else None."""
    feelings = [item.feeling for item in touchpoints if item.feeling is not None]
    # the sum does not depend on the order, and equal means compare equal
    return round(math.fsum(feelings) / len(feelings), 9) if feelings else None


def curve_of(points: tuple[float | None, ...]) -> Curve:
    """The turning points of a line given by its points."""
    rated = [(value, index) for index, value in enumerate(points) if value is not None]
    if not rated:
        return Curve(points=points)
    steps = [
        (round(after - before, 9), index)
        for index, (before, after) in enumerate(itertools.pairwise(points))
        if before is not None and after is not None and after < before
    ]
    drop, at = min(steps) if steps else (None, None)
    return Curve(
        points=points,
        peak=max(rated, key=lambda item: item[0])[1],
        low=min(rated)[1],
        end=rated[-1][1],
        drop_from=at,
        drop_to=None if at is None else at + 1,
        drop=drop,
    )
