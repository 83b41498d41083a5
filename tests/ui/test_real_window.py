"""The window on a real X server, where a virtual one is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from workbench.ui.application import make_window
from workbench.ui.start.start_page import Tile

application = QApplication(sys.argv[:1])
window = make_window(application)
window.resize(1200, 800)
window.show()
assert QTest.qWaitForWindowExposed(window, 20_000)
window.start_background_work()
tiles = {tile.accessibleName(): tile for tile in window.start_page.findChildren(Tile)}
QTest.mouseClick(tiles["Corner bakery"], Qt.MouseButton.LeftButton)
for _ in range(200):
    if window.bridge.findings:
        break
    QTest.qWait(50)
QTest.qWait(300)
seen = application.primaryScreen().grabWindow(0).toImage()
colours = {seen.pixelColor(x, y).name() for x in range(0, 1200, 7) for y in range(0, 800, 7)}
print(application.platformName(), len(window.bridge.findings), len(colours))
window.bridge.undo_stack.setClean()
window.close()
"""


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of our own; gives its name."""
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("no virtual X server (Xvfb) is installed")
    read, write = os.pipe()
    with subprocess.Popen(
        [server, "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        yield f":{number}"
        running.terminate()


def test_a_sample_is_opened_by_mouse_on_a_real_screen(display: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    platform, findings, colours = done.stdout.split()
    assert platform == "xcb"
    assert int(findings) > 0
    # an empty or black screen has a handful; the map with its cards has hundreds
    assert int(colours) > 20
