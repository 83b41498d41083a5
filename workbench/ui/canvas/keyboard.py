"""The keyboard on the canvas: walking, moving, adding, editing, deleting."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from workbench.drawing import walk
from workbench.drawing.targets import reading_order
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.editing import MapEditing
from workbench.ui.canvas.scene import MapScene

_ARROWS: dict[int, walk.Direction] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}


class Actions(NamedTuple):
    """What keys start that needs the view."""

    edit_title: Callable[[str, str], None]
    add_below: Callable[[], None]
    select_all: Callable[[], None]


class Keyboard:
    """Does what a key asks for; `press` says whether it did."""

    def __init__(
        self, bridge: Bridge, scene: MapScene, editing: MapEditing, actions: Actions
    ) -> None:
        self._bridge = bridge
        self._scene = scene
        self._editing = editing
        self._actions = actions

    def press(self, event: QKeyEvent) -> bool:
        """Handle a key; False where it is none of the canvas's."""
        key = event.key()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = held == Qt.KeyboardModifier.ControlModifier
        shift = held == Qt.KeyboardModifier.ShiftModifier
        plain = held == Qt.KeyboardModifier.NoModifier
        if key in _ARROWS and (control or shift or plain):
            if control:
                self._editing.move_selected(_ARROWS[key])
            else:
                self._walk(_ARROWS[key], extend=shift)
        elif plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._editing.delete_selection()
        elif plain and key == Qt.Key.Key_F2 and self._bridge.selection:
            self._actions.edit_title(*self._bridge.selection[-1])
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._actions.add_below()
        elif control and key == Qt.Key.Key_A:
            self._actions.select_all()
        elif plain and key == Qt.Key.Key_Escape:
            self._scene.set_focus_cell(None)
            self._bridge.select(())
        else:
            return False
        return True

    def step(self, step: int) -> bool:
        """Go to the next or previous cell that takes cards; False past either end."""
        board = self._scene.board
        cell = board.focus_cell
        chosen = self._editing.selected_cards()
        if chosen:
            box = board.layout.boxes[chosen[-1]]
            cell = (box.stage, box.lane)
        following = walk.next_cell(board.layout, cell, step)
        if following is None:
            self._scene.set_focus_cell(None)
            return False
        stack = board.layout.stacks.get(following, ())
        self._editing.select_cards(stack[:1])
        self._scene.set_focus_cell(None if stack else following)
        return True

    def _walk(self, direction: walk.Direction, *, extend: bool) -> None:
        layout = self._scene.board.layout
        chosen = self._editing.selected_cards()
        if not chosen:
            self._walk_headers(direction)
            return
        last = self._bridge.selection[-1][1]
        start = last if last in layout.boxes else chosen[-1]
        found = walk.neighbour(layout, start, direction)
        if found is not None:
            kept = [item for item in chosen if item != found] if extend else []
            self._editing.select_cards([*kept, found])

    def _walk_headers(self, direction: walk.Direction) -> None:
        layout = self._scene.board.layout
        table, identifier = self._bridge.selection[0] if self._bridge.selection else ("", "")
        step = 1 if direction in ("right", "down") else -1
        ids: list[str] = []
        if table == "stages" and direction in ("left", "right"):
            ids = [column.id for column in layout.columns]
        elif table == "lanes" and direction in ("up", "down"):
            ids = [row.id for row in layout.rows]
        if identifier in ids:
            at = ids.index(identifier) + step
            if 0 <= at < len(ids):
                self._bridge.select([(table, ids[at])])
        elif not ids:
            self._editing.select_cards(reading_order(layout)[:1])
