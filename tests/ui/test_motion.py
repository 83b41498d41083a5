"""Reduced motion needs no switch: nothing here moves by itself."""

from __future__ import annotations

from PySide6.QtCore import QAbstractAnimation
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QTreeView


def test_nothing_moves_by_itself(window):
    window.settings.set("tour_done", True)
    window.files.new("sample", "corner-bakery")
    window.actions_by_id["show_paths"].trigger()
    window.actions_by_id["panel_gaps"].trigger()
    window.actions_by_id["panel_gaps"].trigger()
    QTest.qWait(20)
    running = QAbstractAnimation.State.Running
    moving = list(QApplication.instance().findChildren(QAbstractAnimation))
    moving += window.findChildren(QAbstractAnimation)
    assert not [it for it in moving if it.state() == running]
    assert not any(tree.isAnimated() for tree in window.findChildren(QTreeView))
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    for part in (window, window.view, window.gaps, window.inspector):
        assert part.style().styleHint(hint, None, part) == 0
