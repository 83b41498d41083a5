"""The online shop: trouble at the checkout today, and the plan that is to end it."""

from __future__ import annotations

import datetime
from collections import Counter
from statistics import mean

import pytest

from workbench.analysis import compare
from workbench.analysis.comparison import Comparison
from workbench.analysis.finding import Finding
from workbench.analysis.findings import findings
from workbench.analysis.graph import journey_graph, only_ways_through
from workbench.analysis.needs import answer
from workbench.analysis.visits import visits
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Map, Need, Touchpoint
from workbench.words.finding_sentences import headline

TODAY = datetime.date(2026, 11, 21)


@pytest.fixture(scope="module")
def shop(read) -> Document:
    return read("samples/online-shop.json")


@pytest.fixture(scope="module")
def maps(shop: Document) -> tuple[Map, Map]:
    today, spring = queries.maps(shop)
    return today, spring


@pytest.fixture(scope="module")
def compared(shop: Document, maps: tuple[Map, Map]) -> Comparison:
    found = compare.compared(shop, maps[1].id, TODAY)
    assert found is not None
    return found


def on(shop: Document, journey: Map, title: str) -> Touchpoint:
    (found,) = (t for t in queries.touchpoints(shop, journey.id) if t.title == title)
    return found


def need(shop: Document, text: str) -> Need:
    (found,) = (item for item in shop.needs.values() if item.text == text)
    return found


def said(shop: Document, found: tuple[Finding, ...], rule: str) -> set[str]:
    return {headline(shop, finding) for finding in found if finding.rule == rule}


def test_a_current_map_and_the_future_one_based_on_it(
    shop: Document, maps: tuple[Map, Map]
) -> None:
    today, spring = maps
    assert (today.name, today.state) == ("First order, today", "current")
    assert (spring.name, spring.state) == ("First order, spring 2027", "future")
    assert spring.based_on == today.id
    assert today.personas == spring.personas
    for journey in maps:
        assert [stage.name for stage in queries.stages(shop, journey.id)] == [
            "Awareness",
            "Consideration",
            "Decision",
            "Purchase",
            "Post-purchase",
        ]
        assert shop.stages[journey.goal_stage or ""].name == "Post-purchase"


def test_how_much_there_is(shop: Document, maps: tuple[Map, Map]) -> None:
    assert [len(queries.touchpoints(shop, item.id)) for item in maps] == [21, 23]
    assert [len(queries.connections(shop, item.id)) for item in maps] == [31, 36]
    assert Counter(item.map for item in shop.triggers.values()) == {maps[0].id: 3, maps[1].id: 4}
    assert {item.kind for item in shop.metrics.values()} == {"nps", "csat", "servqual", "number"}


def test_no_connection_leads_from_one_map_to_the_other(shop: Document) -> None:
    for item in shop.connections.values():
        ends = (shop.touchpoints[item.source], shop.touchpoints[item.target])
        assert ends[0].map == ends[1].map


def test_channels_are_those_of_the_library(shop: Document, library: Document) -> None:
    for identifier, channel in shop.channels.items():
        assert library.channels[identifier] == channel


def test_scores_of_rated_touchpoints_are_the_means_of_two(shop: Document) -> None:
    assert [item.name for item in shop.participants.values()] == ["Customer service", "Shop owner"]
    by_touchpoint: dict[str, list] = {}
    for rating in shop.ratings.values():
        by_touchpoint.setdefault(rating.touchpoint, []).append(rating)
    assert len(by_touchpoint) == 8
    for identifier, ratings in by_touchpoint.items():
        rated = shop.touchpoints[identifier]
        assert {item.participant for item in ratings} == set(shop.participants)
        for field in ("importance", "satisfaction", "feeling"):
            assert mean(getattr(i, field) for i in ratings) == getattr(rated, field), rated.title
    differing = [
        shop.touchpoints[identifier].title
        for identifier, (one, other) in by_touchpoint.items()
        if abs(one.satisfaction - other.satisfaction) >= 4
    ]
    assert differing == ["Sending it back"]


def test_moments_of_truth_are_unhappy_at_the_checkout(
    shop: Document, maps: tuple[Map, Map]
) -> None:
    found = findings(shop, maps[0].id, TODAY)
    unhappy = {item.subjects[0].id for item in found if item.rule == "unhappy-moment-of-truth"}
    assert {shop.touchpoints[item].title for item in unhappy} == {
        "Delivery information",
        "Create an account",
        "Payment",
    }


