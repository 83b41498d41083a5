"""The managed IT services: a long B2B journey with triggers, reasons, metrics, and their gaps."""

from __future__ import annotations

import datetime
from collections import Counter
from fractions import Fraction

import pytest

from workbench.analysis.circles import circles, shortest_cycle
from workbench.analysis.conversion import conversions
from workbench.analysis.finding import Finding
from workbench.analysis.findings import findings
from workbench.analysis.graph import journey_graph
from workbench.analysis.handoffs import hand_offs
from workbench.analysis.paths import most_likely_path
from workbench.analysis.visits import visits
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Map
from workbench.words.finding_sentences import headline

TODAY = datetime.date(2026, 11, 21)
A_YEAR_AGO = datetime.date(2025, 11, 21)


@pytest.fixture(scope="module")
def services(read) -> Document:
    return read("samples/managed-it-services.json")


@pytest.fixture(scope="module")
def journey(services: Document) -> Map:
    (only,) = queries.maps(services)
    return only


@pytest.fixture(scope="module")
def gaps(services: Document, journey: Map) -> tuple[Finding, ...]:
    return findings(services, journey.id, TODAY)


def said(services: Document, gaps: tuple[Finding, ...], rule: str) -> list[str]:
    return [headline(services, finding) for finding in gaps if finding.rule == rule]


def titles(services: Document, identifiers) -> list[str]:
    return [services.touchpoints[item].title for item in identifiers]


def test_seven_stages_gone_through_with_different_care(services: Document, journey: Map) -> None:
    stages = queries.stages(services, journey.id)
    assert [(stage.name, stage.depth, stage.reached) for stage in stages] == [
        ("Awareness", "normal", 4200),
        ("Interest", "brief", 520),
        ("Consideration", "thorough", 96),
        ("Decision", "thorough", 38),
        ("Purchase", "normal", 14),
        ("Retention", "normal", 12),
        ("Advocacy", "brief", 4),
    ]
    assert stages[1].roles == ()
    assert all(stage.question.endswith("?") for stage in stages)


def test_two_business_personas_with_every_kind_of_need(services: Document, journey: Map) -> None:
    people = queries.map_personas(services, journey.id)
    assert [(item.name, item.kind, item.share) for item in people] == [
        ("Practice manager", "B2B", 60),
        ("Finance lead", "B2B", 40),
    ]
    for persona in people:
        kinds = {need.kind for need in queries.needs(services, persona.id)}
        assert kinds == {"goal", "need", "expectation", "frustration"}
        assert persona.quote
        assert persona.buying_triggers
        assert persona.objections


def test_touchpoints_in_every_stage_over_all_families(services: Document, journey: Map) -> None:
    touchpoints = queries.touchpoints(services, journey.id)
    per_stage = Counter(services.stages[item.stage].name for item in touchpoints)
    assert per_stage == {
        "Awareness": 4,
        "Interest": 3,
        "Consideration": 4,
        "Decision": 5,
        "Purchase": 5,
        "Retention": 4,
        "Advocacy": 3,
    }
    families = {services.channels[item.channel or ""].family for item in touchpoints}
    assert families == {"owned", "paid", "earned"}
    assert sum(item.moment_of_truth for item in touchpoints) == 3


def test_own_channels_stand_beside_those_of_the_library(
    services: Document, library: Document
) -> None:
    own = {item.name for item in services.channels.values() if item.id not in library.channels}
    assert own == {"Customer portal", "Technician on site"}
    for identifier, channel in services.channels.items():
        assert library.channels.get(identifier, channel) == channel


def test_notes_of_all_six_kinds_lie_in_their_lanes(services: Document) -> None:
    assert {note.kind for note in services.notes.values()} == {
        "action",
        "thought",
        "pain",
        "opportunity",
        "backstage",
        "question",
    }
    for note in services.notes.values():
        assert services.lanes[note.lane].note_kind == note.kind


def test_the_triggers_with_gaps_are_found_and_no_others(
    services: Document, gaps: tuple[Finding, ...]
) -> None:
    assert len(services.triggers) == 8
    assert said(services, gaps, "trigger-without-action") == [
        "Trigger “Reads two case studies, then leaves the site” sets off no action"
    ]
    assert said(services, gaps, "trigger-without-message") == [
        "Trigger “No answer to the proposal for ten working days” has no words for Finance lead"
    ]
    assert said(services, gaps, "trigger-without-owner") == [
        "Nobody looks after trigger “Opens the industry page three times in a week”"
    ]
    assert said(services, gaps, "trigger-missing") == []


def test_a_complete_trigger_says_all_six_steps(services: Document) -> None:
    complete = [
        item
        for item in services.triggers.values()
        if item.touchpoint
        and item.condition
        and item.cause
        and item.action
        and item.channel
        and item.delay
        and item.owner
        and {message.persona for message in item.messages} == set(services.personas)
    ]
    assert len(complete) == 8 - 3
    for item in complete:
        texts = {message.text for message in item.messages}
        assert len(texts) == 2, "each persona is spoken to in its own words"


