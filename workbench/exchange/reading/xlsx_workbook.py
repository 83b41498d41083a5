"""The sheets of an .xlsx file by openpyxl, without what it loses or refuses.

openpyxl takes ``x005F_`` out of texts instead of undoing the escapes of the format, cannot
tell a formula that was never computed from a blank cell, believes a sheet about its size,
gives no sheet at all for Strict Open XML, and refuses a whole file for a fault in its styles
or properties. It reads the package, the workbook and dates; strings and cells stream by.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any, BinaryIO
from zipfile import ZipFile

from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS

from workbench.exchange.reading.parts import Marks
from workbench.exchange.reading.source import Row, Source
from workbench.exchange.reading.strict import Transitional
from workbench.exchange.reading.xlsx_comments import comments
from workbench.exchange.reading.xlsx_dates import Dates, dates
from workbench.exchange.reading.xlsx_sheet import SheetStream
from workbench.exchange.reading.xlsx_strings import shared_strings


def sheets(file: BinaryIO, *, is_strict: bool = False) -> Iterator[Source]:
    """Every worksheet, each to be read before the next.

    Raises whatever openpyxl and defusedxml raise on a file that is none.
    """
    with warnings.catch_warnings():
        # openpyxl warns of what it would lose on saving, which we never do
        warnings.simplefilter("ignore", UserWarning)
        reader = _Reader(file, is_strict=is_strict)
        for sheet, relation in reader.parser.find_sheets():
            if relation.target in reader.valid_files and relation.Type.endswith("/worksheet"):
                yield _source(reader, sheet, relation.target)


def _source(reader: _Reader, sheet: Any, target: str) -> Source:
    stream = SheetStream(reader.shared_strings, reader.dates, reader.wb.epoch)

    def rows() -> Iterator[Row]:
        with reader.archive.open(target) as part:
            yield from stream.rows(part)

    def marks() -> Marks:
        path = get_rels_path(target)
        relations = get_dependents(reader.archive, path) if path in reader.valid_files else ()
        return Marks(
            tuple(stream.merged),
            comments(reader.archive, [(it.Type, it.target) for it in relations]),
            frozenset(stream.hidden_rows),
            frozenset(stream.hidden_columns),
        )

    return Source(sheet.name, sheet.state != "visible", rows(), marks)


class _Reader(ExcelReader):  # type: ignore[misc]  # openpyxl has no types
    """The parts of a workbook that its cells need, and no others."""

    def __init__(self, file: BinaryIO, *, is_strict: bool) -> None:
        super().__init__(file, read_only=True, data_only=True, keep_links=False)
        if is_strict:
            self.archive: ZipFile = Transitional(file)
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        self.dates: Dates = dates(self.archive, self.package)

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = shared_strings(source)
