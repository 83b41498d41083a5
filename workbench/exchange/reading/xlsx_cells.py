"""The cells of an .xlsx file by openpyxl, without what it loses or refuses.

openpyxl takes ``x005F_`` out of texts instead of undoing the escapes of the format, cannot
tell a formula that was never computed from a blank cell, believes a sheet about its size,
gives no sheet at all for Strict Open XML, and refuses a whole file for a fault in its styles
or properties.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO
from zipfile import ZipFile

from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._reader import (
    COL_TAG,
    FORMULA_TAG,
    ROW_TAG,
    WorkSheetParser,
)
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from workbench.exchange.reading.limits import MOST_AREAS, MOST_COLUMNS
from workbench.exchange.reading.parts import Marks
from workbench.exchange.reading.source import Row, Source
from workbench.exchange.reading.strict import Transitional
from workbench.exchange.reading.xlsx_comments import comments
from workbench.exchange.reading.xlsx_dates import Dates, dates
from workbench.exchange.sheets import Area, Broken
from workbench.exchange.shown import unescaped

_ITEM, _TEXT, _RUN, _MERGED = (
    f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "t", "r", "mergeCell")
)


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
    found = Found()

    def rows() -> Iterator[Row]:
        with reader.archive.open(target) as part:
            parser = _Parser(part, reader, found)
            for number, cells in parser.parse():
                values = {it["column"]: it["value"] for it in cells if it["value"] is not None}
                if values:
                    yield number, values

    def marks() -> Marks:
        path = get_rels_path(target)
        relations = get_dependents(reader.archive, path) if path in reader.valid_files else ()
        return Marks(
            tuple(found.merged),
            comments(reader.archive, [(it.Type, it.target) for it in relations]),
            frozenset(found.hidden_rows),
            frozenset(found.hidden_columns),
        )

    return Source(sheet.name, sheet.state != "visible", rows(), marks)


class Found:
    """What a parser comes across beside the cells."""

    def __init__(self) -> None:
        self.merged: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()


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
                self.shared_strings = [
                    _text_of(node) for _, node in iterparse(source) if node.tag == _ITEM
                ]


class _Parser(WorkSheetParser):  # type: ignore[misc]  # openpyxl has no types
    def __init__(self, source: Any, reader: _Reader, found: Found) -> None:
        super().__init__(
            source,
            reader.shared_strings,
            data_only=True,
            epoch=reader.wb.epoch,
            date_formats=reader.dates.dates,
            timedelta_formats=reader.dates.durations,
        )
        self._found = found

    def parse(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        others: dict[str, Callable[[Any], None]] = {COL_TAG: self._column, _MERGED: self._area}
        for _, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                yield self.parse_row(element)
                if element.get("hidden") in ("1", "true"):
                    self._found.hidden_rows.add(self.row_counter)
                element.clear()
            elif element.tag in others:
                others[element.tag](element)
                element.clear()

    def _column(self, element: Any) -> None:
        if element.get("hidden") in ("1", "true"):
            last = min(int(element.get("max")), MOST_COLUMNS)
            self._found.hidden_columns.update(range(int(element.get("min")), last + 1))

    def _area(self, element: Any) -> None:
        left, top, right, bottom = range_boundaries(element.get("ref"))
        if len(self._found.merged) < MOST_AREAS and None not in (left, top, right, bottom):
            self._found.merged.append(Area(top, left, bottom, right))

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        value = cell["value"]
        if cell["data_type"] == "e":
            cell["value"] = Broken(str(value))
        elif value is None and element.find(FORMULA_TAG) is not None:
            # a formula may well come to an empty text, which is a value
            computed = element.get("t") == "str"
            cell["value"] = None if computed else Broken("")
        elif element.get("t") == "inlineStr":
            node = element.find(f"{{{SHEET_MAIN_NS}}}is")
            cell["value"] = _text_of(node) if node is not None else None
        elif element.get("t") == "str":
            cell["value"] = unescaped(value)
        return cell


def _text_of(node: Any) -> str:
    """The text of a string item: its own and that of its runs, without phonetic hints."""
    parts = [child for child in node if child.tag == _TEXT]
    parts += [text for run in node if run.tag == _RUN for text in run if text.tag == _TEXT]
    text = "".join(unescaped(part.text or "") for part in parts)
    node.clear()
    return text
