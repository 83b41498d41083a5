"""A channel's icon, chosen from those of the channel library."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from workbench.model import queries
from workbench.store import templates
from workbench.ui.panels.fields import FieldEditor
from workbench.ui.panels.flow import FlowLayout
from workbench.ui.panels.target import SEVERAL, Target
from workbench.ui.theme import Theme
from workbench.words.say import say

_SIDE, _ICON = 30, 18
_NONE = "star"
"""What a channel without an icon shows."""


class IconField(FieldEditor):
    """One button per icon, named after the library's channel that has it; the first is none."""

    def __init__(self, theme: Theme, target: Target, name: str) -> None:
        self._page = QWidget()
        super().__init__(theme, target, name, self._page)
        flow = FlowLayout(self._page)
        self._buttons: dict[str, QToolButton] = {}
        names = {it.icon: it.name for it in reversed(queries.channels(templates.library()))}
        for icon in ("", *sorted(names, key=names.__getitem__)):
            tip = say("icons.icon", name=names[icon]) if icon else say("icons.automatic")
            button = QToolButton()
            button.setObjectName(f"icon-{icon}")
            button.setCheckable(True)
            button.setFixedSize(_SIDE, _SIDE)
            button.setIconSize(QSize(_ICON, _ICON))
            button.setStyleSheet("padding: 0")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(lambda _on, it=icon: self._choose(it))
            flow.addWidget(button)
            self._buttons[icon] = button
        theme.changed.connect(self.show_anew)

    def _show(self, value: Any) -> None:
        chosen = None if value is SEVERAL else value
        palette = self.theme.palette
        for icon, button in self._buttons.items():
            button.setChecked(icon == chosen)
            ink = palette.accent if icon == chosen else palette.muted
            button.setIcon(self.theme.icon(icon or _NONE, ink))

    def _choose(self, icon: str) -> None:
        self._enter(icon)
        self.refresh(force=True)
