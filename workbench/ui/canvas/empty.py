"""What the canvas says where there is no map or no stage yet, with the next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.drawing.tokens import Palette
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.new_map import new_map_menu
from workbench.ui.theme import set_role
from workbench.words.say import say


class EmptyHint(QWidget):
    """A line and a button in the middle of an empty canvas."""

    def __init__(self, parent: QWidget, bridge: Bridge, add_stage: Callable[[], None]) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._add_stage = add_stage
        self._text = QLabel(self)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        set_role(self._text, "muted")
        self.button = QPushButton(self)
        set_role(self.button, "primary")
        self.button.clicked.connect(self._act)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch()
        column.addWidget(self._text)
        column.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self.hide()

    def paint_on(self, paper: Palette) -> None:
        """Be legible on this paper, which may be lighter or darker than the window."""
        self._text.setStyleSheet(f"color: {paper.muted};")

    def place(self, room: QRect, *, empty: bool) -> None:
        """Fill the room while the canvas is empty."""
        self.setVisible(empty)
        if empty:
            code = "no_stages" if self._bridge.map_id else "no_map"
            self._text.setText(say(f"canvas.hint.{code}"))
            self.button.setText(say(f"canvas.hint.{code}_button"))
            self.setGeometry(room)

    def _act(self) -> None:
        if self._bridge.map_id:
            self._add_stage()
            return
        menu = new_map_menu(self, self._bridge)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
