"""Scores and feelings on any scale: every expected value worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from workbench.exchange.foreign import scales
from workbench.exchange.foreign.layout import SCALES
from workbench.exchange.sheets import Value


def _scores(values: Sequence[Value], header: str = "") -> list[float | None]:
    scale = scales.scale_of(values, header)
    return [_kept(value, scale, feeling=False) for value in values]


def _feelings(values: Sequence[Value], header: str = "") -> list[float | None]:
    scale = scales.scale_of(values, header, feeling=True)
    return [_kept(value, scale, feeling=True) for value in values]


def _kept(value: Value, scale: scales.Scale, *, feeling: bool) -> float | None:
    found = scales.find(value)
    at = scales.position(found, scale, feeling=feeling) if found is not None else None
    if at is None:
        return None
    return scales.as_feeling(at) if feeling else scales.score(at)


@pytest.mark.parametrize(
    ("values", "header", "expected"),
    [
        ([9, 3, 7], "", [9, 3, 7]),
        ([1, 2, 3, 4, 5], "", [1, 3.25, 5.5, 7.75, 10]),
        ([0, 5, 10], "", [1, 5.5, 10]),
        ([3, 5], "Importance (1–10)", [3, 5]),
        ([1, 4, 7], "Satisfaction 1-7", [1, 5.5, 10]),
        ([50, 100, 0], "", [5.5, 10, 1]),
        ([0.5, 0.9], "", [5.5, 9.1]),
        ([60, 80], "Satisfaction in %", [6.4, 8.2]),
        ([1, 6], "Schulnote", [10, 1]),
        (["4/5", "3 / 5"], "", [7.75, 5.5]),
        (["80 %", "50%"], "", [8.2, 5.5]),
        (["3,5", "2"], "", [6.625, 3.25]),
        (["4 - good", "2 (poor)", "5 stars", "3点"], "", [7.75, 3.25, 10, 5.5]),
        (["low", "medium", "high"], "", [1, 5.5, 10]),
        (["gering", "hoch", "mittel"], "", [1, 10, 5.5]),
        (["低", "中", "高"], "", [1, 5.5, 10]),
        (["very high", "low", "very low"], "", [10, 3.25, 1]),
        (["★★★☆☆", "★★★★★", "★☆☆☆☆"], "", [5.5, 10, 1]),
        (["⭐⭐⭐", "⭐"], "", [5.5, 1]),
        (["★★☆", "★☆☆"], "", [5.5, 1]),
        (["+", "++", "+++"], "", [1, 5.5, 10]),
        (["×", "△", "○", "◎"], "", [1, 4, 7, 10]),
        (["○", "◔", "◑", "◕", "●"], "", [1, 3.25, 5.5, 7.75, 10]),
        (["🔴", "🟡", "🟢"], "", [1, 5.5, 10]),
    ],
)
def test_scores(values: list[Value], header: str, expected: list[float]) -> None:
    assert _scores(values, header) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([-2, 0, 1.5], [-2, 0, 1.5]),
        ([-3, 3, 0], [-2, 2, 0]),
        ([-5, 5], [-2, 2]),
        ([1, 3, 5], [-2, 0, 2]),
        ([1, 10, 5.5], [-2, 2, 0]),
        (["😡", "🙁", "😐", "🙂", "😀"], [-2, -1, 0, 1, 2]),
        (["☹️", ":-)", ":("], [-1, 1, -1]),
        (["--", "-", "0", "+", "++"], [-2, -1, 0, 1, 2]),
        (["– –", "–", "+"], [-2, -1, 1]),
        (["negative", "neutral", "positive", "delighted", "angry"], [-1, 0, 1, 2, -2]),
        (["frustriert", "zufrieden", "begeistert"], [-1, 1, 2]),
        (["満足", "不満", "怒り"], [1, -1, -2]),
        (["×", "△", "○", "◎"], [-2, -1, 1, 2]),
    ],
)
def test_feelings(values: list[Value], expected: list[float]) -> None:
    assert _feelings(values) == pytest.approx(expected)


def test_scores_beside_each_other_share_their_scale() -> None:
    beside = scales.scale_of([3, 4], "Importance", beside=[9, 10])
    assert beside.name == "1-10"
    assert scales.scale_of([3, 4], "Importance").name == "1-5"


def test_a_lone_dash_says_nothing() -> None:
    assert _feelings(["-", "–", "😀"]) == [None, None, 2]
    assert _scores(["–", 4, 5]) == [None, 7.75, 10]


def test_what_lies_outside_the_chosen_scale_is_no_value() -> None:
    scale = scales.scale_of([3, 7], "", "1-5")
    assert [_kept(value, scale, feeling=False) for value in (3, 7)] == [5.5, None]


def test_words_beside_a_value_are_not_lost() -> None:
    found = scales.find("😡 waits too long")
    assert found is not None
    assert found.rest == "waits too long"


@pytest.mark.parametrize("value", ["", "Website", "2026-01-31", "1. Awareness", "call 112", True])
def test_these_are_no_values(value: Value) -> None:
    assert scales.find(value) is None


@pytest.mark.parametrize("name", [name for name in SCALES if name not in ("", "words")])
def test_the_ends_of_every_scale_are_our_ends(name: str) -> None:
    ends = {"6-1": (6, 1), "-1-1": (-1, 1), "-2-2": (-2, 2), "-3-3": (-3, 3), "-5-5": (-5, 5)}
    low, high = ends.get(name) or tuple(int(part) for part in name.split("-"))
    scale = scales.Scale(name)  # type: ignore[arg-type]
    assert [_kept(float(end), scale, feeling=False) for end in (low, high)] == [1, 10]
    assert [_kept(float(end), scale, feeling=True) for end in (low, high)] == [-2, 2]
