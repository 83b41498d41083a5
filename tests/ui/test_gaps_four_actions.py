"""From a gap to an applied remedy: every click and key of somebody new is counted."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from workbench.ui.panels import gaps_rows
from workbench.ui.panels.gaps_bar import GapBar
from workbench.ui.panels.gaps_table import GapTable

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")

MOST = 4


class Hand:
    """Somebody at the window who has nothing but a mouse and a keyboard, and counts."""

    def __init__(self, window) -> None:
        self.gaps = window.gaps
        self.actions = 0

    def click(self, widget, place) -> None:
        self.actions += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)

    def click_row(self, row: int) -> None:
        table = self.gaps.findChild(GapTable)
        rect = table.visualRect(table.model().index(row, gaps_rows.GAP))
        assert table.viewport().rect().contains(rect.center()), "it would have to be scrolled to"
        self.click(table.viewport(), rect.center())

    def click_button(self, text: str) -> None:
        buttons = self.gaps.findChild(GapBar).findChildren(QPushButton)
        (button,) = (item for item in buttons if item.text() == text and item.isVisible())
        assert button.isEnabled()
        self.click(button, button.rect().center())

    def key(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        self.actions += 1
        QTest.keyClick(QApplication.focusWidget(), key)


@pytest.fixture
def bakery(window, qtbot):
    window.files.new("sample", "corner-bakery")
    qtbot.waitUntil(lambda: window.bridge.is_analysed, timeout=20_000)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return window


def told(hand: Hand) -> int:
    sys.stdout.write(f"actions: {hand.actions}, at most {MOST}\n")
    return hand.actions


def test_from_the_worst_gap_to_a_remedy(bakery):
    before, worst, hand = bakery.bridge.document, bakery.bridge.findings[0], Hand(bakery)
    hand.click_row(0)
    hand.click_button("Note the idea")
    assert told(hand) <= MOST
    (added,) = set(bakery.bridge.document.notes) - set(before.notes)
    note = bakery.bridge.document.notes[added]
    assert (note.stage, note.kind) == (worst.stage, "opportunity")
    assert "Price & hours page" in note.text
    assert bakery.bridge.selection == (("notes", added),)


def test_by_the_keyboard_from_the_chosen_gap_on(bakery):
    before, hand = bakery.bridge.document, Hand(bakery)
    hand.click_row(0)
    for text in ("Why?", "Note the idea"):
        hand.key(Qt.Key.Key_Tab)
        assert QApplication.focusWidget().property("text") == text
    hand.key(Qt.Key.Key_Space)
    assert len(bakery.bridge.document.notes) == len(before.notes) + 1
    assert told(hand) <= MOST


def test_from_the_worst_gap_that_suggests_a_touchpoint_to_that_touchpoint(bakery):
    before, hand = bakery.bridge.document, Hand(bakery)
    row = next(at for at, it in enumerate(bakery.bridge.findings) if it.suggestion is not None)
    suggested = bakery.bridge.findings[row].suggestion
    hand.click_row(row)
    hand.click_button("Add suggested touchpoint")
    assert told(hand) <= MOST
    (added,) = set(bakery.bridge.document.touchpoints) - set(before.touchpoints)
    assert bakery.bridge.document.touchpoints[added].title == suggested.title
