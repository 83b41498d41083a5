"""What the panel under the map shows: lists at the left, pictures at the right."""

from __future__ import annotations

from workbench.ui.panels.analysis_dock import AnalysisDock
from workbench.ui.panels.by_stage import ByStagePanel
from workbench.ui.panels.gaps import GapsPanel
from workbench.ui.panels.paths import PathsPanel
from workbench.ui.panels.quadrant_chart import QuadrantChart
from workbench.ui.panels.triggers import TriggersPanel


def fill(
    dock: AnalysisDock,
    gaps: GapsPanel,
    triggers: TriggersPanel,
    paths: PathsPanel,
    by_stage: ByStagePanel,
    quadrants: QuadrantChart,
) -> None:
    """Add the pages that are there from the beginning, in their order."""
    dock.add_page("gaps.tab", gaps, gaps.counted, gaps.filters)
    dock.add_page("triggers.tab", triggers, triggers.counted, triggers.controls)
    # a map that is open already was counted before anybody listened
    triggers.refresh()
    dock.add_page("paths.tab", paths, corner=paths.corner)
    dock.add_view("by_stage.title", by_stage)
    dock.add_view("quadrants.tab", quadrants, tip_code="quadrants.title")
    dock.add_view("why.title", gaps.why)
    gaps.why_wanted.connect(lambda: dock.show_part(gaps.why))
