"""From where on the rule of a gap speaks up, such as evidence that is older than 12 months."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from workbench.analysis.rules.limits import LIMITS
from workbench.model.commands import rule_settings
from workbench.model.document import Document
from workbench.model.patch import Patch
from workbench.ui.bridge import Bridge
from workbench.ui.panels.controls import UndoKeys
from workbench.ui.panels.gaps_cells import mark_invalid
from workbench.ui.theme import set_role
from workbench.words.say import number, say

_WIDTH = 56


class LimitField(QWidget):
    """A number with its unit, for rules that have a limit; blank is the rule's own.

    It is taken by Enter or by leaving the field: half a number could end the very gap that is
    being read.
    """

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._rule = ""
        self._name, self._unit, self.line = QLabel(), QLabel(), QLineEdit()
        set_role(self._name, "field")
        set_role(self._unit, "muted")
        self._name.setBuddy(self.line)
        self.line.setFixedWidth(_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self._name, self.line, self._unit):
            row.addWidget(widget)
        row.addStretch(1)
        UndoKeys(bridge, self.line)
        self.line.editingFinished.connect(self._take)
        bridge.settling.connect(self._take)
        bridge.changed.connect(self._on_changed)

    def show_rule(self, rule: str) -> None:
        """Show the limit of a rule; hide where it has none."""
        own = LIMITS.get(rule)
        self.setVisible(own is not None)
        if own is None:
            self._rule = ""
            return
        if rule == self._rule and self.line.hasFocus() and self.line.isModified():
            return
        self._rule = rule
        name = say(f"why.limit.{rule}")
        self._name.setText(name)
        self._unit.setText(say(f"why.limit.{rule}.unit"))
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(number(own))
        self._show_kept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.line.isModified():
            self._show_kept()
        else:
            super().keyPressEvent(event)

    def _on_changed(self, patch: Patch, _document: Document) -> None:
        if self._rule and "rule_settings" in patch.tables():
            self.show_rule(self._rule)

    def _kept(self) -> float | None:
        known = self._bridge.document.rule_settings.values()
        return next((item.limit for item in known if item.rule == self._rule), None)

    def _show_kept(self) -> None:
        kept = self._kept()
        self.line.setText("" if kept is None else number(kept, 4))
        self._mark(False)

    def _mark(self, invalid: bool) -> None:
        mark_invalid(self.line, invalid)
        self.line.setToolTip(say("why.limit.invalid" if invalid else "why.limit.tip"))

    def _take(self) -> None:
        if not self._rule or not self.line.isModified():
            return
        try:
            limit = _limit_of(self.line.text())
        except ValueError:
            self._mark(True)
            return
        self.line.setModified(False)
        if limit != self._kept():
            self._bridge.run(rule_settings.set_rule, self._rule, limit=limit)
        self._show_kept()


def _limit_of(text: str) -> float | None:
    """The limit that a text says, None for a blank. Raises ValueError for what is none."""
    plain = text.strip().removesuffix("%").strip()
    if not plain:
        return None
    limit = float(plain.replace(",", "."))
    if limit < 0 or not math.isfinite(limit):
        raise ValueError(text)
    return limit
