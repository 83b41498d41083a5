"""The page of triggers, worked with mouse and keys: list, editor, messages, reasons."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QToolButton, QWidget

from workbench.model import queries
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import (
    Channel,
    Lane,
    Map,
    Message,
    Persona,
    Reason,
    Stage,
    Touchpoint,
    Trigger,
    Workspace,
)
from workbench.ui.bridge import Bridge
from workbench.ui.panels.reasons_rows import OUTCOME, REMEDY, TEXT
from workbench.ui.panels.triggers import TriggersPanel
from workbench.ui.panels.triggers_rows import OPEN
from workbench.ui.pills import PILLS
from workbench.ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


def document() -> Document:
    return Document.of(
        [
            Workspace(id="wk1"),
            Persona(id="pe1", rank="A", name="Local", buying_triggers="A rainy morning"),
            Persona(id="pe2", rank="B", name="Office"),
            Channel(id="ch1", name="Email"),
            Map(id="ma1", name="First", rank="A", personas=("pe1", "pe2")),
            Map(id="ma2", name="Second", rank="B"),
            Stage(id="st1", map="ma1", rank="A", name="Look"),
            Stage(id="st2", map="ma1", rank="B", name="Decide", roles=("decision",)),
            Lane(id="la1", map="ma1", kind="touchpoints"),
            Touchpoint(id="tp1", map="ma1", stage="st1", lane="la1", title="Price page"),
            Touchpoint(id="tp2", map="ma1", stage="st2", lane="la1", title="Counter"),
            Trigger(
                id="tr1",
                map="ma1",
                rank="A",
                touchpoint="tp1",
                event="Looks twice",
                cause="Unsure",
                action="Write",
                messages=(Message("pe1", "Come by"),),
            ),
            Trigger(id="tr2", map="ma1", rank="B", event="Birthday"),
            Reason(id="re1", map="ma1", stage="st2", rank="A", text="Too dear"),
            Reason(id="re2", map="ma1", stage="st2", rank="B", text="No seat"),
            Reason(id="re3", map="ma1", stage="st1", rank="C", text="Smell", outcome="decided"),
        ]
    )


@pytest.fixture
def theme(qapp) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def panel(qtbot, theme) -> Iterator[TriggersPanel]:
    bridge = Bridge(document())
    made = TriggersPanel(bridge, theme)
    made.bridge = bridge
    made.controls.setParent(made)
    made.resize(900, 900)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def trigger(panel: TriggersPanel, identifier: str = "tr1") -> Trigger:
    return panel.bridge.document.triggers[identifier]


def order(panel: TriggersPanel) -> list[str]:
    return [it.event for it in queries.triggers(panel.bridge.document, "ma1")]


def control(panel: TriggersPanel, name: str) -> QWidget:
    return panel.editor.parts[name].control


def texts(panel: TriggersPanel) -> list[str]:
    model = panel.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def still_open(panel: TriggersPanel, row: int) -> list[str]:
    return [pill.text for pill in panel.table.model().index(row, OPEN).data(PILLS)]


def click_row(panel: TriggersPanel, row: int) -> None:
    where = panel.table.visualRect(panel.table.model().index(row, 0)).center()
    QTest.mouseClick(panel.table.viewport(), LEFT, pos=where)


def test_each_trigger_tells_what_is_still_open(panel: TriggersPanel) -> None:
    assert texts(panel) == ["Looks twice", "Birthday"]
    assert still_open(panel, 0) == ["message", "owner"]
    assert still_open(panel, 1) == ["cause", "action", "owner"]


def test_a_trigger_is_worked_through_from_cause_to_owner(panel: TriggersPanel, qtbot) -> None:
    click_row(panel, 1)
    assert control(panel, "event").text() == "Birthday"
    steps = panel.bridge.undo_stack.count()
    for name, text in (
        ("cause", "Feels seen"),
        ("condition", "Agreed to mail"),
        ("action", "Send a voucher"),
        ("delay", "1 day"),
        ("owner", "Counter team"),
    ):
        qtbot.keyClicks(control(panel, name), text)
        assert getattr(trigger(panel, "tr2"), name) == text
    assert panel.bridge.undo_stack.count() == steps + 5
    messages = panel.editor.parts["messages"]
    qtbot.keyClicks(messages.page("pe1"), "Happy day")
    qtbot.keyClicks(messages.page("pe2"), "Cake for all")
    assert trigger(panel, "tr2").messages == (
        Message("pe1", "Happy day"),
        Message("pe2", "Cake for all"),
    )
    assert still_open(panel, 1) == ["complete"]
    assert trigger(panel).messages == (Message("pe1", "Come by"),)
    panel.bridge.undo()
    panel.bridge.undo()
    assert trigger(panel, "tr2").messages == ()
    assert messages.page("pe1").toPlainText() == ""
    assert still_open(panel, 1) == ["message"]


def test_what_triggers_each_persona_stands_at_the_first_step(panel: TriggersPanel) -> None:
    local, office = panel.editor.parts["personas"].texts()
    assert local == "Local buys when: A rainy morning"
    assert office.startswith("Office: nothing is written yet")


def test_a_low_panel_scrolls_instead_of_squeezing_the_fields(panel: TriggersPanel) -> None:
    panel.resize(900, 180)
    QTest.qWait(50)
    for name in ("event", "condition", "action", "owner"):
        field = control(panel, name)
        assert field.height() >= field.sizeHint().height()


def test_where_it_happens_and_by_which_channel_are_chosen(panel: TriggersPanel, qtbot) -> None:
    click_row(panel, 1)
    for name, key, wanted in (("touchpoint", "Counter", "tp2"), ("channel", "Email", "ch1")):
        box = control(panel, name)
        assert isinstance(box, QComboBox)
        box.setFocus()
        qtbot.keyClicks(box, key)
        assert getattr(trigger(panel, "tr2"), name) == wanted


def test_a_trigger_is_added_at_the_selected_touchpoint_and_described(
    panel: TriggersPanel, qtbot
) -> None:
    counts: list[int] = []
    panel.counted.connect(counts.append)
    panel.bridge.select([("touchpoints", "tp2")])
    qtbot.mouseClick(panel.controls.findChild(QToolButton, "trigger-add"), LEFT)
    qtbot.keyClicks(QApplication.focusWidget(), "Rings the bell")
    assert order(panel) == ["Looks twice", "Birthday", "Rings the bell"]
    added = queries.triggers(panel.bridge.document, "ma1")[-1]
    assert (added.touchpoint, added.status) == ("tp2", "planned")
    assert counts[-1] == 3


def test_triggers_are_reordered_duplicated_and_deleted_by_key_and_button(
    panel: TriggersPanel, qtbot
) -> None:
    click_row(panel, 1)
    qtbot.keyClick(panel.table, Qt.Key.Key_Up, CONTROL)
    assert order(panel) == ["Birthday", "Looks twice"]
    assert panel.table.currentIndex().row() == 0
    qtbot.mouseClick(panel.editor.findChild(QToolButton, "trigger-down"), LEFT)
    assert order(panel) == ["Looks twice", "Birthday"]
    qtbot.mouseClick(panel.editor.findChild(QToolButton, "trigger-duplicate"), LEFT)
    assert order(panel) == ["Looks twice", "Birthday", "Birthday"]
    assert panel.table.currentIndex().row() == 2
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    assert order(panel) == ["Looks twice"]
    assert control(panel, "event").text() == "Looks twice"
    for _ in range(4):
        panel.bridge.undo()
    assert order(panel) == ["Birthday", "Looks twice"]


def test_the_last_trigger_gone_the_page_says_what_triggers_are_for(panel, qtbot) -> None:
    panel.table.setFocus()
    click_row(panel, 0)
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    assert not panel.table.isVisible()
    assert panel._empty_title.isVisible()
    qtbot.mouseClick(panel._first, LEFT)
    assert panel.table.isVisible()
    assert len(order(panel)) == 1


def test_another_map_has_its_own_triggers(panel: TriggersPanel) -> None:
    panel.bridge.show_map("ma2")
    assert texts(panel) == []
    panel.bridge.reveal("triggers", "tr2")
    assert panel.bridge.map_id == "ma1"
    assert panel.table.currentIndex().row() == 1
    assert control(panel, "event").text() == "Birthday"


def test_what_changes_while_the_page_is_not_seen_is_there_when_it_is(panel: TriggersPanel) -> None:
    panel.hide()
    panel.bridge.run(edit.set_field, "triggers", "tr1", "owner", "Team")
    panel.bridge.run(edit.set_field, "touchpoints", "tp1", "title", "Prices")
    panel.bridge.run(edit.set_field, "reasons", "re1", "text", "Too far")
    panel.show()
    assert still_open(panel, 0) == ["message"]
    assert control(panel, "owner").text() == "Team"
    assert control(panel, "touchpoint").currentText() == "Prices"
    assert reason_texts(panel) == ["Smell", "Too far", "No seat"]


def test_revealing_a_trigger_selects_its_touchpoint_and_asks_for_the_front(panel, qtbot) -> None:
    with qtbot.waitSignal(panel.front_wanted):
        panel.bridge.reveal("triggers", "tr1")
    assert panel.bridge.selection == (("touchpoints", "tp1"),)


def reason_texts(panel: TriggersPanel) -> list[str]:
    rows = panel.reasons.rows
    return [rows.index(row, TEXT).data() for row in range(rows.rowCount() - 1)]


def edit_cell(panel: TriggersPanel, row: int, column: int) -> QWidget:
    table = panel.reasons
    where = table.visualRect(table.rows.index(row, column)).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=where)
    QTest.keyClick(table, Qt.Key.Key_F2)
    kind = QComboBox if column == OUTCOME else QLineEdit
    return next(it for it in table.viewport().findChildren(kind) if it.isVisible())


@pytest.fixture
def reasons(panel: TriggersPanel, qtbot) -> TriggersPanel:
    qtbot.mouseClick(panel.controls.findChild(QPushButton, "page-reasons"), LEFT)
    return panel


def test_reasons_stand_by_stage_and_a_missing_remedy_is_named(reasons: TriggersPanel) -> None:
    assert reason_texts(reasons) == ["Smell", "Too dear", "No seat"]
    rows = reasons.reasons.rows
    assert [rows.index(row, REMEDY).data() for row in range(3)] == [
        "–",
        "No remedy yet",
        "No remedy yet",
    ]


def test_a_remedy_is_typed_in_place_and_undone(reasons: TriggersPanel, qtbot) -> None:
    qtbot.keyClicks(edit_cell(reasons, 1, REMEDY), "Show the price")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    remedy = "Show the price"
    qtbot.waitUntil(lambda: reasons.bridge.document.reasons["re1"].remedy == remedy)
    reasons.bridge.undo()
    assert reasons.bridge.document.reasons["re1"].remedy == ""


def test_reasons_are_typed_one_after_the_other(reasons: TriggersPanel, qtbot) -> None:
    reasons.bridge.select([("stages", "st1")])
    edit_cell(reasons, 3, TEXT)
    for text in ("Nobody there", "Closed"):
        line = reasons.reasons.findChild(QLineEdit)
        qtbot.keyClicks(line, text)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda old=line: reasons.reasons.findChild(QLineEdit) not in (None, old))
    assert reason_texts(reasons) == ["Smell", "Nobody there", "Closed", "Too dear", "No seat"]


def test_reasons_move_within_their_stage_and_go_by_key(reasons: TriggersPanel, qtbot) -> None:
    table = reasons.reasons
    where = table.visualRect(table.rows.index(2, TEXT)).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=where)
    qtbot.keyClick(table, Qt.Key.Key_Up, CONTROL)
    assert reason_texts(reasons) == ["Smell", "No seat", "Too dear"]
    qtbot.keyClick(table, Qt.Key.Key_Up, CONTROL)
    assert reason_texts(reasons) == ["Smell", "No seat", "Too dear"]
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert reason_texts(reasons) == ["Smell", "Too dear"]


def test_the_outcome_is_chosen_from_a_list(reasons: TriggersPanel, qtbot) -> None:
    box = edit_cell(reasons, 1, OUTCOME)
    qtbot.waitUntil(box.view().isVisible)
    qtbot.keyClick(box.view(), Qt.Key.Key_Home)
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    assert reasons.bridge.document.reasons["re1"].outcome == "decided"


def test_a_card_in_the_inspector_opens_its_trigger_under_the_map(window, qtbot) -> None:
    window.files.new("sample", "corner-bakery")
    bridge = window.bridge
    (wanted,) = bridge.document.triggers.values()
    bridge.select([("touchpoints", wanted.touchpoint)])
    card = window.inspector.form().parts["trigger"].cards[wanted.id]
    qtbot.waitUntil(card.isVisible)
    assert not window.pages.triggers.isVisible()
    qtbot.mouseClick(card, LEFT)
    qtbot.waitUntil(window.pages.triggers.isVisible)
    assert control(window.pages.triggers, "event").text() == wanted.event
    assert bridge.selection == (("touchpoints", wanted.touchpoint),)


def test_a_trigger_is_added_by_key_even_while_the_panel_is_hidden(window, qtbot) -> None:
    window.files.new("sample", "corner-bakery")
    window.actions_by_id["panel_gaps"].trigger()
    assert not window.pages.triggers.isVisible()
    count = len(window.bridge.document.triggers)
    qtbot.keyClick(window.view, Qt.Key.Key_G, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(window.pages.triggers.isVisible)
    assert window.actions_by_id["panel_gaps"].isChecked()
    assert len(window.bridge.document.triggers) == count + 1
    event = control(window.pages.triggers, "event")
    qtbot.keyClicks(event, "Rings twice")
    assert "Rings twice" in [it.event for it in window.bridge.document.triggers.values()]
