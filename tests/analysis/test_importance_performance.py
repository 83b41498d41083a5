from __future__ import annotations

import pytest

from tests.analysis.journeys import MAP, card, journey, stage
from workbench.analysis.importance_performance import Crosshairs, chart, quadrant

LINES = Crosshairs(at="midpoint", importance=5.5, satisfaction=5.5)


@pytest.mark.parametrize(
    ("importance", "satisfaction", "name"),
    [
        (9, 2, "concentrate-here"),
        (9, 9, "keep-up"),
        (2, 2, "low-priority"),
        (2, 9, "possible-overkill"),
        (5.5, 5.5, "keep-up"),
        (5.5, 5.4, "concentrate-here"),
        (5.4, 5.5, "possible-overkill"),
    ],
)
def test_four_quadrants_and_a_value_on_a_line_is_high(
    importance: float, satisfaction: float, name: str
) -> None:
    assert quadrant(importance, satisfaction, LINES) == name


def test_cross_hairs_at_the_means_or_the_midpoint() -> None:
    document = journey(
        stage(1),
        card("A", 1, importance=9, satisfaction=7),
        card("B", 1, importance=8, satisfaction=8),
        card("C", 1, importance=10),
        card("D", 1, importance=1, satisfaction=1, status="planned"),
    )
    means, midpoint = chart(document, MAP), chart(document, MAP, "midpoint")
    assert means.lines == Crosshairs(at="means", importance=8.5, satisfaction=7.5)
    assert midpoint.lines == LINES
    quadrants = {dot.touchpoint: dot.quadrant for dot in means.dots}
    assert quadrants == {"tpA": "concentrate-here", "tpB": "possible-overkill"}
    assert {dot.quadrant for dot in midpoint.dots} == {"keep-up"}


def test_no_scores_no_means() -> None:
    document = journey(stage(1), card("A", 1, importance=9))
    assert (chart(document, MAP).lines, chart(document, MAP).dots) == (None, ())
    assert chart(document, MAP, "midpoint").lines == LINES
