"""Buttons of the toolbar follow their actions, and each change is told once."""

from __future__ import annotations

from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from workbench.model.commands import workspace


def test_the_undo_button_says_what_it_undoes_and_listens_once(one_window) -> None:
    window = one_window
    window.files.new("sample", "corner-bakery")
    action = window.actions_by_id["undo"]
    button = window.toolbar.widgetForAction(action)
    assert isinstance(button, QToolButton)
    assert not button.isEnabled()
    listeners = action.receivers(SIGNAL("changed()"))
    for name in ("One", "Two", "Three"):
        window.bridge.run(workspace.rename, name)
    assert button.isEnabled()
    assert button.toolTip() == action.toolTip() == "Undo: Change name  (Ctrl+Z)"
    assert action.receivers(SIGNAL("changed()")) == listeners
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.bridge.document.workspace.name == "Two"
