"""What ratings come to, worked out by hand, and against the quartiles of the standard library."""

from __future__ import annotations

import datetime
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis import ratings
from workbench.model.document import Document
from workbench.model.entities import (
    Lane,
    Map,
    Participant,
    Rating,
    Stage,
    Touchpoint,
    Workspace,
)

DAY = datetime.date(2026, 3, 2)


def shop(*said: Rating) -> Document:
    """Two stages with two touchpoints and one; four participants, Dora before Carl."""
    return Document.of(
        [
            Workspace(id="wk1"),
            Map(id="ma1", name="Today"),
            Map(id="ma2", name="Other"),
            Stage(id="st1", map="ma1", rank="A", name="Awareness"),
            Stage(id="st2", map="ma1", rank="B", name="Decision"),
            Stage(id="st9", map="ma2", name="Awareness"),
            Lane(id="la1", map="ma1", kind="touchpoints"),
            Lane(id="la9", map="ma2", kind="touchpoints"),
            Touchpoint(id="tpAd", map="ma1", stage="st1", lane="la1", rank="A", title="Ad"),
            Touchpoint(id="tpWord", map="ma1", stage="st1", lane="la1", rank="B", importance=9.0),
            Touchpoint(id="tpPage", map="ma1", stage="st2", lane="la1", rank="A", importance=4.0),
            Touchpoint(id="tpElse", map="ma2", stage="st9", lane="la9"),
            Participant(id="paA", rank="A", name="Ann"),
            Participant(id="paB", rank="B", name="Ben"),
            Participant(id="paD", rank="C", name="Dora"),
            Participant(id="paC", rank="D", name="Carl"),
            *said,
        ]
    )


def said(touchpoint: str, participant: str, **values: object) -> Rating:
    return Rating(
        id=f"ra{touchpoint[2:]}{participant[2:]}",
        touchpoint=touchpoint,
        participant=participant,
        **values,  # type: ignore[arg-type]
    )


def all_say(touchpoint: str, question: str, *answers: float) -> list[Rating]:
    people = ("paA", "paB", "paC", "paD")
    pairs = zip(people, answers, strict=False)
    return [said(touchpoint, who, **{question: answer}) for who, answer in pairs]


@pytest.mark.parametrize(
    ("answers", "median", "lower", "upper"),
    [
        ([5], 5, 5, 5),
        ([2, 9], 5.5, 3.75, 7.25),
        # position 1 × 2 ÷ 4 = 0.5: half-way from 1 to 4
        ([1, 4, 10], 4, 2.5, 7),
        # position 0.75: three quarters of the way from 1 to 2
        ([1, 2, 3, 4], 2.5, 1.75, 3.25),
        ([6, 6, 6, 6, 10], 6, 6, 6),
    ],
)
def test_median_and_quartiles(
    answers: list[float], median: float, lower: float, upper: float
) -> None:
    found = ratings.summary(reversed(answers))
    assert found is not None
    assert (found.median, found.lower, found.upper) == (median, lower, upper)
    assert (found.n, found.low, found.high) == (len(answers), answers[0], answers[-1])


@given(st.lists(st.integers(2, 20).map(lambda n: n / 2), min_size=2, max_size=40))
def test_quartiles_are_the_inclusive_ones(answers: list[float]) -> None:
    found = ratings.summary(answers)
    assert found is not None
    expected = statistics.quantiles(answers, n=4, method="inclusive")
    assert [found.lower, found.median, found.upper] == pytest.approx(expected)
    assert found.mean == pytest.approx(statistics.fmean(answers))


def test_nobody_answered() -> None:
    assert ratings.summary([]) is None


def test_spread_is_the_range_below_four_answers_and_nothing_for_one() -> None:
    spreads = [
        found.spread
        for answers in ([5], [5, 5], [1, 4, 10], [1, 4, 4, 10])
        if (found := ratings.summary(answers))
    ]
    # of the last: quartiles at the positions 0.75 and 2.25, which are 3.25 and 5.5
    assert spreads == [None, 0, 9, 2.25]


