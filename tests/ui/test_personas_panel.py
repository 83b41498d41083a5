"""The persona panel: the lens, editing, duplicating, whom the map serves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import Map, Need, Persona, Workspace
from workbench.ui.bridge import Bridge
from workbench.ui.panels.avatar import COLOURS, avatar, initials
from workbench.ui.panels.personas import PersonasPanel
from workbench.ui.theme import Theme


def document() -> Document:
    return Document.of(
        [
            Workspace(id="wk1"),
            Map(id="ma1", name="First", personas=("pe1",)),
            Persona(id="pe1", rank="A", name="First-time local", share=45.0),
            Persona(id="pe2", rank="B", name="Office orderer", share=20.0, kind="B2B"),
            Need(id="ne1", persona="pe1", text="Know the price"),
            Need(id="ne2", persona="pe1", text="Opening hours"),
            Need(id="ne3", persona="pe2", text="Order ahead"),
        ]
    )


@pytest.fixture(scope="module")
def theme(qapp):
    return Theme(qapp, "light")


def ended(widget: QWidget) -> None:
    """Close and delete now: what waits for the event loop would slow down later tests."""
    widget.close()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)


def make(qtbot, theme, held: Document) -> PersonasPanel:
    bridge = Bridge(held)
    panel = PersonasPanel(bridge, theme)
    panel.bridge = bridge
    panel.resize(260, 400)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


@pytest.fixture
def panel(qtbot, theme):
    panel = make(qtbot, theme, document())
    yield panel
    ended(panel)


def place(panel: PersonasPanel, row: int) -> QPoint:
    return panel.list.visualRect(panel.list.model().index(row, 0)).center()


def choose(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text() == text).trigger()


def test_a_row_says_share_kind_and_needs(panel):
    first, second = panel.list.rows()
    assert (first.name, first.about) == ("First-time local", "45 % of customers · 2 needs")
    assert second.about == "20 % · B2B · 1 need · not on this map"


def test_a_click_chooses_the_view_of_a_persona_and_another_click_all(panel, qtbot):
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place(panel, 1))
    assert panel.bridge.lens == "pe2"
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place(panel, 0))
    assert panel.bridge.lens == "pe1"
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place(panel, 0))
    assert panel.bridge.lens is None


def test_a_double_click_edits_and_leaves_the_lens_as_it_was(panel, qtbot):
    where = place(panel, 0)
    view = panel.list.viewport()
    with qtbot.waitSignal(panel.edit_requested) as asked:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=where)
        qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=where)
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=where)
    assert asked.args == ["pe1"]
    assert panel.bridge.lens is None


def test_the_pencil_edits(panel, qtbot):
    with qtbot.waitSignal(panel.edit_requested) as asked:
        qtbot.mouseClick(
            panel.list.viewport(),
            Qt.MouseButton.LeftButton,
            pos=panel.list.pencil(1).center(),
        )
    assert asked.args == ["pe2"]
    assert panel.bridge.lens is None


def test_enter_edits_and_space_looks(panel, qtbot):
    panel.list.setCurrentIndex(panel.list.model().index(1, 0))
    with qtbot.waitSignal(panel.edit_requested) as asked:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert asked.args == ["pe2"]
    qtbot.keyClick(panel.list, Qt.Key.Key_Space)
    assert panel.bridge.lens == "pe2"


def test_the_menu_says_and_changes_whether_the_map_serves_them(panel):
    menu = panel.menu_for("pe2")
    serves = next(action for action in menu.actions() if action.isCheckable())
    assert not serves.isChecked()
    serves.trigger()
    assert panel.bridge.document.maps["ma1"].personas == ("pe1", "pe2")
    assert "not on this map" not in panel.list.rows()[1].about


def test_duplicate_copies_the_needs_and_delete_can_be_undone(panel):
    before = panel.bridge.document
    choose(panel.menu_for("pe1"), "Duplicate")
    assert [row.name for row in panel.list.rows()] == [
        "First-time local",
        "First-time local (copy)",
        "Office orderer",
    ]
    assert panel.list.rows()[1].about == "45 % of customers · 2 needs"
    panel.bridge.undo()
    choose(panel.menu_for("pe1"), "Delete")
    assert [row.id for row in panel.list.rows()] == ["pe2"]
    panel.bridge.undo()
    assert panel.bridge.document == before


def test_the_row_follows_the_document(panel):
    panel.bridge.run(edit.set_field, "personas", "pe1", "name", "Newcomer")
    panel.bridge.run(edit.remove, [("needs", "ne1")])
    assert panel.list.rows()[0].name == "Newcomer"
    assert panel.list.rows()[0].about == "45 % of customers · 1 need"


def test_without_personas_the_next_step_is_offered(qtbot, theme):
    panel = make(qtbot, theme, Document.of([Workspace(id="wk1")]))
    assert not panel.list.isVisible()
    with qtbot.waitSignal(panel.create_requested):
        qtbot.mouseClick(panel.findChild(QPushButton, "personas-first"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.create_requested):
        qtbot.mouseClick(panel.findChild(QToolButton, "personas-add"), Qt.MouseButton.LeftButton)
    ended(panel)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("First-time local", "FL"),
        ("Regular", "R"),
        ("the very busy parent", "TP"),
        ("とても 長い", "と長"),
        ("“Quoted” one", "QO"),
        ("", "?"),
        ("…", "?"),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


def test_an_avatar_keeps_its_colour_when_renamed_and_shows_a_picture(qapp):
    del qapp
    plain = avatar("pe1", "A", 40, 2.0).toImage()
    renamed = avatar("pe1", "B", 40, 2.0).toImage()
    assert plain.size().width() == 80
    assert plain.pixelColor(40, 8) == renamed.pixelColor(40, 8)
    assert plain.pixelColor(40, 8).name().upper() in COLOURS
    assert plain.pixelColor(1, 1).alpha() == 0
    red = QImage(10, 20, QImage.Format.Format_RGB32)
    red.fill(0xFF0000)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    red.save(buffer, "PNG")
    pictured = avatar("pe1", "A", 40, 1.0, bytes(data.data())).toImage()
    assert pictured.pixelColor(20, 20).name() == "#ff0000"
    broken = avatar("pe1", "A", 40, 2.0, b"no picture").toImage()
    assert broken == plain


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", COLOURS)
def test_white_initials_are_legible_on_every_avatar(colour):
    assert 1.05 / (luminance(colour) + 0.05) >= 4.5


def test_the_menu_compares_and_prints(panel, qtbot):
    menu = panel.menu_for("pe1")
    by_text = {action.text(): action for action in menu.actions()}
    with qtbot.waitSignal(panel.compare_requested):
        by_text["Compare personas…"].trigger()
    with qtbot.waitSignal(panel.card_requested) as asked:
        by_text["Print card…"].trigger()
    assert asked.args == ["pe1"]
