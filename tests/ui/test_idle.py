"""Garbage is collected while the hand rests, not in the middle of work."""

from __future__ import annotations

import gc
import weakref

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from workbench.model.document import Document
from workbench.model.entities import Workspace
from workbench.ui.bridge import Bridge
from workbench.ui.idle import IdleCollector


class Knot:
    """Something that only the garbage collection can take away."""

    def __init__(self) -> None:
        self.self = self


def make_garbage() -> None:
    """So much that the collector takes notice of it."""
    for _ in range(3_000):
        Knot()


def test_what_nobody_holds_goes_once_the_hand_rests(qtbot):
    bridge = Bridge(Document.of([Workspace(id="wk1")]))
    collector = IdleCollector(bridge, bridge)
    try:
        assert not gc.isenabled()
        knots = [Knot() for _ in range(3_000)]
        watched = weakref.ref(knots[0])
        del knots
        assert watched() is not None
        qtbot.waitUntil(lambda: watched() is None, timeout=8_000)
    finally:
        collector.stop()
    assert gc.isenabled()


def test_old_garbage_goes_too(qtbot):
    bridge = Bridge(Document.of([Workspace(id="wk1")]))
    knot = Knot()
    gc.collect()
    watched = weakref.ref(knot)
    collector = IdleCollector(bridge, bridge)
    try:
        del knot
        make_garbage()
        qtbot.waitUntil(lambda: watched() is None, timeout=8_000)
    finally:
        collector.stop()


def test_a_long_rest_takes_what_had_been_in_use_at_a_rest_before(qtbot):
    bridge = Bridge(Document.of([Workspace(id="wk1")]))
    collector = IdleCollector(bridge, bridge, long_rest_ms=4_000)
    try:
        knot = Knot()
        watched = weakref.ref(knot)
        make_garbage()
        qtbot.waitUntil(lambda: gc.get_freeze_count() > 0, timeout=8_000)
        del knot
        make_garbage()
        qtbot.waitUntil(lambda: watched() is None, timeout=12_000)
    finally:
        collector.stop()


def test_a_hand_that_holds_a_button_does_not_rest(qtbot):
    bridge = Bridge(Document.of([Workspace(id="wk1")]))
    held = QWidget()
    qtbot.addWidget(held)
    held.show()
    knot = Knot()
    gc.collect()
    watched = weakref.ref(knot)
    QTest.mousePress(held, Qt.MouseButton.LeftButton)
    collector = IdleCollector(bridge, bridge)
    try:
        del knot
        make_garbage()
        QTest.qWait(3_000)
        assert watched() is not None
        QTest.mouseRelease(held, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: watched() is None, timeout=8_000)
    finally:
        collector.stop()


def test_the_rest_does_not_look_at_what_was_there_before(qtbot):
    bridge = Bridge(Document.of([Workspace(id="wk1")]))
    collector = IdleCollector(bridge, bridge)
    looked_at: list[int] = []

    def watch(phase: str, info: dict[str, int]) -> None:
        if phase == "start" and info["generation"] == 2:
            looked_at.append(len(gc.get_objects()))

    try:
        before = [Knot() for _ in range(3_000)]
        del before
        qtbot.waitUntil(lambda: gc.get_freeze_count() > 10_000, timeout=8_000)
        gc.callbacks.append(watch)
        fresh = [Knot() for _ in range(3_000)]
        watched = weakref.ref(fresh[0])
        del fresh
        qtbot.waitUntil(lambda: watched() is None and bool(looked_at), timeout=8_000)
        assert max(looked_at) < gc.get_freeze_count() / 5
    finally:
        gc.callbacks.remove(watch)
        collector.stop()
    assert gc.get_freeze_count() == 0
