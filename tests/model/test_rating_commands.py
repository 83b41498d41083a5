"""Participants, what they rate, and taking it over into the map."""

from __future__ import annotations

import datetime

import pytest

from tests.model.shop import SHOP
from workbench.model.commands import ratings
from workbench.model.entities import Participant
from workbench.model.problems import InvalidValue, RefusedEdit


def test_a_new_participant_comes_last() -> None:
    document = SHOP.apply(ratings.add_participant(SHOP, Participant(id="pa2", name="Ann")))
    assert document.participants["pa2"].rank > document.participants["pa1"].rank


def test_one_rating_per_participant_and_touchpoint() -> None:
    document = SHOP.apply(ratings.rate(SHOP, "tp2", "pa1", satisfaction=3.0))
    assert document.ratings.keys() == {"ra1"}
    assert (document.ratings["ra1"].importance, document.ratings["ra1"].satisfaction) == (7.0, 3.0)
    document = document.apply(ratings.rate(document, "tp1", "pa1", feeling=-1.0))
    assert {(it.touchpoint, it.feeling) for it in document.ratings.values()} == {
        ("tp2", None),
        ("tp1", -1.0),
    }


def test_taking_scores_is_one_step_that_names_how_many_change() -> None:
    day = datetime.date(2026, 3, 2)
    taken = {
        "tp1": {"importance": 7.5, "evidence": "measured", "evidence_n": 4, "evidence_date": day},
        "tp2": {"feeling": -0.5},
    }
    patch = ratings.take(SHOP, taken)
    document = SHOP.apply(patch)
    assert document.touchpoints["tp1"].importance == 7.5
    assert document.touchpoints["tp1"].evidence_date == day
    assert document.touchpoints["tp2"].feeling == -0.5
    assert document.ratings == SHOP.ratings
    assert dict(patch.label.parameters) == {"n": 2}
    assert document.apply(patch.inverse()) == SHOP
    assert not ratings.take(document, taken), "what is so already is no change"


def test_scores_out_of_range_and_lost_touchpoints_are_refused() -> None:
    with pytest.raises(InvalidValue):
        ratings.take(SHOP, {"tp1": {"importance": 11.0}})
    with pytest.raises(RefusedEdit):
        ratings.take(SHOP, {"gone": {"importance": 5.0}})
