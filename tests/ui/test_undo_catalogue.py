"""Every command of the catalogue, done, undone and redone: document, selection and view.

A command has a scenario here or is listed as one that changes no document, so that a new one
cannot be forgotten.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QPushButton

from tests.exchange.rating_files import Round
from workbench.analysis.findings import findings
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import Participant, Rating
from workbench.ui.actions.catalogue import CATALOGUE
from workbench.ui.application import make_window
from workbench.ui.dialogs.persona_editor import PersonaEditor
from workbench.ui.import_review.review import ImportReview
from workbench.ui.main_window import MainWindow

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
Act = Callable[[MainWindow], None]
CARDS = ("touchpoints", "notes")

CHANGES_NO_DOCUMENT = {
    # another document, or none
    *("start", "new", "open", "close", "quit"),
    # files and paper
    *("save", "save_as", "save_copy", "versions", "export_workbook", "export_picture"),
    *("print", "persona_card", "gap_report", "rating_sheets"),
    # the steps themselves
    *("undo", "redo"),
    # what is selected and what is seen
    *("copy", "select_all", "find", "find_next", "find_previous", "command_palette"),
    *("zoom_in", "zoom_out", "zoom_reset", "fit", "fit_selection", "curve_labels"),
    *("connections_all", "connections_selected", "connections_none"),
    *("overlay_none", "overlay_gaps", "overlay_opportunity", "overlay_evidence"),
    *("overlay_owner", "overlay_channel", "overlay_reach"),
    *("collapse", "expand_all", "outline", "minimap", "panel_left", "panel_right", "panel_gaps"),
    *("next_part", "previous_part", "full_screen", "present", "map_next", "map_previous"),
    *("worst_gap", "show_gaps", "show_triggers", "show_paths", "show_by_stage", "show_scores"),
    # how the program looks, and what it tells
    *("appearance_system", "appearance_light", "appearance_dark"),
    *("paper_as-window", "paper_light", "paper_dark"),
    *("compare_personas", "preferences", "guide", "shortcuts", "tour", "about"),
}


class Seen(NamedTuple):
    """What a person has before them."""

    document: Document
    map_id: str
    selection: frozenset[tuple[str, str]]
    scale: float


@pytest.fixture(scope="module")
def one_window(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """One window for all tests here: making one takes a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        made = make_window(qapp)
    made.resize(1600, 1000)
    made.show()
    made.settings.set("tour_done", True)
    yield made
    QApplication.clipboard().clear()
    made.bridge.undo_stack.setClean()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")


@pytest.fixture
def bakery(one_window: MainWindow, qapp: QApplication) -> MainWindow:
    return opened(one_window, qapp)


def opened(window: MainWindow, qapp: QApplication) -> MainWindow:
    """The bakery, fresh, with the gaps of a fixed day and the keys on the canvas."""
    window.bridge.undo_stack.setClean()
    window.files.new("sample", "corner-bakery")
    window.activateWindow()
    window.view.setFocus()
    qapp.processEvents()
    bridge = window.bridge
    bridge.set_findings(findings(bridge.document, bridge.map_id, datetime.date(2026, 11, 21)))
    return window


def seen(window: MainWindow) -> Seen:
    bridge = window.bridge
    return Seen(
        bridge.document, bridge.map_id, frozenset(bridge.selection), window.view.scale_factor()
    )


def there_and_back(window: MainWindow, act: Act) -> None:
    """Do it, undo all of it by key, redo it; look at everything each time."""
    before = seen(window)
    act(window)
    after = seen(window)
    assert after.document != before.document
    steps = window.bridge.undo_stack.count()
    assert steps >= 1
    assert all(window.bridge.undo_stack.text(step).strip() for step in range(steps))
    # offscreen, a window does not come to the front by itself when its dialog is closed
    window.activateWindow()
    window.view.setFocus()
    QApplication.processEvents()
    for _ in range(steps):
        QTest.keyClick(window.view, Key.Key_Z, CONTROL)
    undone = seen(window)
    assert (undone.document, undone.map_id) == (before.document, before.map_id)
    check_selection(window, after.document)
    assert undone.scale == before.scale
    for _ in range(steps):
        QTest.keyClick(window.view, Key.Key_Y, CONTROL)
    redone = seen(window)
    assert (redone.document, redone.map_id) == (after.document, after.map_id)
    check_selection(window, before.document)
    assert redone.scale == before.scale


