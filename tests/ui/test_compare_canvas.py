"""What a future map changes, seen on the map: signs, ghosts, today's curve, a legend."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from tests.helpers.canvas import middle_of, on_screen
from workbench.model import queries
from workbench.model.commands import edit, stages
from workbench.model.entities import Stage
from workbench.ui.main_window import MainWindow
from workbench.ui.render.style import colour

CURRENT, FUTURE = "maCF1RST0RDER0", "maFF1RST0RDER0"
MOVED, ADDED, SAME = "tpFDE11VERY1NF", "tpFGVEST000000", "tpFF1NDER00000"
GONE = "tpCACC0VNT0000"


@pytest.fixture
def shop(window: MainWindow, qtbot) -> MainWindow:
    window.files.new("sample", "online-shop")
    qtbot.waitUntil(lambda: len(window.bridge.findings or ()) > 0, timeout=20_000)
    return window


def press(window: MainWindow, qtbot, way: str) -> None:
    qtbot.mouseClick(window.comparing.switch.buttons[way], Qt.MouseButton.LeftButton)


def compare(window: MainWindow, qtbot) -> None:
    press(window, qtbot, "both")
    qtbot.waitUntil(lambda: window.view.compare_legend.isVisible(), timeout=20_000)


def legend(window: MainWindow) -> list[str]:
    return [entry.text for entry in window.view.compare_legend.entries]


def tip_at(qtbot, window: MainWindow, at: QPoint) -> str:
    viewport = window.view.viewport()
    QToolTip.hideText()
    # a tip fades for a moment
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    event = QHelpEvent(QHelpEvent.Type.ToolTip, at, viewport.mapToGlobal(at))
    QApplication.sendEvent(viewport, event)
    return QToolTip.text() if QToolTip.isVisible() else ""


def picture(window: MainWindow) -> QImage:
    return window.view.viewport().grab().toImage()


def sign_at(window: MainWindow, card: str) -> QPoint:
    """A point in a card's outermost sign: 4 left of and above the card's corner is its middle,
    its glyph leaves the ground lower right of that free."""
    rect = window.view.board.layout.boxes[card].rect
    return on_screen(window.view, rect.right - 4 + 3.5, rect.bottom - 4 + 3.5)


def test_signs_on_the_cards_say_what_differs(shop, qtbot):
    palette = shop.theme.palette
    shop.bridge.show_map(FUTURE)
    plain = picture(shop)
    compare(shop, qtbot)
    shown = picture(shop)
    for card, tone in ((ADDED, palette.good), (MOVED, palette.accent)):
        at = sign_at(shop, card)
        assert shown.pixelColor(at) == colour(tone)
        assert plain.pixelColor(at) != colour(tone)
    assert tip_at(qtbot, shop, middle_of(shop.view, ADDED)) == "<p>New: not on today’s map</p>"
    lines = tip_at(qtbot, shop, middle_of(shop.view, MOVED)).removeprefix("<p>").split("<br>")
    assert lines[0] == "Moved here; today it is in Decision · Touchpoints"
    assert "Satisfaction: 3 → 8.5" in lines
    assert "Title: Delivery information → Delivery day &amp; cost" in lines
    assert tip_at(qtbot, shop, middle_of(shop.view, SAME)) == ""


def test_cards_that_are_gone_stand_in_their_old_place_and_cannot_be_touched(shop, qtbot):
    compare(shop, qtbot)
    view, board = shop.view, shop.view.board
    purchase = shop.bridge.document.touchpoints[GONE].stage
    (column,) = [
        stage
        for stage in queries.stages(shop.bridge.document, FUTURE)
        if stage.counterpart == purchase
    ]
    rect = board.ghosts[GONE].rect
    assert board.layout.column(column.id).left < rect.x < board.layout.column(column.id).right
    others = [box.rect for box in board.layout.boxes.values() if box.stage == column.id]
    for other in others:
        assert other.bottom <= rect.y or rect.bottom <= other.y
    middle = on_screen(view, rect.middle.x, rect.middle.y)
    assert "“Create an account” is on today’s map only" in tip_at(qtbot, shop, middle)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert GONE not in {identifier for _, identifier in shop.bridge.selection}
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert GONE not in {identifier for _, identifier in shop.bridge.selection}


def test_the_legend_counts(shop, qtbot):
    compare(shop, qtbot)
    # counted in the sample: 3 touchpoints and 6 notes without counterpart, 1 touchpoint in
    # another stage, 11 touchpoints, 3 notes and 3 stages with other values, 1 touchpoint and
    # 11 notes gone
    assert legend(shop) == ["new 9", "moved 1", "changed 17", "gone 12", "experience today"]


@pytest.mark.parametrize("width", [1000, 1600])
def test_the_legend_covers_nothing_of_the_map(shop, qtbot, width):
    shop.resize(width, 800)
    before = shop.view.viewport().geometry()
    compare(shop, qtbot)
    view = shop.view
    strip, seen = view.compare_legend.geometry(), view.viewport().geometry()
    assert not strip.intersects(seen)
    assert strip.top() > seen.bottom()
    assert view.rect().contains(strip)
    press(shop, qtbot, "current")
    assert view.viewport().geometry().height() == before.height()


def test_headers_of_stages_and_lanes_bear_signs(shop, qtbot):
    palette, bridge = shop.theme.palette, shop.bridge
    shop.bridge.show_map(FUTURE)
    view = shop.view
    bridge.run(stages.add, Stage(id="stNEW", map=FUTURE, name="Unboxing"))
    lane = queries.lanes(bridge.document, FUTURE)[1].id
    bridge.run(edit.set_field, "lanes", lane, "name", "Inside the shop")
    compare(shop, qtbot)
    qtbot.waitUntil(lambda: "new 10" in legend(shop), timeout=20_000)
    view.fit_all()
    view.stage_headers.repaint()
    changed = "stFDEC1S10N000"
    for headers, identifier, tone in (
        (view.stage_headers, "stNEW", palette.good),
        (view.stage_headers, changed, palette.warn),
        (view.lane_names, lane, palette.warn),
    ):
        place = headers.sign_place(headers.place_of(identifier))
        at = place.bottomRight() - QPointF(4, 4) + QPointF(2.6, 2.6)
        assert headers.grab().toImage().pixelColor(at.toPoint()) == colour(tone)
    assert "New: not on today’s map" in view.stage_headers.tip("stNEW")
    assert "People who reach it: 1,920 → 2,050" in view.stage_headers.tip(changed)
    assert "Inside the shop" in view.lane_names.tip(lane)
    same = queries.stages(bridge.document, FUTURE)[0].id
    assert "<p>" not in view.stage_headers.tip(same)
    press(shop, qtbot, "current")
    assert view.lane_names.tip(queries.lanes(bridge.document, CURRENT)[1].id) == ""


def test_leaving_brings_the_normal_look_back_even_by_another_way(shop, qtbot):
    shop.bridge.show_map(FUTURE)
    view = shop.view
    # equal lines that cross are painted in any order, which edges of them show
    shop.actions_by_id["connections_none"].trigger()
    places, plain = dict(view.board.layout.boxes), picture(shop)
    ways = dict(view.board.routes)
    compare(shop, qtbot)
    assert view.board.layout.boxes != places
    press(shop, qtbot, "future")
    assert view.board.layout.boxes == places
    assert view.board.routes == ways
    assert picture(shop) == plain
    assert not view.compare_legend.isVisible()
    assert tip_at(qtbot, shop, middle_of(view, ADDED)) == ""
    compare(shop, qtbot)
    shop.bridge.show_map(CURRENT)
    assert not view.compare_legend.isVisible()
    shop.bridge.show_map(FUTURE)
    assert view.board.layout.boxes == places
    assert not view.compare_legend.isVisible()


def test_today_s_curve_is_dashed_below_the_future_one(shop, qtbot):
    shop.bridge.show_map(FUTURE)
    view = shop.view
    compare(shop, qtbot)
    board = view.board
    (row,) = [row for row in board.layout.rows if row.kind == "experience"]
    purchase = board.layout.columns[3]
    view.centerOn(QPointF(purchase.left, row.top + row.height / 2))
    # −0.75 of −2 to +2, in a row with 18 left free above and below; 3 aside is on the ring
    middle = row.bottom - 18 - (-0.75 + 2) / 4 * (row.height - 36)
    at = on_screen(view, purchase.left + purchase.width / 2 - 3, middle)
    muted, shown = colour(shop.theme.palette.muted), picture(shop)
    near = [shown.pixelColor(at + QPoint(x, 0)) for x in (-1, 0, 1)]
    assert any(max(abs(c.red() - muted.red()), abs(c.blue() - muted.blue())) < 40 for c in near)


def test_what_is_edited_while_comparing_is_marked_soon_after(shop, qtbot):
    compare(shop, qtbot)
    bridge, view = shop.bridge, shop.view
    bridge.select((("touchpoints", SAME),))
    view.setFocus()
    rect = view.board.layout.boxes[SAME].rect
    QTest.keyClick(view, Qt.Key.Key_Delete)
    origin = "tpCF1NDER00000"
    qtbot.waitUntil(lambda: origin in view.board.ghosts, timeout=20_000)
    assert view.board.ghosts[origin].rect == rect
    assert "gone 13" in legend(shop)
    bridge.undo()
    qtbot.waitUntil(lambda: origin not in view.board.ghosts, timeout=20_000)
    assert view.board.layout.boxes[SAME].rect == rect
    bridge.run(edit.set_field, "touchpoints", SAME, "title", "<b>Finder</b>")
    qtbot.waitUntil(lambda: "changed 18" in legend(shop), timeout=20_000)
    assert "→ &lt;b&gt;Finder&lt;/b&gt;" in tip_at(qtbot, shop, middle_of(view, SAME))


def test_cards_of_a_stage_that_is_gone_too_are_counted_only(shop, qtbot):
    compare(shop, qtbot)
    bridge = shop.bridge
    first = queries.stages(bridge.document, FUTURE)[0]
    # Awareness holds three touchpoints and one note
    bridge.run(edit.remove, [("stages", first.id)])
    text = "and 4 gone with their stage or lane"
    qtbot.waitUntil(lambda: text in legend(shop), timeout=20_000)
    assert "gone 12" in legend(shop)


def test_another_appearance_keeps_the_comparison(shop, qtbot):
    compare(shop, qtbot)
    shop.theme.choose("dark")
    assert picture(shop).pixelColor(sign_at(shop, ADDED)) == colour(shop.theme.palette.good)
    assert "New" in tip_at(qtbot, shop, middle_of(shop.view, ADDED))
    shop.theme.choose("light")


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")
def test_the_map_menu_and_a_tab_s_menu_make_future_maps(shop):
    bridge, tabs = shop.bridge, shop.switcher.tabs
    bridge.show_map(CURRENT)
    (menu,) = [
        action.menu()
        for action in shop.menuBar().actions()
        if action.text().replace("&", "") == "Map"
    ]
    (make,) = [action for action in menu.actions() if action.text() == "Make future map"]
    make.trigger()
    made = bridge.document.maps[bridge.map_id]
    assert (made.based_on, made.state) == (CURRENT, "future")
    assert made.name == "First order, today, future"
    shop.switcher.tabs.customContextMenuRequested.emit(tabs.tabRect(0).center())
    (menu,) = [menu for menu in shop.switcher.findChildren(QMenu) if menu.isVisible()]
    next(action for action in menu.actions() if action.text() == "Make future map").trigger()
    menu.close()
    second = bridge.document.maps[bridge.map_id]
    assert second.based_on == CURRENT
    assert second.name == "First order, today, future 2"
    assert tabs.count() == 4
    bridge.undo()
    bridge.undo()
    assert set(bridge.document.maps) == {CURRENT, FUTURE}


def test_tabs_tell_which_maps_are_of_the_future(shop, qtbot):
    bridge, tabs = shop.bridge, shop.switcher.tabs
    side = tabs.ButtonPosition.RightSide
    assert tabs.tabButton(0, side) is None
    assert tabs.tabButton(1, side).text() == "future"
    tip = "First order, spring 2027: what “First order, today” should become"
    assert tabs.tabToolTip(1) == tip
    qtbot.mouseClick(
        tabs, Qt.MouseButton.LeftButton, pos=tabs.tabButton(1, side).geometry().center()
    )
    assert bridge.map_id == FUTURE
    bridge.run(edit.set_field, "maps", FUTURE, "state", "current")
    assert tabs.tabButton(1, side) is None


def test_far_away_the_differences_are_frames(shop, qtbot):
    compare(shop, qtbot)
    view, palette = shop.view, shop.theme.palette
    view.set_scale(0.25)
    shown = picture(shop)
    for box, tone in (
        (view.board.layout.boxes[ADDED], palette.good),
        (view.board.ghosts[GONE], palette.bad),
    ):
        # the frame is 6 wide on the map, so more than one pixel here
        edge = on_screen(view, box.rect.x, box.rect.y + box.rect.height * 0.3)
        near = [shown.pixelColor(edge + QPoint(x, 0)) for x in (-1, 0, 1)]
        assert colour(tone) in near


def test_a_map_higher_than_the_view_fits_its_width(shop, qtbot):
    compare(shop, qtbot)
    view = shop.view
    # columns have whole widths: what is left over differs from one width to the next
    for width in range(1340, 1345):
        shop.resize(width, 900)
        QTest.qWait(20)
        assert view.verticalScrollBar().maximum() > 0
        assert view.horizontalScrollBar().maximum() == 0
