"""Clicking and dragging cards: selects, moves between cells, reorders."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from workbench.drawing.targets import DropPlace, drop_place
from workbench.ui.canvas.previews import DraggedConnections
from workbench.ui.canvas.tools.gesture import Gesture, Hands, Pointer, scroll_at_edges

_LIFTED = 0.75


class MoveCards(Gesture):
    """A press on a card. A click selects; a drag moves all selected cards, in their order."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, hands: Hands, card_id: str) -> None:
        super().__init__(hands)
        self._card = card_id
        self._moving: tuple[str, ...] = ()
        self._place: DropPlace | None = None
        self._refused: str | None = None
        self._connections: DraggedConnections | None = None
        self._was_selected = False

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
        scroll_at_edges(self.hands.view, pointer.view)
        scene = self.hands.scene
        way = pointer.scene - self.origin.scene
        for identifier in self._moving:
            item = scene.cards[identifier]
            item.setPos(QPointF(item.box.rect.x, item.box.rect.y) + way)
            item.setOpacity(_LIFTED)
            item.setZValue(1)
        if self._connections is not None:
            self._connections.follow(way)
        self._place = self._landing(pointer)
        scene.drop_mark.show_place(self._place)

    def end(self, pointer: Pointer) -> None:
        place, moving, refused = self._place, self._moving, self._refused
        self.cancel()
        if place is not None:
            self.hands.editing.move_cards(moving, place)
        elif refused is not None:
            boxes = self.hands.scene.board.layout.boxes
            tables = {boxes[item].table for item in moving}
            kind = self.hands.bridge.document.lanes[refused].kind
            self.hands.editing.refuse(refused, min(tables - {kind}))
        elif not moving:
            self._click(pointer)

    def cancel(self) -> None:
        scene = self.hands.scene
        for identifier in self._moving:
            item = scene.cards.get(identifier)
            if item is not None:
                item.setPos(item.box.rect.x, item.box.rect.y)
                item.setOpacity(1.0)
                item.setZValue(0)
        self._moving, self._place, self._refused = (), None, None
        if self._connections is not None:
            scene.removeItem(self._connections)
            self._connections = None
        scene.set_lifted(False)
        scene.drop_mark.show_place(None)

    def _landing(self, pointer: Pointer) -> DropPlace | None:
        layout = self.hands.scene.board.layout
        place = drop_place(layout, pointer.scene.x(), pointer.scene.y(), self._moving)
        if place is None:
            return None
        tables = {layout.boxes[item].table for item in self._moving}
        fits = all(self.hands.editing.lane_takes(place.lane, table) for table in tables)
        self._refused = None if fits else place.lane
        return place if fits else None

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
