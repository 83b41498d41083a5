from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from tests.analysis.journeys import (
    TODAY,
    card,
    found,
    journey,
    leads,
    need,
    persona,
    stage,
)
from tests.helpers.documents import documents
from workbench.analysis.finding import KINDS
from workbench.analysis.findings import findings
from workbench.analysis.rules.registry import RULES
from workbench.analysis.rules_page import rules_page
from workbench.model.commands import rule_settings
from workbench.model.document import Document
from workbench.model.entities import Channel
from workbench.settings import resource_folder
from workbench.store.templates import sample
from workbench.words import finding_sentences as words

DISAPPOINTING: dict[str, Any] = {"importance": 9.0, "satisfaction": 3.0, "title": "Price page"}


def only(document: Document, rule: str) -> tuple[Document, Any]:
    (finding,) = found(document, rule)
    return document, finding


def test_a_headline_says_what_was_found_and_stresses_the_name() -> None:
    told = only(journey(stage(1), card("A", 1, **DISAPPOINTING)), "opportunity")
    assert words.headline(*told) == "Price page matters (9) but disappoints (3)"
    assert words.headline_parts(*told) == (
        ("Price page", True),
        (" matters (9) but disappoints (3)", False),
    )


@pytest.mark.parametrize("title", ["**bold** {stage} \\0", "%s {0} {}", "two **"])
def test_names_may_hold_what_texts_are_made_with(title: str) -> None:
    told = only(journey(stage(1), card("A", 1, **DISAPPOINTING | {"title": title})), "opportunity")
    assert words.headline_parts(*told)[0] == (title, True)


def test_long_and_blank_names() -> None:
    long = only(
        journey(stage(1), card("A", 1, **DISAPPOINTING | {"title": "x" * 5000})), "opportunity"
    )
    assert words.headline(*long).startswith("x" * 79 + "… matters")
    blank = only(journey(stage(1), card("A", 1, **DISAPPOINTING | {"title": ""})), "opportunity")
    assert words.headline(*blank).startswith("unnamed touchpoint matters")


def test_one_or_several_touchpoints() -> None:
    one = only(journey(stage(1, name="Start"), card("A", 1)), "no-owner")
    assert words.headline(*one) == "Nobody looks after A"
    assert words.action(*one) == "Name an owner for “A”"
    cards = [card(letter, 1) for letter in "ABCDE"]
    several = only(journey(stage(1, name="Start"), *cards), "no-owner")
    assert words.headline(*several) == (
        "Nobody looks after 5 touchpoints in Start: A, B, C and 2 more"
    )
    assert words.action(*several) == "Name owners for them"


def test_lists_read_as_people_speak() -> None:
    channels = [
        Channel(id=f"ch{letter}", name=letter, rank=letter, roles=("decision",))
        for letter in "ABCD"
    ]

    def told(count: int) -> str:
        preferred = tuple(channel.id for channel in channels[:count])
        local = persona("A", name="Local", preferred_channels=preferred)
        place = stage(1, "decision", name="Choosing")
        return words.headline(*only(journey(place, local, *channels), "preferred-channels"))

    begin = "Choosing has none of the channels that Local prefers: "
    assert told(1) == f"{begin}A"
    assert told(2) == f"{begin}A and B"
    assert told(3) == f"{begin}A, B and C"
    assert told(4) == f"{begin}A, B, C and 1 more"


@pytest.mark.parametrize(
    ("roles", "headline"),
    [
        (("awareness",), "Nothing in S says why people should choose you"),
        (("decision",), "Nothing in S builds trust or shows that others recommend you"),
        (
            ("awareness", "decision"),
            "Nothing in S says why people should choose you, nor builds trust in you",
        ),
    ],
)
def test_what_a_stage_lacks_to_move_customers(roles: tuple[str, ...], headline: str) -> None:
    told = only(journey(stage(1, *roles, name="S")), "drivers")
    assert words.headline(*told) == headline


