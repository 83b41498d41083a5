from __future__ import annotations

from typing import Any

import pytest

from tests.analysis.journeys import card, found, journey, leads, stage, subjects
from workbench.model.commands import rule_settings
from workbench.model.document import Document
from workbench.model.entities import Entity
from workbench.words.finding_sentences import action, headline, subject_label

LOW: dict[str, Any] = {"importance": 9.0, "satisfaction": 3.0}


def four_stages(*items: Entity) -> Document:
    """Stages st1 to st4, of which st3 is the goal."""
    return journey(stage(1), stage(2), stage(3, "purchase"), stage(4), *items)


# --- hand-offs ---


@pytest.mark.parametrize(
    ("giver", "receiver", "variant"),
    [
        ({"channel": "chA"}, {"channel": "chB"}, "channel"),
        ({"owner": "Ada"}, {"owner": "Bo"}, "owner"),
        ({"channel": "chA", "owner": "Ada"}, {"channel": "chB", "owner": "Bo"}, "both"),
        ({"channel": "chA"}, {"channel": "chA"}, None),
        ({"channel": "chA"}, {}, None),
        ({"owner": "Ada"}, {"owner": " ada"}, None),
    ],
)
def test_a_hand_off_changes_channel_or_owner(
    giver: dict[str, Any], receiver: dict[str, Any], variant: str | None
) -> None:
    cards = [card("A", 1, **giver), card("B", 3, **LOW, **receiver)]
    several = found(four_stages(*cards, leads("A", "B")), "hand-off")
    assert [item.variant for item in several] == ([variant] if variant else [])


@pytest.mark.parametrize(
    ("importance", "satisfaction", "gap"),
    [(9, 3, True), (7, 4, True), (7, 5, False), (9, 9, False)],
)
def test_a_hand_off_matters_where_the_receiver_disappoints(
    importance: float, satisfaction: float, gap: bool
) -> None:
    receiver = card("B", 3, owner="Bo", importance=importance, satisfaction=satisfaction)
    document = four_stages(card("A", 1, owner="Ada"), receiver, leads("A", "B"))
    assert subjects(document, "hand-off") == ([["coAB", "tpB"]] if gap else [])


def test_hand_offs_to_one_touchpoint_are_told_once() -> None:
    givers = [card("A", 1, owner="Ada"), card("C", 1, channel="chC")]
    receiver = card("B", 3, owner="Bo", channel="chB", **LOW)
    document = four_stages(*givers, receiver, leads("A", "B"), leads("C", "B"))
    (finding,) = found(document, "hand-off")
    assert headline(document, finding) == (
        "A hands over to another channel and owner, and B disappoints"
    )
    labels = [subject_label(document, finding, item) for item in finding.subjects]
    assert labels == ["A → B", "C → B", "B"]


def test_many_hand_offs_in_one_stage_are_one_finding() -> None:
    receivers = [card(letter, 2, owner="Bo", **LOW) for letter in "BCDE"]
    links = [leads("A", letter) for letter in "BCDE"]
    document = four_stages(card("A", 1, owner="Ada"), *receivers, *links)
    (finding,) = found(document, "hand-off")
    assert "4 touchpoints" in headline(document, finding)
    fewer = four_stages(card("A", 1, owner="Ada"), *receivers[:3], *links[:3])
    assert len(found(fewer, "hand-off")) == 3


def test_a_hand_off_that_nobody_gets_to_is_left_alone() -> None:
    cards = [card("A", 1), card("B", 2, owner="Ada"), card("C", 3, owner="Bo", **LOW)]
    document = four_stages(*cards, leads("A", "C"), leads("B", "C"))
    assert found(document, "hand-off") == []


# --- drop-off ---


def losing(at_a: float, at_b: float) -> Document:
    """From A to B to the goal C, with these shares going on, in per cent."""
    cards = [card("A", 1), card("B", 2), card("C", 3)]
    return four_stages(*cards, leads("A", "B", at_a), leads("B", "C", at_b))


def test_where_most_people_leave() -> None:
    # 30 leave at A; of the other 70 half leave at B
    document = losing(70, 50)
    (finding,) = found(document, "worst-drop-off")
    assert [item.id for item in finding.subjects] == ["tpB"]
    assert headline(document, finding) == "Most people leave at B: 35 % of all who come in"
    assert action(document, finding) == "Find out why people leave at “B”"


@pytest.mark.parametrize(
    ("at_a", "limit", "gap"),
    [(90, None, True), (91, None, False), (91, 5.0, True), (100, 0.0, False)],
)
def test_from_where_on_leaving_is_reported(at_a: float, limit: float | None, gap: bool) -> None:
    document = losing(at_a, 100)
    document = document.apply(rule_settings.set_rule(document, "worst-drop-off", limit=limit))
    assert subjects(document, "worst-drop-off") == ([["tpA"]] if gap else [])


def test_dead_ends_and_leaving_after_the_goal_are_no_drop_off() -> None:
    cards = [card("A", 1), card("B", 2), card("C", 3), card("D", 4)]
    links = [leads("A", "B", 40), leads("A", "C", 60), leads("C", "D", 10)]
    document = four_stages(*cards, *links)
    assert subjects(document, "dead-end") == [["tpB"]]
    assert found(document, "worst-drop-off") == []


def test_where_nobody_comes_to_the_goal_there_is_no_worst_place() -> None:
    assert found(losing(50, 0), "worst-drop-off") == []


# --- stages that are passed by ---


def test_a_stage_that_every_way_leads_past() -> None:
    cards = [card("A", 1), card("B", 2), card("C", 3), card("D", 4)]
    past = four_stages(*cards, leads("A", "C"), leads("A", "B"))
    assert subjects(past, "stage-skipped") == [["st2"]]
    through = four_stages(*cards, leads("A", "C"), leads("A", "B"), leads("B", "C", 1))
    assert found(through, "stage-skipped") == []


def test_a_stage_said_to_be_skipped_or_empty_or_after_the_goal_is_not_passed_by() -> None:
    skipped = stage(2, depth="skipped")
    cards = [card("A", 1), card("B", 2), card("D", 5), leads("A", "D")]
    document = journey(stage(1), skipped, stage(3), stage(5, "purchase"), stage(6), *cards)
    assert found(document, "stage-skipped") == []


def test_a_journey_that_never_arrives_passes_by_nothing() -> None:
    cards = [card("A", 1), card("B", 2), card("C", 3)]
    assert found(four_stages(*cards, leads("A", "B")), "stage-skipped") == []
