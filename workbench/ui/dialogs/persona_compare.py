"""All personas side by side: what they have in common, and what sets them apart."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.model import queries
from workbench.model.document import Document
from workbench.model.patch import Patch
from workbench.ui.bridge import Bridge
from workbench.ui.dialogs.persona_compare_rows import compare_rows
from workbench.ui.dialogs.persona_compare_table import CompareTable
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say


class PersonaCompare(QDialog):
    """Follows the document; `edit` opens the editor of a persona over this window."""

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        picture: Callable[[str], bytes],
        edit: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        """`picture` gives the bytes of a picture by its asset name, none where unknown."""
        super().__init__(parent)
        self._bridge = bridge
        set_role(self, "panel")
        self.setWindowTitle(say("personas.compare.title"))
        self.resize(1080, 760)
        self.table = CompareTable(theme, picture)
        self.table.setAccessibleName(say("personas.compare.heading"))
        self.table.edit_wanted.connect(edit)
        self.only = QCheckBox(say("personas.compare.differences"))
        self.only.setToolTip(say("personas.compare.differences.tip"))
        self.only.toggled.connect(self.refresh)
        self._message = QLabel()
        self._message.setWordWrap(True)
        set_role(self._message, "muted")
        self._build()
        for key, step in (
            (QKeySequence.StandardKey.Undo, bridge.undo),
            (QKeySequence.StandardKey.Redo, bridge.redo),
        ):
            QShortcut(QKeySequence(key), self, step)
        bridge.changed.connect(self._on_changed)
        self.refresh()
        self.table.setFocus()

    def done(self, result: int) -> None:
        self._bridge.changed.disconnect(self._on_changed)
        super().done(result)

    def refresh(self) -> None:
        """Show the personas as they are, on the map that is shown."""
        document, map_id = self._bridge.document, self._bridge.map_id
        personas = queries.personas(document)
        rows = compare_rows(document, map_id)
        if self.only.isChecked():
            rows = tuple(row for row in rows if row.differs)
        self.table.show_rows(personas, rows)
        self.table.setVisible(bool(personas))
        self.only.setEnabled(len(personas) > 1)
        self._message.setText(self._told(len(personas), len(rows)))
        self._message.setVisible(bool(self._message.text()))

    def _told(self, personas: int, rows: int) -> str:
        if personas == 0:
            return say("personas.compare.none")
        if personas == 1:
            return say("personas.compare.too_few")
        return "" if rows else say("personas.compare.alike")

    def _build(self) -> None:
        heading = QLabel(say("personas.compare.heading"))
        set_role(heading, "heading")
        head = QHBoxLayout()
        head.addWidget(heading)
        head.addStretch(1)
        head.addWidget(self.only)
        hint = QLabel(say("personas.compare.hint", mark=say("personas.compare.mark")))
        hint.setWordWrap(True)
        set_role(hint, "small")
        close = QPushButton(say("personas.compare.close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(hint, 1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._message)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)

    def _on_changed(self, _patch: Patch, _document: Document) -> None:
        self.refresh()
