"""Everything a person can change in the window is one step with a name, to and fro."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from tests.helpers.qt import drop
from workbench.analysis.finding import Finding
from workbench.analysis.findings import findings
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import TABLES
from workbench.ui import mime
from workbench.ui.canvas.editor import TitleEditor
from workbench.ui.canvas.new_map import new_map_menu
from workbench.ui.dialogs.persona_editor import PersonaEditor
from workbench.ui.dialogs.persona_needs import KIND, TEXT
from workbench.ui.main_window import MainWindow
from workbench.ui.panels import reasons_rows
from workbench.ui.panels.chips import Chip, ToggleChips
from workbench.ui.panels.gaps_limit import LimitField
from workbench.ui.panels.gaps_reason import ReasonPopup
from workbench.ui.panels.gaps_table import GapTable
from workbench.ui.panels.gaps_why import WhyView
from workbench.ui.panels.inspector_forms import FORMS
from workbench.words.say import say

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
Act = Callable[[MainWindow], None]


@pytest.fixture
def bakery(one_window: MainWindow, qapp: QApplication) -> MainWindow:
    """The bakery, fresh, as one finds it after the analysis of a fixed day."""
    one_window.bridge.undo_stack.setClean()
    one_window.files.new("sample", "corner-bakery")
    one_window.activateWindow()
    qapp.processEvents()
    bridge = one_window.bridge
    bridge.set_findings(findings(bridge.document, bridge.map_id, datetime.date(2026, 11, 21)))
    return one_window


def plain(entry: QAction) -> str:
    return entry.text().replace("&&", "&")


def there_and_back(window: MainWindow, act: Act, *, steps: int = 1) -> None:
    """Do something; undo it all by key, then redo it all: each time the very same document."""
    before = window.bridge.document
    act(window)
    after = window.bridge.document
    assert after != before
    stack = window.bridge.undo_stack
    assert stack.count() == steps
    for step in range(stack.count()):
        assert stack.text(step).strip()
    for _ in range(steps):
        assert plain(window.actions_by_id["undo"]) == f"Undo: {stack.undoText()}"
        window.actions_by_id["undo"].trigger()
    assert window.bridge.document == before
    for _ in range(steps):
        assert plain(window.actions_by_id["redo"]) == f"Redo: {stack.redoText()}"
        window.actions_by_id["redo"].trigger()
    assert window.bridge.document == after


def focused():
    found = QApplication.focusWidget()
    assert found is not None
    return found


def title_editor() -> TitleEditor:
    found = focused()
    assert isinstance(found, TitleEditor)
    return found


def touchpoint(window: MainWindow, title: str = "Search ad") -> str:
    document: Document = window.bridge.document
    return next(it.id for it in document.touchpoints.values() if it.title == title)


def first(window: MainWindow, table: str) -> str:
    document, map_id = window.bridge.document, window.bridge.map_id
    ordered = {"stages": queries.stages, "lanes": queries.lanes, "touchpoints": queries.touchpoints}
    if table in ordered:
        return ordered[table](document, map_id)[0].id
    return next(iter(document.table(table)))


def select(window: MainWindow, table: str, identifier: str = "") -> None:
    window.bridge.select([(table, identifier or first(window, table))])


def choose(menu: QMenu, *path: str) -> None:
    """Choose an entry by the texts on the way to it, without keys and ampersands."""
    for name in path:
        action = next(
            it for it in menu.actions() if it.text().split("\t")[0].replace("&", "") == name
        )
        if action.menu() is not None:
            menu = action.menu()
    action.trigger()


# --- the canvas ---------------------------------------------------------------------------


def drag_card(window: MainWindow) -> None:
    view, card = window.view, touchpoint(window)
    box = view.board.layout.boxes[card]
    stages = queries.stages(window.bridge.document, window.bridge.map_id)
    target = view.cell_rect(stages[1].id, box.lane).center()
    start = view.mapFromScene(box.rect.middle.x, box.rect.middle.y)
    end = view.mapFromScene(target)
    QTest.mousePress(view.viewport(), LEFT, pos=start)
    for part in (1, 2, 3):
        QTest.mouseMove(view.viewport(), start + (end - start) * part / 3)
    QTest.mouseRelease(view.viewport(), LEFT, pos=end)


def connect_by_drag(window: MainWindow) -> None:
    view = window.view
    boxes = view.board.layout.boxes
    source = boxes[touchpoint(window)].rect
    document = window.bridge.document
    led_to = {it.target for it in document.connections.values() if it.source == touchpoint(window)}
    target = next(
        box.rect
        for name, box in boxes.items()
        if box.table == "touchpoints" and name not in led_to and name != touchpoint(window)
    )
    start = view.mapFromScene(source.right - 2, source.middle.y)
    end = view.mapFromScene(target.middle.x, target.middle.y)
    QTest.mousePress(view.viewport(), LEFT, pos=start)
    for part in (1, 2, 3):
        QTest.mouseMove(view.viewport(), start + (end - start) * part / 3)
    QTest.mouseRelease(view.viewport(), LEFT, pos=end)


def drop_channel(window: MainWindow) -> None:
    lanes = queries.lanes(window.bridge.document, window.bridge.map_id)
    lane = next(it.id for it in lanes if it.kind == "touchpoints")
    at = window.view.mapFromScene(window.view.cell_rect(first(window, "stages"), lane).center())
    drop(window.view.viewport(), mime.CHANNEL, first(window, "channels"), at)


def type_in_place(table: str) -> Act:
    def act(window: MainWindow) -> None:
        select(window, table)
        window.view.setFocus()
        QTest.keyClick(window.view, Qt.Key.Key_F2)
        editor = title_editor()
        QTest.keyClicks(editor, "Another title")
        QTest.keyClick(editor, Qt.Key.Key_Return)

    return act


def add_below(window: MainWindow) -> None:
    select(window, "touchpoints", touchpoint(window))
    window.view.setFocus()
    QTest.keyClick(window.view, Qt.Key.Key_Return)
    editor = title_editor()
    QTest.keyClicks(editor, "Shop window")
    QTest.keyClick(editor, Qt.Key.Key_Return)


def canvas_key(table: str, key: Qt.Key, keys=Qt.KeyboardModifier.NoModifier, title="") -> Act:
    def act(window: MainWindow) -> None:
        select(window, table, touchpoint(window, title) if title else "")
        window.view.setFocus()
        QTest.keyClick(window.view, key, keys)

    return act


def action(name: str, table: str = "", typed: str = "") -> Act:
    def act(window: MainWindow) -> None:
        if table:
            select(window, table)
        window.actions_by_id[name].trigger()
        if typed:
            QTest.keyClicks(focused(), typed)
            QTest.keyClick(focused(), Qt.Key.Key_Return)

    return act


def canvas_menu(table: str, *path: str) -> Act:
    def act(window: MainWindow) -> None:
        select(window, table)
        menu = window.view._menus.of(window.bridge.selection[0])
        choose(menu, *path)
        menu.close()

    return act


def drag_header(window: MainWindow) -> None:
    headers = window.view.stage_headers
    spans = headers.spans()
    start = headers.rect_of(*spans[0][1:]).center().toPoint()
    end = headers.rect_of(*spans[2][1:]).center().toPoint() + QPoint(20, 0)
    QTest.mousePress(headers, LEFT, pos=start)
    for part in (1, 2, 3):
        QTest.mouseMove(headers, start + (end - start) * part / 3)
    QTest.mouseRelease(headers, LEFT, pos=end)


def drag_lane(window: MainWindow) -> None:
    names = window.view.lane_names
    spans = names.spans()
    start = names.rect_of(*spans[1][1:]).center().toPoint()
    end = QPoint(start.x(), round(spans[0][1]) + 2)
    QTest.mousePress(names, LEFT, pos=start)
    for part in (1, 2, 3):
        QTest.mouseMove(names, start + (end - start) * part / 3)
    QTest.mouseRelease(names, LEFT, pos=end)


CANVAS: dict[str, Act] = {
    "drag a card": drag_card,
    "connect by dragging": connect_by_drag,
    "drop a channel": drop_channel,
    "type a card's title": type_in_place("touchpoints"),
    "type a note": type_in_place("notes"),
    "type a stage's name": type_in_place("stages"),
    "type a lane's name": type_in_place("lanes"),
    "add a card below": add_below,
    "delete a card": canvas_key("touchpoints", Qt.Key.Key_Delete, title="Search ad"),
    "delete a connection": canvas_key("connections", Qt.Key.Key_Delete),
    "delete a stage": canvas_key("stages", Qt.Key.Key_Delete),
    "delete a lane": canvas_key("lanes", Qt.Key.Key_Delete),
    "move a card by key": canvas_key("touchpoints", Qt.Key.Key_Right, CONTROL, "Search ad"),
    "move a stage by key": canvas_key("stages", Qt.Key.Key_Right, CONTROL),
    "move a lane by key": canvas_key("lanes", Qt.Key.Key_Down, CONTROL),
    "drag a stage": drag_header,
    "drag a lane": drag_lane,
    "status from the menu": canvas_menu("touchpoints", "Status", "Missing"),
    "moment of truth from the menu": canvas_menu("touchpoints", "Moment of truth"),
    "depth from the menu": canvas_menu("stages", "Depth", "Thorough"),
    "lane from the menu": canvas_menu("lanes", "Add lane below", "Question"),
    "touchpoint": action("add_touchpoint", typed="Shop window"),
    "note": action("add_note", typed="Smells good"),
    "lane": action("add_lane"),
    "connect in order": action("connect_in_order"),
}


@pytest.mark.parametrize("act", CANVAS.values(), ids=CANVAS)
def test_on_the_canvas(bakery, act):
    there_and_back(bakery, act)


def test_a_new_stage_and_its_name_are_two_steps(bakery):
    there_and_back(bakery, action("add_stage", typed="Waiting"), steps=2)


def test_a_note_from_the_palette_and_its_text_are_two_steps(bakery):
    def act(window: MainWindow) -> None:
        window.palette_panel.add_requested.emit("note", "pain")
        QTest.keyClicks(focused(), "Too slow")
        QTest.keyClick(focused(), Qt.Key.Key_Return)

    there_and_back(bakery, act, steps=2)


# --- the inspector ------------------------------------------------------------------------

FIELDS = [
    (key.partition(".")[0], name)
    for key, lines in FORMS.items()
    if not key.endswith(".several") and key != "lanes.notes"
    for line in lines
    if not isinstance(line, str)
    for name in line
    if name in TABLES[key.partition(".")[0]].__struct_fields__
]


def change_field(window: MainWindow, table: str, name: str) -> None:
    """Give a field another value by its own control, whatever that is."""
    part = window.inspector.form().parts[name]
    control = part.control
    kind = part.target.field(name).kind
    if isinstance(control, QLineEdit | QPlainTextEdit):
        control.setFocus()
        QTest.keyClick(control, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(control, {"date": "2026-03-31"}.get(kind, "3" if kind != "line" else "Abc"))
    elif isinstance(control, QComboBox):
        other = next(
            place
            for place in range(control.count())
            if place != control.currentIndex()
            and (table != "connections" or control.itemData(place) not in _ends(window))
        )
        control.setCurrentIndex(other)
        control.activated.emit(other)
    elif isinstance(control, ToggleChips):
        QTest.mouseClick(control.findChildren(Chip)[0], LEFT)
    elif name == "needs":
        chip = next(it for it in part.findChildren(Chip) if it.text() != "need")
        chip.setFocus()
        QTest.keyClick(chip, Qt.Key.Key_Delete)
    elif name in ("feeling", "icon"):
        face = next(it for it in part.findChildren(QToolButton) if not it.isChecked())
        QTest.mouseClick(face, LEFT)
    elif name in ("importance", "satisfaction"):
        number = part.findChild(QLineEdit)
        number.setFocus()
        QTest.keyClick(number, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(number, "4.5")
    else:
        assert name == "colour"
        swatch = part.control.findChildren(type(part.control.children()[-1]))[3]
        QTest.mouseClick(swatch, LEFT)


def _ends(window: MainWindow) -> set[str]:
    (_, identifier), *_ = window.bridge.selection
    item = window.bridge.document.connections[identifier]
    return {item.source, item.target}


@pytest.mark.parametrize(("table", "name"), FIELDS, ids=[f"{t}.{n}" for t, n in FIELDS])
def test_in_the_inspector(bakery, table, name):
    def act(window: MainWindow) -> None:
        if table == "maps":
            window.bridge.select(())
        elif table == "touchpoints":
            found = window.bridge.document.touchpoints.values()
            select(window, table, next(it.id for it in found if it.needs))
        else:
            select(window, table)
        change_field(window, table, name)

    there_and_back(bakery, act)


def test_the_playbook_in_the_inspector(bakery):
    def act(window: MainWindow) -> None:
        window.bridge.select(())
        box = window.inspector.form().parts["playbook"].findChildren(QComboBox)[0]
        other = next(place for place in range(box.count()) if place != box.currentIndex())
        box.setCurrentIndex(other)
        box.activated.emit(other)

    there_and_back(bakery, act)


def test_connections_in_the_inspector(bakery):
    def add(window: MainWindow) -> None:
        select(window, "touchpoints", touchpoint(window))
        part = window.inspector.form().parts["leads_to"]
        menu = QMenu()
        part.fill_menu(menu)
        next(it for it in menu.actions() if it.isEnabled()).trigger()

    there_and_back(bakery, add)


def test_a_connection_is_removed_and_its_share_typed_in_the_inspector(bakery):
    def act(window: MainWindow) -> None:
        select(window, "touchpoints", touchpoint(window))
        part = window.inspector.form().parts["leads_to"]
        share = part.findChildren(QLineEdit)[0]
        share.setFocus()
        QTest.keyClick(share, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(share, "17")
        QTest.mouseClick(part.findChildren(QToolButton)[0], LEFT)

    there_and_back(bakery, act, steps=2)


@pytest.mark.parametrize("table", ["touchpoints", "notes", "stages", "lanes", "channels"])
def test_the_inspector_deletes(bakery, table):
    def act(window: MainWindow) -> None:
        select(window, table)
        QTest.mouseClick(window.inspector.findChild(QToolButton, "inspector-delete"), LEFT)

    there_and_back(bakery, act)


# --- maps, palette, personas --------------------------------------------------------------


def rename_map(window: MainWindow) -> None:
    window.actions_by_id["map_rename"].trigger()
    QTest.keyClicks(focused(), "Visitors")
    QTest.keyClick(focused(), Qt.Key.Key_Return)


def new_map(window: MainWindow) -> None:
    menu = new_map_menu(window, window.bridge)
    menu.actions()[0].trigger()
    menu.deleteLater()


def palette_menu(name: str) -> Act:
    def act(window: MainWindow) -> None:
        rows = window.palette_panel.list.rows()
        row = next(it for it in rows if it.kind == "channel")
        choose(window.palette_panel.menu_for(row), name)

    return act


def persona_menu(name: str) -> Act:
    def act(window: MainWindow) -> None:
        choose(window.personas.menu_for(first(window, "personas")), name)

    return act


OTHERS: dict[str, Act] = {
    "rename a map": rename_map,
    "new map": new_map,
    "duplicate a map": action("map_duplicate"),
    "delete a map": action("map_delete"),
    "own channel": lambda window: QTest.mouseClick(window.palette_panel._own, LEFT),
    "add a channel's touchpoint": palette_menu("Add to the map"),
    "delete a channel": palette_menu("Delete channel"),
    "duplicate a persona": persona_menu("Duplicate"),
    "serve a persona": persona_menu("This map serves them"),
    "delete a persona": persona_menu("Delete"),
}


@pytest.mark.parametrize("act", OTHERS.values(), ids=OTHERS)
def test_maps_palette_and_personas(bakery, act):
    there_and_back(bakery, act)


def test_dragging_a_tab_is_one_step(bakery):
    bakery.switcher.duplicate(0)
    bakery.bridge.undo_stack.clear()

    def act(window: MainWindow) -> None:
        tabs = window.switcher.tabs
        start = tabs.tabRect(0).center()
        end = QPoint(tabs.tabRect(1).right() - 4, start.y())
        QTest.mousePress(tabs, LEFT, pos=start)
        for part in range(1, 9):
            QTest.mouseMove(tabs, start + (end - start) * part / 8)
        QTest.mouseRelease(tabs, LEFT, pos=end)

    there_and_back(bakery, act)


def test_undo_goes_to_the_map_where_it_happened(bakery):
    bridge, home = bakery.bridge, bakery.bridge.map_id
    bakery.switcher.duplicate(0)
    copy = bridge.map_id
    bridge.undo_stack.clear()
    original = bridge.document
    select(bakery, "stages")
    bakery.actions_by_id["delete"].trigger()
    bridge.show_map(home)
    select(bakery, "stages")
    bakery.actions_by_id["delete"].trigger()
    bridge.show_map(copy)
    bridge.undo()
    assert bridge.map_id == home
    bridge.undo()
    assert bridge.map_id == copy
    assert bridge.document == original


# --- the persona editor -------------------------------------------------------------------

PERSONA_FIELDS = ("name", "quote", "kind", "share", "segment", "summary", "details", "objections")


@pytest.fixture
def editor(bakery):
    made = PersonaEditor(
        bakery.bridge, bakery.theme, first(bakery, "personas"), lambda: None, bakery
    )
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()


@pytest.mark.parametrize("name", PERSONA_FIELDS)
def test_in_the_persona_editor(bakery, editor, name):
    def act(_window: MainWindow) -> None:
        control = editor.findChild(QComboBox if name == "kind" else object, f"personas.{name}")
        if isinstance(control, QComboBox):
            control.setCurrentIndex(1 - control.currentIndex())
            control.activated.emit(control.currentIndex())
            return
        control.setFocus()
        QTest.keyClick(control, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(control, "12")

    there_and_back(bakery, act)


def test_needs_in_the_persona_editor(bakery, editor):
    table = editor.needs_table

    def act(_window: MainWindow) -> None:
        table.edit_new()
        QTest.keyClicks(table.findChild(QLineEdit), "Know the price")
        # the last row is left by a click elsewhere, not by Enter
        QTest.mouseClick(
            table.viewport(), LEFT, pos=table.visualRect(table.rows.index(0, KIND)).center()
        )
        table.setCurrentIndex(table.rows.index(0, TEXT))
        table.setFocus()
        QTest.keyClick(table, Qt.Key.Key_Down, CONTROL)
        QTest.keyClick(table, Qt.Key.Key_Delete)

    there_and_back(bakery, act, steps=3)


@pytest.mark.parametrize("way", ["button", "key", "frame"])
def test_closing_the_persona_editor_keeps_a_need_that_is_being_typed(bakery, editor, way):
    table = editor.needs_table
    table.edit_new()
    QTest.keyClicks(table.findChild(QLineEdit), "Know the price")
    if way == "button":
        editor.accept()
    elif way == "frame":
        editor.close()
    else:
        editor.reject()
    assert "Know the price" in {need.text for need in bakery.bridge.document.needs.values()}


# --- triggers, reasons and metrics --------------------------------------------------------


def on_trigger(act: Act) -> Act:
    """Act on the first trigger, its page in front."""

    def whole(window: MainWindow) -> None:
        window.pages.triggers.show_trigger(first(window, "triggers"))
        QApplication.processEvents()
        act(window)

    return whole


def type_in_trigger(name: str) -> Act:
    def act(window: MainWindow) -> None:
        control = window.pages.triggers.editor.parts[name].control
        control.setFocus()
        QTest.keyClick(control, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(control, "Abc")

    return on_trigger(act)


def choose_in_trigger(name: str) -> Act:
    def act(window: MainWindow) -> None:
        box = window.pages.triggers.editor.parts[name].control
        other = next(place for place in range(box.count()) if place != box.currentIndex())
        box.setCurrentIndex(other)
        box.activated.emit(other)

    return on_trigger(act)


def type_message(window: MainWindow) -> None:
    messages = window.pages.triggers.editor.parts["messages"]
    page = messages.page(queries.map_personas(window.bridge.document, window.bridge.map_id)[0].id)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(page, "Come by")


def delete_trigger(window: MainWindow) -> None:
    window.pages.triggers.table.setFocus()
    QTest.keyClick(window.pages.triggers.table, Qt.Key.Key_Delete)


TRIGGERS: dict[str, Act] = {
    **{
        f"type a trigger's {name}": type_in_trigger(name)
        for name in ("event", "cause", "condition", "action", "delay", "owner")
    },
    "where a trigger happens": choose_in_trigger("touchpoint"),
    "a trigger's channel": choose_in_trigger("channel"),
    "a trigger's message": on_trigger(type_message),
    "add a trigger": on_trigger(
        lambda window: QTest.mouseClick(
            window.pages.triggers.controls.findChild(QToolButton, "trigger-add"), LEFT
        )
    ),
    "duplicate a trigger": on_trigger(
        lambda window: QTest.mouseClick(
            window.pages.triggers.editor.findChild(QToolButton, "trigger-duplicate"), LEFT
        )
    ),
    "delete a trigger": on_trigger(delete_trigger),
}


@pytest.mark.parametrize("act", TRIGGERS.values(), ids=TRIGGERS)
def test_on_the_page_of_triggers(bakery, act):
    there_and_back(bakery, act)


def test_moving_a_trigger_is_one_step(bakery):
    def act(window: MainWindow) -> None:
        QTest.mouseClick(
            window.pages.triggers.editor.findChild(QToolButton, "trigger-duplicate"), LEFT
        )
        QTest.keyClick(window.pages.triggers.table, Qt.Key.Key_Up, CONTROL)

    there_and_back(bakery, on_trigger(act), steps=2)


def on_reason(act: Act) -> Act:
    """Act on the table of reasons, the first one chosen that has another in its stage."""

    def whole(window: MainWindow) -> None:
        stages = [it.stage for it in window.bridge.document.reasons.values()]
        window.pages.triggers.show_reasons(next(it for it in stages if it and stages.count(it) > 1))
        QApplication.processEvents()
        window.pages.triggers.reasons.setFocus()
        act(window)
        QApplication.processEvents()

    return whole


def open_reason(window: MainWindow, column: int) -> QLineEdit | QComboBox:
    """The editor of the chosen reason in a column."""
    table = window.pages.triggers.reasons
    table.setCurrentIndex(table.currentIndex().siblingAtColumn(column))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.indexWidget(table.currentIndex())
    assert isinstance(editor, QLineEdit | QComboBox)
    return editor


def type_in_reason(column: int) -> Act:
    def act(window: MainWindow) -> None:
        line = open_reason(window, column)
        QTest.keyClick(line, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(line, "Show the price")
        QTest.keyClick(line, Qt.Key.Key_Return)

    return on_reason(act)


def choose_in_reason(column: int) -> Act:
    def act(window: MainWindow) -> None:
        box = open_reason(window, column)
        QApplication.processEvents()
        last = box.currentIndex() == box.count() - 1
        QTest.keyClick(box.view(), Qt.Key.Key_Home if last else Qt.Key.Key_End)
        QTest.keyClick(box.view(), Qt.Key.Key_Return)

    return on_reason(act)


def reason_key(key: Qt.Key, keys=Qt.KeyboardModifier.NoModifier) -> Act:
    return on_reason(lambda window: QTest.keyClick(window.pages.triggers.reasons, key, keys))


def add_reason(window: MainWindow) -> None:
    table = window.pages.triggers.reasons
    table.edit_new()
    QTest.keyClicks(focused(), "No seat")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    # the line is gone, and the next one is open, once events went round
    QTest.qWait(20)
    QTest.keyClick(focused(), Qt.Key.Key_Escape)


REASONS: dict[str, Act] = {
    "type a reason": type_in_reason(reasons_rows.TEXT),
    "type a remedy": type_in_reason(reasons_rows.REMEDY),
    "a reason's stage": choose_in_reason(reasons_rows.STAGE),
    "a reason's outcome": choose_in_reason(reasons_rows.OUTCOME),
    "a reason's persona": choose_in_reason(reasons_rows.PERSONA),
    "move a reason": reason_key(Qt.Key.Key_Down, CONTROL),
    "delete a reason": reason_key(Qt.Key.Key_Delete),
    "add a reason": on_reason(add_reason),
}


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard")
@pytest.mark.parametrize("act", REASONS.values(), ids=REASONS)
def test_on_the_page_of_reasons(bakery, act):
    there_and_back(bakery, act)


def show_metric(window: MainWindow, kind: str) -> QWidget:
    """The row of a metric of that kind in the inspector."""
    metric = next(it for it in window.bridge.document.metrics.values() if it.kind == kind)
    of_stage = metric.touchpoint is None
    place = metric.stage if of_stage else metric.touchpoint
    select(window, "stages" if of_stage else "touchpoints", place or "")
    return window.inspector.form().parts["metrics"].forms[metric.id]


def type_in_metric(kind: str, caption: str, text: str) -> Act:
    def act(window: MainWindow) -> None:
        labels = show_metric(window, kind).findChildren(QLabel)
        line = next(it.buddy() for it in labels if it.text() == caption and it.buddy())
        line.setFocus()
        QTest.keyClick(line, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(line, text)

    return act


def choose_metric_kind(window: MainWindow) -> None:
    box = show_metric(window, "nps").findChild(QComboBox, "metric-kind")
    box.setFocus()
    QTest.keyClicks(box, "SERV")


def add_metric(window: MainWindow) -> None:
    select(window, "stages")
    button = window.inspector.form().findChild(QPushButton, "inspector-metric-add")
    QTest.mouseClick(button, LEFT)


def remove_metric(window: MainWindow) -> None:
    row = show_metric(window, "nps")
    QTest.mouseClick(row.findChild(QToolButton, "metric-remove"), LEFT)


def add_reason_to_stage(window: MainWindow) -> None:
    select(window, "stages")
    part = window.inspector.form().parts["reasons"]
    line = part.findChild(QLineEdit, "inspector-reason-new")
    QTest.keyClicks(line, "No seat")
    QTest.keyClick(line, Qt.Key.Key_Return)


def add_trigger_to_touchpoint(window: MainWindow) -> None:
    select(window, "touchpoints", touchpoint(window))
    button = window.inspector.form().findChild(QPushButton, "inspector-trigger-add")
    QTest.mouseClick(button, LEFT)


FOLLOWUP: dict[str, Act] = {
    "type answers": type_in_metric("nps", "Answers, 0–10", "9"),
    "type a metric's target": type_in_metric("nps", "Target", "7"),
    "a metric's kind": choose_metric_kind,
    "add a metric": add_metric,
    "delete a metric": remove_metric,
    "a stage's new reason": add_reason_to_stage,
    "a touchpoint's new trigger": add_trigger_to_touchpoint,
}


@pytest.mark.parametrize("act", FOLLOWUP.values(), ids=FOLLOWUP)
def test_metrics_reasons_and_triggers_in_the_inspector(bakery, act):
    there_and_back(bakery, act)


# --- gaps ---------------------------------------------------------------------------------


def verbs_of_gaps(window: MainWindow) -> dict[str, list[Finding]]:
    """Every verb that gaps of the bakery offer, with the gaps that offer it."""
    found: dict[str, list[Finding]] = {}
    for finding in window.bridge.findings:
        menu = window.gaps.menu_for(finding)
        for entry in menu.actions():
            if entry.text():
                found.setdefault(entry.text(), []).append(finding)
        menu.deleteLater()
    return found


def do_verb(verb: str, finding: Finding) -> Act:
    """Choose a verb of a gap, and say why where it asks."""

    def act(window: MainWindow) -> None:
        place = window.gaps.shown_keys.index(finding.key)
        window.gaps.findChild(QTableView).selectRow(place)
        menu = window.gaps.menu_for(finding)
        choose(menu, verb)
        menu.deleteLater()
        popup = QApplication.activePopupWidget()
        if isinstance(popup, ReasonPopup):
            line = popup.findChild(QLineEdit)
            QTest.keyClicks(line, "Not for us")
            QTest.keyClick(line, Qt.Key.Key_Return)

    return act


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard")
def test_every_verb_of_a_gap(bakery):
    bridge = bakery.bridge
    document, known = bridge.document, bridge.findings
    verbs = verbs_of_gaps(bakery)
    for reads in ("gaps.do.show", "gaps.do.why", "gaps.copy"):
        verbs.pop(say(reads), None)
    assert len(verbs) >= 5
    # the first gap that offers a verb will do: none offers what is so already
    for verb, offering in verbs.items():
        bridge.load(document)
        bridge.set_findings(known)
        there_and_back(bakery, do_verb(verb, offering[0]))


def explain(window: MainWindow, rule: str) -> WhyView:
    """The explanation of the first gap of a rule, brought to the front."""
    table = window.gaps.findChild(GapTable)
    finding = next(it for it in window.bridge.findings if it.rule == rule)
    row = table.model().row_of(finding.key)
    assert row is not None
    table.selectRow(row)
    window.analysis.show_part(window.gaps.why)
    QApplication.processEvents()
    return window.gaps.why


def limit_a_rule(window: MainWindow) -> None:
    line = explain(window, "worst-drop-off").findChild(LimitField).line
    line.setFocus()
    QTest.keyClicks(line, "15")
    QTest.keyClick(line, Qt.Key.Key_Return)


def weigh_a_rule(window: MainWindow) -> None:
    box = explain(window, "no-owner").findChild(QDoubleSpinBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)


def switch_a_rule_off(window: MainWindow) -> None:
    buttons = explain(window, "no-owner").findChildren(QPushButton)
    QTest.mouseClick(next(it for it in buttons if it.text() == say("why.switch_off")), LEFT)


RULES: dict[str, Act] = {
    "limit": limit_a_rule,
    "weight": weigh_a_rule,
    "switch off": switch_a_rule_off,
}


@pytest.mark.parametrize("act", RULES.values(), ids=RULES)
def test_the_rule_of_a_gap(bakery, act):
    there_and_back(bakery, act)
