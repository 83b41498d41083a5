"""Collapsing stages and lanes, and their widths: kept for each map, beside the document."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.drawing.map_shape import MapShape
from workbench.model.entities import Note, Touchpoint
from workbench.store.map_shapes import MAPS_KEPT, KeptShape, keep_shape, kept_shape
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.scene import MapScene


class Shaping(QObject):
    """Changes how the shown map is looked at, and remembers it in a file where one is given."""

    changing = Signal()
    """The shape is about to change: what goes by where things are ends now."""
    changed = Signal()

    def __init__(
        self, bridge: Bridge, scene: MapScene, path: Path | None, parent: QObject | None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._scene = scene
        self._path = path
        self._known: dict[tuple[str, str], MapShape] = {}
        scene.set_shape(self._shape())

    def take(self) -> None:
        """Let the scene use the shape of the map that is shown now, when it is built next."""
        self._scene.board.shape = self._shape()

    def is_collapsed(self, table: str, identifier: str) -> bool:
        return identifier in getattr(self._shape(), table)

    def has_width(self, stage_id: str) -> bool:
        """Whether a stage was given a width of its own."""
        return stage_id in self._shape().widths

    def toggle(self, table: str, identifier: str) -> None:
        """Collapse a stage or lane, or expand it again."""
        self._set(self._shape().toggled(table, identifier))

    def toggle_selected(self) -> None:
        """Collapse or expand the selected stages and lanes."""
        shape = self._shape()
        for table, identifier in self._bridge.selection:
            if table in ("stages", "lanes"):
                shape = shape.toggled(table, identifier)
        self._set(shape)

    def expand_all(self) -> None:
        """Show every stage and lane whole."""
        self._set(MapShape(widths=self._shape().widths))

    def open(self, table: str, identifier: str) -> None:
        """Expand a stage or lane, or what hides a card."""
        entity = self._bridge.document.get(table, identifier)
        if isinstance(entity, Touchpoint | Note):
            self.open_cell((entity.stage, entity.lane))
        elif table in ("stages", "lanes"):
            self._set(self._shape().expanded(table, identifier))

    def open_cell(self, cell: tuple[str, str]) -> None:
        """Expand the stage and the lane of a cell."""
        self._set(self._shape().expanded("stages", cell[0]).expanded("lanes", cell[1]))

    def set_width(self, stage_id: str, width: float | None) -> None:
        """Give a stage a width, in scene units; None for the usual one."""
        usual = self._scene.board.layout.metrics.column_width
        part = None if width is None else round(width / usual, 3)
        self._set(self._shape().with_width(stage_id, part))

    def _shape(self) -> MapShape:
        key = (self._bridge.document.workspace.id, self._bridge.map_id)
        if key not in self._known:
            shape = MapShape()
            if self._path is not None and key[1]:
                kept = kept_shape(self._path, *key)
                shape = MapShape(kept.stages, kept.lanes, kept.widths)
            self._know(key, shape)
        return self._known[key]

    def _know(self, key: tuple[str, str], shape: MapShape) -> None:
        self._known[key] = shape
        if len(self._known) > MAPS_KEPT:
            del self._known[next(iter(self._known))]

    def _set(self, shape: MapShape) -> None:
        if shape == self._shape() or not self._bridge.map_id:
            return
        workspace, map_id = self._bridge.document.workspace.id, self._bridge.map_id
        self._know((workspace, map_id), shape)
        if self._path is not None:
            kept = KeptShape(
                workspace=workspace,
                map=map_id,
                stages=shape.stages,
                lanes=shape.lanes,
                widths=dict(shape.widths),
            )
            keep_shape(self._path, kept)
        self.changing.emit()
        self._scene.set_shape(shape)
        hidden = {card for cards in self._scene.board.layout.hidden.values() for card in cards}
        chosen = self._bridge.selection
        self._bridge.select([place for place in chosen if place[1] not in hidden])
        self.changed.emit()
