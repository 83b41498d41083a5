"""The outline of the map that the bridge shows, in step with the canvas."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from workbench.model.document import Document
from workbench.model.entities import NoteKind
from workbench.model.patch import Patch
from workbench.model.problems import Problem
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.editing import MapEditing
from workbench.ui.canvas.menus import CanvasMenus
from workbench.ui.canvas.scene import MapScene
from workbench.ui.canvas.view import MapView
from workbench.ui.outline.lines import OutlineTree
from workbench.ui.outline.model import OutlineModel
from workbench.ui.outline.tree import ROOT, Node
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say


class OutlineView(QWidget):
    """Offers what the canvas offers. While it is hidden it follows nothing."""

    def __init__(
        self, bridge: Bridge, theme: Theme, canvas: MapView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._canvas = bridge, canvas
        self._editing = MapEditing(bridge, canvas.board)
        self._shown_map: str | None = None
        self.model = OutlineModel(bridge, theme, self._editing, self)
        self._hint = QLabel()
        set_role(self._hint, "hint")
        self._hint.setVisible(False)
        self.lines = OutlineTree(bridge, theme, self.model, self._editing, self._tell)
        self.setFocusProxy(self.lines)
        self._menus = CanvasMenus(
            self.lines, bridge, self._editing, self.edit_title, self.lines.type_below
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.lines, 1)
        column.addWidget(self._hint)
        self.lines.menu_wanted.connect(self._open_menu)
        self.lines.cell_chosen.connect(self._focus_cell)
        bridge.loaded.connect(self._forget)
        bridge.map_changed.connect(self._on_another_map)
        bridge.changed.connect(self._on_changed)
        bridge.selection_changed.connect(self._on_selection)
        bridge.reveal_requested.connect(self.reveal)
        theme.changed.connect(self._on_theme)
        self.lines.fit_columns()

    def edit_title(self, table: str, identifier: str) -> None:
        """Open the field for the title of a line."""
        nodes = self.model.nodes_of((table, identifier))
        current = self.lines.node()
        if nodes:
            self.lines.edit_title(current if current in nodes else nodes[0])

    def reveal(self, table: str, identifier: str) -> None:
        """Scroll to a line, unfolding what it lies in."""
        nodes = self.model.nodes_of((table, identifier)) if self.isVisible() else []
        if nodes and self.lines.node() not in nodes:
            self.lines.scrollTo(self.model.index_of(nodes[0]))

    def add_stage(self) -> None:
        """Type a new stage after the current one, at the end without one."""
        self.lines.type_stage()

    def add_touchpoint(self) -> None:
        """Type a new touchpoint below the current one, or in the first fitting lane."""
        self._type("touchpoints")

    def add_note(self) -> None:
        """Type a new note below the current one, or in the first fitting lane."""
        self._type("notes")

    def add_note_of(self, kind: NoteKind) -> None:
        """Add a note of a kind and type its text."""
        place = self._place("notes", kind)
        if place is not None:
            cell, row = place
            added = self._editing.add_note_of(kind, (cell.stage, cell.id), row)
            if added is not None:
                self.edit_title("notes", added)

    def delete_selection(self) -> None:
        self._editing.delete_selection()

    def select_all(self) -> None:
        """Select every card of the map."""
        self.lines.select_cards()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._shown_map != self._bridge.map_id:
            self._read()
        else:
            self.lines.following(self.model.catch_up)

    def _tell(self, text: str) -> None:
        """Show what the next key does; nothing for an empty text."""
        self._hint.setText(text)
        self._hint.setAccessibleName(text)
        self._hint.setVisible(bool(text))

    def _type(self, table: str) -> None:
        place = self._place(table)
        if place is not None:
            self.lines.type_new(*place)

    def _place(self, table: str, note_kind: str | None = None) -> tuple[Node, int] | None:
        """The lane and row for a new card: after the current one, else in the same stage."""
        model, node = self.model, self.lines.node()
        line = list(model.below(ROOT))
        if not line:
            return None
        path = [node]
        while path[-1] != ROOT:
            path.append(model.above(path[-1]))
        stage = next((it for it in path if it.table == "stages"), line[0])
        cell = next((it for it in path if it.table == "lanes"), None)
        takes = self._editing.lane_takes
        if cell is not None and takes(cell.id, table, note_kind):
            below = list(model.below(cell))
            return cell, below.index(node) + 1 if node in below else len(below)
        cells = model.below(stage)
        fitting = [it for it in cells if takes(it.id, table, note_kind)]
        fitting = fitting or [it for it in cells if takes(it.id, table)]
        if not fitting:
            self._bridge.refused.emit(Problem.of("card.no_lane", table=table))
            return None
        return fitting[0], len(model.below(fitting[0]))

    def _read(self) -> None:
        self._shown_map = self._bridge.map_id
        self.lines.following(self.model.read_all)

    def _forget(self) -> None:
        self._shown_map = None

    def _on_another_map(self) -> None:
        if self.isVisible():
            self._read()

    def _on_changed(self, patch: Patch, _document: Document) -> None:
        if self.isVisible() and self._shown_map == self._bridge.map_id:
            self.lines.following(lambda: self.model.follow(patch))

    def _on_selection(self) -> None:
        if self.isVisible():
            self.lines.show_selection()

    def _on_theme(self) -> None:
        self.model.restyle()
        self.lines.fit_columns()
        self.lines.viewport().update()

    def _focus_cell(self, cell: tuple[str, str] | None) -> None:
        """Let a paste and an addition go to the lane in the stage that is current here."""
        scene = self._canvas.scene()
        if self.isVisible() and isinstance(scene, MapScene):
            scene.set_focus_cell(cell)

    def _open_menu(self, at: QPoint) -> None:
        for place in self._bridge.selection[-1:]:
            menu = self._menus.of(place)
            menu.addSeparator()
            menu.addAction(say("outline.menu.expand"), self.lines.expandAll)
            menu.addAction(say("outline.menu.collapse"), self.lines.collapseAll)
            menu.popup(at)
