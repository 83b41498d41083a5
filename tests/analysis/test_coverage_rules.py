from __future__ import annotations

import pytest

from tests.analysis.journeys import MAP, card, found, journey, need, persona, stage, subjects
from workbench.analysis.finding import Action, Suggestion
from workbench.analysis.playbook import practices
from workbench.model.entities import Channel, PracticeState, Stage

SHOP = Channel(id="chSHOP", rank="1", name="Shop", roles=("decision",))
MAIL = Channel(id="chMAIL", rank="2", name="Email", roles=("decision", "retention"))
ADS = Channel(id="chADS", rank="3", name="Search ad", family="paid", roles=("awareness",))


def test_a_stage_without_counting_touchpoints_is_empty() -> None:
    document = journey(
        stage(1),
        stage(2),
        stage(3, depth="skipped"),
        stage(4),
        card("A", 1),
        card("B", 2, status="missing"),
    )
    assert subjects(document, "stage-empty") == [["st2"], ["st4"]]


def test_planned_touchpoints_fill_a_stage_of_a_future_map_only() -> None:
    items = [stage(1), card("A", 1, status="planned")]
    assert subjects(journey(*items), "stage-empty") == [["st1"]]
    assert subjects(journey(*items, state="future"), "stage-empty") == []


def test_an_empty_stage_with_a_planned_touchpoint_suggests_putting_that_in_place() -> None:
    items = [card("A", 1, status="missing"), card("B", 1, status="planned")]
    (finding,) = found(journey(stage(1), *items), "stage-empty")
    assert (finding.action.code, dict(finding.action.parameters)) == (
        "put-in-place",
        {"touchpoint": "tpB"},
    )
    assert finding.suggestion is None


def test_an_empty_stage_suggests_the_suited_channel_that_most_personas_prefer() -> None:
    document = journey(
        stage(1, "decision"),
        SHOP,
        MAIL,
        ADS,
        persona("A", preferred_channels=("chADS", "chMAIL")),
        persona("B", preferred_channels=("chMAIL", "chSHOP")),
    )
    (finding,) = found(document, "stage-empty")
    assert finding.suggestion == Suggestion(
        stage="st1", lane="laA", title="Email", channel="chMAIL"
    )


# --- needs ---


def test_a_need_that_nothing_answers() -> None:
    document = journey(
        stage(1, "decision"),
        MAIL,
        persona("A"),
        need("A", "A", importance=9, role="decision"),
        card("A", 1),
    )
    (finding,) = found(document, "need-unanswered")
    assert (finding.variant, finding.stage, finding.persona) == ("nothing", "st1", "peA")
    assert finding.priority == 6 + 9 / 2
    assert finding.suggestion == Suggestion(
        stage="st1", lane="laA", title="Need A", channel="chMAIL", needs=("neA",)
    )


@pytest.mark.parametrize(
    ("place", "status", "variant"),
    [
        (2, "in-place", None),
        (2, "planned", "planned"),
        (1, "in-place", "wrong-stage"),
        (1, "planned", "planned"),
        (2, "missing", "nothing"),
    ],
)
def test_how_a_need_is_answered(place: int, status: str, variant: str | None) -> None:
    document = journey(
        stage(1),
        stage(2, "decision"),
        persona("A"),
        need("A", "A", role="decision"),
        card("A", place, status=status, needs=("neA",)),
    )
    assert [item.variant for item in found(document, "need-unanswered")] == (
        [variant] if variant else []
    )


def test_a_planned_answer_where_it_matters_comes_before_one_elsewhere() -> None:
    document = journey(
        stage(1),
        stage(2, "decision"),
        persona("A"),
        need("A", "A", role="decision"),
        card("A", 1, needs=("neA",)),
        card("B", 2, needs=("neA",), status="planned"),
    )
    (finding,) = found(document, "need-unanswered")
    assert finding.variant == "planned"
    assert dict(finding.action.parameters) == {"touchpoint": "tpB"}


