"""What nobody edited suggests nothing, for any document and whatever program saved it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings

from tests.exchange.books import TODAY
from tests.helpers.documents import documents
from workbench.exchange.proposal_from_workbook import read_proposal
from workbench.exchange.xlsx_writer import export_workbook
from workbench.model.document import Document
from workbench.model.proposal import Proposal


def exported_and_read(document: Document, maps: tuple[str, ...] | None = None) -> Proposal:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        export_workbook(document, path, maps=maps, today=TODAY, findings={})
        return read_proposal(document, path)


@settings(max_examples=25)
@given(documents())
def test_an_unedited_workbook_suggests_nothing(document: Document) -> None:
    assert exported_and_read(document) == Proposal()


@settings(max_examples=8)
@given(documents(min_size=1))
def test_one_map_of_many_suggests_nothing_about_the_others(document: Document) -> None:
    for map_id in list(document.maps)[:2]:
        assert exported_and_read(document, (map_id,)) == Proposal()
