"""How long the window is held: a watchdog's worst wait for its turn, and how soon cancel acts."""

from __future__ import annotations

import itertools
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import psutil
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressDialog

from tests.benchmarks.measuring import Pairs, Work, in_turn
from tests.benchmarks.row import SIZES, of_subject
from tests.benchmarks.screen import press
from tests.benchmarks.window import open_window, until
from tests.helpers.canvas import middle_of
from workbench.model.commands import edit
from workbench.ui.main_window import MainWindow

_ROUNDS = 5
_EVENTS = 100
"""Of each round: five hundred in all."""
_PACE_MS = 2
_CARD = "tp-00002"


def _longest_block(work: Callable[[], object]) -> float:
    """The longest time in seconds in which nothing but the work got its turn."""
    turns = [perf_counter()]
    watchdog = QTimer()
    watchdog.timeout.connect(lambda: turns.append(perf_counter()))
    watchdog.start(0)
    work()
    watchdog.stop()
    turns.append(perf_counter())
    return max(later - earlier for earlier, later in itertools.pairwise(turns))


def _against_idle(act: Callable[[int], object]) -> Pairs:
    """Rounds of events, told their number, in turn with rounds in which none come."""

    def busy(run: int) -> float:
        def events() -> None:
            for event in range(_EVENTS):
                act(run * _EVENTS + event)
                QTest.qWait(_PACE_MS)

        return _longest_block(events)

    return _beside_idle(busy)


def _beside_idle(work: Work) -> Pairs:
    """Rounds of work in turn with rounds of the same length in which nothing is done."""
    lengths: list[float] = []

    def busy(run: int) -> float:
        begun = perf_counter()
        longest = work(run)
        lengths.append(perf_counter() - begun)
        return longest

    def idle(_run: int) -> float:
        # what the work left to be done is no idle time
        QTest.qWait(300)
        return _longest_block(lambda: QTest.qWait(round(1000 * lengths[-1])))

    return in_turn(busy, idle, runs=_ROUNDS, warm_up=1)


def typing(touchpoints: int) -> Pairs:
    """Letters into the field of a card's title, with all that follows a letter."""
    window = open_window(touchpoints, working=True)
    window.bridge.select([("touchpoints", _CARD)])
    field = window.inspector.form().parts["title"].control
    field.setFocus()

    def type_letter(event: int) -> None:
        if event % 40 == 0:
            field.clear()
        QTest.keyClick(field, "abcdefghij"[event % 10])

    return _against_idle(type_letter)


def dragging(touchpoints: int) -> Pairs:
    """A card over the map and back, held all the time."""
    window = open_window(touchpoints, working=True)
    view = window.view
    start = middle_of(view, _CARD)

    def move(event: int) -> None:
        way = event % 60 if event % 120 < 60 else 60 - event % 60
        QTest.mouseMove(view.viewport(), start + QPoint(9 * way, 5 * way))

    press(view, start)
    return _against_idle(move)


def analysing(touchpoints: int) -> Pairs:
    """Scores that change, and the findings that come back from the worker after each."""
    window = open_window(touchpoints, working=True)

    def change(event: int) -> None:
        # now and then the hand rests, so that findings are asked for
        if event % 20 == 0:
            value = float(1 + event // 20 % 10)
            window.bridge.run(
                edit.set_field, "touchpoints", f"tp-{event % 30:05}", "satisfaction", value
            )

    return _against_idle(change)


def exporting(touchpoints: int) -> Pairs:
    """While the worker writes a workbook."""
    window = open_window(touchpoints, working=True)
    path = Path(tempfile.mkdtemp(prefix="threads-")) / "out.xlsx"

    def work(_run: int) -> float:
        path.unlink(missing_ok=True)

        def export() -> None:
            window.transfers.export_workbook(path)
            until(path.exists, "no workbook was written")
            QTest.qWait(200)

        return _longest_block(export)

    return _beside_idle(work)


def importing(touchpoints: int) -> Pairs:
    """While a workbook of ours is read and compared; nothing in it is new."""
    window = open_window(touchpoints, working=True)
    told: list[object] = []
    window.transfers.told.connect(told.append)
    window.transfers.failed.connect(told.append)
    path = _workbook(touchpoints)

    def work(_run: int) -> float:
        told.clear()

        def read() -> None:
            window.transfers.import_workbook(path)
            until(lambda: bool(told), "the workbook was not read")
            if not isinstance(told[0], str):
                raise RuntimeError(f"the workbook was not read: {told[0]}")
            QTest.qWait(200)

        return _longest_block(read)

    return _beside_idle(work)


def cancel_export(touchpoints: int) -> Pairs:
    path = Path(tempfile.mkdtemp(prefix="threads-")) / "out.xlsx"
    return _cancelled(touchpoints, lambda window: window.transfers.export_workbook(path))


def cancel_import(touchpoints: int) -> Pairs:
    path = _workbook(touchpoints)
    return _cancelled(touchpoints, lambda window: window.transfers.import_workbook(path))


def _cancelled(touchpoints: int, begin: Callable[[MainWindow], object]) -> Pairs:
    """From the click on Cancel until the processes that worked are gone."""
    window = open_window(touchpoints, working=True)
    taken = []
    for _run in range(_ROUNDS + 1):
        begin(window)
        process = psutil.Process(window.worker.process_id)
        # some way into the work
        QTest.qWait(50)
        working = [process, *process.children(recursive=True)]
        dialog = window.findChildren(QProgressDialog)[-1]
        begun = perf_counter()
        dialog.canceled.emit()
        _wait_for_end(working)
        taken.append(perf_counter() - begun)
        QTest.qWait(300)
    return Pairs(tuple(taken[1:]), ())


def _wait_for_end(working: Sequence[psutil.Process]) -> None:
    until(lambda: all(map(_has_ended, working)), "what was cancelled goes on")


def _has_ended(process: psutil.Process) -> bool:
    try:
        # one that is only waiting for its exit code to be asked for does nothing any more
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def _workbook(touchpoints: int) -> Path:
    """A workbook of ours, written by another process: what that leaves behind stays there."""
    path = Path(tempfile.mkdtemp(prefix="threads-")) / "map.xlsx"
    command = [sys.executable, "-m", "tests.benchmarks.workbook", str(touchpoints), str(path)]
    subprocess.run(command, check=True)
    return path


_LIMITS = {30: 16.0, 1000: 16.0, 10_000: 33.0}
_CANCEL = dict.fromkeys(SIZES, 200.0)
_block = of_subject(
    "thread",
    baseline="worst block of an idle window",
    limits=_LIMITS,
    beyond_baseline=True,
    quick=(1000,),
    part=1.0,
)
_cancel = of_subject("thread.cancel", baseline="–", limits=_CANCEL, quick=(1000,))

ROWS = (
    *(
        _block(measure.__name__, f"worst block of the window while {measure.__name__}", measure)
        for measure in (typing, dragging, analysing, exporting, importing)
    ),
    _cancel("export", "from Cancel until the export has ended", cancel_export),
    _cancel("import", "from Cancel until the import has ended", cancel_import),
)
