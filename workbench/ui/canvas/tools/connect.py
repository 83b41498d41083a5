"""Dragging from a touchpoint's right edge: connects it to the touchpoint it is let go on."""

from __future__ import annotations

from PySide6.QtCore import Qt

from workbench.drawing.geometry import Rect
from workbench.ui.canvas.tools.gesture import Gesture, Hands, Pointer, scroll_at_edges


class Connect(Gesture):
    """A connection in the making."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, hands: Hands, source: str) -> None:
        super().__init__(hands)
        self._source = source
        self._target: str | None = None

    def preview(self, pointer: Pointer) -> None:
        scroll_at_edges(self.hands.view, pointer.view)
        scene = self.hands.scene
        boxes = scene.board.layout.boxes
        found = scene.touchpoint_at(pointer.scene.x(), pointer.scene.y())
        self._target = found if found != self._source else None
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
        self.hands.scene.connection_preview.show_between(None, Rect(0, 0, 0, 0), on_card=False)
