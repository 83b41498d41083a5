"""Adding from keyboard, menu and palette: where the new thing goes, and naming it."""

from __future__ import annotations

from collections.abc import Callable

from workbench.model.entities import LaneKind, NoteKind
from workbench.model.problems import Problem
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.editing import MapEditing
from workbench.ui.canvas.in_place import InPlaceEditing
from workbench.ui.canvas.scene import MapScene

Show = Callable[[str, str], None]


class Adding:
    """Adds stages, lanes and cards beside what is selected. `reveal` brings one into view."""

    def __init__(
        self,
        bridge: Bridge,
        scene: MapScene,
        editing: MapEditing,
        in_place: InPlaceEditing,
        reveal: Show,
    ) -> None:
        self._bridge = bridge
        self._scene = scene
        self._editing = editing
        self._in_place = in_place
        self._reveal = reveal

    def stage(self) -> None:
        """Add a stage after the selected one, at the end without one, and name it."""
        chosen = self._selected("stages")
        index = self._editing.stage_index(chosen[-1]) + 1 if chosen else None
        added = self._editing.add_stage(index)
        if added is not None:
            self._in_place.edit("stages", added)

    def lane(self, kind: LaneKind, note_kind: NoteKind | None) -> None:
        """Add a lane below the selected one, at the end without one."""
        chosen = self._selected("lanes")
        index = self._editing.lane_index(chosen[-1]) + 1 if chosen else None
        added = self._editing.add_lane(kind, note_kind, index)
        if added is not None:
            self._reveal("lanes", added)

    def card(self, table: str) -> None:
        """Type a new card below the selected one, or in the first fitting cell."""
        place = self._next_place(table)
        if place is not None:
            stage, lane, index = place
            self._in_place.add((stage, lane), index)

    def below(self) -> None:
        """Type a new card below the selected one, in the focused cell, or a new stage."""
        chosen = self._editing.selected_cards()
        board = self._scene.board
        if chosen:
            box = board.layout.boxes[chosen[-1]]
            stack = board.layout.stack((box.stage, box.lane))
            self._in_place.add((box.stage, box.lane), stack.index(box.id) + 1)
        elif board.focus_cell is not None:
            stack = board.layout.stack(board.focus_cell)
            self._in_place.add(board.focus_cell, len(stack))
        elif self._selected("stages"):
            self.stage()

    def touchpoint_of(self, channel_id: str) -> None:
        """Add a touchpoint of a channel, named like it."""
        channel = self._bridge.document.channels.get(channel_id)
        place = self._next_place("touchpoints")
        if channel is not None and place is not None:
            stage, lane, index = place
            added = self._editing.add_card((stage, lane), index, channel.name, channel_id)
            if added is not None:
                self._reveal("touchpoints", added)

    def note_of(self, kind: NoteKind) -> None:
        """Add a note of a kind and type its text."""
        place = self._next_place("notes", kind)
        if place is not None:
            stage, lane, index = place
            added = self._editing.add_note_of(kind, (stage, lane), index)
            if added is not None:
                self._in_place.edit("notes", added)

    def _selected(self, table: str) -> list[str]:
        return [item for name, item in self._bridge.selection if name == table]

    def _next_place(self, table: str, note_kind: str | None = None) -> tuple[str, str, int] | None:
        layout, focus = self._scene.board.layout, self._scene.board.focus_cell
        takes = self._editing.lane_takes
        fitting = [row.id for row in layout.rows if takes(row.id, table, note_kind)]
        fitting = fitting or [row.id for row in layout.rows if takes(row.id, table)]
        if not fitting and layout.columns:
            self._bridge.refused.emit(Problem.of("card.no_lane", table=table))
        if not fitting or not layout.columns:
            return None
        stage, lane = layout.columns[0].id, fitting[0]
        chosen, stages = self._editing.selected_cards(), self._selected("stages")
        if chosen:
            box = layout.boxes[chosen[-1]]
            stage = box.stage
            if box.lane in fitting:
                stack = layout.stack((box.stage, box.lane))
                return box.stage, box.lane, stack.index(box.id) + 1
        elif focus is not None:
            stage = focus[0]
            lane = focus[1] if focus[1] in fitting else lane
        elif stages:
            stage = stages[-1]
        return stage, lane, len(layout.stack((stage, lane)))
