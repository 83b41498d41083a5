"""The cells of an .xlsx file by openpyxl, without what it loses or refuses.

openpyxl takes ``x005F_`` out of texts instead of undoing the escapes of the format, cannot
tell a formula that was never computed from a blank cell, and believes a sheet about its size.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any, BinaryIO

from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from workbench.exchange.sheets import Broken, Value
from workbench.exchange.shown import unescaped

_ITEM, _TEXT, _RUN = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "t", "r"))

Row = tuple[int, dict[int, Value]]


def sheets(file: BinaryIO) -> Iterator[tuple[str, Iterator[Row]]]:
    """The title of every worksheet with its rows, each to be read before the next.

    Raises whatever openpyxl and defusedxml raise on a file that is none.
    """
    with warnings.catch_warnings():
        # openpyxl warns of what it would lose on saving, which we never do
        warnings.simplefilter("ignore", UserWarning)
        reader = _Reader(file, read_only=True, data_only=True, keep_links=False)
        reader.read()
        for worksheet in reader.wb._sheets:
            if isinstance(worksheet, ReadOnlyWorksheet):
                yield worksheet.title, _rows(reader.wb, worksheet)


def _rows(workbook: Any, worksheet: Any) -> Iterator[Row]:
    with worksheet._get_source() as source:
        parser = _Parser(
            source,
            worksheet._shared_strings,
            data_only=True,
            epoch=workbook.epoch,
            date_formats=workbook._date_formats,
            timedelta_formats=workbook._timedelta_formats,
        )
        for number, cells in parser.parse():
            values = {cell["column"]: cell["value"] for cell in cells if cell["value"] is not None}
            if values:
                yield number, values


class _Reader(ExcelReader):  # type: ignore[misc]  # openpyxl has no types
    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = [
                    _text_of(node) for _, node in iterparse(source) if node.tag == _ITEM
                ]


class _Parser(WorkSheetParser):  # type: ignore[misc]  # openpyxl has no types
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