@pytest.mark.parametrize("status", ["planned", "missing"])
def test_what_waits_where_a_need_does_not_matter_is_not_to_be_put_in_place(status: str) -> None:
    stages = [stage(1), stage(2, "decision", name="Choosing")]
    items = [*stages, persona("A"), need("A", "A", role="decision")]
    elsewhere = card("A", 1, status=status, needs=("neA",))
    (finding,) = found(journey(*items, elsewhere), "need-unanswered")
    assert finding.action == Action.of("answer-need-in", need="neA", stage="st2")
    here = card("B", 2, status=status, needs=("neA",))
    (finding,) = found(journey(*items, elsewhere, here), "need-unanswered")
    assert finding.action == Action.of("put-in-place", touchpoint="tpB")


def test_a_need_of_a_stage_that_customers_skip_is_no_gap() -> None:
    wants = [persona("A"), need("A", "A", role="decision")]
    skipped = stage(2, "decision", depth="skipped")
    assert found(journey(stage(1), skipped, *wants, card("A", 1)), "need-unanswered") == []
    (finding,) = found(journey(skipped, stage(3, "decision"), *wants), "need-unanswered")
    assert finding.stage == "st3"


def test_a_need_without_a_role_may_be_answered_anywhere() -> None:
    items = [stage(1, "decision"), stage(2), persona("A"), need("A", "A")]
    assert subjects(journey(*items, card("A", 2, needs=("neA",))), "need-unanswered") == []
    (finding,) = found(journey(*items, card("A", 2)), "need-unanswered")
    assert (finding.stage, finding.suggestion) == (None, None)


def test_a_need_whose_role_no_stage_has_may_be_answered_anywhere() -> None:
    document = journey(
        stage(1),
        persona("A"),
        need("A", "A", role="advocacy"),
        card("A", 1, needs=("neA",)),
    )
    assert found(document, "need-unanswered") == []


def test_needs_of_personas_that_the_map_does_not_serve_do_not_matter() -> None:
    items = [stage(1), persona("A"), need("A", "A"), card("A", 1)]
    assert subjects(journey(*items), "need-unanswered") == [["neA"]]
    assert subjects(journey(*items, personas=()), "need-unanswered") == []


def test_a_blank_importance_adds_nothing() -> None:
    (finding,) = found(journey(stage(1), persona("A"), need("A", "A")), "need-unanswered")
    assert finding.priority == 6


def test_frustrations_are_a_matter_of_experience() -> None:
    items = [
        stage(1, "purchase"),
        MAIL,
        persona("A"),
        need("A", "A", kind="frustration", role="purchase", importance=7),
    ]
    (finding,) = found(journey(*items, card("A", 1)), "frustration")
    assert (finding.kind, finding.priority) == ("experience", 9.5)
    assert found(journey(*items, card("A", 1)), "need-unanswered") == []
    assert found(journey(*items, card("A", 1, needs=("neA",))), "frustration") == []


# --- preferred channels ---


def test_a_stage_without_any_suited_preferred_channel_of_a_persona() -> None:
    document = journey(
        stage(1, "decision"),
        stage(2, "awareness"),
        SHOP,
        MAIL,
        ADS,
        persona("A", preferred_channels=("chMAIL", "chSHOP")),
        card("A", 1, channel="chADS"),
        card("B", 2, channel="chMAIL"),
    )
    assert subjects(document, "preferred-channels") == [["peA", "st1"]]
    (finding,) = found(document, "preferred-channels")
    assert finding.suggestion == Suggestion(
        stage="st1", lane="laA", title="Email", channel="chMAIL"
    )


def test_one_suited_preferred_channel_in_place_is_enough() -> None:
    items = [
        stage(1, "decision"),
        SHOP,
        MAIL,
        persona("A", preferred_channels=("chMAIL", "chSHOP")),
    ]
    assert found(journey(*items, card("A", 1, channel="chSHOP")), "preferred-channels") == []
    planned = journey(*items, card("A", 1, channel="chSHOP", status="planned"))
    (finding,) = found(planned, "preferred-channels")
    assert (finding.variant, finding.action.code) == ("planned", "put-in-place")


def test_each_persona_is_asked_and_weighs_by_its_share() -> None:
    document = journey(
        stage(1, "decision"),
        MAIL,
        persona("A", preferred_channels=("chMAIL",), share=40),
        persona("B", preferred_channels=("chMAIL",), share=10),
        persona("C", preferred_channels=("chMAIL",)),
        card("A", 1),
    )
    assert {item.persona: item.priority for item in found(document, "preferred-channels")} == {
        "peA": 6,
        "peB": 1.5,
        "peC": 6,
    }


