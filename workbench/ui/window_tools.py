"""What belongs to the window as a whole: full screen, presenting, minimap, preferences, tour."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from workbench.store.settings_file import SettingsStore
from workbench.ui.actions.actions import Actions
from workbench.ui.analysis_pages import AnalysisPages
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.minimap import Minimap
from workbench.ui.canvas.view import MapView
from workbench.ui.panels.analysis_dock import AnalysisDock
from workbench.ui.tasks import Worker
from workbench.ui.theme import Theme
from workbench.ui.tour import Stop, Tour

Handler = Callable[[], object]


class Workbench(Protocol):
    """What the tools reach of the window."""

    @property
    def analysis(self) -> AnalysisDock: ...
    @property
    def gaps(self) -> QWidget: ...
    @property
    def pages(self) -> AnalysisPages: ...
    @property
    def by_stage(self) -> QWidget: ...
    @property
    def personas(self) -> QWidget: ...
    @property
    def palette_panel(self) -> QWidget: ...
    @property
    def inspector(self) -> QWidget: ...


class WindowTools(QObject):
    """Gives the handlers of its actions; `attach` hands it what they act on."""

    def __init__(
        self,
        window: QMainWindow,
        bridge: Bridge,
        theme: Theme,
        settings: SettingsStore,
        view: MapView,
        worker: Worker,
    ) -> None:
        super().__init__(window)
        self._window, self._settings, self._view, self._worker = window, settings, view, worker
        self._is_presenting = self._was_maximized = False
        self._scale = 1.0
        self.minimap = Minimap(view, bridge, theme)
        self.minimap.want(settings.get("minimap"))
        self.tour = Tour(window, theme, lambda: settings.set("tour_done", True))
        self._viewport = view.viewport()
        for watched in (window, self._viewport):
            watched.installEventFilter(self)

    @property
    def is_presenting(self) -> bool:
        """Whether the map has the window for itself."""
        return self._is_presenting

    def handlers(self, show_panels: Handler) -> dict[str, Handler]:
        """What to call, by action id; `show_panels` shows the parts around the map, or not."""
        self._show_panels = show_panels
        return {
            "full_screen": self.toggle_full_screen,
            "present": lambda: self.present(not self._is_presenting),
            "minimap": self.toggle_minimap,
            "preferences": self.preferences,
            "tour": self.show_tour,
            "show_gaps": lambda: self.show_page(self._parts.gaps),
            "show_triggers": lambda: self.show_page(self._parts.pages.triggers),
            "show_paths": lambda: self.show_page(self._parts.pages.paths),
            "show_by_stage": lambda: self.show_page(self._parts.by_stage),
            "show_scores": lambda: self.show_page(self._parts.pages.quadrants),
        }

    def attach(self, actions: Actions, parts: Workbench) -> None:
        """Take the actions, to tick what is on, and the parts that are shown or pointed at."""
        self._actions, self._parts = actions, parts
        actions["minimap"].setChecked(self._settings.get("minimap"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While presenting: Esc that nobody else took ends it, another size shows all again."""
        if not self._is_presenting:
            return False
        if watched is self._viewport and event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._fit)
        elif watched is self._window and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:
                self.present(False)
                return True
        return False

    def toggle_full_screen(self) -> None:
        """Fill the screen, or be as large as before."""
        self._fill_screen(not self._window.isFullScreen())

    def present(self, wanted: bool) -> None:
        """Show the map alone on the whole screen, all of it; or the window as it was."""
        if wanted == self._is_presenting:
            return
        self._is_presenting = wanted
        if wanted:
            self._scale = self._view.scale_factor()
        self._show_panels()
        self._view.offer_adding(not wanted)
        self._fill_screen(wanted)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        if wanted:
            self._view.fit_all()
        else:
            self._view.set_scale(self._scale)

    def toggle_minimap(self) -> None:
        """Have a minimap where the map is large, or none."""
        self.choose("minimap", not self._settings.get("minimap"))

    def show_page(self, page: QWidget) -> None:
        """Bring a page of the analysis panel to the front, and the panel with it."""
        panel = self._actions["panel_gaps"]
        if not panel.isChecked():
            panel.trigger()
        self._parts.analysis.show_part(page)

    def preferences(self) -> None:
        """Let the person choose; what is chosen applies at once."""
        from workbench.ui.dialogs.preferences import PreferencesDialog

        dialog = PreferencesDialog(self._settings, self._window)
        dialog.chosen.connect(self.choose)
        dialog.exec()
        dialog.deleteLater()

    def choose(self, key: str, value: Any) -> None:
        """Keep a setting and do at once what it says."""
        changes = value != self._settings.get(key)
        if key in ("appearance", "paper"):
            self._actions[f"{key}_{value}"].trigger()
        elif key == "curve_labels" and changes:
            self._actions[key].trigger()
        self._settings.set(key, value)
        if key == "minimap":
            self._actions[key].setChecked(value)
            self.minimap.want(value)
        elif key in ("reading_seconds", "reading_memory") and changes:
            # the process reads its limits when it starts
            self._worker.cancel()

    def show_tour(self) -> None:
        """Show the hints from the first on."""
        parts = self._parts
        self.tour.start(
            [
                Stop("personas", parts.personas),
                Stop("palette", parts.palette_panel),
                Stop("canvas", self._view),
                Stop("inspector", parts.inspector),
                Stop("gaps", parts.analysis),
            ]
        )

    def offer_tour(self, is_seen: bool) -> None:
        """Show the tour to somebody who never ended it; hide it where the parts are not seen."""
        if not is_seen:
            self.tour.stop()
        elif not self.tour.is_running and not self._settings.get("tour_done"):
            # once the parts are where they will be
            QTimer.singleShot(0, self, self._start_tour)

    def _start_tour(self) -> None:
        if not self.tour.is_running and self._view.isVisible():
            self.show_tour()

    def _fit(self) -> None:
        if self._is_presenting:
            self._view.fit_all()

    def _fill_screen(self, wanted: bool) -> None:
        if wanted == self._window.isFullScreen():
            return
        if wanted:
            self._was_maximized = self._window.isMaximized()
            self._window.showFullScreen()
        elif self._was_maximized:
            self._window.showMaximized()
        else:
            self._window.showNormal()
