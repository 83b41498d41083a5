"""Dragging from a touchpoint's right edge: connects it to the touchpoint it is let go on."""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import QPointF, Qt

from workbench.drawing.geometry import Rect
from workbench.ui.canvas.tools.gesture import BOTH_WAYS, Gesture, Hands, Pointer, Press
from workbench.ui.canvas.zoom import OVERVIEW

_HANDLE_INSIDE, _HANDLE_OUTSIDE, _HANDLE_HEIGHT = 7.0, 5.0, 9.0
"""All along a card's right edge inside, only beside its middle outside: there the lines run."""


def handle_at(hands: Hands, at: QPointF) -> str | None:
    """The touchpoint whose edge for connecting lies at a point of the map."""
    if hands.view.transform().m11() < OVERVIEW:
        return None
    scene = hands.scene
    found = scene.touchpoint_at(at.x(), at.y())
    found = found or scene.touchpoint_at(at.x() - _HANDLE_OUTSIDE, at.y())
    if found is None:
        return None
    rect = scene.board.layout.boxes[found].rect
    beyond = at.x() - rect.right
    on_edge = -_HANDLE_INSIDE <= beyond <= 0
    on_dot = 0 < beyond <= _HANDLE_OUTSIDE and abs(at.y() - rect.middle.y) <= _HANDLE_HEIGHT
    return found if on_edge or on_dot else None


class Connect(Gesture):
    """A connection in the making."""

    cursor = Qt.CursorShape.CrossCursor
    scrolls = BOTH_WAYS

    def __init__(self, hands: Hands, source: str) -> None:
        super().__init__(hands)
        self._source = source
        self._target: str | None = None

    @classmethod
    def start(cls, hands: Hands, press: Press) -> Self | None:
        source = handle_at(hands, press.at.scene) if press.is_left else None
        return cls(hands, source) if source is not None else None

    def preview(self, pointer: Pointer) -> None:
        scene = self.hands.scene
        boxes = scene.board.layout.boxes
        self._target = self.hands.touchpoint_under(pointer, besides=self._source)
        end = Rect(pointer.scene.x(), pointer.scene.y(), 0, 0)
        if self._target is not None:
            end = boxes[self._target].rect
        source = boxes[self._source].rect
        scene.connection_preview.show_between(source, end, on_card=self._target is not None)

    def end(self, pointer: Pointer) -> None:
        target, dragged = self._target, self.is_far(pointer)
        self.cancel()
        if not dragged:
            self.hands.editing.select_cards([self._source])
        elif target is not None:
            self.hands.editing.connect(self._source, target)

    def cancel(self) -> None:
        self._target = None
        self.hands.scene.connection_preview.clear()
