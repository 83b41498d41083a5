"""Pasting a range of a spreadsheet: the dialog that asks what its columns are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.helpers.canvas import small_map
from workbench.exchange.clipboard import grid
from workbench.model import queries
from workbench.model.commands.landing import Target
from workbench.store.settings_file import SettingsStore
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.view import MapView
from workbench.ui.clipboard import Clipboard
from workbench.ui.dialogs.paste_columns import PasteColumns
from workbench.ui.theme import Theme

TEXT = (
    "Stage\tTouchpoint\tChannel\tImportance\tSatisfaction\n"
    "Awareness\tBanner\tWebsite page\t9\t3\n"
    "\tPoster\tPrint\t4\tn/a\n"
    "Unboxing\tBox\tCourier\t7\t8\n"
)


@pytest.fixture
def theme(qapp) -> Theme:
    return Theme(qapp, SettingsStore().get("appearance"))


@pytest.fixture
def canvas(qtbot, theme) -> tuple[Bridge, MapView, Clipboard]:
    """The canvas of the small map with a clipboard, as in the window."""
    bridge = Bridge(small_map())
    view = MapView(bridge, theme)
    view.resize(1200, 800)
    qtbot.addWidget(view)
    view.show()
    return bridge, view, Clipboard(bridge, theme, view, view)


def paste(canvas, text: str = TEXT) -> PasteColumns:
    bridge, view, clipboard = canvas
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)
    bridge.select([("touchpoints", "tp4")])
    clipboard.paste()
    dialog = view.findChild(PasteColumns)
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def meanings(dialog: PasteColumns) -> list[str]:
    return [choice.currentText() for choice in dialog.preview.choices]


def told(dialog: PasteColumns) -> str:
    return dialog._told.text()


def titles(bridge: Bridge, stage: str) -> list[str]:
    return [getattr(it, "title", "") for it in queries.cards(bridge.document, stage, "laT")]


def test_the_columns_are_guessed_and_enter_pastes(canvas, qtbot):
    bridge = canvas[0]
    dialog = paste(canvas)
    assert meanings(dialog) == ["Stage", "Touchpoint", "Channel", "Importance", "Satisfaction"]
    assert dialog.headings.isChecked()
    assert bridge.document == small_map()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert titles(bridge, "stA")[-2:] == ["Banner", "Poster"]
    new = queries.stages(bridge.document, "ma1")[-1]
    assert (new.name, titles(bridge, new.id)) == ("Unboxing", ["Box"])
    assert [bridge.document.touchpoints[it].title for _, it in bridge.selection] == [
        *("Banner", "Poster", "Box")
    ]
    assert bridge.undo_stack.undoText() == "Paste 3 cards"
    bridge.undo()
    assert bridge.document == small_map()


def test_what_a_person_should_know_is_said(canvas):
    dialog = paste(canvas)
    assert "1 stage is new and comes behind the others: “Unboxing”." in told(dialog)
    assert "2 channels are new: “Print”, “Courier”." in told(dialog)
    assert "1 value cannot be read and is kept as a remark: “n/a”." in told(dialog)
    dialog.reject()


def test_escape_changes_nothing(canvas, qtbot):
    dialog = paste(canvas)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert canvas[0].document == small_map()


def test_another_meaning_is_chosen_by_key_and_the_column_that_had_it_gives_it_up(canvas, qtbot):
    bridge = canvas[0]
    dialog = paste(canvas)
    choice = dialog.preview.choices[3]
    choice.setFocus()
    while choice.currentText() != "Satisfaction":
        qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert meanings(dialog)[3:] == ["Satisfaction", "Left out"]
    qtbot.mouseClick(dialog.paste, Qt.MouseButton.LeftButton)
    banner = next(it for it in bridge.document.touchpoints.values() if it.title == "Banner")
    assert (banner.importance, banner.satisfaction) == (None, 9)


def test_without_a_column_of_stages_rows_go_to_the_selected_cell(canvas, qtbot):
    bridge = canvas[0]
    dialog = paste(canvas, "Banner\t9\t3\nPoster\t4\t8")
    assert meanings(dialog) == ["Touchpoint", "Importance", "Satisfaction"]
    assert "stage “Decision”" in dialog._where.text()
    qtbot.mouseClick(dialog.paste, Qt.MouseButton.LeftButton)
    assert titles(bridge, "stB") == ["Price page", "Banner", "Poster"]


def test_the_first_row_can_be_data_after_all(canvas, qtbot):
    dialog = paste(canvas)
    assert dialog.paste.text() == "Paste 3 touchpoints"
    qtbot.mouseClick(
        dialog.headings, Qt.MouseButton.LeftButton, pos=dialog.headings.rect().center()
    )
    if dialog.headings.isChecked():
        QTest.keyClick(dialog.headings, Qt.Key.Key_Space)
    assert dialog.paste.text() == "Paste 4 touchpoints"
    dialog.reject()


def test_the_choices_scroll_with_their_columns(qtbot, theme):
    wide = "\n".join("\t".join(f"cell {row} {column}" for column in range(30)) for row in range(3))
    dialog = PasteColumns(theme, small_map(), grid.read(wide), Target("ma1"))
    qtbot.addWidget(dialog)
    dialog.show()
    preview = dialog.preview
    for column in (0, 12, 29):
        preview.scrollTo(preview.model().index(0, column))
        QApplication.processEvents()
        left = preview.columnViewportPosition(column)
        assert abs(preview.choices[column].x() - left) <= 1
    dialog.reject()


def test_as_many_rows_as_can_be_pasted_are_all_there(qtbot, theme):
    body = "\n".join(f"Awareness\tCard {n}\t{n % 10 + 1}\t{n % 7 + 1}" for n in range(1999))
    rows = grid.read(f"Stage\tTouchpoint\tImportance\tSatisfaction\n{body}")
    dialog = PasteColumns(theme, small_map(), rows, Target("ma1"))
    qtbot.addWidget(dialog)
    assert [row.values["title"] for row in dialog.rows] == [f"Card {n}" for n in range(1999)]
