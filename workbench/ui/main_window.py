"""The main window: puts the parts together and lets them talk; it decides nothing."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from workbench.store.settings_file import SettingsStore
from workbench.ui import window_frame
from workbench.ui.files.recent_files import RecentFiles
from workbench.ui.notices import NoticeBar
from workbench.ui.start.start_page import StartPage
from workbench.ui.theme import Theme
from workbench.words.say import say

_PATIENCE_SECONDS = 5.0


class MainWindow(QMainWindow):
    """Start page or workbench, with menus, panels and a status bar around them."""

    unexpected = Signal(str)
    """Something unexpected happened, in whatever thread; the details for a report."""

    painted = Signal()
    """The window was painted for the first time."""

    def __init__(self, theme: Theme, settings: SettingsStore) -> None:
        """The window as it is first painted; it does nothing before `prepare`."""
        super().__init__()
        self.theme = theme
        self.settings = settings
        self.notices = NoticeBar(theme)
        self.start_page = StartPage()
        self.is_painted = self._is_prepared = self._is_built = False
        self._build_centre()
        window_frame.restore_size(self, settings)
        self.setWindowTitle(say("app.name"))
        self._show_recent()

    def prepare(self) -> None:
        """Build what works behind the pages, once; the start page is painted without it."""
        if self._is_prepared:
            return
        # imported here because importing takes longer than painting the start page
        from workbench.ui.bridge import Bridge
        from workbench.ui.file_bar import FileBar
        from workbench.ui.files.conflicts import FileConflicts
        from workbench.ui.files.files import Files, empty_document
        from workbench.ui.files.timed_saving import TimedSaving
        from workbench.ui.findings_feed import FindingsFeed
        from workbench.ui.flow_feed import FlowFeed
        from workbench.ui.idle import IdleCollector
        from workbench.ui.recovered import RecoveredWork
        from workbench.ui.recovery import JournalKeeper
        from workbench.ui.tasks import Worker
        from workbench.ui.transfers import Transfers
        from workbench.ui.versions.version_keeper import VersionKeeper

        theme, settings = self.theme, self.settings
        self.bridge = Bridge(empty_document(), self)
        self.files = Files(self.bridge, settings, self)
        conflicts = FileConflicts(self.bridge, self.files, theme, self)
        self.keeper = JournalKeeper(self.bridge, self.files, self)
        cards = self.start_page.recovered
        self.recovered = RecoveredWork(self.files, self.keeper, cards, theme, self)
        self.file_bar = FileBar(self.bridge, self.files, conflicts, theme, self.recovered)
        self._above.addWidget(self.file_bar)
        self.versions = VersionKeeper(self.bridge, self.files, settings, theme, self)
        self.timed_saving = TimedSaving(self.bridge, self.files, settings, self)
        self.collector = IdleCollector(self.bridge, self)
        self.worker = Worker(self)
        self.feed = FindingsFeed(self.bridge, self.worker, self)
        self.flow_feed = FlowFeed(self.bridge, self.worker, self)
        self.transfers = Transfers(self.bridge, self.files, self.worker, theme, self)
        self._is_prepared = True
        self._connect()

    def build_workbench(self) -> None:
        """Build what an open workspace needs, once; the start page is painted without it."""
        if self._is_built:
            return
        from workbench.store.map_shapes import shapes_file
        from workbench.ui.actions.actions import Actions
        from workbench.ui.analysis_pages import AnalysisPages
        from workbench.ui.canvas.map_switcher import MapSwitcher
        from workbench.ui.canvas.view import MapView
        from workbench.ui.comparing import Comparing
        from workbench.ui.files.recent_menu import RecentMenu
        from workbench.ui.handlers import Handlers
        from workbench.ui.outline.page import MapPage
        from workbench.ui.panels.analysis_dock import AnalysisDock
        from workbench.ui.panels.by_stage import ByStagePanel
        from workbench.ui.panels.gaps import GapsPanel
        from workbench.ui.panels.inspector import Inspector
        from workbench.ui.panels.palette import PalettePanel
        from workbench.ui.panels.personas import PersonasPanel
        from workbench.ui.rating_rounds import RatingRounds
        from workbench.ui.status_bar import StatusBar
        from workbench.ui.toolbar import build_toolbar
        from workbench.ui.visits import VisitKeeper
        from workbench.ui.window_tools import WindowTools

        theme, settings = self.theme, self.settings
        self.view = MapView(self.bridge, theme, shapes=shapes_file())
        self.switcher = MapSwitcher(self.bridge, theme)
        self.personas = PersonasPanel(self.bridge, theme, picture=self.files.pictures.find)
        self.palette_panel = PalettePanel(self.bridge, theme)
        self.inspector = Inspector(self.bridge, theme)
        self.by_stage = ByStagePanel(self.bridge, theme)
        self.visits = VisitKeeper(self.bridge, self.files, self)
        self.gaps = GapsPanel(self.bridge, theme, self.by_stage, settings, self.visits.closed)
        self.analysis = AnalysisDock()
        self.pages = AnalysisPages(
            self.analysis, self.bridge, theme, settings, self.flow_feed, self.gaps, self.by_stage
        )
        self.page = MapPage(self.bridge, theme, self.switcher, self.view)
        self._pages.addWidget(self.page)
        self._build_docks()
        self.ratings = RatingRounds(
            self.bridge, theme, self.files, self.transfers, self.analysis, self
        )
        self.tools = WindowTools(self, self.bridge, theme, settings, self.view, self.worker)
        before = (self.personas, self.palette_panel, self.switcher, self.view)
        parts = (*before, self.page.outline, self.inspector, self.analysis)
        self.handlers = Handlers(
            self,
            self.bridge,
            self.files,
            self.transfers,
            self.view,
            self.switcher,
            theme,
            settings,
            parts,
        )
        self.actions_by_id = Actions(
            self,
            self.bridge,
            theme,
            self.handlers.by_id(self.show_right_page)
            | {"add_trigger": lambda: self.pages.triggers.add()}
            | self.page.handlers()
            | self.ratings.handlers()
            | {"versions": self.versions.show_versions}
            | self.tools.handlers(self.show_right_page),
            lambda: self.files.is_open,
        )
        self.comparing = Comparing(self.bridge, theme, self.worker, self.analysis, self.view, self)
        self.toolbar = build_toolbar(
            self.actions_by_id, self.view, self.comparing.switch, theme, self
        )
        self.flow_feed.found.connect(self.view.overlays.set_flow)
        self.pages.trail_changed.connect(self.view.overlays.set_trail)
        self.addToolBar(self.toolbar)
        self.actions_by_id.fill_menu_bar(self.menuBar(), {"open": RecentMenu(self.files, self)})
        self.tools.attach(self.actions_by_id, self)
        self.handlers.attach(self.actions_by_id)
        self.page.attach(self.actions_by_id)
        status = StatusBar(self.bridge, self.files, self.view, theme, self)
        self.keeper.trouble_changed.connect(status.show_trouble)
        self.setStatusBar(status)
        self._connect_workbench()
        window_frame.restore_panels(self, settings)
        self.handlers.check_choices(self.actions_by_id)
        self._is_built = True

    def start_background_work(self) -> None:
        """Start what may wait until the window is painted."""
        self.prepare()
        self.build_workbench()
        self.show_right_page()
        self.worker.start()
        self.recovered.look()

    def expect_workspace(self) -> None:
        """Build what it takes to show a workspace, which is about to be opened."""
        self.prepare()
        self.build_workbench()
        # what has nothing to show yet is neither laid out nor painted
        self.show_right_page()
        self._pages.setCurrentIndex(self._pages.addWidget(QWidget()))

    def show_right_page(self) -> None:
        """The workbench where a workspace is open, else the start page."""
        is_open = self.files.is_open
        if is_open:
            self.build_workbench()
        else:
            self._show_recent()
        self._pages.setCurrentWidget(self.page if is_open else self.start_page)
        self._show_title()
        if self._is_built:
            is_framed = is_open and not self.tools.is_presenting
            for part in (self.toolbar, self.statusBar(), self.menuBar()):
                part.setVisible(is_framed)
            for name, dock in self.docks.items():
                dock.setVisible(is_framed and self.actions_by_id[f"panel_{name}"].isChecked())
            self.actions_by_id.refresh()
            self.tools.offer_tour(is_framed)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_painted:
            self.is_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.prepare()
        if not self.files.may_leave():
            event.ignore()
            return
        self.settings.set("window_geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        if self.files.is_open:
            self.settings.set("window_state", bytes(self.saveState().toBase64().data()).decode())
        if self._is_built:
            self.handlers.remember_panels(self.actions_by_id)
            self.visits.flush()
        self.files.end()
        self.worker.stop()
        self.collector.stop()
        self.keeper.end()
        self.keeper.wait()
        self.versions.wait(_PATIENCE_SECONDS)
        self.recovered.settle()
        # the undo stack tells of its own end, to parts that are gone by then
        self.bridge.undo_stack.blockSignals(True)
        event.accept()

    def _show_recent(self) -> None:
        self.start_page.set_recent(RecentFiles(self.settings).paths(), datetime.datetime.now())

    def _build_centre(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start_page)
        centre = QWidget()
        outer = QVBoxLayout(centre)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.notices)
        self._above = QVBoxLayout()
        outer.addLayout(self._above)
        outer.addWidget(self._pages, 1)
        self.setCentralWidget(centre)

    def _build_docks(self) -> None:
        from workbench.ui.docks import build_docks, stacked

        self.pages.triggers_wanted.connect(self._bring_triggers)
        left = stacked(self.personas, self.palette_panel)
        self.docks = build_docks(self, left, self.inspector, self.analysis)

    def _bring_triggers(self) -> None:
        if not self.actions_by_id["panel_gaps"].isChecked():
            self.actions_by_id["panel_gaps"].trigger()
        self.analysis.show_part(self.pages.triggers)

    def _connect(self) -> None:
        self.unexpected.connect(self._tell_unexpected)
        self.bridge.refused.connect(self.notices.refuse)
        self.bridge.changed.connect(lambda *_: self.notices.move_on())
        self.files.failed.connect(self.notices.problem)
        self.files.told.connect(self.notices.tell)
        offer = say("bar.button.save_as"), self.files.save_as_with_dialog
        self.files.not_saved.connect(lambda: self.notices.offer(*offer))
        for signal in (self.files.opened, self.files.asks, self.files.closed):
            signal.connect(self.show_right_page)
        self.files.opened.connect(lambda: self.page.front.setFocus())
        self.files.state_changed.connect(self._show_title)
        self.transfers.failed.connect(self.notices.problem)
        self.transfers.told.connect(self.notices.tell)
        self.worker.broke.connect(self._tell_broken)
        self.bridge.map_changed.connect(lambda _map: self._show_title())
        self.bridge.changed.connect(lambda *_: self._show_title())
        self.start_page.new_requested.connect(self.files.new)
        self.start_page.open_requested.connect(self.files.open_with_dialog)

    def _connect_workbench(self) -> None:
        self.start_page.import_requested.connect(self.handlers.import_from_start)
        self.start_page.recent_requested.connect(self.handlers.open_recent)
        self.handlers.serve_personas(self.personas)
        self.page.find_bar.persona_wanted.connect(self.handlers.edit_persona)
        self.palette_panel.channel_added.connect(self.inspector.focus_first)
        self.palette_panel.add_requested.connect(self.page.add_from_palette)

    def _tell_broken(self, details: str) -> None:
        code = "notice.worker" if self.worker.is_running else "notice.worker_gone"
        self.notices.warn(say(code), details)

    def _tell_unexpected(self, details: str) -> None:
        self.notices.warn(say("notice.unexpected"), details)

    def _show_title(self) -> None:
        self.setWindowTitle(window_frame.title(self.bridge, self.files))
