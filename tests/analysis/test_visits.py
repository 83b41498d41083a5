from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest

from tests.analysis.exact import Exact, near
from tests.analysis.journeys import MAP, card, journey, leads, stage
from workbench.analysis.chain import solve
from workbench.analysis.graph import journey_graph
from workbench.analysis.handoffs import hand_offs
from workbench.analysis.paths import most_likely_path, path_probability
from workbench.analysis.visits import Visits, drop_off_by_stage, visits
from workbench.model.document import Document
from workbench.model.entities import Entity


def drawn(*items: Entity, cards: str = "A1 B2 C3", **values: Any) -> Document:
    """Stages st1 to st4, of which st3 is the goal, and cards given as letter and stage."""
    given = [card(text[0], int(text[1])) for text in cards.split()]
    stages = [stage(1), stage(2), stage(3, "purchase"), stage(4)]
    return journey(*stages, *given, *items, **values)


def figures(document: Document) -> Visits:
    found = visits(journey_graph(document, MAP))
    assert found is not None
    return found


def about(expected: dict[str, Any]) -> dict[str, Any]:
    """Exact numbers as pytest compares floats with them, blanks as they are."""
    return {
        f"tp{letter}": value if value is None else pytest.approx(float(value), abs=1e-12)
        for letter, value in expected.items()
    }


# --- worked out by hand ---------------------------------------------------------------------


def test_the_circle_of_the_methods_page() -> None:
    found = figures(drawn(leads("A", "B", 100), leads("B", "A", 50), leads("B", "C", 50)))
    assert found.visits == about({"A": 2, "B": 2, "C": 1})
    assert found.reach == about({"A": 1, "B": 1, "C": 1})
    assert found.drop_off == about({"A": 0, "B": 0, "C": None})
    assert (found.goal, found.trapped) == (1, 0)


def test_two_entries_a_loss_and_a_way_past_the_goal() -> None:
    document = drawn(
        leads("A", "B", 60),
        leads("A", "B", 20, again="2"),
        leads("B", "C", 50),
        leads("C", "D"),
        leads("E", "C", 25),
        cards="A1 B2 C3 D4 E1",
    )
    found = figures(document)
    # half come in at A and at E; 0.8 of A go to B, half of these to C, a quarter of E too
    to_b = Fraction(1, 2) * Fraction(8, 10)
    to_c = to_b / 2 + Fraction(1, 8)
    assert found.reach == about(
        {"A": Fraction(1, 2), "B": to_b, "C": to_c, "D": to_c, "E": Fraction(1, 2)}
    )
    assert found.drop_off == about(
        {"A": Fraction(1, 10), "B": to_b / 2, "C": None, "D": 0, "E": Fraction(3, 8)}
    )
    assert found.goal == pytest.approx(float(to_c))
    assert drop_off_by_stage(journey_graph(document, MAP), found) == {
        "st1": pytest.approx(0.475),
        "st2": pytest.approx(0.2),
        "st3": None,
        "st4": 0,
    }


def test_a_way_back_to_itself() -> None:
    found = figures(drawn(leads("A", "A", 75), leads("A", "C", 20), cards="A1 C3"))
    assert found.visits == about({"A": 4, "C": Fraction(4, 5)})
    assert found.reach == about({"A": 1, "C": Fraction(4, 5)})
    assert found.drop_off == about({"A": Fraction(1, 5), "C": None})


def test_a_circle_without_any_way_out_gets_no_figures() -> None:
    links = [leads("A", "B", 40), leads("B", "D"), leads("D", "B"), leads("A", "C", 60)]
    found = figures(drawn(*links, cards="A1 B2 C3 D2"))
    assert found.visits == about({"A": 1, "B": None, "D": None, "C": Fraction(3, 5)})
    assert found.reach == about({"A": 1, "B": None, "D": None, "C": Fraction(3, 5)})
    assert found.drop_off["tpB"] is None
    assert (found.goal, found.trapped) == (pytest.approx(0.6), pytest.approx(0.4))


def test_a_circle_through_the_goal_is_reached_though_its_visits_never_end() -> None:
    found = figures(drawn(leads("A", "C", 30), leads("C", "D"), leads("D", "C"), cards="A1 C3 D4"))
    assert found.visits == about({"A": 1, "C": None, "D": None})
    assert found.reach == about({"A": 1, "C": Fraction(3, 10), "D": Fraction(3, 10)})
    assert (found.goal, found.trapped) == (pytest.approx(0.3), 0)


