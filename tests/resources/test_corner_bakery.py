"""The sample: complete enough to show every part of a map, with gaps to be seen."""

from __future__ import annotations

from statistics import mean
from typing import Any

import pytest

from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Map, Touchpoint


@pytest.fixture(scope="module")
def bakery(read) -> Document:
    return read("samples/corner-bakery.json")


@pytest.fixture(scope="module")
def journey(bakery: Document) -> Map:
    (only,) = queries.maps(bakery)
    return only


def titled(document: Document, title: str) -> Touchpoint:
    (found,) = (item for item in document.touchpoints.values() if item.title == title)
    return found


def test_the_map_and_its_people(bakery: Document, journey: Map) -> None:
    assert journey.name == "First-time visitors"
    people = [(p.name, p.kind, p.share) for p in queries.map_personas(bakery, journey.id)]
    assert people == [("First-time local", "B2C", 45), ("Office orderer", "B2B", 20)]
    for persona in bakery.personas.values():
        assert persona.quote
        assert persona.summary
        assert persona.motivations
        assert persona.preferred_channels
        assert persona.buying_triggers
        assert persona.objections
        assert all(": " in line for line in persona.details.splitlines())


def test_needs_are_of_every_kind_and_weighted(bakery: Document) -> None:
    needs = bakery.needs.values()
    assert {need.kind for need in needs} == {"goal", "need", "expectation", "frustration"}
    assert all(need.importance and need.role for need in needs)
    counts = [len(queries.needs(bakery, persona.id)) for persona in queries.personas(bakery)]
    assert counts == [7, 4]


def test_six_stages_with_the_numbers_of_people_who_reach_them(
    bakery: Document, journey: Map
) -> None:
    stages = queries.stages(bakery, journey.id)
    assert [stage.name for stage in stages] == [
        "Awareness",
        "Consideration",
        "Decision",
        "Purchase",
        "Retention",
        "Advocacy",
    ]
    assert [stage.roles for stage in stages] == [(stage.name.lower(),) for stage in stages]
    assert [stage.reached for stage in stages] == [1200, 610, 184, 160, 72, 9]
    decision = stages[2]
    assert decision.target_conversion is not None
    assert decision.target_conversion > 184 / 610 * 100


def test_touchpoints_in_every_stage_of_every_status(bakery: Document, journey: Map) -> None:
    touchpoints = queries.touchpoints(bakery, journey.id)
    assert len(touchpoints) >= 14
    assert {item.stage for item in touchpoints} == set(bakery.stages)
    assert {item.status for item in touchpoints} == {"in-place", "planned", "missing"}
    assert all(item.channel for item in touchpoints)
    assert titled(bakery, "Order by phone").status == "planned"
    assert titled(bakery, "Ask for a review").status == "missing"


def test_every_kind_of_evidence_is_dated_this_year(bakery: Document) -> None:
    backed = [item for item in bakery.touchpoints.values() if item.evidence]
    assert {item.evidence for item in backed} == {"assumption", "observed", "measured"}
    for item in backed:
        assert item.evidence_source, item.title
        assert item.evidence_date is not None, item.title
        assert item.evidence_date.year == 2026, item.title


def test_the_price_page_is_the_sore_spot(bakery: Document) -> None:
    page = titled(bakery, "Price & hours page")
    assert (page.importance, page.satisfaction, page.feeling) == (9, 3, -2)
    scores = {
        item.title: item.importance + max(item.importance - item.satisfaction, 0)
        for item in bakery.touchpoints.values()
        if item.importance is not None and item.satisfaction is not None
    }
    assert max(scores, key=lambda title: scores[title]) == page.title
    assert sorted(scores.values())[-2] < 12 < scores[page.title] == 15


def test_the_experience_falls_into_the_decision_and_peaks_at_the_counter(
    bakery: Document, journey: Map
) -> None:
    means = [
        mean(
            item.feeling
            for item in bakery.touchpoints.values()
            if item.stage == stage.id and item.status == "in-place" and item.feeling is not None
        )
        for stage in queries.stages(bakery, journey.id)
    ]
    assert means == [0.5, 1, -1, 1.5, 0.5, 0]
    assert max(bakery.touchpoints.values(), key=lambda item: item.feeling or 0).title == (
        "Counter service"
    )


