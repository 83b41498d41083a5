"""Findings worked out edit by edit, with what is remembered, equal those worked out afresh."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable

import pytest

from workbench.analysis.findings import findings
from workbench.model.commands import cards, connections, edit
from workbench.model.document import Document
from workbench.model.entities import TABLES
from workbench.model.fields import fields_of
from workbench.model.patch import Patch
from workbench.model.problems import JourneyError
from workbench.store import templates

TODAY = datetime.date(2026, 11, 21)
EDITS = 40


def any_edit(document: Document, chance: random.Random) -> Patch:
    """One of the edits that people make most, on a random card."""
    cards_there = sorted(document.touchpoints)
    one, other = chance.choice(cards_there), chance.choice(cards_there)
    match chance.randrange(9):
        case 0:
            field = chance.choice(("importance", "satisfaction"))
            value = chance.choice((None, 1, 4, 7, 10))
            return edit.set_field(document, "touchpoints", one, field, value)
        case 1:
            return edit.set_field(document, "touchpoints", one, "feeling", chance.randint(-2, 2))
        case 2:
            status = chance.choice(("in-place", "planned", "missing"))
            return edit.set_field(document, "touchpoints", one, "status", status)
        case 3:
            return connections.connect(document, one, other, chance.choice((None, 20, 80)))
        case 4 if document.connections:
            way = chance.choice(sorted(document.connections))
            return edit.set_field(document, "connections", way, "share", chance.choice((0, 50, 90)))
        case 5 if document.connections:
            return edit.remove(
                document, [("connections", chance.choice(sorted(document.connections)))]
            )
        case 6:
            goal = document.touchpoints[other]
            return cards.move(document, [one], goal.stage, goal.lane, 0)
        case 7:
            stage = chance.choice(sorted(document.stages))
            depth = chance.choice(("skipped", "brief", "normal", "thorough"))
            return edit.set_field(document, "stages", stage, "depth", depth)
    return edit.set_field(document, "touchpoints", one, "owner", chance.choice(("", "Shop")))


def any_field(document: Document, chance: random.Random) -> Patch:
    """Any field of anything, as another of its kind has it."""
    tables = [name for name in sorted(TABLES) if document.table(name)]
    # what rules read of touchpoints is declared field by field
    table = chance.choice((chance.choice(tables), "touchpoints"))
    entities = document.table(table)
    one, other = (chance.choice(sorted(entities)) for _ in range(2))
    field = chance.choice([name for name in fields_of(table) if name != "id"])
    return edit.set_field(document, table, one, field, getattr(entities[other], field))


@pytest.mark.parametrize("change", [any_edit, any_field])
@pytest.mark.parametrize("sample", ["corner-bakery", "managed-it-services", "online-shop"])
@pytest.mark.parametrize("seed", range(4))
def test_findings_after_every_edit_equal_those_of_a_fresh_document(
    sample: str, seed: int, change: Callable[[Document, random.Random], Patch]
) -> None:
    chance = random.Random(f"{sample}/{seed}")
    document = templates.new_workspace("sample", sample)
    for _ in range(EDITS):
        try:
            patch = change(document, chance)
        except JourneyError:
            continue
        document = document.apply(patch)
        fresh = Document.of(entity for _, entity in document.entities())
        for map_id in document.maps:
            assert findings(document, map_id, TODAY) == findings(fresh, map_id, TODAY)
