"""A disk that never answers keeps no other file waiting, and no lock of ours for good."""

from __future__ import annotations

import datetime
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.helpers.qt import give_up
from workbench.model.commands import edit
from workbench.model.problems import Problem
from workbench.store import journal, locks, processes, templates, versions, workspace_file
from workbench.store.locks import Lock
from workbench.store.settings_file import SettingsStore
from workbench.ui.files import lock_keeper
from workbench.ui.files.files import Files
from workbench.ui.files.lock_keeper import LockKeeper
from workbench.ui.files.standing import SaveState
from workbench.ui.files.watch import FileWatch, Seen, Sight
from workbench.ui.recovery import JournalKeeper
from workbench.ui.versions.version_keeper import VersionKeeper
from workbench.ui.versions.versions_dialog import VersionsDialog
from workbench.words.problem_sentences import sentence

_HANGING = 30_000
"""Milliseconds that nothing takes which goes on, however busy the machine is."""
NOW = datetime.datetime(2026, 3, 31, 12, 0, tzinfo=datetime.UTC)


class Disk:
    """The disk of one folder, which stops answering and comes back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._answers = threading.Event()
        self._answers.set()
        self.is_asked = threading.Event()
        self.asked = 0
        """How many calls it has not answered."""
        self.is_waited_out = False
        """Whether a call ended before it came back: somebody may have waited for that."""
        folder.mkdir()

    def die(self) -> None:
        self._answers.clear()

    def come_back(self) -> None:
        self._answers.set()

    def slow(self, call: Callable[..., object]) -> Callable[..., object]:
        """The call, which waits for this disk."""

        def called(path: object, *others: object, **named: object) -> object:
            if isinstance(path, str | Path) and Path(path).is_relative_to(self.folder):
                if not self._answers.is_set():
                    self.asked += 1
                    self.is_asked.set()
                self.is_waited_out |= not self._answers.wait(20)
            return call(path, *others, **named)

        return called


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """A disk at tmp_path/share, which answers again after the test."""
    made = Disk(tmp_path / "share")
    for name in ("stat", "lstat", "readlink", "open", "replace"):
        monkeypatch.setattr(os, name, made.slow(getattr(os, name)))
    yield made
    made.come_back()
    assert not made.is_waited_out


@pytest.fixture
def far(disk: Disk) -> Path:
    """A workspace on the disk that will not answer."""
    path = disk.folder / "far.journey"
    workspace_file.write(path, templates.sample("corner-bakery"), {})
    return path


@pytest.fixture
def near(tmp_path: Path) -> Path:
    path = tmp_path / "near.journey"
    workspace_file.write(path, templates.sample("corner-bakery"), {})
    return path


def claim(path: Path) -> Lock:
    taken = locks.take(path, NOW)
    assert isinstance(taken, Lock)
    return taken


def test_a_file_is_watched_while_the_one_before_does_not_answer(qtbot, disk, far, near) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    watch = FileWatch(window)
    told: list[Seen] = []
    watch.seen.connect(told.append)
    watch.follow(far, workspace_file.fingerprint(far))
    disk.die()
    watch.look()
    assert disk.is_asked.wait(5)
    watch.follow(near, workspace_file.fingerprint(near))
    near.unlink()
    watch.look()
    qtbot.waitUntil(lambda: [seen.sight for seen in told] == [Sight.GONE], timeout=_HANGING)
    disk.come_back()
    watch.wait()
    assert [seen.sight for seen in told] == [Sight.GONE]


def test_one_dead_disk_is_asked_once_at_a_time(qtbot, disk, far) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    watch = FileWatch(window)
    known = workspace_file.fingerprint(far)
    watch.follow(far, known)
    disk.die()
    for _ in range(5):
        # as with each save that fails
        watch.follow(None, "")
        watch.follow(far, known)
        watch.look()
    assert disk.is_asked.wait(5)
    # others would have come to it by now
    qtbot.wait(200)
    assert disk.asked == 1


def test_a_lock_is_kept_while_the_one_before_does_not_answer(qtbot, disk, far, near) -> None:
    keeper = LockKeeper(QApplication.instance())
    keeper.hold(claim(far))
    disk.die()
    keeper.beat()
    assert disk.is_asked.wait(5)
    lock = claim(near)
    first = lock.place.read_bytes()
    keeper.hold(lock)
    keeper.beat()
    qtbot.waitUntil(lambda: lock.place.read_bytes() != first, timeout=_HANGING)
    disk.come_back()
    qtbot.waitUntil(lambda: locks.holder_of(far) is None, timeout=_HANGING)
    keeper.end()
    assert locks.holder_of(near) is None
    keeper.deleteLater()


def test_a_lock_is_given_back_whatever_still_writes_the_file_before(qtbot, near) -> None:
    """As where nobody could make a lock beside that one."""
    keeper, may_go_on = LockKeeper(QApplication.instance()), threading.Event()
    writer = threading.Thread(target=may_go_on.wait, args=(60,), daemon=True)
    writer.start()
    keeper.keep_for(writer)
    keeper.hold(claim(near))
    keeper.hold(None)
    qtbot.waitUntil(lambda: locks.holder_of(near) is None, timeout=_HANGING)
    assert writer.is_alive()
    may_go_on.set()
    keeper.deleteLater()


def test_edits_are_kept_while_the_disk_of_their_file_does_not_answer(
    qtbot, disk, files, far
) -> None:
    keeper = JournalKeeper(files._bridge, files, files)
    assert files.open(far)
    disk.die()
    renamed(files, "Typed meanwhile")
    folder = journal.journal_folder()
    qtbot.waitUntil(lambda: bool(list(folder.glob("*.recovery"))), timeout=_HANGING)
    keeper.wait()
    (left,) = folder.glob("*.recovery")
    work = journal.unsaved(left)
    assert work.document.workspace.name == "Typed meanwhile"
    assert work.path == far
    disk.come_back()
    keeper.end()
    keeper.wait()
    files.end()


def test_an_opening_that_was_given_up_keeps_no_lock(qtbot, files, far, monkeypatch) -> None:
    read = workspace_file.read
    answered = threading.Event()

    def slow(path: Path) -> object:
        # it is claimed by now
        answered.wait(30)
        return read(path)

    monkeypatch.setattr(workspace_file, "read", slow)
    QTimer.singleShot(0, give_up)
    assert not files.open(far)
    assert locks.holder_of(far) is not None
    answered.set()
    qtbot.waitUntil(lambda: locks.holder_of(far) is None, timeout=_HANGING)


def test_a_saving_elsewhere_that_was_given_up_keeps_no_lock(
    qtbot, files, tmp_path, monkeypatch
) -> None:
    path, take, answered = tmp_path / "new.journey", locks.take, threading.Event()

    def slow(target: Path, now: datetime.datetime) -> object:
        taken = take(target, now)
        answered.wait(30)
        return taken

    monkeypatch.setattr(locks, "take", slow)
    files.new("template", "blank")
    QTimer.singleShot(0, give_up)
    assert not files.save_as(path)
    assert locks.holder_of(path) is not None
    answered.set()
    qtbot.waitUntil(lambda: locks.holder_of(path) is None, timeout=_HANGING)
    assert not path.exists()


def renamed(files: Files, name: str) -> None:
    files._bridge.run(
        edit.set_field, "workspace", files._bridge.document.workspace.id, "name", name
    )


def test_work_is_saved_elsewhere_while_the_disk_of_its_file_does_not_answer(
    qtbot, disk, files, far, near, tmp_path
) -> None:
    told: list[str] = []
    files.told.connect(told.append)
    assert files.open(far)
    renamed(files, "Rescued")
    disk.die()
    # over files that are there, as what has no file yet is no other file for sure
    copy = tmp_path / "copy.journey"
    copy.write_bytes(near.read_bytes())
    assert not files.chooser.is_open_file(copy)
    files.save_copy(copy)
    assert told == ["Saved a copy as copy.journey. “far” stays open."]
    assert files.save_as(near)
    assert files.wait_for_save()
    assert files.path == near
    for path in (copy, near):
        assert workspace_file.read(path).document.workspace.name == "Rescued"
    disk.come_back()
    qtbot.waitUntil(lambda: locks.holder_of(far) is None, timeout=_HANGING)
    files.end()


def test_who_gives_up_waiting_whether_the_file_is_there_is_told_that_it_was_not_saved(
    disk, files, far
) -> None:
    problems: list[Problem] = []
    files.failed.connect(problems.append)
    assert files.open(far)
    disk.die()
    QTimer.singleShot(0, give_up)
    assert not files.save()
    assert [problem.code for problem in problems] == ["file.not_claimed"]
    assert files.state is SaveState.SAVED
    disk.come_back()
    files.end()


@pytest.mark.parametrize("ask", [VersionKeeper.show_versions, lambda it: it.offer(it._files.path)])
def test_who_wants_versions_of_a_file_whose_disk_does_not_answer_may_give_up(
    disk, files, far, theme, ask
) -> None:
    shown, problems = [], []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, VersionsDialog):
            shown.append(dialog.table.model().rowCount())
            dialog.close()

    files.failed.connect(problems.append)
    keeper = VersionKeeper(files._bridge, files, SettingsStore(), theme, files.parent())
    assert files.open(far)
    folder = versions.versions_folder()
    assert versions.keep(folder, far, files._bridge.document, files.fingerprint, NOW) is not None
    looking = QTimer(files)
    looking.timeout.connect(look)
    looking.start(20)
    disk.die()
    QTimer.singleShot(0, give_up)
    ask(keeper)
    assert [sentence(problem) for problem in problems] == [
        "The versions of “far.journey” cannot be shown: the place where it is does not answer. "
        "Try again when it does."
    ]
    assert shown == []
    disk.come_back()
    ask(keeper)
    assert shown == [1]
    files.end()


def test_closing_waits_for_dead_disks_once_in_all(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(lock_keeper, "_LAST_SECONDS", 2.0)
    keeper, answers = LockKeeper(QApplication.instance()), threading.Event()
    held = []
    for number in range(8):
        path = tmp_path / f"{number}.journey"
        path.write_bytes(b"")
        held.append(claim(path))
    monkeypatch.setattr(Lock, "release", lambda _lock: answers.wait(30))
    for lock in held:
        keeper.hold(lock)
    began = monotonic()
    keeper.end()
    # one wait for each would be eight times as long
    assert monotonic() - began < 10
    answers.set()
    keeper.deleteLater()


def test_the_lock_of_the_open_file_stays_when_opening_it_again_is_given_up(
    qtbot, files, far, monkeypatch
) -> None:
    assert files.open(far)
    read = workspace_file.read
    answered, ended = threading.Event(), threading.Event()

    def slow(path: Path) -> object:
        answered.wait(30)
        try:
            return read(path)
        finally:
            ended.set()

    monkeypatch.setattr(workspace_file, "read", slow)
    QTimer.singleShot(0, give_up)
    assert not files.open(far)
    answered.set()
    assert ended.wait(5)
    qtbot.wait(50)
    lock = files.standing.keeper.lock
    assert lock is not None
    assert lock.place.exists()
    files.end()


def test_edits_are_kept_on_what_they_were_made_on_after_a_mistake(files, monkeypatch) -> None:
    def fail() -> None:
        raise TypeError("a mistake")

    keeper = JournalKeeper(files._bridge, files, files)
    files.new("template", "blank")
    renamed(files, "First")
    keeper.wait()
    files._bridge.undo_stack.setClean()
    with monkeypatch.context() as patch:
        patch.setattr(processes, "own", fail)
        files.new("sample", "corner-bakery")
        keeper.wait()
    renamed(files, "Second")
    keeper.wait()
    (left,) = journal.journal_folder().glob("*.recovery")
    work = journal.unsaved(left)
    assert (work.document, work.is_damaged) == (files._bridge.document, False)
    keeper.end()
    keeper.wait()


def test_closing_waits_for_the_disk_of_the_journal_once(files, monkeypatch) -> None:
    replace, may_go_on = os.replace, threading.Event()

    def slow(source: Path, target: Path) -> None:
        if Path(target).suffix == ".recovery":
            may_go_on.wait(60)
        replace(source, target)

    monkeypatch.setattr(os, "replace", slow)
    keeper = JournalKeeper(files._bridge, files, files)
    files.new("template", "blank")
    renamed(files, "First")
    keeper.wait(0.1)
    assert not list(journal.journal_folder().glob("*.recovery"))
    renamed(files, "Second")
    may_go_on.set()
    keeper.wait()
    (left,) = journal.journal_folder().glob("*.recovery")
    work = journal.unsaved(left)
    assert (work.document.workspace.name, work.edits) == ("Second", 2)
    keeper.end()
    keeper.wait()
    assert not left.exists()
