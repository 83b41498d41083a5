"""Context menus of the canvas."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QWidget

from workbench.drawing.boxes import Cell
from workbench.drawing.targets import card_at, cell_at, index_in_cell
from workbench.drawing.tokens import STAGE_COLOURS, stage_colour
from workbench.drawing.walk import card_cells
from workbench.model.fields import fields_of
from workbench.ui.bridge import Bridge, Place
from workbench.ui.canvas.editing import MapEditing
from workbench.ui.canvas.scene import MapScene
from workbench.ui.canvas.shaping import Shaping
from workbench.ui.canvas.swatches import swatch
from workbench.words.labels import choice_name
from workbench.words.say import say

Edit = Callable[[str, str], object]
Adder = Callable[[Cell, int], object]


class CanvasMenus:
    """Builds the menu for what was clicked.

    `edit` opens the field for a title, `add_below` the one for a new card. Without `shaping`
    nothing is collapsed from here.
    """

    def __init__(
        self,
        parent: QWidget,
        bridge: Bridge,
        editing: MapEditing,
        edit: Edit,
        add_below: Callable[[], None],
        shaping: Shaping | None = None,
    ) -> None:
        self._parent = parent
        self._bridge = bridge
        self._editing = editing
        self._edit = edit
        self._add_below = add_below
        self._shaping = shaping

    def at(self, scene: MapScene, x: float, y: float, add: Adder) -> QMenu | None:
        """The menu for a point of the map, what lies there being selected."""
        layout = scene.board.layout
        card, cell = card_at(layout, x, y), cell_at(layout, x, y)
        connection = scene.connection_at(x, y)
        if card is not None:
            place = (layout.boxes[card].table, card)
            if place not in self._bridge.selection:
                self._bridge.select([place])
            return self.for_cards(place)
        if connection is not None:
            self._bridge.select([("connections", connection)])
            return self.for_connection(connection)
        if cell is not None:
            self._bridge.select(())
            scene.set_focus_cell(cell if cell in card_cells(layout) else None)
            index = index_in_cell(layout, cell, y)
            return self.for_cell(cell, lambda: add(cell, index))
        return None

    def of(self, place: Place) -> QMenu:
        """The menu for something selected."""
        table, identifier = place
        if table == "stages":
            return self.for_stage(identifier)
        if table == "lanes":
            return self.for_lane(identifier)
        if table == "connections":
            return self.for_connection(identifier)
        return self.for_cards(place)

    def add_last_stage(self) -> None:
        """Add a stage at the end and name it."""
        added = self._editing.add_stage()
        if added is not None:
            self._edit("stages", added)

    def offer_last_lane(self, at: QPoint) -> None:
        """Offer the kinds of lanes; the chosen one is added at the end."""
        menu = self._menu()
        self._lane_kinds(menu, None)
        menu.popup(at)

    def add_after(self, table: str, identifier: str, at: QPoint) -> None:
        """Add a stage after another and name it, or offer what lane to add below another."""
        if table == "stages":
            self._add_stage(identifier, 1)
            return
        menu = self._menu()
        self._lane_kinds(menu, self._editing.lane_index(identifier) + 1)
        menu.popup(at)

    def for_cards(self, card: Place) -> QMenu:
        """For the selected cards, of which one was clicked."""
        menu, editing = self._menu(), self._editing
        _act(menu, "canvas.menu.edit", lambda: self._edit(*card), "F2")
        _act(menu, "canvas.menu.add_below", self._add_below, "Enter")
        menu.addSeparator()
        self._own_actions(menu)
        menu.addSeparator()
        if card[0] == "touchpoints":
            chosen = [place for place in self._bridge.selection if place[0] == "touchpoints"]
            current = self._bridge.document.touchpoints[card[1]]
            self._choices(menu, "canvas.menu.status", chosen, "status", current.status)
            truth = menu.addAction(say("canvas.menu.truth"))
            truth.setCheckable(True)
            truth.setChecked(current.moment_of_truth)
            truth.triggered.connect(
                lambda on: editing.set_field(chosen, "moment_of_truth", bool(on))
            )
            menu.addSeparator()
        _act(menu, "canvas.menu.move_left", lambda: editing.move_selected("left"), "Ctrl+Left")
        _act(menu, "canvas.menu.move_right", lambda: editing.move_selected("right"), "Ctrl+Right")
        _act(menu, "canvas.menu.move_up", lambda: editing.move_selected("up"), "Ctrl+Up")
        _act(menu, "canvas.menu.move_down", lambda: editing.move_selected("down"), "Ctrl+Down")
        menu.addSeparator()
        _act(menu, "canvas.menu.delete", editing.delete_selection, "Del")
        return menu

    def for_connection(self, connection_id: str) -> QMenu:
        """For the selected connection."""
        menu, editing = self._menu(), self._editing
        connection = self._bridge.document.connections[connection_id]
        _act(
            menu,
            "canvas.menu.edit_connection",
            lambda: self._edit("connections", connection_id),
            "F2",
        )
        _act(
            menu,
            "canvas.menu.reverse",
            lambda: editing.reconnect(connection_id, connection.target, connection.source),
        )
        menu.addSeparator()
        for touchpoint in (connection.source, connection.target):
            title = self._bridge.document.touchpoints[touchpoint].title or say("words.nameless")
            shown = say("canvas.menu.go_to", title=title[:60]).replace("&", "&&")
            menu.addAction(shown).triggered.connect(
                partial(self._bridge.reveal, "touchpoints", touchpoint)
            )
        menu.addSeparator()
        _act(menu, "canvas.menu.delete", self._editing.delete_selection, "Del")
        return menu

    def for_cell(self, cell: Cell, add: Callable[[], object]) -> QMenu:
        """For a place where no card is."""
        menu = self._menu()
        kind = self._bridge.document.lanes[cell[1]].kind
        if kind in ("touchpoints", "notes"):
            code = "touchpoint" if kind == "touchpoints" else "note"
            _act(menu, f"canvas.menu.add_{code}", add)
            self._own_actions(menu, ("paste",))
            menu.addSeparator()
        self._stage_additions(menu, cell[0])
        self._lane_additions(menu, cell[1])
        return menu

    def for_stage(self, stage_id: str) -> QMenu:
        menu, editing = self._menu(), self._editing
        _act(menu, "canvas.menu.rename", lambda: self._edit("stages", stage_id), "F2")
        self._stage_additions(menu, stage_id)
        menu.addSeparator()
        self._own_actions(menu)
        menu.addSeparator()
        depth = self._bridge.document.stages[stage_id].depth
        self._choices(menu, "canvas.menu.depth", [("stages", stage_id)], "depth", depth)
        by_place = stage_colour(editing.stage_index(stage_id))
        self._colours(menu, "stages", stage_id, say("canvas.colour.by_place"), by_place)
        self._shape(menu, "stages", stage_id)
        menu.addSeparator()
        _act(menu, "canvas.menu.move_left", lambda: editing.move_stage(stage_id, -1), "Ctrl+Left")
        _act(menu, "canvas.menu.move_right", lambda: editing.move_stage(stage_id, 1), "Ctrl+Right")
        menu.addSeparator()
        _act(menu, "canvas.menu.delete", editing.delete_selection, "Del")
        return menu

    def for_lane(self, lane_id: str) -> QMenu:
        menu, editing = self._menu(), self._editing
        _act(menu, "canvas.menu.rename", lambda: self._edit("lanes", lane_id), "F2")
        self._lane_additions(menu, lane_id)
        menu.addSeparator()
        self._own_actions(menu)
        menu.addSeparator()
        self._colours(menu, "lanes", lane_id, say("canvas.colour.none"), "")
        self._shape(menu, "lanes", lane_id)
        menu.addSeparator()
        _act(menu, "canvas.menu.move_up", lambda: editing.move_lane(lane_id, -1), "Ctrl+Up")
        _act(menu, "canvas.menu.move_down", lambda: editing.move_lane(lane_id, 1), "Ctrl+Down")
        menu.addSeparator()
        _act(menu, "canvas.menu.delete", editing.delete_selection, "Del")
        return menu

    def _colours(
        self, menu: QMenu, table: str, identifier: str, no_own: str, otherwise: str
    ) -> None:
        """The colours as a menu with swatches.

        The first, called `no_own`, is no colour of its own: then `otherwise` is shown, if any.
        """
        place = (table, identifier)
        now: str = getattr(self._bridge.document.table(table)[identifier], "colour", "")
        choices = menu.addMenu(say("canvas.menu.colour"))
        names = [("", no_own)]
        names += [(code, say(f"canvas.colour.{n}")) for n, code in enumerate(STAGE_COLOURS, 1)]
        for code, name in names:
            shown = code or otherwise
            action = choices.addAction(swatch(shown) if shown else QIcon(), name)
            action.setCheckable(True)
            action.setChecked(code.lower() == now.lower())
            action.triggered.connect(partial(self._editing.set_field, [place], "colour", code))

    def _shape(self, menu: QMenu, table: str, identifier: str) -> None:
        shaping = self._shaping
        if shaping is None:
            return
        code = "expand" if shaping.is_collapsed(table, identifier) else "collapse"
        _act(menu, f"canvas.menu.{code}", lambda: shaping.toggle(table, identifier))
        if table == "stages" and shaping.has_width(identifier):
            _act(menu, "canvas.menu.width", lambda: shaping.set_width(identifier, None))

    def _own_actions(
        self, menu: QMenu, names: tuple[str, ...] = ("cut", "copy", "paste", "duplicate")
    ) -> None:
        """The actions of the window that were given to the canvas."""
        for action in self._parent.actions():
            if action.objectName() in names:
                menu.addAction(action)

    def _menu(self) -> QMenu:
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _stage_additions(self, menu: QMenu, stage_id: str) -> None:
        for code, offset in (("canvas.menu.stage_before", 0), ("canvas.menu.stage_after", 1)):
            _act(menu, code, partial(self._add_stage, stage_id, offset))

    def _add_stage(self, beside: str, offset: int) -> None:
        added = self._editing.add_stage(self._editing.stage_index(beside) + offset)
        if added is not None:
            self._edit("stages", added)

    def _lane_additions(self, menu: QMenu, lane_id: str) -> None:
        for code, offset in (("canvas.menu.lane_above", 0), ("canvas.menu.lane_below", 1)):
            kinds = menu.addMenu(say(code))
            self._lane_kinds(kinds, self._editing.lane_index(lane_id) + offset)

    def _lane_kinds(self, menu: QMenu, index: int | None) -> None:
        for kind in fields_of("lanes")["kind"].choices:
            if kind == "notes":
                for note_kind in fields_of("notes")["kind"].choices:
                    self._lane_choice(menu, kind, note_kind, index)
            else:
                self._lane_choice(menu, kind, None, index)

    def _lane_choice(
        self, menu: QMenu, kind: str, note_kind: str | None, index: int | None
    ) -> None:
        name = choice_name("note_kind", note_kind) if note_kind else choice_name("kind", kind)
        menu.addAction(name).triggered.connect(
            lambda: self._editing.add_lane(kind, note_kind, index)  # type: ignore[arg-type]
        )

    def _choices(
        self, menu: QMenu, code: str, places: list[Place], field: str, current: str
    ) -> None:
        choices = menu.addMenu(say(code))
        for value in fields_of(places[0][0])[field].choices:
            action = choices.addAction(choice_name(field, value))
            action.setCheckable(True)
            action.setChecked(value == current)
            action.triggered.connect(
                lambda _, value=value: self._editing.set_field(places, field, value)
            )


def _act(menu: QMenu, code: str, act: Callable[[], object], keys: str = "") -> None:
    # keys are shown only: the canvas itself listens to them
    menu.addAction(say(code) + (f"\t{keys}" if keys else "")).triggered.connect(lambda: act())
