"""Tables on their way to spreadsheets and mail: as text with tabs, and as HTML.

A table is rows of texts, the first with headings. What a spreadsheet would take for a formula
is guarded as in text files, see `formula_guard`; a plain number is left a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from workbench.exchange.formula_guard import guarded

Table = Sequence[Sequence[str]]

_NUMBER = re.compile(r"[-−]?(?:0|[1-9]\d*)(?:\.\d+)?")
_EXCEL = "urn:schemas-microsoft-com:office:excel"


def as_tabs(table: Table) -> str:
    """One line a row, cells parted by tabs; tabs and line ends inside cells become spaces."""
    return "\n".join("\t".join(_in_line(cell) for cell in row) for row in table)


def as_html(table: Table) -> str:
    """A whole HTML page with the table, numbers marked as such in any language."""
    first, *others = table
    head = "".join(f'<th align="left">{_html(cell)}</th>' for cell in first)
    lines = [f"<tr>{head}</tr>"]
    lines += ["<tr>" + "".join(_cell(cell) for cell in row) + "</tr>" for row in others]
    return (
        f'<html xmlns:x="{_EXCEL}"><head><meta charset="utf-8"></head><body>'
        f'<table border="1" cellspacing="0" cellpadding="4">{"".join(lines)}</table></body></html>'
    )


def _in_line(text: str) -> str:
    return _plain_number(text) if _NUMBER.fullmatch(text) else guarded(" ".join(text.split()))


def _plain_number(text: str) -> str:
    # spreadsheets take the true minus sign for a letter
    return text.replace("−", "-")


def _cell(text: str) -> str:
    if _NUMBER.fullmatch(text):
        value = _plain_number(text)
        # Excel and LibreOffice read these, whatever decimal sign they are used to
        return f'<td align="right" x:num="{value}" sdval="{value}">{value}</td>'
    return f'<td valign="top">{_html(text)}</td>'


def _html(text: str) -> str:
    # without this style a line break would end the cell in Excel
    broken = '<br style="mso-data-placement:same-cell">'
    return escape(guarded(text.strip())).replace("\n", broken)
