"""A dot an answer: where it lies, and that none hides another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.drawing.dots import MOST, Dot, dots


def test_single_answers_lie_at_their_value() -> None:
    # 1 to 10 on 90 points: ten points a step
    assert dots([1, 10, 5.5], 1, 10, 90, 6) == (Dot(0, 0), Dot(45, 0), Dot(90, 0))


def test_equal_answers_stand_about_their_place() -> None:
    assert dots([0, 0], -2, 2, 100, 6) == (Dot(47, 0), Dot(53, 0))
    assert dots([0] * 4, -2, 2, 100, 6) == (
        Dot(44, -3),
        Dot(50, -3),
        Dot(56, -3),
        Dot(50, 3),
    )


def test_many_equal_answers_are_one_dot_with_their_number() -> None:
    assert dots([3] * (MOST + 1), 1, 10, 90, 6) == (Dot(20, 0, MOST + 1),)


@given(st.lists(st.integers(1, 10), max_size=40))
def test_every_answer_is_drawn_and_none_twice_in_one_place(values: list[int]) -> None:
    placed = dots(values, 1, 10, 900, 6)
    assert sum(dot.count for dot in placed) == len(values)
    assert len({(dot.x, dot.y) for dot in placed}) == len(placed)
