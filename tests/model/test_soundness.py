"""What is told of a whole table at once agrees with what is told of each entity."""

from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.big_map import big_map
from tests.helpers.documents import documents
from workbench.model.document import Document
from workbench.model.entities import TABLES
from workbench.model.fields import fields_of
from workbench.model.rules import check_entity
from workbench.model.soundness import is_sound


def muddled(document: Document, chance: random.Random) -> Document:
    """The document with one reference that names anything, or nothing that there is."""
    tables = {name: dict(document.table(name)) for name in TABLES}
    places = [
        (name, field)
        for name in TABLES
        for field in fields_of(name).values()
        if tables[name] and field.kind in ("reference", "references")
    ]
    if not places:
        return document
    name, field = chance.choice(places)
    key = chance.choice(sorted(tables[name]))
    value = chance.choice([*document.table(field.reference), "xx-nothing"])
    entity = tables[name][key]
    given = (value,) if field.kind == "references" else value
    tables[name][key] = msgspec.structs.replace(entity, **{field.name: given})
    return Document(tables)


@settings(max_examples=80)
@given(documents(min_size=1), st.randoms(use_true_random=False))
def test_no_table_is_called_sound_that_holds_something_unsound(
    document: Document, chance: random.Random
) -> None:
    for _ in range(chance.randrange(3)):
        document = muddled(document, chance)
    for table in TABLES:
        wrong = [
            problem
            for entity in document.table(table).values()
            for problem in check_entity(document, table, entity)
        ]
        assert not (wrong and is_sound(document, table)), (table, wrong)


@pytest.mark.parametrize("table", ["touchpoints", "notes", "connections", "stages", "needs"])
def test_large_tables_are_found_sound_at_once(table: str) -> None:
    assert is_sound(big_map(60), table)
