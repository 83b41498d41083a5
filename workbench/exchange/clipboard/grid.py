"""What another program put on the clipboard, as rows of texts."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from workbench.exchange.formula_guard import unguarded
from workbench.exchange.problems import ExchangeError
from workbench.model import rules
from workbench.model.problems import Problem

Grid = tuple[tuple[str, ...], ...]
"""Rows of equal length, without blank ones at either end."""

TEXT_LIMIT = 1_000_000
HTML_LIMIT = 8_000_000
ROW_LIMIT, COLUMN_LIMIT = 2_000, 100

_QUOTED = re.compile(r'"((?:[^"]|"")*+)"(?=[\t\n]|\Z)')
_PLAIN = re.compile(r"[^\t\n]*")
_UNPRINTABLE_SHARE = 0.02


def read(text: str, html: str = "") -> Grid:
    """The rows of an HTML table where there is one, else those of a text with tabs.

    Of each cell what a document keeps of a text stays. Raises ExchangeError for nothing, too
    much, or what is no text.
    """
    grid = _html_rows(html) if "<t" in html.lower() and len(html) <= HTML_LIMIT else []
    # a page may hold text around a table; of one column the text alone says as much
    if max(map(len, grid), default=0) < 2 and text:
        if len(text) > TEXT_LIMIT:
            raise ExchangeError(Problem.of("clipboard.too_long", limit=TEXT_LIMIT))
        if _is_junk(text):
            raise ExchangeError(Problem.of("clipboard.not_text"))
        grid = _tab_rows(text)
    rows = _trimmed([[unguarded(rules.clean_text(cell).strip()) for cell in row] for row in grid])
    if not rows:
        raise ExchangeError(Problem.of("clipboard.empty"))
    width = max(map(len, rows))
    if len(rows) > ROW_LIMIT or width > COLUMN_LIMIT:
        raise ExchangeError(
            Problem.of(
                "clipboard.too_many",
                rows=len(rows),
                columns=width,
                limit=ROW_LIMIT,
                columns_limit=COLUMN_LIMIT,
            )
        )
    return tuple(tuple(row) + ("",) * (width - len(row)) for row in rows)


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """The rows without blank ones at the ends and without blank columns at the right."""
    filled = [at for at, row in enumerate(rows) if any(row)]
    if not filled:
        return []
    rows = rows[filled[0] : filled[-1] + 1]
    width = max(at + 1 for row in rows for at, cell in enumerate(row) if cell)
    return [row[:width] for row in rows]


def _is_junk(text: str) -> bool:
    odd = sum(not (character.isprintable() or character in "\t\r\n\v\f") for character in text)
    odd += text.count("�")
    return "\0" in text or odd > max(2, len(text) * _UNPRINTABLE_SHARE)


def _tab_rows(text: str) -> list[list[str]]:
    """Lines parted by tabs; in quotes, as spreadsheets write it, a cell may hold both."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: list[list[str]] = [[]]
    at = 0
    while at <= len(text):
        quoted = _QUOTED.match(text, at)
        if quoted is not None and ("\n" in quoted[1] or "\t" in quoted[1]):
            cell, at = quoted[1].replace('""', '"'), quoted.end()
        else:
            plain = _PLAIN.match(text, at)
            assert plain is not None
            cell, at = plain[0], plain.end()
        rows[-1].append(cell)
        if at < len(text) and text[at] == "\n":
            rows.append([])
        at += 1
    return rows


def _html_rows(html: str) -> list[list[str]]:
    reader = _TableReader()
    reader.feed(html)
    reader.close()
    return reader.rows()


class _TableReader(HTMLParser):
    """Takes the cells of all tables of a page, one table below the other.

    A cell over several rows is repeated in each, since that is how people write a stage with
    many touchpoints; one over several columns leaves those beside it blank.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._rows: list[list[str]] = []
        self._cell: list[str] | None = None
        self._spans = (1, 1)
        self._column = 0
        self._hanging: dict[int, tuple[int, str]] = {}
        self._skipping = 0

    def rows(self) -> list[list[str]]:
        self._end_cell()
        return self._rows

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script", "head", "title"):
            self._skipping += 1
        elif tag in ("body", "table"):
            self._skipping = 0
        elif tag == "tr":
            self._end_cell()
            self._rows.append([])
            self._column = 0
        elif tag in ("td", "th"):
            self._end_cell()
            named = dict(attrs)
            self._spans = (
                _span(named.get("colspan"), COLUMN_LIMIT),
                _span(named.get("rowspan"), ROW_LIMIT),
            )
            self._cell = []
        elif tag in ("br", "p", "div", "li") and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "head", "title"):
            self._skipping = max(0, self._skipping - 1)
        elif tag in ("td", "th", "tr", "table"):
            self._end_cell()
            if tag == "tr" and self._rows:
                self._fill_hanging()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._skipping:
            # a line end in the source is but a space
            self._cell.append(re.sub(r"[ \t\r\n\xa0]+", " ", data))

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        if not self._rows:
            self._rows.append([])
        lines = "".join(self._cell).split("\n")
        text = "\n".join(line.strip() for line in lines).strip()
        self._cell = None
        self._fill_hanging()
        columns, rows = self._spans
        if len(self._rows[-1]) > COLUMN_LIMIT:
            return
        self._rows[-1] += [text, *("" for _ in range(columns - 1))]
        if rows > 1:
            for at in range(columns):
                self._hanging[self._column + at] = (rows - 1, text if at == 0 else "")
        self._column += columns
        self._fill_hanging()

    def _fill_hanging(self) -> None:
        """Go past cells that hang down from the rows above."""
        while self._column in self._hanging and len(self._rows[-1]) == self._column:
            left, text = self._hanging.pop(self._column)
            self._rows[-1].append(text)
            if left > 1:
                self._hanging[self._column] = (left - 1, text)
            self._column += 1


def _span(value: str | None, most: int) -> int:
    """A span as browsers read it; a wrong one is 1."""
    return max(1, min(int(value), most)) if value is not None and value.isdecimal() else 1
