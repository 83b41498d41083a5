"""What a trigger says to each persona, side by side; and what moves each of them."""

from __future__ import annotations

from itertools import zip_longest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from workbench.drawing.tokens import STEP
from workbench.model import queries
from workbench.model.commands import triggers
from workbench.model.entities import Persona, Trigger
from workbench.ui.panels.controls import Page, UndoKeys
from workbench.ui.panels.gaps_bar import OneLine
from workbench.ui.panels.target import Part, Target
from workbench.ui.theme import set_role
from workbench.words.say import say

_ACROSS = 2


class PersonasPart(Part):
    """For whom a trigger is: the map's personas, with what triggers them to buy."""

    def __init__(self, target: Target) -> None:
        super().__init__(target, "triggers", "personas", "maps")
        self._lines: list[OneLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def texts(self) -> list[str]:
        """What is said of each persona, in full."""
        return [line.toolTip() for line in self._lines if not line.isHidden()]

    def _update(self) -> None:
        texts = [self._line(persona) for persona in personas_of(self.target)]
        texts = texts or [say("triggers.personas.none")]
        while len(self._lines) < len(texts):
            line = OneLine()
            set_role(line, "small")
            self._lines.append(line)
            self._column.addWidget(line)
        for line, text in zip_longest(self._lines, texts):
            line.setVisible(text is not None)
            line.show_text(text or "")
            line.setToolTip(text or "")
            line.setAccessibleName(text or "")

    def _line(self, persona: Persona) -> str:
        name = persona.name or say("words.nameless")
        text = " ".join(persona.buying_triggers.split())
        code = "triggers.persona.moved" if text else "triggers.persona.plain"
        return say(code, name=name, text=text)


class MessagesPart(Part):
    """One field for each persona of the map, or that a message was written for."""

    def __init__(self, target: Target) -> None:
        super().__init__(target, "triggers", "personas", "maps")
        self._pages: dict[str, Page] = {}
        self._captions: dict[str, OneLine] = {}
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def page(self, persona_id: str) -> Page:
        """The field of a persona."""
        return self._pages[persona_id]

    def _update(self) -> None:
        personas = personas_of(self.target)
        if [it.id for it in personas] != list(self._pages) or self._body is None:
            self._build(personas)
        (trigger,) = self.target.entities() or (None,)
        said = (
            {message.persona: message.text for message in trigger.messages}
            if isinstance(trigger, Trigger)
            else {}
        )
        for persona in personas:
            name = persona.name or say("words.nameless")
            self._captions[persona.id].show_text(say("triggers.message", name=name))
            page = self._pages[persona.id]
            page.setAccessibleName(say("triggers.message", name=name))
            text = said.get(persona.id, "")
            if text != page.toPlainText():
                place = min(page.textCursor().position(), len(text))
                page.blockSignals(True)
                page.setPlainText(text)
                page.blockSignals(False)
                cursor = page.textCursor()
                cursor.setPosition(place)
                page.setTextCursor(cursor)
                page.fit()

    def _build(self, personas: list[Persona]) -> None:
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._pages, self._captions = {}, {}
        self._body = QWidget()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(STEP)
        for place, persona in enumerate(personas):
            row, column = divmod(place, _ACROSS)
            caption, page = OneLine(), Page()
            set_role(caption, "field")
            caption.setBuddy(page)
            page.setObjectName(f"message-{persona.id}")
            page.setPlaceholderText(say("triggers.message.hint"))
            UndoKeys(self.target.bridge, page)
            page.textChanged.connect(lambda it=persona.id: self._on_text(it))
            grid.addWidget(caption, 2 * row, column)
            grid.addWidget(page, 2 * row + 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
            self._captions[persona.id], self._pages[persona.id] = caption, page
        if not personas:
            hint = QLabel(say("triggers.personas.none"))
            hint.setWordWrap(True)
            set_role(hint, "small")
            grid.addWidget(hint, 0, 0)
        self._column.addWidget(self._body)
        self._body.show()

    def _on_text(self, persona_id: str) -> None:
        if self.target.entities():
            (trigger_id,) = self.target.ids
            self.target.run(
                triggers.set_message,
                trigger_id,
                persona_id,
                self._pages[persona_id].toPlainText(),
                merge=f"triggers.{trigger_id}.messages.{persona_id}",
            )


def personas_of(target: Target) -> list[Persona]:
    """The personas of the map of the target's trigger, and those it already speaks to."""
    (trigger,) = target.entities() or (None,)
    if not isinstance(trigger, Trigger):
        return []
    document = target.document
    served = list(queries.map_personas(document, trigger.map))
    spoken = {message.persona for message in trigger.messages} - {it.id for it in served}
    return served + [it for it in queries.personas(document) if it.id in spoken]
