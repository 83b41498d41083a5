"""Dragging with the middle button, or with Space held: moves the paper."""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import Qt

from workbench.ui.canvas.tools.gesture import Gesture, Hands, Pointer, Press


class Pan(Gesture):
    """The paper follows the pointer; Esc brings it back."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        self._bars = (hands.view.horizontalScrollBar(), hands.view.verticalScrollBar())
        self._start = (0, 0)

    @classmethod
    def start(cls, hands: Hands, press: Press) -> Self | None:
        is_pan = press.button == Qt.MouseButton.MiddleButton or (press.is_left and press.pans)
        return cls(hands) if is_pan else None

    def begin(self, pointer: Pointer) -> None:
        super().begin(pointer)
        self._start = (self._bars[0].value(), self._bars[1].value())

    def preview(self, pointer: Pointer) -> None:
        way = pointer.view - self.origin.view
        self._bars[0].setValue(self._start[0] - way.x())
        self._bars[1].setValue(self._start[1] - way.y())

    def cancel(self) -> None:
        for bar, value in zip(self._bars, self._start, strict=True):
            bar.setValue(value)
