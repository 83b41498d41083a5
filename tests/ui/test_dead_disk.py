"""A disk that never answers keeps no other file waiting, and no lock of ours for good."""

from __future__ import annotations

import datetime
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton, QWidget

from workbench.model.document import Document
from workbench.model.entities import Workspace
from workbench.store import locks, templates, workspace_file
from workbench.store.locks import Lock
from workbench.store.settings_file import SettingsStore
from workbench.ui.bridge import Bridge
from workbench.ui.files.files import Files
from workbench.ui.files.lock_keeper import LockKeeper
from workbench.ui.files.watch import FileWatch, Seen, Sight

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
                self._answers.wait(30)
            return call(path, *others, **named)

        return called


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """A disk at tmp_path/share, which answers again after the test."""
    made = Disk(tmp_path / "share")
    for name in ("stat", "open", "replace"):
        monkeypatch.setattr(os, name, made.slow(getattr(os, name)))
    yield made
    made.come_back()


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


@pytest.fixture
def files(qtbot) -> Files:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return Files(Bridge(Document.of([Workspace(id="wk1")])), SettingsStore(), window)


def give_up() -> None:
    """Press Cancel as soon as the window says that it waits for the disk."""
    progress = QApplication.activeModalWidget()
    if not (isinstance(progress, QProgressDialog) and progress.isVisible()):
        QTimer.singleShot(10, give_up)
        return
    (button,) = progress.findChildren(QPushButton)
    button.click()


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
    qtbot.waitUntil(lambda: [seen.sight for seen in told] == [Sight.GONE])
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
    qtbot.waitUntil(lambda: lock.place.read_bytes() != first)
    disk.come_back()
    qtbot.waitUntil(lambda: locks.holder_of(far) is None)
    keeper.end()
    assert locks.holder_of(near) is None
    keeper.deleteLater()


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
    qtbot.waitUntil(lambda: locks.holder_of(far) is None)


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
    qtbot.waitUntil(lambda: locks.holder_of(path) is None)
    assert not path.exists()


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
    qtbot.waitUntil(lambda: locks.holder_of(far) is None)
    assert workspace_file.read(far).document == files._bridge.document


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
