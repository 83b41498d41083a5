"""What each action of the catalogue does: it calls the part of the window that knows how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from workbench.model import queries
from workbench.model.commands import connections, edit, personas
from workbench.model.entities import Persona
from workbench.model.ids import new_id
from workbench.store.settings_file import SettingsStore
from workbench.ui.actions.actions import Actions
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.map_switcher import MapSwitcher
from workbench.ui.canvas.new_map import make_future
from workbench.ui.canvas.view import MapView
from workbench.ui.cells import keep_typed_cell
from workbench.ui.clipboard import Clipboard
from workbench.ui.command_palette.command_palette import CommandPalette
from workbench.ui.command_palette.entries import entries
from workbench.ui.files.files import Files
from workbench.ui.panels.personas import PersonasPanel
from workbench.ui.parts import step_part
from workbench.ui.printing.printing import Printing
from workbench.ui.render.overlays import KINDS
from workbench.ui.revealing import reveal_finding
from workbench.ui.theme import PAPERS, Theme
from workbench.ui.transfers import Transfers
from workbench.words.say import say

PANELS = ("left", "right", "gaps")


class Handlers(QObject):
    """One method per action that is more than one call."""

    def __init__(
        self,
        window: QWidget,
        bridge: Bridge,
        files: Files,
        transfers: Transfers,
        view: MapView,
        switcher: MapSwitcher,
        theme: Theme,
        settings: SettingsStore,
        parts: Sequence[QWidget],
    ) -> None:
        """`parts` are those of the workbench, in the order in which keys go through them."""
        super().__init__(window)
        self._window, self._bridge, self._files = window, bridge, files
        self._transfers, self._view, self._switcher = transfers, view, switcher
        self._theme, self._settings, self._parts = theme, settings, parts
        view.set_curve_labels(settings.get("curve_labels"))
        bridge.settling.connect(keep_typed_cell)
        self.clipboard = Clipboard(bridge, theme, view, window)
        self.clipboard.told.connect(transfers.told)
        self.printing = Printing(bridge, files, theme, settings, window)
        self.printing.told.connect(transfers.told)

    def by_id(self, show_panels: Callable[[], object]) -> dict[str, Callable[[], object]]:
        """What to call, by action id; `show_panels` shows those whose action is ticked."""
        view, files, transfers = self._view, self._files, self._transfers
        switcher = self._switcher
        return {
            "start": files.close,
            "new": files.close,
            "open": files.open_with_dialog,
            "save": files.save,
            "save_as": files.save_as_with_dialog,
            "save_copy": files.save_copy_with_dialog,
            "close": files.close,
            "import": transfers.import_with_dialog,
            "import_several": transfers.import_several_with_dialog,
            "export_workbook": transfers.export_workbook_with_dialog,
            **self.printing.by_id(),
            "quit": self._window.close,
            "undo": self._bridge.undo,
            "redo": self._bridge.redo,
            **self.clipboard.by_id(),
            "command_palette": self.open_palette,
            "add_lane": lambda: view.add_lane("notes", "action"),
            "add_persona": self.add_persona,
            "compare_personas": self.compare_personas,
            "zoom_in": view.zoom_in,
            "zoom_out": view.zoom_out,
            "zoom_reset": view.reset_zoom,
            "fit": view.fit_all,
            "fit_selection": view.fit_selection,
            "collapse": view.shaping.toggle_selected,
            "expand_all": view.shaping.expand_all,
            "connections_all": lambda: view.set_connections_shown("all"),
            "connections_selected": lambda: view.set_connections_shown("selected"),
            "connections_none": lambda: view.set_connections_shown("none"),
            **{f"overlay_{kind}": partial(view.overlays.show_kind, kind) for kind in KINDS},
            "panel_left": show_panels,
            "panel_right": show_panels,
            "panel_gaps": show_panels,
            "next_part": lambda: step_part(self._parts, 1),
            "previous_part": lambda: step_part(self._parts, -1),
            "curve_labels": self.toggle_curve_labels,
            "appearance_system": lambda: self.choose_appearance("system"),
            "appearance_light": lambda: self.choose_appearance("light"),
            "appearance_dark": lambda: self.choose_appearance("dark"),
            **{f"paper_{paper}": partial(self.choose_paper, paper) for paper in PAPERS},
            "map_new": switcher.open_new_map_menu,
            "map_rename": lambda: switcher.rename(switcher.tabs.currentIndex()),
            "map_duplicate": lambda: switcher.duplicate(switcher.tabs.currentIndex()),
            "map_future": lambda: make_future(self._bridge, self._bridge.map_id),
            "map_delete": lambda: self._bridge.run(edit.remove, [("maps", self._bridge.map_id)]),
            "map_next": lambda: self.step_map(1),
            "map_previous": lambda: self.step_map(-1),
            "connect_in_order": lambda: self._bridge.run(
                connections.connect_in_order, self._bridge.map_id
            ),
            "worst_gap": self.worst_gap,
            "guide": self.guide,
            "shortcuts": self.shortcuts,
            "about": self.about,
        }

    def attach(self, actions: Actions) -> None:
        """Take the actions: the canvas shows some in its menus, the command palette all."""
        self.clipboard.attach(actions)
        self.palette = CommandPalette(
            self._window,
            self._theme,
            self._settings,
            lambda: entries(self._bridge, actions, self.edit_persona),
        )

    def open_palette(self) -> None:
        self.palette.open()

    def check_choices(self, actions: Actions) -> None:
        """Tick the checkable actions as things are."""
        actions["connections_all"].setChecked(True)
        actions[f"overlay_{self._view.overlays.kind}"].setChecked(True)
        actions[f"appearance_{self._theme.choice}"].setChecked(True)
        actions[f"paper_{self._theme.paper}"].setChecked(True)
        actions["curve_labels"].setChecked(self._settings.get("curve_labels"))
        hidden = self._settings.get("hidden_panels")
        for name in PANELS:
            actions[f"panel_{name}"].setChecked(name not in hidden)

    def remember_panels(self, actions: Actions) -> None:
        """Keep which panels are hidden for the next start."""
        hidden = [name for name in PANELS if not actions[f"panel_{name}"].isChecked()]
        self._settings.set("hidden_panels", hidden)

    def open_recent(self, path: str) -> None:
        self._files.open(Path(path))

    def import_from_start(self) -> None:
        """Choose a spreadsheet, for a map of its own or the workspace it came from."""
        self._transfers.import_with_dialog()

    def add_persona(self) -> None:
        """Add a persona to the map that is shown and open its editor."""
        persona = Persona(id=new_id("personas"), name=say("persona.new_name"))
        map_id = self._bridge.map_id or None
        if self._bridge.run(personas.add, persona, map_id) is not None:
            self.edit_persona(persona.id)

    def edit_persona(self, persona_id: str) -> None:
        from workbench.ui.dialogs.persona_editor import PersonaEditor

        editor = PersonaEditor(
            self._bridge,
            self._theme,
            persona_id,
            self._transfers.choose_picture,
            self._window,
            pictures=self._files.pictures.all,
            take_picture=self.set_picture,
            keep_picture=self._files.pictures.keep,
            print_card=self.printing.print_card,
        )
        editor.exec()
        editor.deleteLater()

    def compare_personas(self) -> None:
        from workbench.ui.dialogs.persona_compare import PersonaCompare

        dialog = PersonaCompare(
            self._bridge, self._theme, self._files.pictures.find, self.edit_persona, self._window
        )
        dialog.exec()
        dialog.deleteLater()

    def serve_personas(self, panel: PersonasPanel) -> None:
        """Do what the panel of personas asks for."""
        panel.picture_dropped.connect(self.set_picture)
        panel.create_requested.connect(self.add_persona)
        panel.edit_requested.connect(self.edit_persona)
        panel.compare_requested.connect(self.compare_personas)
        panel.card_requested.connect(self.printing.print_card)

    def set_picture(self, persona_id: str, path: Path) -> None:
        """Give a persona the picture in a file."""
        name = self._files.pictures.add_file(path)
        if name is not None:
            self._bridge.run(edit.set_field, "personas", persona_id, "picture", name)

    def step_map(self, by: int) -> None:
        """Show the next or previous map, round and round."""
        order = [journey.id for journey in queries.maps(self._bridge.document)]
        index = (order.index(self._bridge.map_id) + by) % len(order)
        self._bridge.show_map(order[index])

    def worst_gap(self) -> None:
        """Go to what the worst open finding is about."""
        any(reveal_finding(self._bridge, finding) for finding in self._bridge.open_findings)

    def choose_appearance(self, choice: str) -> None:
        self._theme.choose(choice)
        self._settings.set("appearance", choice)

    def choose_paper(self, paper: str) -> None:
        self._theme.choose_paper(paper)
        self._settings.set("paper", paper)

    def toggle_curve_labels(self) -> None:
        """Name peak and biggest drop on the curve, or no more."""
        shown = not self._settings.get("curve_labels")
        self._settings.set("curve_labels", shown)
        self._view.set_curve_labels(shown)

    def guide(self) -> None:
        from workbench.ui.dialogs.text_pages import show_guide

        show_guide(self._window)

    def shortcuts(self) -> None:
        from workbench.ui.dialogs.text_pages import show_shortcuts

        show_shortcuts(self._window)

    def about(self) -> None:
        from workbench.ui.dialogs.about import AboutDialog

        dialog = AboutDialog(self._theme, self._window)
        dialog.exec()
        dialog.deleteLater()
