"""What the signs of a compared map mean: a strip below the canvas, so that it covers nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QEvent, QLineF, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGraphicsView, QWidget

from workbench.drawing import tokens
from workbench.ui.canvas.board import Board
from workbench.ui.canvas.compared import ComparedMap
from workbench.ui.render import shapes
from workbench.ui.render.marks import Sign, paint_sign
from workbench.ui.render.style import Style, colour
from workbench.words.say import say

_SIGNS: tuple[Sign, ...] = ("added", "moved", "changed", "removed")
_INSET, _GAP, _SIGN, _BETWEEN = 10.0, 6.0, 18.0, 16.0
_HEIGHT = 30
_MARGIN = 6


class CompareEntry(NamedTuple):
    """One sign and its meaning; `draw` paints the sign around the middle that it is given."""

    draw: Callable[[QPainter, QPointF, Style], None]
    text: str


class CompareLegend(QWidget):
    """Shows itself while the board compares, in the view's lower margin."""

    def __init__(self, view: QGraphicsView, board: Board) -> None:
        super().__init__(view)
        self._view, self._board = view, board
        self.entries: list[CompareEntry] = []
        view.viewport().installEventFilter(self)
        self.hide()

    def read(self) -> None:
        """Follow what the board compares, and how it is painted."""
        compared = self._board.compared
        self.entries = entries_of(compared) if compared is not None else []
        name = [say("compare.legend"), *(entry.text for entry in self.entries)]
        self.setAccessibleName(", ".join(name))
        self.setVisible(bool(self.entries))
        self._place()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return super().eventFilter(watched, event)

    @property
    def margin(self) -> int:
        """The height to keep free for it below the viewport."""
        return _HEIGHT + 2 * _MARGIN if self.entries else 0

    def sizeHint(self) -> QSize:
        fonts = self._board.style.fonts
        widths = [_SIGN + _GAP + fonts.width(entry.text, "small") for entry in self.entries]
        width = sum(widths) + max(len(widths) - 1, 0) * _BETWEEN + 2 * _INSET
        return QSize(round(width), _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style, palette = self._board.style, self._board.style.palette
        ground, border = colour(palette.panel), colour(palette.field_border, 0.6)
        shapes.box(painter, QRectF(self.rect()), tokens.RADIUS, ground, border)
        left, middle = _INSET, self.height() / 2
        ink, line = colour(palette.text), style.fonts.line_height("small")
        for entry in self.entries:
            entry.draw(painter, QPointF(left + _SIGN / 2, middle), style)
            left += _SIGN + _GAP
            width = style.fonts.width(entry.text, "small")
            at = QPointF(left, middle - line / 2)
            shapes.draw_lines(painter, style, "small", ink, at, (entry.text,), width)
            left += width + _BETWEEN
        painter.end()

    def _place(self) -> None:
        seen = self._view.viewport().geometry()
        wide = min(self.sizeHint().width(), seen.width() - 2 * _MARGIN)
        corner = QPoint(seen.left() + _MARGIN, seen.bottom() + 1 + _MARGIN)
        self.setGeometry(QRect(corner, QSize(max(wide, 0), _HEIGHT)))


def entries_of(compared: ComparedMap) -> list[CompareEntry]:
    """The signs that are there with how many of each, and the dashed curve where there is one."""
    entries = []
    for sign in _SIGNS:
        count = len(compared.ghosts) if sign == "removed" else compared.count(sign)
        if count:
            text = say(f"compare.legend.{sign}", n=count)
            entries.append(CompareEntry(partial(_draw_sign, sign), text))
    if compared.homeless:
        text = say("compare.legend.homeless", n=compared.homeless)
        entries.append(CompareEntry(partial(_draw_sign, "removed"), text))
    if any(feeling is not None for feeling in compared.feelings.values()):
        entries.append(CompareEntry(_draw_dashes, say("compare.legend.curve")))
    return entries


def _draw_sign(sign: Sign, painter: QPainter, middle: QPointF, style: Style) -> None:
    paint_sign(painter, middle, sign, style)


def _draw_dashes(painter: QPainter, middle: QPointF, style: Style) -> None:
    pen = QPen(colour(style.palette.muted), 1.5, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.drawLine(QLineF(middle.x() - 9, middle.y(), middle.x() + 9, middle.y()))
