"""The window as a whole: start page, actions, worker, notices, what is remembered."""

from __future__ import annotations

import os
import signal

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QTabBar

from workbench.model import queries
from workbench.model.commands import edit
from workbench.store.settings_file import SettingsStore
from workbench.ui.actions.catalogue import CATALOGUE
from workbench.ui.application import make_window
from workbench.ui.dialogs.text_pages import shortcuts_html
from workbench.ui.files.standing import SaveState


def test_it_starts_with_the_start_page_and_without_the_workbench(window):
    assert window.start_page.isVisible()
    assert not window.view.isVisible()
    assert not window.toolbar.isVisible()
    assert window.windowTitle() == "Journey Workbench"


def test_new_map_opens_the_business_journey(window, qtbot):
    button = next(b for b in window.findChildren(QPushButton) if b.text() == "New map")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.view.isVisible()
    names = [stage.name for stage in window.bridge.document.stages.values()]
    assert len(names) == 6
    assert not window.start_page.isVisible()


def test_a_window_that_opens_with_a_file_counts_its_triggers(qapp, qtbot):
    made = make_window(qapp)
    qtbot.addWidget(made)
    made.files.new("sample", "corner-bakery")
    made.show()
    made.start_background_work()
    tabs = [bar.tabText(at) for bar in made.analysis.findChildren(QTabBar) for at in range(5)]
    assert "Triggers 1" in tabs
    assert "Ratings 0" in tabs
    made.close()


def test_the_toolbar_says_import_shortly_whatever_happens(window):
    window.files.new("sample", "corner-bakery")
    action = window.actions_by_id["import"]
    action.setEnabled(False)
    action.setEnabled(True)
    assert window.toolbar.widgetForAction(action).text() == "Import"


def test_an_unchanged_new_workspace_is_left_for_the_start_page(window):
    window.files.new("template", "blank")
    window.actions_by_id["start"].trigger()
    assert window.start_page.isVisible()
    assert not window.bridge.document.maps


def test_every_action_has_a_name_and_no_two_share_a_key():
    keys = [QKeySequence(spec.key).toString() for spec in CATALOGUE if spec.key]
    assert all(keys)
    assert len(keys) == len(set(keys))


def test_actions_are_enabled_by_what_is_there(window):
    actions = window.actions_by_id
    assert not actions["save"].isEnabled()
    assert actions["open"].isEnabled()
    window.files.new("template", "blank")
    assert actions["save"].isEnabled()
    assert not actions["delete"].isEnabled()
    assert not actions["undo"].isEnabled()
    stage = queries.stages(window.bridge.document, window.bridge.map_id)[0]
    window.bridge.select([("stages", stage.id)])
    assert actions["delete"].isEnabled()
    window.bridge.run(edit.set_field, "stages", stage.id, "name", "Look")
    assert actions["undo"].isEnabled()
    assert actions["undo"].text() == "Undo: Change name"


def test_the_title_names_file_and_map_and_marks_changes(window, tmp_path, qtbot):
    window.files.new("template", "blank")
    window.files.save_as(tmp_path / "mine.journey")
    window.files.wait_for_save()
    bridge = window.bridge
    bridge.run(edit.set_field, "maps", bridge.map_id, "name", "Visitors")
    assert window.windowTitle() == "mine.journey — Visitors •"
    window.files.save()
    window.files.wait_for_save()
    qtbot.waitUntil(lambda: window.windowTitle() == "mine.journey — Visitors")


def test_panels_hide_and_come_back(window):
    window.files.new("template", "blank")
    action = window.actions_by_id["panel_gaps"]
    action.trigger()
    assert not window.gaps.isVisible()
    action.trigger()
    assert window.gaps.isVisible()


def test_a_refused_edit_is_told_in_the_quiet_bar(window):
    window.files.new("template", "blank")
    bridge = window.bridge
    stage = queries.stages(bridge.document, bridge.map_id)[0]
    bridge.run(edit.set_field, "stages", stage.id, "depth", "deep")
    assert "deep" in window.notices.text
    assert "Thorough" in window.notices.text


