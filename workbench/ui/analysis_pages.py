"""What the panel under the map shows: lists at the left, pictures at the right."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from workbench.model.document import Document
from workbench.model.patch import Patch
from workbench.store.settings_file import SettingsStore
from workbench.ui.bridge import Bridge
from workbench.ui.flow_feed import FlowFeed
from workbench.ui.panels.analysis_dock import AnalysisDock, LaterPage, Page
from workbench.ui.panels.by_stage import ByStagePanel
from workbench.ui.panels.gaps import GapsPanel
from workbench.ui.theme import Theme

if TYPE_CHECKING:
    from workbench.ui.panels.paths import PathsPanel
    from workbench.ui.panels.quadrant_chart import QuadrantChart
    from workbench.ui.panels.triggers import TriggersPanel


class AnalysisPages(QObject):
    """The pages that are there from the beginning, in their order.

    What stands behind another is imported and made when it is first shown or asked for.
    """

    triggers_wanted = Signal()
    """Something on the page of triggers is to be seen."""
    trail_changed = Signal(object)
    """tuple[str, ...]: the touchpoints of the likeliest path, to be numbered on the map."""

    def __init__(
        self,
        dock: AnalysisDock,
        bridge: Bridge,
        theme: Theme,
        settings: SettingsStore,
        feed: FlowFeed,
        gaps: GapsPanel,
        by_stage: ByStagePanel,
    ) -> None:
        super().__init__(dock)
        self._bridge, self._theme, self._settings, self._feed = bridge, theme, settings, feed
        dock.add_page("gaps.tab", gaps, gaps.counted, gaps.filters)
        self._triggers = dock.add_later_page("triggers.tab", self._make_triggers)
        count_until_made(self._triggers, bridge, _count_triggers, {"triggers", "maps"})
        self._paths = dock.add_later_page("paths.tab", self._make_paths)
        dock.add_view("by_stage.title", by_stage)
        self._quadrants = dock.add_later_view(
            "quadrants.tab", self._make_quadrants, tip_code="quadrants.title"
        )
        dock.add_view("why.title", gaps.why)
        gaps.why_wanted.connect(lambda: dock.show_part(gaps.why))
        bridge.reveal_requested.connect(self._on_reveal)

    @property
    def triggers(self) -> TriggersPanel:
        return cast("TriggersPanel", self._triggers.make())

    @property
    def paths(self) -> PathsPanel:
        return cast("PathsPanel", self._paths.make())

    @property
    def quadrants(self) -> QuadrantChart:
        return cast("QuadrantChart", self._quadrants.make())

    def _on_reveal(self, table: str, identifier: str) -> None:
        # once it is made, the page listens by itself
        if table in ("triggers", "reasons") and not self._triggers.is_made:
            self.triggers.reveal(table, identifier)

    def _make_triggers(self) -> Page:
        from workbench.ui.panels.triggers import TriggersPanel

        page = TriggersPanel(self._bridge, self._theme)
        page.front_wanted.connect(self.triggers_wanted)
        return Page(page, page.counted, page.controls)

    def _make_paths(self) -> Page:
        from workbench.ui.panels.paths import PathsPanel

        page = PathsPanel(self._bridge, self._theme, self._feed)
        page.trail_changed.connect(self.trail_changed)
        return Page(page, corner=page.corner)

    def _make_quadrants(self) -> Page:
        from workbench.ui.panels.quadrant_chart import QuadrantChart

        return Page(QuadrantChart(self._bridge, self._theme, self._settings))


def count_until_made(
    page: LaterPage, bridge: Bridge, count: Callable[[Document, str], int], tables: Set[str]
) -> None:
    """Show in a tab what its page would count, until the page is there to do so.

    `count` gives the number for a document and the id of a map, from what is in `tables`.
    """

    def tell() -> None:
        if not page.is_made:
            page.show_count(count(bridge.document, bridge.map_id))

    def follow(patch: Patch, _document: Document) -> None:
        if patch.tables() & tables:
            tell()

    bridge.map_changed.connect(lambda _map: tell())
    bridge.changed.connect(follow)
    tell()


def _count_triggers(document: Document, map_id: str) -> int:
    return sum(trigger.map == map_id for trigger in document.triggers.values())
