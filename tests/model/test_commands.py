"""Commands per noun: what a person would see afterwards, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.model.shop import SHOP
from workbench.model import entities as e
from workbench.model import queries, rules
from workbench.model.commands import (
    cards,
    channels,
    connections,
    decisions,
    edit,
    lanes,
    maps,
    metrics,
    needs,
    personas,
    practices,
    ratings,
    reasons,
    rule_settings,
    stages,
    triggers,
    workspace,
)
from workbench.model.document import Document
from workbench.model.patch import Added, FieldChange, Patch
from workbench.model.problems import InvalidValue, RefusedEdit
from workbench.model.session import Session


def made(patch: Patch, before: Document = SHOP) -> Document:
    """The document after a command, which must be sound and undoable."""
    after = before.apply(patch)
    assert rules.check(after) == []
    assert after.apply(patch.inverse()) == before
    return after


def refused(code: str, command: Callable[[], Patch]) -> None:
    with pytest.raises(RefusedEdit) as caught:
        command()
    assert caught.value.problem.code == code


def cell(document: Document, stage: str, lane: str) -> list[str]:
    return [card.id for card in queries.cards(document, stage, lane)]


def touchpoint(identifier: str, **values: str) -> e.Touchpoint:
    place = {"map": "ma1", "stage": "st2", "lane": "laTp", **values}
    return e.Touchpoint(id=identifier, title="New", **place)


def test_setting_fields() -> None:
    after = made(edit.set_field(SHOP, "touchpoints", "tp2", "importance", 9))
    assert after.touchpoints["tp2"].importance == 9.0
    after = made(edit.set_fields(SHOP, "touchpoints", ["tp2", "tp3"], {"owner": "Manager\n"}))
    assert {after.touchpoints[name].owner for name in ("tp2", "tp3")} == {"Manager "}
    assert not edit.set_field(SHOP, "touchpoints", "tp2", "title", "Price page")
    with pytest.raises(InvalidValue):
        edit.set_field(SHOP, "touchpoints", "tp2", "importance", 40)
    refused("entity.unknown", lambda: edit.set_field(SHOP, "lanes", "laGONE", "name", "x"))
    refused(
        "reference.dangling",
        lambda: edit.set_field(SHOP, "touchpoints", "tp2", "channel", "chGONE"),
    )


def test_a_field_that_others_rely_on_is_only_set_where_they_still_fit() -> None:
    refused("map.circle", lambda: edit.set_field(SHOP, "maps", "ma1", "based_on", "ma2"))
    refused("card.map", lambda: edit.set_field(SHOP, "stages", "st1", "map", "ma2"))
    refused("card.map", lambda: edit.set_field(SHOP, "lanes", "laPain", "map", "ma2"))
    refused("map.goal", lambda: edit.set_field(SHOP, "maps", "ma2", "goal_stage", "st1"))
    moved = {"map": "ma2", "stage": "st9", "lane": "la9"}
    refused("connection.maps", lambda: edit.set_fields(SHOP, "touchpoints", ["tp2"], moved))
    apart = made(edit.remove(SHOP, [("connections", name) for name in ("co1", "co2", "co3")]))
    refused("reference.map", lambda: edit.set_fields(apart, "touchpoints", ["tp2"], moved))
    free = made(edit.set_field(apart, "triggers", "tr1", "touchpoint", None), apart)
    after = made(edit.set_fields(free, "touchpoints", ["tp2"], moved), free)
    assert cell(after, "st9", "la9") == ["tp2", "tp9"]


def test_a_lane_with_cards_keeps_its_kind() -> None:
    refused("lane.cards", lambda: edit.set_field(SHOP, "lanes", "laPain", "kind", "touchpoints"))
    refused("lane.cards", lambda: edit.set_field(SHOP, "lanes", "laTp", "kind", "experience"))
    assert made(edit.set_field(SHOP, "lanes", "laAny", "kind", "touchpoints"))
    refused("card.misplaced", lambda: edit.set_field(SHOP, "notes", "no1", "lane", "laTp"))
    assert made(edit.set_field(SHOP, "notes", "no1", "lane", "laAny")).notes["no1"].lane == "laAny"


def test_what_hangs_on_a_map_stays_on_it() -> None:
    refused("reference.map", lambda: edit.set_field(SHOP, "triggers", "tr1", "touchpoint", "tp9"))
    refused("reference.map", lambda: edit.set_field(SHOP, "reasons", "re1", "stage", "st9"))
    refused("reference.map", lambda: edit.set_field(SHOP, "metrics", "me1", "stage", "st9"))


def test_there_is_always_one_workspace_and_an_id_never_changes() -> None:
    refused("document.workspace", lambda: edit.remove(SHOP, [("workspace", "wk1")]))
    refused("document.workspace", lambda: edit.add(SHOP, "workspace", e.Workspace(id="wk2")))
    with pytest.raises(InvalidValue):
        edit.set_field(SHOP, "stages", "st1", "id", "stNEW")


def test_cards_are_added_where_they_are_dropped() -> None:
    assert cell(made(cards.add(SHOP, touchpoint("tpN"))), "st2", "laTp") == ["tp2", "tp3", "tpN"]
    assert cell(made(cards.add(SHOP, touchpoint("tpN"), 1)), "st2", "laTp") == ["tp2", "tpN", "tp3"]
    assert cell(made(cards.add(SHOP, touchpoint("tpN"), 0)), "st2", "laTp") == ["tpN", "tp2", "tp3"]
    refused("card.lane", lambda: cards.add(SHOP, touchpoint("tpN", lane="laPain")))
    refused("card.map", lambda: cards.add(SHOP, touchpoint("tpN", stage="st9")))
    refused("entity.unknown", lambda: cards.add(SHOP, touchpoint("tpN", lane="laGONE")))
    refused("reference.dangling", lambda: cards.add(SHOP, touchpoint("tpN", stage="stGONE")))


def test_a_note_takes_on_the_kind_of_its_lane() -> None:
    note = e.Note(id="noN", map="ma1", stage="st1", lane="laPain", text="Slow")
    assert made(cards.add(SHOP, note)).notes["noN"].kind == "pain"
    after = made(cards.move(SHOP, ["no1"], "st2", "laAny", 0))
    assert after.notes["no1"].kind == "pain"


def test_cards_are_moved_between_and_within_cells() -> None:
    assert cell(made(cards.move(SHOP, ["tp3"], "st2", "laTp", 0)), "st2", "laTp") == ["tp3", "tp2"]
    after = made(cards.move(SHOP, ["tp3", "tp2"], "st1", "laTp", 1))
    assert cell(after, "st1", "laTp") == ["tp1", "tp3", "tp2"]
    assert cell(after, "st2", "laTp") == []
    assert cell(made(cards.move(SHOP, ["tp1"], "st2", "laTp", 99)), "st2", "laTp")[-1] == "tp1"
    assert not cards.move(SHOP, ["tp2", "tp3"], "st2", "laTp", 0)
    assert not cards.move(SHOP, [], "st2", "laTp", 0)
    refused("card.lane", lambda: cards.move(SHOP, ["tp1", "no1"], "st2", "laTp", 0))
    refused("card.map", lambda: cards.move(SHOP, ["tp1"], "st9", "la9", 0))
    refused("entity.unknown", lambda: cards.move(SHOP, ["tpGONE"], "st2", "laTp", 0))


def test_moving_one_card_changes_one_card() -> None:
    patch = cards.move(SHOP, ["tp1"], "st2", "laTp", 1)
    assert patch.touched() == {("touchpoints", "tp1")}
    assert cell(made(patch), "st2", "laTp") == ["tp2", "tp1", "tp3"]


def test_cards_that_tie_give_way() -> None:
    tied = made(edit.set_field(SHOP, "touchpoints", "tp3", "rank", "A"))
    after = made(cards.add(tied, touchpoint("tpN"), 1), tied)
    assert cell(after, "st2", "laTp") == ["tp2", "tpN", "tp3"]


def names(items: tuple[queries.Ranked, ...]) -> list[str]:
    return [item.id for item in items]


def test_stages_and_lanes_are_added_and_moved() -> None:
    after = made(stages.add(SHOP, e.Stage(id="stN", map="ma1", name="Interest"), 1))
    assert names(queries.stages(after, "ma1")) == ["st1", "stN", "st2", "st3"]
    after = made(stages.move(SHOP, "st3", 0))
    assert names(queries.stages(after, "ma1")) == ["st3", "st1", "st2"]
    assert not stages.move(SHOP, "st3", 7)
    after = made(lanes.add(SHOP, e.Lane(id="laN", map="ma1")))
    assert names(queries.lanes(after, "ma1"))[-1] == "laN"
    after = made(lanes.move(SHOP, "laTp", 2))
    assert names(queries.lanes(after, "ma1")) == ["laPain", "laAny", "laTp"]
    refused("reference.dangling", lambda: stages.add(SHOP, e.Stage(id="stN", map="maGONE")))
    refused("entity.unknown", lambda: lanes.move(SHOP, "laGONE", 0))


def test_a_map_is_duplicated_with_everything_on_it() -> None:
    after = made(maps.duplicate(SHOP, "ma1", "Copy"))
    today, copy, _ = queries.maps(after)
    assert (today.id, copy.name) == ("ma1", "Copy")
    assert copy.personas == ("pe1", "pe2")
    assert [s.name for s in queries.stages(after, copy.id)] == [
        "Awareness",
        "Decision",
        "Retention",
    ]
    assert copy.goal_stage == queries.stages(after, copy.id)[1].id
    flyer, page, counter = queries.touchpoints(after, copy.id)
    assert page.needs == ("ne1", "ne2", "ne3")
    assert {(c.source, c.target, c.share) for c in queries.connections(after, copy.id)} == {
        (flyer.id, page.id, 60.0),
        (page.id, counter.id, None),
        (flyer.id, counter.id, None),
    }
    (trigger,) = (t for t in after.triggers.values() if t.map == copy.id)
    assert (trigger.touchpoint, len(trigger.messages)) == (page.id, 2)
    assert len(after.ratings) == 2
    assert len(after.decisions) == 2


def test_a_map_is_added_from_a_template_with_the_channels_it_needs() -> None:
    template = Document.of(
        [
            e.Workspace(id="wkT"),
            e.Channel(id="chShop", name="Another name"),
            e.Channel(id="chApp", name="App"),
            e.Map(id="maT", name="Model", goal_stage="stT"),
            e.Stage(id="stT", map="maT", name="Only"),
        ]
    )
    after = made(maps.add(SHOP, template, "Mine"))
    mine = queries.maps(after)[-1]
    assert mine.name == "Mine"
    assert mine.id != "maT"
    assert mine.personas == ("pe1", "pe2")
    assert mine.goal_stage == queries.stages(after, mine.id)[0].id
    assert {c.name for c in after.channels.values()} == {"Shop", "Website", "App"}
    assert after.workspace == SHOP.workspace
    twice = made(maps.add(after, template, "Again"), after)
    assert len(twice.maps) == 4


def test_maps_personas_and_needs_are_reordered() -> None:
    assert names(queries.maps(made(maps.move(SHOP, "ma2", 0)))) == ["ma2", "ma1"]
    assert names(queries.personas(made(personas.move(SHOP, "pe1", 1)))) == ["pe2", "pe1"]
    assert names(queries.needs(made(needs.move(SHOP, "ne2", 0)), "pe1")) == ["ne2", "ne1"]


def test_personas_and_needs_are_added_and_duplicated() -> None:
    after = made(personas.add(SHOP, e.Persona(id="peN", name="New"), "ma2"))
    assert names(queries.personas(after)) == ["pe1", "pe2", "peN"]
    assert after.maps["ma2"].personas == ("peN",)
    after = made(personas.duplicate(SHOP, "pe1", "Copy\n"))
    first, copy, _ = queries.personas(after)
    assert (first.id, copy.name) == ("pe1", "Copy ")
    assert [need.text for need in queries.needs(after, copy.id)] == ["Hours", "Prices"]
    assert after.maps["ma1"].personas == ("pe1", "pe2", copy.id)
    after = made(needs.add(SHOP, e.Need(id="neN", persona="pe1", text="Parking")))
    assert names(queries.needs(after, "pe1")) == ["ne1", "ne2", "neN"]
    refused("reference.dangling", lambda: needs.add(SHOP, e.Need(id="neN", persona="peGONE")))


def test_channels_triggers_reasons_metrics_and_participants_are_added_last() -> None:
    after = made(channels.add(SHOP, e.Channel(id="chN", name="App")))
    assert names(queries.channels(after)) == ["chShop", "chWeb", "chN"]
    after = made(triggers.add(SHOP, e.Trigger(id="trN", map="ma1")))
    assert after.triggers["tr1"].rank < after.triggers["trN"].rank
    after = made(reasons.add(SHOP, e.Reason(id="reN", map="ma1", stage="st1")))
    assert after.reasons["re1"].rank < after.reasons["reN"].rank
    after = made(metrics.add(SHOP, e.Metric(id="meN", map="ma1")))
    assert after.metrics["me3"].rank < after.metrics["meN"].rank
    after = made(ratings.add_participant(SHOP, e.Participant(id="paN")))
    assert after.participants["pa1"].rank < after.participants["paN"].rank


def test_touchpoints_are_connected_once_and_only_within_a_map() -> None:
    after = made(connections.connect(SHOP, "tp3", "tp1", 12.5))
    (new,) = set(after.connections) - set(SHOP.connections)
    assert (after.connections[new].source, after.connections[new].share) == ("tp3", 12.5)
    assert not connections.connect(SHOP, "tp1", "tp2")
    refused("connection.self", lambda: connections.connect(SHOP, "tp1", "tp1"))
    refused("connection.maps", lambda: connections.connect(SHOP, "tp1", "tp9"))
    refused("reference.dangling", lambda: connections.connect(SHOP, "tp1", "tpGONE"))
    with pytest.raises(InvalidValue):
        connections.connect(SHOP, "tp3", "tp1", 150)


def test_connecting_in_order_follows_the_reading_order_of_what_is_in_place() -> None:
    bare = made(edit.remove(SHOP, [("connections", name) for name in SHOP.connections]))
    bare = made(edit.set_field(bare, "touchpoints", "tp2", "status", "planned"), bare)
    after = made(connections.connect_in_order(bare, "ma1"), bare)
    assert [(c.source, c.target) for c in after.connections.values()] == [("tp1", "tp3")]
    assert not connections.connect_in_order(after, "ma1")
    blocked = made(edit.set_field(after, "connections", *after.connections, "share", 0), after)
    assert len(connections.connect_in_order(blocked, "ma1").changes) == 1
    refused("entity.unknown", lambda: connections.connect_in_order(SHOP, "maGONE"))


def test_connecting_a_future_map_in_order_takes_what_is_planned_too() -> None:
    second = e.Touchpoint(id="tp8", map="ma2", stage="st9", lane="la9", status="planned")
    third = e.Touchpoint(id="tp7", map="ma2", stage="st9", lane="la9", status="missing")
    future = made(cards.add(SHOP, second))
    future = made(cards.add(future, third), future)
    (added,) = connections.connect_in_order(future, "ma2").changes
    assert isinstance(added, Added)
    assert isinstance(added.entity, e.Connection)
    assert (added.entity.source, added.entity.target) == ("tp9", "tp8")


@pytest.mark.parametrize("state", ["planned", "in-place", None])
def test_setting_a_practice_is_called_so_whatever_was_set_before(state: str | None) -> None:
    assert practices.set_state(SHOP, "ma1", "seo", state).label.code == "practice.set"
    assert practices.set_state(SHOP, "ma2", "seo", state).label.code == "practice.set"
    first = made(rule_settings.set_rule(SHOP, "dead-end", weight=3))
    assert rule_settings.set_rule(first, "dead-end", weight=4).label.code == "rule.set"


def test_practices_ratings_decisions_and_rules_exist_once() -> None:
    after = made(practices.set_state(SHOP, "ma1", "seo", "in-place"))
    assert (after.practices["pr1"].state, len(after.practices)) == ("in-place", 1)
    after = made(practices.set_state(SHOP, "ma2", "seo", "not-for-us"))
    assert sorted(p.state for p in after.practices.values()) == ["not-for-us", "planned"]
    assert not made(practices.set_state(SHOP, "ma1", "seo", None)).practices
    assert not practices.set_state(SHOP, "ma1", "prices", None)

    after = made(ratings.rate(SHOP, "tp2", "pa1", satisfaction=3))
    rating = after.ratings["ra1"]
    assert (rating.importance, rating.satisfaction, len(after.ratings)) == (7.0, 3.0, 1)
    after = made(ratings.rate(SHOP, "tp3", "pa1", feeling=-2))
    assert sorted(str(r.feeling) for r in after.ratings.values()) == ["-2.0", "None"]

    after = made(decisions.decide(SHOP, "stage-empty/ma1/st3", state="done", effort=2))
    assert (after.decisions["de1"].state, after.decisions["de1"].effort) == ("done", 2)
    after = made(decisions.decide(SHOP, "dead-end/ma1/tp3", state="set-aside", reason="Later"))
    (new,) = set(after.decisions) - set(SHOP.decisions)
    assert (after.decisions[new].key, after.decisions[new].reason) == ("dead-end/ma1/tp3", "Later")
    with pytest.raises(InvalidValue):
        decisions.decide(SHOP, "dead-end/ma1/tp3", effort=6)

    after = made(rule_settings.set_rule(SHOP, "dead-end", weight=3, enabled=False))
    again = made(rule_settings.set_rule(after, "dead-end", enabled=True), after)
    (setting,) = again.rule_settings.values()
    assert (setting.rule, setting.weight, setting.enabled) == ("dead-end", 3.0, True)


def test_the_workspace_is_renamed() -> None:
    assert made(workspace.rename(SHOP, "Corner shop")).workspace.name == "Corner shop"


def test_a_session_tells_everyone_of_every_change() -> None:
    session = Session(SHOP)
    told: list[tuple[Patch, Document]] = []
    leave = session.subscribe(lambda patch, document: told.append((patch, document)))
    patch = workspace.rename(SHOP, "Corner shop")
    session.apply(patch)
    assert told == [(patch, session.document)]
    session.apply(workspace.rename(session.document, "Corner shop"))
    assert len(told) == 1
    leave()
    session.apply(patch.inverse())
    assert (len(told), session.document) == (1, SHOP)


def test_setting_a_field_is_one_change_whose_label_names_it() -> None:
    patch = edit.set_field(SHOP, "touchpoints", "tp2", "title", "Prices")
    assert patch.changes == (FieldChange("touchpoints", "tp2", "title", "Price page", "Prices"),)
    assert dict(patch.label.parameters) == {"table": "touchpoints", "field": "title"}
