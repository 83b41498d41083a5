"""Thousands of small random journeys: what the product says against brute force.

Missing and excessive shares, parallel connections and self-connections, circles, several
entries, parts that hang together with nothing: every run has some of each, counted.
"""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from tests.analysis.brute import Brute, agrees
from tests.analysis.exact import Exact, near
from tests.analysis.journeys import MAP, card, journey, leads, stage
from workbench.analysis import circles, graph
from workbench.analysis.graph import journey_graph
from workbench.analysis.handoffs import hand_offs
from workbench.analysis.visits import drop_off_by_stage, most_drop_off, visits
from workbench.model.document import Document
from workbench.model.entities import Connection, Touchpoint

GOAL = 3
ENTRY_SHARES = [None, None, None, None, None, None, None, 0, 20, 60]
SHARES = [None, None, None, 0, 10, 25, 40, 50, 60, 100]
OWNERS = ["", "", "Ada", " ada ", "Bo"]


def any_journey(draw: random.Random, most: int, links: int) -> Document:
    """Up to so many cards in four stages, with up to so many connections between any of them.

    Every other one leads from card to card, with a third of the connections across.
    """
    letters = "ABCDEFGH"[: draw.randint(1, most)]
    onwards = draw.random() < 0.5
    places = [draw.choice([1, 2, 2, 2, 3, 4]) for _ in letters]
    cards = [
        card(
            letter,
            place,
            entry_share=draw.choice(ENTRY_SHARES),
            channel=draw.choice([None, "chA", "chA", "chB"]),
            owner=draw.choice(OWNERS),
            importance=draw.choice([None, 3, 8.5, 9]),
            satisfaction=draw.choice([None, 2, 5.5, 9]),
        )
        for letter, place in zip(letters, sorted(places) if onwards else places, strict=True)
    ]
    pairs = [(draw.choice(letters), draw.choice(letters)) for _ in range(draw.randint(0, links))]
    if onwards:
        pairs = [*pairwise(letters), *pairs[: len(pairs) // 3]]
    drawn = [leads(a, b, draw.choice(SHARES), again=str(n)) for n, (a, b) in enumerate(pairs)]
    stages = [stage(1), stage(2), stage(GOAL, "purchase"), stage(4)]
    return journey(*stages, *cards, *drawn)


@pytest.mark.parametrize("seed", range(8))
def test_ways_ends_and_circles_equal_trying_every_way(seed: int) -> None:
    draw = random.Random(f"ways {seed}")
    seen: Counter[str] = Counter()
    for _ in range(500):
        document = any_journey(draw, most=8, links=14)
        brute, flow = Brute(document, GOAL), journey_graph(document, MAP)
        agrees(flow, brute)
        seen["several entries"] += len(brute.entries) > 1
        seen["only way"] += bool(graph.only_ways_through(flow))
        seen["dead end"] += bool(graph.dead_ends(flow))
        seen["unreachable"] += bool(graph.unreachable(flow))
        seen["long circle"] += any(len(item.touchpoints) > 3 for item in circles.circles(flow))
        seen["no exit"] += any(not item.exit for item in circles.circles(flow))
        ends = [(link.source, link.target) for link in brute.links]
        seen["parallel"] += len(set(ends)) < len(ends)
        seen["to itself"] += any(source == target for source, target in ends)
        seen["excessive"] += bool(graph.shares_above(flow))
    assert len(seen) == 9
    assert min(seen.values()) >= 15, f"too few of a kind to mean anything: {seen}"


@pytest.mark.parametrize("seed", range(4))
def test_hand_offs_and_drop_off_equal_exact_fractions(seed: int) -> None:
    draw = random.Random(f"figures {seed}")
    for _ in range(500):
        document = any_journey(draw, most=6, links=9)
        exact, found = Exact(document), hand_offs(document, MAP)
        expected = {
            item.id: cost_of(document, exact, item)
            for item in document.connections.values()
            if item.share != 0 and changes_hands(document, item)
        }
        assert {item.connection for item in found} == set(expected)
        assert all(near(item.cost, expected[item.connection]) for item in found)
        known = [item.cost for item in found if item.cost is not None]
        assert known == sorted(known, reverse=True)
        assert all(item.cost is None for item in found[len(known) :])
        flow = journey_graph(document, MAP)
        figures = visits(flow)
        if figures is not None:
            most = most_drop_off(flow) + 1e-9
            assert all(share is None or share <= most for share in figures.drop_off.values())
            by_stage = drop_off_by_stage(flow, figures)
            exact.until_goal()
            places = {item.stage for item in document.touchpoints.values()}
            assert set(by_stage) == places
            assert all(near(by_stage[name], lost_in(document, exact, name)) for name in places)


def changes_hands(document: Document, item: Connection) -> bool:
    ends: list[Touchpoint] = [document.touchpoints[item.source], document.touchpoints[item.target]]
    channels: list[Any] = [end.channel for end in ends]
    owners = [end.owner.strip().lower() for end in ends]
    return any(first and last and first != last for first, last in (channels, owners))


def cost_of(document: Document, exact: Exact, item: Connection) -> Fraction | None:
    """reach(from) × share × max(importance − satisfaction, 0), blank where any of it is."""
    receiver, reach = document.touchpoints[item.target], exact.reach(item.source)
    if receiver.importance is None or receiver.satisfaction is None or reach is None:
        return None
    beside = [other for other in document.connections.values() if other.source == item.source]
    known = sum(Fraction(other.share or 0) for other in beside)
    blanks = sum(other.share is None for other in beside)
    share = max(100 - known, 0) / blanks if item.share is None else Fraction(item.share)
    lag = max(Fraction(receiver.importance) - Fraction(receiver.satisfaction), Fraction(0))
    return reach * share / max(known, Fraction(100)) * lag


def lost_in(document: Document, exact: Exact, name: str) -> Fraction | None:
    """How many leave in a stage before they come to the goal; blank without any figure."""
    lost = [
        (exact.visits(item.id) or Fraction(0)) * exact.left(item.id)
        for item in document.touchpoints.values()
        if item.stage == name and item.id not in exact.goals and not exact.endless(item.id)
    ]
    return sum(lost, Fraction(0)) if lost else None
