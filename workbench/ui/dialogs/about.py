"""What this program is, what it is made of, and what it does not do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.settings import VERSION
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

LIBRARIES = (
    ("Qt, PySide6", "LGPL 3"),
    ("msgspec", "BSD 3-Clause"),
    ("openpyxl", "MIT"),
    ("defusedxml", "PSF"),
    ("python-calamine", "MIT"),
    ("XlsxWriter", "BSD 2-Clause"),
    ("RapidFuzz", "MIT"),
    ("platformdirs", "MIT"),
    ("psutil", "BSD 3-Clause"),
)
"""What the program stands on, with the licence of each."""


_WIDTH = 492


class AboutDialog(QDialog):
    """Name, version, licence, libraries, and that nothing leaves this machine."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(say("about.title"))
        set_role(self, "panel")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 28, 28, 20)
        layout.setSpacing(12)
        layout.addLayout(self._head())
        layout.addWidget(_label(say("about.what")))
        layout.addWidget(_label(say("about.private")))
        layout.addSpacing(4)
        layout.addWidget(_label(say("about.libraries"), "section"))
        layout.addLayout(_libraries())
        layout.addSpacing(8)
        close = QPushButton(say("about.close"))
        set_role(close, "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        layout.addLayout(row)
        self.setMinimumWidth(_WIDTH)
        theme.changed.connect(self._dress)
        self._dress()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the text needs, also where Qt would give less on a small screen."""
        super().showEvent(event)
        layout = self.layout()
        assert layout is not None
        width = max(_WIDTH, layout.minimumSize().width())
        self.setFixedSize(width, max(layout.heightForWidth(width), layout.minimumSize().height()))

    def _head(self) -> QHBoxLayout:
        self._icon = QLabel()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._icon)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(_label(say("about.name"), "heading"))
        texts.addWidget(_label(say("about.version", version=VERSION), "muted"))
        row.addLayout(texts, 1)
        return row

    def _dress(self) -> None:
        self._icon.setPixmap(self._theme.icon("app").pixmap(48, 48))


def _libraries() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(4)
    half = (len(LIBRARIES) + 1) // 2
    for place, (name, licence) in enumerate(LIBRARIES):
        row, column = place % half, 2 * (place // half)
        grid.addWidget(_label(name, "plain"), row, column)
        grid.addWidget(_label(licence, "muted"), row, column + 1)
    grid.setColumnStretch(4, 1)
    return grid


def _label(text: str, role: str = "") -> QLabel:
    label = QLabel(text)
    label.setWordWrap(role == "")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        set_role(label, role)
    return label
