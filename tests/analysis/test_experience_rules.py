from __future__ import annotations

import pytest

from tests.analysis.journeys import card, found, journey, stage, subjects


@pytest.mark.parametrize(
    ("importance", "satisfaction", "band"),
    [
        (9, 3, "strong"),
        (10, 4, "extreme"),
        (8, 6, "worth-a-look"),
        (9, 9, None),
        (10, 10, None),
        (7, 5, None),
        (None, 3, None),
        (9, None, None),
    ],
)
def test_touchpoints_that_matter_more_than_they_satisfy(
    importance: float | None, satisfaction: float | None, band: str | None
) -> None:
    document = journey(stage(1), card("A", 1, importance=importance, satisfaction=satisfaction))
    assert [item.variant for item in found(document, "opportunity")] == ([band] if band else [])


def test_the_priority_of_an_opportunity_is_its_score() -> None:
    document = journey(stage(1), card("A", 1, importance=9, satisfaction=3))
    assert found(document, "opportunity")[0].priority == 15


def test_planned_touchpoints_disappoint_nobody_yet() -> None:
    scores = {"importance": 9.0, "satisfaction": 3.0, "feeling": -2.0, "moment_of_truth": True}
    document = journey(stage(1), card("A", 1, status="planned", **scores))
    assert found(document, "opportunity") == []
    assert found(document, "unhappy-moment-of-truth") == []


def test_the_biggest_drop_points_at_the_stage_it_falls_to_and_its_worst_touchpoint() -> None:
    document = journey(
        stage(1),
        stage(2),
        stage(3),
        card("A", 1, feeling=1),
        card("B", 2, feeling=0.5),
        card("C", 3, feeling=-1),
        card("D", 3, feeling=-2),
    )
    (finding,) = found(document, "biggest-drop")
    assert [item.id for item in finding.subjects] == ["st2", "st3"]
    assert finding.stage == "st3"
    assert finding.priority == 8
    assert dict(finding.action.parameters) == {"touchpoint": "tpD"}


def test_a_curve_that_only_rises_has_no_drop() -> None:
    rising = journey(stage(1), stage(2), card("A", 1, feeling=-2), card("B", 2, feeling=-2))
    assert found(rising, "biggest-drop") == []


def test_a_drop_across_a_stage_without_ratings_does_not_count() -> None:
    document = journey(
        stage(1), stage(2), stage(3), card("A", 1, feeling=2), card("B", 3, feeling=-2)
    )
    assert found(document, "biggest-drop") == []


@pytest.mark.parametrize(
    ("feeling", "marked", "gap"),
    [
        (-1, True, True),
        (-0.1, True, True),
        (0, True, False),
        (None, True, False),
        (-2, False, False),
    ],
)
def test_moments_of_truth_that_leave_people_unhappy(
    feeling: float | None, marked: bool, gap: bool
) -> None:
    document = journey(stage(1), card("A", 1, feeling=feeling, moment_of_truth=marked))
    assert subjects(document, "unhappy-moment-of-truth") == ([["tpA"]] if gap else [])
