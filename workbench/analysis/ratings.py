"""What participants' ratings come to: median, spread, how many, and where opinions differ.

Quartiles are inclusive, as QUARTILE.INC of spreadsheets has them. See docs/ratings.md.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Participant, Rating

Question = Literal["importance", "satisfaction", "feeling"]
Middle = Literal["median", "mean"]

QUESTIONS: tuple[Question, ...] = ("importance", "satisfaction", "feeling")
"""What a participant is asked of each touchpoint, in the order of the sheet."""

SCALES: Mapping[Question, tuple[float, float]] = {
    "importance": (1.0, 10.0),
    "satisfaction": (1.0, 10.0),
    "feeling": (-2.0, 2.0),
}
"""The lowest and highest answer."""

FEW = 5
"""Fewer answers than this are marked "few"."""

ENOUGH_FOR_QUARTILES = 4
"""From so many answers on the spread is the interquartile range, below it the range."""

WIDE_QUARTILES = 3.0
"""Opinions differ from this interquartile range on, in points of a scale from 1 to 10."""

WIDE_RANGE = 4.0
"""Opinions differ from this range on where there are too few answers for quartiles."""

_POINTS = 9.0
_PLACES = frozenset({"maps", "stages", "lanes", "touchpoints", "ratings", "participants"})


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a row of answers comes to; `lower` and `upper` are its quartiles."""

    n: int
    median: float
    mean: float
    low: float
    high: float
    lower: float
    upper: float

    @property
    def is_few(self) -> bool:
        return self.n < FEW

    @property
    def has_quartiles(self) -> bool:
        """Whether the spread is the interquartile range rather than the range."""
        return self.n >= ENOUGH_FOR_QUARTILES

    @property
    def spread(self) -> float | None:
        """The interquartile range, the range of few answers, None for a single one."""
        if self.n < 2:
            return None
        wide = self.upper - self.lower if self.has_quartiles else self.high - self.low
        # without rounding 5.6 − 2.6 would miss a limit at 3
        return round(wide, 9)


class Opinion(msgspec.Struct, frozen=True, kw_only=True):
    """All answers to one question about one touchpoint, (participant, answer) in their order."""

    touchpoint: str
    question: Question
    answers: tuple[tuple[str, float], ...]
    summary: Summary

    @property
    def points(self) -> float:
        """The spread in points of a scale from 1 to 10, so that all questions compare.

        A feeling's four points from −2 to +2 count as nine; 0 for a single answer.
        """
        low, high = SCALES[self.question]
        return (self.summary.spread or 0.0) * _POINTS / (high - low)

    @property
    def differs(self) -> bool:
        """Whether opinions differ enough to be talked about."""
        return self.points >= (WIDE_QUARTILES if self.summary.has_quartiles else WIDE_RANGE)


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """What participants say of a touchpoint as one; `n` of them answered anything."""

    importance: float | None = None
    satisfaction: float | None = None
    feeling: float | None = None
    n: int = 0
    date: datetime.date | None = None
    """The day of the latest rating, None where no rating has one."""


def quartile(ordered: Sequence[float], part: int) -> float:
    """The quartile 0 to 4 of ascending values, inclusive: position `part` × (n − 1) ÷ 4.

    Between two values it is as far on as the position. Raises IndexError for no values.
    """
    whole, rest = divmod(part * (len(ordered) - 1), 4)
    if not rest:
        return ordered[whole]
    return ordered[whole] + (ordered[whole + 1] - ordered[whole]) * rest / 4


def summary(values: Iterable[float]) -> Summary | None:
    """What answers come to; None for none."""
    ordered = sorted(values)
    if not ordered:
        return None
    return Summary(
        n=len(ordered),
        median=quartile(ordered, 2),
        mean=math.fsum(ordered) / len(ordered),
        low=ordered[0],
        high=ordered[-1],
        lower=quartile(ordered, 1),
        upper=quartile(ordered, 3),
    )