def check_selection(window: MainWindow, other: Document) -> None:
    """Selected is what the step touched, and the first of it is in view."""
    bridge = window.bridge
    document = bridge.document
    assert all(document.get(*place) is not None for place in bridge.selection)
    if document.maps.keys() != other.maps.keys():
        assert len(bridge.selection) <= 1
        return
    touched = {
        (table, identifier)
        for table in CARDS
        for identifier, entity in document.table(table).items()
        if other.get(table, identifier) != entity
    }
    if not touched:
        return
    assert set(bridge.selection) == touched
    view = window.view
    shown = view.mapToScene(view.viewport().rect()).boundingRect()
    first = min(touched)
    box = QRectF(*view.board.layout.boxes[first[1]].rect)
    assert shown.intersects(box)


def card(window: MainWindow, title: str) -> tuple[str, str]:
    found = window.bridge.document.touchpoints.values()
    return "touchpoints", next(it.id for it in found if it.title == title)


def action(name: str, *titles: str, typed: str = "") -> Act:
    """Select these touchpoints, do it, and type into the field that opens."""

    def act(window: MainWindow) -> None:
        if titles:
            window.bridge.select([card(window, title) for title in titles])
        window.actions_by_id[name].trigger()
        if typed:
            QTest.keyClicks(QApplication.focusWidget(), typed)
            QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
            QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)

    return act


def pasted(name: str) -> Act:
    def act(window: MainWindow) -> None:
        window.bridge.select([card(window, "Search ad"), card(window, "Stamp card")])
        window.actions_by_id["copy"].trigger()
        window.bridge.select([card(window, "Photo gallery")])
        window.actions_by_id[name].trigger()

    return act


def connect_by_keys(window: MainWindow) -> None:
    window.bridge.select([card(window, "Search ad")])
    window.actions_by_id["connect_to"].trigger()
    QTest.keyClicks(window.view, "stamp")
    QTest.keyClick(window.view, Key.Key_Return)


def add_persona(window: MainWindow) -> None:
    in_dialog(PersonaEditor, lambda editor: editor.reject())
    window.actions_by_id["add_persona"].trigger()


def new_map(window: MainWindow) -> None:
    window.actions_by_id["map_new"].trigger()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[1].trigger()
    menu.close()


def rename_map(window: MainWindow) -> None:
    window.actions_by_id["map_rename"].trigger()
    QTest.keyClicks(QApplication.focusWidget(), "Regulars")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)


def take_medians(window: MainWindow) -> None:
    bridge = window.bridge
    _, identifier = card(window, "Counter service")
    bridge.run(edit.add, "participants", Participant(id="pa1", name="Baker"))
    rating = Rating(id="ra1", participant="pa1", touchpoint=identifier, importance=3)
    bridge.run(edit.add, "ratings", rating)
    window.actions_by_id["take_medians"].trigger()


SCENARIOS: dict[str, Act] = {
    "cut": action("cut", "Search ad", "Stamp card"),
    "paste": pasted("paste"),
    "paste_in_place": pasted("paste_in_place"),
    "duplicate": action("duplicate", "Search ad", "Stamp card"),
    "rename": action("rename", "Stamp card", typed="Tenth loaf free"),
    "delete": action("delete", "Price & hours page"),
    "connect_to": connect_by_keys,
    "add_touchpoint": action("add_touchpoint", "Stamp card", typed="Newsletter"),
    "add_note": action("add_note", "Search ad", typed="Smells good"),
    "add_trigger": action("add_trigger", "Search ad"),
    "add_stage": action("add_stage", typed="Waiting"),
    "add_lane": action("add_lane"),
    "add_persona": add_persona,
    "map_new": new_map,
    "map_rename": rename_map,
    "map_duplicate": action("map_duplicate"),
    "map_future": action("map_future"),
    "map_delete": action("map_delete"),
    "connect_in_order": action("connect_in_order"),
    "take_medians": take_medians,
}


