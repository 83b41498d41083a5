"""A worksheet that does not do again for every cell what is known of all of them."""

from __future__ import annotations

from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet


class QuickWorksheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """Writes the same cells as XlsxWriter's own in half the time.

    That looks for some forty names in every formula and list it is given, and a table of 10,000
    touchpoints has its score formula 20,000 times. It looks for quotes in the place and the
    format number of every cell, which have none, and for letters in every row number, as a cell
    may be named "A1" as well. The spans of rows that it gathers are a hint that programs can do
    without.
    """

    write_string = Worksheet._write_string
    write_number = Worksheet._write_number
    write_blank = Worksheet._write_blank

    def __init__(self) -> None:
        super().__init__()
        self._prepared: dict[tuple[str, bool], str] = {}

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        if "(" not in formula and "{" not in formula:
            # the place of a list: no function in it
            return formula.removeprefix("=")
        key = (formula, expand_future_functions)
        if key not in self._prepared:
            self._prepared[key] = super()._prepare_formula(formula, expand_future_functions)
        return self._prepared[key]

    def _xml_string_element(self, index: int, attributes: list[tuple[str, Any]]) -> None:
        self.fh.write(f'<c{_plainly(attributes)} t="s"><v>{index}</v></c>')

    def _xml_number_element(self, number: float, attributes: list[tuple[str, Any]]) -> None:
        self.fh.write(f"<c{_plainly(attributes)}><v>{number:.16G}</v></c>")

    def _calculate_spans(self) -> None:
        self.row_spans: dict[int, str] = {}


class QuickWorkbook(Workbook):  # type: ignore[misc]  # XlsxWriter has no types
    """A workbook of quick worksheets."""

    worksheet_class = QuickWorksheet


def _plainly(attributes: list[tuple[str, Any]]) -> str:
    """Attributes of a cell, whose values are places and numbers."""
    return "".join([f' {name}="{value}"' for name, value in attributes])
