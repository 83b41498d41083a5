"""After a crash the start page gives the work back; files changed elsewhere are noticed."""

from __future__ import annotations

import datetime
import errno
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QMessageBox, QPushButton, QWidget

from tests.helpers.journals import left_behind
from tests.helpers.qt import let_look
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.store import journal, recovery, templates, workspace_file
from workbench.ui.files.standing import SaveState
from workbench.ui.main_window import MainWindow
from workbench.ui.versions.recovery_preview import RecoveryPreview

LOOK, LOOK_ASIDE = "Look and restore…", "Look and open…"


def rename(window: MainWindow, name: str) -> None:
    bridge = window.bridge
    bridge.run(edit.set_field, "maps", bridge.map_id, "name", name)


def crash(window: MainWindow, to: Path) -> Path:
    """What a killed process leaves: its journal as it is now, of a process that is gone."""
    window.keeper.wait()
    (path,) = journal.journal_folder().glob("*.recovery")
    (first, *others), is_damaged = journal.contents(path)
    assert not is_damaged
    frames = [[msgspec.structs.replace(first, process=2**22 + 1)], others]
    left = to / "crashed.recovery"
    left.write_bytes(b"".join(map(journal._framed, frames)))
    return left


def after_crash(window: MainWindow, qtbot, tmp_path: Path) -> None:
    """The start page as after this window's process was killed and started again."""
    left = crash(window, tmp_path)
    close(window)
    # in one move, as journals come there: closing looks through them, perhaps just now
    part = shutil.copy(left, journal.journal_folder() / "crashed.part")
    os.replace(part, journal.journal_folder() / left.name)
    window.recovered.look()
    found(window, qtbot)


def close(window: MainWindow) -> None:
    """Go back to the start page without saving."""
    window.bridge.undo_stack.setClean()
    window.files.close()
    window.keeper.wait()


def found(window: MainWindow, qtbot) -> None:
    """Wait until what was left behind is offered."""
    # what an earlier look found may be offered still
    let_look(window)
    qtbot.waitUntil(lambda: window.start_page.recovered.isVisible(), timeout=30_000)


def button(parent: QWidget, text: str) -> QPushButton:
    # those of cards that were left are there, unseen, until an event loop lets them go
    buttons = (b for b in parent.findChildren(QPushButton) if b.isVisible())
    return next(b for b in buttons if b.text() == text)


def click(window: MainWindow, qtbot, text: str, within: QWidget | None = None) -> None:
    parent = within or window.start_page
    # new cards are seen once an event loop shows them
    qtbot.waitUntil(
        lambda: any(b.text() == text and b.isVisible() for b in parent.findChildren(QPushButton)),
        timeout=30_000,
    )
    qtbot.mouseClick(button(parent, text), Qt.MouseButton.LeftButton)


def restore(
    window: MainWindow,
    qtbot,
    press: str = "Restore",
    look: str = LOOK,
    within: QWidget | None = None,
) -> list[str]:
    """Look at the work and press a button there; gives what was told in the preview."""
    told: list[str] = []
    tries = iter(range(500))

    def answer() -> None:
        preview = QApplication.activeModalWidget()
        if preview is None and next(tries, None) is not None:
            # a busy machine takes its time to open it
            QTimer.singleShot(10, answer)
            return
        assert isinstance(preview, RecoveryPreview)
        told.extend(label.text() for label in preview.findChildren(QLabel))
        model = preview.changes.table.model()
        for row in range(model.rowCount()):
            told.append(" ".join(model.index(row, column).data() or "" for column in range(1, 5)))
        qtbot.mouseClick(button(preview, press), Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, answer)
    click(window, qtbot, look, within)
    return told


@pytest.fixture
def window(reused_window: MainWindow) -> MainWindow:
    """The window of this file; each test leaves it as it began."""
    return reused_window


def names(document: Document) -> list[str]:
    return [journey.name for journey in document.maps.values()]


def button_texts(window: MainWindow) -> list[str]:
    cards = window.start_page.recovered
    return [b.text() for b in cards.findChildren(QPushButton) if b.isVisibleTo(cards)]


