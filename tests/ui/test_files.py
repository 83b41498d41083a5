"""New, open, save, the dirty mark and the question before work could go."""

from __future__ import annotations

import errno
import os
import stat
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import Workspace
from workbench.store import locks, workspace_file
from workbench.store.settings_file import SettingsStore
from workbench.ui.bridge import Bridge
from workbench.ui.files import opening
from workbench.ui.files.files import Files
from workbench.ui.files.standing import SaveState
from workbench.words.problem_sentences import sentence


@pytest.fixture
def files(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    bridge = Bridge(Document.of([Workspace(id="wk1")]))
    made = Files(bridge, SettingsStore(), window)
    made.bridge = bridge
    return made


def rename_first_map(files: Files, name: str) -> None:
    bridge = files.bridge
    bridge.run(edit.set_field, "maps", bridge.map_id, "name", name)


def answer(button: QMessageBox.StandardButton) -> list[str]:
    """Press a button of the question that opens next; gives what it asked."""
    asked: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        box.button(button).click()

    QTimer.singleShot(0, press)
    return asked


def test_a_new_workspace_is_open_and_not_dirty(files):
    assert files.new("template", "buying-cycle")
    assert files.is_open
    assert files.state is SaveState.NEVER_SAVED
    assert len(files.bridge.document.stages) == 3


def test_a_copy_over_a_damaged_file_says_where_that_is(files, tmp_path):
    told: list[str] = []
    files.told.connect(told.append)
    path = tmp_path / "copy.journey"
    path.write_bytes(b"damaged")
    files.new("template", "blank")
    files.save_copy(path)
    assert workspace_file.read(path).document == files.bridge.document
    assert path.with_name("copy.journey.damaged").read_bytes() == b"damaged"
    (text,) = told
    assert text.startswith("Saved a copy as copy.journey")
    assert "stays beside the copy as “copy.journey.damaged”" in text


def test_a_file_that_could_not_be_read_by_a_mistake_is_not_held(files, tmp_path, monkeypatch):
    path = tmp_path / "mine.journey"
    workspace_file.write(path, Document.of([Workspace(id="wk1")]), {})

    def fail(_path: Path) -> None:
        raise TypeError("a mistake")

    monkeypatch.setattr(workspace_file, "read", fail)
    with pytest.raises(TypeError):
        files.open(path)
    assert locks.holder_of(path) is None


def test_saving_writes_the_file_and_cleans_the_mark(files, tmp_path, qtbot):
    files.new("template", "buying-cycle")
    rename_first_map(files, "Mine")
    assert files.state is SaveState.CHANGED
    path = tmp_path / "mine.journey"
    files.save_as(path)
    qtbot.waitUntil(lambda: files.state is SaveState.SAVED)
    assert workspace_file.read(path).document == files.bridge.document
    assert files.recent.paths() == [str(path)]
    assert files.name == "mine"


def test_an_edit_made_while_saving_stays_unsaved(files, tmp_path, qtbot):
    files.new("template", "buying-cycle")
    rename_first_map(files, "Before")
    files.save_as(tmp_path / "mine.journey")
    rename_first_map(files, "After")
    qtbot.waitUntil(lambda: files.state is not SaveState.SAVING)
    assert files.state is SaveState.CHANGED
    saved = workspace_file.read(tmp_path / "mine.journey").document
    assert [journey.name for journey in saved.maps.values()] == ["Before"]


def test_undoing_past_what_was_saved_meanwhile_is_no_saved_state(files, tmp_path, qtbot):
    path = tmp_path / "mine.journey"
    files.new("template", "buying-cycle")
    files.save_as(path)
    files.wait_for_save()
    rename_first_map(files, "Before")
    files.save()
    rename_first_map(files, "After")
    qtbot.waitUntil(lambda: files.state is not SaveState.SAVING)
    files.bridge.undo()
    files.bridge.undo()
    # the file holds "Before", which is no longer what is open
    assert files.state is SaveState.CHANGED
    assert files.save()
    assert files.wait_for_save()
    assert workspace_file.read(path).document == files.bridge.document


def test_a_save_after_which_the_folder_cannot_be_synchronised_leaves_no_state_saved(
    files, tmp_path, monkeypatch
):
    path = tmp_path / "mine.journey"
    files.new("template", "buying-cycle")
    files.save_as(path)
    files.wait_for_save()
    rename_first_map(files, "Written")
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    files.save()
    assert not files.wait_for_save()
    saved = workspace_file.read(path).document
    assert [journey.name for journey in saved.maps.values()] == ["Written"]
    files.bridge.undo()
    assert files.state is SaveState.CHANGED


def test_saving_where_no_lock_can_be_made_gives_back_the_file_before(files, tmp_path, monkeypatch):
    before, after = tmp_path / "before.journey", tmp_path / "after.journey"
    files.new("template", "buying-cycle")
    files.save_as(before)
    files.wait_for_save()
    assert locks.holder_of(before) is not None
    monkeypatch.setattr(opening.locks, "take", lambda *_, **__: None)
    files.save_as(after)
    files.wait_for_save()
    assert files.path == after
    assert locks.holder_of(before) is None


def test_a_file_taken_by_somebody_while_it_is_saved_stays_theirs(files, tmp_path):
    path = tmp_path / "mine.journey"
    files.new("template", "buying-cycle")
    files.save_as(path)
    files.wait_for_save()
    holder = locks.holder_of(path)
    rename_first_map(files, "Mine")
    files.save()
    files.standing.keeper.hold(None)
    files.standing.keeper.lost.emit(holder)
    files.wait_for_save()
    assert files.is_read_only


def test_a_copy_is_suggested_another_name_than_the_file_has(files, tmp_path, monkeypatch):
    suggested: list[str] = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *given: (suggested.append(given[2]), ("", ""))[1]
    )
    path = tmp_path / "bakery.journey"
    files.new("template", "blank")
    files.save_as(path)
    files.wait_for_save()
    files.save_as_with_dialog()
    files.save_copy_with_dialog()
    assert [Path(text).name for text in suggested] == ["bakery.journey", "bakery (copy).journey"]
    newer = tmp_path / "newer.journey"
    newer_file(newer)
    assert files.open(newer)
    assert files.is_read_only
    suggested.clear()
    files.save()
    assert [Path(text).name for text in suggested] == ["newer (copy).journey"]