def test_the_gaps_of_the_triggers_are_found_today_and_closed_in_spring(
    shop: Document, maps: tuple[Map, Map]
) -> None:
    today, spring = (findings(shop, item.id, TODAY) for item in maps)
    assert said(shop, today, "trigger-without-action") == {
        "Trigger “Payment refused or broken off” sets off no action"
    }
    assert said(shop, today, "trigger-without-message") == {
        "Trigger “Leaves a full basket for a day” has no words for Gift buyer"
    }
    assert said(shop, today, "trigger-without-owner") == {
        "Nobody looks after trigger “Three days after delivery”"
    }
    assert len(said(shop, today, "trigger-missing")) == 1
    assert {item.rule for item in spring if item.rule.startswith("trigger")} == set()


def test_orders_are_lost_before_and_in_the_checkout(shop: Document, maps: tuple[Map, Map]) -> None:
    found = findings(shop, maps[0].id, TODAY)
    missed = {item.stage for item in found if item.rule == "conversion-under-target"}
    assert {shop.stages[item or ""].name for item in missed} == {"Purchase", "Post-purchase"}


def test_nobody_gets_by_the_account_today_but_everybody_in_spring(
    shop: Document, maps: tuple[Map, Map]
) -> None:
    narrow = [
        [shop.touchpoints[item].title for item in only_ways_through(journey_graph(shop, one.id))]
        for one in maps
    ]
    assert narrow == [["Create an account", "Choice of delivery", "Payment"], []]


def test_the_plan_removes_adds_and_moves(shop: Document, compared: Comparison) -> None:
    def titles(kind: str) -> set[str]:
        return {
            shop.touchpoints[item.future or item.current].title
            for item in compared.differences
            if item.kind == kind and item.table == "touchpoints"
        }

    assert titles("removed") == {"Create an account"}
    assert titles("added") == {"Guest checkout", "One-tap checkout", "Account offered afterwards"}
    assert titles("moved") == {"Delivery day & cost"}
    assert {"Basket", "Payment", "Sending it back"} <= titles("changed")
    assert titles("changed").isdisjoint(
        {"Parcel at the door", "Grinder finder", "Customer reviews"}
    )


def test_what_moved_earlier_is_answered_where_it_matters(
    shop: Document, maps: tuple[Map, Map]
) -> None:
    today, spring = maps
    before = on(shop, today, "Delivery information")
    after = on(shop, spring, "Delivery day & cost")
    assert after.counterpart == before.id
    assert [shop.stages[item.stage].name for item in (before, after)] == [
        "Decision",
        "Consideration",
    ]
    day = need(shop, "Know the delivery day while choosing")
    assert answer(shop, today.id, day).state == "wrong-stage"
    assert answer(shop, spring.id, day).state == "in-place"


def test_every_need_is_answered_in_spring(shop: Document, maps: tuple[Map, Map]) -> None:
    today, spring = maps
    open_today = [n for n in shop.needs.values() if answer(shop, today.id, n).state != "in-place"]
    assert len(open_today) == 6
    for item in shop.needs.values():
        assert answer(shop, spring.id, item).state == "in-place", item.text


def test_satisfaction_rises_where_something_is_planned(
    shop: Document, maps: tuple[Map, Map]
) -> None:
    for title, before, after in (
        ("Basket", 5, 8.5),
        ("Payment", 5, 9),
        ("Choice of delivery", 4, 7),
        ("Sending it back", 4, 6),
    ):
        assert [on(shop, item, title).satisfaction for item in maps] == [before, after]


def test_more_orders_arrive_as_the_numbers_say(shop: Document, maps: tuple[Map, Map]) -> None:
    figures = [visits(journey_graph(shop, item.id)) for item in maps]
    today, spring = (item.goal for item in figures if item is not None)
    assert today == pytest.approx(610 / 18400, abs=0.01)
    assert spring == pytest.approx(1160 / 18400, abs=0.01)


def test_far_more_closes_than_opens(compared: Comparison) -> None:
    assert len(compared.closes) > 5 * len(compared.opens)
