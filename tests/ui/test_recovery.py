"""After a crash the start page gives the work back; files changed elsewhere are noticed."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.store import journal, workspace_file
from workbench.ui.application import make_window
from workbench.ui.files import SaveState
from workbench.ui.main_window import MainWindow


def rename(window: MainWindow, name: str) -> None:
    bridge = window.bridge
    bridge.run(edit.set_field, "maps", bridge.map_id, "name", name)


def crash(window: MainWindow, to: Path) -> None:
    """What a killed process leaves: its journal as it is now, of a process that is gone."""
    window.keeper.wait()
    (path,) = journal.journal_folder().glob("*")
    records = list(journal.read(path))
    first = records[0]
    gone = type(first)(
        **{**{n: getattr(first, n) for n in first.__struct_fields__}, "process": 2**22 + 1}
    )
    kept = journal.Journal(to / "crashed.recovery", gone, {})
    for record in records[1:]:
        kept._append(record)
    kept._file.close()


def after_crash(window: MainWindow, qapp, qtbot, tmp_path: Path) -> MainWindow:
    """Another start of the program, after this window's process was killed."""
    crash(window, tmp_path)
    window.bridge.undo_stack.setClean()
    window.close()
    shutil.copy(tmp_path / "crashed.recovery", journal.journal_folder())
    again = make_window(qapp)
    qtbot.addWidget(again)
    again.show()
    again.start_background_work()
    return again


def click(window: MainWindow, qtbot, text: str) -> None:
    button = next(b for b in window.start_page.findChildren(QPushButton) if b.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def names(document: Document) -> list[str]:
    return [journey.name for journey in document.maps.values()]


def leave(window: MainWindow) -> None:
    window.files.wait_for_save()
    window.bridge.undo_stack.setClean()
    window.close()


def test_unsaved_work_comes_back_as_changed(window, qapp, qtbot, tmp_path):
    window.files.new("template", "blank")
    rename(window, "Typed before the crash")
    again = after_crash(window, qapp, qtbot, tmp_path)
    click(again, qtbot, "Restore")
    assert names(again.bridge.document) == ["Typed before the crash"]
    assert again.files.state is SaveState.CHANGED
    again.keeper.wait()
    assert len(list(journal.journal_folder().glob("*"))) == 1
    leave(again)


def test_restored_work_that_is_given_up_leaves_the_next_workspace_unchanged(
    window, qapp, qtbot, tmp_path
):
    window.files.new("template", "blank")
    rename(window, "Typed before the crash")
    again = after_crash(window, qapp, qtbot, tmp_path)
    click(again, qtbot, "Restore")

    def give_up() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        box.button(QMessageBox.StandardButton.Discard).click()

    QTimer.singleShot(0, give_up)
    assert again.files.new("sample", "corner-bakery")
    assert again.files.state is SaveState.NEVER_SAVED
    leave(again)


def test_work_on_a_file_comes_back_on_that_file(window, qapp, qtbot, tmp_path):
    path = tmp_path / "mine.journey"
    window.files.new("template", "blank")
    window.files.save_as(path)
    window.files.wait_for_save()
    rename(window, "Typed before the crash")
    again = after_crash(window, qapp, qtbot, tmp_path)
    click(again, qtbot, "Restore")
    assert again.files.path == path
    again.files.save()
    again.files.wait_for_save()
    assert names(workspace_file.read(path).document) == ["Typed before the crash"]
    leave(again)


def test_work_on_a_file_that_changed_since_is_kept_apart(window, qapp, qtbot, tmp_path):
    path = tmp_path / "mine.journey"
    window.files.new("template", "blank")
    window.files.save_as(path)
    window.files.wait_for_save()
    rename(window, "Mine")
    theirs = window.bridge.document.apply(
        edit.set_field(window.bridge.document, "maps", window.bridge.map_id, "name", "Theirs")
    )
    again = after_crash(window, qapp, qtbot, tmp_path)
    workspace_file.write(path, theirs, {})
    click(again, qtbot, "Restore")
    assert names(again.bridge.document) == ["Mine"]
    assert again.files.path is None
    assert names(workspace_file.read(path).document) == ["Theirs"]
    leave(again)


def test_discarded_work_is_offered_no_more(window, qapp, qtbot, tmp_path):
    window.files.new("template", "blank")
    rename(window, "Mine")
    again = after_crash(window, qapp, qtbot, tmp_path)
    click(again, qtbot, "Discard")
    assert journal.left_behind(journal.journal_folder()) == ()
    leave(again)


def test_saved_or_left_work_leaves_no_journal(window, tmp_path):
    window.files.new("template", "blank")
    rename(window, "Mine")
    window.keeper.wait()
    assert len(list(journal.journal_folder().glob("*"))) == 1
    window.files.save_as(tmp_path / "mine.journey")
    window.files.wait_for_save()
    window.keeper.wait()
    assert list(journal.journal_folder().glob("*")) == []


def test_an_edit_during_a_save_is_in_the_journal_after_it(window, tmp_path):
    window.files.new("template", "blank")
    rename(window, "Saved")
    window.files.save_as(tmp_path / "mine.journey")
    rename(window, "Typed while saving")
    window.files.wait_for_save()
    crash(window, tmp_path)
    (work,) = journal.left_behind(tmp_path)
    assert names(work.base) == ["Saved"]
    assert names(work.document) == ["Typed while saving"]
    assert work.last.date() == datetime.date.today()


def test_a_file_changed_elsewhere_is_not_overwritten_without_a_word(window, tmp_path):
    path = tmp_path / "mine.journey"
    window.files.new("template", "blank")
    window.files.save_as(path)
    window.files.wait_for_save()
    theirs = window.bridge.document.apply(
        edit.set_field(window.bridge.document, "maps", window.bridge.map_id, "name", "Theirs")
    )
    workspace_file.write(path, theirs, {})
    rename(window, "Mine")

    def answer(text: str) -> None:
        def press() -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, QMessageBox)
            assert "mine.journey" in box.text()
            next(b for b in box.buttons() if b.text() == text).click()

        QTimer.singleShot(0, press)

    answer("Cancel")
    window.files.save()
    window.files.wait_for_save()
    assert names(workspace_file.read(path).document) == ["Theirs"]
    assert window.files.state is SaveState.CHANGED

    answer("Replace theirs")
    window.files.save()
    window.files.wait_for_save()
    assert names(workspace_file.read(path).document) == ["Mine"]
    assert names(workspace_file.read(path.with_name("mine.journey.bak")).document) == ["Theirs"]
