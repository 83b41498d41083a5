"""The map as people see and edit it: the scene with its headers, gestures and keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from workbench.analysis.comparison import Comparison
from workbench.drawing import tokens
from workbench.model.commands.landing import Target
from workbench.model.document import Document
from workbench.model.entities import LaneKind, NoteKind
from workbench.model.patch import Patch
from workbench.ui.bridge import Bridge
from workbench.ui.canvas import looking
from workbench.ui.canvas.adding import Adding
from workbench.ui.canvas.board import Board, ConnectionsShown
from workbench.ui.canvas.compare_legend import CompareLegend
from workbench.ui.canvas.editing import MapEditing
from workbench.ui.canvas.empty import EmptyHint
from workbench.ui.canvas.focus_frame import FocusFrame
from workbench.ui.canvas.in_place import InPlaceEditing
from workbench.ui.canvas.key_hint import KeyHint
from workbench.ui.canvas.keyboard import Actions, Keyboard
from workbench.ui.canvas.margins import Margins
from workbench.ui.canvas.menus import CanvasMenus
from workbench.ui.canvas.overlays import MapOverlays
from workbench.ui.canvas.pasting import target_of
from workbench.ui.canvas.pointing import Pointing
from workbench.ui.canvas.scene import MapScene
from workbench.ui.canvas.shaping import Shaping
from workbench.ui.canvas.tools.gesture import Hands
from workbench.ui.canvas.tools.running import Running
from workbench.ui.canvas.zoom import OVERVIEW, TITLES
from workbench.ui.canvas.zooming import ZoomingView
from workbench.ui.render.style import colour, screen_style
from workbench.ui.theme import Theme
from workbench.words.say import say


class MapView(ZoomingView):
    """The canvas of the map that the bridge shows."""

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        parent: QWidget | None = None,
        shapes: Path | None = None,
    ) -> None:
        """`shapes` is the file that remembers what is collapsed; without one nothing is."""
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme
        self._scene = MapScene(bridge, screen_style(theme.paper_appearance, theme.font()), self)
        self.setScene(self._scene)
        board = self._scene.board
        self.shaping = Shaping(bridge, self._scene, shapes, self)
        self._editing = MapEditing(bridge, board)
        hands = Hands(self, self._scene, bridge, self._editing)
        self._running = Running(self)
        self._margins = Margins(hands, self._running)
        self.stage_headers, self.lane_names = self._margins.stages, self._margins.lanes
        self._in_place = InPlaceEditing(
            self, bridge, board, self._editing, (self.stage_headers, self.lane_names)
        )
        self._pointing = Pointing(hands, self._running, self._in_place, self.edit_title)
        self._adding = Adding(bridge, self._scene, self._editing, self._in_place, self.reveal)
        self.compare_legend = CompareLegend(self, board)
        self._empty = EmptyHint(self, bridge, self.add_stage)
        self._menus = CanvasMenus(
            self, bridge, self._editing, self.edit_title, self._adding.below, self.shaping
        )
        self._keyboard = Keyboard(
            bridge,
            self._scene,
            self._editing,
            Actions(
                self.edit_title,
                self._adding.below,
                self.select_all,
                self.reveal,
                KeyHint(self, board).tell,
            ),
        )
        self._focus_frame = FocusFrame(self, board)
        self.setAccessibleName(say("canvas.name"))
        self._paint_paper()
        self._connect()
        # behind the view in the line for signals: it paints what the scene has laid out
        self.overlays = MapOverlays(self, self._scene, bridge, theme)
        self._place_margins()

    @property
    def board(self) -> Board:
        """The shown map as it is laid out."""
        return self._scene.board

    def take_scale(self, scale: float) -> None:
        self._in_place.finish()
        style = self._scene.board.style
        style.detail = "full" if scale >= TITLES else "titles"
        style.is_passing = True
        self._scene.set_overview(scale < OVERVIEW)

    def fit_all(self) -> None:
        """Show the whole map, at 100 % at most."""
        self.fit(self.sceneRect(), 1.0)

    def fit_selection(self) -> None:
        """Show what is selected as large as is sensible; all where nothing is."""
        chosen = self._editing.selected_cards()
        if chosen:
            self.fit(looking.rect_around(self._scene, chosen), 1.5)
        else:
            self.fit_all()

    def reveal(self, table: str, identifier: str) -> None:
        """Bring a card, stage, lane or connection into view, out of what hides it."""
        self.shaping.open(table, identifier)
        looking.scroll_to(self, self._scene, (table, identifier))

    def cell_rect(self, stage_id: str, lane_id: str) -> QRectF:
        """Where a cell lies in the scene; empty for a cell that is not on the shown map."""
        rect = self._scene.board.layout.cell_rect(stage_id, lane_id)
        return QRectF(*rect) if rect is not None else QRectF()

    def edit_title(self, table: str, identifier: str) -> None:
        """Open the field for a title over a card, stage or lane."""
        self._in_place.edit(table, identifier)

    def offer_adding(self, wanted: bool) -> None:
        """Have the buttons that add stages and lanes beside the map, or not."""
        self._margins.corner.offer(wanted)

    def add_stage(self) -> None:
        """Add a stage after the selected one, at the end without one, and name it."""
        self._adding.stage()

    def add_lane(self, kind: LaneKind, note_kind: NoteKind | None = None) -> None:
        """Add a lane below the selected one, at the end without one."""
        self._adding.lane(kind, note_kind)

    def add_touchpoint(self) -> None:
        """Type a new touchpoint below the selected card, or in the first fitting cell."""
        self._adding.card("touchpoints")

    def add_note(self) -> None:
        """Type a new note below the selected one, or in the first fitting cell."""
        self._adding.card("notes")

    def add_touchpoint_of(self, channel_id: str) -> None:
        """Add a touchpoint of a channel, named like it."""
        self._adding.touchpoint_of(channel_id)

    def add_note_of(self, kind: NoteKind) -> None:
        """Add a note of a kind and type its text."""
        self._adding.note_of(kind)

    def connect_selected(self) -> None:
        """Let keys choose what the selected touchpoint leads to."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._keyboard.connect()

    def delete_selection(self) -> None:
        self._editing.delete_selection()

    def select_all(self) -> None:
        """Select every card of the map."""
        self._editing.select_cards(list(self._scene.board.layout.boxes))

    def paste_target(self) -> Target:
        """Where a paste goes: the selected cards, cell, stage or lane, else where it was."""
        return target_of(self._bridge, self._scene.board, self._editing.selected_cards())

    def set_connections_shown(self, shown: ConnectionsShown) -> None:
        self._scene.set_connections_shown(shown)

    def set_comparison(self, found: Comparison | None) -> None:
        """Mark what the shown map changes in the one it is based on; None for the usual look."""
        self._scene.set_comparison(found)
        self.compare_legend.read()
        self._place_margins()
        self._update_headers()

    def set_curve_labels(self, shown: bool) -> None:
        """Whether the peak and the biggest drop are named on the experience curve."""
        self._scene.set_curve_labels(shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # the first frame at another scale may be one of many
        self._scene.board.style.is_passing = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pointing.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointing.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointing.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointing.double_click(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._cancel_gesture():
            return
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._pointing.hold_space(True)
        elif self._keyboard.press(event):
            if self._in_place.editor is None:
                self._reveal_selection()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._pointing.hold_space(False)

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self.hasFocus() and self._keyboard.step(1 if forward else -1):
            self._reveal_selection()
            return True
        return super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._cancel_gesture()
        self._pointing.hold_space(False)
        self._keyboard.give_up()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._pointing.leave()
        return super().viewportEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._pointing.drag_enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._pointing.drag_move(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._pointing.drag_leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self._pointing.drop(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._cancel_gesture()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._keyboard_menu()
            return
        at = self.mapToScene(event.pos())
        menu = self._menus.at(self._scene, at.x(), at.y(), self._in_place.add)
        if menu is not None:
            menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_margins()
        if self._scene.set_room(self.room()):
            self._update_headers()

    def _connect(self) -> None:
        bridge = self._bridge
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._on_scroll)
        bridge.map_changed.connect(self._on_another_map)
        bridge.changed.connect(self._on_changed)
        bridge.selection_changed.connect(self._on_selection)
        bridge.lens_changed.connect(self._scene.set_lens)
        bridge.findings_changed.connect(self._on_findings)
        bridge.reveal_requested.connect(self.reveal)
        self._theme.changed.connect(self._on_theme)
        self.scale_changed.connect(self._update_headers)
        self._in_place.tabbed.connect(self._on_tabbed)
        self._in_place.opening.connect(self.shaping.open_cell)
        self.shaping.changing.connect(self._on_another_shape)
        self.shaping.changed.connect(self._update_headers)
        for headers in self._margins.both:
            headers.rename_requested.connect(self.edit_title)
            headers.menu_requested.connect(self._open_menu)
            headers.toggle_requested.connect(self.shaping.toggle)
            headers.add_requested.connect(self._menus.add_after)
        self.stage_headers.place_requested.connect(self._editing.place_stage)
        self.stage_headers.width_requested.connect(self.shaping.set_width)
        self.lane_names.place_requested.connect(self._editing.place_lane)
        self._margins.corner.stage_wanted.connect(self._menus.add_last_stage)
        self._margins.corner.lane_wanted.connect(self._menus.offer_last_lane)

    def _on_another_map(self) -> None:
        self._cancel_gesture()
        self._in_place.close()
        self.shaping.take()
        self._scene.rebuild()
        self.compare_legend.read()
        self.stage_headers.read()
        self._update_headers()
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(0)
        self._place_margins()

    def _on_changed(self, patch: Patch, _document: Document) -> None:
        self._cancel_gesture()
        if self._scene.shown_map != self._bridge.map_id:
            # the map went with this change, and another is built next
            return
        before = self._scene.board.layout
        self._scene.refresh(patch)
        now = self._scene.board.layout
        if patch.tables() & {"stages", "lanes", "decisions", "maps"}:
            self.stage_headers.read()
            self._place_margins()
            self._update_headers()
        elif (before.rows, before.columns) != (now.rows, now.columns):
            self._update_headers()

    def _on_selection(self) -> None:
        self._scene.select()
        self._update_headers()

    def _on_findings(self) -> None:
        self._scene.set_findings()
        self.stage_headers.read()

    def _on_scroll(self) -> None:
        self._in_place.finish()
        self._margins.follow()

    def _on_theme(self) -> None:
        self._in_place.finish()
        self._scene.restyle(screen_style(self._theme.paper_appearance, self._theme.font()))
        self._paint_paper()
        self.compare_legend.read()
        self._place_margins()

    def _on_tabbed(self, step: int) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._keyboard.step(step)
        self._reveal_selection()

    def _paint_paper(self) -> None:
        palette = tokens.palette(self._theme.paper_appearance)
        self.setBackgroundBrush(colour(palette.window))
        self._margins.corner.paint_on(palette)
        self._empty.paint_on(palette)

    def _place_margins(self) -> None:
        self._margins.place(self.compare_legend.margin)
        has_map = self._scene.board.margins != (0.0, 0.0)
        self._empty.place(self.viewport().geometry(), empty=not has_map)

    def _on_another_shape(self) -> None:
        self._cancel_gesture()
        self._keyboard.give_up()
        self._in_place.finish()

    def _update_headers(self, _value: object = None) -> None:
        self._margins.update()

    def _cancel_gesture(self) -> bool:
        return self._running.cancel()

    def _reveal_selection(self) -> None:
        looking.scroll_to_chosen(self, self._scene, self._bridge.selection)

    def _open_menu(self, table: str, identifier: str, at: QPoint) -> None:
        self._menus.of((table, identifier)).popup(at)

    def _keyboard_menu(self) -> None:
        for table, identifier in self._bridge.selection[-1:]:
            place = self._in_place.place_of(table, identifier)
            if place is not None:
                self._open_menu(table, identifier, self.mapToGlobal(place.center()))
