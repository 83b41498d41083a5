"""What follows a touchpoint, and what made customers decide or decline in a stage."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTextDocumentFragment
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout

from workbench.model import queries
from workbench.model.commands import reasons, triggers
from workbench.model.entities import Reason, Stage, Touchpoint, Trigger
from workbench.model.ids import new_id
from workbench.ui.layouts import take_out
from workbench.ui.panels.heads import quiet_foot
from workbench.ui.panels.target import Part, Target
from workbench.ui.theme import set_role
from workbench.words.labels import choice_name
from workbench.words.say import say


class TextCard(QFrame):
    """A few lines in a frame that can be clicked."""

    clicked = Signal()

    def __init__(self, tip: str) -> None:
        super().__init__()
        set_role(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tip)
        self._text, self._more = QLabel(), QLabel()
        set_role(self._more, "small")
        set_role(self._text, "rich")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(2)
        for label in (self._text, self._more):
            label.setWordWrap(True)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)

    def show_text(self, html: str, more: str = "", tone: str = "small") -> None:
        """Show rich text and, below it, plain small text in a label role's tone."""
        self._text.setText(html)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        set_role(self._more, tone)
        plain = QTextDocumentFragment.fromHtml(html).toPlainText()
        self.setAccessibleName(f"{plain} {more}".strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class _Cards(Part):
    """Cards, one for each entity of a table that belongs to the target; a click reveals it."""

    def __init__(self, target: Target, table: str, tip: str, *tables: str) -> None:
        super().__init__(target, table, *tables)
        self._table = table
        self._tip = tip
        self.cards: dict[str, TextCard] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def _show_cards(self, ids: Sequence[str]) -> None:
        if list(ids) == list(self.cards):
            return
        take_out(self._column, self.cards.values())
        self.cards = {it: TextCard(self._tip) for it in ids}
        for place, (it, card) in enumerate(self.cards.items()):
            card.clicked.connect(lambda it=it: self.target.bridge.reveal(self._table, it))
            self._column.insertWidget(place, card)
            card.show()


class TriggersPart(_Cards):
    """The triggers of one touchpoint in a sentence each, and a button that adds one."""

    def __init__(self, target: Target) -> None:
        super().__init__(target, "triggers", say("inspector.trigger.tip"))
        self._add = QPushButton(say("inspector.trigger.add"))
        self._add.setObjectName("inspector-trigger-add")
        self._add.clicked.connect(self._on_add)
        self._column.addLayout(quiet_foot(self._add))

    def _update(self) -> None:
        touchpoint = _only(self.target)
        if not isinstance(touchpoint, Touchpoint):
            return
        own = [
            trigger
            for trigger in queries.triggers(self.target.document, touchpoint.map)
            if trigger.touchpoint == touchpoint.id
        ]
        self._show_cards([trigger.id for trigger in own])
        for trigger in own:
            self.cards[trigger.id].show_text(_sentence(trigger))

    def _on_add(self) -> None:
        touchpoint = _only(self.target)
        if isinstance(touchpoint, Touchpoint):
            trigger = Trigger(id=new_id("triggers"), map=touchpoint.map, touchpoint=touchpoint.id)
            if self.target.run(triggers.add, trigger) is not None:
                self.target.bridge.reveal("triggers", trigger.id)


class ReasonsPart(_Cards):
    """What made customers decide or decline in one stage, and a field that adds a reason."""

    def __init__(self, target: Target) -> None:
        super().__init__(target, "reasons", say("inspector.reasons.tip"))
        self._new = QLineEdit()
        self._new.setObjectName("inspector-reason-new")
        self._new.setPlaceholderText(say("inspector.reasons.add"))
        self._new.setAccessibleName(say("inspector.reasons.add.name"))
        self._new.returnPressed.connect(self._on_enter)
        self._column.addWidget(self._new)

    def _forget(self) -> None:
        self._new.clear()

    def _update(self) -> None:
        stage = _only(self.target)
        if not isinstance(stage, Stage):
            return
        everything = queries.reasons(self.target.document, stage.map)
        own = [reason for reason in everything if reason.stage == stage.id]
        self._show_cards([reason.id for reason in own])
        for reason in own:
            outcome = choice_name("outcome", reason.outcome)
            text = say("inspector.reasons.text", outcome=outcome, text=escape(reason.text))
            if reason.remedy:
                more = say("inspector.reasons.remedy", remedy=reason.remedy)
                self.cards[reason.id].show_text(text, more)
            elif reason.outcome == "declined":
                more = say("inspector.reasons.no_remedy")
                self.cards[reason.id].show_text(text, more, "warn")
            else:
                self.cards[reason.id].show_text(text)

    def _on_enter(self) -> None:
        stage, text = _only(self.target), self._new.text().strip()
        if isinstance(stage, Stage) and text:
            reason = Reason(id=new_id("reasons"), map=stage.map, stage=stage.id, text=text)
            if self.target.run(reasons.add, reason) is not None:
                self._new.clear()


def _only(target: Target) -> object:
    """The one entity of the target, if it is one."""
    entities = target.entities()
    return entities[0] if len(entities) == 1 else None


def _sentence(trigger: Trigger) -> str:
    event = escape(trigger.event) or say("inspector.trigger.no_event")
    action = escape(trigger.action) or say("inspector.trigger.no_action")
    if trigger.delay and trigger.action:
        delay = escape(trigger.delay)
        return say("inspector.trigger.text_after", event=event, action=action, delay=delay)
    return say("inspector.trigger.text", event=event, action=action)
