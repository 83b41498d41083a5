"""The shared strategies give what they promise."""

from __future__ import annotations

from hypothesis import given, settings

from tests.helpers.documents import AWKWARD, documents
from workbench.model import rules
from workbench.model.document import Document
from workbench.model.entities import TABLES


@settings(max_examples=40, deadline=None)
@given(documents())
def test_documents_are_sound(document: Document) -> None:
    assert rules.check(document) == []


@settings(max_examples=40, deadline=None)
@given(documents())
def test_documents_hold_only_what_a_document_keeps(document: Document) -> None:
    for table, entity in document.entities():
        assert rules.cleaned(table, entity) == entity


def test_awkward_texts_are_as_a_document_keeps_them() -> None:
    assert [text for text in AWKWARD if rules.clean_text(text) != text] == []


def test_documents_reach_every_table() -> None:
    seen: set[str] = set()

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(documents(min_size=1))
    def collect(document: Document) -> None:
        seen.update(name for name in TABLES if document.table(name))

    collect()
    assert seen == set(TABLES)
