"""Nothing typed is lost, and keys act on what has the focus."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QWidget

from workbench.model import queries
from workbench.model.commands import edit
from workbench.store import workspace_file
from workbench.ui.canvas.editor import TitleEditor
from workbench.ui.files.standing import SaveState
from workbench.ui.main_window import MainWindow
from workbench.ui.panels import reasons_rows
from workbench.ui.panels.chips import Chip
from workbench.ui.panels.reasons_table import ReasonsTable

CONTROL = Qt.KeyboardModifier.ControlModifier


def answer(button: QMessageBox.StandardButton) -> list[str]:
    """Press a button of the question that opens next; gives what it asked."""
    asked: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        box.button(button).click()

    QTimer.singleShot(0, press)
    return asked


@pytest.fixture
def bakery(window: MainWindow, qapp: QApplication) -> MainWindow:
    window.files.new("sample", "corner-bakery")
    window.activateWindow()
    qapp.processEvents()
    return window


def first_card(window: MainWindow) -> str:
    return queries.touchpoints(window.bridge.document, window.bridge.map_id)[0].id


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def title(window: MainWindow, card: str) -> str:
    return window.bridge.document.touchpoints[card].title


def type_title(window: MainWindow, card: str, text: str) -> TitleEditor:
    """Type over a card's title in place, without Enter."""
    window.bridge.reveal("touchpoints", card)
    window.view.setFocus()
    QTest.keyClick(window.view, Qt.Key.Key_F2)
    editor = window.view.findChild(TitleEditor)
    assert focused() is editor
    QTest.keyClicks(editor, text)
    return editor


@pytest.mark.parametrize("place", ["chip", "gaps", "palette", "slider", "maps"])
def test_delete_outside_the_canvas_deletes_no_card(bakery, qtbot, place):
    qtbot.waitUntil(lambda: len(bakery.bridge.findings) > 0, timeout=20_000)
    document = bakery.bridge.document
    card = next(item for item in document.touchpoints.values() if item.needs)
    bakery.bridge.reveal("touchpoints", card.id)
    part = {
        "chip": lambda: next(
            it
            for it in bakery.inspector.form().parts["needs"].findChildren(Chip)
            if it.text() != "need"
        ),
        "gaps": lambda: bakery.gaps._table,
        "palette": lambda: bakery.palette_panel.list,
        "slider": lambda: bakery.inspector.form().parts["importance"].findChild(QLineEdit),
        "maps": lambda: bakery.switcher.tabs,
    }[place]()
    part.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Delete)
    now = bakery.bridge.document
    if place != "maps":
        assert card.id in now.touchpoints
    if place == "chip":
        assert len(now.touchpoints[card.id].needs) == len(card.needs) - 1
    elif place == "maps":
        assert not now.maps
        bakery.bridge.undo()
        assert bakery.bridge.document == document
    else:
        assert now == document


def test_delete_in_the_list_of_personas_deletes_the_persona_not_the_card(bakery):
    card = first_card(bakery)
    bakery.bridge.reveal("touchpoints", card)
    people = bakery.personas.list
    people.setFocus()
    people.setCurrentIndex(people.model().index(0, 0))
    QTest.keyClick(people, Qt.Key.Key_Delete)
    assert card in bakery.bridge.document.touchpoints
    assert len(bakery.bridge.document.personas) == 1


def test_an_opened_workspace_has_the_focus_on_the_canvas(bakery):
    assert focused() is bakery.view


def test_f2_on_a_tab_renames_the_map_though_a_card_is_selected(bakery):
    bakery.bridge.reveal("touchpoints", first_card(bakery))
    bakery.switcher.tabs.setFocus()
    QTest.keyClick(bakery.switcher.tabs, Qt.Key.Key_F2)
    QTest.keyClicks(focused(), "Visitors")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert bakery.bridge.document.maps[bakery.bridge.map_id].name == "Visitors"


def test_keys_of_the_canvas_work_in_the_window(bakery):
    window = bakery
    window.view.setFocus()
    QTest.keyClick(window.view, Qt.Key.Key_A, CONTROL)
    cards = len(window.bridge.document.touchpoints) + len(window.bridge.document.notes)
    assert len(window.bridge.selection) == cards
    window.bridge.reveal("touchpoints", first_card(window))
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    assert len(window.bridge.document.touchpoints) + len(window.bridge.document.notes) == cards - 1
    QTest.keyClick(window.view, Qt.Key.Key_Z, CONTROL)
    assert len(window.bridge.document.touchpoints) + len(window.bridge.document.notes) == cards


def test_control_a_and_z_in_a_field_act_on_the_field_and_the_document(bakery):
    card = first_card(bakery)
    bakery.bridge.reveal("touchpoints", card)
    before = title(bakery, card)
    field = bakery.inspector.form().parts["title"].control
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
    assert field.selectedText() == before
    assert bakery.bridge.selection == (("touchpoints", card),)
    QTest.keyClicks(field, "Window")
    assert title(bakery, card) == "Window"
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert title(bakery, card) == before


