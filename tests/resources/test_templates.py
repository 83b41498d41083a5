"""The stage models: which stages they have, and which roles these stand for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.model import queries

STAGES = {
    "buying-cycle": [
        ("Awareness", {"awareness"}),
        ("Consideration", {"consideration"}),
        ("Decision", {"decision", "purchase"}),
    ],
    "customer-action": [
        ("Awareness", {"awareness"}),
        ("Consideration", {"consideration"}),
        ("Decision", {"decision"}),
        ("Purchase", {"purchase"}),
        ("Post-purchase", {"retention", "advocacy"}),
    ],
    "buying-stages": [
        ("Awareness", {"awareness"}),
        ("Consideration", {"consideration"}),
        ("Decision", {"decision", "purchase"}),
        ("Retention", {"retention"}),
        ("Advocacy", {"advocacy"}),
    ],
    "business-journey": [
        ("Awareness", {"awareness"}),
        ("Consideration", {"consideration"}),
        ("Decision", {"decision"}),
        ("Purchase", {"purchase"}),
        ("Retention", {"retention"}),
        ("Advocacy", {"advocacy"}),
    ],
    "full-journey": [
        ("Awareness", {"awareness"}),
        ("Interest", set()),
        ("Consideration", {"consideration"}),
        ("Decision", {"decision"}),
        ("Purchase", {"purchase"}),
        ("Retention", {"retention"}),
        ("Advocacy", {"advocacy"}),
    ],
    "blank": [("Stage 1", set()), ("Stage 2", set()), ("Stage 3", set()), ("Stage 4", set())],
}
LANES = [
    ("Customer actions", "notes", "action"),
    ("Touchpoints", "touchpoints", None),
    ("Experience", "experience", None),
    ("Pain points", "notes", "pain"),
    ("Opportunities", "notes", "opportunity"),
    ("Reached", "reached", None),
]


@pytest.mark.parametrize("name", STAGES)
def test_stages_and_roles(name: str, read) -> None:
    document = read(f"templates/{name}.json")
    (journey,) = queries.maps(document)
    stages = queries.stages(document, journey.id)
    assert [(stage.name, set(stage.roles)) for stage in stages] == STAGES[name]


@pytest.mark.parametrize("name", STAGES)
def test_suggested_lanes(name: str, read) -> None:
    document = read(f"templates/{name}.json")
    (journey,) = queries.maps(document)
    lanes = queries.lanes(document, journey.id)
    assert [(lane.name, lane.kind, lane.note_kind) for lane in lanes] == LANES


@pytest.mark.parametrize("name", STAGES)
def test_every_named_stage_asks_the_customers_question(name: str, read) -> None:
    for stage in read(f"templates/{name}.json").stages.values():
        assert stage.question.endswith("?") == (name != "blank"), stage.name


@pytest.mark.parametrize("name", STAGES)
def test_starts_without_cards(name: str, read) -> None:
    tables = {table for table, _ in read(f"templates/{name}.json").entities()}
    assert tables == {"workspace", "maps", "stages", "lanes"}


def test_templates_share_no_identifiers(read) -> None:
    ids = [entity.id for name in STAGES for _, entity in read(f"templates/{name}.json").entities()]
    assert len(set(ids)) == len(ids)


def test_the_index_keeps_the_order_from_short_to_full(folder: Path) -> None:
    index = json.loads((folder / "templates/index.json").read_text(encoding="utf-8"))
    assert [item["id"] for item in index] == list(STAGES)


def test_the_full_journey_says_what_its_source_leaves_open(read) -> None:
    (journey,) = queries.maps(read("templates/full-journey.json"))
    assert "seven phases" in journey.scenario
    assert "names only the first" in journey.scenario