def ratings_by_touchpoint(document: Document, map_id: str) -> Mapping[str, tuple[Rating, ...]]:
    """The ratings of a map's touchpoints in reading order, participants in theirs."""

    def build(it: Document) -> Mapping[str, tuple[Rating, ...]]:
        found: dict[str, list[Rating]] = {t.id: [] for t in queries.touchpoints(it, map_id)}
        order = {person.id: at for at, person in enumerate(participants(it))}
        for rating in sorted(it.ratings.values(), key=lambda r: (order[r.participant], r.id)):
            if rating.touchpoint in found:
                found[rating.touchpoint].append(rating)
        return {name: tuple(items) for name, items in found.items() if items}

    # maps without ratings are the rule, and edited at every key press
    return document.remember(_PLACES, ("ratings", map_id), build) if document.ratings else {}


def participants(document: Document) -> tuple[Participant, ...]:
    """The participants of the workspace in their order."""
    return queries.in_order(document.participants.values())


def opinions(document: Document, map_id: str) -> tuple[Opinion, ...]:
    """Every question that was answered on a map, where opinions differ most first.

    Ordered by the spread in points, then by importance (the touchpoint's own, else the median
    of what participants say), then in reading order.
    """

    def build(it: Document) -> tuple[Opinion, ...]:
        found: list[tuple[float, float, Opinion]] = []
        for name, ratings in ratings_by_touchpoint(it, map_id).items():
            opinions = [opinion for ask in QUESTIONS if (opinion := _opinion(name, ask, ratings))]
            own = it.touchpoints[name].importance
            rated = next((o.summary.median for o in opinions if o.question == "importance"), 0.0)
            importance = rated if own is None else own
            found.extend((-opinion.points, -importance, opinion) for opinion in opinions)
        return tuple(opinion for _, _, opinion in sorted(found, key=lambda item: item[:2]))

    return document.remember(_PLACES, ("opinions", map_id), build)


def answered(document: Document, map_id: str) -> Mapping[str, int]:
    """How many of a map's touchpoints each participant rated, in the participants' order.

    A rating that says nothing but a remark counts as none.
    """
    counts = {person.id: 0 for person in participants(document)}
    for ratings in ratings_by_touchpoint(document, map_id).values():
        for rating in ratings:
            if any(getattr(rating, question) is not None for question in QUESTIONS):
                counts[rating.participant] += 1
    return counts


def scores(ratings: Iterable[Rating], middle: Middle) -> Scores:
    """The medians, or the means with one decimal, of the ratings of one touchpoint."""
    given = [r for r in ratings if any(getattr(r, name) is not None for name in QUESTIONS)]
    values: dict[str, Any] = {}
    for question in QUESTIONS:
        found = summary(v for r in given if (v := getattr(r, question)) is not None)
        if found is not None:
            values[question] = found.median if middle == "median" else _one_decimal(found.mean)
    date = max((r.date for r in given if r.date is not None), default=None)
    return Scores(n=len({r.participant for r in given}), date=date, **values)


def taken_scores(
    document: Document,
    map_id: str,
    middle: Middle,
    source: str,
    touchpoints: Iterable[str] | None = None,
) -> dict[str, dict[str, Any]]:
    """What the rated touchpoints of a map are set to, by id: scores and their evidence.

    They become measured, with how many were asked and the day of the latest rating; `source`
    goes where no source is given. All rated touchpoints where `touchpoints` is None.
    """
    chosen = None if touchpoints is None else set(touchpoints)
    taken: dict[str, dict[str, Any]] = {}
    for name, ratings in ratings_by_touchpoint(document, map_id).items():
        found = scores(ratings, middle)
        if not found.n or (chosen is not None and name not in chosen):
            continue
        given = {question: getattr(found, question) for question in QUESTIONS}
        values: dict[str, Any] = {key: it for key, it in given.items() if it is not None}
        values |= {"evidence": "measured", "evidence_n": found.n}
        if found.date is not None:
            values["evidence_date"] = found.date
        if not document.touchpoints[name].evidence_source:
            values["evidence_source"] = source
        taken[name] = values
    return taken


def _opinion(touchpoint: str, question: Question, ratings: Iterable[Rating]) -> Opinion | None:
    answers = tuple(
        (rating.participant, value)
        for rating in ratings
        if (value := getattr(rating, question)) is not None
    )
    found = summary(value for _, value in answers)
    if found is None:
        return None
    return Opinion(touchpoint=touchpoint, question=question, answers=answers, summary=found)


def _one_decimal(value: float) -> float:
    """Rounded to one place, halves away from 0 as spreadsheets do."""
    tenths = math.floor(abs(value) * 10 + 0.5 + 1e-9)
    return math.copysign(tenths / 10, value)