def test_saving_saves_what_is_being_typed_in_place(bakery, tmp_path):
    path = tmp_path / "bakery.journey"
    bakery.files.save_as(path)
    bakery.files.wait_for_save()
    card = first_card(bakery)
    editor = type_title(bakery, card, "Window sign")
    QTest.keyClick(editor, Qt.Key.Key_S, CONTROL)
    bakery.files.wait_for_save()
    assert workspace_file.read(path).document.touchpoints[card].title == "Window sign"


def test_cut_and_paste_from_the_menu_act_on_a_title_that_is_being_typed(bakery):
    card = first_card(bakery)
    editor = type_title(bakery, card, "Window sign")
    before = bakery.bridge.document
    editor.selectAll()
    bakery.actions_by_id["cut"].trigger()
    assert editor.toPlainText() == ""
    for _ in range(2):
        bakery.actions_by_id["paste"].trigger()
    assert editor.toPlainText() == "Window signWindow sign"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert bakery.bridge.document is before


def type_in_outline(window: MainWindow) -> tuple[str, str, str]:
    """Type over a title in the outline, without Enter; gives table, id and field."""
    card = first_card(window)
    window.page.show_outline(True)
    window.page.outline.edit_title("touchpoints", card)
    QTest.keyClicks(focused(), "Window sign")
    return "touchpoints", card, "title"


def shown_reasons(window: MainWindow) -> ReasonsTable:
    window.tools.show_page(window.pages.triggers)
    window.bridge.reveal("reasons", next(iter(window.bridge.document.reasons)))
    table = window.pages.triggers.findChild(ReasonsTable)
    assert table.isVisible()
    table.setFocus()
    return table


