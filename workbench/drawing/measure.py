"""What the layout asks about text; the interface answers with its fonts."""

from __future__ import annotations

from typing import Literal, Protocol

TextStyle = Literal[
    "title", "card", "note", "small", "badge", "stage", "question", "lane", "number"
]
"""The kinds of text on a map, each with its own font."""


class TextMeasurer(Protocol):
    """Measures text of a style, in scene units."""

    def lines(self, text: str, style: TextStyle, width: float, limit: int) -> tuple[str, ...]:
        """`text` broken at `width` into at most `limit` lines, the last one elided."""
        ...

    def line_height(self, style: TextStyle) -> float:
        """The distance from one line to the next."""
        ...

    def width(self, text: str, style: TextStyle) -> float:
        """The width of one line."""
        ...
