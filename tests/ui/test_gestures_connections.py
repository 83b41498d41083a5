"""Connections on the map: clicked, edited in place, led elsewhere, reversed, deleted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.helpers.canvas import LEFT, NO_KEYS, drag, middle_of, on_screen, small_map
from workbench.model.commands import connections, edit
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.connection_editor import ConnectionEditor
from workbench.ui.canvas.view import MapView
from workbench.ui.theme import Theme
from workbench.words.problem_sentences import sentence

MENUS = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")
Key = Qt.Key


@pytest.fixture
def view(qtbot: QtBot, bridge: Bridge, theme: Theme) -> MapView:
    made = MapView(bridge, theme)
    qtbot.addWidget(made)
    made.resize(760, 640)
    made.show()
    made.setFocus()
    return made


def ends(bridge: Bridge, connection: str = "co1") -> tuple[str, str]:
    found = bridge.document.connections[connection]
    return found.source, found.target


def middle(view: MapView) -> QPoint:
    at = view.board.path("co1").pointAtPercent(0.5)
    return on_screen(view, at.x(), at.y())


def start_of(view: MapView) -> QPoint:
    start = view.board.routes["co1"].start
    return on_screen(view, start.x + 1, start.y)


def tip_of(view: MapView) -> QPoint:
    tip = view.board.routes["co1"].tip
    return on_screen(view, tip.x - 1, tip.y)


def fields(view: MapView) -> ConnectionEditor:
    (editor,) = [it for it in view.findChildren(ConnectionEditor) if it.isVisible()]
    return editor


def is_open(view: MapView) -> bool:
    return any(it.isVisible() for it in view.findChildren(ConnectionEditor))


# -- selecting


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
def test_a_line_is_taken_some_pixels_beside_it_at_any_scale(
    view: MapView, bridge: Bridge, scale: float
) -> None:
    bridge.run(connections.reconnect, "co1", "tp3", "tp4")
    bridge.run(edit.set_field, "touchpoints", "tp4", "lane", "laX")
    view.set_scale(scale)
    QApplication.processEvents()
    view.reveal("connections", "co1")
    at = middle(view)
    QTest.mouseMove(view.viewport(), at + QPoint(3, 0))
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseClick(view.viewport(), LEFT, NO_KEYS, at + QPoint(3, 0))
    assert bridge.selection == (("connections", "co1"),)


def test_the_selected_connection_shows_ends_to_drag(view: MapView) -> None:
    plain = view.grab().toImage()
    QTest.mouseClick(view.viewport(), LEFT, NO_KEYS, middle(view))
    chosen = view.grab().toImage()
    at = view.viewport().mapTo(view, tip_of(view) + QPoint(1, -4))
    assert plain.pixelColor(at) != chosen.pixelColor(at)
    QTest.mouseMove(view.viewport(), tip_of(view))
    assert view.viewport().cursor().shape() == Qt.CursorShape.CrossCursor


# -- leading it elsewhere


def test_the_tip_is_dragged_to_another_touchpoint(view: MapView, bridge: Bridge) -> None:
    bridge.select([("connections", "co1")])
    drag(view.viewport(), tip_of(view), middle_of(view, "tp3"), let_go=False)
    assert view.scene().connection_preview.isVisible()
    assert ends(bridge) == ("tp1", "tp4")
    QTest.mouseRelease(view.viewport(), LEFT, NO_KEYS, middle_of(view, "tp3"))
    assert ends(bridge) == ("tp1", "tp3")
    assert bridge.document.connections["co1"].share == 40.0
    assert bridge.undo_stack.undoText() == "Reconnect touchpoints"
    bridge.undo()
    assert bridge.document == small_map()


def test_the_start_is_dragged_to_another_touchpoint(view: MapView, bridge: Bridge) -> None:
    bridge.select([("connections", "co1")])
    drag(view.viewport(), start_of(view), middle_of(view, "tp2"))
    assert ends(bridge) == ("tp2", "tp4")
    assert len(bridge.document.connections) == 1


@pytest.mark.parametrize("target", ["no1", "tp1", "tp4"])
def test_an_end_let_go_where_it_cannot_be_stays(view: MapView, bridge: Bridge, target: str) -> None:
    bridge.select([("connections", "co1")])
    drag(view.viewport(), tip_of(view), middle_of(view, target))
    assert bridge.document == small_map()
    assert bridge.undo_stack.count() == 0


def test_two_connections_of_the_same_two_are_refused_with_a_reason(
    view: MapView, bridge: Bridge, qtbot: QtBot
) -> None:
    bridge.run(connections.connect, "tp2", "tp4")
    bridge.select([("connections", "co1")])
    with qtbot.waitSignal(bridge.refused) as told:
        drag(view.viewport(), start_of(view), middle_of(view, "tp2"))
    assert "connected already" in sentence(told.args[0])
    assert ends(bridge) == ("tp1", "tp4")


# -- editing in place


def test_share_and_label_are_typed_over_the_line_in_one_undo_step(
    view: MapView, bridge: Bridge
) -> None:
    QTest.mouseDClick(view.viewport(), LEFT, NO_KEYS, middle(view))
    editor = fields(view)
    assert editor.share.hasFocus()
    assert editor.share.text() == "40"
    QTest.keyClicks(editor.share, "12.5")
    QTest.keyClick(editor.share, Key.Key_Tab)
    assert editor.label.hasFocus()
    QTest.keyClicks(editor.label, "clicks Prices")
    QTest.keyClick(editor.label, Key.Key_Return)
    found = bridge.document.connections["co1"]
    assert (found.share, found.label) == (12.5, "clicks Prices")
    assert not is_open(view)
    assert view.hasFocus()
    assert bridge.undo_stack.count() == 1
    bridge.undo()
    assert bridge.document == small_map()


def test_escape_drops_what_was_typed_and_f2_opens_it_again(view: MapView, bridge: Bridge) -> None:
    bridge.select([("connections", "co1")])
    QTest.keyClick(view, Key.Key_F2)
    QTest.keyClicks(fields(view).share, "99")
    QTest.keyClick(fields(view).share, Key.Key_Escape)
    assert not is_open(view)
    assert bridge.document == small_map()
    QTest.keyClick(view, Key.Key_F2)
    assert fields(view).share.text() == "40"


@pytest.mark.parametrize("typed", ["many", "140", "-3"])
def test_a_share_that_is_none_is_marked_and_not_kept(
    view: MapView, bridge: Bridge, typed: str
) -> None:
    view.edit_title("connections", "co1")
    editor = fields(view)
    QTest.keyClicks(editor.share, typed)
    assert editor.share.property("invalid") == "true"
    QTest.keyClick(editor.share, Key.Key_Return)
    assert is_open(view)
    QTest.keyClicks(editor.label, "late")
    QTest.mouseClick(view.viewport(), LEFT, NO_KEYS, on_screen(view, 400, 8))
    found = bridge.document.connections["co1"]
    assert (found.share, found.label) == (40.0, "late")
    assert not is_open(view)


def test_a_share_of_many_decimals_that_nobody_touches_stays_exact(
    view: MapView, bridge: Bridge
) -> None:
    bridge.run(edit.set_field, "connections", "co1", "share", 33.333)
    view.edit_title("connections", "co1")
    QTest.keyClicks(fields(view).label, "x")
    QTest.keyClick(fields(view).label, Key.Key_Return)
    assert bridge.document.connections["co1"].share == 33.333


def test_an_emptied_share_is_unknown(view: MapView, bridge: Bridge) -> None:
    view.edit_title("connections", "co1")
    QTest.keyClick(fields(view).share, Key.Key_Delete)
    QTest.keyClick(fields(view).share, Key.Key_Return)
    assert bridge.document.connections["co1"].share is None


def test_the_label_stands_on_the_line_of_the_selected(view: MapView, bridge: Bridge) -> None:
    bridge.run(edit.set_fields, "connections", ["co1"], {"share": None, "label": ""})
    bridge.run(edit.set_field, "touchpoints", "tp4", "stage", "stC")
    bridge.select([("connections", "co1")])
    bare = view.grab().toImage()
    bridge.run(edit.set_field, "connections", "co1", "label", "asks")
    assert view.grab().toImage() != bare


# -- the menu


def open_menu(view: MapView) -> dict[str, QAction]:
    at = middle(view)
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    (menu,) = [menu for menu in view.findChildren(QMenu) if menu.isVisible()]
    return {action.text().split("\t")[0]: action for action in menu.actions()}


@MENUS
def test_the_menu_of_a_connection(view: MapView, bridge: Bridge) -> None:
    actions = open_menu(view)
    assert bridge.selection == (("connections", "co1"),)
    actions["Reverse direction"].trigger()
    assert ends(bridge) == ("tp4", "tp1")
    bridge.undo()
    actions["Go to “Price page”"].trigger()
    assert bridge.selection == (("touchpoints", "tp4"),)
    actions["Edit share and label"].trigger()
    assert is_open(view)


@MENUS
def test_the_menu_deletes_a_connection(view: MapView, bridge: Bridge) -> None:
    open_menu(view)["Delete"].trigger()
    assert bridge.document.connections == {}
