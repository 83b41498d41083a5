"""Cut, copy, paste and duplicate by key, menu and from other programs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView

from tests.helpers.canvas import small_map
from workbench.analysis.findings import findings
from workbench.model import queries
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import TABLES, Channel
from workbench.ui import mime
from workbench.ui.application import make_window
from workbench.ui.main_window import MainWindow
from workbench.ui.panels.gaps_table import GapTable

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def made(qapp: QApplication) -> MainWindow:
    window = make_window(qapp)
    window.resize(1400, 900)
    window.show()
    window.build_workbench()
    return window


def end(window: MainWindow) -> None:
    window.files.wait_for_save()
    window.bridge.undo_stack.setClean()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="module")
def one_window(qapp, tmp_path_factory) -> Iterator[MainWindow]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        window = made(qapp)
    yield window
    end(window)
    qapp.setStyleSheet("")


@pytest.fixture
def shop(one_window: MainWindow) -> MainWindow:
    """The small map, fresh, with the focus on the canvas."""
    open_small_map(one_window)
    return one_window


def open_small_map(window: MainWindow) -> None:
    window.bridge.undo_stack.setClean()
    window.files.new("template", "blank")
    window.bridge.load(small_map())
    window.notices.hide()
    window.activateWindow()
    window.view.setFocus()
    QApplication.processEvents()


def select(window: MainWindow, *ids: str) -> None:
    document = window.bridge.document
    tables = ("touchpoints", "notes", "stages", "lanes", "connections")
    window.bridge.select(
        [(table, it) for it in ids for table in tables if it in document.table(table)]
    )


def press(window: MainWindow, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = CONTROL
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(window.view, key, held)


def titles(window: MainWindow, stage: str, lane: str) -> list[str]:
    cards = queries.cards(window.bridge.document, stage, lane)
    return [getattr(card, "title", None) or card.text for card in cards]


def put(text: str = "", html: str = "") -> None:
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def test_copy_and_paste_puts_copies_below_and_selects_them(shop):
    select(shop, "tp1", "tp2")
    press(shop, Qt.Key.Key_C)
    press(shop, Qt.Key.Key_V)
    assert titles(shop, "stA", "laT") == [
        *("Search ad", "Word of mouth"),
        *("Search ad", "Word of mouth", "Flyer"),
    ]
    chosen = [shop.bridge.document.touchpoints[it].title for _, it in shop.bridge.selection]
    assert chosen == ["Search ad", "Word of mouth"]
    assert not {"tp1", "tp2"} & {it for _, it in shop.bridge.selection}
    assert shop.bridge.undo_stack.undoText() == "Paste 2 cards"
    shop.bridge.undo()
    assert shop.bridge.document == small_map()


def test_a_click_in_a_cell_is_where_the_paste_goes(shop):
    select(shop, "tp1", "tp4")
    press(shop, Qt.Key.Key_C)
    rect = shop.view.cell_rect("stB", "laX")
    at = shop.view.mapFromScene(rect.center())
    QTest.mouseClick(shop.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
    assert shop.bridge.selection == ()
    press(shop, Qt.Key.Key_V)
    assert titles(shop, "stB", "laX") == ["Search ad"]
    assert titles(shop, "stC", "laX") == ["Price page"]
    (new,) = [it for it in shop.bridge.document.connections if it != "co1"]
    assert shop.bridge.document.connections[new].share == 40


def test_cut_and_paste_moves_with_its_connections(shop):
    select(shop, "tp1")
    press(shop, Qt.Key.Key_X)
    assert titles(shop, "stA", "laT") == ["Word of mouth", "Flyer"]
    assert not shop.bridge.document.connections
    assert shop.bridge.undo_stack.undoText() == "Cut “Search ad”"
    select(shop, "tp4")
    press(shop, Qt.Key.Key_V)
    assert titles(shop, "stB", "laT") == ["Price page", "Search ad"]
    assert shop.bridge.document.touchpoints["tp1"].stage == "stB"
    assert set(shop.bridge.document.connections) == {"co1"}


def test_paste_in_place_brings_what_was_cut_back_to_where_it_was(shop):
    select(shop, "tp1", "tp3", "no1")
    press(shop, Qt.Key.Key_X)
    select(shop, "tp4")
    press(shop, Qt.Key.Key_V, SHIFT)
    assert shop.bridge.document == small_map()


def test_duplicate_leaves_the_clipboard_alone(shop):
    put("something else")
    select(shop, "tp4")
    press(shop, Qt.Key.Key_D)
    assert titles(shop, "stB", "laT") == ["Price page", "Price page"]
    assert QGuiApplication.clipboard().text() == "something else"
    assert shop.bridge.undo_stack.undoText() == "Duplicate “Price page”"


def test_a_stage_is_duplicated_beside_itself_with_its_cards(shop):
    select(shop, "stA")
    press(shop, Qt.Key.Key_D)
    stages = queries.stages(shop.bridge.document, "ma1")
    assert [it.name for it in stages] == ["Awareness", "Awareness", "Decision", "Purchase"]
    assert titles(shop, stages[1].id, "laT") == ["Search ad", "Word of mouth", "Flyer"]
    assert shop.bridge.selection == (("stages", stages[1].id),)


def test_a_lane_is_copied_and_pasted_below_another(shop):
    select(shop, "laT")
    press(shop, Qt.Key.Key_C)
    select(shop, "laX")
    press(shop, Qt.Key.Key_V)
    names = [it.name for it in queries.lanes(shop.bridge.document, "ma1")]
    assert names == ["Pains", "Touchpoints", "Experience", "Partners", "Touchpoints", "Reached"]


def test_what_is_copied_is_also_a_table_for_others(shop):
    select(shop, "tp1", "tp4")
    press(shop, Qt.Key.Key_C)
    data = QGuiApplication.clipboard().mimeData()
    lines = [line.split("\t") for line in data.text().split("\n")]
    assert lines == [
        *[
            [
                "Stage",
                "Lane",
                "Touchpoint",
                "Channel",
                "Importance",
                "Satisfaction",
                "Feeling",
                "Status",
            ]
        ],
        ["Awareness", "Touchpoints", "Search ad", "", "9", "3", "1", "In place"],
        ["Decision", "Touchpoints", "Price page", "Website page", "", "", "-1", "In place"],
    ]
    assert "<table" in data.html()
    assert "Search ad" in data.html()


def test_from_one_workspace_to_another_channels_are_found_by_name(qapp, qtbot, shop):
    other = made(qapp)
    try:
        open_small_map(other)
        bridge = other.bridge
        fresh = msgspec.structs.replace(bridge.document.workspace, id="wk2")
        tables = {name: bridge.document.table(name) for name in TABLES}
        tables |= {"workspace": {"wk2": fresh}, "channels": {}, "connections": {}}
        tables["channels"] = {"chOTHER": Channel(id="chOTHER", name="website  PAGE")}
        tables["touchpoints"] = {
            it.id: msgspec.structs.replace(it, channel=None)
            for it in bridge.document.touchpoints.values()
        }
        bridge.load(Document(tables))
        to_front(qtbot, shop)
        select(shop, "tp1", "tp4")
        press(shop, Qt.Key.Key_C)
        to_front(qtbot, other)
        select(other, "stB")
        press(other, Qt.Key.Key_V)
        copies = [bridge.document.touchpoints[it] for _, it in bridge.selection]
        assert [it.title for it in copies] == ["Search ad", "Price page"]
        assert [it.stage for it in copies] == ["stB", "stC"]
        assert copies[1].channel == "chOTHER"
        (line,) = bridge.document.connections.values()
        assert (line.source, line.target) == (copies[0].id, copies[1].id)
        assert other.notices.text == ""
    finally:
        end(other)


def test_a_channel_that_is_missing_comes_along_and_is_said(qapp, qtbot, shop):
    other = made(qapp)
    try:
        other.files.new("template", "blank")
        for channel in list(other.bridge.document.channels):
            other.bridge.run(edit.remove, [("channels", channel)])
        to_front(qtbot, shop)
        select(shop, "tp4")
        press(shop, Qt.Key.Key_C)
        to_front(qtbot, other)
        press(other, Qt.Key.Key_V)
        assert [it.name for it in other.bridge.document.channels.values()] == ["Website page"]
        assert "1 channel was added" in other.notices.text
    finally:
        end(other)


def to_front(qtbot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.view.setFocus()


def test_lines_of_text_become_a_card_each_without_asking(shop):
    put("First\r\n\r\n=SUM(1)\r\n  Third ")
    select(shop, "tp4")
    press(shop, Qt.Key.Key_V)
    assert titles(shop, "stB", "laT") == ["Price page", "First", "=SUM(1)", "Third"]
    assert shop.bridge.undo_stack.undoText() == "Paste 3 cards"


def test_lines_pasted_at_a_note_become_notes_of_its_lane(shop):
    put("Slow\nDear")
    select(shop, "no1")
    press(shop, Qt.Key.Key_V)
    assert titles(shop, "stA", "laN") == ["Hard to find", "Slow", "Dear"]
    kinds = {it.kind for it in shop.bridge.document.notes.values()}
    assert kinds == {"pain"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x" * 10_000_000, "too much to paste"),
        ("\x01\x02\x03\x04", "no text that can be read"),
        ("a\n" * 2500, "2,500 rows"),
        ("  \n ", "nothing to paste"),
    ],
)
def test_junk_ends_in_a_sentence(shop, text, said):
    put(text)
    press(shop, Qt.Key.Key_V)
    assert said in shop.notices.text
    assert shop.bridge.document == small_map()


def test_a_picture_on_the_clipboard_ends_in_a_sentence(shop):
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0)
    QGuiApplication.clipboard().setImage(picture)
    press(shop, Qt.Key.Key_V)
    assert "picture" in shop.notices.text


def test_a_copied_file_ends_in_a_sentence(shop):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/somewhere/map.xlsx")])
    QGuiApplication.clipboard().setMimeData(data)
    press(shop, Qt.Key.Key_V)
    assert "Drop the file on the window" in shop.notices.text
    assert shop.bridge.document == small_map()


def test_damaged_cards_end_in_a_sentence(shop):
    data = QMimeData()
    data.setData(mime.FRAGMENT, b"\x00 no fragment")
    QGuiApplication.clipboard().setMimeData(data)
    press(shop, Qt.Key.Key_V)
    assert "cannot be read" in shop.notices.text


def test_an_empty_clipboard_and_an_empty_selection_are_said(shop):
    QGuiApplication.clipboard().clear()
    press(shop, Qt.Key.Key_V)
    assert "nothing to paste" in shop.notices.text
    press(shop, Qt.Key.Key_C)
    assert "Nothing that can be copied" in shop.notices.text


def test_a_text_field_keeps_its_own_copy_and_paste(shop):
    select(shop, "tp1")
    field = next(
        it
        for it in shop.inspector.findChildren(QLineEdit)
        if it.isVisible() and it.text() == "Search ad"
    )
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "Search ad"
    put(" two")
    field.end(False)
    shop.actions_by_id["paste"].trigger()
    assert shop.bridge.document.touchpoints["tp1"].title == "Search ad two"
    assert len(shop.bridge.document.touchpoints) == 4


def test_a_title_edited_on_the_map_takes_text(shop):
    select(shop, "tp1")
    QTest.keyClick(shop.view, Qt.Key.Key_F2)
    put("New title")
    editor = QApplication.focusWidget()
    QTest.keyClick(editor, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(editor, Qt.Key.Key_V, CONTROL)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert shop.bridge.document.touchpoints["tp1"].title == "New title"
    assert len(shop.bridge.document.touchpoints) == 4


def test_the_menus_of_cards_cells_and_headers_offer_it(shop):
    select(shop, "tp1")
    wanted = {"Cut", "Copy", "Paste", "Duplicate"}
    menus = shop.view._menus
    for place in (("touchpoints", "tp1"), ("stages", "stA"), ("lanes", "laT")):
        menu = menus.of(place)
        assert wanted <= {action.text() for action in menu.actions()}
        menu.close()


def test_the_menu_of_a_cell_pastes_there(shop):
    select(shop, "tp1")
    press(shop, Qt.Key.Key_C)
    at = shop.view.cell_rect("stC", "laX").center()
    view = shop.view
    menu = view._menus.at(view.scene(), at.x(), at.y(), lambda *_: None)
    next(it for it in menu.actions() if it.text() == "Paste").trigger()
    menu.close()
    assert titles(shop, "stC", "laX") == ["Search ad"]


def test_the_edit_menu_lists_them_with_their_keys(shop):
    actions: dict[str, QAction] = {
        name: shop.actions_by_id[name]
        for name in ("cut", "copy", "paste", "paste_in_place", "duplicate")
    }
    assert [it.shortcut().toString() for it in actions.values()] == [
        *("Ctrl+X", "Ctrl+C", "Ctrl+V", "Ctrl+Shift+V", "Ctrl+D")
    ]
    assert not actions["duplicate"].isEnabled()
    select(shop, "tp1")
    assert actions["duplicate"].isEnabled()


def test_copy_in_the_edit_menu_takes_the_gaps_that_are_chosen(shop):
    bridge = shop.bridge
    found = findings(bridge.document, "ma1", datetime.date(2026, 11, 22))
    bridge.set_findings(found)
    table = shop.findChild(GapTable)
    table.setFocus()
    shop.actions_by_id["copy"].trigger()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 1 + len(found)
    table.selectRow(0)
    table.setFocus()
    shop.actions_by_id["copy"].trigger()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2
    QTest.keyClick(table, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(table, Qt.Key.Key_C, CONTROL)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[3] for line in lines[1:]] == [
        table.model().text(table.model().rows[row], 3) for row in (0, 1)
    ]


def test_ctrl_c_in_other_lists_copies_them_as_tables(shop):
    heat = shop.by_stage.findChild(QTableView) or shop.by_stage
    shop.analysis.show_part(shop.by_stage)
    heat.setFocus()
    QTest.keyClick(heat, Qt.Key.Key_C, CONTROL)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0][1:4] == ["Awareness", "Decision", "Purchase"]
    assert len({len(line) for line in lines}) == 1
    assert len(lines) > 3


@pytest.mark.parametrize("name", ["cut", "paste", "paste_in_place", "duplicate"])
@pytest.mark.parametrize("chosen", ["tp1", "no1", "stA", "laT"])
def test_each_is_one_step_there_and_back(shop, name, chosen):
    select(shop, chosen)
    press(shop, Qt.Key.Key_C)
    before = shop.bridge.document
    shop.actions_by_id[name].trigger()
    after = shop.bridge.document
    assert after != before
    assert shop.bridge.undo_stack.count() == 1
    shop.actions_by_id["undo"].trigger()
    assert shop.bridge.document == before
    shop.actions_by_id["redo"].trigger()
    assert shop.bridge.document == after
