"""The toolbar's door to the command palette."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from workbench.ui.command_box import CommandBox
from workbench.ui.command_palette.command_palette import CommandPalette


@pytest.fixture
def bakery(window):
    window.settings.set("tour_done", True)
    window.files.new("sample", "corner-bakery")
    return window


def test_a_click_opens_the_palette_and_esc_goes_back_to_the_map(bakery, qtbot):
    bakery.activateWindow()
    bakery.view.setFocus()
    box = bakery.toolbar.findChild(CommandBox)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    palette = bakery.findChild(CommandPalette)
    qtbot.waitUntil(palette.isVisible)
    QTest.keyClicks(palette.field, "counter")
    assert any("Counter service" in entry.title for entry in palette.shown())
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert bakery.view.hasFocus()


def test_it_says_its_key(bakery):
    box = bakery.toolbar.findChild(CommandBox)
    assert "Ctrl+K" in box.toolTip()
    assert box.accessibleName() == "Find or run a command"


@pytest.mark.parametrize("width", [1100, 1280, 1600])
def test_it_gives_way_in_a_narrow_toolbar_so_that_nothing_is_left_out(bakery, qtbot, width):
    bakery.resize(width, 800)
    box = bakery.toolbar.findChild(CommandBox)
    more = bakery.toolbar.findChild(QToolButton, "qt_toolbar_ext_button")
    qtbot.waitUntil(lambda: bakery.toolbar.width() == width)
    assert box.isVisible()
    assert not more.isVisible()