def test_those_who_were_at_the_goal_do_not_drop_out_later() -> None:
    links = [leads("A", "C"), leads("C", "B", 50), leads("B", "C", 10)]
    assert figures(drawn(*links)).drop_off == about({"A": 0, "B": 0, "C": None})


def test_no_figures_without_connections() -> None:
    assert visits(journey_graph(drawn(), MAP)) is None
    assert most_likely_path(journey_graph(drawn(cards="A1 B2"), MAP)) is None


def test_without_a_goal_stage_nobody_drops_out_on_the_way_to_it() -> None:
    skipped = [stage(1, depth="skipped"), stage(2, depth="skipped")]
    cards = [card("A", 1, entry_share=100), card("B", 2)]
    found = figures(journey(*skipped, *cards, leads("A", "B", 50)))
    assert found.drop_off == about({"A": None, "B": None})
    assert found.reach == about({"A": 1, "B": Fraction(1, 2)})


def test_a_very_rare_way_out_keeps_every_digit() -> None:
    steps = {"a": {"b": 1.0}, "b": {"a": 1.0 - 1e-13}}
    solved = solve(steps, {"a": 0.0, "b": 1e-13}, {"a": 1.0, "b": 0.0})
    assert solved is not None
    assert solved.visits["a"] == pytest.approx(1e13, rel=1e-12)
    assert solved.visits["a"] / solved.own["a"] == 1


def test_a_large_circle_is_solved_to_the_last_digit() -> None:
    draw = random.Random(4)
    size = 600
    names = [str(number) for number in range(size)]
    steps: dict[str, dict[str, float]] = {}
    for place, name in enumerate(names):
        onward = names[(place + 1) % size]
        back = names[max(0, place - draw.randint(1, 9))]
        steps[name] = {onward: 0.55, back: 0.4} if back != name else {onward: 0.9}
    leaving = {name: 1 - sum(row.values()) for name, row in steps.items()}
    coming = dict.fromkeys(names, 0.0) | {"0": 1.0}
    solved = solve(steps, leaving, coming)
    assert solved is not None
    for name, row in steps.items():
        for target, chance in row.items():
            coming[target] += solved.visits[name] * chance
    assert max(abs(coming[name] - solved.visits[name]) for name in names) <= 1e-9
    # somebody who starts there, solved on its own
    alone = solve(steps, leaving, dict.fromkeys(names, 0.0) | {"300": 1.0})
    assert alone is not None
    assert solved.own["300"] == pytest.approx(alone.visits["300"], rel=1e-12)


# --- the most likely path -------------------------------------------------------------------


def likely(document: Document) -> tuple[str, float] | None:
    found = most_likely_path(journey_graph(document, MAP))
    if found is None:
        return None
    return "".join(item[2:] for item in found.touchpoints), round(found.probability, 12)


def test_the_most_likely_path_need_not_be_the_shortest() -> None:
    links = [leads("A", "C", 30), leads("A", "B", 70), leads("B", "C", 50), leads("B", "D", 50)]
    assert likely(drawn(*links, cards="A1 B2 C3 D2")) == ("ABC", 0.35)
    assert likely(drawn(*links, leads("D", "C"), cards="A1 B2 C3 D2")) == ("ABC", 0.35)


def test_of_ways_equally_probable_the_shorter_one() -> None:
    links = [leads("A", "C", 50), leads("A", "B", 50), leads("B", "C")]
    assert likely(drawn(*links)) == ("AC", 0.5)
    # 0.1 × 0.6 = 0.2 × 0.3, which binary fractions miss
    links = [leads("A", "B", 10), leads("B", "C", 60), leads("A", "D", 20), leads("D", "C", 30)]
    assert likely(drawn(*links, cards="A1 D2 B2 C3")) == ("ABC", 0.06)


def test_of_ways_equally_long_the_first_on_the_canvas() -> None:
    links = [leads("A", "E"), leads("A", "B"), leads("E", "C"), leads("B", "C")]
    assert likely(drawn(*links, cards="A1 B2 C3 E2")) == ("ABC", 0.5)
    assert likely(drawn(*links, cards="A1 B3 C3 E2")) == ("AB", 0.5)


