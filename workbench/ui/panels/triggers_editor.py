"""The editor of one trigger, along the six steps from the persona to the relationship."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from workbench.ui.bridge import Bridge
from workbench.ui.panels import options
from workbench.ui.panels.fields import FieldEditor, LineEditor, ReferenceEditor, field_editor
from workbench.ui.panels.target import Part, Target
from workbench.ui.panels.triggers_messages import MessagesPart, PersonasPart
from workbench.ui.scrolled import Scrolled
from workbench.ui.theme import Theme, set_role
from workbench.words.labels import field_name
from workbench.words.say import known, say

STEPS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("who", (("touchpoint",), ("personas",))),
    ("cause", (("cause",),)),
    ("event", (("event",), ("condition",))),
    ("action", (("action",), ("channel", "delay"))),
    ("message", (("messages",),)),
    ("relationship", (("owner", "status"),)),
)
"""The steps in order, each with its lines of fields that stand side by side."""

DOINGS = {"up": "arrow-up", "down": "arrow-down", "duplicate": "copy", "remove": "trash"}
"""What can be done with a trigger, with the icon that stands for it."""


class TriggerEditor(Scrolled):
    """Shows one trigger at a time; everything is saved as it is typed."""

    wanted = Signal(str)
    """One of DOINGS was asked for."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "panel")
        self._theme = theme
        self.target = Target(bridge, "triggers")
        self.parts: dict[str, Part] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 4, 12, 12)
        self._column.setSpacing(8)
        for n, (step, lines) in enumerate(STEPS, start=1):
            self._add_head(n, step)
            for names in lines:
                self._add_line(names)
        self._column.addStretch(1)
        theme.changed.connect(self._dress)
        self._dress()

    def show_trigger(self, trigger_id: str | None) -> None:
        """Edit this trigger from now on."""
        self.target.ids = (trigger_id,) if trigger_id is not None else ()
        for part in self.parts.values():
            part.refresh(force=True)

    def follow(self, tables: frozenset[str]) -> None:
        """Show what changed; `tables` are those that a patch touched."""
        if self.target.entities():
            for part in self.parts.values():
                if part.tables & tables:
                    part.refresh()

    def focus_event(self) -> None:
        """Put the cursor where a new trigger begins: what can be noticed."""
        part = self.parts["event"]
        assert isinstance(part, FieldEditor)
        part.control.setFocus()

    def _dress(self) -> None:
        for code, button in self._buttons.items():
            button.setIcon(self._theme.icon(DOINGS[code]))

    def _add_head(self, n: int, step: str) -> None:
        name = say(f"triggers.step.{step}")
        head = QLabel(say("triggers.step", n=n, name=name.upper()))
        head.setAccessibleName(say("triggers.step", n=n, name=name))
        set_role(head, "section")
        line = QHBoxLayout()
        line.setContentsMargins(0, 0 if n == 1 else 8, 0, 0)
        line.setSpacing(0)
        line.addWidget(head, 1)
        if n == 1:
            for code in DOINGS:
                line.addWidget(self._button(code))
        self._column.addLayout(line)

    def _button(self, code: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"trigger-{code}")
        button.setFixedSize(26, 26)
        button.setIconSize(QSize(16, 16))
        button.setStyleSheet("padding: 0")
        button.setToolTip(say(f"triggers.do.{code}.tip"))
        button.setAccessibleName(say(f"triggers.do.{code}.tip"))
        button.clicked.connect(lambda: self.wanted.emit(code))
        self._buttons[code] = button
        return button

    def _add_line(self, names: tuple[str, ...]) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for name in names:
            part = self.parts[name] = self._part(name)
            column = QVBoxLayout()
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(part)
            column.addStretch(1)
            line.addLayout(column, 1)
        self._column.addLayout(line)

    def _part(self, name: str) -> Part:
        theme, target = self._theme, self.target
        if name == "personas":
            return PersonasPart(target)
        if name == "messages":
            return MessagesPart(target)
        code = f"triggers.label.{name}"
        label = say(code) if known(code) else field_name("triggers", name)
        if name in ("touchpoint", "channel"):
            give = options.touchpoints if name == "touchpoint" else options.channels
            blank = say(f"triggers.{name}.none")
            return ReferenceEditor(theme, target, name, give(theme), label=label, blank=blank)
        editor = field_editor(theme, target, name, label=label)
        if isinstance(editor, LineEditor) and known(f"triggers.hint.{name}"):
            editor.set_placeholder(say(f"triggers.hint.{name}"))
        return editor
