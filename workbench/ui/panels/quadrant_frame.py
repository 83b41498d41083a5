"""Where things are in the chart of importance × satisfaction: scales, lines, quadrants, names."""

from __future__ import annotations

from typing import Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics

from workbench.analysis.importance_performance import Crosshairs, Quadrant
from workbench.words.say import say

Axis = Literal["importance", "satisfaction"]

_LOWEST, _HIGHEST = 1.0, 10.0
_ROOM = 0.5
"""The scale is drawn so much longer at both ends, that dots at 1 and 10 are whole."""

_LEFT, _TOP, _RIGHT, _BOTTOM = 34, 6, 14, 40
_GRIP = 4.0
"""So near to a line the mouse takes hold of it."""

_TOP_LEFT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
_TOP_RIGHT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
_BOTTOM_LEFT = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
_BOTTOM_RIGHT = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight

_CORNERS: dict[Quadrant, Qt.AlignmentFlag] = {
    "concentrate-here": _TOP_LEFT,
    "keep-up": _TOP_RIGHT,
    "low-priority": _BOTTOM_LEFT,
    "possible-overkill": _BOTTOM_RIGHT,
}
_HIGH: tuple[Quadrant, ...] = ("concentrate-here", "keep-up")
_RIGHT_HAND: tuple[Quadrant, ...] = ("keep-up", "possible-overkill")


class Name(NamedTuple):
    """A quadrant's name as it fits: its lines of text in the corner where they stand."""

    quadrant: Quadrant
    box: QRectF
    corner: Qt.AlignmentFlag
    text: str


class Frame:
    """The place of scores on a chart that fills `rect`."""

    def __init__(self, rect: QRectF) -> None:
        self.area = rect.adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)
        """Where the dots are."""

    def x(self, satisfaction: float) -> float:
        """Where a satisfaction stands, from left to right."""
        return self.area.left() + self.area.width() * _part(satisfaction)

    def y(self, importance: float) -> float:
        """Where an importance stands, from top to bottom."""
        return self.area.bottom() - self.area.height() * _part(importance)

    def satisfaction(self, x: float) -> float:
        """The satisfaction at a place, not beyond the scale."""
        return _score((x - self.area.left()) / self.area.width())

    def importance(self, y: float) -> float:
        """The importance at a place, not beyond the scale."""
        return _score((self.area.bottom() - y) / self.area.height())

    def axis_name(self, high: float) -> QRectF:
        """Where satisfaction is named, in a line this high."""
        return QRectF(self.area.left(), self.area.bottom() + high + 4, self.area.width(), high)

    def line_at(self, at: QPointF, lines: Crosshairs) -> Axis | None:
        """The line that the mouse would take hold of: the one that parts this score."""
        if not self.area.contains(at):
            return None
        aside = {
            "satisfaction": abs(at.x() - self.x(lines.satisfaction)),
            "importance": abs(at.y() - self.y(lines.importance)),
        }
        nearest: Axis = "satisfaction"
        if aside["importance"] < aside["satisfaction"]:
            nearest = "importance"
        return nearest if aside[nearest] <= _GRIP else None

    def box(self, quadrant: Quadrant, lines: Crosshairs) -> QRectF:
        """The rectangle of a quadrant."""
        x, y, area = self.x(lines.satisfaction), self.y(lines.importance), self.area
        left, right = (x, area.right()) if quadrant in _RIGHT_HAND else (area.left(), x)
        top, bottom = (area.top(), y) if quadrant in _HIGH else (y, area.bottom())
        return QRectF(QPointF(left, top), QPointF(right, bottom))

    def quadrant_at(self, at: QPointF, lines: Crosshairs) -> Quadrant | None:
        """The quadrant of a place in the chart."""
        return next((it for it in _CORNERS if self.box(it, lines).contains(at)), None)

    def names(self, metrics: QFontMetrics, lines: Crosshairs) -> list[Name]:
        """The names of the quadrants, none of them cut: in full, shortened or in two lines.

        A quadrant too small even for its short name has none.
        """
        found = []
        for quadrant, corner in _CORNERS.items():
            box = self.box(quadrant, lines).adjusted(5, 3, -5, -3)
            text = _fitting(metrics, quadrant, box)
            if text:
                found.append(Name(quadrant, box, corner, text))
        return found


def _fitting(metrics: QFontMetrics, quadrant: Quadrant, box: QRectF) -> str:
    """The name in full, shortened, in two lines, or nothing: the first that fits.

    Two lines come after the short name because dots lie above them.
    """
    full, short = say(f"quadrant.{quadrant}"), say(f"quadrant.{quadrant}.short")
    for text in (full, short, *_in_two(metrics, full)):
        size = metrics.size(0, text)
        if size.width() <= box.width() and size.height() <= box.height():
            return text
    return ""


def _in_two(metrics: QFontMetrics, name: str) -> list[str]:
    """The name in two lines, parted where the longer one is shortest."""
    words = name.split(" ")
    ways = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    if not ways:
        return []
    return ["\n".join(min(ways, key=lambda way: max(map(metrics.horizontalAdvance, way))))]


def _part(score: float) -> float:
    """How far along its axis a score lies, from 0 to 1."""
    return (score - _LOWEST + _ROOM) / (_HIGHEST - _LOWEST + 2 * _ROOM)


def _score(part: float) -> float:
    """The score that lies so far along its axis."""
    score = part * (_HIGHEST - _LOWEST + 2 * _ROOM) + _LOWEST - _ROOM
    return min(max(score, _LOWEST), _HIGHEST)
