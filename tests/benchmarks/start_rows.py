"""From the start of a process until its window is painted."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from tests.benchmarks.child import ROOT, environment
from tests.benchmarks.measuring import Pairs, Work, in_turn
from tests.benchmarks.row import Row
from workbench.store import templates, workspace_file

_SAMPLE = "corner-bakery"

_BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: print("painted", flush=True))


application = QApplication(sys.argv[:1])
window = Window()
window.resize(1600, 1000)
window.show()
application.exec()
"""

_OURS = """
import sys
from workbench.ui.load_qt import load_qt
# first, as the program does it
load_qt()
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
import workbench.ui.main_window
from workbench.__main__ import main


class Watch(QObject):
    window = None

    def eventFilter(self, watched, event):
        # an empty canvas is not yet what was asked for
        if event.type() == QEvent.Type.Paint and self.window.bridge.document.touchpoints:
            # told once this frame is flushed, before whatever waits for it to be on the screen
            told = QEvent(QEvent.Type.User)
            QCoreApplication.postEvent(self, told, Qt.EventPriority.HighEventPriority.value)
        return False

    def customEvent(self, event):
        tell()


def tell():
    print("painted", flush=True)


class Window(workbench.ui.main_window.MainWindow):
    '''Tells when the page that was asked for is painted.'''

    def __init__(self, *arguments):
        super().__init__(*arguments)
        if len(sys.argv) == 1:
            # told once this frame is flushed; the program waits for that as well, but later
            self.painted.connect(tell, Qt.ConnectionType.QueuedConnection)
        watch.window = self

    def build_workbench(self):
        is_new = not self._is_built
        super().build_workbench()
        if is_new and len(sys.argv) > 1:
            self.view.viewport().installEventFilter(watch)


watch = Watch()
workbench.ui.main_window.MainWindow = Window
sys.exit(main())
"""


def start_page(_touchpoints: int) -> Pairs:
    return _starts([])


def sample(_touchpoints: int) -> Pairs:
    with tempfile.TemporaryDirectory(prefix="start-") as place:
        path = Path(place) / "sample.journey"
        workspace_file.write(path, templates.new_workspace("sample", _SAMPLE), {})
        return _starts([str(path)])


def _starts(arguments: list[str]) -> Pairs:
    # a process that was just killed may still have written something
    with tempfile.TemporaryDirectory(prefix="start-", ignore_cleanup_errors=True) as home:
        # compiled once, as an installed program is
        surroundings = environment(Path(home)) | {"PYTHONPYCACHEPREFIX": f"{home}/compiled"}
        surroundings.pop("PYTHONDONTWRITEBYTECODE", None)

        def start(script: str, given: list[str]) -> Work:
            def work(_run: int) -> float:
                begun = perf_counter()
                process = subprocess.Popen(
                    [sys.executable, "-c", script, *given],
                    cwd=ROOT,
                    env=surroundings,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    text=True,
                )
                assert process.stdout is not None
                said = process.stdout.readline()
                taken = perf_counter() - begun
                process.kill()
                process.wait()
                process.stdout.close()
                if said.strip() != "painted":
                    raise RuntimeError("the window was not painted")
                return taken

            return work

        return in_turn(start(_OURS, arguments), start(_BARE, []), runs=9, warm_up=2)


ROWS = (
    Row(
        code="start.page",
        work="process start to painted start page",
        baseline="bare QMainWindow to first paint",
        measure=start_page,
        most=1.3,
        sizes=(30,),
        judged=(30,),
        quick=(30,),
    ),
    Row(
        code="start.sample",
        work="process start to painted bakery sample",
        baseline="bare QMainWindow to first paint",
        measure=sample,
        most=1.8,
        sizes=(30,),
        judged=(30,),
        quick=(30,),
    ),
)
