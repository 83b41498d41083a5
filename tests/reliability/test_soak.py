"""A long day in the real window: nothing grows that nobody asked for."""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import random
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import psutil
import pytest
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QObject,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from tests.reliability.daily_work import Hand
from tests.ui.conftest import window
from workbench.settings import data_folder
from workbench.store import templates, workspace_file
from workbench.ui.main_window import MainWindow

__all__ = ["window"]

_log = logging.getLogger("reliability")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="counts what /proc tells")

ROUNDS, ACTIONS, SAVES = (5, 40), (48, 750), (2, 12)
"""How many rounds there are, and what each has; before and after each everything is counted."""
SEEDS = (1, 5)
"""How many different rounds there are: the same one again finds the same."""
MOST_GROWTH = 1.05


class Count(msgspec.Struct):
    """What there is when the same workspace was just opened and nothing is under way."""

    memory: int
    worker: int
    handles: int
    objects: int
    items: int
    threads: int
    files: int


def counted(window: MainWindow, reference: Path, places: tuple[Path, ...]) -> Count:
    """Open the reference workspace and count."""
    window.bridge.undo_stack.setClean()
    assert window.files.open(reference)
    window.resize(1600, 1000)
    window.keeper.wait()
    for _ in range(5):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    # as the window does in a long rest
    gc.unfreeze()
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    own = psutil.Process()
    worker = window.worker.process_id
    return Count(
        memory=own.memory_info().rss,
        worker=psutil.Process(worker).memory_info().rss if worker else 0,
        handles=len(os.listdir("/proc/self/fd")),
        objects=sum(objects_below(top) for top in QApplication.topLevelWidgets()),
        items=len(window.view.scene().items()),
        threads=own.num_threads(),
        files=sum(len(names) for place in places for _, _, names in os.walk(place)),
    )


def objects_below(top: QObject) -> int:
    """How many objects of Qt there are from here on down.

    By the line that Qt prints of each: asked for one by one, each would get an object of Python
    that stays as long as the window.
    """
    lines: list[str] = []
    before = qInstallMessageHandler(lambda _kind, _where, line: lines.append(line))
    try:
        top.dumpObjectTree()
    finally:
        qInstallMessageHandler(before)
    return len(lines)


@pytest.fixture
def warnings_of_qt() -> Iterator[list[str]]:
    """What Qt warns of, instead of a record kept of each of its messages."""
    heard: list[str] = []

    def hear(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and "This plugin does not support" not in text:
            heard.append(text)

    before = qInstallMessageHandler(hear)
    yield heard
    qInstallMessageHandler(before)


@pytest.mark.no_qt_log
def test_a_long_day_leaves_nothing_behind(
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    warnings_of_qt: list[str],
    amount: Callable[[int, int], int],
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    errors: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: errors.append(repr(error)))
    reference, path = tmp_path / "reference.journey", tmp_path / "day.journey"
    workspace_file.write(reference, templates.sample("corner-bakery"), {})
    window.settings.set("tour_done", True)
    places = (temporary, tmp_path, data_folder())
    rounds, actions, saves = amount(*ROUNDS), amount(*ACTIONS), amount(*SAVES)
    counts, done = [counted(window, reference, places)], Counter[str]()
    for number in range(rounds):
        hand = Hand(window, random.Random(number % amount(*SEEDS)))
        for action in range(actions):
            if action % (actions // saves) == 0:
                window.files.save_as(path)
                assert window.files.wait_for_save()
            hand.act()
            assert not errors + warnings_of_qt, (number, action, hand.done)
        done += hand.done
        counts.append(counted(window, reference, places))
        _log.info("%d actions: %s", done.total(), counts[-1])
    # each different round twice is the warm-up: by then all is built that is built once
    warm = counts[2 * amount(*SEEDS) :]
    few = max(1, len(warm) // 4)

    def growth(name: str) -> float:
        start, end = ([getattr(it, name) for it in part] for part in (warm[:few], warm[-few:]))
        return statistics.median(end) / statistics.median(start)

    grown = {name: growth(name) for name in Count.__struct_fields__}
    _log.info(
        "%d actions of %d kinds, %d saves: %s",
        done.total(), len(done), rounds * saves,
        ", ".join(f"{name} {100 * (part - 1):+.1f} %" for name, part in grown.items()),
    )  # fmt: skip
    assert grown["memory"] <= MOST_GROWTH
    assert grown["worker"] <= MOST_GROWTH
    for name in ("handles", "objects", "items", "threads", "files"):
        assert grown[name] <= 1, name
