"""The bar that stays while something is up with the open file: what, and what can be done."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from workbench.store.journal import Unsaved
from workbench.store.locks import Lock
from workbench.ui.bridge import Bridge
from workbench.ui.files import holder_texts
from workbench.ui.files.conflicts import FileConflicts
from workbench.ui.files.files import Files
from workbench.ui.files.opening import Access, claimed_for_saving, give_back
from workbench.ui.files.watch import Sight
from workbench.ui.moments import moment
from workbench.ui.recovered import RecoveredWork
from workbench.ui.theme import Theme
from workbench.words.file_names import shown
from workbench.words.say import say

Offer = tuple[str, Callable[[], object]]
"""(code of a button's text, what it does)."""


class FileBar(QFrame):
    """Shows one state at a time, the most pressing; nothing where all is well."""

    def __init__(
        self,
        bridge: Bridge,
        files: Files,
        conflicts: FileConflicts,
        theme: Theme,
        recovered: RecoveredWork,
    ) -> None:
        super().__init__()
        self.setObjectName("file-bar")
        self.setAccessibleName(say("bar.name"))
        self._bridge, self._files, self._conflicts = bridge, files, conflicts
        self._theme, self._recovered = theme, recovered
        self._state: tuple[str, str, tuple[str, ...]] = ("", "", ())
        self._passed_over = ""
        self._text = QLabel()
        self._text.setWordWrap(True)
        # a long name without a blank must not widen the window
        self._text.setMinimumWidth(1)
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 6, 12, 6)
        self._row.setSpacing(8)
        self._row.addWidget(self._text, 1)
        for signal in (files.state_changed, files.opened, files.closed):
            signal.connect(self.refresh)
        bridge.undo_stack.cleanChanged.connect(self.refresh)
        recovered.waiting_changed.connect(self.refresh)
        theme.changed.connect(self._paint)
        self.hide()

    @property
    def text(self) -> str:
        """What the bar says now; empty when it is not shown."""
        return self._text.text() if not self.isHidden() else ""

    def refresh(self) -> None:
        """Say how the file stands now."""
        tone, text, offers = self._standing()
        state = (tone, text, tuple(code for code, _act in offers))
        if state == self._state:
            return
        self._state = state
        self._text.setText(text)
        self._text.setAccessibleName(text)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(code, act) for code, act in offers]
        self._paint()
        self.setVisible(bool(text))

    def _standing(self) -> tuple[str, str, list[Offer]]:
        """The tone, the sentence and the buttons; the sentence is empty where all is well."""
        files, standing = self._files, self._files.standing
        path = files.path
        if not files.is_open or path is None:
            return "", "", []
        name, folder = shown(path.name, 40), shown(str(path.parent), 80)
        elsewhere: Offer = ("bar.button.save_as", files.save_as_with_dialog)
        match standing.seen.sight:
            case Sight.OTHER if standing.seen.fingerprint != self._passed_over:
                return ("warn", *self._about_other(name))
            case Sight.GONE:
                text = say("bar.gone", name=name, folder=folder)
                offers = [("bar.button.save", files.save), elsewhere]
                return "warn", text, offers
            case Sight.UNREACHABLE:
                return "warn", say("bar.unreachable", name=name, folder=folder), [elsewhere]
        if standing.access is Access.HELD and standing.seen.is_free:
            return "good", say("bar.free", name=name), [("bar.button.edit", self._claim)]
        match standing.access:
            case Access.HELD if standing.holder is not None:
                now = datetime.datetime.now().astimezone()
                is_lost = standing.is_lost
                text = holder_texts.bar_text(standing.holder, name, now, is_lost=is_lost)
                return "warn" if is_lost else "accent", text, [elsewhere]
            case Access.NEWER:
                return "accent", say("bar.newer", name=name), [elsewhere]
            case Access.UNWRITABLE:
                return "accent", say("bar.unwritable", name=name, folder=folder), [elsewhere]
        if self._recovered.waiting is not None:
            return ("warn", *self._about_waiting(self._recovered.waiting, name))
        return "", "", []

    def _about_waiting(self, work: Unsaved, name: str) -> tuple[str, list[Offer]]:
        when = moment(work.last, datetime.datetime.now())
        return say("bar.recovered", n=len(work.changes().changes), name=name, when=when), [
            ("recovered.look", self._recovered.look_into_waiting),
            ("bar.button.later", self._recovered.pass_over_waiting),
        ]

    def _about_other(self, name: str) -> tuple[str, list[Offer]]:
        conflicts = self._conflicts
        if self._bridge.undo_stack.isClean():
            show: Offer = ("bar.button.show_theirs", conflicts.take_theirs)
            return say("bar.other", name=name), [show, ("bar.button.later", self._pass_over)]
        return say("bar.other_changed", name=name), [
            ("bar.button.merge", conflicts.merge),
            ("bar.button.take_theirs", conflicts.take_theirs),
            ("bar.button.keep_mine", conflicts.keep_mine),
        ]

    def _pass_over(self) -> None:
        """Not now; saving asks all the same."""
        self._passed_over = self._files.standing.seen.fingerprint
        self.refresh()

    def _claim(self) -> None:
        """Take the file that nobody else has open any more."""
        path, standing = self._files.path, self._files.standing
        assert path is not None
        now = datetime.datetime.now(datetime.UTC)
        taken = self._files.disks.ask(
            lambda: claimed_for_saving(path, None, now),
            path,
            late=lambda taken: give_back(taken, None),
            otherwise="file.not_seen",
        )
        if taken is not None:
            standing.claimed(taken)
            if isinstance(taken, Lock):
                standing.watch.look()

    def _button(self, code: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(say(code))
        # it goes once it was clicked, and the keyboard stays where it is
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if code in _TIPS:
            button.setToolTip(say(f"{code}.tip"))
        button.clicked.connect(lambda _=False: act())
        self._row.addWidget(button)
        return button

    def _paint(self) -> None:
        tone = self._state[0]
        if not tone:
            return
        colours = self._theme.palette
        ground = getattr(colours, f"{tone}_soft")
        self.setStyleSheet(
            f"#file-bar {{ background: {ground}; border-bottom: 1px solid {colours.line}; }}"
            f" #file-bar QLabel {{ color: {colours.text}; }}"
        )


_TIPS = ("recovered.look", "bar.button.merge", "bar.button.take_theirs", "bar.button.keep_mine")
