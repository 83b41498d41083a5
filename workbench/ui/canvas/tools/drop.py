"""Dragging from the palette: shows where the card will land and adds it there."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QMimeData

from workbench.drawing.targets import DropPlace, drop_place
from workbench.model.entities import NoteKind
from workbench.ui import mime
from workbench.ui.canvas.tools.gesture import BOTH_WAYS, Gesture, Hands, Pointer


class DropFromPalette(Gesture):
    """A channel or a kind of note on its way to a cell."""

    scrolls = BOTH_WAYS

    def __init__(self, hands: Hands, data: QMimeData) -> None:
        super().__init__(hands)
        self._channel = _text(data, mime.CHANNEL)
        self._note_kind = _text(data, mime.NOTE_KIND)
        self.place: DropPlace | None = None
        self._lane: str | None = None

    @staticmethod
    def takes(data: QMimeData) -> bool:
        """Whether this is something from the palette."""
        return data.hasFormat(mime.CHANNEL) or data.hasFormat(mime.NOTE_KIND)

    def is_far(self, _pointer: Pointer) -> bool:
        return True

    def preview(self, pointer: Pointer) -> None:
        scene = self.hands.scene
        place = drop_place(scene.board.layout, pointer.scene.x(), pointer.scene.y())
        self._lane = place.lane if place is not None else None
        if place is not None and not self._fits(place.lane):
            place = None
        self.place = place
        scene.drop_mark.show_place(place)

    def end(self, _pointer: Pointer) -> None:
        self.added()

    def added(self) -> str | None:
        """Add the card where it was let go; gives its id, None where it cannot land.

        A lane that takes no such card says so.
        """
        place, lane = self.place, self._lane
        self.cancel()
        if place is None:
            if lane is not None:
                self.hands.editing.refuse(lane, self._table)
            return None
        cell, editing = (place.stage, place.lane), self.hands.editing
        if self._note_kind:
            return editing.add_note_of(cast(NoteKind, self._note_kind), cell, place.index)
        channel = self.hands.bridge.document.channels.get(self._channel)
        if channel is None:
            return None
        return editing.add_card(cell, place.index, channel.name, channel.id)

    @property
    def _table(self) -> str:
        return "touchpoints" if self._channel else "notes"

    def _fits(self, lane_id: str) -> bool:
        return self.hands.editing.lane_takes(lane_id, self._table, self._note_kind or None)

    def cancel(self) -> None:
        self.place = self._lane = None
        self.hands.scene.drop_mark.show_place(None)


def _text(data: QMimeData, format_name: str) -> str:
    return bytes(data.data(format_name).data()).decode("utf-8", errors="replace")