def ways(bakery: Document, *, backwards: bool = False) -> dict[str, set[str]]:
    """Where one gets from each title in one move, over touchpoints in place."""
    items = bakery.touchpoints
    found: dict[str, set[str]] = {
        item.title: set() for item in items.values() if item.status == "in-place"
    }
    for connection in bakery.connections.values():
        ends = [items[connection.source], items[connection.target]]
        if all(end.status == "in-place" for end in ends):
            source, target = reversed(ends) if backwards else ends
            found[source.title].add(target.title)
    return found


def walk(moves: dict[str, set[str]], start: set[str]) -> set[str]:
    seen, waiting = set(start), list(start)
    while waiting:
        for following in moves[waiting.pop()] - seen:
            seen.add(following)
            waiting.append(following)
    return seen


def test_the_flow_has_one_dead_end_and_one_spot_nobody_is_led_to(bakery: Document) -> None:
    before_the_goal = {
        item.title
        for item in bakery.touchpoints.values()
        if item.status == "in-place"
        and bakery.stages[item.stage].name in ("Awareness", "Consideration", "Decision")
    }
    getting_there = walk(ways(bakery, backwards=True), {"Counter service"})
    assert before_the_goal - getting_there == {"Photo gallery"}
    reached = walk(ways(bakery), {"Search ad", "Word of mouth"})
    assert set(ways(bakery)) - reached == {"Photo shared online"}


def test_shares_are_plausible(bakery: Document) -> None:
    leaving: dict[str, float] = {}
    for connection in bakery.connections.values():
        assert connection.share is not None
        leaving[connection.source] = leaving.get(connection.source, 0) + connection.share
    assert all(0 < total <= 100 for total in leaving.values())
    entries = [item.entry_share for item in bakery.touchpoints.values() if item.entry_share]
    assert sum(entries) == 100


def test_notes_of_three_kinds_lie_in_their_lanes(bakery: Document, journey: Map) -> None:
    notes = queries.notes(bakery, journey.id)
    assert {note.kind for note in notes} == {"action", "pain", "opportunity"}
    assert {note.stage for note in notes if note.kind == "action"} == set(bakery.stages)
    for note in notes:
        assert bakery.lanes[note.lane].note_kind == note.kind


def test_practices_are_those_of_the_playbook(
    bakery: Document, playbook: list[dict[str, Any]]
) -> None:
    states = bakery.practices.values()
    assert {state.practice for state in states} <= {practice["id"] for practice in playbook}
    assert {state.state for state in states} == {"in-place", "planned", "not-for-us"}


def test_the_trigger_has_a_message_for_each_persona(bakery: Document) -> None:
    (trigger,) = bakery.triggers.values()
    assert trigger.event
    assert trigger.action
    assert {message.persona for message in trigger.messages} == set(bakery.personas)
    assert all(message.text for message in trigger.messages)


def test_reasons_tell_both_ways_and_one_waits_for_a_remedy(bakery: Document) -> None:
    reasons = bakery.reasons.values()
    assert {reason.outcome for reason in reasons} == {"decided", "declined"}
    assert sum(reason.outcome == "declined" and not reason.remedy for reason in reasons) == 1


def test_metrics_hold_the_answers_they_count(bakery: Document) -> None:
    by_kind = {metric.kind: metric for metric in bakery.metrics.values()}
    assert set(by_kind) == {"csat", "nps", "number"}
    assert all(by_kind[kind].n == len(by_kind[kind].inputs) for kind in ("csat", "nps"))
    assert set(by_kind["csat"].inputs) <= set(range(1, 6))
    assert set(by_kind["nps"].inputs) <= set(range(11))


def test_channels_are_those_of_the_library(bakery: Document, library: Document) -> None:
    for identifier, channel in bakery.channels.items():
        assert library.channels[identifier] == channel