def test_an_unexpected_error_is_told_once_and_the_program_goes_on(window):
    window.files.new("template", "blank")
    window.unexpected.emit("Traceback: details")
    assert "unexpected" in window.notices.text
    assert "details" not in window.notices.text
    assert window.view.isVisible()


def test_the_worker_comes_back_after_it_died(window, qtbot):
    window.files.new("sample", "corner-bakery")
    qtbot.waitUntil(lambda: len(window.bridge.findings) > 0, timeout=20_000)
    window.bridge.set_findings(())
    with qtbot.waitSignal(window.worker.broke, timeout=10_000):
        os.kill(window.worker.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: len(window.bridge.findings) > 0, timeout=20_000)


def test_the_worker_ends_with_the_window(window):
    process = window.worker.process_id
    assert psutil.pid_exists(process)
    window.close()
    assert not psutil.pid_exists(process)


def test_findings_follow_an_edit_and_its_undo(window, qtbot):
    window.files.new("sample", "corner-bakery")
    bridge = window.bridge
    qtbot.waitUntil(lambda: len(bridge.findings) > 0, timeout=20_000)
    before = {finding.key for finding in bridge.findings}
    card = next(t for t in bridge.document.touchpoints.values() if t.title == "Price & hours page")
    bridge.run(edit.set_field, "touchpoints", card.id, "satisfaction", 9)
    key = f"opportunity/{bridge.map_id}/{card.id}"
    assert key in before
    qtbot.waitUntil(lambda: key not in {f.key for f in bridge.findings}, timeout=20_000)
    bridge.undo()
    qtbot.waitUntil(lambda: before == {f.key for f in bridge.findings}, timeout=20_000)


def test_appearance_is_remembered(window):
    window.actions_by_id["appearance_dark"].trigger()
    assert window.theme.appearance == "dark"
    assert SettingsStore().get("appearance") == "dark"


def test_geometry_and_panels_are_remembered(window, qapp, qtbot):
    window.files.new("template", "blank")
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(777, 555)
    window.actions_by_id["panel_gaps"].trigger()
    window.close()
    again = make_window(qapp)
    qtbot.addWidget(again)
    again.files.new("template", "blank")
    assert not again.actions_by_id["panel_gaps"].isChecked()
    again.bridge.undo_stack.setClean()
    again.close()


def test_the_list_of_keys_names_every_key():
    html = shortcuts_html()
    for spec in CATALOGUE:
        if spec.key:
            assert QKeySequence(spec.key).toString(QKeySequence.SequenceFormat.NativeText) in html


@pytest.mark.parametrize("kind", ["template", "sample"])
def test_an_unknown_start_is_refused_in_words(window, kind):
    assert not window.files.new(kind, "no such thing")
    assert window.notices.text
    assert window.start_page.isVisible()


def test_a_refusal_goes_with_the_next_edit_that_works(window):
    window.files.new("template", "blank")
    stage = queries.stages(window.bridge.document, window.bridge.map_id)[0].id
    window.bridge.run(edit.set_field, "stages", stage, "target_conversion", -5)
    assert "-5" in window.notices.text.replace("\u2212", "-")
    window.bridge.run(edit.set_field, "stages", stage, "target_conversion", 5)
    assert window.notices.text == ""
    window.notices.warn("The disk is full.")
    window.bridge.run(edit.set_field, "stages", stage, "target_conversion", 6)
    assert window.notices.text == "The disk is full."


def test_recent_paths_are_listed_as_they_are(window, qtbot, tmp_path):
    window.files.new("template", "blank")
    path = tmp_path / "Bread & more.journey"
    window.files.save_as(path)
    qtbot.waitUntil(lambda: window.files.state is SaveState.SAVED)
    menu = next(m for m in window.findChildren(QMenu) if m.title() == "Open recent")
    menu.aboutToShow.emit()
    # a menu shows two of these signs as one
    assert menu.actions()[0].text() == str(path).replace("&", "&&")
