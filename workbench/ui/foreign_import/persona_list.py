"""The personas that an import gives, each with what was read about it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Persona
from workbench.ui.panels.avatar import avatar
from workbench.ui.theme import Theme
from workbench.words.labels import choice_name, field_name
from workbench.words.say import say

_AVATAR = 22
_ID = Qt.ItemDataRole.UserRole
_FIELDS = ("segment", "summary", "quote", "details", "buying_triggers", "objections")
_NAME_WIDTH = 220


class PersonaList(QTreeWidget):
    """A line per persona; below it the texts and needs that were read."""

    persona_chosen = Signal(str)
    """The id of the persona that was clicked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setIconSize(QSize(_AVATAR, _AVATAR))
        self.setUniformRowHeights(False)
        self.setAccessibleName(say("foreign_import.personas"))
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.header().resizeSection(0, _NAME_WIDTH)
        self.itemClicked.connect(lambda item, _column: self.persona_chosen.emit(item.data(0, _ID)))

    def show_document(self, document: Document) -> None:
        """List the personas of a document."""
        self.clear()
        for persona in queries.personas(document):
            item = self._line(persona.name or say("words.nameless"), _about(persona), persona.id)
            item.setIcon(0, QIcon(avatar(persona.id, persona.name, _AVATAR, 2.0)))
            item.setFont(0, self._theme.font(bold=True))
            for name in _FIELDS:
                text = getattr(persona, name)
                if text:
                    item.addChild(self._line(field_name("personas", name), text, persona.id))
            for need in document.needs.values():
                if need.persona == persona.id:
                    kind = choice_name("kind", need.kind)
                    item.addChild(self._line(kind, need.text, persona.id))
            self.addTopLevelItem(item)
            item.setExpanded(True)

    def mark(self, identifier: str) -> None:
        """Make a persona the current one."""
        for at in range(self.topLevelItemCount()):
            item = self.topLevelItem(at)
            if item is not None and item.data(0, _ID) == identifier:
                self.setCurrentItem(item)
                self.scrollToItem(item)

    def _line(self, name: str, text: str, identifier: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([name, " ".join(text.split())])
        item.setData(0, _ID, identifier)
        item.setToolTip(1, text)
        return item


def _about(persona: Persona) -> str:
    parts: list[str] = [persona.kind]
    if persona.share is not None:
        parts.append(f"{persona.share:g} %")
    return " · ".join(parts)
