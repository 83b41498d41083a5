"""The pointer on the canvas: which gesture a press begins, and what happens on the way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent

from workbench.drawing.targets import card_at, cell_at, index_in_cell
from workbench.ui.canvas.in_place import InPlaceEditing
from workbench.ui.canvas.tools.connect import Connect, handle_at
from workbench.ui.canvas.tools.drop import DropFromPalette
from workbench.ui.canvas.tools.gesture import Gesture, Hands, Pointer, Press
from workbench.ui.canvas.tools.move import MoveCards
from workbench.ui.canvas.tools.pan import Pan
from workbench.ui.canvas.tools.reconnect import Reconnect, end_at
from workbench.ui.canvas.tools.rubber_band import RubberBandSelect
from workbench.ui.canvas.tools.running import Running
from workbench.ui.canvas.zoom import OVERVIEW

_GESTURES: tuple[type[Gesture], ...] = (Pan, Reconnect, Connect, MoveCards, RubberBandSelect)
"""In the order in which they are asked whether a press is theirs."""


class Pointing:
    """Begins gestures on the map, and takes drops from the palette."""

    def __init__(
        self,
        hands: Hands,
        running: Running,
        in_place: InPlaceEditing,
        edit: Callable[[str, str], None],
    ) -> None:
        self._hands = hands
        self._running = running
        self._in_place = in_place
        self._edit = edit
        self._drop: DropFromPalette | None = None
        self._space = False

    def hold_space(self, held: bool) -> None:
        """While Space is held, dragging pans."""
        self._space = held
        if not self._running.is_busy:
            self._rest_cursor()

    def press(self, event: QMouseEvent) -> None:
        if self._running.is_busy:
            return
        at = self._pointer(event)
        press = Press(at, event.button(), self._space)
        for kind in _GESTURES:
            gesture = kind.start(self._hands, press)
            if gesture is not None:
                self._in_place.finish()
                viewport = self._hands.view.viewport()
                self._running.start(gesture, at, event.button(), viewport)
                return

    def move(self, event: QMouseEvent) -> None:
        pointer = self._pointer(event)
        if self._running.is_busy:
            self._running.preview(pointer)
        else:
            self._hover(pointer)

    def leave(self) -> None:
        """The pointer is over no card any more."""
        if not self._running.is_busy:
            self._hands.scene.handle.show_at(None)

    def release(self, event: QMouseEvent) -> None:
        if self._running.end(self._pointer(event), event.button()):
            self._rest_cursor()

    def double_click(self, event: QMouseEvent) -> None:
        """Edit a card's title or a connection in place, or add a card to the cell."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        pointer = self._pointer(event)
        at = pointer.scene
        layout = self._hands.scene.board.layout
        card = card_at(layout, at.x(), at.y())
        if card is not None:
            self._edit(layout.boxes[card].table, card)
            return
        connection = self._hands.connection_under(pointer)
        cell = cell_at(layout, at.x(), at.y())
        if connection is not None:
            self._edit("connections", connection)
        elif cell is not None:
            self._in_place.add(cell, index_in_cell(layout, cell, at.y()))

    def drag_enter(self, event: QDragEnterEvent) -> None:
        if DropFromPalette.takes(event.mimeData()):
            self._drop = DropFromPalette(self._hands, event.mimeData())
            event.acceptProposedAction()
        else:
            event.ignore()

    def drag_move(self, event: QDragMoveEvent) -> None:
        if self._drop is not None:
            at = event.position().toPoint()
            scene = self._hands.view.mapToScene(at)
            pointer = Pointer(scene, at, event.modifiers())
            if not self._running.is_busy:
                viewport = self._hands.view.viewport()
                self._running.start(self._drop, pointer, Qt.MouseButton.NoButton, viewport)
            self._running.preview(pointer)
            if self._drop.place is not None:
                event.acceptProposedAction()
            else:
                # the pointer shows that it cannot land, letting go there says why
                event.setDropAction(Qt.DropAction.IgnoreAction)
                event.accept()
            return
        event.ignore()

    def drag_leave(self) -> None:
        if self._drop is not None:
            self._running.cancel()
            self._drop = None

    def drop(self, event: QDropEvent) -> None:
        drop, self._drop = self._drop, None
        added = drop.added() if drop is not None else None
        self._running.cancel()
        if added is None:
            event.ignore()
            return
        event.acceptProposedAction()
        self._hands.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if added in self._hands.bridge.document.notes:
            self._edit("notes", added)

    def _pointer(self, event: QMouseEvent) -> Pointer:
        at: QPoint = event.position().toPoint()
        return Pointer(self._hands.view.mapToScene(at), at, event.modifiers())

    def _hover(self, pointer: Pointer) -> None:
        hands, at = self._hands, pointer.scene
        scene, boxes = hands.scene, hands.scene.board.layout.boxes
        source = handle_at(hands, at)
        found = source or scene.touchpoint_at(at.x(), at.y())
        is_readable = hands.view.transform().m11() >= OVERVIEW
        scene.handle.show_at(boxes[found] if found and is_readable else None)
        if self._space:
            self._rest_cursor()
        elif source is not None or end_at(hands, at) is not None:
            hands.view.viewport().setCursor(Qt.CursorShape.CrossCursor)
        elif found is None and self._is_on_line(pointer):
            hands.view.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self._rest_cursor()

    def _is_on_line(self, pointer: Pointer) -> bool:
        layout = self._hands.scene.board.layout
        if card_at(layout, pointer.scene.x(), pointer.scene.y()) is not None:
            return False
        return self._hands.connection_under(pointer) is not None

    def _rest_cursor(self) -> None:
        if self._space:
            self._hands.view.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self._hands.view.viewport().unsetCursor()
