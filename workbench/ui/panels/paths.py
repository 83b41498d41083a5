"""The page of paths: how people go through the map, and what would be if."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.analysis.flow_figures import Flow
from workbench.model import queries
from workbench.model.commands import connections
from workbench.model.document import Document
from workbench.model.patch import Patch
from workbench.ui.bridge import Bridge
from workbench.ui.flow_feed import FlowFeed
from workbench.ui.panels.heads import empty_page
from workbench.ui.panels.paths_lists import PathLists
from workbench.ui.panels.paths_rows import PathRows, percent
from workbench.ui.panels.paths_table import PathTable
from workbench.ui.panels.paths_trail import PathTrail
from workbench.ui.panels.paths_try import TryBar
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

_SHARES = (500, 230)
_SHOWN = frozenset({"maps", "stages", "touchpoints", "connections"})


class PathsPanel(QWidget):
    """The likeliest path, a table of touchpoints, lists, and a bar to try changes with."""

    trail_changed = Signal(object)
    """tuple[str, ...]: the touchpoints to be numbered on the map; none while the page is hidden."""

    def __init__(
        self, bridge: Bridge, theme: Theme, feed: FlowFeed, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._feed = bridge, feed
        self._flow: Flow | None = feed.flow
        self._tried: Flow | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "panel")
        self._on_map, self._goal = QCheckBox(say("paths.on_map")), QLabel()
        self.corner = self._corner_row()
        """What goes beside the tab: how many reach the goal, and whether the map shows the path."""
        self._trail = PathTrail(theme)
        self._rows = PathRows(bridge.document, self)
        self._table = PathTable(theme, self._rows)
        self._lists = PathLists(theme)
        self._bar = TryBar(bridge)
        self._empty_title, self._empty_text = QLabel(), QLabel()
        self._connect = QPushButton(say("paths.empty.connect"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._figures_page())
        self._stack.addWidget(empty_page(self._empty_title, self._empty_text, self._connect))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._listen()
        self._choose()
        self.refresh()

    def refresh(self) -> None:
        """Show the figures as they were last found."""
        if not self.isVisible():
            return
        flow, document = self._flow, self._bridge.document
        has_figures = flow is not None and flow.goal is not None
        self._stack.setCurrentIndex(0 if has_figures else 1)
        self._rows.show_flow(document, flow, self._tried)
        self._table.show_then(self._tried is not None)
        if has_figures and flow is not None:
            self._trail.show_flow(document, flow, self._tried)
            self._lists.show_flow(document, self._bridge.map_id, self._tried or flow)
            self._mark_row()
        else:
            self._show_empty()
        self._show_goal()
        self._tell_trail()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tell_trail()

    def _listen(self) -> None:
        self._feed.found.connect(self._on_found)
        self._feed.tried.connect(self._on_tried)
        self._bridge.changed.connect(self._on_changed)
        self._bridge.map_changed.connect(lambda _map: self._bar.discard())
        self._bridge.selection_changed.connect(self._choose)
        self._bar.changed.connect(self._on_trial)
        self._trail.chosen.connect(lambda name: self._bridge.reveal("touchpoints", name))
        self._table.chosen.connect(lambda name: self._bridge.reveal("touchpoints", name))
        self._lists.chosen.connect(self._bridge.reveal)
        self._on_map.toggled.connect(self._tell_trail)
        self._connect.clicked.connect(
            lambda: self._bridge.run(connections.connect_in_order, self._bridge.map_id)
        )

    def _corner_row(self) -> QWidget:
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self._goal.setToolTip(say("paths.goal.tip"))
        self._on_map.setToolTip(say("paths.on_map.tip"))
        self._on_map.setChecked(True)
        row.addWidget(self._goal)
        row.addWidget(self._on_map)
        return corner

    def _figures_page(self) -> QWidget:
        page = QWidget()
        set_role(page, "panel")
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._table)
        splitter.addWidget(self._lists)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes(_SHARES)
        self._lists.setMinimumWidth(130)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._trail)
        layout.addWidget(splitter, 1)
        layout.addWidget(self._bar)
        return page

    def _show_empty(self) -> None:
        map_id = self._bridge.map_id
        code = "no_map" if not map_id else "looking" if self._flow is None else "not_drawn"
        self._empty_title.setText(say(f"paths.empty.{code}"))
        not_drawn = code == "not_drawn"
        self._empty_text.setVisible(not_drawn)
        self._empty_text.setText(say("paths.empty.not_drawn.text"))
        several = bool(map_id) and queries.touchpoint_counts(self._bridge.document, map_id)[0] > 1
        self._connect.setVisible(not_drawn and several)

    def _show_goal(self) -> None:
        before = self._flow.goal if self._flow else None
        after = self._tried.goal if self._tried else None
        role = "strong"
        if before is None:
            self._goal.clear()
        elif after is None:
            self._goal.setText(say("paths.goal", share=percent(before)))
        else:
            self._goal.setText(say("paths.goal_then", before=percent(before), after=percent(after)))
            role = "good" if after > before else "bad" if after < before else "strong"
        set_role(self._goal, role)

    def _on_found(self, flow: Flow | None) -> None:
        self._flow = flow
        self.refresh()

    def _on_tried(self, flow: Flow | None) -> None:
        self._tried = flow
        self.refresh()

    def _on_changed(self, patch: Patch, _document: Document) -> None:
        if patch.tables() & _SHOWN:
            self._bar.refresh()
            self.refresh()

    def _on_trial(self) -> None:
        self._feed.try_changes(self._bar.patch if self._bar.is_trying else None)

    def _choose(self) -> None:
        """Offer trials with what is selected on the map."""
        table, identifier = self._bridge.selection[-1] if self._bridge.selection else ("", "")
        if table == "connections":
            self._bar.choose(self._bridge.document.connections[identifier].source, identifier)
        else:
            self._bar.choose(identifier if table == "touchpoints" else "")
        self._mark_row()

    def _mark_row(self) -> None:
        table, identifier = self._bridge.selection[-1] if self._bridge.selection else ("", "")
        self._table.show_touchpoint(identifier if table == "touchpoints" else None)

    def _tell_trail(self) -> None:
        flow = self._tried or self._flow
        shown = self.isVisible() and self._on_map.isChecked() and flow is not None
        path = flow.likeliest if shown and flow is not None else None
        self.trail_changed.emit(path.touchpoints if path else ())
