"""The window as a whole: how long a start takes, and whether typing ever waits."""

from __future__ import annotations

import itertools
import logging
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from tests.benchmarks.bare_view import BareView
from tests.helpers.big_map import big_map
from tests.helpers.stopwatch import ratio
from workbench.ui.main_window import MainWindow

ROOT = Path(__file__).parents[2]
BARE = """
import os, sys
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv[:1])
window = QMainWindow()
window.resize(1600, 1000)
window.show()
application.processEvents()
os._exit(0)
"""
OURS = """
import os, sys
from PySide6.QtWidgets import QApplication
import workbench.commandline.run
from workbench.ui.application import make_window
application = QApplication(sys.argv[:1])
window = make_window(application)
window.show()
application.processEvents()
os._exit(0)
"""


def test_from_the_start_of_the_process_to_the_painted_start_page(tmp_path: Path):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(tmp_path)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def start(script: str) -> None:
        subprocess.run([sys.executable, "-c", script], env=environment, check=True, timeout=60)

    assert ratio(lambda _: start(OURS), lambda _: start(BARE), runs=5, warm_up=1) < 5


def test_typing_never_waits_for_the_findings(window: MainWindow, qtbot):
    window.files.new("template", "blank")
    window.bridge.load(big_map(1000))
    qtbot.waitUntil(lambda: len(window.bridge.findings) > 100, timeout=20_000)
    window.bridge.select([("touchpoints", "tp-00002")])
    field = window.inspector.form().parts["title"].control
    field.setFocus()
    QTest.qWait(300)

    def longest_block(work: Callable[[], None]) -> float:
        """The longest time in ms in which nothing else got its turn."""
        turns = [perf_counter()]
        timer = QTimer()
        timer.timeout.connect(lambda: turns.append(perf_counter()))
        timer.start(0)
        work()
        QTest.qWait(150)
        timer.stop()
        turns.append(perf_counter())
        return 1000 * max(b - a for a, b in itertools.pairwise(turns))

    def type_ten() -> None:
        for letter in "cheap loaf":
            QTest.keyClick(field, letter)
            QTest.qWait(10)

    longest_block(type_ten)
    typing = statistics.median(longest_block(type_ten) for _ in range(5))
    idle = statistics.median(longest_block(lambda: QTest.qWait(100)) for _ in range(5))
    bare = BareView(window.view)
    qtbot.addWidget(bare)
    bare.show()
    QTest.qWait(100)
    frame = statistics.median(longest_block(lambda: bare.frame(0)) for _ in range(5))
    assert window.bridge.document.touchpoints["tp-00002"].title.startswith("cheap loaf")
    logging.getLogger("benchmarks").info(
        "%.1f ms typing, %.1f ms idle, %.1f ms a bare frame", typing, idle, frame
    )
    assert typing - idle < 10 * frame
