from __future__ import annotations

from tests.analysis.journeys import MAP, TODAY, card, journey, stage
from workbench.analysis.closing import closed_since
from workbench.analysis.findings import findings
from workbench.model.commands import edit, rule_settings
from workbench.model.document import Document

PERSON = "Ada"


def keys(document: Document) -> set[str]:
    return {item.key for item in findings(document, MAP, TODAY)}


def closed(document: Document, previous: set[str], rule: str = "") -> list[str]:
    gone = closed_since(document, MAP, previous, findings(document, MAP, TODAY))
    return [key for key in gone if key.startswith(rule)]


def owned(document: Document, *letters: str) -> Document:
    for letter in letters:
        patch = edit.set_field(document, "touchpoints", f"tp{letter}", "owner", PERSON)
        document = document.apply(patch)
    return document


def test_a_gap_that_is_gone_is_closed() -> None:
    before = journey(stage(1), card("A", 1, importance=9, satisfaction=3, owner=PERSON))
    seen = keys(before)
    assert closed(before, seen) == []
    after = before.apply(edit.set_field(before, "touchpoints", "tpA", "satisfaction", 9.0))
    assert closed(after, seen, "opportunity") == ["opportunity/maA/tpA"]


def test_one_of_many_cards_alike_closes_nothing_yet() -> None:
    before = journey(stage(1), *(card(letter, 1) for letter in "ABC"))
    seen = keys(before)
    assert closed(owned(before, "A"), seen, "no-owner") == []
    everything = owned(before, "A", "B", "C")
    assert closed(everything, seen, "no-owner") == ["no-owner/maA/tpA+tpB+tpC"]


def test_one_more_card_alike_closes_nothing() -> None:
    before = owned(journey(stage(1), card("A", 1), card("B", 1)), "B")
    after = journey(stage(1), card("A", 1), card("B", 1))
    assert closed(after, keys(before), "no-owner") == []


def test_a_rule_switched_off_or_unknown_and_another_map_close_nothing() -> None:
    before = journey(stage(1), card("A", 1))
    seen = keys(before) | {"rule-of-old/maA/tpA", "no-owner/maB/tpA"}
    after = before.apply(rule_settings.set_rule(before, "no-owner", enabled=False))
    assert "no-owner/maA/tpA" in seen
    assert closed(after, seen) == []


def test_a_removed_card_takes_its_gaps_along() -> None:
    before = journey(stage(1), card("A", 1), card("B", 1, owner=PERSON))
    after = journey(stage(1), card("B", 1, owner=PERSON))
    assert closed(after, keys(before), "no-owner") == ["no-owner/maA/tpA"]
