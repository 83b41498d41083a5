"""Where the window and its panels come back, also when their screen is gone."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from workbench.ui.application import make_window


def again(qapp, qtbot):
    made = make_window(qapp)
    qtbot.addWidget(made)
    made.show()
    made.files.new("template", "blank")
    return made


def test_a_window_that_was_far_outside_comes_back_into_sight(window, qapp, qtbot):
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(640, 480)
    window.move(40_000, 30_000)
    window.close()
    back = again(qapp, qtbot)
    room = QGuiApplication.primaryScreen().availableGeometry()
    seen = room.intersected(back.frameGeometry())
    assert seen.width() >= 200
    assert seen.height() >= 200
    assert room.contains(back.frameGeometry().topLeft() + QPoint(8, 8))
    back.bridge.undo_stack.setClean()
    back.close()


def test_panels_come_back_where_and_as_wide_as_they_were(window, qapp, qtbot):
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1500, 900)
    window.files.new("template", "blank")
    QTest.qWait(100)
    window.resizeDocks([window.docks["left"]], [310], Qt.Orientation.Horizontal)
    window.actions_by_id["panel_right"].trigger()
    qtbot.waitUntil(lambda: window.docks["left"].width() > 250)
    width = window.docks["left"].width()
    window.bridge.undo_stack.setClean()
    window.close()
    back = again(qapp, qtbot)
    assert not back.docks["right"].isVisible()
    assert not back.actions_by_id["panel_right"].isChecked()
    qtbot.waitUntil(lambda: abs(back.docks["left"].width() - width) <= 2)
    back.bridge.undo_stack.setClean()
    back.close()


def test_a_broken_memory_of_places_is_no_harm(window, qapp, qtbot):
    window.settings.set("window_geometry", "bm90IGEgZ2VvbWV0cnk=")
    window.settings.set("window_state", "????")
    back = again(qapp, qtbot)
    assert back.isVisible()
    assert back.docks["left"].isVisible()
    back.bridge.undo_stack.setClean()
    back.close()


def test_the_right_panel_is_never_narrower_than_what_it_shows(window, qtbot):
    window.settings.set("tour_done", True)
    window.resize(1280, 720)
    window.files.new("sample", "corner-bakery")
    bridge, inspector = window.bridge, window.inspector
    area = window.docks["right"].widget()
    for table in ("touchpoints", "stages", "notes", "connections"):
        bridge.select([(table, next(iter(getattr(bridge.document, table))))])
        QTest.qWait(50)
        window.resizeDocks([window.docks["right"]], [80], Qt.Orientation.Horizontal)
        qtbot.waitUntil(lambda: area.viewport().width() >= inspector.minimumSizeHint().width())
        assert inspector.width() <= area.viewport().width()
