"""The personas of the workspace: see the map as one of them, edit them, let the map serve them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.model import queries
from workbench.model.commands import edit, personas
from workbench.model.document import Document
from workbench.model.entities import Persona
from workbench.model.patch import Patch
from workbench.ui.bridge import Bridge
from workbench.ui.panels.heads import panel_head
from workbench.ui.panels.personas_list import PersonaRow, PersonasList
from workbench.ui.picture_drops import PictureDrops
from workbench.ui.theme import Theme, set_role
from workbench.words.say import number, say

_TABLES = frozenset({"personas", "needs", "maps"})


class PersonasPanel(QWidget):
    """One row per persona. A click chooses its view of the map, another click all views."""

    edit_requested = Signal(str)
    """The id of the persona to edit."""
    create_requested = Signal()
    compare_requested = Signal()
    card_requested = Signal(str)
    """The id of the persona whose card to print."""
    picture_dropped = Signal(str, object)
    """The id of a persona and the Path of a picture for it."""

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        parent: QWidget | None = None,
        picture: Callable[[str], bytes] = lambda _name: b"",
    ) -> None:
        """`picture` gives the bytes of a picture by its asset name, none where unknown."""
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme
        self.list = PersonasList(theme, picture, self)
        self.list.setAccessibleName(say("personas.title"))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.list.lens_wanted.connect(self._on_lens_wanted)
        self.list.edit_wanted.connect(self.edit_requested)
        self.list.delete_wanted.connect(self._delete)
        PictureDrops(self.list.viewport(), self.list.persona_at, self.picture_dropped.emit)
        self._build()
        bridge.loaded.connect(self._fill)
        bridge.map_changed.connect(self._on_view)
        bridge.lens_changed.connect(self._on_view)
        bridge.changed.connect(self._on_changed)
        theme.changed.connect(self._dress)
        self._dress()
        self._fill()

    def _build(self) -> None:
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._add = QToolButton()
        self._add.setObjectName("personas-add")
        self._add.setToolTip(say("personas.add"))
        self._add.setAccessibleName(say("personas.add"))
        self._add.setFixedSize(28, 28)
        self._add.setIconSize(QSize(18, 18))
        self._add.setStyleSheet("padding: 0")
        self._add.clicked.connect(self.create_requested)
        head = panel_head(say("personas.title"), self._add, top=12, right=8, bottom=4)
        self._empty = QLabel(say("personas.empty"))
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(12, 0, 12, 8)
        set_role(self._empty, "muted")
        self._first = QPushButton(say("personas.first"))
        self._first.setObjectName("personas-first")
        self._first.clicked.connect(self.create_requested)
        self._first_line = QWidget()
        line = QHBoxLayout(self._first_line)
        line.setContentsMargins(12, 0, 12, 8)
        line.addWidget(self._first)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addWidget(self._first_line)
        column.addWidget(self.list)

    def _dress(self) -> None:
        self._add.setIcon(self._theme.icon("plus"))

    def _on_changed(self, patch: Patch, _document: Document) -> None:
        if patch.tables() & _TABLES:
            self._fill()

    def _on_view(self, _chosen: object) -> None:
        self._fill()

    def _fill(self) -> None:
        document = self._bridge.document
        rows = [self._row(document, persona) for persona in queries.personas(document)]
        self.list.set_rows(rows, self._bridge.lens)
        self.list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._first_line.setVisible(not rows)

    def _row(self, document: Document, persona: Persona) -> PersonaRow:
        needs = say("personas.needs", n=len(queries.needs(document, persona.id)))
        parts = [needs]
        if persona.kind == "B2B":
            parts.insert(0, persona.kind)
        full, short = list(parts), list(parts)
        if persona.share is not None:
            share = number(persona.share)
            short.insert(0, say("personas.share", share=share))
            code = "personas.share" if persona.kind == "B2B" else "personas.share_of"
            full.insert(0, say(code, share=share))
        served = self._serves(persona.id)
        if not served:
            full.append(say("personas.not_served"))
            short = [say("personas.not_served"), *short]
        return PersonaRow(
            persona.id,
            persona.name or say("words.nameless"),
            " · ".join(full),
            " · ".join(short),
            persona.picture,
            served,
        )

    def _serves(self, persona_id: str) -> bool:
        journey = self._bridge.document.maps.get(self._bridge.map_id)
        return journey is None or persona_id in journey.personas

    def _on_lens_wanted(self, persona_id: str) -> None:
        self._bridge.set_lens(None if self._bridge.lens == persona_id else persona_id)

    def menu_for(self, persona_id: str) -> QMenu:
        """What can be done with a persona."""
        menu = QMenu(self)
        menu.addAction(say("personas.edit"), lambda: self.edit_requested.emit(persona_id))
        menu.addAction(say("personas.duplicate"), lambda: self._duplicate(persona_id))
        menu.addSeparator()
        compare = menu.addAction(say("personas.compare"), self.compare_requested.emit)
        compare.setEnabled(len(self._bridge.document.personas) > 1)
        menu.addAction(say("personas.card"), lambda: self.card_requested.emit(persona_id))
        if self._bridge.map_id:
            serves = QAction(say("personas.serves"), menu)
            serves.setCheckable(True)
            serves.setChecked(self._serves(persona_id))
            serves.triggered.connect(lambda on: self._set_served(persona_id, on))
            menu.addSeparator()
            menu.addAction(serves)
        menu.addSeparator()
        menu.addAction(say("personas.delete"), lambda: self._delete(persona_id))
        return menu

    def _open_menu(self, position: QPoint) -> None:
        persona_id = self.list.persona_at(position)
        if persona_id is not None:
            menu = self.menu_for(persona_id)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.list.viewport().mapToGlobal(position))

    def _duplicate(self, persona_id: str) -> None:
        name = self._bridge.document.personas[persona_id].name
        self._bridge.run(personas.duplicate, persona_id, say("personas.copy", name=name))

    def _delete(self, persona_id: str) -> None:
        self._bridge.run(edit.remove, [("personas", persona_id)])

    def _set_served(self, persona_id: str, on: bool) -> None:
        served = self._bridge.document.maps[self._bridge.map_id].personas
        chosen = [it for it in served if it != persona_id] + ([persona_id] if on else [])
        self._bridge.run(edit.set_field, "maps", self._bridge.map_id, "personas", tuple(chosen))
