"""Gestures on the map: each by real events, given up in every way, and let go outside."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QFocusEvent,
    QGuiApplication,
    QNativeGestureEvent,
    QPointingDevice,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.helpers.canvas import LEFT, MIDDLE, NO_KEYS, drag, middle_of, on_screen, small_map
from tests.helpers.gestures import move, press, release
from workbench.drawing.targets import cell_at
from workbench.model import queries
from workbench.model.commands import edit
from workbench.ui import mime
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.previews import DraggedConnection
from workbench.ui.canvas.tools.gesture import BOTH_WAYS, NO_WAY
from workbench.ui.canvas.tools.running import EDGE, scroll_step
from workbench.ui.canvas.view import MapView
from workbench.ui.theme import Theme

CONTROL = Qt.KeyboardModifier.ControlModifier
OUTSIDE = QPoint(3000, -400)


@pytest.fixture
def view(qtbot: QtBot, bridge: Bridge, theme: Theme) -> MapView:
    made = MapView(bridge, theme)
    qtbot.addWidget(made)
    made.resize(760, 640)
    made.show()
    made.setFocus()
    return made


def stack(bridge: Bridge, stage: str, lane: str = "laT") -> list[str]:
    return [card.id for card in queries.cards(bridge.document, stage, lane)]


def selected(bridge: Bridge) -> set[str]:
    return {identifier for _, identifier in bridge.selection}


def right_edge(view: MapView, card: str) -> QPoint:
    rect = view.board.layout.boxes[card].rect
    return on_screen(view, rect.right - 1, rect.middle.y)


def line_start(view: MapView, connection: str) -> QPoint:
    start = view.board.routes[connection].start
    return on_screen(view, start.x + 1, start.y)


def shows_nothing(view: MapView) -> bool:
    """Whether no gesture left anything behind."""
    scene = view.scene()
    return (
        not scene.drop_mark.isVisible()
        and not scene.rubber_band.isVisible()
        and not scene.connection_preview.isVisible()
        and not scene.edge_line.isVisible()
        and not [item for item in view.items() if isinstance(item, DraggedConnection)]
        and not scene.cards.lifted
        and all(
            scene.cards.area(name).center() == QRectF(*box.rect).center()
            for name, box in view.board.layout.boxes.items()
        )
        and not view.viewport().testAttribute(Qt.WidgetAttribute.WA_SetCursor)
    )


def escape(view: MapView) -> None:
    QTest.keyClick(view, Qt.Key.Key_Escape)


def lose_focus(view: MapView) -> None:
    event = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(view, event)


def change_elsewhere(view: MapView) -> None:
    view._bridge.run(edit.set_field, "maps", "ma1", "scenario", "Monday")


def collapse_what_is_held(view: MapView) -> None:
    view.shaping.toggle("stages", "stA")


def open_menu(view: MapView) -> None:
    at = QPoint(300, 300)
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    for menu in view.findChildren(QMenu):
        menu.close()


WAYS_TO_GIVE_UP = [escape, lose_focus, change_elsewhere, collapse_what_is_held, open_menu]


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")
@pytest.mark.parametrize("give_up", WAYS_TO_GIVE_UP)
@pytest.mark.parametrize("gesture", ["move", "connect", "reconnect", "rubber band"])
def test_a_gesture_that_is_given_up_leaves_nothing(
    view: MapView, bridge: Bridge, gesture: str, give_up: Callable[[MapView], None]
) -> None:
    starts = {
        "move": middle_of(view, "tp2"),
        "connect": right_edge(view, "tp2"),
        "reconnect": line_start(view, "co1"),
        "rubber band": on_screen(view, 2, view.board.layout.boxes["tp1"].rect.bottom + 3),
    }
    if gesture == "reconnect":
        bridge.select([("connections", "co1")])
    cards, connections = bridge.document.touchpoints, bridge.document.connections
    target = middle_of(view, "tp4")
    drag(view.viewport(), starts[gesture], target, let_go=False)
    assert not shows_nothing(view)
    give_up(view)
    assert shows_nothing(view)
    move(view.viewport(), target + QPoint(30, 0))
    release(view.viewport(), target + QPoint(30, 0))
    assert (bridge.document.touchpoints, bridge.document.connections) == (cards, connections)
    assert shows_nothing(view)


@pytest.mark.parametrize("gesture", ["move", "connect", "reconnect", "rubber band"])
def test_letting_go_outside_the_window_changes_nothing(
    view: MapView, bridge: Bridge, gesture: str
) -> None:
    starts = {
        "move": middle_of(view, "tp2"),
        "connect": right_edge(view, "tp2"),
        "reconnect": line_start(view, "co1"),
        "rubber band": on_screen(view, 2, view.board.layout.boxes["tp1"].rect.bottom + 3),
    }
    if gesture == "reconnect":
        bridge.select([("connections", "co1")])
    before = bridge.document
    drag(view.viewport(), starts[gesture], middle_of(view, "tp4"), let_go=False)
    move(view.viewport(), OUTSIDE)
    release(view.viewport(), OUTSIDE)
    assert bridge.document == before
    assert bridge.undo_stack.count() == 0
    assert shows_nothing(view)


def test_another_button_neither_ends_nor_begins_a_gesture(view: MapView, bridge: Bridge) -> None:
    cell = view.board.layout.cell_rect("stC", "laT")
    assert cell is not None
    target = on_screen(view, cell.middle.x, cell.middle.y)
    drag(view.viewport(), middle_of(view, "tp2"), target, let_go=False)
    press(view.viewport(), target, MIDDLE)
    release(view.viewport(), target, MIDDLE)
    assert not shows_nothing(view)
    assert bridge.undo_stack.count() == 0
    release(view.viewport(), target)
    assert stack(bridge, "stC") == ["tp2"]


# -- moving several


def test_cards_of_several_cells_keep_their_places_to_each_other(
    view: MapView, bridge: Bridge
) -> None:
    bridge.select([("touchpoints", "tp3"), ("touchpoints", "tp1"), ("notes", "no1")])
    target = middle_of(view, "tp4")
    drag(view.viewport(), middle_of(view, "tp3"), target + QPoint(0, 20), let_go=False)
    mark = view.scene().drop_mark
    assert (mark.place.stage, mark.place.lane, mark.place.index) == ("stB", "laT", 1)
    assert [(it.stage, it.lane, it.index) for it in mark.others] == [("stB", "laN", 0)]
    release(view.viewport(), target + QPoint(0, 20))
    assert stack(bridge, "stB") == ["tp4", "tp1", "tp3"]
    assert stack(bridge, "stB", "laN") == ["no1"]
    assert bridge.undo_stack.count() == 1
    assert bridge.undo_stack.undoText() == "Move 3 cards"
    bridge.undo()
    assert bridge.document == small_map()


def test_cards_at_the_edge_of_the_map_stay_on_it(view: MapView, bridge: Bridge) -> None:
    bridge.select([("touchpoints", "tp1"), ("touchpoints", "tp4")])
    cell = view.board.layout.cell_rect("stC", "laT")
    assert cell is not None
    drag(view.viewport(), middle_of(view, "tp1"), on_screen(view, cell.middle.x, cell.middle.y))
    assert stack(bridge, "stC") == ["tp1", "tp4"]


def test_a_drag_to_another_lane_takes_the_touchpoints_along_and_leaves_notes_in_theirs(
    view: MapView, bridge: Bridge
) -> None:
    bridge.select([("touchpoints", "tp1"), ("touchpoints", "tp4"), ("notes", "no1")])
    cell = view.board.layout.cell_rect("stA", "laX")
    assert cell is not None
    drag(view.viewport(), middle_of(view, "tp1"), on_screen(view, cell.middle.x, cell.middle.y))
    assert stack(bridge, "stA", "laX") == ["tp1"]
    assert stack(bridge, "stB", "laX") == ["tp4"]
    assert stack(bridge, "stA", "laN") == ["no1"]


def test_reordering_in_a_cell_leaves_other_cells_alone(view: MapView, bridge: Bridge) -> None:
    bridge.select([("touchpoints", "tp1"), ("touchpoints", "tp4")])
    rect = view.board.layout.boxes["tp3"].rect
    drag(view.viewport(), middle_of(view, "tp1"), on_screen(view, 60, rect.bottom - 2))
    assert stack(bridge, "stA") == ["tp2", "tp3", "tp1"]
    assert stack(bridge, "stB") == ["tp4"]


# -- scrolling at the edges


def test_the_nearer_the_edge_the_faster_the_map_scrolls() -> None:
    seen = QRect(0, 0, 400, 300)
    steps = [scroll_step(BOTH_WAYS, seen, QPoint(x, 150)).x() for x in (360, 372, 385, 398, 900)]
    assert steps[0] == 0
    assert 0 < steps[1] < steps[2] < steps[3] <= steps[4]
    assert steps[4] == scroll_step(BOTH_WAYS, seen, QPoint(9000, 150)).x()
    assert scroll_step(BOTH_WAYS, seen, QPoint(EDGE // 2, EDGE // 2)) == QPoint(
        -scroll_step(BOTH_WAYS, seen, QPoint(399 - EDGE // 2, 150)).x(),
        -scroll_step(BOTH_WAYS, seen, QPoint(200, 299 - EDGE // 2)).y(),
    )
    assert scroll_step(Qt.Orientation.Horizontal, seen, QPoint(200, 299)) == QPoint(0, 0)
    assert scroll_step(NO_WAY, seen, QPoint(399, 299)) == QPoint(0, 0)


def test_a_card_held_at_the_edge_scrolls_the_map_and_lands_where_it_is_then(
    view: MapView, bridge: Bridge, qtbot: QtBot
) -> None:
    view.resize(420, 400)
    view.set_scale(1.5)
    bar = view.horizontalScrollBar()
    bar.setValue(0)
    edge = QPoint(view.viewport().width() - 4, middle_of(view, "tp1").y())
    drag(view.viewport(), middle_of(view, "tp1"), edge, let_go=False)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum(), timeout=4000)
    under = view.mapFromScene(view.scene().cards.area("tp1").center())
    assert abs(under.x() - edge.x()) < 60
    release(view.viewport(), edge)
    assert stack(bridge, "stC") == ["tp1"]
    rested = bar.value()
    qtbot.wait(80)
    assert bar.value() == rested


def test_a_press_near_the_edge_scrolls_nothing(view: MapView, qtbot: QtBot) -> None:
    view.resize(420, 400)
    view.set_scale(1.5)
    bar = view.horizontalScrollBar()
    bar.setValue(0)
    start = QPoint(view.viewport().width() - 3, 8)
    press(view.viewport(), start)
    move(view.viewport(), start + QPoint(1, 0))
    qtbot.wait(80)
    assert bar.value() == 0
    release(view.viewport(), start)


def test_the_rubber_band_keeps_hold_of_where_it_began_while_the_map_scrolls(
    view: MapView, bridge: Bridge, qtbot: QtBot
) -> None:
    view.resize(420, 400)
    view.set_scale(1.5)
    view.horizontalScrollBar().setValue(0)
    view.verticalScrollBar().setValue(0)
    start = on_screen(view, 2, view.board.layout.boxes["tp1"].rect.bottom + 3)
    edge = QPoint(view.viewport().width() - 4, start.y() + 30)
    drag(view.viewport(), start, edge, let_go=False)
    qtbot.waitUntil(lambda: view.horizontalScrollBar().value() > 100, timeout=4000)
    release(view.viewport(), edge)
    assert "tp2" in selected(bridge)


# -- panning


def test_escape_brings_a_panned_map_back(view: MapView) -> None:
    view.resize(420, 330)
    view.set_scale(2.0)
    bar = view.horizontalScrollBar()
    bar.setValue(100)
    drag(view.viewport(), QPoint(200, 150), QPoint(150, 150), button=MIDDLE, let_go=False)
    assert bar.value() == 150
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert bar.value() == 100
    QTest.mouseRelease(view.viewport(), MIDDLE, NO_KEYS, QPoint(150, 150))
    assert bar.value() == 100


def test_space_shows_a_hand_and_a_drag_then_selects_nothing(view: MapView, bridge: Bridge) -> None:
    QTest.keyPress(view, Qt.Key.Key_Space)
    assert view.viewport().cursor().shape() == Qt.CursorShape.OpenHandCursor
    drag(view.viewport(), middle_of(view, "tp1"), middle_of(view, "tp4"))
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert bridge.selection == ()
    assert bridge.document == small_map()
    assert shows_nothing(view)


# -- from the palette


def test_a_drag_from_the_palette_that_leaves_again_shows_nothing(
    view: MapView, bridge: Bridge
) -> None:
    data = QMimeData()
    data.setData(mime.CHANNEL, b"chWEB")
    at, actions = middle_of(view, "tp4"), Qt.DropAction.CopyAction
    viewport = view.viewport()
    QGuiApplication.sendEvent(viewport, QDragEnterEvent(at, actions, data, LEFT, NO_KEYS))
    QGuiApplication.sendEvent(viewport, QDragMoveEvent(at, actions, data, LEFT, NO_KEYS))
    assert view.scene().drop_mark.isVisible()
    QGuiApplication.sendEvent(viewport, QDragLeaveEvent())
    assert shows_nothing(view)
    drag(viewport, middle_of(view, "tp1"), at)
    assert "tp1" in stack(bridge, "stB")


# -- zooming


def test_a_pinch_zooms_at_the_fingers(view: MapView) -> None:
    view.resize(420, 380)
    view.set_scale(1.5)
    QApplication.processEvents()
    at = QPointF(150, 120)
    under = view.mapToScene(at.toPoint())
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        at,
        at,
        QPointF(view.viewport().mapToGlobal(at)),
        0.2,
        QPointF(),
        1,
    )
    QApplication.sendEvent(view.viewport(), pinch)
    assert view.scale_factor() == pytest.approx(1.8)
    way = view.mapToScene(at.toPoint()) - under
    assert abs(way.x()) <= 1.5
    assert abs(way.y()) <= 1.5


def test_turning_the_wheel_while_dragging_takes_the_card_along(
    view: MapView, bridge: Bridge
) -> None:
    view.resize(420, 400)
    view.set_scale(1.5)
    QApplication.processEvents()
    view.verticalScrollBar().setValue(0)
    target = QPoint(200, 150)
    drag(view.viewport(), middle_of(view, "tp1"), target, let_go=False)
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    cell = cell_at(view.board.layout, *view.mapToScene(target).toTuple())
    assert cell is not None
    assert (view.scene().drop_mark.place.stage, view.scene().drop_mark.place.lane) == cell
    release(view.viewport(), target)
    assert bridge.document.touchpoints["tp1"].stage == cell[0]
