"""The minimap: there where the map is larger than the canvas, and moves what is seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest


@pytest.fixture
def bakery(window):
    window.settings.set("tour_done", True)
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1600, 1000)
    window.files.new("sample", "corner-bakery")
    return window


def test_it_shows_only_while_the_map_is_larger_than_the_view(bakery, qtbot):
    minimap = bakery.tools.minimap
    bakery.view.set_scale(0.6)
    qtbot.waitUntil(lambda: not minimap.isVisible())
    bakery.view.set_scale(2)
    qtbot.waitUntil(minimap.isVisible)
    assert bakery.view.viewport().geometry().contains(minimap.geometry())


def test_dragging_on_it_moves_the_map(bakery, qtbot):
    minimap, view = bakery.tools.minimap, bakery.view
    view.set_scale(2)
    qtbot.waitUntil(minimap.isVisible)
    QTest.mousePress(minimap, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert view.horizontalScrollBar().value() == 0
    corner = QPoint(minimap.width() - 2, minimap.height() - 2)
    QTest.mouseMove(minimap, corner)
    QTest.mouseRelease(minimap, Qt.MouseButton.LeftButton, pos=corner)
    QTest.mouseClick(minimap, Qt.MouseButton.LeftButton, pos=corner)
    assert view.horizontalScrollBar().value() == view.horizontalScrollBar().maximum()
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    seen = minimap.seen()
    assert seen.right() == pytest.approx(minimap.width() - 6, abs=1)
    assert seen.left() > minimap.width() / 4


def test_view_hides_it_and_brings_it_back(bakery, qtbot):
    minimap, action = bakery.tools.minimap, bakery.actions_by_id["minimap"]
    bakery.view.set_scale(2)
    qtbot.waitUntil(minimap.isVisible)
    action.trigger()
    assert not minimap.isVisible()
    assert not action.isChecked()
    action.trigger()
    assert minimap.isVisible()


def test_it_lets_the_cards_beneath_be_seen_while_the_pointer_is_near(bakery, qtbot):
    minimap, view = bakery.tools.minimap, bakery.view
    view.set_scale(2)
    qtbot.waitUntil(minimap.isVisible)
    beside = view.viewport().mapFromParent(minimap.geometry().topRight()) + QPoint(10, -10)
    QTest.mouseMove(view.viewport(), beside)
    assert minimap.is_see_through
    QTest.mouseMove(view.viewport(), beside + QPoint(200, -100))
    assert not minimap.is_see_through
    QTest.mouseMove(view.viewport(), beside)
    QTest.mouseMove(minimap, minimap.rect().center())
    qtbot.waitUntil(lambda: not minimap.is_see_through)


def test_a_map_that_is_hardly_larger_than_the_view_needs_none(bakery, qtbot):
    minimap, view = bakery.tools.minimap, bakery.view
    view.set_scale(1)
    fitting = view.viewport().width() / view.sceneRect().width()
    view.set_scale(1.3 * fitting)
    qtbot.wait(200)
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.width() < view.sceneRect().width()
    assert not minimap.isVisible()


def test_it_takes_less_of_a_small_canvas(bakery, qtbot):
    minimap, view = bakery.tools.minimap, bakery.view
    bakery.resize(1280, 720)
    view.set_scale(2)
    qtbot.waitUntil(minimap.isVisible)
    assert minimap.width() <= view.viewport().width() / 5
    assert minimap.height() <= view.viewport().height() / 4
