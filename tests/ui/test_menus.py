"""Menus and what is around them: everything has its place, and says why it waits."""

from __future__ import annotations

from operator import attrgetter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLineEdit,
    QMenu,
    QSlider,
    QToolButton,
)

from workbench.model.commands import edit
from workbench.settings import resource_folder
from workbench.store.settings_file import SettingsStore
from workbench.ui.actions.catalogue import CATALOGUE
from workbench.ui.files.standing import SaveState


@pytest.fixture
def bakery(window):
    SettingsStore().set("tour_done", True)
    window.settings.set("tour_done", True)
    window.files.new("sample", "corner-bakery")
    window.activateWindow()
    window.view.setFocus()
    return window


def entries(menu: QMenu) -> list[QAction]:
    """All entries of a menu and of those inside it."""
    found = []
    for action in menu.actions():
        inside = action.menu()
        found += entries(inside) if inside is not None else [action]
    return found


def menus(window) -> dict[str, QMenu]:
    return {action.text().replace("&", ""): action.menu() for action in window.menuBar().actions()}


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_the_menus_stand_in_their_usual_order(bakery):
    assert list(menus(bakery)) == ["File", "Edit", "Insert", "View", "Map", "Analyse", "Help"]


def test_every_action_is_in_exactly_one_menu(bakery):
    listed = [action.objectName() for menu in menus(bakery).values() for action in entries(menu)]
    for spec in CATALOGUE:
        assert listed.count(spec.id) == 1, spec.id


def test_file_has_what_people_look_for_there(bakery):
    file = menus(bakery)["File"]
    wanted = ["New map…", "Open…", "Open recent", "Save", "Save as…", "Save a copy…"]
    wanted += ["Import spreadsheet…", "Export", "Print…", "Close workspace", "Quit"]
    assert [text for text in texts(file) if text in wanted] == wanted
    export = next(action.menu() for action in file.actions() if action.text() == "Export")
    assert "Export workbook…" in texts(export)
    assert any("picture" in text for text in texts(export))


def test_the_toolbar_holds_nothing_that_no_menu_has(bakery):
    listed = {action for menu in menus(bakery).values() for action in entries(menu)}
    for action in bakery.toolbar.actions():
        if not action.isSeparator() and action.objectName():
            assert action in listed


@pytest.mark.parametrize("spec", CATALOGUE, ids=lambda spec: spec.id)
def test_no_action_waits_without_saying_why(qapp, spec):
    """On the start page, in an empty workspace and on a map without a selection."""
    from PySide6.QtWidgets import QMainWindow

    from workbench.model.document import Document
    from workbench.model.entities import Workspace
    from workbench.ui.actions.actions import Actions
    from workbench.ui.bridge import Bridge
    from workbench.ui.theme import Theme

    window = QMainWindow()
    bridge = Bridge(Document.of([Workspace(id="ws000000000000")]), window)
    for is_open in (False, True):
        actions = Actions(
            window,
            bridge,
            Theme(qapp, "light"),
            {it.id: lambda: None for it in CATALOGUE},
            lambda is_open=is_open: is_open,
        )
        action, why = actions[spec.id], actions.why_disabled(spec.id)
        assert bool(why) != action.isEnabled()
        if why:
            assert why in action.toolTip()
            assert why.endswith(".")
    window.deleteLater()


def test_what_an_action_waits_for_is_said_where_it_is_pointed_at(bakery):
    actions = bakery.actions_by_id
    assert "Nothing is selected" in actions["delete"].toolTip()
    assert menus(bakery)["Edit"].toolTipsVisible()
    card = next(iter(bakery.bridge.document.touchpoints))
    bakery.bridge.select([("touchpoints", card)])
    assert actions["delete"].toolTip() == "Delete  (Del)"
    bakery.files.close()
    assert "No workspace is open" in actions["delete"].toolTip()


def test_undo_names_its_step_in_menu_and_tip(bakery):
    bridge, undo = bakery.bridge, bakery.actions_by_id["undo"]
    assert "Nothing has changed" in undo.toolTip()
    bridge.run(edit.set_field, "maps", bridge.map_id, "name", "Visitors")
    assert undo.text() == "Undo: Change name"
    assert undo.toolTip() == "Undo: Change name  (Ctrl+Z)"
    bridge.undo_stack.setClean()


def test_every_button_of_the_window_says_what_it_does(bakery):
    """A button without words has a tooltip, and all have a name that is read out."""
    for button in bakery.findChildren(QAbstractButton):
        # the cross in a search field and the corner of a table are Qt’s own, and have no name
        if not button.isVisible() or isinstance(
            button.parentWidget(), QAbstractItemView | QLineEdit
        ):
            continue
        said = button.text() or button.toolTip() or button.accessibleName()
        assert said, f"{type(button).__name__} in {type(button.parentWidget()).__name__}"
        if not button.text():
            assert button.toolTip()


def test_buttons_of_the_toolbar_tell_their_key(bakery):
    for spec in CATALOGUE:
        button = bakery.toolbar.widgetForAction(bakery.actions_by_id[spec.id])
        if isinstance(button, QToolButton) and spec.key:
            key = QKeySequence(spec.key).toString(QKeySequence.SequenceFormat.NativeText)
            assert f"({key})" in button.toolTip()


