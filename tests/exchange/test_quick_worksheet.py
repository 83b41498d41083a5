"""What the quick worksheet writes is what XlsxWriter's own writes."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

import pytest
from xlsxwriter.workbook import Workbook

from workbench.exchange.quick_worksheet import QuickWorkbook

TEXTS = (
    "plain",
    "",
    " blanks around ",
    "a & b < c > d \"e\" 'f'",
    "two\nlines\tand a tab",
    "\x01\x1f control \ufffe",
    "_x000A_ looks like an escape",
    "=1+1",
    "1e5",
    "https://example.org",
    "日本語 😀",
    "<r>no markup</r",
)
NUMBERS = (0, -0.0, 1, -7, 0.1, 1 / 3, 1e300, -1e-300, 5e-324, 2**53 + 1, 1e16, 123456789.123456789)
FORMULAS = (
    "=1+1",
    "SUM(A1:A3)",
    '=IF(A1<>"x & y",A1&"<",\'a b\'!$A$1)',
    "=_xlfn.STDEV.S(A1:A3)",
    "=STDEV.S(A1:A3)",
    "{=SUM(A1:A3*2)}",
)


def members(kind: type[Workbook], use_future_functions: bool) -> dict[str, str]:
    buffer = io.BytesIO()
    options = {"in_memory": True, "use_future_functions": use_future_functions}
    workbook = kind(buffer, options)
    workbook.set_properties({"created": datetime.datetime(2026, 1, 1)})
    dated = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for style in (None, workbook.add_format({"bold": True, "bg_color": "#FFEEDD"})):
        sheet = workbook.add_worksheet()
        sheet.set_row(3, 30, style)
        sheet.set_column(2, 4, 20, style)
        for row, text in enumerate(TEXTS):
            sheet.write_string(row, 0, text, style)
            # again, as what was said of a text once is known
            sheet.write_string(row, 25, text, style)
        for row, number in enumerate(NUMBERS):
            sheet.write_number(row, 1, number, style)
        for row, formula in enumerate(FORMULAS):
            sheet.write_formula(row, 2, formula, style, 3)
            sheet.write_formula(row, 26, formula, style, "text & <more>")
            sheet.write_formula(row, 27, formula, style, True)
        sheet.write_array_formula(40, 2, 42, 2, "{=A1:A3*2}", style)
        sheet.write_boolean(0, 3, True, style)
        sheet.write_boolean(1, 3, False, style)
        sheet.write_blank(2, 3, None, style)
        sheet.write_datetime(3, 3, datetime.date(2024, 2, 29), dated)
        sheet.write_datetime(4, 3, datetime.datetime(1999, 12, 31, 23, 59, 59), dated)
        sheet.write_row(5, 3, ["a", 1, None, True, 2.5], style)
        sheet.write_rich_string(6, 3, "a", dated, "b & c", " d")
        # what is written twice is what it was last, what is outside is nowhere
        sheet.write_number(0, 0, 5, style)
        assert sheet.write_string(-1, 0, "outside", style) == -1
        assert sheet.write_number(2**20, 0, 1, style) == -1
        assert sheet.write_string(50, 0, "x" * 32_768, style) == -2
    workbook.close()
    with zipfile.ZipFile(buffer) as package:
        texts = {name: package.read(name).decode() for name in package.namelist()}
    # spans are a hint, and the one thing that is left out
    return {name: re.sub(r' spans="\d+:\d+"', "", text) for name, text in texts.items()}


@pytest.mark.parametrize("use_future_functions", [False, True])
def test_every_member_is_the_same(use_future_functions):
    assert members(QuickWorkbook, use_future_functions) == members(Workbook, use_future_functions)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused_alike(number):
    for kind in (Workbook, QuickWorkbook):
        workbook = kind(io.BytesIO(), {"in_memory": True})
        sheet = workbook.add_worksheet()
        with pytest.raises(TypeError):
            sheet.write_number(0, 0, number)
        workbook.close()
