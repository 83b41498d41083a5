"""The persona editor: who it is, what it needs, and how the map serves it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.model.document import Document
from workbench.model.patch import Patch
from workbench.model.problems import Problem
from workbench.ui.bridge import Bridge
from workbench.ui.dialogs.persona_coverage import PersonaCoverage
from workbench.ui.dialogs.persona_form import PersonaForm
from workbench.ui.dialogs.persona_needs_table import NeedsTable
from workbench.ui.picture_drops import PictureDrops
from workbench.ui.theme import Theme, set_role
from workbench.words.problem_sentences import sentence
from workbench.words.say import say


class PersonaEditor(QDialog):
    """Edits a persona as one types; every edit is an undo step, Ctrl+Z works in here too.

    `choose_picture` asks for a picture and gives the name it is kept under, or None;
    `pictures` holds the workspace's pictures by that name, `take_picture` gives a persona the
    picture in a file that is dropped here, and `keep_picture` keeps a pasted one, giving its
    name. `print_card` prints a persona's card over this window.
    """

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        persona_id: str,
        choose_picture: Callable[[], str | None] | None = None,
        parent: QWidget | None = None,
        *,
        pictures: Mapping[str, bytes] | None = None,
        take_picture: Callable[[str, Path], object] | None = None,
        keep_picture: Callable[[bytes], str] | None = None,
        print_card: Callable[[str, QWidget], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._persona = persona_id
        set_role(self, "panel")
        self.resize(1280, 840)
        known = pictures if pictures is not None else {}
        self._form = PersonaForm(bridge, theme, persona_id, choose_picture, known, keep_picture)
        self._print_card = print_card
        self.needs_table = NeedsTable(bridge, theme, persona_id)
        self._coverage = PersonaCoverage(bridge, theme, persona_id)
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        set_role(self._problem, "bad")
        self._problem.hide()
        line = QFrame()
        line.setFixedWidth(1)
        set_role(line, "line")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._form)
        layout.addWidget(line)
        layout.addLayout(self._right(), 1)
        for key, step in (
            (QKeySequence.StandardKey.Undo, bridge.undo),
            (QKeySequence.StandardKey.Redo, bridge.redo),
        ):
            QShortcut(QKeySequence(key), self, step)
        # a field in which text is pasted takes the key first
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self._form.paste_picture)
        if take_picture is not None:
            PictureDrops(self, lambda _point: self._persona, take_picture)
        bridge.changed.connect(self._on_change)
        bridge.refused.connect(self._on_refused)
        self._show_title()
        if self.needs_table.rows.rowCount() > 1:
            self.needs_table.setFocus()
        else:
            self._form.start()

    def done(self, result: int) -> None:
        self._bridge.changed.disconnect(self._on_change)
        self._bridge.refused.disconnect(self._on_refused)
        super().done(result)

    def _right(self) -> QVBoxLayout:
        heading = QLabel(say("needs.heading"))
        set_role(heading, "heading")
        hint = QLabel(say("needs.hint"))
        set_role(hint, "small")
        close = QPushButton(say("persona.close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(hint)
        foot.addStretch(1)
        foot.addWidget(self._card_button())
        foot.addWidget(close)
        right = QVBoxLayout()
        right.setContentsMargins(28, 24, 28, 20)
        right.setSpacing(8)
        right.addWidget(heading)
        right.addWidget(self.needs_table)
        right.addWidget(self._problem)
        right.addSpacing(24)
        right.addWidget(self._coverage)
        right.addStretch(1)
        right.addLayout(foot)
        return right

    def _card_button(self) -> QPushButton:
        button = QPushButton(say("personas.card"))
        button.setObjectName("persona-card")
        button.setAutoDefault(False)
        button.setVisible(self._print_card is not None)
        button.clicked.connect(self._on_print)
        return button

    def _on_print(self) -> None:
        assert self._print_card is not None
        self._print_card(self._persona, self)

    def _on_change(self, patch: Patch, document: Document) -> None:
        if self._persona not in document.personas:
            self.reject()
            return
        self._problem.hide()
        self._form.follow(patch)
        self.needs_table.follow(patch)
        self._coverage.follow(patch)
        if "personas" in patch.tables():
            self._show_title()

    def _on_refused(self, problem: Problem) -> None:
        self._problem.setText(sentence(problem))
        self._problem.show()

    def _show_title(self) -> None:
        name = self._bridge.document.personas[self._persona].name
        self.setWindowTitle(say("persona.title", name=name or say("persona.unnamed")))