@pytest.mark.parametrize(
    ("question", "answers", "differs"),
    [
        ("importance", [3, 7], True),
        ("importance", [3, 6.9], False),
        ("importance", [5, 5, 9], True),
        # quartiles 2.5 and 5.5 of 1, 3, 5, 7: positions 0.75 and 2.25
        ("importance", [1, 3, 5, 7], True),
        ("importance", [1, 3, 5, 6.9], False),
        ("importance", [2, 3, 5, 6], False),
        # 5.6 − 2.6 must count as 3, whatever binary fractions make of it
        ("satisfaction", [2.6, 2.6, 5.6, 5.6], True),
        # a range of 2 is 4.5 of nine points, one of 1.5 is 3.375
        ("feeling", [-1, 1], True),
        ("feeling", [-1, 0.5], False),
        ("feeling", [0, 0, 1, 1], False),
        ("feeling", [-1, 0, 1, 2], True),
        ("importance", [1], False),
    ],
)
def test_where_opinions_differ(question: str, answers: list[float], differs: bool) -> None:
    (opinion,) = ratings.opinions(shop(*all_say("tpAd", question, *answers)), "ma1")
    assert opinion.differs == differs


def test_ranked_by_points_then_importance_then_place() -> None:
    document = shop(
        *all_say("tpPage", "satisfaction", 2, 8),
        *all_say("tpAd", "satisfaction", 2, 8),
        *all_say("tpWord", "satisfaction", 3, 9),
        said("tpAd", "paC", importance=5.0),
        *all_say("tpElse", "importance", 1, 10),
        said("tpPage", "paC", feeling=-2.0),
        said("tpPage", "paD", feeling=2.0),
    )
    listed = [(it.touchpoint, it.question) for it in ratings.opinions(document, "ma1")]
    assert listed == [
        ("tpPage", "feeling"),  # 4 × 2.25 = 9 points
        ("tpWord", "satisfaction"),  # 6, and 9 matters most
        ("tpAd", "satisfaction"),  # 6, 5 as participants say
        ("tpPage", "satisfaction"),  # 6, and 4
        ("tpAd", "importance"),  # a single answer
    ]


def test_answers_keep_the_participants_order_and_few_is_said() -> None:
    document = shop(*all_say("tpAd", "importance", 4, 4, 4, 4))
    (opinion,) = ratings.opinions(document, "ma1")
    assert [who for who, _ in opinion.answers] == ["paA", "paB", "paD", "paC"]
    assert opinion.summary.is_few


def test_counting_what_each_participant_rated() -> None:
    document = shop(
        said("tpAd", "paA", importance=4.0),
        said("tpPage", "paA", feeling=0.0),
        said("tpAd", "paB", remark="no idea"),
        said("tpElse", "paC", importance=4.0),
    )
    assert ratings.answered(document, "ma1") == {"paA": 2, "paB": 0, "paD": 0, "paC": 0}
    assert list(ratings.answered(document, "ma1")) == ["paA", "paB", "paD", "paC"]


def test_medians_and_means_of_a_touchpoint() -> None:
    later = DAY + datetime.timedelta(days=3)
    given_answers = [
        said("tpAd", "paA", importance=4.0, satisfaction=2.0, date=later),
        said("tpAd", "paB", importance=7.0, date=DAY),
        said("tpAd", "paC", importance=9.0, satisfaction=3.0),
        said("tpAd", "paD", remark="no idea", date=later + datetime.timedelta(days=9)),
    ]
    median = ratings.scores(given_answers, "median")
    assert (median.importance, median.satisfaction, median.feeling) == (7.0, 2.5, None)
    assert (median.n, median.date) == (3, later)
    # 20 ÷ 3 = 6.67 and 2.5, halves away from 0
    mean = ratings.scores(given_answers, "mean")
    assert (mean.importance, mean.satisfaction) == (6.7, 2.5)


def test_means_below_zero_are_rounded_away_from_it() -> None:
    answers = all_say("tpAd", "feeling", -1, -1, -1, 0)
    assert ratings.scores(answers, "mean").feeling == -0.8


def test_taken_scores_are_measured_and_keep_a_source() -> None:
    document = shop(
        said("tpAd", "paA", importance=4.0, date=DAY), said("tpPage", "paA", remark="?")
    )
    assert ratings.taken_scores(document, "ma1", "median", "sheets") == {
        "tpAd": {
            "importance": 4.0,
            "evidence": "measured",
            "evidence_n": 1,
            "evidence_date": DAY,
            "evidence_source": "sheets",
        }
    }
    assert ratings.taken_scores(document, "ma1", "median", "sheets", ["tpPage"]) == {}