def test_a_circle_is_told_as_a_round_trip() -> None:
    cards = [card("A", 1), card("B", 1), card("C", 2)]
    told = only(
        journey(stage(1), stage(2), *cards, leads("A", "B"), leads("B", "A")),
        "circle-without-exit",
    )
    assert words.headline(*told) == "No way out of the circle A → B → A"


def working(document: Document, rule: str) -> str:
    return words.working_text(*only(document, rule))


def test_the_working_of_a_priority() -> None:
    assert working(journey(stage(1)), "stage-empty") == "14 = weight of this rule"
    assert working(journey(stage(1, depth="brief")), "stage-empty") == "8.4 = 14 × 0.6 (brief)"
    scored = card("A", 1, **DISAPPOINTING)
    assert working(journey(stage(1), scored), "opportunity") == "15 = opportunity score"
    assert working(journey(stage(1, depth="brief"), scored), "opportunity") == (
        "9 = 15 × 0.6 (brief); 15 = opportunity score"
    )
    best = card("A", 1, importance=10, satisfaction=1)
    assert working(journey(stage(1, depth="thorough"), best), "opportunity") == (
        "20 = 19 × 1.25 (thorough), capped at 20; 19 = opportunity score"
    )


def test_the_working_names_the_persona_and_the_importance() -> None:
    people = [persona("A", share=40), persona("B", share=10, name="Regulars")]
    told = journey(stage(1, "decision"), *people, need("B", "B", role="decision", importance=8))
    assert working(told, "need-unanswered") == (
        "2.5 = 10 × 0.25 (share of customers: Regulars); 10 = 6 + 8 ÷ 2 (weight + importance ÷ 2)"
    )


def test_the_working_shows_a_weight_of_the_workspace() -> None:
    document = journey(stage(1))
    document = document.apply(rule_settings.set_rule(document, "stage-empty", weight=9.0))
    assert working(document, "stage-empty") == "9 = weight of this rule, set in this workspace"


def test_the_method_is_named_with_its_formula() -> None:
    _, finding = only(journey(stage(1), card("A", 1, **DISAPPOINTING)), "opportunity")
    assert words.method_name(finding) == "Opportunity score (Ulwick)"
    assert "importance + max(importance − satisfaction, 0)" in words.explanation(finding)


def test_subjects_have_labels() -> None:
    document, finding = only(journey(stage(1, name="Start")), "stage-empty")
    assert words.subject_label(document, finding, finding.subjects[0]) == "Start"
    practices = found(journey(stage(1, "purchase")), "practice")
    labels = {words.subject_label(document, item, item.subjects[0]) for item in practices}
    assert len(labels) == 3
    assert not labels & {item.subjects[0].id for item in practices}


@settings(max_examples=60)
@given(documents())
def test_every_finding_of_any_document_can_be_told(document: Document) -> None:
    for map_id in document.maps:
        for finding in findings(document, map_id, TODAY):
            assert words.headline(document, finding)
            assert words.action(document, finding)
            assert words.working_text(document, finding).startswith(
                words.number(finding.priority, 2)
            )
            assert words.explanation(finding)
            for subject in finding.subjects:
                assert words.subject_label(document, finding, subject)


def test_the_bakery_shows_gaps_of_all_kinds_and_its_worst_first() -> None:
    document = sample("corner-bakery")
    (map_id,) = document.maps
    several = findings(document, map_id, TODAY)
    assert words.headline(document, several[0]) == (
        "Price & hours page matters (9) but disappoints (3)"
    )
    assert {item.kind for item in several} == set(KINDS)


def test_every_rule_has_its_entry_in_the_docs() -> None:
    page = (resource_folder().parent / "docs" / "gaps.md").read_text(encoding="utf-8")
    assert page == rules_page()
    assert all(f"`{rule.id}`" in page for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_name(rule: Any) -> None:
    assert words.rule_name(rule.id)
    assert words.kind_name(rule.kind)


def test_rules_cover_all_kinds() -> None:
    assert {rule.kind for rule in RULES} == set(KINDS)
