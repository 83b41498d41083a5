"""Current and future in the window: made, switched, compared, listed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from workbench.model import queries
from workbench.model.commands import edit
from workbench.ui.main_window import MainWindow


@pytest.fixture
def bakery(window: MainWindow, qtbot) -> MainWindow:
    window.files.new("sample", "corner-bakery")
    qtbot.waitUntil(lambda: len(window.bridge.findings or ()) > 0, timeout=20_000)
    return window


def press(window: MainWindow, qtbot, way: str) -> None:
    qtbot.mouseClick(window.comparing.switch.buttons[way], Qt.MouseButton.LeftButton)


def listed(window: MainWindow) -> list[tuple[str, ...]]:
    model = window.comparing.page.table.model()
    return [
        tuple(str(model.index(row, column).data() or "") for column in range(1, 5))
        for row in range(model.rowCount())
    ]


def test_future_makes_a_future_map_and_current_goes_back(bakery, qtbot):
    bridge = bakery.bridge
    current = bridge.map_id
    assert not bakery.comparing.switch.buttons["both"].isEnabled()
    press(bakery, qtbot, "future")
    future = bridge.map_id
    assert future != current
    assert bridge.document.maps[future].based_on == current
    press(bakery, qtbot, "current")
    assert bridge.map_id == current
    press(bakery, qtbot, "future")
    assert bridge.map_id == future
    assert len(bridge.document.maps) == 2


def test_compare_lists_what_differs_and_which_gaps_close(bakery, qtbot):
    bridge = bakery.bridge
    press(bakery, qtbot, "future")
    card = next(
        item
        for item in queries.touchpoints(bridge.document, bridge.map_id)
        if item.title == "Price & hours page"
    )
    press(bakery, qtbot, "both")
    changed = ("Price & hours page", "Satisfaction", "3", "9")
    # 9 + max(9 − 3, 0) = 15 was a gap, 9 + max(9 − 9, 0) = 9 is none
    closed = ("Price & hours page matters (9) but disappoints (3)", "", "", "")
    # what is planned counts on a future map, so some gaps close without any change
    qtbot.waitUntil(lambda: len(listed(bakery)) > 0, timeout=20_000)
    before = listed(bakery)
    assert not {changed, closed} & set(before)
    bridge.run(edit.set_field, "touchpoints", card.id, "satisfaction", 9)
    qtbot.waitUntil(lambda: {changed, closed} <= set(listed(bakery)), timeout=20_000)
    bridge.undo()
    qtbot.waitUntil(lambda: listed(bakery) == before, timeout=20_000)


def test_a_click_on_a_line_goes_to_the_card(bakery, qtbot):
    bridge = bakery.bridge
    press(bakery, qtbot, "future")
    press(bakery, qtbot, "both")
    card = queries.touchpoints(bridge.document, bridge.map_id)[0]
    bridge.run(edit.set_field, "touchpoints", card.id, "owner", "Somebody else")
    qtbot.waitUntil(
        lambda: any(line[3] == "Somebody else" for line in listed(bakery)),
        timeout=20_000,
    )
    bridge.select(())
    table = bakery.comparing.page.table
    row = next(n for n, line in enumerate(listed(bakery)) if line[3] == "Somebody else")
    at = table.visualRect(table.model().index(row, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert bridge.selection == (("touchpoints", card.id),)


def test_the_page_invites_to_make_a_future_map_where_there_is_none(bakery, qtbot):
    bakery.analysis.show_part(bakery.comparing.page)
    qtbot.waitUntil(lambda: bakery.comparing.page.isVisible())
    assert listed(bakery) == []
    assert not bakery.comparing.page.table.isVisible()
    bakery.comparing.page.future_requested.emit()
    assert len(bakery.bridge.document.maps) == 2


def test_deleting_the_future_map_ends_the_comparison(bakery, qtbot):
    bridge = bakery.bridge
    press(bakery, qtbot, "future")
    press(bakery, qtbot, "both")
    bridge.run(edit.remove, [("maps", bridge.map_id)])
    buttons = bakery.comparing.switch.buttons
    assert buttons["current"].isChecked()
    assert not buttons["both"].isEnabled()


def test_the_changes_fit_the_width_and_a_gap_takes_the_empty_columns(bakery, qtbot):
    bakery.resize(1280, 720)
    press(bakery, qtbot, "future")
    bridge = bakery.bridge
    card = queries.touchpoints(bridge.document, bridge.map_id)[0]
    bridge.run(edit.set_field, "touchpoints", card.id, "satisfaction", 1)
    press(bakery, qtbot, "both")
    table = bakery.comparing.page.table
    qtbot.waitUntil(
        lambda: any(not any(line[1:]) for line in listed(bakery)) and table.isVisible(),
        timeout=20_000,
    )
    assert table.horizontalScrollBar().maximum() == 0
    rows = listed(bakery)
    gap = next(n for n, line in enumerate(rows) if not any(line[1:]))
    changed = next(n for n, line in enumerate(rows) if line[1])
    assert table.columnSpan(gap, 1) == 4
    assert table.columnSpan(changed, 1) == 1
