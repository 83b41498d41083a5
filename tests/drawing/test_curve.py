"""The experience curve: through its points, never beyond them, broken at gaps."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.drawing.curve import Bezier, height_of, lines_through, points_in
from workbench.drawing.geometry import Point, Rect

FEELINGS = st.lists(st.one_of(st.none(), st.floats(-2, 2)), min_size=1, max_size=9)
AREA = Rect(0, 10, 900, 80)


def at(piece: Bezier, part: float) -> Point:
    rest = 1 - part
    weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    return Point(
        sum(w * p.x for w, p in zip(weights, piece, strict=True)),
        sum(w * p.y for w, p in zip(weights, piece, strict=True)),
    )


@given(FEELINGS)
@settings(max_examples=100)
def test_the_line_goes_through_its_points_and_never_beyond_two_neighbours(
    feelings: list[float | None],
) -> None:
    points = points_in(feelings, [50.0 + 100 * n for n in range(len(feelings))], AREA)
    for line in lines_through(points):
        for piece in line:
            assert piece.start in points
            assert piece.end in points
            low, high = sorted((piece.start.y, piece.end.y))
            heights = [at(piece, step / 20).y for step in range(21)]
            assert low - 1e-6 <= min(heights)
            assert max(heights) <= high + 1e-6
            rising = piece.end.y >= piece.start.y
            for before, after in itertools.pairwise(heights):
                assert after >= before - 1e-6 if rising else after <= before + 1e-6
        for before, after in itertools.pairwise(line):
            assert before.end == after.start


@given(FEELINGS)
@settings(max_examples=60)
def test_a_gap_breaks_the_line(feelings: list[float | None]) -> None:
    points = points_in(feelings, [100.0 * n for n in range(len(feelings))], AREA)
    drawn = {(piece.start.x, piece.end.x) for line in lines_through(points) for piece in line}
    wanted = {
        (before.x, after.x)
        for before, after in itertools.pairwise(points)
        if before is not None and after is not None
    }
    assert drawn == wanted


def test_two_points_make_a_straight_line() -> None:
    ((piece,),) = lines_through([Point(0, 0), Point(30, 60)])
    assert piece == Bezier(Point(0, 0), Point(10, 20), Point(20, 40), Point(30, 60))


def test_the_line_is_flat_at_a_peak() -> None:
    ((left, right),) = lines_through([Point(0, 0), Point(30, 60), Point(60, 0)])
    assert left.second == Point(20, 60)
    assert right.first == Point(40, 60)


def test_feelings_fill_the_area_from_bottom_to_top() -> None:
    assert height_of(2.0, AREA) == 10
    assert height_of(0.0, AREA) == 50
    assert height_of(-2.0, AREA) == 90
