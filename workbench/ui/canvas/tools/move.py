"""Clicking and dragging cards: selects, moves between cells, reorders."""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import Qt

from workbench.drawing.targets import DropPlace, Group, card_at, drop_place, groups_at, place_at
from workbench.ui.canvas.previews import DraggedConnections
from workbench.ui.canvas.tools.gesture import BOTH_WAYS, Gesture, Hands, Pointer, Press


class MoveCards(Gesture):
    """A press on a card. A click selects; a drag moves all selected cards.

    Those of the pressed card's cell land with it, in their order; those of other cells land as
    far from it as they were, where there are such cells.
    """

    drag_cursor = Qt.CursorShape.ClosedHandCursor
    scrolls = BOTH_WAYS

    def __init__(self, hands: Hands, card_id: str) -> None:
        super().__init__(hands)
        self._card = card_id
        self._moving: tuple[str, ...] = ()
        self._groups: tuple[Group, ...] = ()
        self._refused: str | None = None
        self._connections: DraggedConnections | None = None
        self._was_selected = False

    @classmethod
    def start(cls, hands: Hands, press: Press) -> Self | None:
        at = press.at.scene
        card = card_at(hands.scene.board.layout, at.x(), at.y()) if press.is_left else None
        return cls(hands, card) if card is not None else None

    def begin(self, pointer: Pointer) -> None:
        super().begin(pointer)
        editing = self.hands.editing
        chosen = editing.selected_cards()
        self._was_selected = self._card in chosen
        if pointer.extends and not self._was_selected:
            editing.select_cards([*chosen, self._card])
        elif not self._was_selected:
            editing.select_cards([self._card])

    def preview(self, pointer: Pointer) -> None:
        if not self._moving:
            if not self.is_far(pointer):
                return
            self._moving = self.hands.editing.selected_cards()
            self._lift()
        scene = self.hands.scene
        way = pointer.scene - self.origin.scene
        scene.cards.carry(self._moving, way)
        if self._connections is not None:
            self._connections.follow(way)
        place = self._landing(pointer)
        layout = scene.board.layout
        self._groups = groups_at(layout, self._card, self._moving, place) if place else ()
        others = (
            place_at(layout, group.cell, group.index, self._moving) for group in self._groups[1:]
        )
        scene.drop_mark.show_place(place, tuple(it for it in others if it is not None))

    def end(self, pointer: Pointer) -> None:
        groups, moving, refused = self._groups, self._moving, self._refused
        self.cancel()
        if groups:
            self.hands.editing.move_cards(groups)
        elif refused is not None:
            box = self.hands.scene.board.layout.boxes[self._card]
            self.hands.editing.refuse(refused, box.table)
        elif not moving:
            self._click(pointer)

    def cancel(self) -> None:
        scene = self.hands.scene
        scene.cards.put_down()
        self._moving, self._groups, self._refused = (), (), None
        if self._connections is not None:
            scene.removeItem(self._connections)
            self._connections = None
        scene.set_lifted(False)
        scene.drop_mark.show_place(None)

    def _landing(self, pointer: Pointer) -> DropPlace | None:
        self._refused = None
        layout = self.hands.scene.board.layout
        place = drop_place(layout, pointer.scene.x(), pointer.scene.y(), self._moving)
        if place is None or not self.hands.sees(pointer):
            return None
        if not self.hands.editing.lane_takes(place.lane, layout.boxes[self._card].table):
            self._refused = place.lane
            return None
        return place

    def _lift(self) -> None:
        """From now on cards and their connections are drawn where the pointer takes them."""
        scene = self.hands.scene
        scene.set_lifted(True)
        scene.handle.show_at(None)
        self._connections = DraggedConnections(scene.board, self._moving)
        scene.addItem(self._connections)

    def _click(self, pointer: Pointer) -> None:
        editing = self.hands.editing
        if not self._was_selected:
            return
        if pointer.extends:
            editing.select_cards([i for i in editing.selected_cards() if i != self._card])
        else:
            editing.select_cards([self._card])
