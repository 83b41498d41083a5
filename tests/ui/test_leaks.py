"""What comes and goes all day leaves nothing behind: dialogs, menus, forms, workspaces."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import SIGNAL, QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from workbench.ui.main_window import MainWindow

Act = Callable[[MainWindow], None]


def census(window: MainWindow) -> tuple[Counter[str], int, int]:
    """Objects of the window by type, top-level widgets, and who listens to the theme."""
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    objects = Counter(type(it).__name__ for it in window.findChildren(QObject))
    listeners = window.theme.receivers(SIGNAL("changed()"))
    return objects, len(QApplication.topLevelWidgets()), listeners


def in_dialog(name: str) -> Act:
    def act(window: MainWindow) -> None:
        QTimer.singleShot(0, lambda: QApplication.activeModalWidget().close())
        if name == "persona":
            window.handlers.edit_persona(next(iter(window.bridge.document.personas)))
        else:
            getattr(window.handlers, name)()

    return act


def look_around(window: MainWindow) -> None:
    """Select a few of everything."""
    document = window.bridge.document
    for table in ("touchpoints", "notes", "stages", "lanes", "connections", "channels"):
        for identifier in list(document.table(table))[:4]:
            window.bridge.select([(table, identifier)])
    window.bridge.select(())


def type_in_place(window: MainWindow) -> None:
    """Rename a card and the map in place, and take both back."""
    window.view.edit_title("touchpoints", next(iter(window.bridge.document.touchpoints)))
    QApplication.focusWidget().setPlainText("Another title")
    window.switcher.rename(0)
    QApplication.focusWidget().setText("Another name")
    window.bridge.settle()
    window.bridge.undo()
    window.bridge.undo()


def load(window: MainWindow) -> None:
    window.bridge.undo_stack.setClean()
    window.files.new("sample", "corner-bakery")


ACTS: dict[str, Act] = {
    "persona editor": in_dialog("persona"),
    "about": in_dialog("about"),
    "guide": in_dialog("guide"),
    "shortcuts": in_dialog("shortcuts"),
    "selection": look_around,
    "typing in place": type_in_place,
    "loading": load,
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_nothing_stays_behind(window, act):
    window.worker.stop()
    window.files.new("sample", "corner-bakery")
    window.activateWindow()
    act(window)
    before = census(window)
    for _ in range(8):
        act(window)
    assert census(window) == before


def test_a_change_of_theme_after_forms_came_and_went_finds_nobody_gone(window):
    window.worker.stop()
    window.files.new("sample", "corner-bakery")
    for _ in range(3):
        look_around(window)
        census(window)
    window.theme.choose("dark")
    window.theme.choose("light")
