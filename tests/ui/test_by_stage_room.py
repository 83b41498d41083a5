"""The counts by stage in little room."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractScrollArea, QTabBar

from workbench.ui.heat_table import HeatCell, HeatTable


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1067, 667)])
def test_no_more_than_one_scroll_bar_shows_and_six_stages_fit_a_laptop(
    window, qtbot, width, height
):
    window.settings.set("tour_done", True)
    window.resize(width, height)
    window.files.new("sample", "corner-bakery")
    qtbot.waitUntil(lambda: bool(window.bridge.findings))
    table = window.by_stage.findChild(HeatTable)
    areas = window.by_stage.findChildren(QAbstractScrollArea)

    def bars() -> list[object]:
        both = [bar for it in areas for bar in (it.horizontalScrollBar(), it.verticalScrollBar())]
        return [bar for bar in both if bar.isVisible()]

    qtbot.waitUntil(lambda: len(bars()) <= 1)
    if width == 1280:
        qtbot.waitUntil(lambda: bars() == [])
    assert table.rowViewportPosition(4) + table.rowHeight(4) <= table.viewport().height()


def test_rows_that_have_no_room_are_reached_by_scrolling(window, qtbot):
    window.settings.set("tour_done", True)
    window.files.new("sample", "corner-bakery")
    qtbot.waitUntil(lambda: bool(window.bridge.findings))
    table = window.by_stage.findChild(HeatTable)
    window.by_stage.setFixedHeight(110)
    qtbot.waitUntil(lambda: table.verticalScrollBar().isVisible())
    bar = table.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = table.rowViewportPosition(4) + table.rowHeight(4)
    assert last == table.viewport().height()


def test_before_anything_is_known_no_stage_is_said_to_be_without_gaps(reused_window):
    # its worker does not run, so that nothing is found
    reused_window.build_workbench()
    reused_window.files.new("sample", "corner-bakery")
    table = reused_window.by_stage.findChild(HeatTable)
    cells = [table.cell(row, column) for row in range(5) for column in range(6)]
    assert {(cell.text, cell.tone) for cell in cells} == {("…", "plain")}
    tabs = [tab.tabText(0) for tab in reused_window.analysis.findChildren(QTabBar)]
    assert "Gaps …" in tabs
    reused_window.bridge.set_findings(())
    assert (table.cell(0, 0).text, table.cell(0, 0).tone) == ("0", "good")


def test_no_figure_is_cut_however_many_columns_there_are(theme, qtbot):
    table = HeatTable(theme)
    qtbot.addWidget(table)
    table.resize(300, 150)
    table.show()
    names = [f"Stage {at}" for at in range(20)]
    few = [[HeatCell("7", "plain")] * 20]
    table.show_cells(names, ["Flow"], few)
    table.show_cells(names, ["Flow"], [[HeatCell("1,404", "bad"), *few[0][1:]]])
    needed = QFontMetrics(theme.font(0.88)).horizontalAdvance("1,404")
    assert all(table.columnWidth(column) > needed for column in range(20))
    assert table.horizontalScrollBar().maximum() > 0
