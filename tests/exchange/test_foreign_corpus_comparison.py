"""The comparison of imports with their keys notices what an importer can get wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.exchange.foreign_corpus.case import Case
from tests.exchange.foreign_corpus.compare import differences, texts
from tests.exchange.foreign_corpus.key import Key, StageKey
from tests.exchange.foreign_corpus.maps_by_hand import cases
from workbench.model import entities as e
from workbench.model.document import Document

OPERA = next(case for case in cases() if case.file == "opera evening.xlsx")
RANKS = "123456789"


def _as_the_key_says(key: Key) -> list[e.Entity]:
    """The opera’s map, entity by entity."""
    (stages,) = key.maps
    made: list[e.Entity] = [
        e.Workspace(id="wsOPERA"),
        e.Map(id="mpOPERA", name="Evening"),
        e.Lane(id="laCARDS", map="mpOPERA", rank="1", kind="touchpoints", name="Touchpoint"),
        e.Lane(id="laPAINS", map="mpOPERA", rank="2", note_kind="pain", name="Problem"),
    ]
    for rank, stage in zip(RANKS, stages, strict=False):
        made.append(e.Stage(id=f"st{rank}", map="mpOPERA", rank=rank, name=stage.name))
        made += _contents(rank, stage)
    return made


def _contents(rank: str, stage: StageKey) -> list[e.Entity]:
    assert stage.feeling is not None
    (card,) = stage.cards
    contents: list[e.Entity] = [
        e.Touchpoint(
            id=f"tp{rank}",
            map="mpOPERA",
            stage=f"st{rank}",
            lane="laCARDS",
            title=card.title,
            feeling=stage.feeling.low,
        )
    ]
    for number, note in enumerate(stage.notes):
        contents.append(
            e.Note(
                id=f"no{rank}{number}",
                map="mpOPERA",
                stage=f"st{rank}",
                lane="laPAINS",
                kind="pain",
                text=note.text,
            )
        )
    return contents


def _report(document: Document, case: Case) -> dict[str, Any]:
    assert case.key is not None
    return {
        "unplaced": [{"cell": "F7", "text": stray, "why": "outside"} for stray in case.key.strays],
        "headers": ["Touchpoint", "Mood", "Problem"],
        "counts": {
            table: len(document.table(table))
            for table in ("maps", "stages", "touchpoints", "notes", "personas")
        },
    }


def _opera(change: Callable[[e.Entity], e.Entity | None] = lambda item: item) -> list[str]:
    """What is said of the opera after `change` of each entity; None takes it away."""
    assert OPERA.key is not None
    changed = map(change, _as_the_key_says(OPERA.key))
    document = Document.of(item for item in changed if item is not None)
    return differences(OPERA, document, _report(document, OPERA))


def test_nothing_is_said_of_a_good_import() -> None:
    assert _opera() == []


@pytest.mark.parametrize(
    ("identifier", "field", "value", "part"),
    [
        ("st3", "name", "Break", "stages: "),
        ("st3", "rank", "9", "stages: "),
        ("st3", "reached", 12.0, "reached 12.0"),
        ("tp2", "title", "Ushers", "touchpoints: "),
        ("tp2", "stage", "st1", "touchpoints: "),
        ("tp2", "feeling", None, "feeling None"),
        ("tp2", "feeling", 1.0, "feeling 1.0"),
        ("tp2", "satisfaction", 5.0, "satisfaction 5.0"),
        ("tp2", "does", "Shows the seat", "does 'Shows the seat'"),
        ("tp2", "remarks", "Season brochure", "remarks 'Season brochure'"),
        ("tp2", "moment_of_truth", True, "moment of truth True"),
        ("no30", "kind", "opportunity", "no pain"),
        ("no30", "stage", "st2", "unexpected pain"),
    ],
)
def test_a_wrong_field_is_noticed(identifier: str, field: str, value: object, part: str) -> None:
    def change(item: e.Entity) -> e.Entity:
        if item.id != identifier:
            return item
        kept = {name: getattr(item, name) for name in item.__struct_fields__}
        return type(item)(**{**kept, field: value})

    assert part in "\n".join(_opera(change))


def test_what_is_missing_is_noticed_even_where_the_key_forgot_it() -> None:
    said = "\n".join(_opera(lambda item: None if item.id == "no50" else item))
    assert "no pain 'One clerk only'" in said
    assert "lost: 'One clerk only'" in said


def test_a_cell_without_place_is_noticed_unless_it_is_a_stray() -> None:
    assert OPERA.key is not None
    document = Document.of(_as_the_key_says(OPERA.key))
    report = _report(document, OPERA)
    report["unplaced"].append({"cell": "E3", "text": "Usher", "why": "unknown"})
    assert differences(OPERA, document, report) == ["without a place: 'Usher' in E3 (unknown)"]


def test_a_wrong_count_is_noticed() -> None:
    assert OPERA.key is not None
    document = Document.of(_as_the_key_says(OPERA.key))
    report = _report(document, OPERA)
    report["counts"]["notes"] = 7
    assert differences(OPERA, document, report) == ["the report counts 7 notes"]


def test_texts_are_found_at_any_depth() -> None:
    assert list(texts({"a": ["b", {"c": ("d",)}], "e": 1})) == ["b", "d"]
