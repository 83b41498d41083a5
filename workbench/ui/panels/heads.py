"""What panels share: the head with a name, the foot that adds, the page while there is nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

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


def quiet_foot(button: QPushButton) -> QHBoxLayout:
    """A line below what a button adds to, with the quiet button at its left."""
    set_role(button, "quiet")
    foot = QHBoxLayout()
    foot.setContentsMargins(0, 0, 0, 0)
    foot.addWidget(button)
    foot.addStretch(1)
    return foot


def empty_page(title: QLabel, text: QLabel, *offers: QPushButton) -> QWidget:
    """A page that says in its middle why it is empty, above buttons that offer a way on."""
    page = QWidget()
    set_role(page, "panel")
    set_role(title, "strong")
    set_role(text, "muted")
    text.setWordWrap(True)
    column = QVBoxLayout(page)
    column.setSpacing(4)
    column.addStretch(2)
    for label in (title, text):
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label)
    if offers:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in offers:
            set_role(button, "quiet")
            row.addWidget(button)
        row.addStretch(1)
        column.addSpacing(4)
        column.addLayout(row)
    column.addStretch(3)
    return page
