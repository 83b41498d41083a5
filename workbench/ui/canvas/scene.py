"""The scene of one map: items kept in step with the document, touching only what changed."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QGraphicsScene, QGraphicsSceneHelpEvent, QToolTip

from workbench.analysis.comparison import Comparison
from workbench.analysis.counting import PLACES
from workbench.drawing.layout import MapLayout
from workbench.drawing.map_shape import MapShape
from workbench.drawing.targets import card_at
from workbench.model.patch import Change, FieldChange, Patch
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.board import Board, ConnectionsShown
from workbench.ui.canvas.card_items import Cards
from workbench.ui.canvas.compared import compared_map
from workbench.ui.canvas.connection_items import ConnectionLayer, StrongConnections
from workbench.ui.canvas.items import (
    BackgroundItem,
    CollapsedNames,
    FiguresItem,
    GhostItem,
    HandleItem,
    Layer,
    SignsItem,
)
from workbench.ui.canvas.overview_item import OverviewItem
from workbench.ui.canvas.previews import ConnectionPreview, DropMark, EdgeLine, RubberBand
from workbench.ui.render.connections import distance_to
from workbench.ui.render.style import Style

_SHOWN_TABLES = frozenset(
    {"maps", "stages", "lanes", "touchpoints", "notes", "connections", "channels"}
)
_FRAME_TABLES = frozenset({"maps", "stages", "lanes"})
"""What the columns and rows of a map come from."""
_LENS_TABLES = frozenset({"touchpoints", "needs", "personas"})
_FIGURES = PLACES | {"touchpoints.feeling", "stages.reached", "stages.target_conversion"}
"""What the curve and the lane of who reaches the stages depend on."""

_MARGIN = 8.0
_CONNECTION_REACH = 6.0
_ABOVE_LINES = 2.5
_ABOVE_OVERLAYS = 6.2


class MapScene(QGraphicsScene):
    """The items of the map that the bridge shows."""

    def __init__(self, bridge: Bridge, style: Style, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.board = Board(bridge, style)
        self._background = BackgroundItem(self.board)
        self._figures = FiguresItem(self.board)
        self._connections = ConnectionLayer(self.board)
        self._collapsed = CollapsedNames(self.board)
        self._card_layer = Layer()
        self.cards = Cards(self.board, self._card_layer)
        self.ghosts: dict[str, GhostItem] = {}
        self._overview = OverviewItem(self.board)
        self._signs = SignsItem(self.board)
        self._strong = StrongConnections(self.board)
        self.handle = HandleItem(self.board)
        self.drop_mark = DropMark(self.board)
        self.rubber_band = RubberBand(self.board)
        self.connection_preview = ConnectionPreview(self.board)
        self.edge_line = EdgeLine(self.board)
        for z, item in enumerate(
            (
                self._background,
                self._figures,
                self._connections,
                self.drop_mark,
                self._card_layer,
                self._overview,
                self._strong,
                self.handle,
                self.rubber_band,
                self.connection_preview,
                self.edge_line,
            )
        ):
            item.setZValue(z)
            self.addItem(item)
        self._collapsed.setZValue(_ABOVE_LINES)
        self.addItem(self._collapsed)
        self._signs.setZValue(_ABOVE_OVERLAYS)
        self.addItem(self._signs)
        self._overview.setVisible(False)
        self._is_overview = False
        self._is_lifted = False
        self.shown_map = ""
        """The map that the items were built for."""
        self._is_built = False

    def rebuild(self) -> None:
        """Build everything for the map that is shown now, once there is room for it."""
        self.shown_map = self._bridge.map_id
        self.board.lay_out()
        if not self._is_built:
            return
        self.cards.clear()
        for ghost in self.ghosts.values():
            self.removeItem(ghost)
        self.ghosts = {}
        self.board.focus_cell = None
        self.board.forget_figures()
        self.board.read_selection()
        self.board.read_lens()
        self.board.read_findings()
        self._place(None)

    def set_room(self, width: float = 0.0) -> bool:
        """Let the columns fill this width; gives whether that changed them.

        The items are made when this is first called: not before it is known how wide they are.
        """
        room = max(width - _MARGIN, 0.0)
        if self._is_built and room == self.board.room:
            # only the height changed, as when a message is shown above the map
            return False
        self.board.room = room
        if not self._is_built:
            self._is_built = True
            self.rebuild()
            return True
        before = self.board.layout
        self.board.follow()
        if self.board.layout.columns == before.columns:
            return False
        self._place(before)
        return True

    def set_shape(self, shape: MapShape) -> None:
        """Collapse and expand stages and lanes, and give stages their widths."""
        self.board.shape = shape
        if not self._is_built:
            self.board.lay_out()
            return
        before = self.board.layout
        self.board.follow()
        if self.board.layout == before:
            return
        self._place(before)
        self._leave_hidden_cell()

    def restyle(self, style: Style) -> None:
        """Paint in another style from now on."""
        style.detail = self.board.style.detail
        self.board.style = style
        self.rebuild()

    def refresh(self, patch: Patch) -> None:
        """Follow a change of the document."""
        tables = patch.tables()
        if self._is_built and tables & _LENS_TABLES and self._bridge.lens is not None:
            self.set_lens()
        if not tables & _SHOWN_TABLES:
            return
        if not self._is_built:
            self.board.lay_out()
            return
        before = self.board.layout
        touched = {name for table, name in patch.touched() if table in ("touchpoints", "notes")}
        if tables & _FRAME_TABLES:
            self.board.follow()
        else:
            self.board.follow_cards(touched)
        moved = self.cards.place(before)
        self._show_ghosts()
        self.cards.forget_looks(None if "channels" in tables else touched)
        if moved or "connections" in tables:
            self._route()
        self._fit_after(before)
        self._leave_hidden_cell()
        if any(map(_shows_in_figures, patch.changes)):
            self.board.forget_figures()
            self._figures.repaint()
        if moved or tables & {"touchpoints", "notes", "channels"}:
            self._overview.fit()

    def select(self) -> None:
        """Show the bridge's selection."""
        if not self._is_built:
            return
        before = self.board.selected
        self.board.read_selection()
        self.cards.repaint(before ^ self.board.selected)
        chosen = [box for box in map(self.board.layout.boxes.get, self.board.selected) if box]
        if chosen:
            self.set_focus_cell(None)
        self._connections.repaint(self._strong.read())
        if self._is_overview:
            self._overview.update()

    def set_lens(self) -> None:
        """Dim by the bridge's persona."""
        if not self._is_built:
            return
        before = self.board.dimmed
        self.board.read_lens()
        self.cards.repaint(before ^ self.board.dimmed)
        self._overview.update()

    def set_findings(self) -> None:
        """Mark the connections that findings are about."""
        before = self.board.at_findings
        self.board.read_findings()
        if before != self.board.at_findings:
            self._connections.repaint(before ^ self.board.at_findings)
            self._strong.update()

    def set_comparison(self, found: Comparison | None) -> None:
        """Show what the map changes in the one it is based on; None for the usual look."""
        compared = compared_map(self.board.document, found) if found is not None else None
        before_compared, self.board.compared = self.board.compared, compared
        if self.board.compared == before_compared:
            return
        if not self._is_built:
            self.board.lay_out()
            return
        before = self.board.layout
        self.board.follow()
        moved = self.cards.place(before)
        self._show_ghosts()
        if moved:
            self._route()
            self._overview.fit()
        self._fit_after(before)
        self.cards.repaint_all()
        for layer in (self._figures, self._overview, self._signs):
            layer.update()

    def set_connections_shown(self, shown: ConnectionsShown) -> None:
        self.board.connections_shown = shown
        self._show_layers()

    def set_curve_labels(self, shown: bool) -> None:
        self.board.curve_labels = shown
        self._figures.update()

    def set_overview(self, overview: bool) -> None:
        """Show tiles of colour instead of cards."""
        if overview != self._is_overview:
            self._is_overview = overview
            self._show_layers()

    def set_lifted(self, lifted: bool) -> None:
        """While cards are dragged, their connections do not point to where they were."""
        if lifted != self._is_lifted:
            self._is_lifted = lifted
            self._show_layers()

    def set_focus_cell(self, cell: tuple[str, str] | None) -> None:
        """Give an empty cell the keyboard, or none."""
        if cell != self.board.focus_cell:
            self.board.focus_cell = cell
            self._background.update()

    def helpEvent(self, event: QGraphicsSceneHelpEvent) -> None:
        at = event.scenePos()
        found = card_at(self.board.layout, at.x(), at.y())
        tip = self.board.tip(found) if found is not None else ""
        if tip:
            QToolTip.showText(event.screenPos(), tip, event.widget())
        else:
            super().helpEvent(event)

    def touchpoint_at(self, x: float, y: float) -> str | None:
        found = card_at(self.board.layout, x, y)
        if found is None or self.board.layout.boxes[found].table != "touchpoints":
            return None
        return found

    def connection_at(self, x: float, y: float, reach: float = _CONNECTION_REACH) -> str | None:
        """The connection whose line runs nearest to a point, within `reach`."""
        if self.board.connections_shown == "none":
            return None
        found = [
            (distance_to(self.board.routes[identifier], x, y), identifier)
            for identifier in self._connections.near(x, y, reach)
        ]
        distance, identifier = min(found, default=(reach, None))
        return identifier if distance < reach else None

    def _leave_hidden_cell(self) -> None:
        """Give no cell the keyboard that is gone or shows no cards."""
        cell, layout = self.board.focus_cell, self.board.layout
        if cell is not None and (layout.cell_rect(*cell) is None or layout.is_collapsed(cell)):
            self.set_focus_cell(None)

    def _place(self, before: MapLayout | None) -> None:
        """Bring everything to where the board has it now."""
        self.cards.place(before)
        self._show_ghosts()
        self._route()
        self._fit()
        self._connections.repaint_all()
        self.handle.show_at(None)

    def _show_ghosts(self) -> None:
        """Bring the items of cards that are gone in step with their boxes."""
        boxes = self.board.ghosts
        for identifier, item in list(self.ghosts.items()):
            if boxes.get(identifier) != item.box:
                self.removeItem(self.ghosts.pop(identifier))
        for identifier, box in boxes.items():
            if identifier not in self.ghosts:
                self.ghosts[identifier] = GhostItem(self.board, box, self._card_layer)

    def _route(self) -> None:
        self._connections.follow(self.board.follow_routes())
        self._strong.read()

    def _fit(self) -> None:
        for item in (
            self._background,
            self._figures,
            self._collapsed,
            self._overview,
            self._signs,
        ):
            item.fit()
        place = self.board.layout
        self.setSceneRect(0, 0, place.width + _MARGIN, place.height + _MARGIN)

    def _fit_after(self, before: MapLayout) -> None:
        now = self.board.layout
        frame = (before.rows, before.columns, not before.boxes)
        if frame != (now.rows, now.columns, not now.boxes):
            self._fit()

    def _show_layers(self) -> None:
        readable = not self._is_overview
        self._overview.setVisible(self._is_overview)
        self._card_layer.setVisible(readable)
        self._signs.setVisible(readable)
        shown = self.board.connections_shown
        self._connections.setVisible(readable and shown == "all")
        self._strong.setVisible(readable and shown != "none" and not self._is_lifted)


def _shows_in_figures(change: Change) -> bool:
    return not isinstance(change, FieldChange) or f"{change.table}.{change.field}" in _FIGURES
