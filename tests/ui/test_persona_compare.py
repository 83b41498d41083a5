"""Personas side by side: what is the same, what differs, and the way to each editor."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import (
    Channel,
    Lane,
    Map,
    Need,
    Persona,
    Stage,
    Touchpoint,
    Workspace,
)
from workbench.ui.bridge import Bridge
from workbench.ui.dialogs.persona_compare import PersonaCompare
from workbench.ui.dialogs.persona_compare_rows import compare_rows
from workbench.ui.theme import Theme


def document(*more) -> Document:
    return Document.of(
        [
            Workspace(id="wk1"),
            Channel(id="ch1", name="Shop", roles=("awareness", "decision")),
            Channel(id="ch2", name="Phone"),
            Persona(
                id="pe1",
                rank="A",
                name="Local",
                share=60.0,
                motivations=("trust", "experience"),
                preferred_channels=("ch1",),
                objections="Queues",
            ),
            Persona(
                id="pe2",
                rank="B",
                name="Office",
                kind="B2B",
                motivations=("trust",),
                preferred_channels=("ch1", "ch2"),
                objections="queues",
            ),
            Need(id="ne1", persona="pe1", rank="A", text="Pay by card", role="decision"),
            Need(id="ne2", persona="pe1", rank="B", text="Opening hours", kind="goal"),
            Need(id="ne3", persona="pe2", rank="A", text="pay by CARD"),
            Map(id="ma1", name="First", personas=("pe1",)),
            Stage(id="st1", map="ma1", rank="A", name="Look", roles=("awareness",)),
            Stage(id="st2", map="ma1", rank="B", name="Choose", roles=("decision",)),
            Lane(id="la1", map="ma1", kind="touchpoints", name="Touchpoints"),
            Touchpoint(id="tp1", map="ma1", stage="st2", lane="la1", channel="ch1", needs=("ne1",)),
            *more,
        ]
    )


@pytest.fixture(scope="module")
def theme(qapp):
    return Theme(qapp, "light")


@pytest.fixture
def bridge(qapp):
    del qapp
    return Bridge(document())


@pytest.fixture
def edited():
    return []


@pytest.fixture
def dialog(theme, bridge, qtbot, edited):
    dialog = PersonaCompare(bridge, theme, lambda _name: b"", edited.append)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def told(row) -> list[list[str]]:
    return [[line.text for line in cell] for cell in row.cells]


def bold(row) -> list[list[str]]:
    return [[line.text for line in cell if line.differs] for cell in row.cells]


def test_every_field_stands_in_a_row_of_its_own_and_says_whether_it_differs():
    rows = {row.label: row for row in compare_rows(document(), "ma1")}
    assert list(rows) == [
        "Kind",
        "Share of customers %",
        "Goal",
        "Need",
        "Moved by",
        "Prefers",
        "Would decline because",
        "On this map: needs answered",
        "On this map: preferred channels in place",
    ]
    assert told(rows["Kind"]) == [["B2C"], ["B2B"]]
    assert told(rows["Share of customers %"]) == [["60"], []]
    assert rows["Share of customers %"].differs
    assert told(rows["Need"]) == [["Pay by card"], ["pay by CARD"]]
    assert not rows["Need"].differs, "capitals make no difference"
    assert bold(rows["Goal"]) == [["Opening hours"], []]
    assert bold(rows["Moved by"]) == [["Personal experience"], []]
    assert bold(rows["Prefers"]) == [[], ["Phone"]]
    assert not rows["Would decline because"].differs


def test_how_the_map_serves_each_is_counted():
    rows = {row.label: row for row in compare_rows(document(), "ma1")}
    # of the two needs of the local only the card is answered; of the two stages that the shop
    # suits it is found in one
    assert told(rows["On this map: needs answered"]) == [["1 of 2 needs"], ["not served"]]
    assert told(rows["On this map: preferred channels in place"]) == [
        ["1 of 2 stages"],
        ["not served"],
    ]
    assert not any("On this map" in row.label for row in compare_rows(document(), ""))


def test_the_table_shows_names_marks_and_what_a_screen_reader_says(dialog):
    model = dialog.table.model()
    heads = [model.headerData(it, Qt.Orientation.Horizontal) for it in range(2)]
    assert heads == ["Local", "Office"]
    labels = [model.headerData(it, Qt.Orientation.Vertical) for it in range(model.rowCount())]
    assert labels[0] == "Kind  ≠"
    assert "Need" in labels
    spoken = model.index(labels.index("Moved by  ≠"), 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Trust; Personal experience, not shared by all"
    assert model.index(labels.index("Goal  ≠"), 1).data() == "–"


def test_only_what_differs_is_left_when_asked(dialog, qtbot):
    model = dialog.table.model()
    qtbot.mouseClick(dialog.only, Qt.MouseButton.LeftButton, pos=dialog.only.rect().center())
    if not dialog.only.isChecked():
        dialog.only.setFocus()
        qtbot.keyClick(dialog.only, Qt.Key.Key_Space)
    labels = [model.headerData(it, Qt.Orientation.Vertical) for it in range(model.rowCount())]
    assert all(label.endswith("≠") for label in labels)
    assert not any(label.startswith(("Need", "Would decline")) for label in labels)


def test_enter_and_a_double_click_edit_the_persona_of_the_column(dialog, qtbot, edited):
    dialog.table.setCurrentIndex(dialog.table.model().index(2, 1))
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert edited == ["pe2"]
    place = dialog.table.visualRect(dialog.table.model().index(0, 0)).center()
    view = dialog.table.viewport()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert edited == ["pe2", "pe1"]


def test_it_follows_the_document_and_keeps_its_place(dialog, bridge):
    model = dialog.table.model()
    dialog.table.setCurrentIndex(model.index(3, 1))
    bridge.run(edit.set_field, "personas", "pe2", "name", "Offices")
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Offices"
    assert (dialog.table.currentIndex().row(), dialog.table.currentIndex().column()) == (3, 1)
    bridge.run(edit.remove, [("personas", "pe1")])
    assert model.columnCount() == 1
    bridge.undo()
    assert model.columnCount() == 2


def message(dialog) -> str:
    shown = [it.text() for it in dialog.findChildren(QLabel) if it.isVisible()]
    return next((it for it in shown if "persona" in it and "Enter" not in it), "")


def test_one_persona_or_none_says_what_to_do(dialog, bridge):
    bridge.run(edit.remove, [("personas", "pe1")])
    assert message(dialog) == "There is only one persona. Add another one to compare."
    assert not dialog.only.isEnabled()
    bridge.run(edit.remove, [("personas", "pe2")])
    assert message(dialog) == "There is no persona yet. Add one to begin."
    assert not dialog.table.isVisible()


def test_rows_are_as_high_as_their_fullest_cell_and_columns_share_the_width(dialog, bridge):
    table = dialog.table
    before = table.rowHeight(0)
    assert table.columnWidth(0) == table.columnWidth(1) >= 190
    bridge.run(edit.set_field, "personas", "pe1", "segment", "lives near by " * 40)
    assert table.rowHeight(1) > 4 * before
    dialog.resize(500, 600)
    assert table.columnWidth(0) == 190
    assert table.horizontalScrollBar().maximum() > 0


def test_the_action_opens_it_over_the_window(window):
    assert not window.actions_by_id["compare_personas"].isEnabled()
    window.files.new("sample", "corner-bakery")
    seen: list[list[str]] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PersonaCompare)
        model = dialog.table.model()
        seen.append(
            [model.headerData(it, Qt.Orientation.Horizontal) for it in range(model.columnCount())]
        )
        dialog.accept()

    QTimer.singleShot(0, window, look)
    window.actions_by_id["compare_personas"].trigger()
    assert seen == [["First-time local", "Office orderer"]]
