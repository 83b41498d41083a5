"""What the cells of a sheet became, as colours: the same in the grid and in its legend."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from workbench.drawing.tokens import STAGE_COLOURS, Palette
from workbench.words.say import say

MarkKind = Literal[
    "title",
    "header",
    "stage",
    "touchpoint",
    "field",
    "channel",
    "score",
    "feeling",
    "note",
    "persona",
    "order",
    "unplaced",
]

KINDS: tuple[MarkKind, ...] = get_args(MarkKind)
"""All kinds, in the order of the legend."""

_HUES: dict[MarkKind, str] = {
    "stage": STAGE_COLOURS[0],
    "touchpoint": "#2FA37C",
    "field": "#4FB3C9",
    "channel": STAGE_COLOURS[2],
    "score": STAGE_COLOURS[6],
    "feeling": STAGE_COLOURS[5],
    "note": "#C9A227",
    "persona": STAGE_COLOURS[4],
}
_PLAIN: tuple[MarkKind, ...] = ("title", "header", "order")
"""What is read without becoming a part of the map."""

_GROUND = 0.16
_BAR = 3


class Tint(NamedTuple):
    """The ground of a cell and the bar at its left."""

    ground: QColor
    bar: QColor


def tint(kind: MarkKind, colours: Palette) -> Tint:
    """The colours of one kind of cell; text stays readable on the ground in light and dark."""
    if kind in _PLAIN:
        return Tint(QColor(colours.line), QColor(colours.text))
    if kind == "unplaced":
        return Tint(QColor(colours.panel), QColor(colours.bad))
    bar = QColor(_HUES[kind])
    panel = QColor(colours.panel)
    pairs = ((panel.red(), bar.red()), (panel.green(), bar.green()), (panel.blue(), bar.blue()))
    return Tint(QColor(*(round(ground + (hue - ground) * _GROUND) for ground, hue in pairs)), bar)


def paint_mark(painter: QPainter, rect: QRectF, kind: MarkKind, colours: Palette) -> None:
    """Fill a cell with its colour; one that found no place is hatched."""
    ground, bar = tint(kind, colours)
    painter.fillRect(rect, ground)
    if kind == "unplaced":
        hatch = QColor(bar)
        hatch.setAlphaF(0.32)
        painter.fillRect(rect, QBrush(hatch, Qt.BrushStyle.BDiagPattern))
    if kind not in _PLAIN or kind == "title":
        painter.fillRect(QRectF(rect.left(), rect.top(), _BAR, rect.height()), bar)


def paint_swatch(painter: QPainter, rect: QRectF, kind: MarkKind, colours: Palette) -> None:
    """A small framed sample of a kind's colour, for the legend."""
    paint_mark(painter, rect, kind, colours)
    painter.setPen(QPen(QColor(colours.field_border), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))


def kind_name(kind: MarkKind) -> str:
    """What a kind of cell became, in words."""
    return say("foreign_import.unplaced") if kind == "unplaced" else say(f"foreign.what.{kind}")
