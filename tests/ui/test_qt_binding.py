"""The binding we pin must not lose a reference to None per call (see docs/decisions)."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QWidget

CALLS = 20_000


def test_calls_that_give_nothing_keep_none_alive(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        widget.update()
    # a loss of one per call would show as 20,000; other code may hold some more or fewer
    assert sys.getrefcount(None) > before - CALLS // 10
