"""Dragging over empty paper: selects the cards that the rectangle touches."""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import QRectF

from workbench.drawing.geometry import Rect
from workbench.drawing.targets import cards_in, cell_at
from workbench.drawing.walk import card_cells
from workbench.ui.bridge import Place
from workbench.ui.canvas.tools.gesture import BOTH_WAYS, Gesture, Hands, Pointer, Press


class RubberBandSelect(Gesture):
    """A press beside all cards. A click selects the connection under it, else the cell."""

    scrolls = BOTH_WAYS

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        self._before: tuple[Place, ...] = ()
        self._dragging = False

    @classmethod
    def start(cls, hands: Hands, press: Press) -> Self | None:
        return cls(hands) if press.is_left else None

    def begin(self, pointer: Pointer) -> None:
        super().begin(pointer)
        self.hands.scene.set_focus_cell(None)
        self._before = self.hands.bridge.selection
        found = self.hands.connection_under(pointer)
        kept = self._before if pointer.extends else ()
        if found is not None:
            self.hands.bridge.select([*kept, ("connections", found)])
        else:
            self.hands.bridge.select(kept)

    def preview(self, pointer: Pointer) -> None:
        if not self._dragging and not self.is_far(pointer):
            return
        self._dragging = True
        rect = QRectF(self.origin.scene, pointer.scene).normalized()
        self.hands.scene.rubber_band.show_rect(rect)
        layout = self.hands.scene.board.layout
        area = Rect(rect.x(), rect.y(), rect.width(), rect.height())
        touched = [(layout.boxes[item].table, item) for item in cards_in(layout, area)]
        self.hands.bridge.select([*(self._before if pointer.extends else ()), *touched])

    def end(self, pointer: Pointer) -> None:
        self.hands.scene.rubber_band.show_rect(None)
        if not self._dragging and not self.hands.bridge.selection:
            layout = self.hands.scene.board.layout
            cell = cell_at(layout, pointer.scene.x(), pointer.scene.y())
            self.hands.scene.set_focus_cell(cell if cell in card_cells(layout) else None)

    def cancel(self) -> None:
        self.hands.scene.rubber_band.show_rect(None)
        self.hands.bridge.select(self._before)