def test_a_copy_is_saved_and_the_open_file_stays(bakery, tmp_path, qtbot):
    files, bridge = bakery.files, bakery.bridge
    files.save_as(tmp_path / "mine.journey")
    qtbot.waitUntil(lambda: files.state is SaveState.SAVED)
    bridge.run(edit.set_field, "maps", bridge.map_id, "name", "Visitors")
    files.save_copy(tmp_path / "copy.journey")
    assert files.path.name == "mine.journey"
    assert files.state is SaveState.CHANGED
    assert "copy.journey" in bakery.notices.text
    map_id = bridge.map_id
    bridge.undo_stack.setClean()
    files.open(tmp_path / "copy.journey")
    assert bridge.document.maps[map_id].name == "Visitors"
    files.open(tmp_path / "mine.journey")
    assert bridge.document.maps[map_id].name == "First-time visitors"


def test_a_copy_never_replaces_the_open_file(bakery, tmp_path, qtbot):
    files = bakery.files
    files.save_as(tmp_path / "mine.journey")
    qtbot.waitUntil(lambda: files.state is SaveState.SAVED)
    before = (tmp_path / "mine.journey").read_bytes()
    files.save_copy(tmp_path / "mine.journey")
    assert "is the workspace itself" in bakery.notices.text
    assert (tmp_path / "mine.journey").read_bytes() == before


def test_the_list_of_recent_files_can_be_cleared(bakery, tmp_path, qtbot):
    bakery.files.save_as(tmp_path / "mine.journey")
    qtbot.waitUntil(lambda: bakery.files.state is SaveState.SAVED)
    recent = next(menu for menu in bakery.findChildren(QMenu) if menu.title() == "Open recent")
    recent.aboutToShow.emit()
    assert texts(recent) == [str(tmp_path / "mine.journey"), "Clear this list"]
    recent.actions()[-1].trigger()
    recent.aboutToShow.emit()
    assert texts(recent) == ["No recent files"]
    assert not recent.actions()[0].isEnabled()


def test_help_needs_no_network():
    guide = (resource_folder() / "guide.md").read_text(encoding="utf-8")
    assert "http" not in guide
    assert "](" not in guide, "a link or picture that the page cannot show"


def test_close_leads_to_the_start_page(bakery):
    QTest.keyClick(bakery.view, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert bakery.start_page.isVisible()
    assert not bakery.view.isVisible()


@pytest.mark.parametrize(
    ("action", "part"),
    [
        ("show_triggers", "pages.triggers"),
        ("show_paths", "pages.paths"),
        ("show_scores", "pages.quadrants"),
        ("show_by_stage", "by_stage"),
        ("show_gaps", "gaps"),
    ],
)
def test_analyse_shows_each_page_also_where_the_panel_is_hidden(bakery, action, part):
    bakery.actions_by_id["panel_gaps"].trigger()
    assert not bakery.analysis.isVisible()
    bakery.actions_by_id[action].trigger()
    assert attrgetter(part)(bakery).isVisible()
    assert bakery.actions_by_id["panel_gaps"].isChecked()


def test_f11_fills_the_screen_and_gives_it_back(bakery, qtbot):
    bakery.setWindowState(Qt.WindowState.WindowNoState)
    QTest.keyClick(bakery.view, Qt.Key.Key_F11)
    qtbot.waitUntil(bakery.isFullScreen)
    assert bakery.menuBar().isVisible()
    QTest.keyClick(bakery.view, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: not bakery.isFullScreen())


def test_presenting_leaves_the_map_alone_and_esc_brings_the_window_back(bakery, qtbot):
    bakery.setWindowState(Qt.WindowState.WindowNoState)
    bakery.actions_by_id["panel_right"].trigger()
    around = (bakery.menuBar(), bakery.toolbar, bakery.statusBar(), *bakery.docks.values())
    before = [part.isVisible() for part in around]
    bakery.view.set_scale(1.3)
    QTest.keyClick(bakery.view, Qt.Key.Key_F5)
    qtbot.waitUntil(bakery.isFullScreen)
    assert not any(part.isVisible() for part in around)
    assert bakery.view.isVisible()
    view = bakery.view
    qtbot.waitUntil(lambda: view.mapFromScene(view.sceneRect()).boundingRect().width() <= 802)
    QTest.keyClick(bakery.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not bakery.isFullScreen())
    assert [part.isVisible() for part in around] == before
    assert bakery.view.scale_factor() == pytest.approx(1.3)


def test_the_status_bar_tells_counts_selection_saving_and_zoom(bakery, tmp_path, qtbot):
    def said() -> str:
        from PySide6.QtWidgets import QLabel

        labels = bakery.statusBar().findChildren(QLabel)
        return " | ".join(label.text() for label in labels if label.isVisible())

    assert "6 stages" in said()
    assert "14 touchpoints · 11 in place" in said()
    assert "selected" not in said()
    bakery.bridge.select(
        [("touchpoints", it) for it in list(bakery.bridge.document.touchpoints)[:3]]
    )
    assert "3 selected" in said()
    assert "Not saved yet" in said()
    bakery.files.save_as(tmp_path / "mine.journey")
    qtbot.waitUntil(lambda: "Saved" in said() and "Not" not in said())
    bridge = bakery.bridge
    bridge.run(edit.set_field, "maps", bridge.map_id, "name", "Visitors")
    assert "Changes not saved" in said()
    bakery.view.set_scale(1.5)
    assert "150 %" in said()
    slider = bakery.statusBar().findChild(QSlider)
    slider.setValue(slider.maximum())
    assert bakery.view.scale_factor() > 1.5
