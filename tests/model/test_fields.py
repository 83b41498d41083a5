"""Every field is declared once, and what it refers to is told from there."""

from __future__ import annotations

from workbench.model.entities import TABLES
from workbench.model.fields import fields_of, references_to
from workbench.model.ids import PREFIXES, new_id
from workbench.model.rules import checked


def test_every_table_has_ids_of_its_own() -> None:
    assert set(PREFIXES) == set(TABLES)
    assert len(set(PREFIXES.values())) == len(TABLES)
    for table in TABLES:
        identifier = new_id(table)
        assert checked(table, "id", identifier) == identifier
        assert (len(identifier), identifier[:2]) == (14, PREFIXES[table])


def test_ids_do_not_repeat() -> None:
    assert len({new_id("touchpoints") for _ in range(5000)}) == 5000


def test_kinds_limits_and_choices_follow_the_declaration() -> None:
    fields = fields_of("touchpoints")
    score = fields["importance"]
    assert (score.kind, score.optional, score.low, score.high) == ("number", True, 1, 10)
    assert fields["status"].choices == ("in-place", "planned", "missing")
    assert (fields["needs"].kind, fields["needs"].reference) == ("references", "needs")
    assert fields["stage"].on_removal == "take-along"
    assert fields["channel"].on_removal == "clear"
    assert fields_of("triggers")["messages"].reference == "personas"


def test_every_reference_leads_to_a_table_and_says_what_a_removal_does() -> None:
    references = [field for table in TABLES for field in references_to(table)]
    assert references
    assert {field.on_removal for field in references} == {"take-along", "clear"}
    named = [f for t in TABLES for f in fields_of(t).values() if f.reference]
    assert len(named) == len(references)
