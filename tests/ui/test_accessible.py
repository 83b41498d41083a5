"""The canvas as a screen reader meets it: by Qt's own interfaces and events."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
)
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from workbench.model.commands import edit
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.map_switcher import MapSwitcher
from workbench.ui.canvas.view import MapView
from workbench.ui.outline.page import MapPage
from workbench.ui.theme import Theme

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
NAME, VALUE = QAccessible.Text.Name, QAccessible.Text.Value
DESCRIPTION = QAccessible.Text.Description
Told = list[tuple[QAccessible.Event, str]]


@pytest.fixture
def view(qtbot: QtBot, bridge: Bridge, theme: Theme) -> MapView:
    view = MapView(bridge, theme)
    page = MapPage(bridge, theme, MapSwitcher(bridge, theme), view)
    qtbot.addWidget(page)
    page.resize(760, 680)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    view.setFocus()
    return view


@pytest.fixture
def told() -> Iterator[Told]:
    """What screen readers are told, (event, name or message), from Qt's own door for tests."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the names inside Qt's libraries are those of Linux")
    gui = ctypes.CDLL(str(Path(PySide6.__path__[0]) / "Qt" / "lib" / "libQt6Gui.so.6"))
    install = gui._ZN11QAccessible20installUpdateHandlerEPFvP16QAccessibleEventE
    handler = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
    install.restype, install.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
    heard: Told = []

    def hear(address: int) -> None:
        event = shiboken6.wrapInstance(address, QAccessibleEvent)
        if event.type() == QAccessible.Event.Announcement:
            spoken = shiboken6.wrapInstance(address, QAccessibleAnnouncementEvent)
            heard.append((event.type(), spoken.message()))
            return
        if event.type() in (QAccessible.Event.Focus, QAccessible.Event.NameChanged):
            about = event.accessibleInterface()
            heard.append((event.type(), about.text(NAME) if about is not None else ""))

    kept = handler(hear)
    install(ctypes.cast(kept, ctypes.c_void_p))
    was_active = QAccessible.isActive()
    QAccessible.setActive(True)
    yield heard
    QAccessible.setActive(was_active)
    install(None)


def interface(view: MapView) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(view)


def children(view: MapView) -> dict[str, QAccessibleInterface]:
    whole = interface(view)
    return {whole.child(at).text(NAME): whole.child(at) for at in range(whole.childCount())}


def focused(told: Told) -> list[str]:
    return [name for event, name in told if event == QAccessible.Event.Focus]


def announced(told: Told) -> list[str]:
    return [text for event, text in told if event == QAccessible.Event.Announcement]


def test_everything_on_the_map_is_a_child_of_the_canvas(view: MapView) -> None:
    whole = interface(view)
    assert whole.text(NAME) == "Map First visit"
    assert whole.role() == QAccessible.Role.List
    found = children(view)
    assert list(found) == [
        *("Awareness", "Decision", "Purchase"),
        *("Pains", "Touchpoints", "Experience", "Partners", "Reached"),
        *("Hard to find", "Search ad", "Word of mouth", "Flyer", "Price page"),
        "Search ad leads to Price page",
    ]
    roles = [found[name].role() for name in ("Awareness", "Pains", "Price page")]
    assert roles == [
        QAccessible.Role.ColumnHeader,
        QAccessible.Role.RowHeader,
        QAccessible.Role.ListItem,
    ]


def test_a_card_says_its_channel_place_and_figures(view: MapView, bridge: Bridge) -> None:
    for field, value in (("feeling", None), ("importance", 9.0), ("satisfaction", 3.0)):
        bridge.run(edit.set_field, "touchpoints", "tp4", field, value)
    card = children(view)["Price page"]
    assert card.text(DESCRIPTION) == "Website page, Decision, 1 of 1, importance 9, satisfaction 3"
    assert card.text(VALUE) == "importance 9, satisfaction 3"


@pytest.mark.parametrize(
    ("name", "description"),
    [
        (
            "Search ad",
            "no channel, Awareness, 2 of 4, importance 9, satisfaction 3, feeling happy (+1)",
        ),
        ("Flyer", "no channel, Awareness, 4 of 4, planned"),
        ("Hard to find", "Pain point, Awareness, 1 of 4"),
        ("Awareness", "stage 1 of 3, 4 cards"),
        ("Experience", "lane 3 of 5"),
        ("Search ad leads to Price page", "40 %"),
    ],
)
def test_what_follows_a_name(view: MapView, name: str, description: str) -> None:
    assert children(view)[name].text(DESCRIPTION) == description


def test_parents_children_and_positions_fit_together(view: MapView) -> None:
    whole = interface(view)
    for at in range(whole.childCount()):
        child = whole.child(at)
        assert child.isValid()
        assert child.parent() is whole
        assert whole.indexOfChild(child) == at
        assert child.childCount() == 0
    card = children(view)["Word of mouth"]
    middle = card.rect().center()
    assert whole.childAt(middle.x(), middle.y()) is card
    header = children(view)["Decision"].rect().center()
    assert whole.childAt(header.x(), header.y()).text(NAME) == "Decision"
    assert whole.rect().contains(card.rect())


def test_the_interface_of_the_canvas_hangs_in_the_window(view: MapView) -> None:
    above = interface(view).parent()
    while above.parent() is not None and above.object() is not view.window():
        above = above.parent()
    assert above.object() is view.window()


