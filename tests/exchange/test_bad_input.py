"""Every file that is no workbook of ours ends in one sentence that names it."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.exchange.books import TODAY, Exchange
from workbench.exchange.problems import ExchangeError
from workbench.exchange.proposal_from_workbook import read_proposal
from workbench.exchange.xlsx_writer import export_workbook
from workbench.model.document import Document
from workbench.model.entities import Workspace
from workbench.words.problem_sentences import sentence


def told(document: Document, path: Path) -> str:
    """The code of the refusal, once its sentence was seen to name the file."""
    with pytest.raises(ExchangeError) as caught:
        read_proposal(document, path)
    assert path.name in sentence(caught.value.problem)
    return caught.value.problem.code


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "workbook.empty"),
        (b"Stage;Touchpoint\nAwareness;Ad\n", "workbook.not_ours"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "workbook.damaged"),
        (b"PK\x03\x04" + bytes(100), "workbook.cut_off"),
        (zipped(readme__txt=b"hello"), "workbook.zip"),
        (zipped(document__json=b"{}"), "workbook.journey"),
        (zipped(mimetype=b"x", content__xml=b"<x/>"), "workbook.open_document"),
        (zipped(**{"[Content_Types]__xml": b"<x", "xl/workbook__xml": b""}), "workbook.damaged"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, bakery: Document, data: bytes, code: str) -> None:
    path = tmp_path / "sent back.xlsx"
    path.write_bytes(data)
    assert told(bakery, path) == code


def test_places_without_a_file(tmp_path: Path, bakery: Document) -> None:
    assert told(bakery, tmp_path / "nowhere.xlsx") == "workbook.missing"
    assert told(bakery, tmp_path) == "workbook.folder"
    (tmp_path / "dead end.xlsx").symlink_to(tmp_path / "gone.xlsx")
    assert told(bakery, tmp_path / "dead end.xlsx") == "workbook.link"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path: Path, bakery: Document) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert told(bakery, tmp_path / "pipe.xlsx") == "workbook.not_a_file"


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_cut_off_workbook(bakery_book: Exchange, bakery: Document, part: float) -> None:
    data = bakery_book.path.read_bytes()
    bakery_book.path.write_bytes(data[: int(len(data) * part)])
    assert told(bakery, bakery_book.path) == "workbook.cut_off"


def test_a_workbook_with_a_damaged_part(bakery_book: Exchange, bakery: Document) -> None:
    with zipfile.ZipFile(bakery_book.path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["xl/sharedStrings.xml"] = members["xl/sharedStrings.xml"][:200]
    with zipfile.ZipFile(bakery_book.path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    assert told(bakery, bakery_book.path) == "workbook.damaged"


def test_entities_are_not_expanded(bakery_book: Exchange, bakery: Document) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><sst>&a;</sst>'
    with zipfile.ZipFile(bakery_book.path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(bakery_book.path, "w") as archive:
        for name, data in (members | {"xl/sharedStrings.xml": bomb}).items():
            archive.writestr(name, data)
    assert told(bakery, bakery_book.path) == "workbook.damaged"


def test_an_unpacked_size_beyond_bounds(tmp_path: Path, bakery: Document) -> None:
    data = bytearray(zipped(**{"[Content_Types]__xml": b"<Types/>"}))
    # the size of the first member, as the central directory gives it
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (2**31).to_bytes(4, "little")
    (tmp_path / "bomb.xlsx").write_bytes(data)
    assert told(bakery, tmp_path / "bomb.xlsx") == "workbook.unpacked"


def test_a_workbook_of_somebody_else(tmp_path: Path, bakery: Document) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Stage", "Touchpoint"])
    book.save(tmp_path / "own.xlsx")
    assert told(bakery, tmp_path / "own.xlsx") == "workbook.not_ours"


def test_our_workbook_without_its_memory(bakery_book: Exchange, bakery: Document) -> None:
    bakery_book.edit(lambda book: book.remove(book["_base"]))
    assert told(bakery, bakery_book.path) == "workbook.no_memory"


def test_our_workbook_with_a_damaged_memory(bakery_book: Exchange, bakery: Document) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["_base"]["C20"] = "scribbled"

    bakery_book.edit(change)
    assert told(bakery, bakery_book.path) == "workbook.memory"


def test_a_workbook_of_another_workspace(bakery_book: Exchange) -> None:
    other = Document.of([Workspace(id="wk0THER", name="Another")])
    assert told(other, bakery_book.path) == "workbook.other_workspace"


def test_sheets_with_other_names_and_other_contents(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for sheet in book:
            if sheet.title != "_base":
                sheet.title = "Old " + sheet.title
                sheet.delete_rows(1)

    bakery_book.edit(change)
    assert told(bakery, bakery_book.path) == "workbook.no_sheets"


def test_a_renamed_sheet_is_known_by_its_headers(bakery_book: Exchange, bakery: Document) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["Touchpoints"]["D2"] = "Another title"
        book["Touchpoints"].title = "Contacts"

    (suggestion,) = bakery_book.back(bakery, change).suggestions
    assert suggestion.source == "Contacts!D2"


class TestWriting:
    def refused(self, document: Document, path: Path, *, overwrite: bool = False) -> str:
        with pytest.raises(ExchangeError) as caught:
            export_workbook(
                document, path, maps=None, today=TODAY, findings={}, overwrite=overwrite
            )
        assert path.name in sentence(caught.value.problem)
        return caught.value.problem.code

    def test_an_existing_file_is_kept_unless_told_otherwise(
        self, tmp_path: Path, bakery: Document
    ) -> None:
        path = tmp_path / "there.xlsx"
        path.write_bytes(b"precious")
        assert self.refused(bakery, path) == "file.exists"
        assert path.read_bytes() == b"precious"
        export_workbook(bakery, path, maps=None, today=TODAY, findings={}, overwrite=True)
        assert path.read_bytes().startswith(b"PK")
        assert list(tmp_path.iterdir()) == [path]

    def test_places_that_take_no_file(self, tmp_path: Path, bakery: Document) -> None:
        assert self.refused(bakery, tmp_path, overwrite=True) == "file.folder"
        assert self.refused(bakery, tmp_path / "no" / "out.xlsx") == "file.no_folder"
        assert self.refused(bakery, tmp_path / ("x" * 300)) == "file.name"

    @pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
    def test_a_full_disk(self, tmp_path: Path, bakery: Document) -> None:
        # a file system of its own would need rights that tests do not have
        import resource
        import signal

        path = tmp_path / "out.xlsx"
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
        try:
            assert self.refused(bakery, path) == "file.full"
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, handler)
        assert list(tmp_path.iterdir()) == []
