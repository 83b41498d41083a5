from __future__ import annotations

import pytest

from tests.analysis.journeys import MAP, card, found, journey, stage, subjects
from workbench.model.entities import Entity, Lane, Note, Touchpoint


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


@pytest.mark.parametrize(("feeling", "gap"), [(-0.5, True), (0, False), (1, False), (None, False)])
def test_a_journey_may_not_end_on_a_low_note(feeling: float | None, gap: bool) -> None:
    cards = [card("A", 1, feeling=0), card("B", 2, feeling=feeling), card("C", 3)]
    document = journey(stage(1), stage(2), stage(3), *cards)
    assert subjects(document, "low-end") == ([["st2"]] if gap else [])


def test_a_low_end_starts_with_what_feels_worst() -> None:
    cards = [card("A", 1, feeling=1), card("B", 1, feeling=-2), card("C", 1, feeling=-1)]
    (finding,) = found(journey(stage(1), *cards), "low-end")
    assert dict(finding.action.parameters) == {"touchpoint": "tpB"}


def rated(*scores: tuple[float | None, float | None]) -> list[Touchpoint]:
    return [
        card(letter, 1, importance=importance, satisfaction=satisfaction)
        for letter, (importance, satisfaction) in zip("ABCDEF", scores, strict=False)
    ]


def test_important_and_unsatisfying_beside_the_mean_of_the_map() -> None:
    # means 6 and 5; what lies on a line is high; a lone importance counts for neither mean
    cards = rated((9, 2), (6, 4), (6, 5), (3, 9), (None, 1), (10, None))
    document = journey(stage(1), *cards)
    assert subjects(document, "concentrate-here") == [["tpA", "tpB"]]
    (finding,) = found(document, "concentrate-here")
    assert {("mean_importance", 6.0), ("mean_satisfaction", 5.0)} <= set(finding.parameters)


def test_equal_scores_stand_out_nowhere() -> None:
    assert found(journey(stage(1), *rated((9.1, 2.3), (9.1, 2.3))), "concentrate-here") == []


def test_concentrating_is_told_stage_by_stage() -> None:
    cards = [*rated((9, 2), (3, 9)), card("C", 2, importance=9, satisfaction=2)]
    document = journey(stage(1), stage(2), *cards)
    assert subjects(document, "concentrate-here") == [["tpA"], ["tpC"]]
    parameters = dict(found(document, "concentrate-here")[0].parameters)
    assert (parameters["importance"], parameters["mean_importance"]) == (9, 7)


def pains(*items: tuple[str, int, str]) -> list[Entity]:
    """Notes by kind, stage and text, with the lane they lie in."""
    return [
        Lane(id="laN", map=MAP, rank="2", kind="notes"),
        *(
            Note(
                id=f"no{n}",
                map=MAP,
                stage=f"st{at}",
                lane="laN",
                rank=str(n + 1),
                kind=kind,
                text=text,
            )  # type: ignore[arg-type]
            for n, (kind, at, text) in enumerate(items)
        ),
    ]


def test_a_pain_wants_an_idea_in_its_stage() -> None:
    hurt = pains(("pain", 1, "Queue"), ("pain", 1, "Cold"), ("opportunity", 2, "Bench"))
    document = journey(stage(1), stage(2), *hurt)
    assert subjects(document, "pain-without-idea") == [["no0", "no1"]]
    helped = pains(("pain", 1, "Queue"), ("opportunity", 1, "Bench"))
    assert found(journey(stage(1), *helped), "pain-without-idea") == []


def test_a_planned_touchpoint_answers_a_pain_and_a_blank_note_is_none() -> None:
    hurt = pains(("pain", 1, "Queue"), ("opportunity", 1, " "))
    assert len(found(journey(stage(1), *hurt), "pain-without-idea")) == 1
    assert len(found(journey(stage(1), *hurt, card("A", 1)), "pain-without-idea")) == 1
    planned = card("A", 1, status="planned")
    assert found(journey(stage(1), *hurt, planned), "pain-without-idea") == []
    assert found(journey(stage(1), *pains(("pain", 1, ""))), "pain-without-idea") == []
