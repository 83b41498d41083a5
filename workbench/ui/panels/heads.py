"""The head of a panel: its name, and at the right what adds something to it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from workbench.ui.theme import set_role


def panel_head(title: str, adds: QWidget, *, top: int, right: int, bottom: int) -> QHBoxLayout:
    """A line with the panel’s name and a button, and the room around it in pixels."""
    name = QLabel(title.upper())
    name.setAccessibleName(title)
    set_role(name, "section")
    head = QHBoxLayout()
    head.setContentsMargins(12, top, right, bottom)
    head.addWidget(name)
    head.addStretch(1)
    head.addWidget(adds)
    return head
