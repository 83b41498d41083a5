"""What one does to a map from the canvas: each method is one undo step."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.drawing import walk
from workbench.drawing.boxes import Cell
from workbench.drawing.targets import Group, in_reading_order
from workbench.model import queries
from workbench.model.commands import cards, connections, edit, lanes, stages
from workbench.model.entities import Lane, LaneKind, Note, NoteKind, Stage, Touchpoint
from workbench.model.ids import new_id
from workbench.model.problems import Problem
from workbench.ui.bridge import Bridge, Place
from workbench.ui.canvas.board import Board
from workbench.words.labels import choice_name
from workbench.words.say import say

_CARD_TABLES = ("touchpoints", "notes")


class MapEditing:
    """Edits the shown map through the bridge and selects what came of it."""

    def __init__(self, bridge: Bridge, board: Board) -> None:
        self._bridge = bridge
        self._board = board

    def selected_cards(self) -> tuple[str, ...]:
        """The selected cards of the shown map in reading order."""
        chosen = (item for table, item in self._bridge.selection if table in _CARD_TABLES)
        return in_reading_order(self._board.layout, chosen)

    def select_cards(self, identifiers: Sequence[str]) -> None:
        boxes = self._board.layout.boxes
        self._bridge.select([(boxes[item].table, item) for item in identifiers if item in boxes])

    def lane_takes(self, lane_id: str, table: str, note_kind: str | None = None) -> bool:
        """Whether a lane takes touchpoints, or notes of a kind."""
        lane = self._bridge.document.lanes[lane_id]
        if table != lane.kind:
            return False
        return note_kind is None or lane.note_kind in (None, note_kind)

    def refuse(self, lane_id: str, table: str) -> None:
        """Say why a lane does not take such a card."""
        lane = self._bridge.document.lanes[lane_id]
        if table != lane.kind:
            problem = Problem.of("card.lane", table=table, lane=lane.name)
        else:
            problem = Problem.of("card.note_kind", lane=lane.name)
        self._bridge.refused.emit(problem)

    def add_card(
        self, cell: Cell, index: int, text: str, channel_id: str | None = None
    ) -> str | None:
        """Add a touchpoint or note, whichever the lane takes, and select it; gives its id."""
        lane = self._bridge.document.lanes[cell[1]]
        if lane.kind not in _CARD_TABLES:
            return None
        identifier = new_id(lane.kind)
        stage, lane_id = cell
        card: queries.Card
        if lane.kind == "touchpoints":
            card = Touchpoint(
                id=identifier,
                map=lane.map,
                stage=stage,
                lane=lane_id,
                title=text,
                channel=channel_id,
            )
        else:
            card = Note(
                id=identifier,
                map=lane.map,
                stage=stage,
                lane=lane_id,
                text=text,
                kind=lane.note_kind or "action",
            )
        if self._bridge.run(cards.add, card, index) is None:
            return None
        self._bridge.select([(lane.kind, identifier)])
        return identifier

    def add_note_of(self, kind: NoteKind, cell: Cell, index: int) -> str | None:
        """Add an empty note of a kind and select it; gives its id."""
        lane = self._bridge.document.lanes[cell[1]]
        note = Note(id=new_id("notes"), map=lane.map, stage=cell[0], lane=cell[1], kind=kind)
        if self._bridge.run(cards.add, note, index) is None:
            return None
        self._bridge.select([("notes", note.id)])
        return note.id

    def move_cards(self, groups: Sequence[Group]) -> None:
        """Move groups of cards to their cells, as one step."""
        self._bridge.run(cards.move_groups, [(it.cards, *it.cell, it.index) for it in groups])

    def move_selected(self, direction: walk.Direction) -> None:
        """Move what is selected one place: cards, or one stage or lane."""
        chosen = self.selected_cards()
        if len(chosen) == 1:
            place = walk.place_beside(self._board.layout, chosen[0], direction)
            if place is not None:
                self._bridge.run(cards.move, chosen, *place)
        elif chosen:
            self._move_several(chosen, direction)
        elif len(self._bridge.selection) == 1:
            table, identifier = self._bridge.selection[0]
            step = 1 if direction in ("right", "down") else -1
            if table == "stages" and direction in ("left", "right"):
                self.move_stage(identifier, step)
            elif table == "lanes" and direction in ("up", "down"):
                self.move_lane(identifier, step)

    def connect(self, source: str, target: str) -> None:
        """Let one touchpoint lead to another, and select the connection."""
        patch = self._bridge.run(connections.connect, source, target)
        if patch:
            self._bridge.select([("connections", patch.changes[0].id)])

    def reconnect(self, connection_id: str, source: str, target: str) -> None:
        """Let a connection lead from and to these touchpoints."""
        self._bridge.run(connections.reconnect, connection_id, source, target)

    def delete_selection(self) -> None:
        """Delete what is selected; the card beside it is selected next."""
        doomed = self._bridge.selection
        if not doomed:
            return
        following = self._beside(doomed)
        self._bridge.run(edit.remove, doomed)
        if following is not None:
            self.select_cards([following])

    def add_stage(self, index: int | None = None) -> str | None:
        """Add a stage at `index`, at the end without one, and select it; gives its id."""
        if not self._bridge.map_id:
            return None
        stage = Stage(id=new_id("stages"), map=self._bridge.map_id, name=say("canvas.new.stage"))
        if self._bridge.run(stages.add, stage, index) is None:
            return None
        self._bridge.select([("stages", stage.id)])
        return stage.id

    def add_lane(
        self, kind: LaneKind, note_kind: NoteKind | None = None, index: int | None = None
    ) -> str | None:
        """Add a lane at `index`, at the end without one, and select it; gives its id."""
        if not self._bridge.map_id:
            return None
        name = choice_name("note_kind", note_kind) if note_kind else choice_name("kind", kind)
        lane = Lane(
            id=new_id("lanes"),
            map=self._bridge.map_id,
            kind=kind,
            note_kind=note_kind,
            name=name,
        )
        if self._bridge.run(lanes.add, lane, index) is None:
            return None
        self._bridge.select([("lanes", lane.id)])
        return lane.id

    def stage_index(self, stage_id: str) -> int:
        return [column.id for column in self._board.layout.columns].index(stage_id)

    def lane_index(self, lane_id: str) -> int:
        return [row.id for row in self._board.layout.rows].index(lane_id)

    def move_stage(self, stage_id: str, step: int) -> None:
        self.place_stage(stage_id, self.stage_index(stage_id) + step)

    def place_stage(self, stage_id: str, index: int) -> None:
        """Put a stage at `index`, counted without itself."""
        if index >= 0:
            self._bridge.run(stages.move, stage_id, index)

    def move_lane(self, lane_id: str, step: int) -> None:
        self.place_lane(lane_id, self.lane_index(lane_id) + step)

    def place_lane(self, lane_id: str, index: int) -> None:
        """Put a lane at `index`, counted without itself."""
        if index >= 0:
            self._bridge.run(lanes.move, lane_id, index)

    def set_field(self, places: Sequence[Place], field: str, value: object) -> None:
        """Set a field of several entities of one table to the same value."""
        table = places[0][0]
        self._bridge.run(edit.set_fields, table, [item for _, item in places], {field: value})

    def _move_several(self, chosen: tuple[str, ...], direction: walk.Direction) -> None:
        boxes = self._board.layout.boxes
        leader = chosen[-1] if direction == "down" else chosen[0]
        place = walk.place_beside(self._board.layout, leader, direction)
        if place is None or len({boxes[item].table for item in chosen}) > 1:
            return
        stage, lane, index = place
        before = self._board.layout.stack((stage, lane))
        if direction == "down" and (stage, lane) == (boxes[leader].stage, boxes[leader].lane):
            index += 1
        others = sum(1 for item in before[:index] if item not in chosen)
        self._bridge.run(cards.move, chosen, stage, lane, others)

    def _beside(self, doomed: Sequence[Place]) -> str | None:
        gone = {item for _, item in doomed}
        boxes = self._board.layout.boxes
        if len(doomed) != 1 or doomed[0][1] not in boxes:
            return None
        box = boxes[doomed[0][1]]
        stack = self._board.layout.stack((box.stage, box.lane))
        at = stack.index(box.id)
        rest = [*stack[at + 1 :], *reversed(stack[:at])]
        return next((item for item in rest if item not in gone), None)
