"""Between any two ranks there is another, and moving one card changes one card."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import ranks

RANK = re.compile("[0-9A-Za-z]*[1-9A-Za-z]")
some_ranks = st.builds(
    lambda start, end: start + end,
    st.text("01Vyz", max_size=5),
    st.sampled_from("1Vyz"),
)
bounds = st.one_of(st.none(), some_ranks)


@given(bounds, bounds)
def test_between_two_ranks_is_another(low: str | None, high: str | None) -> None:
    if low is not None and high is not None and low >= high:
        with pytest.raises(ValueError, match="no rank fits"):
            ranks.between(low, high)
        return
    rank = ranks.between(low, high)
    assert RANK.fullmatch(rank)
    assert (low or "") < rank
    assert high is None or rank < high


@given(bounds, st.integers(0, 200))
def test_a_spread_ascends(low: str | None, count: int) -> None:
    spread = ranks.spread(low, None, count)
    assert len(spread) == count
    assert [low or "", *spread] == sorted({low or "", *spread})


@given(st.lists(some_ranks, max_size=6).map(sorted), st.integers(-1, 8), st.integers(1, 4))
def test_newcomers_stand_where_they_were_put(
    given_ranks: list[str], index: int, count: int
) -> None:
    siblings = [(f"id{number}", rank) for number, rank in enumerate(given_ranks)]
    new, moved = ranks.insert(siblings, index, count)
    at = max(0, min(index, len(siblings)))
    after = [(moved.get(name, rank), name) for name, rank in siblings]
    placed = [*after[:at], *((rank, "new") for rank in new), *after[at:]]
    assert placed == sorted(placed)
    tied = 0 < at < len(siblings) and given_ranks[at - 1] == given_ranks[at]
    assert bool(moved) <= tied
    if moved:
        assert all(a[0] < b[0] for a, b in itertools.pairwise(placed))


def test_ranks_stay_short_where_cards_are_added_one_after_another() -> None:
    assert max(map(len, ranks.spread(None, None, 1000))) <= 20
    top = ranks.between(None, None)
    for _ in range(1000):
        top = ranks.between(None, top)
    assert len(top) <= 20


def test_ranks_fit_their_field_wherever_cards_are_added() -> None:
    siblings = [("first", "V"), ("last", "W")]
    given_way = 0
    at = 1
    for number in range(3000):
        # now before, now after the newest: the gap halves every time
        (rank,), moved = ranks.insert(siblings, at, 1)
        given_way += bool(moved)
        siblings = [(name, moved.get(name, old)) for name, old in siblings]
        siblings.insert(at, (str(number), rank))
        at += number % 2
        assert siblings[0][1] < rank < siblings[-1][1]
        assert len(rank) <= 400
    assert 0 < given_way < 10
    assert [rank for _, rank in siblings] == sorted({rank for _, rank in siblings})


def test_examples() -> None:
    assert ranks.between(None, None) == "V"
    assert ranks.between("A", "C") == "B"
    assert "A" < ranks.between("A", "B") < "B"
    assert ranks.between(None, "1") < "1"
    assert ranks.between("zz", None) > "zz"
