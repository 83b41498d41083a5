"""A text broken into lines for paper, in points whatever the device."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

Parts = Sequence[tuple[str, bool]]
"""A text as (piece, whether it is stressed)."""

_LINE_SEPARATOR = "\u2028"
_MOST_CHARACTERS = 20_000


class Face(msgspec.Struct, frozen=True):
    """How a text is set: its size in points, and whether it is bold or slanted."""

    size: int
    bold: bool = False
    slanted: bool = False

    def font(self, base: QFont) -> QFont:
        """The face in the family of `base`; its pixels are points of the page."""
        font = QFont(base)
        font.setPixelSize(self.size)
        font.setWeight(QFont.Weight.DemiBold if self.bold else QFont.Weight.Normal)
        font.setItalic(self.slanted)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


class Paragraph:
    """A text in lines of a width, the last of `limit` elided. Qt lays it out, any script."""

    def __init__(
        self,
        text: str | Parts,
        base: QFont,
        face: Face,
        width: float,
        limit: int = 1000,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        parts = [(text, False)] if isinstance(text, str) else list(text)
        self._font = face.font(base)
        self._align = align
        self._width = width
        whole = "".join(piece for piece, _ in parts).rstrip()[:_MOST_CHARACTERS]
        self._ranges = [] if isinstance(text, str) else _stressed(parts)
        self._layout, ends = self._broken(whole)
        if len(ends) > limit:
            kept = _cut(whole, 0, ends[limit - 2] if limit > 1 else 0)
            rest = _cut(whole, ends[limit - 2] if limit > 1 else 0).replace("\n", " ")
            room = QFontMetricsF(self._font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
            if not room.endswith("…"):
                room += "…"
            self._layout, ends = self._broken(kept + room)
        self.lines = len(ends)
        metrics = QFontMetricsF(self._font)
        self.height = self._layout.boundingRect().height() if whole else metrics.height()
        self.natural_width = min(width, self._layout.maximumWidth())

    def paint(self, painter: QPainter, left: float, top: float, ink: QColor) -> None:
        """Paint the lines from this corner down."""
        painter.setPen(QPen(ink))
        self._layout.draw(painter, QPointF(left, top))

    def _broken(self, text: str) -> tuple[QTextLayout, list[int]]:
        """The text laid out, and where each line ends, in UTF-16 units."""
        layout = QTextLayout(text.replace("\n", _LINE_SEPARATOR), self._font)
        option = QTextOption(self._align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._ranges)
        ends: list[int] = []
        y = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0, y))
            y += line.height()
            ends.append(line.textStart() + line.textLength())
        layout.endLayout()
        return layout, ends


def _stressed(parts: Parts) -> list[QTextLayout.FormatRange]:
    found, at = [], 0
    for piece, bold in parts:
        length = len(piece.encode("utf-16-le")) // 2
        if bold:
            part = QTextLayout.FormatRange()
            part.start, part.length = at, length
            style = QTextCharFormat()
            style.setFontWeight(QFont.Weight.DemiBold)
            part.format = style
            found.append(part)
        at += length
    return found


def _cut(text: str, start: int, end: int | None = None) -> str:
    """A part of a text counted as Qt counts, in UTF-16 units."""
    raw = text.encode("utf-16-le")
    return raw[2 * start : None if end is None else 2 * end].decode("utf-16-le", errors="ignore")
