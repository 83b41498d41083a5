"""Preferences: made from the declared settings, kept and applied at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QSpinBox

from workbench.settings import GROUPS, SETTINGS
from workbench.store.settings_file import SettingsStore
from workbench.ui.dialogs.preferences import PreferencesDialog


@pytest.fixture
def bakery(window):
    window.settings.set("tour_done", True)
    window.files.new("sample", "corner-bakery")
    return window


@pytest.fixture
def dialog(bakery, qtbot):
    made = PreferencesDialog(bakery.settings, bakery)
    qtbot.addWidget(made)
    made.chosen.connect(bakery.tools.choose)
    made.show()
    return made


def choose(box: QComboBox, text: str) -> None:
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def test_each_setting_of_a_group_has_a_field_and_no_other(dialog):
    assert set(dialog.fields) == {it.key for it in SETTINGS.values() if it.group}
    assert all(it.group in ("", *GROUPS) for it in SETTINGS.values())
    for field in dialog.fields.values():
        assert field.accessibleName()
        assert field.accessibleDescription().endswith(".")


def test_the_appearance_changes_at_once_and_is_kept(bakery, dialog):
    choose(dialog.fields["appearance"], "Dark")
    assert bakery.theme.appearance == "dark"
    assert bakery.actions_by_id["appearance_dark"].isChecked()
    assert SettingsStore().get("appearance") == "dark"


def test_the_map_paper_changes_at_once(bakery, dialog):
    choose(dialog.fields["paper"], "Dark")
    assert bakery.theme.paper_appearance == "dark"
    assert bakery.actions_by_id["paper_dark"].isChecked()


def test_a_switch_is_clicked_and_the_menu_follows(bakery, dialog, qtbot):
    for key in ("curve_labels", "minimap"):
        field = dialog.fields[key]
        assert isinstance(field, QCheckBox)
        assert field.isChecked()
        qtbot.mouseClick(field, Qt.MouseButton.LeftButton, pos=field.rect().center())
        if field.isChecked():
            QTest.keyClick(field, Qt.Key.Key_Space)
        assert SettingsStore().get(key) is False
        assert not bakery.actions_by_id[key].isChecked()


def test_a_number_stays_in_its_range_and_counts_when_it_is_typed_to_its_end(bakery, dialog):
    field = dialog.fields["reading_seconds"]
    assert isinstance(field, QSpinBox)
    process = bakery.worker.process_id
    dialog.activateWindow()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "25")
    assert SettingsStore().get("reading_seconds") == 10
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert SettingsStore().get("reading_seconds") == 25
    assert bakery.worker.process_id != process
    field.setValue(99_999)
    assert SettingsStore().get("reading_seconds") == 3600
    field.setValue(-4)
    assert SettingsStore().get("reading_seconds") == 1


def test_findings_still_come_after_the_limits_changed(bakery, dialog, qtbot):
    qtbot.waitUntil(lambda: bool(bakery.bridge.findings), timeout=20_000)
    dialog.fields["reading_memory"].setValue(1024)
    map_id = bakery.bridge.map_id
    from workbench.model.commands import edit

    before = bakery.bridge.findings
    cards = [it for it in bakery.bridge.document.touchpoints.values() if it.satisfaction == 3]
    bakery.bridge.run(edit.set_field, "touchpoints", cards[0].id, "satisfaction", 10)
    qtbot.waitUntil(lambda: bakery.bridge.findings not in ((), before), timeout=20_000)
    assert bakery.bridge.map_id == map_id


def test_defaults_come_back(bakery, dialog, qtbot):
    choose(dialog.fields["appearance"], "Dark")
    dialog.fields["reading_seconds"].setValue(77)
    reset = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Restore defaults")
    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert bakery.theme.choice == "system"
    assert SettingsStore().get("reading_seconds") == 10
    assert dialog.fields["reading_seconds"].value() == 10
