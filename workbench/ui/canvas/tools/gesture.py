"""What every gesture shares: one class each, with start, begin, preview, end and cancel."""

from __future__ import annotations

from typing import NamedTuple, Self

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QGraphicsView

from workbench.ui.bridge import Bridge
from workbench.ui.canvas.editing import MapEditing
from workbench.ui.canvas.scene import MapScene

NO_WAY = Qt.Orientation(0)
BOTH_WAYS = Qt.Orientation.Horizontal | Qt.Orientation.Vertical

LINE_REACH = 8.0
"""How near to a connection's line a click takes it, in pixels."""


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


class Press(NamedTuple):
    """A press on the map. `pans` while Space is held."""

    at: Pointer
    button: Qt.MouseButton
    pans: bool

    @property
    def is_left(self) -> bool:
        return self.button == Qt.MouseButton.LeftButton


class Hands(NamedTuple):
    """What gestures work with."""

    view: QGraphicsView
    scene: MapScene
    bridge: Bridge
    editing: MapEditing

    def sees(self, pointer: Pointer) -> bool:
        """Whether the pointer is over what is seen of the map."""
        return self.view.viewport().rect().contains(pointer.view)

    def touchpoint_under(self, pointer: Pointer, *, besides: str) -> str | None:
        """The touchpoint under the pointer, if it is seen and not `besides`."""
        found = self.scene.touchpoint_at(pointer.scene.x(), pointer.scene.y())
        return found if found != besides and self.sees(pointer) else None

    def connection_under(self, pointer: Pointer) -> str | None:
        """The connection whose line runs under the pointer, or near it on the screen."""
        reach = LINE_REACH / self.view.transform().m11()
        return self.scene.connection_at(pointer.scene.x(), pointer.scene.y(), reach)


class Gesture:
    """One thing done with the pointer, from press to release. Nothing changes before `end`."""

    cursor: Qt.CursorShape | None = None
    drag_cursor: Qt.CursorShape | None = None
    """What the pointer looks like from the press on, and once it is a drag."""
    scrolls = NO_WAY
    """The directions in which the map scrolls while the pointer is held near its edges."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.origin = Pointer(QPointF(), QPoint(), Qt.KeyboardModifier.NoModifier)

    @classmethod
    def start(cls, hands: Hands, press: Press) -> Self | None:
        """The gesture that a press on the map begins; None where it is not this kind's."""
        raise NotImplementedError

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
