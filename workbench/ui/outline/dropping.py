"""Dragging lines of the outline to other places, and dropping on it what the palette drags."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, cast

from PySide6.QtCore import QMimeData

from workbench.model import queries
from workbench.model.commands import cards, lanes, stages
from workbench.model.entities import NoteKind
from workbench.ui import mime
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.editing import MapEditing
from workbench.ui.outline.tree import ROOT, Node

LINES = "application/x-journey-outline"
"""Lines of the outline: table, id and stage of each, with tabs between, one a line."""

KINDS = (LINES, mime.CHANNEL, mime.NOTE_KIND)

_CARDS = ("touchpoints", "notes")

Landing = tuple[Node, int]
"""Below which line a drop lands, and at which row, counted without what is dragged."""


class Lines(Protocol):
    """The tree of lines."""

    def below(self, node: Node) -> Iterable[Node]: ...
    def above(self, node: Node) -> Node: ...


def as_mime(nodes: Iterable[Node]) -> QMimeData:
    """Lines as what is dragged; each once, whatever cells of it were taken."""
    lines = dict.fromkeys(f"{node.table}\t{node.id}\t{node.stage}" for node in nodes)
    data = QMimeData()
    data.setData(LINES, "\n".join(lines).encode())
    return data


def dragged(data: QMimeData) -> list[Node]:
    """The lines that are dragged; none where something else is."""
    parts = [line.split("\t") for line in _text(data, LINES).splitlines()]
    whole = [part for part in parts if len(part) == 3]
    return [Node(table, identifier, stage) for table, identifier, stage in whole]


def landing(lines: Lines, data: QMimeData, row: int, onto: Node) -> Landing | None:
    """Where a drop at `row` below `onto` lands, row −1 being on the line itself.

    Cards land in lanes: on a card means after it, on a stage in the lane that they come from.
    Stages and lanes land among their like. None where a drop cannot land.
    """
    moving = dragged(data)
    if not moving:
        return _newcomer(data, lines, row, onto)
    tables = {node.table for node in moving}
    if tables == {"stages"} or tables == {"lanes"}:
        return _among_like(lines, moving, row, onto)
    if not tables <= set(_CARDS):
        return None
    if onto.table == "stages" and row < 0:
        homes = {lines.above(node).id for node in moving}
        onto = next((cell for cell in lines.below(onto) if {cell.id} == homes), ROOT)
    onto, row = _cell(lines, onto, row)
    if onto.table != "lanes":
        return None
    below = list(lines.below(onto))
    row = len(below) if row < 0 else row
    return onto, sum(1 for node in below[:row] if node not in moving)


def land(bridge: Bridge, editing: MapEditing, data: QMimeData, place: Landing) -> bool:
    """Put what is dropped at its place; gives whether it could be."""
    onto, row = place
    moving = [node.id for node in dragged(data)]
    if not moving:
        return _add(bridge, editing, data, place)
    table = dragged(data)[0].table
    if table == "stages":
        return bridge.run(stages.move, moving[0], row) is not None
    if table == "lanes":
        return bridge.run(lanes.move, moving[0], _lane_index(bridge, moving[0], row)) is not None
    return bridge.run(cards.move, moving, onto.stage, onto.id, row) is not None


def _cell(lines: Lines, onto: Node, row: int) -> Landing:
    """The lane and row that a drop of cards means; a card stands for the place after it."""
    if onto.table in _CARDS:
        above = lines.above(onto)
        return above, list(lines.below(above)).index(onto) + 1
    return onto, row


def _among_like(lines: Lines, moving: list[Node], row: int, onto: Node) -> Landing | None:
    """Where one stage lands among stages, or one lane among the lanes of any stage."""
    if len({node.id for node in moving}) > 1:
        return None
    (identifier,) = {node.id for node in moving}
    if onto.table == moving[0].table and row < 0:
        above = lines.above(onto)
        onto, row = above, list(lines.below(above)).index(onto)
    if onto.table != ("" if moving[0].table == "stages" else "stages"):
        return None
    below = list(lines.below(onto))
    row = len(below) if row < 0 else row
    return onto, sum(1 for node in below[:row] if node.id != identifier)


def _newcomer(data: QMimeData, lines: Lines, row: int, onto: Node) -> Landing | None:
    """Where what the palette drags lands: in a lane, at the end unless between its cards."""
    if not (data.hasFormat(mime.CHANNEL) or data.hasFormat(mime.NOTE_KIND)):
        return None
    onto, row = _cell(lines, onto, row)
    if onto.table != "lanes":
        return None
    return onto, len(list(lines.below(onto))) if row < 0 else row


def _add(bridge: Bridge, editing: MapEditing, data: QMimeData, place: Landing) -> bool:
    onto, row = place
    cell = (onto.stage, onto.id)
    is_note = data.hasFormat(mime.NOTE_KIND)
    code = _text(data, mime.NOTE_KIND if is_note else mime.CHANNEL)
    table = "notes" if is_note else "touchpoints"
    if not editing.lane_takes(onto.id, table, code if is_note else None):
        editing.refuse(onto.id, table)
        return False
    if is_note:
        return editing.add_note_of(cast(NoteKind, code), cell, row) is not None
    channel = bridge.document.channels.get(code)
    if channel is None:
        return False
    return editing.add_card(cell, row, channel.name, channel.id) is not None


def _text(data: QMimeData, kind: str) -> str:
    # another window of the program may be of another version
    return bytes(data.data(kind).data()).decode("utf-8", errors="replace")


def _lane_index(bridge: Bridge, moving: str, row: int) -> int:
    """The index among all lanes of the map, for a row among those that the outline shows."""
    others = [it for it in queries.lanes(bridge.document, bridge.map_id) if it.id != moving]
    shown = [place for place, lane in enumerate(others) if lane.kind in _CARDS]
    return shown[row] if row < len(shown) else len(others)
