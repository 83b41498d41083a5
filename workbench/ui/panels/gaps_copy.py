"""The gaps as listed, for pasting into a spreadsheet, a letter or a mail."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

Table = Sequence[Sequence[str]]


def as_mime(table: Table) -> QMimeData:
    """Rows of texts, the first with headings, as plain text with tabs and as HTML."""
    data = QMimeData()
    data.setText(as_tabs(table))
    data.setHtml(as_html(table))
    return data


def as_tabs(table: Table) -> str:
    """One line a row, cells parted by tabs; tabs and line ends inside cells become spaces."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in table)


def as_html(table: Table) -> str:
    """The same as an HTML table."""
    lines = []
    for at, row in enumerate(table):
        tag = "td" if at else "th"
        lines.append("".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row))
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"
