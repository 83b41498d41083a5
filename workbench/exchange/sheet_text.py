"""Writing text that stays the text it is."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from workbench.exchange.shown import cut, units

_OVERLAP = re.compile("_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")
_ESCAPE_START = re.compile("(?<=_x)(?=[0-9A-Fa-f]{4}_)")
_FORBIDDEN_IN_TITLES = re.compile(r"[:\\/?*\[\]\x00-\x1f]")
_TITLE_LIMIT = 31
_LINE_HEIGHT = 15


def write_text(worksheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """Write `text` as text whatever it looks like: never a formula, a number, a link.

    Text is cut where a cell cannot hold it (see `shown.cut`).
    """
    if not text:
        worksheet.write_blank(row, column, None, style)
        return
    text = cut(text)
    parts = _parts(text)
    if len(parts) == 1:
        worksheet.write_string(row, column, text, style)
    else:
        first, *others = parts
        worksheet.write_rich_string(row, column, style, first, *others, style)


def write_runs(
    worksheet: Any, row: int, column: int, runs: Sequence[tuple[Any, str]], style: Any
) -> None:
    """Write one text of which every run, (format, text), has a look of its own."""
    pieces = [piece for look, text in runs for part in _safe(text) for piece in (look, part)]
    worksheet.write_rich_string(row, column, *pieces, style)


def _safe(text: str) -> list[str]:
    """A text in pieces none of which XlsxWriter takes for an escape, to escape it twice."""
    return [part for part in _ESCAPE_START.split(text) if part]


def _parts(text: str) -> list[str]:
    """The text in the pieces in which XlsxWriter writes it as it is.

    It takes "<r>…</r>" for ready-made XML, and of two escapes that share an underscore
    escapes the first only; what it writes in several pieces it escapes twice.
    """
    if "_x" in text and _OVERLAP.search(text):
        return _ESCAPE_START.split(text)
    if text.startswith("<r>") and text.endswith("</r>"):
        return [text[:1], *_ESCAPE_START.split(text[1:])]
    return [text]


def lines_of(text: str, width: float) -> int:
    """About how many lines a text takes in a column `width` digits wide."""
    return sum(max(1, math.ceil(_digits(line) / width)) for line in text.split("\n"))


def row_height(lines: int) -> int:
    """The height of a row of that many lines, in points."""
    return lines * _LINE_HEIGHT + 4


def _digits(text: str) -> float:
    """About how many digits wide a text is."""
    if text.isascii():
        return len(text)
    return sum(1.8 if character > "\u2e7f" else 1 for character in text)


def sheet_titles(wanted: list[str], fallback: str) -> list[str]:
    """Titles that a workbook takes: no forbidden characters, at most 31, all different."""
    taken: set[str] = set()
    titles = []
    for name in wanted:
        plain = _FORBIDDEN_IN_TITLES.sub(" ", name).replace("_x", "_ x")
        plain = " ".join(plain.split()).strip("'") or fallback
        title, n = _shortened(plain, _TITLE_LIMIT), 2
        # Excel keeps this name for itself
        while title.casefold() in taken or title.casefold() == "history":
            suffix = f" ({n})"
            title, n = _shortened(plain, _TITLE_LIMIT - len(suffix)) + suffix, n + 1
        taken.add(title.casefold())
        titles.append(title)
    return titles


def _shortened(text: str, limit: int) -> str:
    while units(text) > limit:
        text = text[:-1]
    return text.strip().strip("'") or "-"
