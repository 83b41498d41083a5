"""What each action of the catalogue does: it calls the part of the window that knows how."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from workbench.model import queries
from workbench.model.commands import connections, edit, personas
from workbench.model.entities import Persona
from workbench.model.ids import new_id
from workbench.words.say import say

if TYPE_CHECKING:
    from workbench.ui.main_window import MainWindow


class Handlers(QObject):
    """One method per action that is more than one call."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = window.bridge

    def by_id(self) -> dict[str, Callable[[], object]]:
        """What to call, by action id."""
        window, view, files = self._window, self._window.view, self._window.files
        return {
            "start": files.close,
            "new": files.close,
            "open": files.open_with_dialog,
            "save": files.save,
            "save_as": files.save_as_with_dialog,
            "import": window.transfers.import_with_dialog,
            "export_workbook": window.transfers.export_workbook_with_dialog,
            "export_picture": window.transfers.export_picture_with_dialog,
            "quit": window.close,
            "undo": self._bridge.undo,
            "redo": self._bridge.redo,
            "rename": self.rename,
            "delete": view.delete_selection,
            "select_all": view.select_all,
            "add_touchpoint": view.add_touchpoint,
            "add_note": view.add_note,
            "add_stage": view.add_stage,
            "add_lane": lambda: view.add_lane("notes", "action"),
            "add_persona": self.add_persona,
            "zoom_in": view.zoom_in,
            "zoom_out": view.zoom_out,
            "zoom_reset": view.reset_zoom,
            "fit": view.fit_all,
            "fit_selection": view.fit_selection,
            "connections_all": lambda: view.set_connections_shown("all"),
            "connections_selected": lambda: view.set_connections_shown("selected"),
            "connections_none": lambda: view.set_connections_shown("none"),
            "panel_left": window.show_right_page,
            "panel_right": window.show_right_page,
            "panel_gaps": window.show_right_page,
            "appearance_system": lambda: self.choose_appearance("system"),
            "appearance_light": lambda: self.choose_appearance("light"),
            "appearance_dark": lambda: self.choose_appearance("dark"),
            "map_new": window.switcher.open_new_map_menu,
            "map_rename": lambda: window.switcher.rename(window.switcher.tabs.currentIndex()),
            "map_duplicate": lambda: window.switcher.duplicate(
                window.switcher.tabs.currentIndex()
            ),
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

    def check_choices(self) -> None:
        """Tick the checkable actions as things are."""
        actions = self._window.actions_by_id
        actions["connections_all"].setChecked(True)
        actions[f"appearance_{self._window.theme.choice}"].setChecked(True)
        for name in ("left", "right", "gaps"):
            actions[f"panel_{name}"].setChecked(True)

    def open_recent(self, path: str) -> None:
        self._window.files.open(Path(path))

    def import_from_start(self) -> None:
        """Choose a workbook and the workspace it belongs to, then review."""
        self._window.transfers.import_into_with_dialog()

    def rename(self) -> None:
        """Edit the name of what is selected, in place."""
        table, identifier = self._bridge.selection[-1]
        if isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit | QTextEdit):
            return
        self._window.view.edit_title(table, identifier)

    def add_persona(self) -> None:
        """Add a persona to the map that is shown and open its editor."""
        persona = Persona(id=new_id("personas"), name=say("persona.new_name"))
        map_id = self._bridge.map_id or None
        if self._bridge.run(personas.add, persona, map_id) is not None:
            self.edit_persona(persona.id)

    def edit_persona(self, persona_id: str) -> None:
        from workbench.ui.dialogs.persona_editor import PersonaEditor

        window = self._window
        editor = PersonaEditor(
            self._bridge, window.theme, persona_id, window.transfers.choose_picture, window
        )
        editor.exec()
        editor.deleteLater()

    def step_map(self, by: int) -> None:
        """Show the next or previous map, round and round."""
        order = [journey.id for journey in queries.maps(self._bridge.document)]
        index = (order.index(self._bridge.map_id) + by) % len(order)
        self._bridge.show_map(order[index])

    def worst_gap(self) -> None:
        """Go to what the worst open finding is about."""
        for finding in self._bridge.open_findings:
            for subject in finding.subjects:
                if self._bridge.document.get(subject.table, subject.id) is not None:
                    self._bridge.reveal(subject.table, subject.id)
                    return

    def choose_appearance(self, choice: str) -> None:
        self._window.theme.choose(choice)
        self._window.settings.set("appearance", choice)

    def guide(self) -> None:
        from workbench.ui.dialogs.text_pages import show_guide

        show_guide(self._window)

    def shortcuts(self) -> None:
        from workbench.ui.dialogs.text_pages import show_shortcuts

        show_shortcuts(self._window)

    def about(self) -> None:
        from workbench.ui.dialogs.about import AboutDialog

        AboutDialog(self._window.theme, self._window).exec()
