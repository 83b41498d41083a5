from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.analysis.journeys import MAP, TODAY, card, found, journey, stage, subjects
from workbench.analysis.rules.evidence import months_before
from workbench.model.entities import Metric

BACKED: dict[str, Any] = {
    "importance": 5.0,
    "evidence": "measured",
    "evidence_date": datetime.date(2026, 5, 1),
}


@pytest.mark.parametrize(
    ("values", "gap"),
    [
        ({"importance": 5}, True),
        ({"satisfaction": 5}, True),
        ({}, False),
        (BACKED, False),
        ({"importance": 5, "evidence": "assumption"}, False),
    ],
)
def test_scores_want_evidence(values: dict[str, Any], gap: bool) -> None:
    document = journey(stage(1), card("A", 1, **values))
    assert subjects(document, "no-evidence") == ([["tpA"]] if gap else [])


def test_a_score_may_not_rest_on_an_assumption() -> None:
    assumed = journey(stage(1), card("A", 1, importance=5, evidence="assumption"))
    assert subjects(assumed, "assumption-only") == [["tpA"]]
    unscored = journey(stage(1), card("A", 1, evidence="assumption"), card("B", 1, **BACKED))
    assert found(unscored, "assumption-only") == []


@pytest.mark.parametrize(
    ("date", "gap"),
    [
        (datetime.date(2025, 11, 20), True),
        (datetime.date(2025, 11, 21), False),
        (datetime.date(2026, 11, 21), False),
        (None, False),
    ],
)
def test_evidence_older_than_twelve_months_is_old(date: datetime.date | None, gap: bool) -> None:
    document = journey(stage(1), card("A", 1, **BACKED | {"evidence_date": date}))
    assert subjects(document, "evidence-old") == ([["tpA"]] if gap else [])


def test_evidence_ages_with_the_day() -> None:
    document = journey(stage(1), card("A", 1, **BACKED))
    assert found(document, "evidence-old", TODAY) == []
    assert len(found(document, "evidence-old", datetime.date(2027, 5, 2))) == 1


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        ((2026, 11, 21), 12, (2025, 11, 21)),
        ((2024, 2, 29), 12, (2023, 2, 28)),
        ((2026, 3, 31), 1, (2026, 2, 28)),
        ((2026, 1, 15), 1, (2025, 12, 15)),
        ((2026, 12, 31), 12, (2025, 12, 31)),
    ],
)
def test_months_before(
    day: tuple[int, int, int], months: int, earlier: tuple[int, int, int]
) -> None:
    assert months_before(datetime.date(*day), months) == datetime.date(*earlier)


def test_touchpoints_of_a_stage_come_as_one_finding() -> None:
    document = journey(
        stage(1),
        stage(2),
        card("A", 1),
        card("B", 1),
        card("C", 1, owner="Shop"),
        card("D", 2),
        card("E", 2, status="planned"),
    )
    assert subjects(document, "no-owner") == [["tpA", "tpB"], ["tpD"]]


def test_a_stage_with_touchpoints_wants_a_metric_of_its_own_or_at_one_of_them() -> None:
    document = journey(
        *(stage(place) for place in (1, 2, 3, 4)),
        card("A", 1),
        card("B", 2),
        card("C", 3),
        Metric(id="meA", map=MAP, stage="st1"),
        Metric(id="meB", map=MAP, touchpoint="tpB"),
    )
    assert subjects(document, "stage-without-metric") == [["st3"]]
