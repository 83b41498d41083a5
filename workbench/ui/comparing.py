"""Puts together what shows a future map beside its current one: feed, switch and page."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from workbench.analysis.comparison import Comparison
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.view import MapView
from workbench.ui.compare_switch import CompareSwitch
from workbench.ui.comparison_feed import ComparisonFeed
from workbench.ui.panels.analysis_dock import AnalysisDock, Page
from workbench.ui.tasks import Worker
from workbench.ui.theme import Theme

if TYPE_CHECKING:
    from workbench.ui.panels.changes import ChangesPage


class Comparing(QObject):
    """The comparison is asked for while the page is seen or the switch says Compare."""

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        worker: Worker,
        dock: AnalysisDock,
        view: MapView,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._theme = bridge, theme
        self._dock, self._view = dock, view
        self.feed = ComparisonFeed(bridge, worker, self)
        self.switch = CompareSwitch(bridge)
        self._page = dock.add_later_page("dock.changes", self._make_page)
        self._is_seen = self._is_compared = False
        self.switch.compare_changed.connect(self._on_compared)
        self.feed.compared.connect(self._on_comparison)

    @property
    def page(self) -> ChangesPage:
        """The page of changes, made when it is first shown or asked for."""
        return cast("ChangesPage", self._page.make())

    def _make_page(self) -> Page:
        from workbench.ui.panels.changes import ChangesPage

        page = ChangesPage(self._bridge, self._theme)
        page.wanted.connect(self._on_seen)
        page.future_requested.connect(self.switch.make_future)
        return Page(page)

    def _on_seen(self, seen: bool) -> None:
        self._is_seen = seen
        self.feed.want(self._is_seen or self._is_compared)

    def _on_compared(self, compared: bool) -> None:
        self._is_compared = compared
        self.feed.want(self._is_seen or self._is_compared)
        if compared:
            self._dock.show_part(self.page)
        else:
            self._view.set_comparison(None)

    def _on_comparison(self, found: Comparison | None) -> None:
        self.page.show_comparison(found)
        if self._is_compared:
            self._view.set_comparison(found)
