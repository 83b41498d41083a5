"""Tables under the map where the window is small: what is read first keeps its room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from workbench.ui.heat_table import HeatTable
from workbench.ui.panels import triggers_rows as rows
from workbench.ui.panels.by_stage import ByStagePanel
from workbench.ui.panels.triggers_table import TriggersTable

DISPLAY = Qt.ItemDataRole.DisplayRole


def test_the_counts_of_six_stages_fit_a_window_of_1280(window, qtbot):
    window.resize(1280, 800)
    window.files.new("sample", "corner-bakery")
    heat = window.findChild(ByStagePanel).findChild(HeatTable)
    qtbot.waitUntil(lambda: window.bridge.is_analysed, timeout=20_000)
    qtbot.waitUntil(lambda: heat.model().columnCount() >= 6)
    header = heat.horizontalHeader()
    measure = QFontMetrics(header.font()).horizontalAdvance
    for column in range(heat.model().columnCount()):
        text = heat.model().headerData(column, Qt.Orientation.Horizontal, DISPLAY)
        assert measure(text) <= header.sectionSize(column), f"{text} is cut"
    assert heat.horizontalScrollBar().maximum() == 0


def test_where_stages_are_too_many_the_kinds_stay_while_they_scroll(window, qtbot):
    window.resize(1280, 800)
    window.files.new("sample", "managed-it-services")
    heat = window.findChild(ByStagePanel).findChild(HeatTable)
    qtbot.waitUntil(lambda: heat.model().columnCount() >= 7, timeout=20_000)
    heat.setFixedWidth(220)
    bar = heat.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    kinds = heat.verticalHeader()
    before = (kinds.geometry(), heat.columnViewportPosition(0))
    bar.setValue(bar.maximum())
    assert kinds.isVisible()
    assert kinds.geometry() == before[0]
    assert heat.columnViewportPosition(0) < before[1]


@pytest.mark.parametrize("width", [200, 300, 460, 520, 700])
def test_when_a_trigger_fires_keeps_its_room(window, qtbot, width):
    window.resize(1600, 900)
    window.files.new("sample", "managed-it-services")
    window.analysis.show_part(window.pages.triggers)
    table = window.pages.triggers.findChild(TriggersTable)
    qtbot.waitUntil(lambda: table.model().rowCount() > 0)
    table.setFixedWidth(width)
    qtbot.waitUntil(lambda: table.viewport().width() <= width)
    event = table.columnWidth(rows.EVENT)
    needed = table.sizeHintForColumn(rows.EVENT)
    shown = [at for at in range(rows.OPEN + 1) if not table.isColumnHidden(at)]
    others = sum(table.columnWidth(at) for at in shown if at != rows.EVENT)
    assert event + others <= table.viewport().width()
    # whatever is beside it, half of what is left at the least, and all that it needs before
    # the action has more than its own least
    if rows.ACTION in shown:
        assert event >= needed or table.columnWidth(rows.ACTION) <= event + 1
    else:
        assert event >= min(128, 0.55 * width)
