"""The file is saved by itself, never in the middle of something, and never over others' work."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox

from workbench.model.commands import edit
from workbench.store import templates, workspace_file
from workbench.ui.files import questions
from workbench.ui.files.standing import SaveState
from workbench.ui.files.timed_saving import TimedSaving
from workbench.ui.main_window import MainWindow


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Bench:
    """The window on a file, with timed saving by a clock of its own."""

    def __init__(self, window: MainWindow, path: Path) -> None:
        self.window, self.path, self.clock = window, path, Clock()
        window.settings.set("timed_saving", "5")
        window.files.new("template", "blank")
        window.files.save_as(path)
        assert window.files.wait_for_save()
        self.timed = TimedSaving(window.bridge, window.files, window.settings, window, self.clock)

    def rename(self, name: str) -> None:
        bridge = self.window.bridge
        bridge.run(edit.set_field, "maps", bridge.map_id, "name", name)

    def after(self, minutes: float) -> None:
        self.clock.now += minutes * 60
        self.timed.look()
        self.window.files.wait_for_save()

    @property
    def saved(self) -> str:
        (journey,) = workspace_file.read(self.path).document.maps.values()
        return journey.name

    @property
    def told(self) -> str:
        labels = self.window.statusBar().findChildren(QLabel)
        return next(label.text() for label in labels if "aved" in label.text())


@pytest.fixture
def window(reused_window: MainWindow) -> MainWindow:
    """The window of this file; each test leaves it as it began."""
    return reused_window


@pytest.fixture
def bench(window: MainWindow, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(window, tmp_path / "shop.journey")
    yield made
    made.timed.deleteLater()


def test_it_saves_after_the_time_and_says_so_quietly(bench):
    bench.rename("First")
    bench.after(4.9)
    assert bench.saved != "First"
    assert "not saved" in bench.told
    bench.after(0.2)
    assert bench.saved == "First"
    assert "by itself" in bench.told
    assert bench.window.notices.text == ""
    bench.window.bridge.undo()
    assert bench.window.files.state is SaveState.CHANGED
    bench.after(6)
    assert bench.saved != "First"
    bench.rename("Second")
    bench.window.files.save()
    bench.window.files.wait_for_save()
    assert "by itself" not in bench.told


def test_it_is_off_unless_preferences_say_otherwise(bench):
    assert bench.window.settings.get("timed_saving") == "5"
    bench.window.settings.set("timed_saving", "off")
    bench.rename("First")
    bench.after(1000)
    assert bench.saved != "First"
    bench.window.settings.set("timed_saving", "1")
    bench.after(0)
    assert bench.saved == "First"


def test_it_waits_for_the_end_of_typing(bench):
    bench.rename("First")
    bench.clock.now += 300
    bench.rename("First and more")
    bench.after(1 / 60)
    assert bench.saved != "First and more"
    bench.after(2 / 60)
    assert bench.saved == "First and more"


def test_it_waits_while_a_button_is_held_down(bench):
    canvas = bench.window.view.viewport()
    bench.rename("First")
    at = QPoint(300, 200)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at)
    bench.after(6)
    assert bench.saved != "First"
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at)
    bench.after(0)
    assert bench.saved == "First"


def test_it_waits_while_a_dialog_is_open(bench):
    bench.rename("First")
    seen = []

    def look() -> None:
        bench.after(6)
        seen.append(bench.saved)
        QApplication.activeModalWidget().close()

    QTimer.singleShot(0, look)
    QDialog(bench.window).exec()
    assert seen
    assert seen != ["First"]
    bench.after(0)
    assert bench.saved == "First"


def test_what_somebody_else_wrote_is_not_replaced_and_nothing_is_asked(bench):
    document = bench.window.bridge.document
    theirs = document.apply(
        edit.set_field(document, "maps", bench.window.bridge.map_id, "name", "Theirs")
    )
    workspace_file.write(bench.path, theirs, {})
    bench.rename("Mine")
    bench.after(6)
    assert QApplication.activeModalWidget() is None
    assert bench.saved == "Theirs"
    assert bench.window.files.state is SaveState.CHANGED


def test_a_map_that_was_never_saved_waits_for_its_first_save(bench, window):
    window.files.new("template", "blank")
    bench.rename("First")
    bench.after(6)
    assert window.files.path is None
    assert QApplication.activeModalWidget() is None


def test_what_cannot_be_saved_is_told_in_the_status_bar_and_tried_again(bench, tmp_path):
    bench.rename("First")
    moved = tmp_path.rename(tmp_path.with_name("moved"))
    bench.after(6)
    assert "Not saved by itself" in bench.told
    assert bench.window.notices.text == ""
    bench.after(1)
    moved.rename(tmp_path)
    bench.after(5)
    assert bench.saved == "First"


def test_what_is_about_to_be_left_is_not_saved(bench, window, tmp_path, monkeypatch):
    """The disk of the other file is slow, and the edits were given up when it was opened."""
    bench.rename("Given up")
    other = tmp_path / "other.journey"
    workspace_file.write(other, templates.sample("corner-bakery"), {})
    read, has_looked = workspace_file.read, threading.Event()

    def slow(path: Path) -> object:
        has_looked.wait(30)
        return read(path)

    def look() -> None:
        bench.clock.now += 3600
        bench.timed.look()
        has_looked.set()

    def discard(*_: object) -> QMessageBox.StandardButton:
        QTimer.singleShot(300, look)
        return QMessageBox.StandardButton.Discard

    with monkeypatch.context() as patch:
        patch.setattr(workspace_file, "read", slow)
        patch.setattr(questions, "to_save", discard)
        assert window.files.open(other)
    assert has_looked.is_set()
    window.files.wait_for_save()
    assert window.files.path == other
    assert bench.saved != "Given up"
