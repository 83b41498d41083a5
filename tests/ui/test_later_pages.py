"""Pages behind others are made when they are first shown: nobody notices but the start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QTabBar, QWidget

from workbench.model.commands import edit
from workbench.ui.application import make_window
from workbench.ui.panels.analysis_dock import AnalysisDock, Page
from workbench.ui.panels.ratings import RatingsPanel
from workbench.ui.panels.triggers import TriggersPanel
from workbench.words.say import say


@pytest.fixture
def window(qapp, qtbot):
    window = make_window(qapp)
    qtbot.addWidget(window, before_close_func=lambda it: it.bridge.undo_stack.setClean())
    window.resize(1600, 1000)
    window.files.new("sample", "corner-bakery")
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.bridge.undo_stack.setClean()


def test_tabs_count_what_is_not_made_yet(window):
    pages = tabs_of(window.analysis)
    before = [pages.tabText(at) for at in range(pages.count())]
    assert window.analysis.findChildren(TriggersPanel) == []
    assert window.analysis.findChildren(RatingsPanel) == []
    assert any(text.startswith("Triggers ") for text in before)
    # asked for, they count by themselves
    assert isinstance(window.pages.triggers, TriggersPanel)
    assert isinstance(window.ratings.panel, RatingsPanel)
    window.pages.triggers.refresh()
    window.ratings.panel.refresh()
    assert [pages.tabText(at) for at in range(pages.count())] == before


def test_a_tab_counts_on_before_its_page_is_there(window):
    pages = tabs_of(window.analysis)
    trigger = next(iter(window.bridge.document.triggers))
    n = sum(it.map == window.bridge.map_id for it in window.bridge.document.triggers.values())
    window.bridge.run(edit.remove, [("triggers", trigger)])
    assert window.analysis.findChildren(TriggersPanel) == []
    assert pages.tabText(1) == f"Triggers {n - 1}"


def test_what_is_revealed_on_such_a_page_is_shown(window, qtbot):
    trigger = list(window.bridge.document.triggers)[-1]
    window.bridge.reveal("triggers", trigger)
    qtbot.waitUntil(window.pages.triggers.isVisible)
    assert window.pages.triggers.editor.target.ids == (trigger,)


def test_a_page_is_made_once_when_its_tab_is_chosen_and_tab_leads_into_it(qtbot):
    made = []
    dock = AnalysisDock()
    qtbot.addWidget(dock)
    dock.add_page("gaps.tab", QPushButton("first"))

    def make() -> Page:
        page, corner = QLineEdit(), QPushButton("corner")
        made.append(page)
        return Page(page, corner=corner)

    later = dock.add_later_page("triggers.tab", make)
    dock.add_view("by_stage.title", QPushButton("last"))
    dock.resize(900, 300)
    dock.show()
    qtbot.waitExposed(dock)
    tabs = tabs_of(dock)
    assert made == []
    assert not later.is_made
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    assert len(made) == 1
    assert made[0].isVisible()
    assert later.make() is made[0]
    tabs.setFocus()
    QTest.keyClick(tabs, Qt.Key.Key_Tab)
    focused: QWidget | None = dock.focusWidget()
    assert focused is made[0]


def tabs_of(dock: AnalysisDock) -> QTabBar:
    """The tabs at the left."""
    bars = dock.findChildren(QTabBar)
    return next(bar for bar in bars if bar.accessibleName() == say("dock.pages"))
