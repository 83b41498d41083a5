"""The line under the gap table: how the chosen gap came about, and what to do about it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from workbench.analysis.finding import Finding
from workbench.model.document import Document
from workbench.ui.layouts import take_out
from workbench.ui.panels.gaps_remedies import remedies_of
from workbench.ui.panels.gaps_rows import explanation
from workbench.ui.theme import Theme, set_role
from workbench.words import finding_sentences
from workbench.words.say import say


class GapBar(QWidget):
    """Working and method of one finding at the left, buttons at the right."""

    wanted = Signal(str)
    """The code of what is to be done, as `offers` gives them."""
    set_aside_wanted = Signal()
    """To the gaps that are set aside, or back from them."""

    def __init__(self, theme: Theme, table: QWidget, parent: QWidget | None = None) -> None:
        """The Tab key leads from `table` to the buttons."""
        super().__init__(parent)
        self._theme, self._table = theme, table
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "panel")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 4, 8, 4)
        self._layout.setSpacing(4)
        self._working = OneLine()
        set_role(self._working, "small")
        self._layout.addWidget(self._working, 1)
        self._set_aside = QPushButton()
        self._set_aside.setToolTip(say("gaps.set_aside.tip"))
        self._set_aside.clicked.connect(self.set_aside_wanted)
        self._set_aside.hide()
        set_role(self._set_aside, "quiet")
        self._layout.addWidget(self._set_aside)
        self._aside = ""
        self._buttons: list[QPushButton] = []
        self._shown: tuple[str, ...] = ()

    @staticmethod
    def offers(document: Document, finding: Finding, state: str) -> tuple[tuple[str, ...], ...]:
        """What can be done about a finding that was decided so: codes, in groups."""
        remedy = remedies_of(document, finding)
        choices = [code for code in ("accepted", "done", "set-aside") if code != state]
        if state:
            choices.append("reopen")
        groups = (("show", "why"), remedy, tuple(choices))
        return tuple(group for group in groups if group)

    def show_finding(
        self,
        finding: Finding | None,
        document: Document | None = None,
        state: str = "",
        reason: str = "",
    ) -> None:
        """Show one finding of `document`, or nothing."""
        if finding is None or document is None:
            self._working.show_text(say("gaps.bar.hint"))
            self._working.setToolTip("")
            self._offer(())
        else:
            parts = [
                finding_sentences.working_text(document, finding),
                finding_sentences.explanation(finding),
            ]
            if state:
                decided = say(f"gaps.state.{state}")
                parts.insert(0, f"{decided}: {reason}" if reason else decided)
            self._working.show_text("  ·  ".join(parts))
            self._working.setToolTip(explanation(document, finding))
            groups = self.offers(document, finding, state)[1:]
            self._offer(("why", *(code for group in groups for code in group)))
        self._show_aside()

    def show_set_aside(self, n: int, showing: bool) -> None:
        """Say how many are set aside, or how to get back from them, while no gap is chosen."""
        text = say("gaps.set_aside", n=n) if n else ""
        self._aside = say("gaps.back_to_open") if showing else text
        self._show_aside()

    def _show_aside(self) -> None:
        self._set_aside.setText(self._aside)
        # with a gap chosen its buttons need the room
        self._set_aside.setVisible(bool(self._aside) and not self._shown)

    def _offer(self, codes: tuple[str, ...]) -> None:
        if codes == self._shown:
            return
        self._shown = codes
        if any(button.hasFocus() for button in self._buttons):
            # else it would pass to the filters, where the next key changes what is listed
            self._table.setFocus()
        take_out(self._layout, self._buttons)
        states = [code for code in codes if code.startswith("practice:")]
        plain = [code for code in codes if code not in states]
        self._buttons = [self._button(code) for code in plain]
        if states:
            self._buttons.insert(1 + plain.count("add"), self._practice_button(states))
        for button in self._buttons:
            self._layout.addWidget(button)
            button.show()
        # new buttons would come last of all in the window
        for before, after in pairwise((self._table, *self._buttons)):
            QWidget.setTabOrder(before, after)

    def _button(self, code: str) -> QPushButton:
        button = QPushButton(say(f"gaps.do.{code}"))
        button.setToolTip(say(f"gaps.do.{code}.tip"))
        button.clicked.connect(lambda: self.wanted.emit(code))
        set_role(button, "quiet")
        return button

    def _practice_button(self, codes: list[str]) -> QPushButton:
        button = QPushButton(say("gaps.practice"))
        button.setToolTip(say("gaps.practice.tip"))
        set_role(button, "quiet")
        menu = QMenu(button)
        for code in codes:
            action = QAction(say(f"gaps.do.{code}"), menu)
            action.triggered.connect(lambda _=False, code=code: self.wanted.emit(code))
            menu.addAction(action)
        button.setMenu(menu)
        return button


class OneLine(QLabel):
    """A label that ends its text with an ellipsis where it has no room for all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(60)

    def show_text(self, text: str) -> None:
        """Show as much of `text` as there is room for."""
        self._text = text
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.contentsRect().width()
        self.setText(self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room))