def test_unsaved_work_comes_back_as_changed(window, qtbot, tmp_path):
    window.files.new("template", "blank")
    rename(window, "Typed before the crash")
    after_crash(window, qtbot, tmp_path)
    restore(window, qtbot)
    assert names(window.bridge.document) == ["Typed before the crash"]
    assert window.files.state is SaveState.CHANGED
    window.keeper.wait()
    assert len(list(journal.journal_folder().glob("*.recovery"))) == 1


KILLED = """
import os, signal
from PySide6.QtWidgets import QApplication
from workbench.model.commands import edit
from workbench.ui.application import make_window
application = QApplication([])
window = make_window(application)
window.show()
window.start_background_work()
window.files.new("template", "blank")
bridge = window.bridge
bridge.run(edit.set_field, "maps", bridge.map_id, "name", "Typed in another process")
window.keeper.wait()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not there")
def test_the_work_of_a_program_that_was_killed_is_offered(window, qtbot):
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", KILLED],
        env={**os.environ, "PYTHONPATH": str(root)},
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    window.recovered.look()
    found(window, qtbot)
    restore(window, qtbot)
    assert names(window.bridge.document) == ["Typed in another process"], window.notices.text
    # it is taken over only once it is kept anew
    window.keeper.wait()
    assert len(list(journal.journal_folder().glob("*.recovery"))) == 1


def test_work_that_another_window_takes_meanwhile_is_not_taken_twice(window, qtbot, tmp_path):
    window.files.new("template", "blank")
    rename(window, "Typed before the crash")
    after_crash(window, qtbot, tmp_path)
    (left,) = journal.journal_folder().glob("*.recovery")
    quicker = recovery.claim(left, datetime.datetime.now(datetime.UTC))
    restore(window, qtbot)
    assert not window.files.is_open
    assert "Perhaps another window has taken it" in window.notices.text
    quicker.release()
    window.recovered.look()
    found(window, qtbot)
    restore(window, qtbot)
    assert names(window.bridge.document) == ["Typed before the crash"]
    window.keeper.wait()
    close(window)
    window.files.new("template", "blank")
    let_look(window)
    assert not list(journal.journal_folder().glob(".*"))


def test_work_that_is_closed_before_it_is_kept_anew_is_not_offered_again(
    window, qtbot, tmp_path, monkeypatch
):
    window.files.new("template", "blank")
    rename(window, "Typed before the crash")
    after_crash(window, qtbot, tmp_path)
    replace, may_go_on = os.replace, threading.Event()

    def slow(source: Path, target: Path) -> None:
        if Path(target).suffix == journal.ENDING:
            may_go_on.wait(30)
        replace(source, target)

    monkeypatch.setattr(os, "replace", slow)
    restore(window, qtbot)
    window.bridge.undo_stack.setClean()
    window.files.close()
    qtbot.wait(300)
    assert not window.start_page.recovered.isVisible()
    may_go_on.set()
    let_look(window)
    assert not window.start_page.recovered.isVisible()
    assert not list(journal.journal_folder().iterdir())


def test_what_a_look_finds_after_something_was_opened_is_not_offered_when_that_is_left(
    window, qtbot, tmp_path, monkeypatch
):
    window.files.new("template", "blank")
    rename(window, "Typed before the crash")
    after_crash(window, qtbot, tmp_path)
    unsaved, may_go_on = journal.unsaved, threading.Event()

    def slow(path: Path) -> journal.Unsaved:
        may_go_on.wait(30)
        return unsaved(path)

    monkeypatch.setattr(journal, "unsaved", slow)
    window.recovered.look()
    window.files.new("template", "blank")
    may_go_on.set()
    let_look(window)
    # another window takes it up
    (journal.journal_folder() / "crashed.recovery").unlink()
    may_go_on.clear()
    window.files.close()
    assert not window.start_page.recovered.isVisible()
    may_go_on.set()
    let_look(window)
    assert not window.start_page.recovered.isVisible()


def test_work_that_could_not_be_taken_up_is_offered_again(window, qtbot, tmp_path, monkeypatch):
    window.files.new("template", "blank")
    rename(window, "Typed before the crash")
    after_crash(window, qtbot, tmp_path)

    def fail(*_: object) -> None:
        raise TypeError("a mistake")

    with monkeypatch.context() as patch, qtbot.captureExceptions() as caught:
        patch.setattr(window.files.pictures, "begin", fail)
        restore(window, qtbot)
    assert [kind for kind, _error, _trace in caught] == [TypeError]
    assert not list(journal.journal_folder().glob(".*"))
    window.recovered.look()
    found(window, qtbot)
    restore(window, qtbot)
    assert names(window.bridge.document) == ["Typed before the crash"]


def test_restored_work_that_is_given_up_leaves_the_next_workspace_unchanged(
    window, qtbot, tmp_path
):
    window.files.new("template", "blank")
    rename(window, "Typed before the crash")
    after_crash(window, qtbot, tmp_path)
    restore(window, qtbot)

    def give_up() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        box.button(QMessageBox.StandardButton.Discard).click()

    QTimer.singleShot(0, give_up)
    assert window.files.new("sample", "corner-bakery")
    assert window.files.state is SaveState.NEVER_SAVED


def test_work_on_a_file_comes_back_on_that_file(window, qtbot, tmp_path):
    path = tmp_path / "mine.journey"
    window.files.new("template", "blank")
    window.files.save_as(path)
    window.files.wait_for_save()
    rename(window, "Typed before the crash")
    after_crash(window, qtbot, tmp_path)
    restore(window, qtbot)
    assert window.files.path == path
    window.files.save()
    window.files.wait_for_save()
    assert names(workspace_file.read(path).document) == ["Typed before the crash"]


def test_whoever_opens_the_file_is_told_of_the_work_that_waits_for_it(window, qtbot, tmp_path):
    path, other = tmp_path / "mine.journey", tmp_path / "other.journey"
    for place in (other, path):
        window.files.new("template", "blank")
        window.files.save_as(place)
        window.files.wait_for_save()
    rename(window, "Typed before the crash")
    after_crash(window, qtbot, tmp_path)
    window.files.open(other)
    assert window.file_bar.text == ""
    close(window)
    found(window, qtbot)
    window.files.open(path)
    assert "1 change to “mine.journey”" in window.file_bar.text
    qtbot.mouseClick(button(window.file_bar, "Not now"), Qt.MouseButton.LeftButton)
    assert window.file_bar.text == ""
    close(window)
    found(window, qtbot)
    window.files.open(path)
    restore(window, qtbot, within=window.file_bar)
    assert names(window.bridge.document) == ["Typed before the crash"]
    assert (window.files.path, window.files.state) == (path, SaveState.CHANGED)
    assert window.file_bar.text == ""
    window.files.save()
    window.files.wait_for_save()
    close(window)
    window.files.open(path)
    assert window.file_bar.text == ""


def test_the_work_that_waits_is_told_where_the_program_began_with_the_file(window, tmp_path):
    path = tmp_path / "mine.journey"
    window.files.new("template", "blank")
    window.files.save_as(path)
    window.files.wait_for_save()
    rename(window, "Typed before the crash")
    left = crash(window, tmp_path)
    close(window)
    window.files.open(path)
    # in one move, as journals come there: closing looks through them, perhaps just now
    part = shutil.copy(left, journal.journal_folder() / "crashed.part")
    os.replace(part, journal.journal_folder() / left.name)
    window.recovered.look()
    let_look(window)
    assert "1 change to “mine.journey”" in window.file_bar.text


def test_work_on_a_file_that_changed_since_is_kept_apart(window, qtbot, tmp_path):
    path = tmp_path / "mine.journey"
    window.files.new("template", "blank")
    window.files.save_as(path)
    window.files.wait_for_save()
    rename(window, "Mine")
    theirs = window.bridge.document.apply(
        edit.set_field(window.bridge.document, "maps", window.bridge.map_id, "name", "Theirs")
    )
    after_crash(window, qtbot, tmp_path)
    workspace_file.write(path, theirs, {})
    window.recovered.look()
    let_look(window)
    qtbot.waitUntil(lambda: button_texts(window).count(LOOK_ASIDE) == 1, timeout=30_000)
    told = restore(window, qtbot, "Open apart", LOOK_ASIDE)
    assert any(str(path) in text for text in told)
    assert names(window.bridge.document) == ["Mine"]
    assert window.files.path is None
    # until the person removes it, it stays where it was put aside
    assert len(list((journal.journal_folder() / "aside").glob("*.recovery"))) == 1
    assert names(workspace_file.read(path).document) == ["Theirs"]


def test_discarded_work_can_be_had_back_until_one_goes_on(window, qtbot, tmp_path):
    window.files.new("template", "blank")
    rename(window, "Mine")
    after_crash(window, qtbot, tmp_path)
    click(window, qtbot, "Discard")
    assert LOOK not in button_texts(window)
    click(window, qtbot, "Undo")
    qtbot.waitUntil(lambda: LOOK in button_texts(window))
    click(window, qtbot, "Discard")
    window.files.new("sample", "corner-bakery")
    assert left_behind(journal.journal_folder()) == ()


def test_before_it_is_taken_work_is_told_and_listed(window, qtbot, tmp_path):
    window.files.new("sample", "corner-bakery")
    card = next(iter(window.bridge.document.touchpoints.values()))
    window.bridge.run(edit.set_field, "touchpoints", card.id, "title", "Neon sign")
    rename(window, "Night shoppers")
    after_crash(window, qtbot, tmp_path)
    card_text = " ".join(label.text() for label in window.start_page.recovered.findChildren(QLabel))
    assert "2 changes are kept" in card_text
    assert "Change name; Change title" in card_text
    told = restore(window, qtbot, "Not now")
    assert any(card.title in line and "Neon sign" in line for line in told)
    assert any("Night shoppers" in line for line in told)
    assert not window.files.is_open
    assert LOOK in button_texts(window)


def test_a_map_made_of_a_spreadsheet_is_kept_before_its_first_edit(window, qtbot, tmp_path):
    document = templates.new_workspace("sample", "corner-bakery")
    window.files.begin(document)
    after_crash(window, qtbot, tmp_path)
    restore(window, qtbot)
    assert window.bridge.document == document
    assert window.files.path is None


def test_a_save_that_ended_just_before_the_crash_leaves_nothing_to_recover(window, tmp_path):
    path = tmp_path / "mine.journey"
    window.files.new("template", "blank")
    window.files.save_as(path)
    window.files.wait_for_save()
    rename(window, "Saved")
    left = crash(window, tmp_path)
    window.files.save()
    window.files.wait_for_save()
    window.keeper.wait()
    shutil.copy(left, journal.journal_folder())
    assert recovery.survey(journal.journal_folder()) == recovery.Found()
    assert list(journal.journal_folder().glob("*")) == []


def test_what_cannot_be_read_is_moved_aside_and_named_until_it_is_removed(window, qtbot):
    folder = journal.journal_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "broken.recovery").write_bytes(b"nothing of ours" * 9)
    window.recovered.look()
    found(window, qtbot)
    texts = [label.text() for label in window.start_page.recovered.findChildren(QLabel)]
    assert "Kept aside" in texts
    assert any("damaged" in text for text in texts)
    kept = folder / "aside" / "broken.recovery"
    assert kept.exists()
    tips = [b.toolTip() for b in window.start_page.recovered.findChildren(QPushButton)]
    assert any(str(kept) in tip for tip in tips)
    click(window, qtbot, "Remove")
    assert kept.exists()
    window.files.new("template", "blank")
    assert not kept.exists()


def test_edits_that_cannot_be_kept_are_told_once_and_kept_when_there_is_room(
    window, qtbot, tmp_path
):
    window.files.new("template", "blank")
    rename(window, "First")
    window.keeper.wait()
    (path,) = journal.journal_folder().glob("*.recovery")
    folder = journal.journal_folder()
    told = []
    window.keeper.trouble_changed.connect(told.append)
    # a file where the folder was: nothing can be written there by anybody
    moved = tmp_path / "moved"
    folder.rename(moved)
    folder.write_text("in the way")
    window.keeper._hand._journal.let_go()
    rename(window, "Second")
    qtbot.waitUntil(lambda: len(told) == 1)
    rename(window, "Third")
    window.keeper.wait()
    trouble = next(
        label for label in window.statusBar().findChildren(QLabel) if "Not kept" in label.text()
    )
    qtbot.waitUntil(trouble.isVisible)
    assert "kept for the case of a crash" in trouble.toolTip()
    assert len(told) == 1
    folder.unlink()
    moved.rename(folder)
    rename(window, "Fourth")
    qtbot.waitUntil(lambda: len(told) == 2)
    qtbot.waitUntil(lambda: not trouble.isVisible())
    work = journal.unsaved(path)
    assert names(work.document) == ["Fourth"]
    assert work.edits == 4


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
    (work,) = left_behind(tmp_path)
    assert names(work.base) == ["Saved"]
    assert names(work.document) == ["Typed while saving"]
    assert work.last.date() == datetime.date.today()


def test_the_journal_of_unsaved_work_goes_when_another_one_holds_it(window, tmp_path, monkeypatch):
    path = tmp_path / "mine.journey"
    window.files.new("template", "blank")
    window.files.save_as(path)
    window.files.wait_for_save()
    theirs = workspace_file.read(path)
    rename(window, "Mine")
    window.keeper.wait()
    (before,) = journal.journal_folder().glob("*.recovery")
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if Path(target).parent == journal.journal_folder():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(source, target)

    with monkeypatch.context() as full:
        full.setattr(os, "replace", replace)
        window.files.stand_on(theirs)
        window.keeper.wait()
        assert names(journal.unsaved(before).document) == ["Mine"]
    rename(window, "Mine again")
    crash(window, tmp_path)
    assert not before.exists()
    (work,) = left_behind(tmp_path)
    assert names(work.document) == ["Mine again"]


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


def test_the_card_of_recovered_work_is_as_wide_as_the_buttons_above(window, qtbot, tmp_path):
    window.files.new("sample", "corner-bakery")
    rename(window, "Night shoppers")
    after_crash(window, qtbot, tmp_path)
    cards = window.start_page.recovered.findChildren(QFrame)
    card = next(it for it in cards if it.property("role") == "notice-card")
    above = button(window.start_page, "New map")

    def ends(widget: QWidget) -> tuple[int, int]:
        left = widget.mapToGlobal(widget.rect().topLeft()).x()
        return left, left + widget.width()

    assert ends(card) == ends(above)


def test_the_journal_from_before_the_crash_goes_once_its_work_is_kept_anew(
    window, qtbot, tmp_path, monkeypatch
):
    window.files.new("template", "blank")
    rename(window, "Typed before the crash")
    after_crash(window, qtbot, tmp_path)
    (old,) = journal.journal_folder().glob("*.recovery")
    replace = os.replace

    def fail(source: Path, target: Path) -> None:
        if Path(target).suffix == ".recovery":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        restore(window, qtbot)
        window.keeper.wait()
        assert old.exists()
    rename(window, "Typed after it")
    window.keeper.wait()
    (new,) = journal.journal_folder().glob("*.recovery")
    assert new != old
    assert names(journal.unsaved(new).document) == ["Typed after it"]


def test_edits_that_cannot_be_kept_for_a_reason_nobody_expected_are_told_and_kept_later(
    window, qtbot, caplog, monkeypatch
):
    told = []
    window.keeper.trouble_changed.connect(told.append)

    def fail(_changes: object) -> bytes:
        raise TypeError("a mistake")

    window.files.new("template", "blank")
    with monkeypatch.context() as patch:
        patch.setattr(journal, "encode_changes", fail)
        rename(window, "First")
        qtbot.waitUntil(lambda: len(told) == 1)
        window.keeper.wait()
    assert told[0].code == "journal.unwritable"
    assert TypeError in [it.exc_info[0] for it in caplog.records if it.exc_info]
    rename(window, "Second")
    qtbot.waitUntil(lambda: told[1:] == [None])
    (path,) = journal.journal_folder().glob("*.recovery")
    assert journal.unsaved(path).edits == 2