def test_the_path_begins_at_the_likeliest_entry_and_ends_at_the_first_goal() -> None:
    cards = [card("A", 1, entry_share=30), card("B", 1, entry_share=70), card("C", 3), card("D", 3)]
    document = drawn(*cards, leads("A", "C"), leads("B", "C"), leads("C", "D"), cards="E2")
    assert likely(document) == ("BC", 0.7)


def test_no_way_to_the_goal_is_no_path() -> None:
    assert likely(drawn(leads("A", "B"))) is None


def test_path_probability_adds_parallel_connections_and_knows_no_detours() -> None:
    links = [leads("A", "B", 30), leads("A", "B", 20, again="2"), leads("B", "C", 50)]
    flow = journey_graph(drawn(*links), MAP)
    assert path_probability(flow, ["tpA", "tpB", "tpC"]) == pytest.approx(0.25)
    assert path_probability(flow, ["tpB", "tpC"]) == 0
    assert path_probability(flow, ["tpA", "tpC"]) == 0
    assert path_probability(flow, ["tpA"]) == 1
    assert path_probability(flow, []) == 0


# --- hand-offs ------------------------------------------------------------------------------


def test_hand_offs_change_channel_or_owner_and_cost_what_the_receiver_lacks() -> None:
    cards = [
        card("A", 1, channel="chA", owner="Ada "),
        card("B", 2, channel="chB", owner="ada", importance=9, satisfaction=4),
        card("C", 3, channel="chB", owner="Bo", importance=8, satisfaction=6),
        card("D", 2, channel="chC"),
        card("E", 3, owner="Bo", importance=8, satisfaction=2),
    ]
    links = [leads("A", "B", 60), leads("A", "D", 40), leads("B", "C", 50), leads("C", "E")]
    several = hand_offs(journey(stage(1), stage(2), stage(3), *cards, *links), MAP)
    assert [(item.connection, item.channel, item.owner, item.cost) for item in several] == [
        ("coAB", True, False, 3.0),
        ("coBC", False, True, 0.6),
        ("coAD", True, False, None),
    ]


def test_a_receiver_that_satisfies_costs_nothing() -> None:
    cards = [card("A", 1, owner="X"), card("B", 1, owner="Y", importance=5, satisfaction=9)]
    (only,) = hand_offs(journey(stage(1), *cards, leads("A", "B")), MAP)
    assert (only.shortfall, only.cost) == (0, 0)


# --- against exact fractions on small random graphs -----------------------------------------

SHARES = [None, None, None, 0, 10, 25, 40, 50, 60, 100]


def small(draw: random.Random) -> Document:
    """Up to six cards in four stages; shares missing, excessive, lacking; cycles, islands."""
    letters = "ABCDEF"[: draw.randint(1, 6)]
    places = {letter: draw.randint(1, 4) for letter in letters}
    cards = [
        card(letter, places[letter], entry_share=draw.choice([None, None, None, None, 20, 60]))
        for letter in letters
    ]
    pairs = [(draw.choice(letters), draw.choice(letters)) for _ in range(draw.randint(0, 11))]
    links = [leads(a, b, draw.choice(SHARES), again=str(n)) for n, (a, b) in enumerate(pairs)]
    return drawn(*cards, *links, cards="")


@pytest.mark.parametrize("seed", range(12))
def test_figures_equal_exact_fractions_on_random_graphs(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(250):
        document = small(draw)
        exact, flow = Exact(document), journey_graph(document, MAP)
        found = visits(flow)
        path = most_likely_path(flow)
        best = exact.likeliest()
        assert (path and path.touchpoints) == (best and best[0])
        assert best is None or (path is not None and near(path.probability, best[1]))
        assert (found is None) is not exact.linked
        if found is None:
            continue
        for name in exact.names:
            reach = found.reach[name]
            assert near(found.visits[name], exact.visits(name))
            assert near(reach, exact.reach(name))
            assert reach is None or 0 <= reach <= 1
        assert near(found.goal, exact.arriving(exact.goals))
        exact.until_goal()
        for name in exact.names:
            lost: Fraction | None = None
            if name not in exact.goals and not exact.endless(name):
                lost = (exact.visits(name) or Fraction(0)) * exact.left(name)
            assert near(found.drop_off[name], lost)
        everybody = found.goal + found.trapped + sum(x or 0 for x in found.drop_off.values())
        assert everybody == pytest.approx(1)
