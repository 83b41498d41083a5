"""Dots of a scatter chart: none hides another, and each stays where it was."""

from __future__ import annotations

import itertools
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.drawing.scatter import near, spread


def test_a_dot_alone_stays_where_it_belongs():
    assert spread({"a": (3.0, 4.0), "b": (9.0, 1.0)}, 8) == {"a": (3.0, 4.0), "b": (9.0, 1.0)}


@settings(max_examples=40)
@given(st.integers(2, 60))
def test_dots_at_one_place_do_not_touch(count):
    placed = spread({f"t{n:02}": (5.0, 5.0) for n in range(count)}, 10)
    assert len(placed) == count
    assert placed["t00"] == (5.0, 5.0)
    for first, second in itertools.combinations(placed.values(), 2):
        assert math.dist(first, second) > 9.99


def test_the_order_of_entities_does_not_matter():
    names = ["c", "a", "b"]
    one = spread(dict.fromkeys(names, (1.0, 1.0)), 4)
    two = spread(dict.fromkeys(reversed(names), (1.0, 1.0)), 4)
    assert one == two


def test_what_is_near_a_place_comes_nearest_first():
    points = {"far": (0.0, 9.0), "near": (0.0, 1.0), "nearer": (0.5, 0.0)}
    assert near(points.items(), (0.0, 0.0), 2) == ["nearer", "near"]
