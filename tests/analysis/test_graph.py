from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.brute import Brute, agrees
from tests.analysis.journeys import MAP, card, journey, leads, stage
from workbench.analysis import circles, graph
from workbench.analysis.graph import journey_graph, probabilities
from workbench.model.document import Document


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ((), ()),
        ((None,), (1.0,)),
        ((None, None), (0.5, 0.5)),
        ((60, None, None), (0.6, 0.2, 0.2)),
        ((30, 20), (0.3, 0.2)),
        ((150, 50), (0.75, 0.25)),
        ((100, None), (1.0, 0.0)),
        ((120, None), (1.0, 0.0)),
    ],
)
def test_shares_become_probabilities(
    shares: tuple[float | None, ...], expected: tuple[float, ...]
) -> None:
    assert probabilities(shares) == pytest.approx(expected)


def test_nodes_and_edges_are_what_counts() -> None:
    document = journey(
        stage(1),
        stage(2, "purchase"),
        card("A", 1),
        card("B", 2),
        card("P", 2, status="planned"),
        leads("A", "B", 30),
        leads("A", "B", None, again="2"),
        leads("A", "P", 70),
        leads("B", "A", 0),
    )
    flow = journey_graph(document, MAP)
    assert list(flow.touchpoints) == ["tpA", "tpB"]
    edges = {it.id: (it.source, it.target, it.probability) for it in flow.connections}
    assert edges == {"coAB": ("tpA", "tpB", 0.3), "coAB2": ("tpA", "tpB", 0.7)}
    assert flow.goals == {"tpB"}


def test_entries_are_those_with_an_entry_share_normalised() -> None:
    document = journey(
        stage(1), stage(2), card("A", 1), card("B", 1, entry_share=30), card("C", 2, entry_share=90)
    )
    assert journey_graph(document, MAP).entries == pytest.approx({"tpB": 0.25, "tpC": 0.75})


def test_without_entry_shares_people_come_in_at_the_first_walked_stage_with_touchpoints() -> None:
    document = journey(
        stage(1, depth="skipped"),
        stage(2),
        stage(3),
        card("A", 1),
        card("B", 3),
        card("C", 3, entry_share=0),
        card("D", 3, status="planned"),
    )
    assert journey_graph(document, MAP).entries == {"tpB": 0.5, "tpC": 0.5}


def test_the_goal_is_the_named_stage_else_purchase_else_the_last_walked() -> None:
    cards = [card("A", 1), card("B", 2), card("C", 3), card("D", 4)]
    plain = [stage(1), stage(2), stage(3), stage(4, depth="skipped")]
    buying = [stage(1), stage(2, "decision", "purchase"), stage(3), stage(4)]
    assert journey_graph(journey(*plain, *cards), MAP).goals == {"tpC"}
    assert journey_graph(journey(*buying, *cards), MAP).goals == {"tpB"}
    assert journey_graph(journey(*buying, *cards, goal_stage="st4"), MAP).goals == {"tpD"}


def test_only_ways_through_leave_out_ends_and_those_alone_in_their_stage() -> None:
    everything = [
        *(stage(place) for place in (1, 2, 3)),
        stage(4, "purchase"),
        card("A", 1),
        card("B", 2),
        card("C", 2),
        card("D", 3),
        card("E", 4),
        leads("A", "B"),
        leads("B", "D"),
        leads("D", "E"),
    ]
    assert graph.only_ways_through(journey_graph(journey(*everything), MAP)) == ("tpB",)
    second_way = journey(*everything, leads("A", "C"), leads("C", "D"))
    assert graph.only_ways_through(journey_graph(second_way, MAP)) == ()


def test_the_shortest_cycle_of_a_circle() -> None:
    document = journey(
        stage(1),
        stage(2, "purchase"),
        *(card(letter, 1) for letter in "ABCD"),
        card("G", 2),
        *(leads(a, b) for a, b in pairwise("ABCDA")),
        leads("C", "B"),
    )
    flow = journey_graph(document, MAP)
    (circle,) = circles.circles(flow)
    assert circle.touchpoints == ("tpA", "tpB", "tpC", "tpD")
    assert not circle.exit
    assert circles.shortest_cycle(flow, circle) == ("tpB", "tpC")


# --- against brute force on small random graphs ---------------------------------------------

LETTERS = "ABCDEF"
STAGES = 3
GOAL = 2


@st.composite
def graphs(draw: st.DrawFn) -> Document:
    """Up to six cards in three stages, of which the second or third is the goal."""
    letters = LETTERS[: draw(st.integers(1, len(LETTERS)))]
    cards = [
        card(
            letter,
            draw(st.integers(1, STAGES)),
            status=draw(st.sampled_from(["in-place", "in-place", "in-place", "planned"])),
            entry_share=draw(st.sampled_from([None, None, None, 0, 40])),
        )
        for letter in letters
    ]
    ends = st.sampled_from(letters)
    shares = st.sampled_from([None, None, 0.0, 40.0, 100.0])
    drawn = draw(st.lists(st.tuples(ends, ends, shares), max_size=10))
    links = [leads(a, b, share, again=str(n)) for n, (a, b, share) in enumerate(drawn)]
    return journey(
        *(stage(place) for place in range(1, STAGES + 1)), *cards, *links, goal_stage=f"st{GOAL}"
    )


@settings(max_examples=250)
@given(graphs())
def test_flow_questions_agree_with_trying_every_way(document: Document) -> None:
    agrees(journey_graph(document, MAP), Brute(document, GOAL))


@given(st.lists(st.sampled_from([None, 0.0, 10.0, 55.5, 100.0]), min_size=1, max_size=6))
def test_probabilities_never_exceed_the_whole(shares: list[Any]) -> None:
    chances = probabilities(shares)
    assert all(chance >= 0 for chance in chances)
    known = sum(share for share in shares if share is not None)
    whole = 1.0 if None in shares or known >= 100 else known / 100
    assert sum(chances) == pytest.approx(whole)
