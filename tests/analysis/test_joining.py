"""Which connections are suggested against gaps of the flow, worked out by hand."""

from __future__ import annotations

import msgspec
import pytest

from tests.analysis.journeys import MAP, card, found, journey, leads, stage
from workbench.model.commands import connections
from workbench.model.document import Document
from workbench.model.entities import Entity, Lane
from workbench.words import finding_sentences as words

STAGES = (stage(1), stage(2), stage(3), stage(4, "purchase"))
SECOND_LANE = Lane(id="laB", map=MAP, rank="2", kind="touchpoints", name="Partners")


def four_stages(*items: Entity, cards: str = "A1 B2 C3 D4") -> Document:
    given = [card(text[0], int(text[1])) for text in cards.split()]
    return journey(*STAGES, *given, *items)


def joins(document: Document, rule: str) -> list[str]:
    """The suggested connections of the only finding of a rule, as "AB"."""
    (finding,) = found(document, rule)
    return [join.source[2:] + join.target[2:] for join in finding.joins]


def told(document: Document, rule: str) -> str:
    (finding,) = found(document, rule)
    return words.action(document, finding)


def test_a_loose_card_is_joined_to_both_sides() -> None:
    document = four_stages(leads("A", "C"), leads("C", "D"))
    assert joins(document, "not-connected") == ["AB", "BC"]
    assert told(document, "not-connected") == "Lead people from “A” to “B”, and on to “C”"


def test_a_loose_card_at_either_end_has_one_partner() -> None:
    first = four_stages(leads("B", "C"), leads("C", "D"))
    assert joins(first, "not-connected") == ["AB"]
    assert told(first, "not-connected") == "Lead people from “A” to “B”"
    last = four_stages(leads("A", "B"), leads("B", "C"))
    assert joins(last, "not-connected") == ["CD"]
    assert told(last, "not-connected") == "Lead people from “C” to “D”"


def test_a_dead_end_leads_to_the_next_card_from_which_the_goal_is_reached() -> None:
    document = four_stages(leads("A", "B"), leads("A", "C"), leads("C", "D"), cards="A1 B2 C3 D4")
    assert joins(document, "dead-end") == ["BC"]
    assert told(document, "dead-end") == "Lead on from “B” to “C”, towards the goal"
    # E is nearer than D, but a dead end itself
    ends = four_stages(leads("A", "B"), leads("A", "E"), leads("A", "D"), cards="A1 B2 E3 D4")
    suggested = {item.joins for item in found(ends, "dead-end")}
    assert {(join.source, join.target) for (join,) in suggested} == {("tpB", "tpD"), ("tpE", "tpD")}


def test_an_unreachable_card_is_led_to_from_the_last_reached_card_before() -> None:
    document = four_stages(leads("A", "B"), leads("B", "D"), leads("C", "D"))
    assert joins(document, "unreachable") == ["BC"]
    assert told(document, "unreachable") == "Lead people from “B” to “C”"
    two = four_stages(
        leads("A", "B"),
        leads("A", "E"),
        leads("B", "D"),
        leads("E", "D"),
        leads("C", "D"),
        cards="A1 B2 E2 C3 D4",
    )
    assert joins(two, "unreachable") == ["EC"]


def test_a_card_of_the_same_lane_is_preferred() -> None:
    document = journey(
        *STAGES,
        SECOND_LANE,
        card("A", 1),
        card("B", 2, lane="laB"),
        card("C", 3),
        card("E", 3, lane="laB"),
        card("D", 4),
        *(leads(*pair) for pair in ("AB", "AC", "AE", "CD", "ED")),
    )
    assert joins(document, "dead-end") == ["BE"]


def test_what_is_connected_already_is_not_suggested_again() -> None:
    # 0 % is no way, but drawn; the card after it takes its place
    document = four_stages(leads("A", "B"), leads("B", "C", 0), leads("A", "C"), leads("C", "D"))
    assert joins(document, "dead-end") == ["BD"]


def test_where_nothing_comes_before_nothing_is_suggested() -> None:
    document = journey(
        *STAGES, card("A", 1), card("B", 2, entry_share=100), card("D", 4),
        leads("A", "D"), leads("B", "D"),
    )  # fmt: skip
    (finding,) = found(document, "unreachable")
    assert finding.joins == ()
    assert words.action(document, finding) == "Lead people to “A” from an earlier touchpoint"


def test_many_loose_cards_of_one_stage_are_each_joined() -> None:
    document = four_stages(leads("A", "C"), leads("C", "D"), cards="A1 C3 D4 E2 F2 G2 H2")
    assert joins(document, "not-connected") == ["AE", "EC", "AF", "FC", "AG", "GC", "AH", "HC"]
    assert told(document, "not-connected") == "Connect them with what comes before and after"


@pytest.mark.parametrize("rule", ["not-connected", "dead-end", "unreachable"])
def test_drawing_what_is_suggested_closes_the_gap(rule: str) -> None:
    cases = {
        "not-connected": four_stages(leads("A", "C"), leads("C", "D")),
        "dead-end": four_stages(leads("A", "B"), leads("A", "C"), leads("C", "D")),
        "unreachable": four_stages(leads("A", "B"), leads("B", "D"), leads("C", "D")),
    }
    (finding,) = found(cases[rule], rule)
    pairs = [msgspec.structs.astuple(join) for join in finding.joins]
    after = cases[rule].apply(connections.connect_pairs(cases[rule], pairs))
    assert [found(after, name) for name in cases] == [[], [], []]
