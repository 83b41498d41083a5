"""The pointer on the canvas: which gesture a press begins, and what happens on the way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent

from workbench.drawing.targets import card_at, cell_at, index_in_cell
from workbench.ui.canvas.in_place import InPlaceEditing
from workbench.ui.canvas.tools.connect import Connect
from workbench.ui.canvas.tools.drop import DropFromPalette
from workbench.ui.canvas.tools.gesture import Gesture, Hands, Pointer
from workbench.ui.canvas.tools.move import MoveCards
from workbench.ui.canvas.tools.pan import Pan
from workbench.ui.canvas.tools.rubber_band import RubberBandSelect
from workbench.ui.canvas.zoom import OVERVIEW

_HANDLE_INSIDE, _HANDLE_OUTSIDE, _HANDLE_HEIGHT = 7.0, 5.0, 9.0
"""All along a card's right edge inside, only beside its middle outside: there the lines run."""


class Pointing:
    """Runs one gesture at a time and drops from the palette."""

    def __init__(
        self, hands: Hands, in_place: InPlaceEditing, edit_title: Callable[[str, str], None]
    ) -> None:
        self._hands = hands
        self._in_place = in_place
        self._edit_title = edit_title
        self._gesture: Gesture | None = None
        self._drop: DropFromPalette | None = None
        self._space = False

    def hold_space(self, held: bool) -> None:
        """While Space is held, dragging pans."""
        self._space = held
        if self._gesture is None:
            self._rest_cursor()

    def cancel(self) -> bool:
        """Drop the gesture under way; gives whether there was one."""
        gesture, self._gesture = self._gesture, None
        self._rest_cursor()
        if gesture is not None:
            gesture.cancel()
        return gesture is not None

    def press(self, event: QMouseEvent) -> None:
        if self._gesture is not None:
            return
        pointer = self._pointer(event)
        gesture = self._gesture_for(event.button(), pointer)
        if gesture is None:
            return
        self._in_place.finish()
        self._gesture = gesture
        gesture.begin(pointer)
        if gesture.cursor is not None and not isinstance(gesture, MoveCards):
            self._hands.view.viewport().setCursor(gesture.cursor)

    def move(self, event: QMouseEvent) -> None:
        pointer = self._pointer(event)
        if self._gesture is None:
            self._hover(pointer)
        else:
            self._gesture.preview(pointer)

    def leave(self) -> None:
        """The pointer is over no card any more."""
        if self._gesture is None:
            self._hands.scene.handle.show_at(None)

    def release(self, event: QMouseEvent) -> None:
        gesture, self._gesture = self._gesture, None
        self._rest_cursor()
        if gesture is not None:
            gesture.end(self._pointer(event))

    def double_click(self, event: QMouseEvent) -> None:
        """Edit the card's title, or add a card to the cell."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = self._pointer(event).scene
        layout = self._hands.scene.board.layout
        card = card_at(layout, at.x(), at.y())
        if card is not None:
            self._edit_title(layout.boxes[card].table, card)
            return
        cell = cell_at(layout, at.x(), at.y())
        if cell is not None:
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
            self._drop.preview(Pointer(scene, at, event.modifiers()))
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
            self._drop.cancel()
            self._drop = None

    def drop(self, event: QDropEvent) -> None:
        drop, self._drop = self._drop, None
        added = drop.added() if drop is not None else None
        if added is None:
            event.ignore()
            return
        event.acceptProposedAction()
        self._hands.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if added in self._hands.bridge.document.notes:
            self._edit_title("notes", added)

    def _pointer(self, event: QMouseEvent) -> Pointer:
        at: QPoint = event.position().toPoint()
        return Pointer(self._hands.view.mapToScene(at), at, event.modifiers())

    def _gesture_for(self, button: Qt.MouseButton, pointer: Pointer) -> Gesture | None:
        left = button == Qt.MouseButton.LeftButton
        if button == Qt.MouseButton.MiddleButton or (left and self._space):
            return Pan(self._hands)
        if not left:
            return None
        source = self._handle_at(pointer.scene)
        if source is not None:
            return Connect(self._hands, source)
        scene = self._hands.scene
        card = card_at(scene.board.layout, pointer.scene.x(), pointer.scene.y())
        if card is not None:
            return MoveCards(self._hands, card)
        scene.set_focus_cell(None)
        return RubberBandSelect(self._hands)

    def _hover(self, pointer: Pointer) -> None:
        scene = self._hands.scene
        source = self._handle_at(pointer.scene)
        found = source or scene.touchpoint_at(pointer.scene.x(), pointer.scene.y())
        boxes = scene.board.layout.boxes
        scene.handle.show_at(boxes[found] if found and self._is_readable() else None)
        if source is not None and not self._space:
            self._hands.view.viewport().setCursor(Qt.CursorShape.CrossCursor)
        else:
            self._rest_cursor()

    def _handle_at(self, at: QPointF) -> str | None:
        if not self._is_readable():
            return None
        scene = self._hands.scene
        found = scene.touchpoint_at(at.x(), at.y())
        found = found or scene.touchpoint_at(at.x() - _HANDLE_OUTSIDE, at.y())
        if found is None:
            return None
        rect = scene.board.layout.boxes[found].rect
        beyond = at.x() - rect.right
        on_edge = -_HANDLE_INSIDE <= beyond <= 0
        on_dot = 0 < beyond <= _HANDLE_OUTSIDE and abs(at.y() - rect.middle.y) <= _HANDLE_HEIGHT
        return found if on_edge or on_dot else None

    def _is_readable(self) -> bool:
        return self._hands.view.transform().m11() >= OVERVIEW

    def _rest_cursor(self) -> None:
        if self._space:
            self._hands.view.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self._hands.view.viewport().unsetCursor()
