"""A decision sits on its finding, whatever is put into another order or gets another name."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from workbench.analysis.finding import Finding, decision_of
from workbench.analysis.findings import findings
from workbench.model import queries
from workbench.model.commands import (
    cards,
    decisions,
    lanes,
    maps,
    needs,
    personas,
    reasons,
    stages,
    triggers,
)
from workbench.model.document import Document
from workbench.model.patch import Patch
from workbench.store.templates import sample

TODAY = datetime.date(2026, 11, 21)
SAMPLES = ("corner-bakery", "managed-it-services", "online-shop")

Move = Callable[[Document, str], Patch]


def to_front_of_cell(document: Document, card: str) -> Patch:
    found = cards.find(document, card)
    return cards.move(document, [card], found.stage, found.lane, 0)


ORDERS: dict[str, Move] = {
    "maps": lambda it, name: maps.move(it, name, 0),
    "stages": lambda it, name: stages.move(it, name, 0),
    "lanes": lambda it, name: lanes.move(it, name, 0),
    "personas": lambda it, name: personas.move(it, name, 0),
    "needs": lambda it, name: needs.move(it, name, 0),
    "reasons": lambda it, name: reasons.move(it, name, 0),
    "triggers": lambda it, name: triggers.move(it, name, 0),
    "touchpoints": to_front_of_cell,
    "notes": to_front_of_cell,
}
"""What brings one entity of a table to the front."""

KEEP_ALL = ("maps", "lanes", "personas", "needs", "reasons", "triggers", "touchpoints", "notes")
"""Orders that no finding depends on; that of the stages is what the journey is."""


def all_findings(document: Document) -> dict[str, Finding]:
    return {item.key: item for name in document.maps for item in findings(document, name, TODAY)}


def decided_on(document: Document) -> Document:
    """The document with a decision of its own on every finding."""
    for key in all_findings(document):
        patch = decisions.decide(document, key, state="accepted", owner=f"Owner of {key}", effort=1)
        document = document.apply(patch)
    return document


def owners(document: Document) -> dict[str, str]:
    """Who looks after each finding, "" for one without a decision."""
    found = {key: decision_of(document, it) for key, it in all_findings(document).items()}
    return {key: item.owner if item else "" for key, item in found.items()}


def turned_round(document: Document, table: str) -> Document:
    ranked = queries.in_order(document.table(table).values())
    for item in ranked:
        document = document.apply(ORDERS[table](document, item.id))
    # a cell of the samples holds one note at most
    assert (
        len(ranked) < 2
        or table == "notes"
        or queries.in_order(document.table(table).values()) != ranked
    )
    return document


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("table", KEEP_ALL)
def test_another_order_leaves_every_decision_on_its_finding(name: str, table: str) -> None:
    document = decided_on(sample(name))
    wanted = owners(document)
    assert wanted == {key: f"Owner of {key}" for key in wanted}
    assert owners(turned_round(document, table)) == wanted


@pytest.mark.parametrize("name", SAMPLES)
def test_stages_turned_round_leave_decisions_on_what_is_still_found(name: str) -> None:
    document = decided_on(sample(name))
    before = owners(document)
    after = owners(turned_round(document, "stages"))
    stayed = before.keys() & after.keys()
    assert len(stayed) > len(before) / 2
    assert all(after[key] == f"Owner of {key}" for key in stayed)
    assert not any(after[key] for key in after.keys() - stayed)
