"""Exports and the worker behind them: cancelled, killed, and killed again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QProgressDialog, QPushButton

from workbench.exchange.files import remove_leftover
from workbench.ui.main_window import MainWindow

_WRITES_FOR_EVER = """
import os, sys, time
from pathlib import Path
os.fsync = lambda _file: time.sleep(600)
from workbench.exchange import files
files.put(Path(sys.argv[1]), b"half", overwrite=True)
"""


@pytest.fixture
def bakery(window: MainWindow, qtbot) -> MainWindow:
    window.files.new("sample", "corner-bakery")
    qtbot.waitUntil(lambda: len(window.bridge.findings) > 0, timeout=20_000)
    return window


def test_a_cancelled_export_leaves_nothing_and_the_worker_goes_on(bakery, qtbot, tmp_path):
    path = tmp_path / "bakery.xlsx"
    path.write_bytes(b"what was there")
    before = bakery.worker.process_id
    bakery.transfers.export_workbook(path)
    (progress,) = bakery.findChildren(QProgressDialog)
    progress.findChild(QPushButton).click()
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b"what was there"
    assert bakery.worker.process_id not in (0, before)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not bakery.findChildren(QProgressDialog)
    bakery.bridge.set_findings(())
    qtbot.waitUntil(lambda: len(bakery.bridge.findings) > 0, timeout=20_000)
    assert not bakery.notices.text


def test_what_a_killed_writer_left_beside_the_file_is_removed(tmp_path):
    path = tmp_path / "bakery [1].xlsx"
    other = tmp_path / ".bakery [1].xlsx.1.mine.tmp"
    other.write_bytes(b"somebody else's")
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", _WRITES_FOR_EVER, str(path)], cwd=root) as writer:
        deadline = time.monotonic() + 20
        while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        writer.kill()
    assert len(list(tmp_path.iterdir())) == 2
    remove_leftover(path, writer.pid)
    assert list(tmp_path.iterdir()) == [other]


def test_an_export_whose_worker_dies_says_so_and_the_next_one_works(bakery, qtbot, tmp_path):
    path = tmp_path / "bakery.xlsx"
    with qtbot.waitSignal(bakery.transfers.failed, timeout=10_000):
        bakery.transfers.export_workbook(path)
        os.kill(bakery.worker.process_id, signal.SIGKILL)
    assert not path.exists()
    with qtbot.waitSignal(bakery.transfers.told, timeout=30_000):
        bakery.transfers.export_workbook(path)
    assert path.exists()


def test_a_worker_that_dies_at_every_start_is_let_be_and_comes_when_asked(bakery, qtbot, tmp_path):
    known = bakery.bridge.findings
    # it ran, then was started three times more
    for _ in range(4):
        assert bakery.worker.is_running
        with qtbot.waitSignal(bakery.worker.broke, timeout=10_000):
            os.kill(bakery.worker.process_id, signal.SIGKILL)
    assert not bakery.worker.is_running
    assert "again and again" in bakery.notices.text
    assert bakery.bridge.findings == known
    bakery.switcher.duplicate(0)
    assert bakery.isVisible()
    with qtbot.waitSignal(bakery.transfers.told, timeout=30_000):
        bakery.transfers.export_workbook(tmp_path / "bakery.xlsx")


def test_an_export_holds_the_moment_it_was_asked_for(bakery, qtbot, tmp_path):
    import openpyxl

    from workbench.model.commands import edit

    bridge = bakery.bridge
    with qtbot.waitSignal(bakery.transfers.told, timeout=30_000):
        bakery.transfers.export_workbook(tmp_path / "bakery.xlsx")
        bridge.run(edit.set_field, "maps", bridge.map_id, "name", "Renamed meanwhile")
    book = openpyxl.load_workbook(tmp_path / "bakery.xlsx")
    named = {cell.value for row in book["Maps"].iter_rows() for cell in row}
    assert "Renamed meanwhile" not in named
    assert "First-time visitors" in named
