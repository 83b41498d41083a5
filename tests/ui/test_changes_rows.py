"""What the list of changes says about parts that are no cards, and where a click on it goes."""

from __future__ import annotations

import datetime

import pytest

from workbench.analysis.compare import compared
from workbench.model.commands import connections, edit, maps
from workbench.model.document import Document
from workbench.model.entities import (
    Connection,
    Lane,
    Map,
    Metric,
    Reason,
    Stage,
    Touchpoint,
    Trigger,
    Workspace,
)
from workbench.ui.bridge import Bridge
from workbench.ui.panels.changes_rows import lines

TODAY = datetime.date(2026, 11, 21)


def shop() -> Document:
    card = {"map": "ma1", "lane": "la1"}
    return Document.of(
        [
            Workspace(id="wk1"),
            Map(id="ma1", name="Now"),
            Stage(id="st1", map="ma1", rank="A", name="Look", reached=12000),
            Stage(id="st2", map="ma1", rank="B", name="Buy"),
            Lane(id="la1", map="ma1", kind="touchpoints", name="Contacts"),
            Touchpoint(id="tp1", stage="st1", title="Door", **card),
            Touchpoint(id="tp2", stage="st2", title="Till", **card),
            Connection(id="co1", source="tp1", target="tp2", share=60.0),
            Trigger(id="tr1", map="ma1", touchpoint="tp1", event="Leaves again"),
            Reason(id="re1", map="ma1", stage="st2", text="Too dear"),
            Metric(id="me1", map="ma1", touchpoint="tp2", name="Visitors", n=1500),
        ]
    )


@pytest.fixture
def future() -> tuple[Document, str]:
    document = shop()
    document = document.apply(maps.future_of(document, "ma1", "Next"))
    return document, next(item.id for item in document.maps.values() if item.based_on)


def own(document: Document, table: str, map_id: str) -> str:
    """The only entity of a table on a map."""
    (found,) = (it.id for it in document.table(table).values() if it.map == map_id)
    return found


def told(document: Document, map_id: str) -> list[tuple[str, str, str, str, str]]:
    found = compared(document, map_id, TODAY)
    assert found is not None
    rows = [(line.pill.text, *line[1:5]) for line in lines(document, found)]
    return [row for row in rows if not row[0].startswith("gap")]


def test_parts_that_are_no_cards_are_told_with_their_fields(future):
    document, map_id = future
    twins = {it.title: it.id for it in document.touchpoints.values() if it.map == map_id}
    (way,) = (it.id for it in document.connections.values() if it.source == twins["Door"])
    for table, identifier, values in (
        ("maps", map_id, {"offer": "Bread"}),
        ("connections", way, {"share": 75.0}),
        ("triggers", own(document, "triggers", map_id), {"action": "Call"}),
        ("reasons", own(document, "reasons", map_id), {"remedy": "Show the value"}),
        ("metrics", own(document, "metrics", map_id), {"n": 2500}),
    ):
        document = document.apply(edit.set_fields(document, table, [identifier], values))
    (stage,) = (it.id for it in document.stages.values() if it.counterpart == "st1")
    document = document.apply(edit.set_field(document, "stages", stage, "reached", 15500))
    document = document.apply(connections.connect(document, twins["Till"], twins["Door"], 10))
    assert told(document, map_id) == [
        ("changed", "Next", "Offer", "", "Bread"),
        ("changed", "Look", "People who reach it", "12,000", "15,500"),
        ("changed", "Door → Till", "Share %", "60", "75"),
        ("new", "Till → Door", "", "", "10 %"),
        ("changed", "Leaves again", "Action", "", "Call"),
        ("changed", "Too dear", "Remedy", "", "Show the value"),
        ("changed", "Visitors", "Sample size", "1,500", "2,500"),
    ]


def test_what_is_gone_says_where_it_was(future):
    document, map_id = future
    for table in ("triggers", "reasons", "metrics"):
        gone = [(table, own(document, table, map_id))]
        document = document.apply(edit.remove(document, gone))
    assert told(document, map_id) == [
        ("gone", "Leaves again", "", "Door", ""),
        ("gone", "Too dear", "", "Buy", ""),
        ("gone", "Visitors", "", "Till", ""),
    ]


def test_a_click_on_them_selects_the_card_or_stage_that_they_are_of(qtbot):
    del qtbot
    bridge = Bridge(shop())
    for table, identifier, place in (
        ("connections", "co1", ("connections", "co1")),
        ("triggers", "tr1", ("touchpoints", "tp1")),
        ("reasons", "re1", ("stages", "st2")),
        ("metrics", "me1", ("touchpoints", "tp2")),
    ):
        bridge.reveal(table, identifier)
        assert bridge.selection == (place,)
