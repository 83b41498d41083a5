"""The small popup that asks why a gap is set aside."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.theme import set_role
from workbench.words.say import say

_WIDTH = 380


class ReasonPopup(QFrame):
    """One line to say why; Enter sets aside, Esc or a click elsewhere leaves all as it is."""

    given = Signal(str)
    """The reason, not empty."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_role(self, "card")
        self.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        label = QLabel(say("gaps.reason.label"))
        set_role(label, "field")
        layout.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._line = QLineEdit()
        self._line.setPlaceholderText(say("gaps.reason.example"))
        self._line.setAccessibleName(say("gaps.reason.label"))
        self._button = QPushButton(say("gaps.reason.button"))
        set_role(self._button, "primary")
        self._button.setEnabled(False)
        row.addWidget(self._line, 1)
        row.addWidget(self._button)
        layout.addLayout(row)
        label.setBuddy(self._line)
        self._line.textChanged.connect(lambda text: self._button.setEnabled(bool(text.strip())))
        self._line.returnPressed.connect(self._give)
        self._button.clicked.connect(self._give)

    def ask_above(self, anchor: QWidget) -> None:
        """Show the popup above `anchor`, right edges aligned, ready to type."""
        self.adjustSize()
        corner = anchor.mapToGlobal(QPoint(anchor.width(), 0))
        place = corner - QPoint(self.width(), self.height() + 4)
        room = anchor.screen().availableGeometry()
        self.move(
            max(room.left(), min(place.x(), room.right() - self.width())),
            max(room.top(), place.y()),
        )
        self.show()
        self._line.setFocus()

    def _give(self) -> None:
        reason = self._line.text().strip()
        if reason:
            self.given.emit(reason)
            self.close()
