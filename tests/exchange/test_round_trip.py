"""What nobody edited suggests nothing, for any document."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, given, seed, settings

from tests.exchange.books import TODAY
from tests.helpers.documents import documents
from workbench.exchange.proposal_from_workbook import proposal_of
from workbench.exchange.reading.content import read_here
from workbench.exchange.xlsx_writer import workbook_bytes
from workbench.model.document import Document
from workbench.model.proposal import Proposal

DOCUMENTS, PARTS = 500, 4
# a workbook takes too long for hundreds of attempts to make a failing document smaller
AS_FOUND = (Phase.explicit, Phase.generate)


def exported_and_read(
    document: Document, path: Path, maps: tuple[str, ...] | None = None
) -> Proposal:
    path.write_bytes(workbook_bytes(document, maps=maps, today=TODAY, findings={}))
    book = read_here(path)
    assert book.cleaned == 0
    return proposal_of(document, book.sheets)


@pytest.mark.parametrize("part", range(PARTS))
def test_an_unedited_workbook_suggests_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], part: int
) -> None:
    count = 0

    @seed(part)
    @settings(max_examples=DOCUMENTS // PARTS, phases=AS_FOUND, database=None)
    @given(documents())
    def check(document: Document) -> None:
        nonlocal count
        assert exported_and_read(document, tmp_path / "book.xlsx") == Proposal()
        count += 1

    check()
    assert count >= DOCUMENTS // PARTS
    with capsys.disabled():
        print(f"\n{count} documents exported and read back: no change proposed")  # noqa: T201


@settings(max_examples=8, phases=AS_FOUND)
@given(documents(min_size=1))
def test_one_map_of_many_suggests_nothing_about_the_others(document: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for map_id in list(document.maps)[:2]:
            path = Path(folder) / "book.xlsx"
            assert exported_and_read(document, path, (map_id,)) == Proposal()
