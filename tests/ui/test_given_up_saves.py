"""A save that the person gave up waiting for: how it ends, what it holds, whose it is."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox

from tests.helpers.qt import give_up
from tests.ui.test_dead_disk import renamed
from workbench.model.problems import Problem
from workbench.store import locks, templates, workspace_file
from workbench.ui.files import questions
from workbench.ui.files.files import Files
from workbench.ui.files.saving import Save
from workbench.ui.files.standing import SaveState
from workbench.ui.files.watch import Sight

_HANGING = 30_000
"""Milliseconds that nothing takes which goes on, however busy the machine is."""
SAVED_LATE = "“far.journey” was saved after all: its drive or network folder answers again."


@pytest.fixture
def far(tmp_path: Path) -> Path:
    """A workspace whose disk is slow."""
    return written(tmp_path / "far.journey")


@pytest.fixture
def near(tmp_path: Path) -> Path:
    return written(tmp_path / "near.journey")


def written(path: Path) -> Path:
    workspace_file.write(path, templates.sample("corner-bakery"), {})
    return path


@pytest.fixture
def slow_save(far: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """What a save of `far` waits for, right before it replaces the file."""
    replace, may_go_on = os.replace, threading.Event()

    def slow(source: Path, target: Path) -> None:
        if Path(target) == far:
            may_go_on.wait(30)
        replace(source, target)

    monkeypatch.setattr(os, "replace", slow)
    yield may_go_on
    may_go_on.set()


def save_and_give_up(files: Files) -> None:
    assert files.save()
    QTimer.singleShot(0, give_up)
    files.wait_for_save()


def test_a_save_that_was_given_up_keeps_its_lock_until_it_is_done(
    qtbot, files, far, monkeypatch
) -> None:
    files.new("template", "blank")
    replace, may_go_on = os.replace, threading.Event()

    def slow(source: Path, target: Path) -> None:
        may_go_on.wait(30)
        replace(source, target)

    monkeypatch.setattr(os, "replace", slow)
    assert files.save_as(far)
    QTimer.singleShot(0, give_up)
    files.wait_for_save()
    assert locks.holder_of(far) is not None
    may_go_on.set()
    qtbot.waitUntil(lambda: locks.holder_of(far) is None, timeout=_HANGING)
    assert workspace_file.read(far).document == files._bridge.document


def test_a_file_that_is_left_keeps_its_lock_until_a_save_that_was_given_up_is_done(
    qtbot, files, far, slow_save, monkeypatch
) -> None:
    monkeypatch.setattr(questions, "to_save", lambda *_: QMessageBox.StandardButton.Discard)
    assert files.open(far)
    renamed(files, "Saved late")
    save_and_give_up(files)
    assert files.close()
    qtbot.wait(300)
    assert locks.holder_of(far) is not None
    slow_save.set()
    qtbot.waitUntil(lambda: locks.holder_of(far) is None, timeout=_HANGING)
    assert workspace_file.read(far).document.workspace.name == "Saved late"
    assert files.path is None


def test_a_save_elsewhere_that_was_given_up_keeps_no_lock_of_the_open_file(
    qtbot, files, far, near, slow_save, monkeypatch
) -> None:
    assert files.open(near)
    # as where nobody may make a file beside it
    monkeypatch.setattr(locks, "take", lambda *_args, **_named: None)
    assert files.save_as(far)
    QTimer.singleShot(0, give_up)
    files.wait_for_save()
    files._bridge.undo_stack.setClean()
    assert files.close()
    qtbot.waitUntil(lambda: locks.holder_of(near) is None, timeout=_HANGING)
    slow_save.set()


@pytest.mark.parametrize("is_written", [True, False], ids=["written", "failed"])
def test_how_a_copy_ends_that_was_given_up_is_told(
    qtbot, files, far, near, slow_save, is_written
) -> None:
    told: list[str] = []
    problems: list[Problem] = []
    files.told.connect(told.append)
    files.failed.connect(problems.append)
    assert files.open(near)
    QTimer.singleShot(0, give_up)
    files.save_copy(far)
    assert [problem.code for problem in problems] == ["file.still_saving"]
    if not is_written:
        far.unlink()
        far.mkdir()
    slow_save.set()
    qtbot.waitUntil(lambda: len(told) + len(problems) == 2, timeout=_HANGING)
    if is_written:
        assert told == [SAVED_LATE]
    else:
        assert problems[1].code == "store.folder"
    files.end()


def test_a_save_that_was_given_up_and_came_all_the_same_is_told_and_is_ours(
    qtbot, files, far, slow_save
) -> None:
    told: list[str] = []
    files.told.connect(told.append)
    assert files.open(far)
    renamed(files, "Saved late")
    save_and_give_up(files)
    assert files.state is SaveState.CHANGED
    slow_save.set()
    qtbot.waitUntil(lambda: files.state is SaveState.SAVED, timeout=_HANGING)
    assert told == [SAVED_LATE]
    # it is not taken for somebody else's
    files.standing.watch.look()
    files.standing.watch.wait()
    assert files.standing.seen.sight is Sight.SAME
    renamed(files, "Later")
    assert files.save()
    assert files.wait_for_save()
    assert workspace_file.read(far).document.workspace.name == "Later"
    files.end()


def test_what_is_saved_right_after_a_late_save_came_does_not_take_it_for_somebody_elses(
    files, far, slow_save, monkeypatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(questions, "about_other", lambda *about: asked.append(about))
    assert files.open(far)
    renamed(files, "Saved late")
    save_and_give_up(files)
    slow_save.set()
    # its end is on its way to the window
    for thread in threading.enumerate():
        if thread.name == "saving":
            thread.join(30)
    renamed(files, "Later")
    assert files.save()
    assert files.wait_for_save()
    assert asked == []
    assert workspace_file.read(far).document.workspace.name == "Later"
    files.end()


def test_saving_under_the_own_name_while_a_save_is_under_way_asks_nothing(
    files, far, slow_save, monkeypatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(questions, "about_other", lambda *about: asked.append(about))
    assert files.open(far)
    renamed(files, "First")
    assert files.save()
    renamed(files, "Second")
    QTimer.singleShot(0, slow_save.set)
    assert files.save_as(far)
    assert files.wait_for_save()
    assert asked == []
    assert workspace_file.read(far).document.workspace.name == "Second"
    files.end()


def test_edits_made_after_a_save_was_given_up_are_unsaved_when_it_comes(
    qtbot, files, far, slow_save
) -> None:
    assert files.open(far)
    renamed(files, "Saved late")
    save_and_give_up(files)
    renamed(files, "Not saved")
    with qtbot.waitSignal(files.saved):
        slow_save.set()
    assert files.state is SaveState.CHANGED
    assert files.standing.base.workspace.name == "Saved late"
    files.end()


def test_that_a_save_failed_after_it_was_given_up_is_told(qtbot, files, far, slow_save) -> None:
    problems: list[Problem] = []
    files.failed.connect(problems.append)
    assert files.open(far)
    renamed(files, "Not saved")
    save_and_give_up(files)
    assert [problem.code for problem in problems] == ["file.still_saving"]
    far.with_name("far.journey.bak").unlink()
    far.unlink()
    far.mkdir()
    slow_save.set()
    qtbot.waitUntil(lambda: len(problems) == 2, timeout=_HANGING)
    assert problems[1].code == "store.folder"
    assert files.state is SaveState.CHANGED
    files.end()


def test_what_nobody_expected_of_a_save_is_logged_with_its_cause(far, monkeypatch, caplog) -> None:
    error = TypeError("a mistake")

    def fail(*_: object, **_named: object) -> None:
        raise error

    monkeypatch.setattr(workspace_file, "save", fail)
    job = Save(far, templates.sample("corner-bakery"), {}, "")
    job.run()
    assert job.problem is not None
    assert error in [it.exc_info[1] for it in caplog.records if it.exc_info]
