"""Names and places that make trouble: what can be saved is saved, what cannot is told."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from tests.helpers.qt import give_up
from tests.ui.conftest import one_window
from workbench.exchange import files as exchange_files
from workbench.exchange.problems import ExchangeError
from workbench.model.commands import edit
from workbench.store import atomic, templates, workspace_file
from workbench.store.errors import StoreError, of_system
from workbench.store.settings_file import SettingsStore
from workbench.ui.files import recent_files
from workbench.ui.files.opening import Access
from workbench.ui.files.standing import SaveState
from workbench.ui.main_window import MainWindow
from workbench.ui.off_thread import GivenUp, ask_disk
from workbench.words.problem_sentences import sentence

__all__ = ["one_window"]

NAMES = [
    "n" * 247 + ".journey",
    "旅" * 82 + ".journey",
    "👩‍🍳" * 20 + ".journey",
    "ends with a dot..journey",
    " leading blank.journey",
    "two\nlines.journey",
    "gpj\u202eexe.journey",
    "مخبز الحي.journey",
    "e\u0301clair.journey",
    "CON.journey",
    "a:b*c?.journey",
    "bad \udcff byte.journey",
]


@pytest.fixture
def window(one_window: MainWindow) -> Iterator[MainWindow]:
    one_window.files.new("template", "blank")
    yield one_window
    one_window.files.wait_for_save()
    one_window.bridge.undo_stack.setClean()
    one_window.files.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one MiB, where this system lets us have one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if sys.platform != "linux" or os.geteuid() or subprocess.run(command, check=False).returncode:
        pytest.skip("only the system's administrator can have a disk of his own")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(path: Path) -> None:
    """Let a file take all the room that its disk has."""
    handle = os.open(path, os.O_CREAT | os.O_WRONLY)
    try:
        while os.write(handle, b"x" * 512):
            pass
    except OSError:
        assert shutil.disk_usage(path).free < 4096
    finally:
        os.close(handle)


def rename_map(window: MainWindow, name: str) -> None:
    window.bridge.run(edit.set_field, "maps", window.bridge.map_id, "name", name)


@pytest.mark.skipif(os.name == "nt", reason="not all of these can be made there")
@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[:24])
def test_any_name_is_saved_twice_and_opened(window, tmp_path, name) -> None:
    path = tmp_path / name
    assert window.files.save_as(path)
    assert window.files.wait_for_save()
    rename_map(window, "Again")
    assert window.files.save()
    assert window.files.wait_for_save()
    title = window.windowTitle()
    assert "\n" not in title
    assert "\u202e" not in title
    assert atomic.backup_of(path, ".bak").exists()
    before = window.bridge.document
    assert window.files.close()
    assert window.files.open(path)
    assert window.bridge.document == before
    assert window.files.standing.access is Access.OWN
    assert window.files.close()
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("name", ["旅" * 84 + ".j", "👩‍🍳" * 22, "n" * 255])
def test_exports_and_backups_fit_long_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    exchange_files.put(path, b"one", overwrite=False)
    exchange_files.put(path, b"two", overwrite=True)
    atomic.replace(path, b"three", keep_as=lambda it: atomic.backup_of(it, ".bak"))
    assert path.read_bytes() == b"three"
    (kept,) = (it for it in tmp_path.iterdir() if it != path)
    assert kept.read_bytes() == b"two"


def test_two_long_names_have_backups_of_their_own(tmp_path: Path) -> None:
    one, other = tmp_path / ("n" * 255), tmp_path / ("n" * 254 + "m")
    assert atomic.backup_of(one, ".bak") != atomic.backup_of(other, ".bak")
    assert atomic.backup_of(tmp_path / "a.journey", ".bak").name == "a.journey.bak"


def test_a_full_disk_leaves_the_file_and_the_work(window, small_disk) -> None:
    path = small_disk / "bakery.journey"
    assert window.files.save_as(path)
    assert window.files.wait_for_save()
    content = path.read_bytes()
    fill(small_disk / "filling")
    rename_map(window, "Not to be lost")
    assert window.files.save()
    assert not window.files.wait_for_save()
    assert "no room left" in window.notices.text
    assert window.files.state is SaveState.CHANGED
    assert path.read_bytes() == content
    offers = [it.text() for it in window.notices.findChildren(QPushButton) if it.isVisible()]
    assert "Save as…" in offers
    (small_disk / "filling").unlink()
    assert window.files.save()
    assert window.files.wait_for_save()


def test_a_disk_that_may_only_be_read_opens_read_only(window, small_disk) -> None:
    path = small_disk / "bakery.journey"
    workspace_file.write(path, templates.sample("corner-bakery"), {})
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert window.files.open(path)
    assert window.files.standing.access is Access.UNWRITABLE
    assert "you may not change" in window.file_bar.text
    assert "(read-only)" in window.windowTitle()
    rename_map(window, "Mine")
    assert window.files.save_as(path)
    assert not window.files.wait_for_save()
    assert window.files.state is SaveState.CHANGED


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOTCONN, "does not answer"),
        (errno.EHOSTDOWN, "does not answer"),
        (errno.ESTALE, "does not answer"),
        (errno.ETIMEDOUT, "does not answer"),
        (errno.EBUSY, "in use by another program"),
        (errno.EIO, "disk reported an error"),
        (errno.EROFS, "may not read or write"),
        (errno.EDQUOT, "no room left"),
    ],
)
def test_what_a_system_says_becomes_a_sentence(number: int, words: str) -> None:
    problem = of_system(OSError(number, os.strerror(number)), Path("/share/mine.journey")).problem
    assert words in sentence(problem)
    assert "mine.journey" in sentence(problem)


def test_an_export_to_a_share_that_is_gone_is_told() -> None:
    error = exchange_files.failure(Path("mine.xlsx"), OSError(errno.EHOSTDOWN, "x"))
    assert isinstance(error, ExchangeError)
    assert "does not answer" in sentence(error.problem)


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.ENOSYS])
def test_a_file_system_that_knows_little_is_enough(tmp_path, monkeypatch, number) -> None:
    """No hard links, nothing to synchronise, no permissions."""

    def refuse(*_arguments: object, **_named: object) -> None:
        raise OSError(number, os.strerror(number))

    path = tmp_path / "mine.journey"
    atomic.replace(path, b"one")
    for name in ("link", "fsync", "chmod"):
        monkeypatch.setattr(os, name, refuse)
    atomic.replace(path, b"two", keep_as=lambda it: atomic.backup_of(it, ".bak"))
    assert path.read_bytes() == b"two"
    assert path.with_name("mine.journey.bak").read_bytes() == b"one"


@pytest.mark.parametrize("moment", [2**34, 253402300800, 2**40, -86400])
def test_a_date_that_no_calendar_has_keeps_nobody_from_opening(window, tmp_path, moment) -> None:
    path = tmp_path / "mine.journey"
    workspace_file.write(path, templates.sample("corner-bakery"), {})
    try:
        os.utime(path, (moment, moment))
    except (OSError, OverflowError):
        pytest.skip("this disk takes no such date")
    assert window.files.open(path)
    rename_map(window, "Mine")
    assert window.files.save()
    assert window.files.wait_for_save()
    assert window.files.close()


def test_settings_that_cannot_be_written_hold_and_are_told_once(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    store = SettingsStore(folder / "settings.json")
    with pytest.raises(StoreError):
        store.set("appearance", "dark")
    told: list[str] = []
    store.on_failure = lambda problem: told.append(sentence(problem))
    store.set("appearance", "dark")
    store.set("paper", "light")
    assert (store.get("appearance"), store.get("paper")) == ("dark", "light")
    assert len(told) == 1


def test_a_disk_that_does_not_answer_can_be_given_up(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    answer, is_answered = threading.Event(), threading.Event()

    def ask() -> None:
        answer.wait(60)
        is_answered.set()

    QTimer.singleShot(0, give_up)
    with pytest.raises(GivenUp):
        ask_disk(ask, "Waiting…", window)
    assert not is_answered.is_set()
    answer.set()


def test_the_window_lives_while_a_disk_is_asked(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    ticks, has_lived = list[int](), threading.Event()
    timer = QTimer()

    def tick() -> None:
        ticks.append(1)
        if len(ticks) > 5:
            has_lived.set()

    timer.timeout.connect(tick)
    timer.start(10)
    # the disk answers once the window has lived
    assert ask_disk(lambda: has_lived.wait(60), "Waiting…", window)


def test_a_dead_share_holds_up_no_list_of_files(tmp_path, monkeypatch) -> None:
    here = tmp_path / "here.journey"
    here.write_bytes(b"")
    dead = tmp_path / "dead.journey"
    answer, is_answered = threading.Event(), threading.Event()
    stat = os.stat

    def slow(path: object, **named: object) -> os.stat_result:
        if str(path) == str(dead):
            answer.wait(60)
            is_answered.set()
        return stat(path, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "stat", slow)
    found = recent_files.written([str(here), str(dead), str(tmp_path / "gone")])
    assert not is_answered.is_set()
    assert list(found) == [str(here), str(dead)]
    assert found[str(here)] is not None
    assert found[str(dead)] is None
    answer.set()
