"""The way through LibreOffice, which drops table features and writes everything its own way."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import Phase, given, settings

from tests.exchange.books import TODAY, Exchange, put
from tests.exchange.test_round_trip_by_content import without_ids
from tests.helpers.documents import documents
from workbench.exchange.proposal_from_workbook import proposal_of
from workbench.exchange.reading.content import read_here
from workbench.exchange.xlsx_writer import workbook_bytes
from workbench.model.document import Document
from workbench.model.patch import FieldChange
from workbench.model.proposal import Proposal

SAMPLE = 8
PROGRAM = shutil.which("soffice")

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice (soffice) is not installed")


def saved_by_libreoffice(paths: Sequence[Path], folder: Path, kind: str = "xlsx") -> list[Path]:
    """The workbooks as LibreOffice saves them: one start of it for all."""
    assert PROGRAM is not None
    profile = (folder / "profile").as_uri()
    out = folder / "saved"
    subprocess.run(
        [
            PROGRAM,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(out),
            *map(str, paths),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return [out / f"{path.stem}.{kind}" for path in paths]


def test_workbooks_saved_by_libreoffice_suggest_nothing(
    tmp_path: Path, bakery: Document, capsys: pytest.CaptureFixture[str]
) -> None:
    every: list[Document] = [bakery]

    @settings(max_examples=SAMPLE, derandomize=True, database=None, phases=[Phase.generate])
    @given(documents(min_size=1))
    def collect(document: Document) -> None:
        every.append(document)

    collect()
    paths = [tmp_path / f"book{number}.xlsx" for number in range(len(every))]
    for document, path in zip(every, paths, strict=True):
        path.write_bytes(workbook_bytes(document, maps=None, today=TODAY, findings={}))
    for document, path in zip(every, saved_by_libreoffice(paths, tmp_path), strict=True):
        assert proposal_of(document, read_here(path).sheets) == Proposal(), path.name
    with capsys.disabled():
        print(f"\n{len(every)} documents through LibreOffice: no change proposed")  # noqa: T201


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_edits_come_through_libreoffice_with_ids_and_without(
    bakery_book: Exchange, bakery: Document, tmp_path: Path, kind: str
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        put(book["Touchpoints"], "Price & hours page", "Importance", 8)
        book.create_sheet("Our remarks")["A1"] = "Looked through on Monday"

    bakery_book.edit(change)
    bare = tmp_path / "bare.xlsx"
    shutil.copy(bakery_book.path, bare)
    book = openpyxl.load_workbook(bare)
    without_ids(book)
    book.save(bare)
    for path in saved_by_libreoffice([bakery_book.path, bare], tmp_path, kind):
        (suggestion,) = proposal_of(bakery, read_here(path).sheets).suggestions
        assert isinstance(suggestion.change, FieldChange)
        assert (suggestion.change.field, suggestion.change.after) == ("importance", 8)
        assert (suggestion.guess is None) == (path.stem != "bare")
