"""Dragging an end of the selected connection: it leads from or to another touchpoint then."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple, Self

from PySide6.QtCore import QPointF, Qt

from workbench.drawing.geometry import Rect
from workbench.ui.canvas.tools.gesture import BOTH_WAYS, Gesture, Hands, Pointer, Press

_REACH = 9.0
"""How near to an end a press takes hold of it, in pixels."""


class End(NamedTuple):
    """One end of a connection."""

    connection: str
    side: Literal["source", "target"]


def end_at(hands: Hands, at: QPointF) -> End | None:
    """The end of the one selected connection at a point of the map."""
    board, chosen = hands.scene.board, hands.bridge.selection
    if len(chosen) != 1 or board.connections_shown == "none":
        return None
    route = board.routes.get(chosen[0][1])
    if route is None:
        return None
    reach = _REACH / hands.view.transform().m11()
    ends = (("source", route.start), ("target", route.tip))
    near = [(math.hypot(point.x - at.x(), point.y - at.y()), side) for side, point in ends]
    distance, side = min(near)
    return End(route.id, side) if distance <= reach else None  # type: ignore[arg-type]


class Reconnect(Gesture):
    """An end of a connection on its way to another touchpoint."""

    cursor = Qt.CursorShape.CrossCursor
    scrolls = BOTH_WAYS

    def __init__(self, hands: Hands, end: End) -> None:
        super().__init__(hands)
        self._end = end
        connection = hands.bridge.document.connections[end.connection]
        self._ends = {"source": connection.source, "target": connection.target}
        self._found: str | None = None

    @classmethod
    def start(cls, hands: Hands, press: Press) -> Self | None:
        end = end_at(hands, press.at.scene) if press.is_left else None
        return cls(hands, end) if end is not None else None

    def preview(self, pointer: Pointer) -> None:
        if not self.is_far(pointer):
            return
        scene, side = self.hands.scene, self._end.side
        boxes = scene.board.layout.boxes
        other = self._ends["target" if side == "source" else "source"]
        self._found = self.hands.touchpoint_under(pointer, besides=other)
        moving = Rect(pointer.scene.x(), pointer.scene.y(), 0, 0)
        if self._found is not None:
            moving = boxes[self._found].rect
        still = boxes[other].rect
        ends = (moving, still) if side == "source" else (still, moving)
        scene.set_lifted(True)
        on_card = self._found is not None
        at_source = side == "source"
        scene.connection_preview.show_between(*ends, on_card=on_card, at_source=at_source)

    def end(self, _pointer: Pointer) -> None:
        found = self._found
        self.cancel()
        if found is not None:
            ends = {**self._ends, self._end.side: found}
            self.hands.editing.reconnect(self._end.connection, ends["source"], ends["target"])

    def cancel(self) -> None:
        self._found = None
        self.hands.scene.set_lifted(False)
        self.hands.scene.connection_preview.clear()
