"""Files of 1,000 touchpoints against the bare libraries doing the same bytes."""

from __future__ import annotations

import datetime
import io
import os
import zlib
from pathlib import Path

import msgspec
import openpyxl
import pytest
import xlsxwriter

from tests.helpers.big_map import big_map
from tests.helpers.stopwatch import ratio
from workbench.exchange.reading.content import read_here
from workbench.exchange.reading.limits import Limits
from workbench.exchange.reading.read_workbook import read_workbook
from workbench.exchange.xlsx_writer import workbook_bytes
from workbench.model.document import Document
from workbench.store import codec, workspace_file


@pytest.fixture(scope="module")
def document() -> Document:
    return big_map(1000)


def plain(document: Document) -> dict[str, list[object]]:
    tables: dict[str, list[object]] = {}
    for table, entity in document.entities():
        tables.setdefault(table, []).append(entity)
    return tables


def test_saving(tmp_path: Path, document: Document):
    tables = plain(document)

    def save(_run: int) -> None:
        workspace_file.write(tmp_path / "ours.journey", document, {})

    def encode(_run: int) -> None:
        with (tmp_path / "bare.z").open("wb") as file:
            file.write(zlib.compress(msgspec.json.encode(tables)))
            file.flush()
            os.fsync(file.fileno())

    assert ratio(save, encode) < 16


def test_opening(tmp_path: Path, document: Document):
    path = tmp_path / "ours.journey"
    workspace_file.write(path, document, {})
    packed = zlib.compress(codec.encode(document))

    def read(_run: int) -> None:
        workspace_file.read(path)

    def decode(_run: int) -> None:
        msgspec.json.decode(zlib.decompress(packed))

    assert ratio(read, decode) < 45


def test_exporting_a_workbook_of_10000_touchpoints(tmp_path: Path):
    today = datetime.date(2026, 11, 21)
    document = big_map(10_000)
    path = tmp_path / "ours.xlsx"
    path.write_bytes(workbook_bytes(document, maps=None, today=today, findings={}))
    sheets = read_here(path).sheets

    def export(_run: int) -> None:
        workbook_bytes(document, maps=None, today=today, findings={})

    def write(_run: int) -> None:
        with xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True}) as book:
            for sheet in sheets:
                page = book.add_worksheet()
                for row, cells in sheet.rows.items():
                    for column, value in cells.items():
                        if isinstance(value, int | float):
                            page.write_number(row, column, value)
                        else:
                            page.write_string(row, column, str(value))

    # measured 1.6 to 2.1
    assert ratio(export, write, runs=2, warm_up=0) < 3


def test_reading_a_workbook_of_10000_touchpoints(tmp_path: Path):
    """Ours counts the start of the process that reads, and of its interpreter."""
    today = datetime.date(2026, 11, 21)
    path = tmp_path / "ours.xlsx"
    path.write_bytes(workbook_bytes(big_map(10_000), maps=None, today=today, findings={}))

    def read(_run: int) -> None:
        read_workbook(path, limits=Limits(seconds=60))

    def bare(_run: int) -> None:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        for sheet in book.worksheets:
            for _row in sheet.iter_rows(values_only=True):
                pass

    assert ratio(read, bare, runs=1, warm_up=0) < 3
