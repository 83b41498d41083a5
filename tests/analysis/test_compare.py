"""What a future map changes, worked out by hand."""

from __future__ import annotations

import datetime

import pytest

from workbench.analysis.compare import compared as compare
from workbench.analysis.comparison import Comparison, Difference, decode, encode
from workbench.model.commands import cards, edit, maps
from workbench.model.document import Document
from workbench.model.entities import Connection, Lane, Map, Stage, Touchpoint, Workspace

TODAY = datetime.date(2026, 11, 21)


def shop() -> Document:
    """A door leads 60 % on to the till; the catalogue is not connected."""
    card = {"map": "ma1", "lane": "la1"}
    return Document.of(
        [
            Workspace(id="wk1"),
            Map(id="ma1", name="Now"),
            Stage(id="st1", map="ma1", rank="A", name="Look", roles=("awareness",)),
            Stage(id="st2", map="ma1", rank="B", name="Buy", roles=("purchase",)),
            Lane(id="la1", map="ma1", kind="touchpoints"),
            Touchpoint(
                id="tp1", stage="st1", rank="A", title="Door", feeling=1.0, entry_share=100, **card
            ),
            Touchpoint(id="tp2", stage="st1", rank="B", title="Catalogue", **card),
            Touchpoint(
                id="tp3",
                stage="st2",
                rank="A",
                title="Till",
                feeling=-1.0,
                importance=9.0,
                satisfaction=3.0,
                **card,
            ),
            Connection(id="co1", source="tp1", target="tp3", share=60.0),
        ]
    )


@pytest.fixture
def pair() -> tuple[Document, str, dict[str, str]]:
    """The shop with a future map: (document, its id, current card -> future card)."""
    document = shop()
    document = document.apply(maps.future_of(document, "ma1", "Next"))
    future = next(item.id for item in document.maps.values() if item.based_on)
    twins = {
        item.counterpart: item.id
        for table in (document.touchpoints, document.stages, document.lanes)
        for item in table.values()
        if item.counterpart
    }
    return document, future, twins


def compared(document: Document, future: str) -> Comparison:
    found = compare(document, future, TODAY)
    assert found is not None
    return found


def test_a_fresh_future_map_changes_nothing(pair):
    document, future, _ = pair
    found = compared(document, future)
    assert found.differences == ()
    assert (found.closes, found.opens) == ((), ())
    assert found.current_reach == found.future_reach == pytest.approx(0.6)
    assert found.current_curve == found.future_curve


def test_a_map_that_is_based_on_none_is_compared_with_none():
    assert compare(shop(), "ma1", TODAY) is None
    assert decode(encode(None)) is None


def test_added_removed_moved_and_changed(pair):
    document, future, twins = pair
    till, catalogue = twins["tp3"], twins["tp2"]
    document = document.apply(
        edit.set_fields(document, "touchpoints", [till], {"title": "Self-checkout", "feeling": 2})
    )
    document = document.apply(cards.move(document, [catalogue], twins["st2"], twins["la1"], 0))
    document = document.apply(edit.remove(document, [("touchpoints", twins["tp1"])]))
    new = Touchpoint(
        id="tp9", map=future, stage=twins["st1"], lane=twins["la1"], title="Window display"
    )
    document = document.apply(cards.add(document, new))
    assert set(compared(document, future).differences) == {
        Difference(kind="added", table="touchpoints", future="tp9"),
        Difference(kind="removed", table="touchpoints", current="tp1"),
        Difference(kind="moved", table="touchpoints", current="tp2", future=catalogue),
        Difference(
            kind="changed",
            table="touchpoints",
            current="tp3",
            future=till,
            fields=("title", "feeling"),
        ),
    }


def test_findings_close_and_open_through_their_counterparts(pair):
    document, future, twins = pair
    document = document.apply(
        edit.set_field(document, "touchpoints", twins["tp3"], "satisfaction", 9)
    )
    found = compared(document, future)
    assert [item.key for item in found.closes] == ["opportunity/ma1/tp3"]
    assert found.opens == ()
    document = document.apply(
        edit.set_fields(
            document, "touchpoints", [twins["tp1"]], {"importance": 10, "satisfaction": 1}
        )
    )
    opened = {item.key for item in compared(document, future).opens}
    assert f"opportunity/{future}/{twins['tp1']}" in opened


def test_reach_of_the_goal_before_and_after(pair):
    document, future, twins = pair
    (way,) = [c for c in document.connections.values() if c.source == twins["tp1"]]
    document = document.apply(edit.set_field(document, "connections", way.id, "share", 90))
    found = compared(document, future)
    assert found.current_reach == pytest.approx(0.6)
    assert found.future_reach == pytest.approx(0.9)


def test_it_crosses_processes(pair):
    document, future, twins = pair
    document = document.apply(edit.remove(document, [("touchpoints", twins["tp1"])]))
    found = compared(document, future)
    assert decode(encode(found)) == found
