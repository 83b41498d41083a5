"""The inside of a scroll area."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


class Scrolled(QWidget):
    """As high as its content is at the area's width.

    Without this, Qt would take the height that wrapped text and chips need at their least
    width, and the area would scroll to emptiness.
    """

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            return QSize(least.width(), 0)
        return least
