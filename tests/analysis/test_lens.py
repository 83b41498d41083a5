from __future__ import annotations

from tests.analysis.journeys import MAP, card, journey, need, persona, stage
from workbench.analysis.lens import coverage, persona_cards
from workbench.analysis.needs import Answer
from workbench.analysis.playbook import practices, stage_for
from workbench.model.document import Document
from workbench.model.entities import Channel


def bakery() -> Document:
    return journey(
        stage(1, "awareness"),
        stage(2, "decision"),
        stage(3, "decision", "purchase"),
        Channel(id="chSEARCH", name="Search", roles=("awareness",)),
        Channel(id="chSHOP", name="Shop", roles=("decision", "purchase")),
        Channel(id="chPHONE", name="Phone", roles=("decision",)),
        persona("A", preferred_channels=("chSEARCH", "chSHOP", "chPHONE")),
        persona("B"),
        need("price", "A", role="decision"),
        need("card", "A", role="purchase"),
        need("order", "A", role="decision"),
        need("other", "B"),
        card("A", 1, channel="chSHOP", feeling=1),
        card("B", 2, channel="chPHONE", needs=("neprice",), feeling=-2),
        card("C", 2, channel="chSHOP", needs=("neorder",), status="planned", feeling=2),
        card("D", 3, channel="chSHOP", needs=("neother",)),
        card("E", 3, needs=("necard", "neother"), status="missing"),
    )


def test_the_cards_of_a_persona_answer_its_needs() -> None:
    assert persona_cards(bakery(), MAP, "peA") == {"tpB", "tpC", "tpE"}
    assert persona_cards(bakery(), MAP, "peB") == {"tpD", "tpE"}


def test_what_answers_each_need() -> None:
    assert coverage(bakery(), MAP, "peA").needs == {
        "neprice": Answer("in-place", ("tpB",)),
        "necard": Answer("nothing", ("tpE",)),
        "neorder": Answer("planned", ("tpC",)),
    }


def test_how_each_stage_serves_a_persona() -> None:
    stages = coverage(bakery(), MAP, "peA").stages
    assert [(item.stage, item.needs_answered, item.needs) for item in stages] == [
        ("st1", 0, 0),
        ("st2", 1, 2),
        ("st3", 1, 3),
    ]
    assert [(item.channels_used, item.channels_planned, item.channels) for item in stages] == [
        (0, 0, 1),
        (1, 1, 2),
        (1, 0, 2),
    ]
    assert [item.feeling for item in stages] == [1, -2, None]


def test_a_channel_in_use_is_not_counted_as_planned_again() -> None:
    document = journey(
        stage(1, "decision"),
        Channel(id="chSHOP", roles=("decision",)),
        persona("A", preferred_channels=("chSHOP",)),
        card("A", 1, channel="chSHOP"),
        card("B", 1, channel="chSHOP", status="planned"),
    )
    (only,) = coverage(document, MAP, "peA").stages
    assert (only.channels_used, only.channels_planned, only.channels) == (1, 0, 1)


def test_the_playbook_has_three_practices_for_each_role() -> None:
    roles = [item.role for item in practices()]
    assert {role: roles.count(role) for role in roles} == dict.fromkeys(
        ("awareness", "consideration", "decision", "purchase", "retention", "advocacy"), 3
    )


def test_a_practice_belongs_to_the_first_stage_with_its_role() -> None:
    stages = (stage(1), stage(2, "retention", "advocacy"), stage(3, "advocacy"))
    places = {item.role: stage_for(item, stages) for item in practices()}
    assert places["advocacy"] == places["retention"] == stages[1]
    assert places["purchase"] is None