def type_in_reasons(window: MainWindow) -> tuple[str, str, str]:
    table = shown_reasons(window)
    table.setCurrentIndex(table.model().index(0, reasons_rows.TEXT))
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(focused(), Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(focused(), "Window sign")
    return "reasons", table.rows.items[0].id, "text"


@pytest.mark.parametrize("begin", [type_in_outline, type_in_reasons])
def test_what_is_being_typed_in_a_cell_is_saved_and_undone(bakery, tmp_path, begin):
    path = tmp_path / "bakery.journey"
    bakery.files.save_as(path)
    bakery.files.wait_for_save()
    before = bakery.bridge.document
    table, identifier, field = begin(bakery)
    line = focused()
    QTest.keyClick(line, Qt.Key.Key_S, CONTROL)
    bakery.files.wait_for_save()
    saved = workspace_file.read(path).document.table(table)[identifier]
    assert getattr(saved, field) == "Window sign"
    assert focused() is line
    QTest.keyClicks(line, "!")
    bakery.actions_by_id["undo"].trigger()
    assert getattr(bakery.bridge.document.table(table)[identifier], field) == "Window sign"
    bakery.actions_by_id["undo"].trigger()
    assert bakery.bridge.document == before


def test_a_line_that_is_being_typed_leaves_the_keyboard_in_the_outline(bakery):
    bakery.page.show_outline(True)
    lines = bakery.page.outline.lines
    lines.setFocus()
    cards = len(bakery.bridge.document.touchpoints)
    bakery.actions_by_id["add_touchpoint"].trigger()
    QTest.keyClicks(focused(), "Window sign")
    bakery.bridge.settle()
    assert len(bakery.bridge.document.touchpoints) == cards + 1
    assert focused() is lines
    place = "touchpoints", first_card(bakery)
    bakery.page.outline.edit_title(*place)
    bakery.bridge.run(edit.remove, [place])
    assert focused() is lines


def test_a_reason_that_is_being_typed_leaves_the_keyboard_in_its_table(bakery):
    table = shown_reasons(bakery)
    table.edit_new()
    QTest.keyClicks(focused(), "Window sign")
    bakery.bridge.settle()
    assert "Window sign" in [it.text for it in bakery.bridge.document.reasons.values()]
    assert focused() is table


def test_another_map_keeps_what_is_being_typed_in_the_outline(bakery):
    bakery.actions_by_id["map_duplicate"].trigger()
    (other,) = bakery.bridge.document.maps.keys() - {bakery.bridge.map_id}
    table, card, _field = type_in_outline(bakery)
    bakery.bridge.show_map(other)
    assert bakery.bridge.document.table(table)[card].title == "Window sign"


def test_another_map_keeps_what_is_being_typed_in_place(bakery):
    card = first_card(bakery)
    bakery.switcher.duplicate(0)
    bakery.bridge.show_map(bakery.bridge.document.touchpoints[card].map)
    editor = type_title(bakery, card, "Window sign")
    QTest.keyClick(editor, Qt.Key.Key_PageDown, CONTROL)
    assert bakery.bridge.document.touchpoints[card].map != bakery.bridge.map_id
    assert title(bakery, card) == "Window sign"


@pytest.mark.parametrize("elsewhere", ["inspector", "gaps", "palette"])
def test_a_click_elsewhere_keeps_what_is_being_typed_in_place(bakery, qtbot, elsewhere):
    qtbot.waitUntil(lambda: len(bakery.bridge.findings) > 0, timeout=20_000)
    card = first_card(bakery)
    type_title(bakery, card, "Window sign")
    part = {
        "inspector": bakery.inspector.form().parts["does"].control.viewport(),
        "gaps": bakery.gaps._table.viewport(),
        "palette": bakery.palette_panel.search,
    }[elsewhere]
    QTest.mouseClick(part, Qt.MouseButton.LeftButton)
    assert title(bakery, card) == "Window sign"


def test_closing_the_window_asks_about_what_is_being_typed(bakery, tmp_path):
    bakery.files.save_as(tmp_path / "bakery.journey")
    bakery.files.wait_for_save()
    card = first_card(bakery)
    type_title(bakery, card, "Window sign")
    asked = answer(QMessageBox.StandardButton.Cancel)
    assert not bakery.close()
    assert "Save the changes" in asked[0]
    assert bakery.isVisible()
    assert title(bakery, card) == "Window sign"


def test_closing_after_a_save_that_fails_keeps_the_window(bakery, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    bakery.files.save_as(folder / "bakery.journey")
    bakery.files.wait_for_save()
    type_title(bakery, first_card(bakery), "Window sign")
    shutil.rmtree(folder)
    answer(QMessageBox.StandardButton.Save)
    assert not bakery.close()
    assert bakery.isVisible()
    assert "no folder" in bakery.notices.text
    assert bakery.files.state is SaveState.CHANGED


def test_a_map_name_being_typed_is_saved(bakery, tmp_path):
    path = tmp_path / "bakery.journey"
    bakery.files.save_as(path)
    bakery.files.wait_for_save()
    bakery.switcher.rename(0)
    QTest.keyClicks(focused(), "Visitors")
    QTest.keyClick(focused(), Qt.Key.Key_S, CONTROL)
    bakery.files.wait_for_save()
    saved = workspace_file.read(path).document
    assert [journey.name for journey in saved.maps.values()] == ["Visitors"]


def test_a_click_on_the_canvas_ends_renaming_a_map_and_keeps_the_canvas_focused(bakery):
    bakery.switcher.rename(0)
    QTest.keyClicks(focused(), "Visitors")
    QTest.mouseClick(bakery.view.viewport(), Qt.MouseButton.LeftButton)
    assert bakery.bridge.document.maps[bakery.bridge.map_id].name == "Visitors"
    assert focused() is bakery.view


def test_undo_from_the_menu_takes_back_what_is_being_typed(bakery):
    card = first_card(bakery)
    before = title(bakery, card)
    type_title(bakery, card, "Window sign")
    bakery.actions_by_id["add_stage"].trigger()
    bakery.actions_by_id["undo"].trigger()
    assert title(bakery, card) == "Window sign"
    bakery.actions_by_id["undo"].trigger()
    assert title(bakery, card) == before


def test_f6_goes_through_the_parts_of_the_window_and_back(bakery, qtbot):
    qtbot.waitUntil(lambda: len(bakery.bridge.findings) > 0, timeout=20_000)
    parts = {
        "personas": bakery.personas,
        "palette": bakery.palette_panel,
        "maps": bakery.switcher,
        "canvas": bakery.view,
        "inspector": bakery.inspector,
        "gaps": bakery.analysis,
    }

    def now() -> str:
        return next(
            n for n, part in parts.items() if part is focused() or part.isAncestorOf(focused())
        )

    bakery.view.setFocus()
    seen = [now()]
    for _ in range(6):
        QTest.keyClick(focused(), Qt.Key.Key_F6)
        seen.append(now())
    assert seen == ["canvas", "inspector", "gaps", "personas", "palette", "maps", "canvas"]
    QTest.keyClick(focused(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert now() == "maps"


def test_what_cannot_be_done_is_disabled(bakery):
    actions, bridge = bakery.actions_by_id, bakery.bridge
    assert not actions["map_next"].isEnabled()
    connection = next(iter(bridge.document.connections))
    bridge.select([("connections", connection)])
    assert actions["delete"].isEnabled()
    assert not actions["rename"].isEnabled()
    bakery.switcher.duplicate(0)
    assert actions["map_next"].isEnabled()
    bakery.files.wait_for_save()
    bridge.undo_stack.setClean()
    bakery.files.new("template", "blank")
    assert actions["add_touchpoint"].isEnabled()
    assert not actions["select_all"].isEnabled()
    for stage in queries.stages(bridge.document, bridge.map_id):
        bridge.run(edit.remove, [("stages", stage.id)])
    assert not actions["add_touchpoint"].isEnabled()


def test_a_channel_is_deleted_from_the_menu(bakery):
    channel = next(iter(bakery.bridge.document.channels))
    bakery.bridge.select([("channels", channel)])
    bakery.actions_by_id["delete"].trigger()
    assert channel not in bakery.bridge.document.channels
