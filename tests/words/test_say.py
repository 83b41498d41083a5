"""Numbers as people read them."""

from __future__ import annotations

import pytest

from workbench.words.say import count, number, say


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (16.25, 1, "16.3"),
        (-16.25, 1, "−16.3"),
        (18.75, 1, "18.8"),
        (16.249, 1, "16.2"),
        (0.125, 2, "0.13"),
        (2.675, 2, "2.68"),
        (2.5, 0, "3"),
        (9.0, 1, "9"),
        (9.04, 1, "9"),
        (0, 1, "0"),
        (-0.04, 1, "0"),
        (-3, 1, "−3"),
        (4e15, 1, "4000000000000000"),
    ],
)
def test_numbers_are_short_and_halves_go_away_from_zero(
    value: float, decimals: int, text: str
) -> None:
    assert number(value, decimals) == text


def test_thousands_are_set_apart_where_counts_are_read() -> None:
    assert number(12000, grouped=True) == "12,000"
    assert number(1234567.25, 2, grouped=True) == "1,234,567.25"
    assert number(-4200, grouped=True) == "−4,200"
    assert number(999, grouped=True) == "999"


def test_counts_in_sentences_have_their_thousands_apart() -> None:
    assert say("status.stages", n=999) == "999 stages"
    assert say("status.touchpoints", n=10_000, placed=8_500) == (
        "10,000 touchpoints · 8,500 in place"
    )
    assert say("dock.counted", title="Gaps", count=2859) == "Gaps 2,859"
    assert count(1_234_567) == "1,234,567"


def test_what_is_no_count_is_said_as_it_is() -> None:
    assert say("dock.counted", title="Year", count="2026") == "Year 2026"
