"""The persona editor: typing, needs in place, undo inside, and how the map serves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
)

from workbench.model import queries
from workbench.model.commands import edit, personas
from workbench.model.entities import Persona
from workbench.store import templates
from workbench.ui.bridge import Bridge
from workbench.ui.dialogs.persona_coverage import PersonaCoverage
from workbench.ui.dialogs.persona_editor import PersonaEditor
from workbench.ui.dialogs.persona_needs import ANSWERED, IMPORTANCE, KIND, TEXT
from workbench.ui.dialogs.persona_needs_table import NeedsTable
from workbench.ui.heat_table import HeatTable
from workbench.ui.panels.chips import Chip
from workbench.ui.pills import PILLS
from workbench.ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")

LOCAL = "peF1RST10CA100"


@pytest.fixture(scope="module")
def theme(qapp):
    return Theme(qapp, "light")


@pytest.fixture
def bridge(qapp):
    del qapp
    return Bridge(templates.sample("corner-bakery"))


@pytest.fixture
def editor(theme, qtbot, bridge):
    return opened(theme, qtbot, bridge, LOCAL)


def opened(theme, qtbot, bridge: Bridge, persona_id: str, choose_picture=None) -> PersonaEditor:
    editor = PersonaEditor(bridge, theme, persona_id, choose_picture)
    qtbot.addWidget(editor)
    editor.show()
    return editor


def needs_of(bridge: Bridge, persona_id: str = LOCAL) -> list[str]:
    return [need.text for need in queries.needs(bridge.document, persona_id)]


def double_click(qtbot, table: NeedsTable, row: int, column: int) -> None:
    index = table.model().index(row, column)
    place = table.visualRect(index).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_typing_goes_to_the_document_as_one_step(editor, bridge, qtbot):
    name = editor.findChild(QLineEdit, "personas.name")
    name.selectAll()
    qtbot.keyClicks(name, "New here")
    assert bridge.document.personas[LOCAL].name == "New here"
    assert editor.windowTitle() == "Persona — New here"
    qtbot.keyClick(name, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bridge.document.personas[LOCAL].name == "First-time local"
    assert name.text() == "First-time local"


def test_a_share_that_is_no_number_is_refused_beside_the_field(editor, bridge, qtbot):
    share = editor.findChild(QLineEdit, "personas.share")
    share.selectAll()
    qtbot.keyClicks(share, "140")
    assert bridge.document.personas[LOCAL].share == 14
    assert share.property("invalid") == "true"
    messages = [label.text() for label in editor.findChildren(QLabel) if label.isVisible()]
    assert any("from 0 to 100, not 140" in text for text in messages)


def test_typing_a_new_need_and_the_next(editor, bridge, qtbot):
    table = editor.findChild(NeedsTable)
    last = table.model().index(table.model().rowCount() - 1, TEXT)
    place = table.visualRect(last).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    for text in ("Sit down for a coffee", "Ask about allergens"):
        line = table.findChild(QLineEdit)
        qtbot.keyClicks(line, text)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda old=line: table.findChild(QLineEdit) not in (None, old))
    assert needs_of(bridge)[-2:] == ["Sit down for a coffee", "Ask about allergens"]


def test_enter_types_the_first_need_and_passes_over_what_cannot_be_typed(editor, bridge, qtbot):
    table = editor.findChild(NeedsTable)
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, ANSWERED))
    # what Qt warns of is told by pytest-qt
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert table.findChild(QLineEdit) is None
    bridge.run(edit.remove, [("needs", it.id) for it in queries.needs(bridge.document, LOCAL)])
    table.setCurrentIndex(table.model().index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    line = table.findChild(QLineEdit)
    qtbot.keyClicks(line, "Sit down for a coffee")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: needs_of(bridge) == ["Sit down for a coffee"])


def test_editing_a_need_in_place(editor, bridge, qtbot):
    table = editor.findChild(NeedsTable)
    double_click(qtbot, table, 1, TEXT)
    line = table.findChild(QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, "Know what it costs")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.findChild(QLineEdit) is None)
    assert needs_of(bridge)[1] == "Know what it costs"
    qtbot.keyClick(table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert needs_of(bridge)[1] == "Know the price before going in"


def test_importance_is_typed_cleared_and_checked(editor, bridge, qtbot):
    table = editor.findChild(NeedsTable)
    first = queries.needs(bridge.document, LOCAL)[0].id

    def enter(text: str) -> None:
        table.setFocus()
        table.setCurrentIndex(table.model().index(0, IMPORTANCE))
        qtbot.keyClick(table, Qt.Key.Key_F2)
        line = table.findChild(QLineEdit)
        line.selectAll()
        qtbot.keyClick(line, Qt.Key.Key_Delete)
        qtbot.keyClicks(line, text)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: table.findChild(QLineEdit) is None)

    enter("6,5")
    assert bridge.document.needs[first].importance == 6.5
    enter("40")
    assert bridge.document.needs[first].importance == 6.5
    messages = [label.text() for label in editor.findChildren(QLabel) if label.isVisible()]
    assert "“Importance” takes a number from 1 to 10, not 40." in messages
    enter("")
    assert bridge.document.needs[first].importance is None
    # the empty cell says what it takes; that of the row for a new need does not
    rows = table.model()
    assert rows.index(0, IMPORTANCE).data() == "1–10"
    assert rows.index(rows.rowCount() - 1, IMPORTANCE).data() is None


def test_the_kind_is_chosen_from_a_list(editor, bridge, qtbot):
    table = editor.findChild(NeedsTable)
    double_click(qtbot, table, 0, KIND)
    box = table.findChild(QComboBox)
    qtbot.waitUntil(lambda: box.view().isVisible())
    last = box.view().visualRect(box.model().index(box.count() - 1, 0))
    assert box.view().viewport().rect().contains(last.center())
    qtbot.keyClicks(box.view(), "Fr")
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    assert queries.needs(bridge.document, LOCAL)[0].kind == "frustration"


def test_delete_and_reorder_by_key(editor, bridge, qtbot):
    table = editor.findChild(NeedsTable)
    before = needs_of(bridge)
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, TEXT))
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert needs_of(bridge) == [before[1], before[0], *before[2:]]
    assert table.currentIndex().row() == 1
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert needs_of(bridge) == [before[1], *before[2:]]
    bridge.undo()
    bridge.undo()
    assert needs_of(bridge) == before


def test_answered_by(editor):
    table = editor.findChild(NeedsTable)
    shown = {
        table.model().index(row, TEXT).data(): [
            (pill.text, pill.tone) for pill in table.model().index(row, ANSWERED).data(PILLS)
        ]
        for row in range(table.model().rowCount() - 1)
    }
    assert shown["Know the price before going in"] == [("Price & hours page", "good")]
    assert shown["Order ahead"] == [("only planned: Order by phone", "warn")]
    assert shown["Pay by card"] == [("nothing yet", "bad")]
    tip = table.model().index(3, ANSWERED).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Answered once what is planned is in place: Order by phone"


def test_chips_are_removed_and_added(editor, bridge, qtbot):
    chips = {chip.text(): chip for chip in editor.findChildren(Chip)}
    qtbot.keyClick(chips["Recommendation"], Qt.Key.Key_Delete)
    assert bridge.document.personas[LOCAL].motivations == ("value-proposition",)
    qtbot.mouseClick(chips["driver"], Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert bridge.document.personas[LOCAL].motivations == ("value-proposition", "trust")


def test_offered_names_are_shown_as_they_are(editor, qtbot):
    add = next(chip for chip in editor.findChildren(Chip) if chip.text() == "channel")
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    # a menu shows two of these signs as one, and one as an underline
    assert "Packaging && receipt" in [action.text() for action in menu.actions()]
    menu.close()


def test_details_keep_their_lines(editor, bridge, qtbot):
    details = editor.findChild(QPlainTextEdit, "personas.details")
    details.selectAll()
    qtbot.keyClicks(details, "Age: 30")
    qtbot.keyClick(details, Qt.Key.Key_Return)
    qtbot.keyClicks(details, "Lives: near")
    assert bridge.document.personas[LOCAL].details == "Age: 30\nLives: near"


def test_choosing_a_picture(theme, qtbot, bridge):
    name = "0" * 64 + ".png"
    editor = opened(theme, qtbot, bridge, LOCAL, lambda: name)
    (button,) = (
        item for item in editor.findChildren(QPushButton) if item.text() == "Choose a picture…"
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert bridge.document.personas[LOCAL].picture == name
    (remove,) = (item for item in editor.findChildren(QPushButton) if item.text() == "Remove")
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert bridge.document.personas[LOCAL].picture == ""


def test_coverage_follows_the_needs(editor, bridge, qtbot):
    heat = editor.findChild(PersonaCoverage).findChild(HeatTable)
    purchase = 3
    # of the bread, the card and the queue only the bread is answered
    assert heat.cell(0, purchase).text == "1 of 3"
    assert heat.cell(0, purchase).tone == "bad"
    table = editor.findChild(NeedsTable)
    table.setCurrentIndex(table.model().index(needs_of(bridge).index("Pay by card"), TEXT))
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert heat.cell(0, purchase).text == "1 of 2"
    assert heat.cell(0, purchase).tone == "warn"


def test_a_persona_that_the_map_does_not_serve(theme, qtbot, bridge):
    stranger = Persona(id="pe0000000000ZZ", name="Passer-by")
    bridge.run(personas.add, stranger)
    editor = opened(theme, qtbot, bridge, stranger.id)
    (button,) = (
        item
        for item in editor.findChildren(QPushButton)
        if item.text() == "Let the map serve this persona"
    )
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert stranger.id in bridge.document.maps[bridge.map_id].personas
    assert not button.isVisible()


def test_undoing_the_persona_itself_closes_the_editor(theme, qtbot, bridge):
    persona = Persona(id="pe0000000000ZZ", name="New persona")
    bridge.run(personas.add, persona, bridge.map_id)
    editor = opened(theme, qtbot, bridge, persona.id)
    name = editor.findChild(QLineEdit, "personas.name")
    assert name.selectedText() == "New persona"
    qtbot.keyClick(name, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert persona.id not in bridge.document.personas
    assert not editor.isVisible()


def test_the_card_is_printed_over_the_editor(theme, qtbot, bridge):
    asked: list[tuple[str, object]] = []
    editor = PersonaEditor(
        bridge, theme, LOCAL, print_card=lambda persona, over: asked.append((persona, over))
    )
    qtbot.addWidget(editor)
    editor.show()
    qtbot.mouseClick(editor.findChild(QPushButton, "persona-card"), Qt.MouseButton.LeftButton)
    assert asked == [(LOCAL, editor)]


def test_preferred_channels_are_searched(editor, bridge, qtbot):
    add = next(it for it in editor.findChildren(Chip) if it.text() == "channel")
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    menu = next(it for it in editor.findChildren(QMenu) if it.isVisible())
    line = menu.findChild(QLineEdit, "menu-search")
    qtbot.keyClicks(line, "loyal")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    chosen = bridge.document.personas[LOCAL].preferred_channels[-1]
    assert bridge.document.channels[chosen].name == "Loyalty card"
