"""Errors nobody expected, in every place where Qt calls us: told, logged, and survived."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.store import workspace_file

ROOT = Path(__file__).parents[2]

SCRIPT = """
import json, logging, os, sys, threading
from pathlib import Path

from workbench.ui.load_qt import load_qt
# first, as the program does it
load_qt()
from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QAbstractTableModel, QEvent, QObject, QRunnable, QThreadPool, QTimer
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from workbench.model.commands import edit
from workbench.ui import application
from workbench.ui.main_window import MainWindow

told, spoken, kept = [], [], []


class Painter(QtWidgets.QWidget):
    def paintEvent(self, event):
        painter = QtGui.QPainter(self)
        raise ValueError("a painter")


class Item(QtWidgets.QGraphicsItem):
    def boundingRect(self):
        return QRectF(0, 0, 400, 400)

    def paint(self, painter, option, widget):
        painter.save()
        raise ValueError("an item")


class Filter(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.MouseButtonPress:
            raise ValueError("an event filter")
        return False


class Keys(QtWidgets.QWidget):
    def keyPressEvent(self, event):
        raise ValueError("a key")


class Table(QAbstractTableModel):
    def rowCount(self, *_):
        return 3

    def columnCount(self, *_):
        return 3

    def data(self, index, role):
        raise ValueError("a table")


class Work(QRunnable):
    def run(self):
        raise ValueError("a runnable")


class Thread(QtCore.QThread):
    def run(self):
        raise ValueError("a thread of Qt")


class Parting:
    def __del__(self):
        raise ValueError("a parting")


def fail(text):
    raise ValueError(text)


def shown(widget):
    kept.append(widget)
    widget.resize(100, 100)
    widget.show()
    return widget


def by_filter():
    button = shown(QtWidgets.QPushButton())
    kept.append(Filter())
    button.installEventFilter(kept[-1])
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def by_table():
    table = shown(QtWidgets.QTableView())
    kept.append(Table())
    table.setModel(kept[-1])


def by_thread(thread):
    kept.append(thread)
    thread.start()
    getattr(thread, "join", getattr(thread, "wait", None))()


def by_pool(work):
    QThreadPool.globalInstance().start(work)
    QThreadPool.globalInstance().waitForDone()


def by_signal(window):
    window.bridge.changed.connect(lambda *_: fail("a listener"))
    window.bridge.run(edit.set_field, *first(window), "title", "Renamed")


def first(window):
    return "touchpoints", next(iter(window.bridge.document.touchpoints))


def main():
    app = QApplication([])
    when_started(os.abort if "crash" in sys.argv else provoke)
    if "early" in sys.argv:
        QTimer.singleShot(0, lambda: fail("an early timer"))
    code = application.run(None)
    print(json.dumps({"code": code, "told": told, "spoken": spoken}))


def when_started(act):
    # the log is written once the window was painted
    if any(hasattr(it, "baseFilename") for it in logging.getLogger("workbench").handlers):
        QTimer.singleShot(300, act)
    else:
        QTimer.singleShot(20, lambda: when_started(act))


def provoke():
    app = QApplication.instance()
    (window,) = (it for it in app.topLevelWidgets() if isinstance(it, MainWindow))
    spoken.append(window.notices.text)
    window.unexpected.connect(told.append)
    window.settings.set("tour_done", True)
    window.files.new("sample", "corner-bakery")
    app.processEvents()
    painter, keys = Painter(), Keys()
    frames = QTimer()
    frames.timeout.connect(lambda: (painter.update(), window.view.viewport().update()))
    for act in (
        lambda: QTimer.singleShot(0, lambda: fail("a timer")),
        lambda: by_signal(window),
        lambda: by_filter(),
        lambda: QTest.keyClick(shown(keys), Qt.Key.Key_A),
        lambda: by_table(),
        lambda: by_pool(Work()),
        lambda: by_pool(lambda: fail("a pool")),
        lambda: by_thread(Thread()),
        lambda: by_thread(threading.Thread(target=lambda: fail("a thread"))),
        lambda: Parting(),
        lambda: shown(painter),
        lambda: (kept.append(Item()), window.view.scene().addItem(kept[-1])),
    ):
        try:
            act()
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
        app.processEvents()
    spoken.append(window.notices.text)
    # more than two hundred frames, each of which fails twice
    frames.start(1)
    QTimer.singleShot(int(os.environ["FRAMES_MS"]), lambda: end(window, painter))


def end(window, painter):
    painter.hide()
    window.bridge.run(edit.set_field, *first(window), "remarks", "Written after all that")
    path = Path(os.environ["SAVED"])
    window.files.save_as(path)
    window.files.wait_for_save()
    window.close()
    QApplication.quit()


main()
"""

PLACES = {
    "a timer", "a listener", "an event filter", "a key", "a table", "a runnable", "a pool",
    "a thread of Qt", "a thread", "a parting", "a painter", "an item",
}  # fmt: skip


def run(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The program with its window, offscreen, and the errors of the script in it."""
    script = tmp_path / "provoke.py"
    script.write_text(SCRIPT)
    return run_script(script, *arguments)


def run_script(script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What came of a script in a process of its own, offscreen."""
    return subprocess.run(
        [sys.executable, script, *arguments],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": "offscreen",
            "SAVED": str(script.with_name("after.journey")),
            "FRAMES_MS": "400",
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, str, Path, str]:
    """What came of a run: the answer of the script, the log, the file saved last, the output."""
    folder = tmp_path_factory.mktemp("unexpected")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        done = run(folder, "early")
    assert done.returncode == 0, done.stderr
    (log,) = folder.rglob("workbench.log")
    answer = json.loads(done.stdout.splitlines()[-1])
    return answer, log.read_text(encoding="utf-8"), folder / "after.journey", done.stderr


def test_every_error_is_told_in_a_sentence_with_its_details(outcome) -> None:
    answer = outcome[0]
    told = {place: [text for text in answer["told"] if f": {place}" in text] for place in PLACES}
    assert {place for place, texts in told.items() if not texts} == set()
    for text in answer["told"]:
        first, _, details = text.partition("\n\n")
        assert first.startswith("Something went wrong that the program did not expect: ")
        assert "Traceback (most recent call last)" in details
    assert answer["spoken"][1].startswith("Something unexpected went wrong.")


def test_every_error_is_in_the_log(outcome) -> None:
    log = outcome[1]
    assert {place for place in PLACES if f": {place}" not in log} == set()


def test_what_fails_with_every_frame_is_told_once(outcome) -> None:
    answer, log = outcome[:2]
    for place in ("a painter", "an item"):
        assert sum(f": {place}" in text for text in answer["told"]) == 1, place
        assert "10 times so far" in log
    assert len(log) < 100_000


def test_work_goes_on_and_is_saved(outcome) -> None:
    answer, _, path, _ = outcome
    assert answer["code"] == 0
    document = workspace_file.read(path).document
    assert any(it.remarks == "Written after all that" for it in document.touchpoints.values())


def test_an_error_before_the_window_is_painted_is_logged_and_told(outcome) -> None:
    answer, log, _, output = outcome
    assert ": an early timer" in log
    assert answer["spoken"][0].startswith("Something unexpected went wrong.")
    assert ": an early timer" in output


WITHIN = """
import json, sys

from workbench.store.unexpected import install_exception_hook
from workbench.ui.load_qt import load_qt
# first, as the program does it
load_qt()
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QEvent, QObject, QRectF, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsScene, QGraphicsView
from PySide6.QtWidgets import QTableView, QWidget


def divide():
    return 1 / 0


def look_up():
    return [][0]


def unpack():
    first, second = 1,


def call_wrongly():
    return divide("superfluous")


class Painter(QWidget):
    def paintEvent(self, event):
        # ended here, since the picture it is grabbed into is gone before the error is
        with QPainter(self):
            fail()


class Table(QAbstractTableModel):
    def rowCount(self, *_):
        return 1

    def columnCount(self, *_):
        return 1

    def data(self, index, role):
        fail()


class Filter(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.User:
            fail()
        return False


class Item(QGraphicsItem):
    def boundingRect(self):
        return QRectF(0, 0, 40, 40)

    def paint(self, painter, option, widget):
        painter.save()
        fail()


def paint():
    Painter().grab()


def show_table():
    table, model = QTableView(), Table()
    table.setModel(model)
    table.grab()


def filter_event():
    watched, filter = QObject(), Filter()
    watched.installEventFilter(filter)
    QCoreApplication.sendEvent(watched, QEvent(QEvent.Type.User))


def paint_item():
    scene, item = QGraphicsScene(), Item()
    scene.addItem(item)
    QGraphicsView(scene).grab()


def provoke():
    global fail
    fail = failures.pop(0)
    QTimer.singleShot(0, provoke if failures else application.quit)
    act()


act = globals()[sys.argv[1]]
failures = [divide, look_up, unpack, call_wrongly]
told = []
install_exception_hook(told.append)
application = QApplication([])
QTimer.singleShot(0, provoke)
application.exec()
print(json.dumps(told))
"""


@pytest.mark.parametrize("act", ["paint", "show_table", "filter_event", "paint_item"])
def test_what_python_raises_while_qt_is_called_is_told_like_the_rest(
    tmp_path: Path, act: str
) -> None:
    script = tmp_path / "within.py"
    script.write_text(WITHIN)
    done = run_script(script, act)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    for kind, place in (
        ("ZeroDivisionError", "divide"),
        ("IndexError", "look_up"),
        ("ValueError", "unpack"),
        ("TypeError", "call_wrongly"),
    ):
        (text,) = (it for it in told if f": {kind}:" in it.partition("\n")[0])
        # what was called is told, and where it failed
        assert f"in {act}\n" in text
        assert f"in {place}\n" in text


EARLY = """
import os, sys
import workbench.ui.main_window


class Window(workbench.ui.main_window.MainWindow):
    def __init__(self, *arguments):
        if "abort" in sys.argv:
            os.abort()
        raise ValueError("before there is a window")


workbench.ui.main_window.MainWindow = Window
from workbench import __main__
sys.exit(__main__.open_window(None))
"""


@pytest.mark.parametrize(
    ("how", "name", "text"),
    [
        ("raise", "workbench.log", "ValueError: before there is a window"),
        ("abort", "crash.log", "Fatal Python error: Aborted"),
    ],
)
def test_a_start_that_fails_leaves_a_trace(
    own_places: Path, tmp_path: Path, how: str, name: str, text: str
) -> None:
    script = tmp_path / "early.py"
    script.write_text(EARLY)
    done = run_script(script, how)
    assert done.returncode != 0
    if how == "raise":
        assert text in done.stderr
    (trace,) = own_places.rglob(name)
    assert text in trace.read_text()


def test_the_next_start_tells_of_a_crash(tmp_path: Path, own_places: Path) -> None:
    assert run(tmp_path, "crash").returncode != 0
    (stack,) = own_places.rglob("crash.log")
    assert "Aborted" in stack.read_text()
    answer = json.loads(run(tmp_path).stdout.splitlines()[-1])
    assert answer["spoken"][0].startswith("The program ended unexpectedly the last time.")
