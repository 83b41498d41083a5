from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.analysis.journeys import MAP, TODAY, card, found, journey, stage, subjects
from workbench.analysis.rules.evidence import months_before
from workbench.model.commands import rule_settings
from workbench.model.entities import Metric
from workbench.words.finding_sentences import headline

SIX_MONTHS_AGO = datetime.date(2026, 5, 21)

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


@pytest.mark.parametrize(
    ("months", "gap"), [(6, False), (5, True), (0, True), (-3, True), (1e9, False)]
)
def test_a_workspace_chooses_when_evidence_is_old(months: float, gap: bool) -> None:
    document = journey(stage(1), card("A", 1, **BACKED | {"evidence_date": SIX_MONTHS_AGO}))
    document = document.apply(rule_settings.set_rule(document, "evidence-old", limit=months))
    assert subjects(document, "evidence-old") == ([["tpA"]] if gap else [])


def test_the_chosen_age_is_told() -> None:
    document = journey(stage(1), card("A", 1, **BACKED | {"evidence_date": SIX_MONTHS_AGO}))
    document = document.apply(rule_settings.set_rule(document, "evidence-old", limit=3))
    (finding,) = found(document, "evidence-old")
    assert headline(document, finding) == "The evidence for A is over 3 months old"


@pytest.mark.parametrize(
    ("values", "gap"),
    [
        ({"evidence_n": 4}, True),
        ({"evidence_n": 0}, True),
        ({"evidence_n": 5}, False),
        ({"evidence_n": None}, False),
        ({"evidence_n": 4, "evidence": "assumption"}, False),
        ({"evidence_n": 4, "importance": None}, False),
    ],
)
def test_a_few_people_are_little_evidence(values: dict[str, Any], gap: bool) -> None:
    document = journey(stage(1), card("A", 1, **BACKED | values))
    assert subjects(document, "evidence-few") == ([["tpA"]] if gap else [])


def test_a_workspace_chooses_how_many_are_few() -> None:
    document = journey(stage(1), card("A", 1, **BACKED | {"evidence_n": 9}))
    assert found(document, "evidence-few") == []
    document = document.apply(rule_settings.set_rule(document, "evidence-few", limit=10))
    assert len(found(document, "evidence-few")) == 1


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
        ((1, 3, 1), 2, (1, 1, 1)),
        ((1, 3, 1), 3, (1, 1, 1)),
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
