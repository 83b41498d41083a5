"""The counts by stage in little room."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractScrollArea

from workbench.ui.heat_table import HeatTable


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
