"""What a future map changes, worked out by hand."""

from __future__ import annotations

import datetime

import pytest

from workbench.analysis.compare import compared as compare
from workbench.analysis.comparison import Comparison, Difference, decode, encode
from workbench.model.commands import cards, connections, edit, maps
from workbench.model.document import Document
from workbench.model.entities import (
    Connection,
    Entity,
    Lane,
    Map,
    Metric,
    Reason,
    Stage,
    Touchpoint,
    Trigger,
    Workspace,
)

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
        Difference(kind="removed", table="connections", current="co1"),
        Difference(kind="moved", table="touchpoints", current="tp2", future=catalogue),
        Difference(
            kind="changed",
            table="touchpoints",
            current="tp3",
            future=till,
            fields=("title", "feeling"),
        ),
    }


def paired(*items: Entity) -> tuple[Document, str, dict[str, str]]:
    """The shop with more on it, and its future map; what has no counterpart by its own text."""
    document = Document.of([*(item for _, item in shop().entities()), *items])
    document = document.apply(maps.future_of(document, "ma1", "Next"))
    future = next(item.id for item in document.maps.values() if item.based_on)
    twins = {}
    for table in ("stages", "lanes", "touchpoints"):
        twins |= {it.counterpart: it.id for it in document.table(table).values() if it.counterpart}
    for table, name in (("triggers", "event"), ("reasons", "text"), ("metrics", "name")):
        texts = {getattr(it, name): it.id for it in items if it.id in document.table(table)}
        for it in document.table(table).values():
            if it.map == future:
                twins[texts[getattr(it, name)]] = it.id
    return document, future, twins


def told(document: Document, future: str) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    return [
        (it.kind, it.table, it.current, it.future, it.fields)
        for it in compared(document, future).differences
    ]


def test_connections_are_paired_by_the_counterparts_of_their_ends(pair):
    document, future, twins = pair
    (way,) = [c.id for c in document.connections.values() if c.source == twins["tp1"]]
    document = document.apply(edit.set_field(document, "connections", way, "share", 80))
    added = connections.connect(document, twins["tp2"], twins["tp3"])
    document = document.apply(added)
    assert set(told(document, future)) == {
        ("changed", "connections", "co1", way, ("share",)),
        ("added", "connections", "", added.changes[0].id, ()),
    }
    document = document.apply(edit.remove(document, [("connections", way)]))
    assert ("removed", "connections", "co1", "", ()) in told(document, future)


def test_a_connection_turned_round_is_another(pair):
    document, future, twins = pair
    (way,) = [c.id for c in document.connections.values() if c.source == twins["tp1"]]
    turned = {"source": twins["tp3"], "target": twins["tp1"]}
    document = document.apply(edit.set_fields(document, "connections", [way], turned))
    assert [item[:2] for item in told(document, future)] == [
        ("added", "connections"),
        ("removed", "connections"),
    ]


def test_parallel_connections_keep_their_pairs():
    document, future, twins = paired(
        Connection(id="co2", source="tp1", target="tp3", share=25.0, label="at night")
    )
    ways = {c.label: c.id for c in document.connections.values() if c.source == twins["tp1"]}
    document = document.apply(edit.set_field(document, "connections", ways[""], "share", 70))
    assert told(document, future) == [("changed", "connections", "co1", ways[""], ("share",))]
    document = document.apply(edit.remove(document, [("connections", ways["at night"])]))
    assert told(document, future)[1:] == [("removed", "connections", "co2", "", ())]


TRIGGERS = (
    Trigger(id="tr1", map="ma1", rank="A", touchpoint="tp1", event="Leaves again"),
    Trigger(id="tr2", map="ma1", rank="B", touchpoint="tp3", event="Pays", action="Thank"),
)


def test_triggers_are_paired_by_card_and_event_or_by_what_is_left_of_that():
    document, future, twins = paired(*TRIGGERS)
    first, second = twins["tr1"], twins["tr2"]
    document = document.apply(
        edit.set_fields(document, "triggers", [first], {"event": "Turns round", "owner": "Team"})
    )
    elsewhere = {"touchpoint": twins["tp2"]}
    document = document.apply(edit.set_fields(document, "triggers", [second], elsewhere))
    assert told(document, future) == [
        ("changed", "triggers", "tr1", first, ("event", "owner")),
        ("changed", "triggers", "tr2", second, ("touchpoint",)),
    ]


def test_triggers_come_and_go():
    document, future, twins = paired(*TRIGGERS)
    document = document.apply(edit.remove(document, [("triggers", twins["tr1"])]))
    new = Trigger(id="tr9", map=future, rank="C", touchpoint=twins["tp2"], event="Orders")
    document = document.apply(edit.add(document, "triggers", new))
    assert set(told(document, future)) == {
        ("added", "triggers", "", "tr9", ()),
        ("removed", "triggers", "tr1", "", ()),
    }


def test_a_trigger_without_an_action_is_one_finding_under_another_event_too():
    document, future, twins = paired(TRIGGERS[0])
    changed = edit.set_field(document, "triggers", twins["tr1"], "event", "Turns round")
    found = compared(document.apply(changed), future)
    assert "trigger-without-action" not in {it.rule for it in (*found.closes, *found.opens)}
    removed = edit.remove(document, [("triggers", twins["tr1"])])
    gone = compared(document.apply(removed), future)
    assert "trigger-without-action" in {it.rule for it in gone.closes}


def test_reasons_metrics_and_the_map_itself():
    document, future, twins = paired(
        Reason(id="re1", map="ma1", stage="st1", rank="A", text="Too dear"),
        Reason(id="re2", map="ma1", stage="st2", rank="B", text="No parking", remedy="Deliver"),
        Metric(id="me1", map="ma1", stage="st1", rank="A", kind="number", name="Visits"),
        Metric(id="me2", map="ma1", touchpoint="tp3", rank="B", kind="nps", name="NPS", n=20),
    )
    changes = (
        ("reasons", twins["re1"], {"remedy": "Show what it is worth"}),
        ("reasons", twins["re2"], {"stage": twins["st1"]}),
        ("metrics", twins["me1"], {"name": "Visitors", "target": 100}),
        ("metrics", twins["me2"], {"n": 30}),
        ("maps", future, {"goal_stage": twins["st2"], "offer": "Bread"}),
    )
    for table, identifier, values in changes:
        document = document.apply(edit.set_fields(document, table, [identifier], values))
    assert told(document, future) == [
        ("changed", "maps", "ma1", future, ("offer", "goal_stage")),
        ("changed", "reasons", "re1", twins["re1"], ("remedy",)),
        ("changed", "reasons", "re2", twins["re2"], ("stage",)),
        ("changed", "metrics", "me1", twins["me1"], ("name", "target")),
        ("changed", "metrics", "me2", twins["me2"], ("n",)),
    ]
    document = document.apply(edit.set_field(document, "maps", "ma1", "goal_stage", "st2"))
    assert told(document, future)[0] == ("changed", "maps", "ma1", future, ("offer",))


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
