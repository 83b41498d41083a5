"""Dragging a stage by its header or a lane by its name: puts it among the others elsewhere."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QLineF, QPoint, Qt

from workbench.ui.canvas.tools.gesture import Gesture, Hands, Pointer

_BESIDE = 48
"""How far beside the canvas a header can be dragged and still land, in pixels."""


class HeaderRow(Protocol):
    """The headers of all stages, or of all lanes."""

    orientation: Qt.Orientation

    def spans(self) -> list[tuple[str, float, float]]:
        """(id, from, to) of every header along its row, in the viewport's pixels."""
        ...

    def show_drag(self, identifier: str | None, way: float) -> None:
        """Show a header as far along as it was dragged; none for None."""
        ...

    def place(self, identifier: str, index: int) -> None:
        """Put one at an index, counted without itself."""
        ...


class Reorder(Gesture):
    """A header on its way to another place among its kind."""

    drag_cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, hands: Hands, row: HeaderRow, identifier: str) -> None:
        super().__init__(hands)
        self._row = row
        self._id = identifier
        self.scrolls = row.orientation
        self._landing: int | None = None

    def preview(self, pointer: Pointer) -> None:
        if self._landing is None and not self.is_far(pointer):
            return
        around = self.hands.view.rect().adjusted(-_BESIDE, -_BESIDE, _BESIDE, _BESIDE)
        at = self.hands.view.viewport().mapTo(self.hands.view, pointer.view)
        along = self._along(pointer.view)
        way = self._scene_along(pointer) - self._scene_along(self.origin)
        self._row.show_drag(self._id, way * self.hands.view.transform().m11())
        if not around.contains(at):
            self._landing = None
            self.hands.scene.edge_line.show_line(None)
            return
        spans = self._row.spans()
        self._landing = sum(1 for _, start, end in spans if (start + end) / 2 < along)
        self.hands.scene.edge_line.show_line(self._line(self._landing))

    def end(self, _pointer: Pointer) -> None:
        landing = self._landing
        order = [item for item, _, _ in self._row.spans()]
        self.cancel()
        if landing is not None and self._id in order:
            at = order.index(self._id)
            self._row.place(self._id, landing - 1 if landing > at else landing)

    def cancel(self) -> None:
        self._landing = None
        self._row.show_drag(None, 0.0)
        self.hands.scene.edge_line.show_line(None)

    def _along(self, at: QPoint) -> int:
        return at.x() if self._row.orientation == Qt.Orientation.Horizontal else at.y()

    def _scene_along(self, pointer: Pointer) -> float:
        is_across = self._row.orientation == Qt.Orientation.Horizontal
        return pointer.scene.x() if is_across else pointer.scene.y()

    def _line(self, index: int) -> QLineF:
        layout = self.hands.scene.board.layout
        if self._row.orientation == Qt.Orientation.Horizontal:
            edges = [column.left for column in layout.columns] + [layout.width]
            return QLineF(edges[index], 0, edges[index], layout.height)
        edges = [row.top for row in layout.rows] + [layout.height]
        return QLineF(0, edges[index], layout.width, edges[index])
