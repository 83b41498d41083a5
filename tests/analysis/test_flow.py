"""All figures of one small map together, by hand."""

from __future__ import annotations

import pytest

from workbench.analysis.flow import flow
from workbench.analysis.flow_figures import decode, encode
from workbench.model.document import Document
from workbench.model.entities import Connection, Lane, Map, Stage, Touchpoint, Workspace


def walk(*connections: Connection) -> Document:
    """Door and till in two stages; the till is the goal."""
    card = {"map": "ma1", "lane": "la1"}
    return Document.of(
        [
            Workspace(id="wk1"),
            Map(id="ma1"),
            Stage(id="st1", map="ma1", rank="A"),
            Stage(id="st2", map="ma1", rank="B", roles=("purchase",)),
            Lane(id="la1", map="ma1", kind="touchpoints"),
            Touchpoint(id="tp1", stage="st1", rank="A", owner="Shop", **card),
            Touchpoint(
                id="tp2",
                stage="st2",
                rank="A",
                owner="Counter",
                importance=9.0,
                satisfaction=4.0,
                **card,
            ),
            *connections,
        ]
    )


def test_the_figures_of_a_walk_with_a_way_back() -> None:
    # 80 % go on from the door, half of them come back to it
    found = flow(
        walk(
            Connection(id="co1", source="tp1", target="tp2", share=80),
            Connection(id="co2", source="tp2", target="tp1", share=50),
        ),
        "ma1",
    )
    door, till = found.touchpoints
    # x = 1 + 0.5 y and y = 0.8 x give x = 5/3 and y = 4/3
    assert (door.visits, till.visits) == (pytest.approx(5 / 3), pytest.approx(4 / 3))
    # starting at the till one comes to it 1 / (1 − 0.4) times, so 4/3 ÷ 5/3 = 80 % ever come
    assert (door.reach, till.reach) == (1, pytest.approx(0.8))
    assert found.goal == pytest.approx(0.8)
    assert door.drop_off == pytest.approx(0.2)
    assert found.stages["st1"] == pytest.approx(0.2)
    assert found.likeliest is not None
    assert found.likeliest.touchpoints == ("tp1", "tp2")
    assert found.likeliest.probability == pytest.approx(0.8)
    (circle,) = found.rounds
    assert set(circle.touchpoints) == {"tp1", "tp2"}
    assert circle.exit
    # door to counter: 1 × 0.8 × (9 − 4)
    assert found.hand_offs[0].cost == pytest.approx(4)
    assert decode(encode(found)) == found


def test_without_connections_there_are_no_figures() -> None:
    found = flow(walk(), "ma1")
    assert [item.id for item in found.touchpoints] == ["tp1", "tp2"]
    assert {item.reach for item in found.touchpoints} == {None}
    assert (found.goal, found.likeliest, found.rounds, found.hand_offs) == (None, None, (), ())
