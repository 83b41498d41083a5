"""The program's own window with a map open, as people have it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.benchmarks.maps import document_of
from tests.benchmarks.screen import SIZE, application
from workbench.store import workspace_file
from workbench.ui.application import make_window
from workbench.ui.main_window import MainWindow

_LONGEST = 120.0


def open_window(touchpoints: int, *, working: bool) -> MainWindow:
    """A window with a map open, painted and analysed, its worker running or at rest.

    It stays open until the process of the measurement ends.
    """
    path = Path(tempfile.mkdtemp(prefix="window-")) / "map.journey"
    workspace_file.write(path, document_of(touchpoints), {})
    window = make_window(application())
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(SIZE)
    window.show()
    QApplication.processEvents()
    window.start_background_work()
    assert window.files.open(path)
    until(lambda: window.bridge.is_analysed, "the map was not analysed")
    # what waits a moment after opening, such as visits, is over
    QTest.qWait(500)
    if not working:
        window.worker.stop()
    return window


def until(is_so: Callable[[], bool], what: str) -> None:
    """Let Qt work until something is so. Raises RuntimeError with `what` where it takes long."""
    begun = perf_counter()
    while not is_so():
        if perf_counter() - begun > _LONGEST:
            raise RuntimeError(what)
        QTest.qWait(5)