# offscreen, a menu cannot take the keyboard for itself
@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
@pytest.mark.parametrize("name", SCENARIOS)
def test_there_and_back(bakery, name):
    there_and_back(bakery, SCENARIOS[name])


# --- what needs files and the worker ------------------------------------------------------


def in_dialog(kind: type[QDialog], act: Callable[[QDialog], object]) -> None:
    """Call `act` with the modal dialog of that kind once it is there."""

    def look() -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, kind):
            act(found)
        else:
            QTimer.singleShot(50, look)

    QTimer.singleShot(50, look)


def apply(review: QDialog) -> None:
    button = next(b for b in review.findChildren(QPushButton) if b.text().startswith("Apply"))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def workbook(window: MainWindow, qtbot, path: Path, column: str, value: str) -> str:
    """What a colleague sends back: the bakery with another value for its map."""
    with qtbot.waitSignal(window.transfers.told, timeout=30_000):
        window.transfers.export_workbook(path)
    book = openpyxl.load_workbook(path)
    sheet = book["Maps"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, columns[column]).value = value
    book.save(path)
    return str(path)


def files_for(name: str, window: MainWindow, qtbot, folder: Path) -> list[str]:
    if name == "merge_ratings":
        made = Round(window.bridge.document, folder, window.bridge.map_id)
        return [str(made.sheet("Ann", {"Counter service": {"importance": 2}}))]
    files = [workbook(window, qtbot, folder / "anna.xlsx", "Name", "Renamed by Anna")]
    if name == "import_several":
        files.append(workbook(window, qtbot, folder / "ben.xlsx", "Scenario", "In winter"))
    return files


WITH_FILES = ("import", "import_several", "merge_ratings")


@pytest.mark.parametrize("name", WITH_FILES)
def test_there_and_back_with_files(window, qapp, qtbot, tmp_path, monkeypatch, name):
    window.settings.set("tour_done", True)
    opened(window, qapp)
    files = files_for(name, window, qtbot, tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (files[0], ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (files, ""))

    def act(window: MainWindow) -> None:
        in_dialog(ImportReview, apply)
        with qtbot.waitSignal(window.transfers.told, timeout=30_000):
            window.actions_by_id[name].trigger()

    there_and_back(window, act)


# --- nothing is forgotten -----------------------------------------------------------------


def test_every_command_has_a_scenario_or_changes_no_document():
    known = {*SCENARIOS, *WITH_FILES, *CHANGES_NO_DOCUMENT}
    assert [spec.id for spec in CATALOGUE if spec.id not in known] == []
    assert not CHANGES_NO_DOCUMENT & {*SCENARIOS, *WITH_FILES}


ASKS = {
    *("start", "new", "open", "close", "quit", "save", "save_as", "save_copy", "versions"),
    *("export_workbook", "export_picture", "print", "persona_card", "gap_report"),
    *("rating_sheets", "compare_personas", "preferences", "guide", "shortcuts", "about"),
    *("tour", "full_screen", "present"),
}
"""Those of them that open a dialog or another page, and so have tests of their own."""

QUIET = [
    spec.id
    for spec in CATALOGUE
    if spec.id in CHANGES_NO_DOCUMENT - ASKS and spec.id not in ("undo", "redo")
]


@pytest.mark.parametrize("name", QUIET)
def test_what_changes_no_document_makes_no_step(bakery, name):
    before = bakery.bridge.document
    bakery.bridge.select([card(bakery, "Search ad")])
    for _ in range(2):
        bakery.actions_by_id[name].trigger()
        QTest.keyClick(QApplication.focusWidget() or bakery.view, Key.Key_Escape)
    assert bakery.bridge.document == before
    assert bakery.bridge.undo_stack.count() == 0
