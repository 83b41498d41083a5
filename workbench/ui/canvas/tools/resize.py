"""Dragging the edge between two stage headers: makes the stage before it wider or narrower."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLineF, Qt

from workbench.drawing.map_shape import NARROWEST, WIDEST
from workbench.ui.canvas.tools.gesture import Gesture, Hands, Pointer


class ResizeStage(Gesture):
    """The right edge of a stage under the pointer; the map follows when it is let go."""

    cursor = Qt.CursorShape.SplitHCursor
    scrolls = Qt.Orientation.Horizontal

    def __init__(self, hands: Hands, stage_id: str, resize: Callable[[str, float], None]) -> None:
        super().__init__(hands)
        self._id = stage_id
        self._resize = resize
        self._width: float | None = None

    def preview(self, pointer: Pointer) -> None:
        layout = self.hands.scene.board.layout
        column = layout.column(self._id)
        if column is None or (self._width is None and not self.is_far(pointer)):
            return
        usual = layout.metrics.column_width
        wanted = column.width + pointer.scene.x() - self.origin.scene.x()
        self._width = max(NARROWEST * usual, min(WIDEST * usual, wanted))
        edge = column.left + self._width
        self.hands.scene.edge_line.show_line(QLineF(edge, 0, edge, layout.height))

    def end(self, _pointer: Pointer) -> None:
        width = self._width
        self.cancel()
        if width is not None:
            self._resize(self._id, width)

    def cancel(self) -> None:
        self._width = None
        self.hands.scene.edge_line.show_line(None)