def test_reasons_to_decline_without_a_remedy_are_found(
    services: Document, gaps: tuple[Finding, ...]
) -> None:
    outcomes = Counter((item.outcome, bool(item.remedy)) for item in services.reasons.values())
    assert outcomes == {("decided", False): 4, ("declined", True): 4, ("declined", False): 2}
    found = {item.subjects[0].id for item in gaps if item.rule == "reason-without-remedy"}
    assert {services.reasons[item].text for item in found} == {
        "The first mail was full of terms we had to look up.",
        "Nobody of our size to ring up and ask.",
    }


def test_metrics_of_every_kind_hold_their_answers(services: Document) -> None:
    metrics = services.metrics.values()
    assert {item.kind for item in metrics} == {"nps", "csat", "servqual", "number"}
    for item in metrics:
        assert (item.stage is None) != (item.touchpoint is None), item.name
        if item.kind in ("nps", "csat"):
            assert item.n == len(item.inputs), item.name
        if item.kind == "csat":
            assert item.variant
            assert set(item.inputs) <= {1, 2, 3, 4, 5}
        if item.kind == "servqual":
            perception, expectation = item.inputs
            assert 1 <= perception < expectation <= 7, item.name


def test_evidence_of_every_kind_and_age(services: Document, gaps: tuple[Finding, ...]) -> None:
    touchpoints = services.touchpoints.values()
    assert {item.evidence for item in touchpoints} == {"assumption", "observed", "measured", None}
    old = [i.title for i in touchpoints if i.evidence_date and i.evidence_date < A_YEAR_AGO]
    assert old == ["Security newsletter"]
    (finding,) = (item for item in gaps if item.rule == "evidence-old")
    assert titles(services, (item.id for item in finding.subjects)) == old
    few = [i.title for i in touchpoints if i.evidence_n is not None and i.evidence_n < 5]
    assert few == ["Call with a customer"]
    (finding,) = (item for item in gaps if item.rule == "evidence-few")
    assert titles(services, (item.id for item in finding.subjects)) == few


def test_practices_in_all_states(services: Document) -> None:
    states = Counter(item.state for item in services.practices.values())
    assert set(states) == {"in-place", "planned", "not-for-us"}
    assert sum(states.values()) == 18 - 2


def test_trial_and_support_go_round_with_a_way_out(services: Document, journey: Map) -> None:
    flow = journey_graph(services, journey.id)
    (circle,) = circles(flow)
    assert circle.exit
    assert titles(services, shortest_cycle(flow, circle)) == [
        "Trial month",
        "Help during the trial",
    ]


def test_the_trial_hands_over_to_a_help_desk_that_disappoints(
    services: Document, journey: Map, gaps: tuple[Finding, ...]
) -> None:
    (found,) = (
        item
        for item in hand_offs(services, journey.id)
        if titles(services, (item.source, item.target)) == ["Trial month", "Help during the trial"]
    )
    assert found.channel
    assert found.owner
    assert found.shortfall == 9 - 3
    reported = {one.id for gap in gaps if gap.rule == "hand-off" for one in gap.subjects}
    assert found.connection in reported


def test_a_tip_is_the_likeliest_way_to_a_contract(services: Document, journey: Map) -> None:
    path = most_likely_path(journey_graph(services, journey.id))
    assert path is not None
    assert titles(services, path.touchpoints) == [
        "Tip from another firm",
        "First phone call",
        "IT check on site",
        "Written proposal",
        "Contract & service levels",
    ]
    by_hand = Fraction(2 * 40 * 50 * 65 * 15, 100**5)
    assert path.probability == pytest.approx(float(by_hand))


def test_the_flow_agrees_with_the_numbers_of_customers(services: Document, journey: Map) -> None:
    figures = visits(journey_graph(services, journey.id))
    assert figures is not None
    assert figures.goal == pytest.approx(14 / 4200, rel=0.05)
    rates = conversions(services, journey.id)
    assert rates[4] == pytest.approx(14 / 38)


def test_one_pain_has_nothing_planned_against_it(
    services: Document, gaps: tuple[Finding, ...]
) -> None:
    (finding,) = (item for item in gaps if item.rule == "pain-without-idea")
    assert finding.stage is not None
    assert services.stages[finding.stage].name == "Interest"


def test_the_worst_gap_is_the_proposal(services: Document, gaps: tuple[Finding, ...]) -> None:
    worst = gaps[0]
    assert worst.rule == "opportunity"
    assert worst.priority == pytest.approx(min((10 + 6) * 1.25, 20))
    assert titles(services, [worst.subjects[0].id]) == ["Written proposal"]


def test_needs_are_answered_in_every_way(gaps: tuple[Finding, ...]) -> None:
    variants = {item.variant for item in gaps if item.rule == "need-unanswered"}
    assert variants == {"planned", "wrong-stage", "nothing"}
    assert {item.variant for item in gaps if item.rule == "frustration"} == {"planned", "nothing"}