def test_no_folder_is_suggested_that_may_not_be_written(files, tmp_path, monkeypatch):
    suggested: list[str] = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *given: (suggested.append(given[2]), ("", ""))[1]
    )
    files.new("template", "blank")
    files.save_as(tmp_path / "bakery.journey")
    files.wait_for_save()
    # the superuser may write anything
    monkeypatch.setattr(os, "access", lambda _place, _way: False)
    files.save_copy_with_dialog()
    assert [Path(text).parent for text in suggested] == [Path.home()]


def test_leaving_changed_work_asks_and_cancel_keeps_it(files):
    files.new("template", "buying-cycle")
    rename_first_map(files, "Mine")
    asked = answer(QMessageBox.StandardButton.Cancel)
    assert not files.new("template", "blank")
    assert "Save the changes" in asked[0]
    assert [journey.name for journey in files.bridge.document.maps.values()] == ["Mine"]


def test_leaving_with_save_writes_first(files, tmp_path):
    files.new("template", "buying-cycle")
    files.save_as(tmp_path / "mine.journey")
    files.wait_for_save()
    rename_first_map(files, "Mine")
    answer(QMessageBox.StandardButton.Save)
    assert files.new("template", "blank")
    saved = workspace_file.read(tmp_path / "mine.journey").document
    assert [journey.name for journey in saved.maps.values()] == ["Mine"]


def test_clean_work_is_left_without_a_question(files):
    files.new("template", "buying-cycle")
    assert files.new("template", "blank")
    assert len(files.bridge.document.stages) == 4


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut"])
def test_a_broken_file_is_refused_and_what_is_open_stays(files, tmp_path, qtbot, content):
    files.new("template", "buying-cycle")
    before = files.bridge.document
    path = tmp_path / "broken.journey"
    path.write_bytes(content)
    with qtbot.waitSignal(files.failed):
        assert not files.open(path)
    assert files.bridge.document == before
    assert files.is_open


def test_a_file_that_is_gone_leaves_the_recent_list(files, tmp_path, qtbot):
    files.new("template", "buying-cycle")
    path = tmp_path / "mine.journey"
    files.save_as(path)
    files.wait_for_save()
    path.unlink()
    with qtbot.waitSignal(files.failed):
        files.open(path)
    assert files.recent.paths() == []


