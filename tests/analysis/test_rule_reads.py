"""Rules read no more than they declare: else findings would not follow an edit."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec
import pytest

from workbench.analysis.rules.journey import journey_of
from workbench.analysis.rules.registry import FRAME, RULES, Rule
from workbench.model.document import Document
from workbench.model.entities import TABLES
from workbench.model.fields import Field, fields_of
from workbench.store import templates

TODAY = datetime.date(2026, 11, 21)
SAMPLES = {
    name: templates.new_workspace("sample", name)
    for name in ("corner-bakery", "managed-it-services", "online-shop")
}


def values(document: Document, field: Field) -> list[Any]:
    """Values that make a difference to whoever looks at the field."""
    match field.kind:
        case "choice":
            return [*field.choices, *((None,) if field.optional else ())]
        case "choices":
            return [(), field.choices]
        case "references":
            return [(), tuple(document.table(field.reference or ""))]
        case "reference":
            return [None, *list(document.table(field.reference or ""))[:2]]
        case "flag":
            return [False, True]
        case "date":
            return [None, datetime.date(2001, 1, 1), TODAY]
        case "number" | "whole":
            return [None, field.low, field.high]
    return ["", "something"]


def with_value(document: Document, field: Field, value: Any) -> Document:
    """The document with this value in the field of every touchpoint."""
    tables = {name: dict(document.table(name)) for name in TABLES}
    for key, item in tables["touchpoints"].items():
        tables["touchpoints"][key] = msgspec.structs.replace(item, **{field.name: value})
    return Document(tables)


def found(document: Document, rule: Rule) -> list[object]:
    return [
        draft for name in document.maps for draft in rule.find(journey_of(document, name, TODAY))
    ]


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_field_that_a_rule_does_not_declare_changes_none_of_its_findings(
    rule: Rule, sample: str
) -> None:
    document = SAMPLES[sample]
    before = found(document, rule)
    for field in fields_of("touchpoints").values():
        place = f"touchpoints.{field.name}"
        if field.name == "id" or place in rule.places:
            continue
        for value in values(document, field):
            assert found(with_value(document, field, value), rule) == before, (place, value)


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_table_that_a_rule_does_not_declare_may_be_empty(rule: Rule, sample: str) -> None:
    document = SAMPLES[sample]
    read = {place.partition(".")[0] for place in FRAME | rule.places}
    before = found(document, rule)
    for name in TABLES.keys() - read:
        emptied = {table: document.table(table) for table in TABLES if table != name}
        assert found(Document(emptied), rule) == before, name
