"""Files that nobody could read are read beside the window, which goes on and can call it off."""

from __future__ import annotations

import gc
import time

import psutil
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton

from tests.exchange.hostile.corpus import hostile
from workbench.store.settings_file import SettingsStore

HEAVY = ("bomb-in-one-part.xlsx", "honest-million-rows.xlsx", "lying-size.xls", "million-rows.csv")


@pytest.fixture(autouse=True)
def impatient():
    """Reading may take one second; settled before the window starts its worker."""
    SettingsStore().set("reading_seconds", 1)


class Watchdog:
    """The longest that the window was away from its events: computing, and by the clock."""

    def __init__(self, parent) -> None:
        self.computing = self.away = 0.0
        self._last = (time.thread_time(), time.monotonic())
        timer = QTimer(parent)
        timer.timeout.connect(self._tick)
        timer.start(5)

    def _tick(self) -> None:
        now = (time.thread_time(), time.monotonic())
        self.computing = max(self.computing, now[0] - self._last[0])
        self.away = max(self.away, now[1] - self._last[1])
        self._last = now


def written(name, folder):
    path = folder / name
    path.write_bytes(next(case for case in hostile() if case.name == name).make())
    return path


def seconds_of(work):
    """How long this thread computes."""
    began = time.thread_time()
    work()
    return time.thread_time() - began


def waiting(window):
    """The window with a progress dialog before it, painted."""
    dialog = QProgressDialog("", "", 0, 0, window)
    dialog.show()
    window.grab()
    dialog.grab()
    dialog.close()
    dialog.deleteLater()


def readers(window):
    """The processes that read for the window’s worker."""
    return psutil.Process(window.worker.process_id).children()


@pytest.mark.parametrize("name", HEAVY)
def test_the_window_goes_on_while_a_hostile_file_is_read(name, window, qtbot, tmp_path):
    window.files.new("sample", "corner-bakery")
    path = written(name, tmp_path)
    # the findings of the new workspace have arrived, so that only the reading is measured
    qtbot.wait(500)
    before = window.bridge.document
    painting = max(seconds_of(lambda: waiting(window)) for _ in range(3))
    # a window where nothing moves for two seconds looks for garbage
    resting = max(seconds_of(gc.collect) for _ in range(3))
    watchdog, began = Watchdog(window), time.monotonic()
    with qtbot.waitSignal(window.transfers.failed, timeout=60_000) as failed:
        window.transfers.import_workbook(path)
    assert failed.args[0].code.startswith("workbook.")
    # it shows the progress and paints itself, and does nothing else
    assert watchdog.computing < 4 * painting + 2 * resting
    assert watchdog.away < (time.monotonic() - began) / 2
    assert window.bridge.document is before
    assert readers(window) == []


def test_cancel_ends_the_reading_at_once(window, qtbot, tmp_path):
    window.files.new("sample", "corner-bakery")
    path = written("honest-million-rows.xlsx", tmp_path)
    window.transfers.import_workbook(path)
    qtbot.waitUntil(lambda: bool(readers(window)), timeout=60_000)
    (reader,) = readers(window)
    worker = psutil.Process(window.worker.process_id)
    qtbot.waitUntil(
        lambda: isinstance(QApplication.activeModalWidget(), QProgressDialog), timeout=60_000
    )
    cancel = QApplication.activeModalWidget().findChild(QPushButton)
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    _, alive = psutil.wait_procs([worker, reader], timeout=30)
    assert alive == []
    assert window.worker.is_running
