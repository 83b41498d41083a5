"""The actions that print: they open the print window on what is meant."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.model import queries
from workbench.store.settings_file import SettingsStore
from workbench.ui.bridge import Bridge
from workbench.ui.files.files import Files
from workbench.ui.printing.options import kept
from workbench.ui.theme import Theme
from workbench.words.say import say


class Printing(QObject):
    """Opens the print window."""

    told = Signal(str)

    def __init__(
        self, bridge: Bridge, files: Files, theme: Theme, settings: SettingsStore, window: QWidget
    ) -> None:
        super().__init__(window)
        self._bridge, self._files, self._window = bridge, files, window
        self._theme, self._settings = theme, settings

    def by_id(self) -> dict[str, Callable[[], object]]:
        """What to call, by action id."""
        return {
            "print": self.print_map,
            "export_picture": self.export_picture,
            "gap_report": self.print_gaps,
            "persona_card": self.print_card,
        }

    def print_map(self) -> None:
        """Print the map that is shown."""
        self._open("map", self._bridge.map_id, "pages")

    def export_picture(self) -> None:
        """Draw the map that is shown into a file."""
        form = kept(self._settings).form
        self._open("map", self._bridge.map_id, "png" if form == "pages" else form)

    def print_gaps(self) -> None:
        """Print the open gaps of the map that is shown."""
        self._open("gaps", self._bridge.map_id, "pages")

    def print_card(self, persona_id: str = "", over: QWidget | None = None) -> None:
        """Print a persona's card: by default of the lens, else of the map's first one."""
        document, map_id = self._bridge.document, self._bridge.map_id
        if not persona_id:
            served = queries.map_personas(document, map_id) if map_id else ()
            first = next(iter((*served, *queries.personas(document))), None)
            persona_id = self._bridge.lens or (first.id if first is not None else "")
        self._open("persona", persona_id, "pages", over)

    def _open(self, kind: str, subject_id: str, form: str, over: QWidget | None = None) -> None:
        # imported here, since printing needs more of Qt than the window does
        from workbench.ui.printing.print_window import PrintWindow
        from workbench.ui.printing.subjects import Source, Subject

        bridge = self._bridge
        source = Source(
            document=bridge.document,
            map_id=bridge.map_id,
            findings=bridge.open_findings if bridge.is_analysed else None,
            picture=self._files.pictures.find,
            font=self._theme.font(),
            today=datetime.date.today(),
        )
        window = PrintWindow(
            self._theme,
            self._settings,
            source,
            Subject(kind, subject_id),  # type: ignore[arg-type]
            self._files.chooser.ask_save,
            over or self._window,
            form=form,
        )
        window.exec()
        if window.written is not None:
            self.told.emit(say("notice.exported", name=window.written.name))
        window.deleteLater()
