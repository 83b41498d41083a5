"""A process that opens a workspace in our window, and says what memory that takes."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import perf_counter

import psutil

from workbench.ui.load_qt import load_qt

_LONGEST = 120.0


def main(path: Path) -> None:
    # first, as the program does it
    load_qt()
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from workbench.ui.application import make_window

    application = QApplication(["opened"])
    window = make_window(application)
    window.resize(1600, 1000)
    window.painted.connect(window.start_background_work, Qt.ConnectionType.QueuedConnection)
    window.show()
    QTimer.singleShot(0, lambda: window.files.open(path))
    begun = perf_counter()
    while not window.bridge.is_analysed or not window.files.is_open:
        application.processEvents()
        if perf_counter() - begun > _LONGEST:
            raise RuntimeError("the map was not analysed")
    for _ in range(20):
        application.processEvents()
    sys.stdout.write(str(psutil.Process().memory_info().rss / 2**20))
    sys.stdout.flush()
    worker = psutil.Process().children()
    for process in worker:
        process.kill()
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
