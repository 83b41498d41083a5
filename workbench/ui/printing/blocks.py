"""What printed documents are made of: blocks one below the other, on as many pages as needed.

All lengths are points. A block paints itself from its top left corner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from workbench.drawing import tokens
from workbench.ui.printing.paragraph import Face, Paragraph, Parts
from workbench.ui.render import shapes
from workbench.ui.render.style import colour

PALETTE = tokens.LIGHT
"""Paper is white whatever the window is."""

TEXT, SMALL, STRONG = Face(9), Face(8), Face(9, bold=True)
LABEL = Face(8, bold=True)
SMALLEST = 7
"""The smallest size of a face in printed documents."""


class Block(msgspec.Struct, frozen=True):
    """Something with a height. `keeps` stays on one page with the block after it."""

    height: float
    paint: Callable[[QPainter, float, float], None]
    """Called with painter, left and top."""
    keeps: bool = False


def space(height: float) -> Block:
    return Block(height, lambda *_: None, keeps=True)


def text(
    words: str | Parts,
    base: QFont,
    face: Face,
    width: float,
    ink: str = PALETTE.text,
    limit: int = 1000,
    *,
    keeps: bool = False,
) -> Block:
    """A paragraph in a colour."""
    paragraph = Paragraph(words, base, face, width, limit)
    code = colour(ink)
    return Block(
        paragraph.height,
        lambda painter, left, top: paragraph.paint(painter, left, top, code),
        keeps,
    )


def pills(
    words: Iterable[str], base: QFont, width: float, ink: str, ground: str, gap: float = 4.0
) -> Block:
    """Short texts on soft grounds, one after the other, in as many lines as they need."""
    face, inset = LABEL, 6.0
    placed: list[tuple[Paragraph, float, float, float]] = []
    x = y = height = 0.0
    for word in words:
        paragraph = Paragraph(word, base, face, width - 2 * inset, 1)
        taken = paragraph.natural_width + 2 * inset
        height = paragraph.height + 4
        if x and x + taken > width:
            x, y = 0.0, y + height + gap
        placed.append((paragraph, x, y, taken))
        x += taken + gap

    def paint(painter: QPainter, left: float, top: float) -> None:
        for paragraph, across, down, taken in placed:
            rect = QRectF(left + across, top + down, taken, paragraph.height + 4)
            shapes.box(painter, rect, rect.height() / 2, colour(ground))
            paragraph.paint(painter, rect.left() + inset, rect.top() + 2, colour(ink))

    return Block(y + height if placed else 0.0, paint)


def pill(word: str, base: QFont, ink: QColor, ground: QColor) -> tuple[Block, float]:
    """One short text on a soft ground, and its width."""
    paragraph = Paragraph(word, base, LABEL, 1000, 1)
    width, height = paragraph.natural_width + 10, paragraph.height + 3

    def paint(painter: QPainter, left: float, top: float) -> None:
        shapes.box(painter, QRectF(left, top, width, height), height / 2, ground)
        paragraph.paint(painter, left + 5, top + 1.5, ink)

    return Block(height, paint), width


def stacked(blocks: Sequence[Block], gap: float = 0.0) -> Block:
    """Blocks one below the other as one."""
    height = sum(block.height for block in blocks) + gap * max(len(blocks) - 1, 0)

    def paint(painter: QPainter, left: float, top: float) -> None:
        for block in blocks:
            block.paint(painter, left, top)
            top += block.height + gap

    return Block(height, paint)


def beside(blocks: Sequence[tuple[float, Block]]) -> Block:
    """Blocks at these distances from the left, their tops in one line."""

    def paint(painter: QPainter, left: float, top: float) -> None:
        for across, block in blocks:
            block.paint(painter, left + across, top)

    return Block(max((block.height for _, block in blocks), default=0.0), paint)


def rule(width: float) -> Block:
    """A thin line across, above what follows."""

    def paint(painter: QPainter, left: float, top: float) -> None:
        painter.fillRect(QRectF(left, top, width, 0.6), colour(PALETTE.line))

    return Block(0.6, paint, keeps=True)


def in_pages(blocks: Iterable[Block], room: float) -> list[list[Block]]:
    """The blocks spread over pages with so much room; one that is higher has its own."""
    pages: list[list[Block]] = [[]]
    held: list[Block] = []
    used = 0.0
    for block in blocks:
        held.append(block)
        if block.keeps:
            continue
        height = sum(it.height for it in held)
        if pages[-1] and used + height > room:
            pages.append([])
            used = 0.0
        pages[-1] += held
        used += height
        held = []
    pages[-1] += held
    return pages


def centred(words: str, base: QFont, face: Face, width: float) -> Paragraph:
    """One line in the middle of a width."""
    return Paragraph(words, base, face, width, 1, Qt.AlignmentFlag.AlignHCenter)
