"""The scales of the canvas."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QGraphicsView

LEAST, MOST = 0.1, 3.0
LEAST_FIT = 0.01
"""Down to this scale the whole of a map is shown where it is asked for."""
OVERVIEW = 0.35
"""Below this scale cards are coloured tiles."""
TITLES = 0.6
"""Below this scale cards show their titles only."""

_STEPS = (0.1, 0.15, 0.25, 0.35, 0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0, 2.5, 3.0)


def zoom_view(view: QGraphicsView, scale: float, at: QPoint) -> None:
    """Give a view a scale, the point of the scene under `at` (in the viewport) staying there."""
    anchor = view.mapToScene(at)
    view.resetTransform()
    view.scale(scale, scale)
    way = view.mapFromScene(anchor) - at
    for bar, step in ((view.horizontalScrollBar(), way.x()), (view.verticalScrollBar(), way.y())):
        bar.setValue(bar.value() + step)


def clamped(scale: float, least: float = LEAST) -> float:
    """A scale within what the canvas can show."""
    return max(least, min(MOST, scale))


def stepped(scale: float, direction: int) -> float:
    """The next usual scale up (1) or down (−1)."""
    if direction > 0:
        return next((step for step in _STEPS if step > scale + 1e-6), MOST)
    return next((step for step in reversed(_STEPS) if step < scale - 1e-6), min(LEAST, scale))
