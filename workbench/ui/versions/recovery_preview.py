"""Looking at work that a crash left unsaved, before it is taken."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.store.journal import Unsaved
from workbench.ui.moments import moment
from workbench.ui.theme import Theme, set_role
from workbench.ui.versions.changes_view import ChangesView
from workbench.words.say import say

_SIZE = QSize(1120, 820)
_OF_SCREEN = 0.92


class RecoveryPreview(QDialog):
    """What changed since the file; accepted where the person wants it back."""

    def __init__(
        self,
        theme: Theme,
        work: Unsaved,
        now: datetime.datetime,
        parent: QWidget | None = None,
        *,
        fits: bool,
    ) -> None:
        """`fits`: it goes back to its file, if it has one; else it opens apart from it."""
        super().__init__(parent)
        self.setWindowTitle(say("recovery.title", name=work.name))
        set_role(self, "panel")
        self.changes = ChangesView(theme)
        self.changes.show_changes(work.base, work.document)
        heading = QLabel(say("recovery.heading", n=self.changes.count, name=work.name))
        heading.setTextFormat(Qt.TextFormat.PlainText)
        set_role(heading, "heading")
        about = QLabel(_about(work, moment(work.last, now), fits))
        about.setTextFormat(Qt.TextFormat.PlainText)
        set_role(about, "small")
        for label in (heading, about):
            label.setWordWrap(True)
            # a long name without a blank must not widen the window
            label.setMinimumWidth(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 24)
        layout.setSpacing(4)
        layout.addWidget(heading)
        layout.addWidget(about)
        layout.addSpacing(12)
        layout.addWidget(self.changes, 1)
        layout.addSpacing(16)
        layout.addLayout(self._buttons(fits))
        self.resize(_SIZE.boundedTo(self.screen().availableSize() * _OF_SCREEN))
        self.changes.table.setFocus()

    def _buttons(self, fits: bool) -> QHBoxLayout:
        cancel = QPushButton(say("recovery.cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        restore = QPushButton(say("recovery.restore" if fits else "recovery.open_apart"))
        set_role(restore, "primary")
        restore.setDefault(True)
        restore.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(restore)
        return row


def _about(work: Unsaved, when: str, fits: bool) -> str:
    if work.path is None:
        return say("recovery.about_new", when=when)
    if fits:
        return say("recovery.about", when=when)
    return say("recovery.about_apart", when=when, path=work.path)
