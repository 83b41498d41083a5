"""The row of maps above the canvas."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from tests.helpers.canvas import LEFT, NO_KEYS, drag, small_map
from workbench.model import queries
from workbench.store import template_list
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.map_switcher import MapSwitcher
from workbench.ui.theme import Theme


@pytest.fixture
def switcher(qtbot: QtBot, qapp: QApplication) -> Iterator[MapSwitcher]:
    sheet, palette = qapp.styleSheet(), qapp.palette()
    switcher = MapSwitcher(Bridge(small_map()), Theme(qapp, "light"))
    qtbot.addWidget(switcher)
    switcher.resize(700, 40)
    switcher.show()
    yield switcher
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)


def tab(switcher: MapSwitcher, index: int) -> QPoint:
    return switcher.tabs.tabRect(index).center()


def names(switcher: MapSwitcher) -> list[str]:
    return [switcher.tabs.tabText(i) for i in range(switcher.tabs.count())]


def menu_of(switcher: MapSwitcher) -> QMenu:
    (menu,) = [menu for menu in switcher.findChildren(QMenu) if menu.isVisible()]
    return menu


def test_a_click_shows_the_map(switcher: MapSwitcher) -> None:
    assert names(switcher) == ["First visit", "Second visit"]
    QTest.mouseClick(switcher.tabs, LEFT, NO_KEYS, tab(switcher, 1))
    assert switcher._bridge.map_id == "ma2"
    switcher._bridge.show_map("ma1")
    assert switcher.tabs.currentIndex() == 0


def test_a_double_click_renames_and_escape_does_not(switcher: MapSwitcher) -> None:
    QTest.mouseDClick(switcher.tabs, LEFT, NO_KEYS, tab(switcher, 0))
    (field,) = switcher.findChildren(QLineEdit)
    QTest.keyClicks(field, "Bread & rolls")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert switcher._bridge.document.maps["ma1"].name == "Bread & rolls"
    QTest.keyClick(switcher.tabs, Qt.Key.Key_F2)
    field = next(f for f in switcher.findChildren(QLineEdit) if f.isVisible())
    assert field.text() == "Bread & rolls"
    QTest.keyClicks(field, "Nothing")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert switcher._bridge.document.maps["ma1"].name == "Bread & rolls"
    switcher._bridge.undo()
    assert names(switcher) == ["First visit", "Second visit"]


def test_dragging_a_tab_reorders_the_maps(switcher: MapSwitcher) -> None:
    drag(switcher.tabs, tab(switcher, 0), tab(switcher, 1) + QPoint(30, 0))
    assert [m.id for m in queries.maps(switcher._bridge.document)] == ["ma2", "ma1"]
    switcher._bridge.undo()
    assert names(switcher) == ["First visit", "Second visit"]


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")
def test_the_menu_duplicates_and_deletes(switcher: MapSwitcher) -> None:
    switcher.tabs.customContextMenuRequested.emit(tab(switcher, 0))
    actions = {action.text().split("\t")[0]: action for action in menu_of(switcher).actions()}
    actions["Duplicate"].trigger()
    assert names(switcher) == ["First visit", "First visit (copy)", "Second visit"]
    assert switcher.tabs.currentIndex() == 1
    actions["Delete"].trigger()
    assert names(switcher) == ["First visit (copy)", "Second visit"]
    switcher._bridge.undo()
    assert "ma1" in switcher._bridge.document.maps


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")
def test_plus_adds_a_map_of_a_stage_model_and_shows_it(switcher: MapSwitcher) -> None:
    QTest.mouseClick(switcher.add_button, LEFT)
    actions = menu_of(switcher).actions()
    assert [action.text() for action in actions] == [i.name for i in template_list.templates()]
    actions[0].trigger()
    bridge = switcher._bridge
    assert len(bridge.document.maps) == 3
    assert len(queries.stages(bridge.document, bridge.map_id)) == 3
    assert switcher.tabs.currentIndex() == 2
