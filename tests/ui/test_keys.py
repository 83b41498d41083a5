"""A map is walked, scored and connected by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.helpers.canvas import small_map
from workbench.model.commands import edit
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.key_hint import KeyHint
from workbench.ui.canvas.view import MapView
from workbench.ui.theme import Theme

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(qtbot: QtBot, bridge: Bridge, theme: Theme) -> MapView:
    view = MapView(bridge, theme)
    qtbot.addWidget(view)
    view.resize(760, 640)
    view.show()
    view.setFocus()
    return view


def press(view: MapView, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(view, key)


def hint(view: MapView) -> str:
    """What the line at the foot of the canvas says; empty while it is hidden."""
    found = view.findChild(KeyHint)
    return found.text() if found.isVisible() else ""


def scores(bridge: Bridge, card: str) -> tuple[float | None, float | None, float | None]:
    it = bridge.document.touchpoints[card]
    return it.importance, it.satisfaction, it.feeling


# -- walking


def test_arrows_leave_the_cards_for_the_headers_and_come_back(view, bridge):
    bridge.select([("notes", "no1")])
    walked = []
    for key in (Key.Key_Up, Key.Key_Right, Key.Key_Down, Key.Key_Left, Key.Key_Left):
        press(view, key)
        walked.append(bridge.selection[0])
    assert walked == [
        ("stages", "stA"),
        ("stages", "stB"),
        ("touchpoints", "tp4"),
        ("touchpoints", "tp1"),
        ("lanes", "laT"),
    ]
    press(view, Key.Key_Up, Key.Key_Right)
    assert bridge.selection == (("notes", "no1"),)


def test_arrows_go_through_empty_cells(view, bridge):
    bridge.select([("stages", "stC")])
    press(view, Key.Key_Down)
    assert bridge.selection == ()
    assert view.board.focus_cell == ("stC", "laN")
    press(view, Key.Key_Down)
    assert view.board.focus_cell == ("stC", "laT")
    press(view, Key.Key_Left)
    assert bridge.selection == (("touchpoints", "tp4"),)
    assert view.board.focus_cell is None


def test_coming_from_below_one_reaches_the_last_card_of_a_cell(view, bridge):
    bridge.select([("lanes", "laX")])
    press(view, Key.Key_Right)
    assert view.board.focus_cell == ("stA", "laX")
    press(view, Key.Key_Up)
    assert bridge.selection == (("touchpoints", "tp3"),)


def test_arrows_lead_from_a_connection_to_its_ends(view, bridge):
    for key, end in ((Key.Key_Left, "tp1"), (Key.Key_Right, "tp4")):
        bridge.select([("connections", "co1")])
        press(view, key)
        assert bridge.selection == (("touchpoints", end),)


# -- scores


def test_digits_are_the_importance_of_all_selected_touchpoints(view, bridge):
    bridge.select([("touchpoints", "tp1"), ("touchpoints", "tp2"), ("notes", "no1")])
    press(view, Key.Key_7)
    assert scores(bridge, "tp1") == (7, 3, 1)
    assert scores(bridge, "tp2") == (7, None, None)
    bridge.undo()
    assert scores(bridge, "tp1") == (9, 3, 1)
    assert scores(bridge, "tp2") == (None, None, None)


def test_nought_is_ten_and_s_makes_it_the_satisfaction(view, bridge):
    bridge.select([("touchpoints", "tp2")])
    press(view, Key.Key_0, Key.Key_S)
    assert "Satisfaction" in hint(view)
    press(view, Key.Key_0)
    assert hint(view) == ""
    assert scores(bridge, "tp2") == (10, 10, None)
    press(view, Key.Key_4)
    assert scores(bridge, "tp2") == (4, 10, None)


def test_escape_after_s_gives_only_that_up(view, bridge):
    bridge.select([("touchpoints", "tp2")])
    press(view, Key.Key_S, Key.Key_Escape)
    assert hint(view) == ""
    assert bridge.selection == (("touchpoints", "tp2"),)
    press(view, Key.Key_3)
    assert scores(bridge, "tp2") == (3, None, None)


def test_a_digit_that_is_typed_with_shift_counts(view, bridge):
    bridge.select([("touchpoints", "tp2")])
    # as a French keyboard sends it
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Key.Key_8, SHIFT, "8"))
    assert scores(bridge, "tp2")[0] == 8
    # and an American one: another sign, no digit
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Key.Key_Exclam, SHIFT, "!"))
    assert scores(bridge, "tp2")[0] == 8


def test_shift_on_its_own_does_not_give_up_what_s_began(view, bridge):
    bridge.select([("touchpoints", "tp2")])
    press(view, Key.Key_S)
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Key.Key_Shift, SHIFT))
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Key.Key_6, SHIFT, "6"))
    assert scores(bridge, "tp2") == (None, 6, None)


def test_plus_and_minus_move_each_feeling_from_where_it_is(view, bridge):
    bridge.select([("touchpoints", "tp1"), ("touchpoints", "tp4"), ("touchpoints", "tp2")])
    QTest.keyClicks(view, "++")
    assert [scores(bridge, it)[2] for it in ("tp1", "tp4", "tp2")] == [2, 1, 2]
    QTest.keyClicks(view, "-")
    assert [scores(bridge, it)[2] for it in ("tp1", "tp4", "tp2")] == [1, 0, 1]
    bridge.undo()
    assert [scores(bridge, it)[2] for it in ("tp1", "tp4", "tp2")] == [1, -1, None]


def test_digits_on_a_note_or_a_stage_change_nothing(view, bridge):
    for place in (("notes", "no1"), ("stages", "stA")):
        bridge.select([place])
        QTest.keyClicks(view, "5s5+l")
    assert bridge.document == small_map()
    assert hint(view) == ""


# -- connecting


def ends(bridge: Bridge) -> set[tuple[str, str]]:
    return {(it.source, it.target) for it in bridge.document.connections.values()}


def test_l_and_enter_connect_to_the_next_touchpoint_and_go_on_there(view, bridge):
    bridge.select([("touchpoints", "tp1")])
    press(view, Key.Key_L)
    assert hint(view).startswith("“Search ad” leads to “Word of mouth”.")
    assert view.scene().connection_preview.isVisible()
    press(view, Key.Key_Return, Key.Key_L, Key.Key_Return)
    assert ends(bridge) == {("tp1", "tp4"), ("tp1", "tp2"), ("tp2", "tp3")}
    assert bridge.selection == (("touchpoints", "tp3"),)
    assert hint(view) == ""
    assert not view.scene().connection_preview.isVisible()


@pytest.mark.parametrize(
    "way",
    [(Key.Key_Right,), (Key.Key_Down, Key.Key_Right), (Key.Key_Tab,), (Key.Key_P, Key.Key_R)],
    ids=["arrow", "arrows", "tab", "typing"],
)
def test_arrows_tab_and_typing_choose_the_target(view, bridge, way):
    # tp3 → tp4 comes first by itself, so every way starts from another aim
    bridge.select([("touchpoints", "tp2")])
    press(view, Key.Key_L, *way, Key.Key_Return)
    assert ends(bridge) == {("tp1", "tp4"), ("tp2", "tp4")}


def test_a_title_is_found_by_a_later_word_and_without_accents(view, bridge):
    bridge.select([("touchpoints", "tp4")])
    press(view, Key.Key_L)
    QTest.keyClicks(view, "mou")
    press(view, Key.Key_Return)
    assert ends(bridge) == {("tp1", "tp4"), ("tp4", "tp2")}


def test_escape_gives_a_connection_up_and_keeps_the_selection(view, bridge):
    bridge.select([("touchpoints", "tp2")])
    press(view, Key.Key_L, Key.Key_Down, Key.Key_Escape)
    assert ends(bridge) == {("tp1", "tp4")}
    assert bridge.selection == (("touchpoints", "tp2"),)
    assert hint(view) == ""


def test_what_changes_meanwhile_gives_a_connection_up(view, bridge):
    bridge.select([("touchpoints", "tp2")])
    press(view, Key.Key_L)
    bridge.select([("touchpoints", "tp1")])
    assert hint(view) == ""
    press(view, Key.Key_Return)
    assert ends(bridge) == {("tp1", "tp4")}


def test_a_stage_that_is_collapsed_meanwhile_gives_a_connection_up(view, bridge):
    bridge.select([("touchpoints", "tp1")])
    press(view, Key.Key_L, Key.Key_Right)
    view.shaping.toggle("stages", "stB")
    assert hint(view) == ""
    assert not view.scene().connection_preview.isVisible()
    press(view, Key.Key_Down)
    assert bridge.selection == (("touchpoints", "tp2"),)


def test_a_cell_goes_with_its_lane(view, bridge):
    view.scene().set_focus_cell(("stC", "laX"))
    bridge.run(edit.remove, [("lanes", "laX")])
    press(view, Key.Key_Return)
    assert view.scene().board.focus_cell is None
    assert bridge.undo_stack.count() == 1
