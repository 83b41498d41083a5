from __future__ import annotations

import pytest

from workbench.analysis.scores import band, opportunity


@pytest.mark.parametrize(
    ("importance", "satisfaction", "score"),
    [
        (9, 3, 15),
        (9, 9, 9),
        (3, 9, 3),
        (10, 1, 19),
        (1, 1, 1),
        (1, 10, 1),
        (7.5, 6.0, 9.0),
        (6.6, 1.2, 12),
    ],
)
def test_opportunity_is_importance_and_what_satisfaction_lacks(
    importance: float, satisfaction: float, score: float
) -> None:
    assert opportunity(importance, satisfaction) == score


@pytest.mark.parametrize("scores", [(None, 3), (9, None), (None, None)])
def test_a_blank_input_gives_a_blank_score(scores: tuple[float | None, float | None]) -> None:
    assert opportunity(*scores) is None


@pytest.mark.parametrize(
    ("score", "name"),
    [
        (19, "extreme"),
        (15.1, "extreme"),
        (15, "strong"),
        (12, "strong"),
        (11.9, "worth-a-look"),
        (10, "worth-a-look"),
        (9.9, "served"),
        (1, "served"),
    ],
)
def test_bands_begin_where_the_method_says(score: float, name: str) -> None:
    assert band(score) == name
