"""What every gesture shares: one class each, with begin, preview, end and cancel."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QGraphicsView

from workbench.ui.bridge import Bridge
from workbench.ui.canvas.editing import MapEditing
from workbench.ui.canvas.scene import MapScene

_EDGE = 28
_SCROLL = 18


class Pointer(NamedTuple):
    """Where the pointer is, on the map and in the viewport, and which keys are held."""

    scene: QPointF
    view: QPoint
    modifiers: Qt.KeyboardModifier

    @property
    def extends(self) -> bool:
        """Whether a selection is to be added to."""
        held = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        return bool(self.modifiers & held)


class Hands(NamedTuple):
    """What gestures work with."""

    view: QGraphicsView
    scene: MapScene
    bridge: Bridge
    editing: MapEditing


class Gesture:
    """One thing done with the pointer, from press to release. Nothing changes before `end`."""

    cursor: Qt.CursorShape | None = None

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.origin = Pointer(QPointF(), QPoint(), Qt.KeyboardModifier.NoModifier)

    def begin(self, pointer: Pointer) -> None:
        self.origin = pointer

    def preview(self, pointer: Pointer) -> None:
        """Show what would come of letting go here."""

    def end(self, pointer: Pointer) -> None:
        """Let go: make the change."""

    def cancel(self) -> None:
        """Take back what was shown; nothing was changed."""

    def is_far(self, pointer: Pointer) -> bool:
        """Whether the pointer moved far enough for a drag."""
        way = pointer.view - self.origin.view
        return way.manhattanLength() >= QApplication.startDragDistance()


def scroll_at_edges(view: QGraphicsView, at: QPoint) -> None:
    """Scroll a little when the pointer is near the edge of what is seen."""
    seen = view.viewport().rect()
    for bar, low, high, position in (
        (view.horizontalScrollBar(), seen.left(), seen.right(), at.x()),
        (view.verticalScrollBar(), seen.top(), seen.bottom(), at.y()),
    ):
        if position < low + _EDGE:
            bar.setValue(bar.value() - _SCROLL)
        elif position > high - _EDGE:
            bar.setValue(bar.value() + _SCROLL)
