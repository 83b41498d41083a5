from __future__ import annotations

import pytest

from tests.analysis.journeys import card, found, journey, leads, stage, subjects
from workbench.model.document import Document
from workbench.model.entities import Entity

FLOW_RULES = ("not-connected", "dead-end", "unreachable", "only-way-through", "circle-without-exit")


def three_stages(*items: Entity, cards: str = "A1 B2 C3") -> Document:
    """Stages st1 to st3, the last of which is the goal, and cards given as letter and stage."""
    given = [card(text[0], int(text[1])) for text in cards.split()]
    return journey(stage(1), stage(2), stage(3, "purchase"), *given, *items)


def test_a_map_without_connections_says_so_once_and_nothing_else_about_flow() -> None:
    document = three_stages()
    (finding,) = found(document, "flow-not-drawn")
    assert (finding.action.code, finding.stage, finding.priority) == ("connect-in-order", None, 8)
    assert all(found(document, rule) == [] for rule in FLOW_RULES)


def test_one_connection_draws_the_flow() -> None:
    assert found(three_stages(leads("A", "B")), "flow-not-drawn") == []


def test_a_share_of_nothing_is_no_connection() -> None:
    assert len(found(three_stages(leads("A", "B", 0)), "flow-not-drawn")) == 1


def test_a_single_touchpoint_has_nothing_to_connect() -> None:
    assert found(three_stages(cards="A1"), "flow-not-drawn") == []


def test_a_card_without_connections_is_reported_once() -> None:
    document = three_stages(leads("A", "C"))
    assert subjects(document, "not-connected") == [["tpB"]]
    assert subjects(document, "dead-end") == []
    assert subjects(document, "unreachable") == []


def test_many_cards_alike_in_one_stage_are_one_finding() -> None:
    loose = three_stages(leads("A", "C"), cards="A1 C3 D2 E2 F2 G2")
    assert subjects(loose, "not-connected") == [["tpD", "tpE", "tpF", "tpG"]]
    fewer = three_stages(leads("A", "C"), cards="A1 C3 D2 E2 F2")
    assert subjects(fewer, "not-connected") == [["tpD"], ["tpE"], ["tpF"]]


def test_a_dead_end_lies_before_the_goal_and_leads_nowhere() -> None:
    document = three_stages(leads("A", "C"), leads("A", "B"))
    assert subjects(document, "dead-end") == [["tpB"]]
    assert subjects(three_stages(leads("A", "B"), leads("B", "C")), "dead-end") == []


def test_after_the_goal_a_journey_may_end() -> None:
    document = journey(
        stage(1),
        stage(2, "purchase"),
        stage(3),
        card("A", 1),
        card("B", 2),
        card("C", 3),
        leads("A", "B"),
        leads("B", "C"),
    )
    assert found(document, "dead-end") == []


def test_nobody_reaches_a_touchpoint_without_a_way_from_an_entry() -> None:
    document = three_stages(leads("A", "C"), leads("B", "C"))
    assert subjects(document, "unreachable") == [["tpB"]]
    reached = three_stages(leads("A", "C"), leads("B", "C"), leads("A", "B"))
    assert found(reached, "unreachable") == []


def test_everything_depends_on_the_only_way_through() -> None:
    links = [leads("A", "B"), leads("B", "C")]
    document = three_stages(*links, leads("A", "D"), cards="A1 B2 C3 D2")
    assert subjects(document, "only-way-through") == [["tpB"]]
    second = three_stages(*links, leads("A", "D"), leads("D", "C"), cards="A1 B2 C3 D2")
    assert found(second, "only-way-through") == []
    alone = three_stages(*links)
    assert found(alone, "only-way-through") == []


def test_a_circle_that_nobody_gets_out_of() -> None:
    links = [leads("A", "C"), leads("A", "B"), leads("B", "D"), leads("D", "B", 100)]
    trapped = three_stages(*links, cards="A1 B2 C3 D2")
    assert subjects(trapped, "circle-without-exit") == [["tpB", "tpD"]]
    (finding,) = found(trapped, "circle-without-exit")
    assert dict(finding.parameters)["cycle"] == "tpB,tpD"
    nobody_takes_it = three_stages(*links, leads("D", "C"), cards="A1 B2 C3 D2")
    assert subjects(nobody_takes_it, "circle-without-exit") == [["tpB", "tpD"]]
    way_out = three_stages(*links[:-1], leads("D", "B", 99), leads("D", "C"), cards="A1 B2 C3 D2")
    assert found(way_out, "circle-without-exit") == []


def test_a_share_that_leaves_is_a_way_out_of_a_circle() -> None:
    links = [leads("A", "B"), leads("B", "A", 60)]
    assert found(three_stages(*links), "circle-without-exit") == []


def test_a_touchpoint_that_leads_only_to_itself_is_a_circle() -> None:
    document = three_stages(leads("A", "B"), leads("B", "B"))
    assert subjects(document, "circle-without-exit") == [["tpB"]]


@pytest.mark.parametrize(
    ("shares", "gap"),
    [((60, 50), True), ((60, 40), False), ((33.4, 66.6), False), ((100, None), False)],
)
def test_shares_that_promise_more_than_everybody(
    shares: tuple[float, float | None], gap: bool
) -> None:
    document = three_stages(leads("A", "B", shares[0]), leads("A", "C", shares[1]))
    assert subjects(document, "shares-above-100") == ([["tpA"]] if gap else [])


def test_parallel_connections_add_up() -> None:
    document = three_stages(leads("A", "B", 60), leads("A", "B", 60, again="2"))
    assert dict(found(document, "shares-above-100")[0].parameters)["total"] == 120


@pytest.mark.parametrize(
    ("reached", "target", "gap"),
    [(29, 30, True), (30, 30, False), (31, 30, False), (None, 30, False), (1, None, False)],
)
def test_conversion_under_its_target(
    reached: float | None, target: float | None, gap: bool
) -> None:
    document = journey(
        stage(1, reached=100, target_conversion=50),
        stage(2, reached=reached, target_conversion=target),
    )
    assert subjects(document, "conversion-under-target") == ([["st2"]] if gap else [])


def test_conversion_is_not_spoilt_by_binary_noise() -> None:
    document = journey(stage(1, reached=1000), stage(2, reached=290, target_conversion=29))
    assert found(document, "conversion-under-target") == []