# --- practices ---


def state(practice: str, value: str) -> PracticeState:
    return PracticeState(id=f"pr{practice}", map=MAP, practice=practice, state=value)  # type: ignore[arg-type]


def of_role(role: str) -> list[str]:
    return [item.id for item in practices() if item.role == role]


def test_a_practice_is_checked_once_in_the_first_stage_that_has_its_role() -> None:
    document = journey(stage(1), stage(2, "purchase"), stage(3, "purchase"))
    several = found(document, "practice")
    assert {item.stage for item in several} == {"st2"}
    assert sorted(item.subjects[0].id for item in several) == sorted(of_role("purchase"))


@pytest.mark.parametrize(("value", "open_"), [("in-place", 2), ("planned", 3), ("not-for-us", 2)])
def test_a_practice_in_place_or_set_aside_is_no_gap(value: str, open_: int) -> None:
    practice = of_role("retention")[0]
    document = journey(stage(1, "retention"), state(practice, value))
    assert len(found(document, "practice")) == open_


def test_a_planned_practice_is_no_gap_of_a_future_map() -> None:
    document = journey(
        stage(1, "retention"), state(of_role("retention")[0], "planned"), state="future"
    )
    assert len(found(document, "practice")) == 2


def test_a_practice_suggests_a_touchpoint_on_a_channel_that_carries_it() -> None:
    practice = next(item for item in practices() if item.role == "retention" and item.channels)
    carrier = Channel(id=practice.channels[-1], name="Carrier")
    several = found(journey(stage(1, "retention"), carrier), "practice")
    (finding,) = (item for item in several if item.subjects[0].id == practice.id)
    assert finding.suggestion == Suggestion(
        stage="st1",
        lane="laA",
        title=practice.title,
        channel=carrier.id,
        practice=practice.id,
    )


# --- drivers ---


@pytest.mark.parametrize(
    ("role", "driver", "gap"),
    [
        ("awareness", "trust", True),
        ("awareness", "value-proposition", False),
        ("consideration", "value-proposition", True),
        ("consideration", "trust", False),
        ("decision", "experience", True),
        ("decision", "recommendation", False),
        ("purchase", "experience", False),
    ],
)
def test_what_has_to_move_customers_in_a_stage(role: str, driver: str, gap: bool) -> None:
    document = journey(stage(1, role), card("A", 1, drivers=(driver,)))
    assert subjects(document, "drivers") == ([["st1"]] if gap else [])


def test_a_stage_of_two_roles_is_one_finding_that_names_all_it_lacks() -> None:
    double: Stage = stage(1, "awareness", "decision")
    (finding,) = found(journey(double, card("A", 1)), "drivers")
    assert finding.suggestion is None
    assert finding.variant == "both"
    (finding,) = found(journey(double, MAIL, card("A", 1)), "drivers")
    assert finding.suggestion is not None
    assert finding.suggestion.drivers == ("value-proposition", "trust", "recommendation")


# --- channel families ---


@pytest.mark.parametrize(
    ("channels", "variant"),
    [
        (("chSHOP", "chMAIL"), "owned"),
        (("chADS", "chADS", None), "paid"),
        (("chSHOP", "chADS"), None),
        (("chSHOP", None), None),
        ((None, None), None),
    ],
)
def test_a_stage_that_speaks_through_one_family_of_channels(
    channels: tuple[str | None, ...], variant: str | None
) -> None:
    cards = [card(letter, 1, channel=it) for letter, it in zip("ABC", channels, strict=False)]
    several = found(journey(stage(1), SHOP, MAIL, ADS, *cards), "one-channel-family")
    assert [item.variant for item in several] == ([variant] if variant else [])


def test_a_planned_channel_widens_nothing_yet() -> None:
    cards = [card("A", 1, channel="chSHOP"), card("B", 1, channel="chMAIL")]
    planned = card("C", 1, channel="chADS", status="planned")
    items = [stage(1), SHOP, MAIL, ADS, *cards, planned]
    assert subjects(journey(*items), "one-channel-family") == [["st1"]]
    assert subjects(journey(*items, state="future"), "one-channel-family") == []
