"""The quiet bar that says what happened or went wrong, with details one can copy."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from workbench.model.problems import Problem
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

_SHORT_MS = 6000


class NoticeBar(QFrame):
    """One message at a time: news goes by itself, a problem stays until it is closed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._theme = theme
        self._tone = "good"
        self._details = ""
        self._is_refusal = False
        self._text = QLabel()
        self._text.setWordWrap(True)
        # a long name without a blank must not widen the window
        self._text.setMinimumWidth(1)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy = QPushButton(say("notice.copy"))
        set_role(self._copy, "quiet")
        self._copy.clicked.connect(self._copy_details)
        self._offer = QPushButton()
        self._act: Callable[[], object] | None = None
        self._offer.clicked.connect(self._take_offer)
        self._close = QToolButton()
        self._close.setAccessibleName(say("notice.close"))
        self._close.setToolTip(say("notice.close"))
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.addWidget(self._text, 1)
        row.addWidget(self._offer)
        row.addWidget(self._copy)
        row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        theme.changed.connect(self._paint)
        self.hide()

    @property
    def text(self) -> str:
        """What the bar says now; empty when it is not shown."""
        return self._text.text() if not self.isHidden() else ""

    def tell(self, text: str) -> None:
        """News that goes away by itself."""
        self._show(text, "good", "")
        self._timer.start(_SHORT_MS)

    def warn(self, text: str, details: str = "") -> None:
        """Something went wrong; stays until closed. `details` can be copied."""
        self._timer.stop()
        self._show(text, "bad", details)

    def problem(self, problem: Problem) -> None:
        """Say an expected failure."""
        # imported here because nothing went wrong yet when the window is first painted
        from workbench.words.problem_sentences import sentence

        self.warn(sentence(problem))

    def offer(self, text: str, act: Callable[[], object]) -> None:
        """Add a button for what can be done about the message that is shown."""
        self._act = act
        self._offer.setText(text)
        self._offer.show()

    def refuse(self, problem: Problem) -> None:
        """Say why an edit cannot be made; stays until closed or until `move_on`."""
        self.problem(problem)
        self._is_refusal = True

    def move_on(self) -> None:
        """Another edit was made: an earlier refusal is of no interest any more."""
        if self._is_refusal:
            self.hide()

    def _show(self, text: str, tone: str, details: str) -> None:
        self._tone, self._details, self._is_refusal = tone, details, False
        self._text.setText(text)
        self._copy.setVisible(bool(details))
        self._offer.hide()
        self._paint()
        self.show()

    def _paint(self) -> None:
        colours = self._theme.palette
        ink = getattr(colours, self._tone)
        ground = getattr(colours, f"{self._tone}_soft")
        self.setStyleSheet(
            f"#notice {{ background: {ground}; }} #notice QLabel {{ color: {ink}; }}"
        )
        self._close.setIcon(self._theme.icon("close", ink))

    def _take_offer(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._text.text()}\n\n{self._details}")