def test_a_save_that_fails_says_so_and_stays_dirty(files, tmp_path, qtbot):
    files.new("template", "buying-cycle")
    rename_first_map(files, "Mine")
    with qtbot.waitSignal(files.failed) as told:
        files.save_as(tmp_path / "no such folder" / "mine.journey")
        files.wait_for_save()
    assert told.args[0].code
    assert files.state is SaveState.CHANGED


def test_a_picture_is_kept_with_the_workspace(files, tmp_path):
    files.new("template", "buying-cycle")
    picture = Path(__file__).parents[2] / "resources" / "icons" / "app.png"
    name = files.pictures.add_file(picture)
    assert name is not None
    bridge = files.bridge
    from workbench.model.commands import personas
    from workbench.model.entities import Persona

    bridge.run(personas.add, Persona(id="pe1", name="Guest", picture=name))
    path = tmp_path / "mine.journey"
    files.save_as(path)
    files.wait_for_save()
    with zipfile.ZipFile(path) as archive:
        assert f"assets/{name}" in archive.namelist()
    assert files.open(path)
    assert files.pictures.all[name] == picture.read_bytes()


def test_what_is_no_picture_is_refused(files, tmp_path, qtbot):
    files.new("template", "buying-cycle")
    text = tmp_path / "notes.png"
    text.write_text("no picture")
    with qtbot.waitSignal(files.failed):
        assert files.pictures.add_file(text) is None


def test_saving_twice_keeps_the_version_before_as_bak(files, tmp_path):
    path = tmp_path / "mine.journey"
    files.new("template", "buying-cycle")
    rename_first_map(files, "Before")
    files.save_as(path)
    files.wait_for_save()
    rename_first_map(files, "After")
    assert files.save()
    assert files.save()
    files.wait_for_save()
    backup = workspace_file.read(path.with_name("mine.journey.bak")).document
    assert [journey.name for journey in backup.maps.values()] == ["Before"]


def test_saving_what_is_saved_brings_back_a_file_that_is_gone(files, tmp_path):
    path = tmp_path / "mine.journey"
    files.new("template", "buying-cycle")
    files.save_as(path)
    files.wait_for_save()
    path.unlink()
    assert files.save()
    files.wait_for_save()
    assert workspace_file.read(path).document == files.bridge.document


def newer_file(path: Path) -> bytes:
    """A workspace as a newer version would write it; gives its bytes."""
    workspace_file.write(path, Document.of([Workspace(id="wk1", name="Newer")]), {})
    with zipfile.ZipFile(path) as archive:
        text = archive.read("document.json").replace(b'"format": 2', b'"format": 3')
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("document.json", text)
    return path.read_bytes()


def test_a_newer_file_is_never_saved_over(files, tmp_path, qtbot):
    path = tmp_path / "newer.journey"
    content = newer_file(path)
    assert files.open(path)
    with qtbot.waitSignal(files.failed) as told:
        files.save_as(path)
    assert "another name" in sentence(told.args[0])
    files.wait_for_save()
    assert path.read_bytes() == content
    files.save_as(tmp_path / "copy.journey")
    assert files.wait_for_save()
    assert files.path == tmp_path / "copy.journey"


def test_opening_another_file_while_a_save_runs_finishes_the_save(files, tmp_path):
    other = tmp_path / "other.journey"
    files.new("template", "blank")
    files.save_as(other)
    files.wait_for_save()
    files.new("template", "buying-cycle")
    rename_first_map(files, "Mine")
    mine = tmp_path / "mine.journey"
    files.save_as(mine)
    assert files.open(other)
    assert files.path == other
    assert files.state is SaveState.SAVED
    saved = workspace_file.read(mine).document
    assert [journey.name for journey in saved.maps.values()] == ["Mine"]


@pytest.mark.skipif(os.name == "nt", reason="links are not for everybody there")
def test_a_newer_file_is_not_saved_over_by_another_name_of_it(files, tmp_path):
    problems = []
    files.failed.connect(problems.append)
    path, link = tmp_path / "newer.journey", tmp_path / "link.journey"
    content = newer_file(path)
    link.symlink_to(path)
    assert files.open(path)
    assert not files.save_as(link)
    assert [problem.code for problem in problems] == ["store.keeps_newer"]
    assert path.read_bytes() == content
    assert locks.holder_of(path) is None
