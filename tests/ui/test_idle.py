"""Garbage is collected while the hand rests, not in the middle of work."""

from __future__ import annotations

import gc
import weakref

from workbench.model.document import Document
from workbench.model.entities import Workspace
from workbench.ui.bridge import Bridge
from workbench.ui.idle import IdleCollector


class Knot:
    """Something that only the garbage collection can take away."""

    def __init__(self) -> None:
        self.self = self


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
        fresh = [Knot() for _ in range(3_000)]
        del fresh
        qtbot.waitUntil(lambda: watched() is None, timeout=8_000)
    finally:
        collector.stop()
