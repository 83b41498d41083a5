"""What people read where a command refuses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.model.shop import SHOP
from workbench.model.commands import cards, edit
from workbench.model.problems import JourneyError
from workbench.words.problem_sentences import sentence


@pytest.mark.parametrize(
    ("table", "identifier", "field", "value", "told"),
    [
        (
            "touchpoints",
            "tp1",
            "importance",
            40.0,
            "“Importance” takes a number from 1 to 10, not 40.",
        ),
        (
            "touchpoints",
            "tp1",
            "feeling",
            -2.25,
            "“Feeling” takes a number from −2 to 2, not −2.25.",
        ),
        ("touchpoints", "tp1", "title", None, "“Title” cannot be empty."),
        (
            "touchpoints",
            "tp1",
            "status",
            "gone",
            "“gone” is not a choice for “Status”. Choose one of: In place, Planned, Missing.",
        ),
        (
            "touchpoints",
            "tp1",
            "channel",
            "chGONE",
            "“Channel” of the touchpoint tp1 names “chGONE”, which does not exist.",
        ),
        (
            "lanes",
            "laPain",
            "kind",
            "touchpoints",
            "The lane “Pain” holds cards, so it keeps its kind. Move its cards elsewhere first, "
            "or add a lane of the other kind.",
        ),
    ],
)
def test_why_a_value_is_refused(
    table: str, identifier: str, field: str, value: Any, told: str
) -> None:
    with pytest.raises(JourneyError) as caught:
        edit.set_field(SHOP, table, identifier, field, value)
    assert sentence(caught.value.problem) == told


def test_why_a_card_cannot_be_dropped() -> None:
    with pytest.raises(JourneyError) as caught:
        cards.move(SHOP, ["no1"], "st2", "laTp", 0)
    assert sentence(caught.value.problem) == (
        "The lane “Touchpoints” does not take notes. Choose a lane that does."
    )
