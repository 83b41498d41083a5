"""One file, two who want it: who has it is told, and neither's work is lost."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from tests.helpers.qt import give_up
from tests.store.test_locks import elsewhere, end, other_process
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.store import locks, templates, workspace_file
from workbench.store.locks import Lock
from workbench.ui.files.opening import Access
from workbench.ui.files.standing import SaveState
from workbench.ui.import_review.review import ImportReview
from workbench.ui.main_window import MainWindow


@pytest.fixture
def window(one_window: MainWindow) -> Iterator[MainWindow]:
    # what the first page costs is no part of what is tried here
    one_window.files.new("template", "blank")
    yield one_window
    one_window.files.wait_for_save()
    one_window.bridge.undo_stack.setClean()
    one_window.files.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "bakery.journey"
    workspace_file.write(made, templates.sample("corner-bakery"), {})
    return made


def press(text: str) -> list[str]:
    """Press the button with this text in the question that opens next; gives the question."""
    asked: list[str] = []

    def do() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(f"{box.text()} {box.informativeText()}")
        next(button for button in box.buttons() if button.text() == text).click()

    QTimer.singleShot(0, do)
    return asked


def click(window: MainWindow, qtbot, text: str) -> None:
    button = next(it for it in window.file_bar.findChildren(QPushButton) if it.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def rename_map(window: MainWindow, name: str) -> None:
    bridge = window.bridge
    bridge.run(edit.set_field, "maps", bridge.map_id, "name", name)


def change_on_disk(path: Path, table: str, identifier: str, field: str, value: object) -> Document:
    """Somebody else saves the file with one field changed."""
    opened = workspace_file.read(path)
    document = opened.document.apply(
        edit.set_field(opened.document, table, identifier, field, value)
    )
    workspace_file.write(path, document, opened.assets)
    return document


def look(window: MainWindow) -> None:
    watch = window.files.standing.watch
    watch.wait()
    watch.look()
    watch.wait()


def map_name(document: Document, map_id: str) -> str:
    return document.maps[map_id].name


def test_what_another_process_has_open_opens_read_only(window, path, tmp_path) -> None:
    process = other_process(path)
    try:
        asked = press("Open read-only")
        assert window.files.open(path)
        assert "already open in another window of yours" in asked[0]
        assert "(read-only)" in window.windowTitle()
        assert "Read-only" in window.file_bar.text
        rename_map(window, "Mine")
        content = path.read_bytes()
        assert not window.files.save_as(path)
        assert "another window of yours has it open" in window.notices.text
        assert path.read_bytes() == content
        assert window.files.save_as(tmp_path / "copy.journey")
        assert window.files.wait_for_save()
        assert "(read-only)" not in window.windowTitle()
        assert not window.file_bar.text
    finally:
        end(process)


def test_behind_the_question_at_start_is_the_start_page(window, path) -> None:
    window.files.close()
    window.expect_workspace()
    elsewhere(path)
    seen: list[bool] = []
    QTimer.singleShot(0, lambda: seen.append(window.start_page.isVisible()))
    QTimer.singleShot(
        0, lambda: seen.extend(not dock.isVisible() for dock in window.docks.values())
    )
    press("Open read-only")
    assert window.files.open(path)
    assert seen == [True] * (1 + len(window.docks))
    assert not window.start_page.isVisible()


def test_the_keyboard_stays_on_the_map_when_the_bar_is_answered(window, path, qtbot) -> None:
    window.files.open(path)
    window.page.front.setFocus()
    change_on_disk(path, "maps", window.bridge.map_id, "name", "Theirs")
    look(window)
    click(window, qtbot, "Show their version")
    assert window.focusWidget() is window.page.front


def test_a_copy_is_an_unsaved_workspace(window, path) -> None:
    elsewhere(path)
    asked = press("Open a copy")
    assert window.files.open(path)
    assert "mo has “bakery.journey” open on till-2" in asked[0]
    assert window.files.path is None
    assert window.files.state is SaveState.CHANGED
    assert window.bridge.document.touchpoints


def test_cancel_leaves_what_was_open(window, path) -> None:
    window.files.new("template", "blank")
    before = window.bridge.document
    elsewhere(path)
    press("Cancel")
    assert not window.files.open(path)
    assert window.bridge.document is before


def test_a_silent_lock_can_be_taken_over(window, path) -> None:
    from tests.store.test_locks import age

    age(elsewhere(path), 3 * 3600)
    asked = press("Open anyway")
    assert window.files.open(path)
    assert "no sign of life for 3 hours" in asked[0]
    assert window.files.standing.access is Access.OWN


def test_a_live_lock_offers_no_taking_over(window, path) -> None:
    elsewhere(path)
    buttons: list[str] = []

    def note() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        buttons.extend(button.text() for button in box.buttons())
        box.reject()

    QTimer.singleShot(0, note)
    assert not window.files.open(path)
    assert sorted(buttons) == ["Cancel", "Open a copy", "Open read-only"]


def test_the_lock_is_given_back_when_the_file_is_left(window, path, tmp_path) -> None:
    assert window.files.open(path)
    assert locks.holder_of(path) is not None
    window.files.save_as(tmp_path / "other.journey")
    assert window.files.wait_for_save()
    assert locks.holder_of(path) is None
    assert locks.holder_of(tmp_path / "other.journey") is not None
    window.files.close()
    assert locks.holder_of(tmp_path / "other.journey") is None
    assert not list(tmp_path.glob(".*"))


def test_a_file_that_is_free_again_can_be_changed(window, path, qtbot) -> None:
    process = other_process(path)
    press("Open read-only")
    assert window.files.open(path)
    rename_map(window, "Mine")
    end(process)
    look(window)
    assert "free again" in window.file_bar.text
    click(window, qtbot, "Open to change it")
    assert window.files.standing.access is Access.OWN
    assert window.files.save()
    assert window.files.wait_for_save()
    saved = workspace_file.read(path).document
    assert map_name(saved, window.bridge.map_id) == "Mine"


def test_a_lock_that_somebody_took_makes_the_file_read_only(window, path) -> None:
    assert window.files.open(path)
    lock = window.files.standing.keeper.lock
    assert isinstance(lock, Lock)
    lock.place.unlink()
    elsewhere(path)
    window.files.standing.keeper.beat()
    window.files.standing.keeper._beats.wait(5)
    assert window.files.standing.access is Access.HELD
    assert "mo opened it on till-2" in window.file_bar.text


def test_opening_the_open_file_again_keeps_the_work(window, path) -> None:
    assert window.files.open(path)
    rename_map(window, "Mine")
    before = window.bridge.document
    assert window.files.open(path)
    assert window.bridge.document is before
    assert "is open already" in window.notices.text


def test_their_version_is_taken_and_undo_brings_mine_back(window, path, qtbot) -> None:
    assert window.files.open(path)
    map_id = window.bridge.map_id
    rename_map(window, "Mine")
    change_on_disk(path, "maps", map_id, "name", "Theirs")
    look(window)
    assert "you have changes of your own" in window.file_bar.text
    click(window, qtbot, "Take theirs")
    assert map_name(window.bridge.document, map_id) == "Theirs"
    assert window.files.state is SaveState.SAVED
    assert not window.file_bar.text
    window.bridge.undo()
    assert map_name(window.bridge.document, map_id) == "Mine"
    assert window.files.state is SaveState.CHANGED


def test_what_is_being_typed_is_kept_before_theirs_is_taken(window, path, qtbot) -> None:
    window.files.open(path)
    map_id = window.bridge.map_id
    theirs = change_on_disk(path, "maps", map_id, "name", "Theirs")
    look(window)

    def typed() -> None:
        window.bridge.settling.disconnect(typed)
        rename_map(window, "Typed")

    window.bridge.settling.connect(typed)
    click(window, qtbot, "Show their version")
    assert window.bridge.document == theirs
    assert window.files.state is SaveState.SAVED
    window.bridge.undo()
    assert map_name(window.bridge.document, map_id) == "Typed"


def test_who_gives_up_waiting_for_theirs_keeps_mine(window, path, qtbot, monkeypatch) -> None:
    assert window.files.open(path)
    map_id = window.bridge.map_id
    rename_map(window, "Mine")
    change_on_disk(path, "maps", map_id, "name", "Theirs")
    look(window)
    read, answers = workspace_file.read, threading.Event()

    def slow(wanted: Path) -> object:
        answers.wait(30)
        return read(wanted)

    monkeypatch.setattr(workspace_file, "read", slow)
    QTimer.singleShot(0, give_up)
    click(window, qtbot, "Take theirs")
    answers.set()
    assert "“bakery.journey” could not be looked at" in window.notices.text
    assert map_name(window.bridge.document, map_id) == "Mine"
    assert window.files.state is SaveState.CHANGED


def test_mine_is_kept_and_theirs_stays_beside_it(window, path, qtbot) -> None:
    assert window.files.open(path)
    map_id = window.bridge.map_id
    rename_map(window, "Mine")
    theirs = change_on_disk(path, "maps", map_id, "name", "Theirs")
    look(window)
    click(window, qtbot, "Keep mine")
    assert window.files.save()
    assert window.files.wait_for_save()
    assert map_name(workspace_file.read(path).document, map_id) == "Mine"
    assert workspace_file.read(path.with_name("bakery.journey.bak")).document == theirs


def test_both_versions_are_merged_by_the_review(window, path, qtbot) -> None:
    assert window.files.open(path)
    map_id = window.bridge.map_id
    rename_map(window, "Mine")
    card = next(iter(window.bridge.document.touchpoints))
    change_on_disk(path, "touchpoints", card, "title", "Their title")
    look(window)

    def apply() -> None:
        review = QApplication.activeModalWidget()
        assert isinstance(review, ImportReview)
        assert review.windowTitle() == "Merge — bakery.journey"
        review.accept()

    QTimer.singleShot(0, apply)
    click(window, qtbot, "Merge…")
    assert map_name(window.bridge.document, map_id) == "Mine"
    assert window.bridge.document.touchpoints[card].title == "Their title"
    assert window.files.state is SaveState.CHANGED
    assert window.files.save()
    assert window.files.wait_for_save()
    assert workspace_file.read(path).document == window.bridge.document


def test_a_save_over_their_version_asks_and_merges(window, path) -> None:
    assert window.files.open(path)
    rename_map(window, "Mine")
    card = next(iter(window.bridge.document.touchpoints))
    change_on_disk(path, "touchpoints", card, "title", "Their title")

    def merge() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        QTimer.singleShot(50, apply)
        next(button for button in box.buttons() if button.text() == "Merge…").click()

    def apply() -> None:
        review = QApplication.activeModalWidget()
        assert isinstance(review, ImportReview)
        review.accept()

    QTimer.singleShot(50, merge)
    assert window.files.save()
    window.files.wait_for_save()
    assert window.files.wait_for_save()
    saved = workspace_file.read(path).document
    assert saved.touchpoints[card].title == "Their title"
    assert map_name(saved, window.bridge.map_id) == "Mine"


def test_a_damaged_file_that_is_replaced_goes_aside(window, path) -> None:
    first = path.read_bytes()
    assert window.files.open(path)
    rename_map(window, "Mine")
    assert window.files.save()
    assert window.files.wait_for_save()
    path.write_bytes(first[:500])
    rename_map(window, "Mine again")
    asked = press("Replace theirs")
    assert window.files.save()
    window.files.wait_for_save()
    assert window.files.wait_for_save()
    assert "as a .damaged one" in asked[0]
    assert map_name(workspace_file.read(path).document, window.bridge.map_id) == "Mine again"
    assert path.with_name("bakery.journey.bak").read_bytes() == first
    assert path.with_name("bakery.journey.damaged").read_bytes() == first[:500]
    assert "stays beside yours as “bakery.journey.damaged”" in window.notices.text


def test_a_file_that_is_gone_is_told_and_put_back(window, path, qtbot) -> None:
    assert window.files.open(path)
    path.unlink()
    look(window)
    assert "is not in" in window.file_bar.text
    click(window, qtbot, "Save")
    assert window.files.wait_for_save()
    assert workspace_file.read(path).document == window.bridge.document
    look(window)
    assert not window.file_bar.text


def test_a_failed_save_offers_another_place(window, path) -> None:
    assert window.files.open(path)
    rename_map(window, "Mine")
    assert window.files.save_as(path.parent / "gone" / "mine.journey")
    assert not window.files.wait_for_save()
    offers = [it.text() for it in window.notices.findChildren(QPushButton) if it.isVisible()]
    assert "Save as…" in offers
    assert window.files.state is SaveState.CHANGED


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_a_window_of_another_process_that_was_killed_holds_nothing(window, path) -> None:
    process: subprocess.Popen[str] = other_process(path)
    process.kill()
    process.wait()
    assert window.files.open(path)
    assert window.files.standing.access is Access.OWN
    end(process)


def test_saving_under_the_own_name_asks_before_it_replaces_what_others_saved(window, path) -> None:
    assert window.files.open(path)
    map_id = window.bridge.map_id
    rename_map(window, "Mine")
    change_on_disk(path, "maps", map_id, "name", "Theirs")
    asked = press("Cancel")
    assert window.files.save_as(path)
    window.files.wait_for_save()
    assert "was changed by someone else" in asked[0]
    assert map_name(workspace_file.read(path).document, map_id) == "Theirs"
    assert window.files.state is SaveState.CHANGED


def test_who_comes_back_to_a_file_that_was_held_is_asked_and_then_has_it(window, path) -> None:
    process = other_process(path)
    press("Open read-only")
    assert window.files.open(path)
    map_id = window.bridge.map_id
    change_on_disk(path, "maps", map_id, "name", "Theirs")
    end(process)
    rename_map(window, "Mine")
    press("Replace theirs")
    assert window.files.save_as(path)
    window.files.wait_for_save()
    assert map_name(workspace_file.read(path).document, map_id) == "Mine"
    backup = path.with_name("bakery.journey.bak")
    assert map_name(workspace_file.read(backup).document, map_id) == "Theirs"
    assert window.files.standing.access is Access.OWN
    assert locks.holder_of(path) is not None
