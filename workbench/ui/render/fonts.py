"""The fonts of a map and how much room text takes in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QFontMetricsF,
    QStaticText,
    QTextLayout,
    QTextOption,
)

from workbench.drawing.measure import TextStyle

_SIZES: dict[TextStyle, tuple[float, QFont.Weight]] = {
    "title": (1.35, QFont.Weight.DemiBold),
    "card": (0.94, QFont.Weight.Medium),
    "note": (0.88, QFont.Weight.Normal),
    "small": (0.88, QFont.Weight.Normal),
    "badge": (0.84, QFont.Weight.DemiBold),
    "stage": (1.0, QFont.Weight.DemiBold),
    "question": (0.88, QFont.Weight.Normal),
    "lane": (0.88, QFont.Weight.DemiBold),
    "number": (1.0, QFont.Weight.DemiBold),
}

_LETTER = r"[^\W_\u0590-\U0010ffff]"
_PLAIN_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|[,.:;'’%&])*[!?]*")
"""A word of a script in which lines break at spaces and nowhere else.

Such text is broken ten times as fast as Qt lays it out, by the widths of its words.
"""

_ELLIPSIS = "…"

_ONE_FONT = re.compile("[ -\u024f\u2010-\u2026]*")
"""Text of which every font of a desktop has all letters: none comes from another, higher font."""

_MOST_KEPT = 4096
"""Lines that stay laid out: more than are seen at once at any scale at which they are read."""

_LONGEST_LINE = 200
"""More characters than this never fit one line of a map."""


class MapFonts:
    """A font for each kind of text, and the `TextMeasurer` that goes with them.

    Sizes are in pixels, so that a map looks the same on screen and in a picture whatever
    resolution the device claims.
    """

    def __init__(self, base: QFont) -> None:
        pixels = QFontInfo(base).pixelSize()
        self._fonts: dict[TextStyle, QFont] = {}
        self._measures: dict[TextStyle, QFontMetricsF] = {}
        for style, (scale, weight) in _SIZES.items():
            font = QFont(base)
            font.setPixelSize(max(8, round(pixels * scale)))
            font.setWeight(weight)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            self._fonts[style] = font
            self._measures[style] = QFontMetricsF(font)
        self._heights = {name: its.lineSpacing() for name, its in self._measures.items()}
        self._ascents = {name: its.ascent() for name, its in self._measures.items()}
        self._broken = lru_cache(maxsize=65_536)(self._break)
        self._width = lru_cache(maxsize=65_536)(self._measure)
        self.kept = lru_cache(maxsize=_MOST_KEPT)(self._keep)
        """A line that stays laid out, to be painted again and again; None where it cannot be."""

    def font(self, style: TextStyle) -> QFont:
        return self._fonts[style]

    def line_height(self, style: TextStyle) -> float:
        return self._heights[style]

    def ascent(self, style: TextStyle) -> float:
        """From the top of a line to its baseline."""
        return self._ascents[style]

    def width(self, text: str, style: TextStyle) -> float:
        return self._width(text, style)

    def lines(self, text: str, style: TextStyle, width: float, limit: int) -> tuple[str, ...]:
        """`text` broken at `width` into at most `limit` lines, the last one elided."""
        return self._broken(text[: limit * _LONGEST_LINE], style, width, limit)

    def one_line(self, text: str, style: TextStyle, width: float) -> str:
        """`text` elided to one line of `width`; empty for an empty text."""
        return next(iter(self.lines(text, style, width, 1)), "")

    def _keep(self, line: str, _style: TextStyle) -> QStaticText | None:
        if not _ONE_FONT.fullmatch(line):
            # it would stand as much lower as the other font is higher
            return None
        kept = QStaticText(line)
        # laid out by Qt when it is first painted, in the font that the painter then has
        kept.setTextFormat(Qt.TextFormat.PlainText)
        return kept

    def _measure(self, text: str, style: TextStyle) -> float:
        return self._measures[style].horizontalAdvance(text)

    def _break(self, text: str, style: TextStyle, width: float, limit: int) -> tuple[str, ...]:
        text = text.strip().replace("\t", " ")
        if not text or width <= 0:
            return ()
        words = text.split(" ")
        if all(map(_PLAIN_WORD.fullmatch, words)):
            found = self._wrapped(words, style, width, limit)
            if found is not None:
                return found
        return self._laid_out(text, style, width, limit)

    def _wrapped(
        self, words: Sequence[str], style: TextStyle, width: float, limit: int
    ) -> tuple[str, ...] | None:
        """Words in as many lines as they take; None where one is too long for a line."""
        space = self._width(" ", style)
        found: list[str] = []
        line: list[str] = []
        room = width
        for place, word in enumerate(words):
            taken = self._width(word, style)
            if taken > width:
                return None
            if line and taken > room:
                found.append(" ".join(line))
                if len(found) == limit:
                    rest = " ".join((*line, *words[place:]))
                    return (*found[:-1], self._cut(rest, style, width))
                line, room = [], width
            line.append(word)
            room -= taken + space
        return (*found, " ".join(line))

    def _cut(self, text: str, style: TextStyle, width: float) -> str:
        """The beginning of a text that is too long, with an ellipsis."""
        room = width - self._width(_ELLIPSIS, style)
        for place, letter in enumerate(text):
            room -= self._width(letter, style)
            if room < 0:
                return text[:place].rstrip() + _ELLIPSIS
        return text

    def _laid_out(self, text: str, style: TextStyle, width: float, limit: int) -> tuple[str, ...]:
        layout = QTextLayout(text.replace("\n", "\u2028"), self._fonts[style])
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        found: list[str] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start = line.textStart()
            if len(found) == limit - 1 and start + line.textLength() < _utf16_length(text):
                rest = " ".join(_utf16_from(text, start).split("\n"))
                mode = Qt.TextElideMode.ElideRight
                found.append(self._measures[style].elidedText(rest, mode, width))
                break
            found.append(_utf16_from(text, start, line.textLength()).strip())
        layout.endLayout()
        return tuple(found)


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _utf16_from(text: str, start: int, length: int | None = None) -> str:
    """A part of a text counted as Qt counts, in UTF-16 units."""
    if text.isascii():
        return text[start:] if length is None else text[start : start + length]
    raw = text.encode("utf-16-le")
    end = None if length is None else 2 * (start + length)
    return raw[2 * start : end].decode("utf-16-le", errors="ignore")
