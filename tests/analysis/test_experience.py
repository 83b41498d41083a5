from __future__ import annotations

import pytest

from tests.analysis.journeys import MAP, card, journey, stage
from workbench.analysis.conversion import conversion, conversions
from workbench.analysis.experience import curve, curve_of


def test_a_point_is_the_mean_of_the_counting_touchpoints_that_have_a_feeling() -> None:
    document = journey(
        stage(1),
        stage(2),
        stage(3),
        card("A", 1, feeling=2),
        card("B", 1, feeling=-1),
        card("C", 1),
        card("D", 1, feeling=-2, status="planned"),
        card("E", 3, feeling=0),
    )
    assert curve(document, MAP).points == (0.5, None, 0.0)


def test_planned_touchpoints_count_on_a_future_map_and_missing_ones_never() -> None:
    cards = [card("A", 1, feeling=1, status="planned"), card("B", 1, feeling=-2, status="missing")]
    assert curve(journey(stage(1), *cards, state="future"), MAP).points == (1.0,)
    assert curve(journey(stage(1), *cards), MAP).points == (None,)


def test_peak_low_end_and_biggest_drop() -> None:
    line = curve_of((0.5, 1.0, -1.1, 1.6, 0.2, -0.3))
    assert (line.peak, line.low, line.end) == (3, 2, 5)
    assert (line.drop_from, line.drop_to, line.drop) == (1, 2, -2.1)


def test_of_ties_the_first_counts() -> None:
    line = curve_of((1.0, 0.0, 1.0, 0.0))
    assert (line.peak, line.low, line.end) == (0, 1, 3)
    assert (line.drop_from, line.drop_to) == (0, 1)


def test_drops_that_differ_only_in_binary_noise_are_a_tie() -> None:
    line = curve_of((0.3, 0.0, 0.8, 0.5))
    assert (line.drop_from, line.drop) == (0, -0.3)


def test_a_stage_without_ratings_breaks_the_line() -> None:
    line = curve_of((2.0, None, -2.0, -1.0))
    assert line.drop is None
    assert line.drop_from is None
    assert line.end == 3


def test_nothing_rated_has_no_turning_points() -> None:
    line = curve_of((None, None))
    assert (line.peak, line.low, line.end, line.drop) == (None, None, None, None)


def test_the_last_rated_stage_is_the_end() -> None:
    assert curve_of((1.0, 0.0, None)).end == 1


@pytest.mark.parametrize(
    ("reached", "before", "rate"),
    [(610, 1200, 610 / 1200), (5, 4, 1.25), (0, 4, 0), (None, 4, None), (4, None, None)],
)
def test_conversion(reached: float | None, before: float | None, rate: float | None) -> None:
    assert conversion(reached, before) == rate


def test_nobody_to_convert_is_blank_not_zero() -> None:
    assert conversion(3, 0) is None


def test_conversion_stands_at_the_stage_reached() -> None:
    document = journey(stage(1, reached=200), stage(2, reached=50), stage(3), stage(4, reached=9))
    assert conversions(document, MAP) == (None, 0.25, None, None)
