"""The first sheet of a workbook: what the sheets are and how to send changes back."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from workbench.exchange.labels import LONGEST, one_line
from workbench.exchange.sheet_styles import PAPER, Styles
from workbench.exchange.sheet_text import lines_of, row_height, write_text
from workbench.words.say import say

_TITLE_WIDTH, _TEXT_WIDTH = 30, 96


def write(
    worksheet: Any,
    workspace: str,
    sheets: Sequence[tuple[str, str]],
    today: datetime.date,
    styles: Styles,
) -> None:
    """Fill an empty worksheet. `sheets` are (title, what it is) in the workbook's order."""
    worksheet.set_column(0, 0, _TITLE_WIDTH)
    worksheet.set_column(1, 1, _TEXT_WIDTH)
    worksheet.hide_gridlines(2)
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    name = one_line(workspace)[:LONGEST] or say("sheet.readme")
    write_text(worksheet, 0, 0, say("readme.title", workspace=name), styles.heading(18))
    worksheet.set_row(0, 28)
    muted = styles.get(font_color=PAPER.muted)
    write_text(worksheet, 1, 0, say("readme.made", date=today.isoformat()), muted)
    row = 3
    for group, count in (("back", 2), ("rules", 5)):
        write_text(worksheet, row, 0, say(f"readme.{group}"), styles.heading(13))
        for index in range(1, count + 1):
            text = say(f"readme.{group}.{index}")
            _write_about(worksheet, row + index, text, styles)
            worksheet.write_number(row + index, 0, index, styles.get(align="right"))
        row += count + 2
    write_text(worksheet, row, 0, say("readme.sheets"), styles.heading(13))
    write_text(worksheet, row + 1, 0, say("readme.sheet"), styles.header())
    write_text(worksheet, row + 1, 1, say("readme.about"), styles.header())
    for at, (title, about) in enumerate(sheets, start=row + 2):
        link = styles.get(font_color=PAPER.accent, underline=1)
        target = f"internal:'{title.replace(chr(39), chr(39) * 2)}'!A1"
        worksheet.write_url(at, 0, target, link, title)
        _write_about(worksheet, at, about, styles)


def _write_about(worksheet: Any, row: int, text: str, styles: Styles) -> None:
    write_text(worksheet, row, 1, text, styles.get(text_wrap=True))
    worksheet.set_row(row, row_height(lines_of(text, _TEXT_WIDTH)))
