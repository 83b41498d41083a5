"""The window on a failing disk: the error is shown, the document stays open and unsaved."""

from __future__ import annotations

import datetime
import logging
import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from tests.reliability.faulty_disk import ERRORS, Disk, failing
from tests.ui.conftest import one_window
from workbench.model.commands import workspace
from workbench.model.document import Document
from workbench.store import journal, recovery, templates, workspace_file
from workbench.ui.files.standing import SaveState
from workbench.ui.main_window import MainWindow

__all__ = ["one_window"]

_log = logging.getLogger("reliability")

NOON = datetime.datetime(2026, 11, 22, 12, 0)

# a question that nobody answers would wait for ever
pytestmark = pytest.mark.timeout(120)

for_good = pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])


@pytest.fixture
def told(one_window: MainWindow) -> list[str]:
    """What the window says that went wrong."""
    texts: list[str] = []
    one_window.files.failed.connect(lambda _problem: texts.append(one_window.notices.text))
    return texts


@pytest.fixture(autouse=True)
def left(one_window: MainWindow):
    yield
    one_window.bridge.undo_stack.setClean()
    one_window.files.close()
    QApplication.processEvents()


def opened(window: MainWindow, path: Path) -> Document:
    """A file, open and changed; gives what it holds."""
    window.bridge.undo_stack.setClean()
    workspace_file.write(path, templates.sample("corner-bakery"), {})
    assert window.files.open(path)
    before = window.bridge.document
    window.bridge.run(workspace.rename, "Changed")
    return before


def saved(window: MainWindow, disk: Disk) -> None:
    with failing(disk):
        window.files.save()
        window.files.wait_for_save()
        QApplication.processEvents()


@for_good
def test_a_save_that_fails_is_shown_and_the_work_stays_unsaved(
    one_window: MainWindow,
    tmp_path: Path,
    told: list[str],
    for_good: bool,
    amount: Callable[[int, int], int],
) -> None:
    folder = tmp_path / "counted"
    folder.mkdir()
    opened(one_window, folder / "shop.journey")
    counted = Disk(folder)
    saved(one_window, counted)
    assert one_window.files.state is SaveState.SAVED
    calls, runs = tuple(counted.log), 0
    for at, where in enumerate(calls):
        for error in ERRORS if amount(0, 1) else [ERRORS[at % len(ERRORS)]]:
            folder = tmp_path / f"{at}-{error}"
            folder.mkdir()
            path = folder / "shop.journey"
            before = opened(one_window, path)
            told.clear()
            disk = Disk(folder, at, error, for_good=for_good)
            saved(one_window, disk)
            runs += 1
            document = one_window.bridge.document
            found = workspace_file.read(path).document
            if one_window.files.state is SaveState.SAVED:
                # the call was one of those that a save can do without
                assert found == document, where
            else:
                assert one_window.files.state is SaveState.CHANGED, where
                assert found in (before, document), where
                assert told, where
                assert "shop.journey" in told[0], where
            assert document.workspace.name == "Changed", where
            if for_good and found == document:
                # the disk went between replacing the file and looking at it: as far as the
                # window knows it was somebody else, and the next save asks
                continue
            # on a disk that is well again it is saved
            one_window.files.save()
            one_window.files.wait_for_save()
            assert workspace_file.read(path).document == document, where
    _log.info("%d calls of the window's save failed in %d runs", len(calls), runs)


def left_by_a_crash(path: Path) -> recovery.Unsaved:
    """A journal of a process that is gone, about a file; gives the work in it."""
    base = templates.sample("corner-bakery")
    fingerprint = workspace_file.write(path, base, {})
    first = journal.beginning(base, "shop", path, fingerprint)
    folder = journal.journal_folder()
    kept = journal.Journal(
        folder / f"left{journal.ENDING}", msgspec.structs.replace(first, process=2**30), {}
    )
    kept.edit(workspace.rename(base, "Before the crash"), NOON)
    kept.let_go()
    (work,) = recovery.survey(folder).works
    return work


def works_on_disk() -> list[Document]:
    """The work of every journal that there is, whoever writes it."""
    found = []
    for path in journal.journal_folder().rglob(f"*{journal.ENDING}"):
        found.append(journal.unsaved(path).document)
    return found


@for_good
def test_a_second_failure_while_recovering_loses_nothing(
    one_window: MainWindow,
    tmp_path: Path,
    own_places: Path,
    for_good: bool,
    amount: Callable[[int, int], int],
) -> None:
    def restored(disk: Disk, path: Path) -> Document:
        work = left_by_a_crash(path)
        with failing(disk):
            assert one_window.files.restore(work)
            one_window.keeper.wait()
            QApplication.processEvents()
        return work.document

    troubles: list[object] = []
    one_window.keeper.trouble_changed.connect(troubles.append)
    counted = Disk(own_places)
    restored(counted, tmp_path / "counted.journey")
    calls, runs = tuple(counted.log), 0
    assert len(calls) > 10
    for at, where in enumerate(calls):
        for error in ERRORS if amount(0, 1) else [ERRORS[at % len(ERRORS)]]:
            one_window.bridge.undo_stack.setClean()
            one_window.files.close()
            one_window.keeper.wait()
            for path in journal.journal_folder().rglob(f"*{journal.ENDING}"):
                path.unlink()
            troubles.clear()
            disk = Disk(own_places, at, error, for_good=for_good)
            document = restored(disk, tmp_path / f"{at}-{error}.journey")
            assert one_window.bridge.document == document, where
            assert one_window.files.state is SaveState.CHANGED, where
            assert document in works_on_disk(), (where, os.strerror(error))
            if for_good and disk.failed and f"{journal.ENDING}." in where:
                assert troubles, where
            runs += 1
    _log.info("%d calls of a recovery failed in %d runs", len(calls), runs)