def test_states_tell_what_is_selected_has_the_keyboard_or_is_out_of_sight(
    view: MapView, bridge: Bridge
) -> None:
    bridge.select([("touchpoints", "tp1"), ("touchpoints", "tp2")])
    found = children(view)
    names = ("Search ad", "Word of mouth", "Flyer")
    states = {name: found[name].state() for name in names}
    assert [bool(states[name].selected) for name in names] == [True, True, False]
    assert [bool(states[name].focused) for name in names] == [False, True, False]
    assert interface(view).focusChild() is found["Word of mouth"]
    view.zoom_at(2.0, view.viewport().rect().topLeft())
    assert found["Purchase"].state().offscreen
    assert not found["Search ad"].state().offscreen


def test_a_screen_reader_can_select_and_give_the_keyboard(view: MapView, bridge: Bridge) -> None:
    found = children(view)
    actions = found["Flyer"].actionInterface()
    assert actions.actionNames() == [actions.pressAction(), actions.setFocusAction()]
    actions.doAction(actions.pressAction())
    assert bridge.selection == (("touchpoints", "tp3"),)
    chosen = interface(view).selectionInterface()
    assert chosen.select(found["Price page"])
    assert [it.text(NAME) for it in chosen.selectedItems()] == ["Flyer", "Price page"]
    assert chosen.unselect(found["Flyer"])
    assert bridge.selection == (("touchpoints", "tp4"),)
    chosen.selectAll()
    assert chosen.selectedItemCount() == 5
    chosen.clear()
    assert bridge.selection == ()


def test_arrow_keys_tell_where_the_keyboard_is(view: MapView, told: Told, bridge: Bridge) -> None:
    bridge.select([("touchpoints", "tp1")])
    told.clear()
    QTest.keyClick(view, Key.Key_Down)
    QTest.keyClick(view, Key.Key_Down)
    assert focused(told) == ["Word of mouth", "Flyer"]


def test_an_empty_cell_is_announced(
    view: MapView, told: Told, bridge: Bridge, qtbot: QtBot
) -> None:
    bridge.select([("touchpoints", "tp4")])
    told.clear()
    QTest.keyClick(view, Key.Key_Tab)
    qtbot.waitUntil(lambda: bool(announced(told)))
    assert announced(told) == ["Empty cell, Purchase, Touchpoints"]


def test_moves_by_key_are_announced_and_so_is_undoing_them(
    view: MapView, told: Told, bridge: Bridge
) -> None:
    bridge.select([("touchpoints", "tp1")])
    told.clear()
    QTest.keyClick(view, Key.Key_Right, CONTROL)
    assert announced(told) == ["Search ad moved to Decision, 1 of 2"]
    bridge.undo()
    assert announced(told)[1:] == ["Search ad moved to Awareness, 2 of 4"]


def test_several_moves_and_a_removal_are_one_announcement_each(
    view: MapView, told: Told, bridge: Bridge
) -> None:
    bridge.select([("touchpoints", "tp1"), ("touchpoints", "tp2")])
    told.clear()
    QTest.keyClick(view, Key.Key_Right, CONTROL)
    QTest.keyClick(view, Key.Key_Delete)
    # with the two cards goes the connection of one of them
    assert announced(told) == ["2 cards moved to Decision, 1 of 3", "3 removed"]


def test_a_new_title_is_told_of_the_card_that_has_it(
    view: MapView, told: Told, bridge: Bridge
) -> None:
    card = children(view)["Flyer"]
    told.clear()
    bridge.run(edit.set_field, "touchpoints", "tp3", "title", "Leaflet")
    assert (QAccessible.Event.NameChanged, "Leaflet") in told
    assert card.text(NAME) == "Leaflet"


def test_nothing_is_told_where_nobody_listens(view: MapView, told: Told, bridge: Bridge) -> None:
    QAccessible.setActive(False)
    told.clear()
    bridge.select([("touchpoints", "tp1")])
    QTest.keyClick(view, Key.Key_Right, CONTROL)
    assert told == []


def test_what_is_gone_is_let_go_of(view: MapView, bridge: Bridge) -> None:
    whole, gone = interface(view), children(view)["Flyer"]
    number = QAccessible.uniqueId(gone)
    before = whole.childCount()
    bridge.run(edit.remove, [("touchpoints", "tp3")])
    assert whole.childCount() == before - 1
    assert not shiboken6.isValid(gone)
    assert QAccessible.accessibleInterface(number) is None
    bridge.undo()
    assert children(view)["Flyer"].isValid()


def test_another_map_has_other_children(view: MapView, bridge: Bridge) -> None:
    assert "Price page" in children(view)
    bridge.show_map("ma2")
    assert list(children(view)) == ["Return", "Touchpoints"]
    assert interface(view).text(NAME) == "Map Second visit"


def test_the_cards_of_a_folded_stage_are_no_children_and_the_stage_says_why(
    view: MapView,
) -> None:
    assert children(view)["Awareness"].state().expanded
    view.shaping.toggle("stages", "stA")
    found = children(view)
    assert "Search ad" not in found
    assert "Price page" in found
    assert found["Awareness"].state().collapsed
    assert not found["Decision"].state().collapsed


def test_a_field_over_the_map_is_a_child_too(view: MapView) -> None:
    view.edit_title("touchpoints", "tp1")
    assert "Title" in children(view)
    QTest.keyClick(view.focusWidget() or view, Key.Key_Escape)


def test_a_canvas_goes_with_all_that_was_told_of_it(bridge: Bridge, theme: Theme) -> None:
    view = MapView(bridge, theme)
    page = MapPage(bridge, theme, MapSwitcher(bridge, theme), view)
    parts = list(children(view).values())
    assert all(shiboken6.isValid(part) for part in parts)
    page.deleteLater()
    del page, view
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert not any(shiboken6.isValid(part) for part in parts)
    bridge.run(edit.set_field, "touchpoints", "tp1", "title", "Nobody hears")
