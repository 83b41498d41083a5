"""The keyboard on the canvas: walking, moving, adding, editing, scoring, connecting, deleting."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from workbench.drawing import walk
from workbench.drawing.boxes import Cell
from workbench.drawing.targets import reading_order
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.connecting import Connecting
from workbench.ui.canvas.editing import MapEditing
from workbench.ui.canvas.scene import MapScene
from workbench.ui.canvas.scoring import Scoring

_ARROWS: dict[int, walk.Direction] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_HELD_ALONE = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
)


class Actions(NamedTuple):
    """What keys start that needs the view."""

    edit_title: Callable[[str, str], None]
    add_below: Callable[[], None]
    select_all: Callable[[], None]
    reveal: Callable[[str, str], None]
    tell: Callable[[str], None]
    """Shows a line at the foot of the canvas; an empty one hides it."""


class Keyboard:
    """Does what a key asks for; `press` says whether it did."""

    def __init__(
        self, bridge: Bridge, scene: MapScene, editing: MapEditing, actions: Actions
    ) -> None:
        self._bridge = bridge
        self._scene = scene
        self._editing = editing
        self._actions = actions
        self._scoring = Scoring(bridge, actions.tell)
        self._connecting = Connecting(bridge, scene, editing, actions.tell, actions.reveal)
        for signal in (bridge.changed, bridge.map_changed, bridge.selection_changed):
            signal.connect(self.give_up)

    def press(self, event: QKeyEvent) -> bool:
        """Handle a key; False where it is none of the canvas's."""
        key = event.key()
        if key in _HELD_ALONE:
            return False
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = held == Qt.KeyboardModifier.ControlModifier
        shift = held == Qt.KeyboardModifier.ShiftModifier
        plain = held == Qt.KeyboardModifier.NoModifier
        if self._connecting.is_on and (plain or shift):
            self._connecting.press(event, _ARROWS.get(key))
            return True
        if self._scoring.press(event):
            return True
        if key in _ARROWS and (control or shift or plain):
            if control:
                self._editing.move_selected(_ARROWS[key])
            else:
                self._walk(_ARROWS[key], extend=shift)
        elif plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            order = reading_order(self._scene.board.layout)
            self._editing.select_cards(order[:1] if key == Qt.Key.Key_Home else order[-1:])
        elif plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._editing.delete_selection()
        elif plain and key == Qt.Key.Key_F2 and self._bridge.selection:
            self._actions.edit_title(*self._bridge.selection[-1])
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._actions.add_below()
        elif plain and key == Qt.Key.Key_L:
            return self.connect()
        elif control and key == Qt.Key.Key_A:
            self._actions.select_all()
        elif plain and key == Qt.Key.Key_Escape:
            if not self._bridge.selection and self._scene.board.focus_cell is None:
                # nothing to let go of: others may take the key
                return False
            self._scene.set_focus_cell(None)
            self._bridge.select(())
        else:
            return False
        return True

    def connect(self) -> bool:
        """Begin to choose what the selected touchpoint leads to; False where none is."""
        self.give_up()
        return self._connecting.begin()

    def give_up(self) -> None:
        """Keys mean what they usually do."""
        self._scoring.give_up()
        self._connecting.give_up()

    def step(self, step: int) -> bool:
        """Go to the next or previous cell that takes cards; False past either end."""
        if self._connecting.is_on:
            self._connecting.step(step)
            return True
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
        self._go_to(following)
        return True

    def _go_to(self, cell: Cell, *, from_below: bool = False) -> None:
        """Select the first card of a cell, the last coming from below, or the empty cell."""
        stack = self._scene.board.layout.stack(cell)
        self._editing.select_cards(stack[-1:] if from_below else stack[:1])
        self._scene.set_focus_cell(None if stack else cell)

    def _walk(self, direction: walk.Direction, *, extend: bool) -> None:
        board = self._scene.board
        layout, chosen = board.layout, self._editing.selected_cards()
        if not chosen:
            if board.focus_cell is not None:
                self._walk_on(board.focus_cell, direction)
            else:
                self._walk_headers(direction)
            return
        last = self._bridge.selection[-1][1]
        start = last if last in layout.boxes else chosen[-1]
        found = walk.neighbour(layout, start, direction)
        if found is not None:
            kept = [item for item in chosen if item != found] if extend else []
            self._editing.select_cards([*kept, found])
        elif not extend:
            self._leave_cards((layout.boxes[start].stage, layout.boxes[start].lane), direction)

    def _walk_on(self, cell: Cell, direction: walk.Direction) -> None:
        """From an empty cell to the one beside it, or to the header at the map's edge."""
        following = walk.cell_beside(self._scene.board.layout, cell, direction)
        if following is not None:
            self._go_to(following, from_below=direction == "up")
        else:
            self._leave_cards(cell, direction)

    def _leave_cards(self, cell: Cell, direction: walk.Direction) -> None:
        """Up from the topmost card to its stage, left from the leftmost to its lane."""
        if direction in ("up", "left"):
            self._scene.set_focus_cell(None)
            self._bridge.select([("stages", cell[0]) if direction == "up" else ("lanes", cell[1])])

    def _walk_headers(self, direction: walk.Direction) -> None:
        layout = self._scene.board.layout
        table, identifier = self._bridge.selection[0] if self._bridge.selection else ("", "")
        stages = [column.id for column in layout.columns]
        lanes = [row.id for row in layout.rows]
        if table == "connections" and direction in ("left", "right"):
            connection = self._bridge.document.connections[identifier]
            end = connection.source if direction == "left" else connection.target
            self._editing.select_cards([end])
        elif table == "stages" and direction in ("left", "right"):
            self._step_header(table, stages, identifier, 1 if direction == "right" else -1)
        elif table == "lanes" and direction in ("up", "down"):
            self._step_header(table, lanes, identifier, 1 if direction == "down" else -1)
        elif table == "stages" and direction == "down":
            self._enter_cells(lambda cell: cell[0] == identifier)
        elif table == "lanes" and direction == "right":
            self._enter_cells(lambda cell: cell[1] == identifier)
        elif table not in ("stages", "lanes"):
            self._enter_cells(lambda _cell: True)

    def _step_header(self, table: str, ids: list[str], identifier: str, step: int) -> None:
        at = ids.index(identifier) + step
        if 0 <= at < len(ids):
            self._bridge.select([(table, ids[at])])

    def _enter_cells(self, fits: Callable[[Cell], bool]) -> None:
        """Go to the first card of a stage, a lane or the map, to the first cell without one."""
        layout = self._scene.board.layout
        cells = [cell for cell in walk.card_cells(layout) if fits(cell)]
        first = [
            item
            for item in reading_order(layout)
            if (layout.boxes[item].stage, layout.boxes[item].lane) in cells
        ]
        if first:
            self._editing.select_cards(first[:1])
        elif cells:
            self._go_to(cells[0])
