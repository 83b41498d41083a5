from __future__ import annotations

from typing import Any

import pytest

from tests.analysis.journeys import MAP, card, found, journey, persona, stage, subjects
from workbench.model.entities import Channel, Entity, Message, PracticeState, Reason, Trigger


def trigger(letter: str, touchpoint: str | None, **values: Any) -> Trigger:
    known = {"status": "in-place", "event": letter, "action": "Call", "owner": "Shop"}
    place = f"tp{touchpoint}" if touchpoint else None
    return Trigger(id=f"tr{letter}", map=MAP, rank=letter, touchpoint=place, **(known | values))


def items() -> list[Entity]:
    return [
        stage(1),
        stage(2, depth="skipped"),
        stage(3),
        stage(4),
        *(card(letter, place) for letter, place in zip("ABCD", (1, 2, 3, 4), strict=True)),
    ]


@pytest.mark.parametrize(("at", "gap"), [("A", False), ("C", False), ("D", True), (None, True)])
def test_a_trigger_belongs_in_the_first_two_walked_stages(at: str | None, gap: bool) -> None:
    document = journey(*items(), trigger("T", at))
    assert subjects(document, "trigger-missing") == ([[MAP]] if gap else [])


@pytest.mark.parametrize(
    ("state", "status", "variant"),
    [
        ("current", "planned", ["planned"]),
        ("future", "planned", []),
        ("current", "missing", ["nothing"]),
    ],
)
def test_a_trigger_has_to_be_in_place(state: str, status: str, variant: list[str]) -> None:
    document = journey(*items(), trigger("T", "A", status=status), state=state)
    assert [item.variant for item in found(document, "trigger-missing")] == variant


def test_a_map_without_stages_wants_no_trigger() -> None:
    assert found(journey(), "trigger-missing") == []


def test_a_trigger_without_an_action_is_not_asked_for_its_message() -> None:
    document = journey(*items(), persona("A"), trigger("T", "C", action=" "))
    assert subjects(document, "trigger-without-action") == [["trT"]]
    assert found(document, "trigger-without-action")[0].stage == "st3"
    assert found(document, "trigger-without-message") == []


def test_every_persona_of_the_map_wants_words() -> None:
    people = [persona("A"), persona("B")]
    one = trigger("T", "A", messages=(Message("peA", "Hello"), Message("peB", " ")))
    (finding,) = found(journey(*items(), *people, one), "trigger-without-message")
    assert dict(finding.parameters)["personas"] == "peB"
    both = trigger("T", "A", messages=(Message("peA", "Hello"), Message("peB", "Good day")))
    assert found(journey(*items(), *people, both), "trigger-without-message") == []


def test_without_personas_one_message_will_do() -> None:
    assert len(found(journey(*items(), trigger("T", "A")), "trigger-without-message")) == 1
    spoken = trigger("T", "A", messages=(Message("peA", "Hello"),))
    document = journey(*items(), persona("A"), spoken, personas=())
    assert found(document, "trigger-without-message") == []


def test_a_trigger_wants_an_owner() -> None:
    assert subjects(journey(*items(), trigger("T", "A", owner="")), "trigger-without-owner") == [
        ["trT"]
    ]
    assert found(journey(*items(), trigger("T", "A")), "trigger-without-owner") == []


def test_ideas_for_triggers_are_left_alone() -> None:
    idea = trigger("T", "A", status="missing", action="", owner="")
    document = journey(*items(), idea)
    assert found(document, "trigger-without-action") == []
    assert found(document, "trigger-without-owner") == []


@pytest.mark.parametrize(
    ("outcome", "remedy", "gap"),
    [("declined", "", True), ("declined", "Take cards", False), ("decided", "", False)],
)
def test_a_reason_to_decline_wants_a_remedy(outcome: str, remedy: str, gap: bool) -> None:
    reason = Reason(id="reA", map=MAP, stage="st3", outcome=outcome, remedy=remedy)  # type: ignore[arg-type]
    assert subjects(journey(*items(), reason), "reason-without-remedy") == (
        [["reA"]] if gap else []
    )


def test_a_reason_of_one_persona_weighs_by_its_share() -> None:
    reason = Reason(id="reA", map=MAP, stage="st1", persona="peB")
    people = [persona("A", share=50), persona("B", share=20)]
    (finding,) = found(journey(*items(), *people, reason), "reason-without-remedy")
    assert finding.priority == 2


# --- after the sale ---

LIBRARY = Channel(id="chPH0NE0000000", name="Phone")


def says(practice: str, value: str) -> PracticeState:
    return PracticeState(id=f"pr{practice}", map=MAP, practice=practice, state=value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "gap"),
    [
        ([], True),
        ([says("thank-you", "planned")], True),
        ([says("thank-you", "in-place")], False),
        ([says("thank-you", "not-for-us")], False),
        ([trigger("T", "B")], False),
        ([trigger("T", "B", action="")], True),
        ([trigger("T", "B", status="planned")], True),
        ([trigger("T", "A")], True),
    ],
)
def test_buyers_want_thanks(more: list[Entity], gap: bool) -> None:
    stages = [stage(1), stage(2, "purchase")]
    document = journey(*stages, card("A", 1), card("B", 2), *more)
    assert subjects(document, "purchase-without-thanks") == ([["st2", "thank-you"]] if gap else [])


def test_nobody_is_thanked_where_nobody_buys() -> None:
    assert found(journey(stage(1), card("A", 1)), "purchase-without-thanks") == []
    empty = journey(stage(1), stage(2, "purchase"), card("A", 1))
    assert found(empty, "purchase-without-thanks") == []


@pytest.mark.parametrize(
    ("more", "gap"),
    [
        ([card("A", 1)], True),
        ([card("A", 1), says("solve-problems", "in-place")], False),
        ([card("A", 1, channel="chPH0NE0000000")], False),
        ([card("A", 1), card("B", 1, channel="chPH0NE0000000", status="planned")], True),
        ([card("A", 1), card("B", 2, channel="chPH0NE0000000")], True),
        ([card("A", 2)], False),
    ],
)
def test_customers_want_their_problems_solved(more: list[Entity], gap: bool) -> None:
    document = journey(stage(1, "retention"), stage(2), LIBRARY, *more)
    expected = [["solve-problems", "st1"]] if gap else []
    assert subjects(document, "retention-without-problem-solving") == expected


def test_solving_problems_can_be_started_in_place() -> None:
    document = journey(stage(1, "retention"), LIBRARY, card("A", 1))
    (finding,) = found(document, "retention-without-problem-solving")
    assert finding.suggestion is not None
    assert finding.suggestion.channel == "chPH0NE0000000"
    assert finding.suggestion.practice == "solve-problems"
