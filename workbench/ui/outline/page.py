"""The middle of the window: the map as a picture or as an outline, below the map switcher."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.model.entities import NoteKind
from workbench.ui.actions.actions import Actions
from workbench.ui.actions.catalogue import CATALOGUE
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.map_switcher import MapSwitcher
from workbench.ui.canvas.telling import expose
from workbench.ui.canvas.view import MapView
from workbench.ui.find.find_bar import FindBar
from workbench.ui.outline.view import OutlineView
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

_KEY = next(spec.key for spec in CATALOGUE if spec.id == "outline")


class MapPage(QWidget):
    """The switcher of maps with Map | Outline beside it, and the one of the two that is shown."""

    outline_shown = Signal(bool)
    """The outline took the place of the canvas, or the canvas the outline's."""

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        switcher: MapSwitcher,
        view: MapView,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_role(self, "window")
        self._bridge = bridge
        self._group = QButtonGroup(self)
        expose(view, bridge)
        self.view, self.outline = view, OutlineView(bridge, theme, view)
        self.find_bar = FindBar(bridge, theme, view)
        self.find_bar.left.connect(lambda: self.front.setFocus(Qt.FocusReason.OtherFocusReason))
        self._middle = QStackedWidget()
        self._middle.addWidget(view)
        self._middle.addWidget(self.outline)
        self.buttons = {name: self._button(name) for name in ("map", "outline")}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head(switcher))
        column.addWidget(self.find_bar)
        column.addWidget(self._middle, 1)
        self.buttons["map"].setChecked(True)

    @property
    def is_outline(self) -> bool:
        """Whether the outline is shown."""
        return self._middle.currentWidget() is self.outline

    @property
    def front(self) -> MapView | OutlineView:
        """The one that is shown: both are asked the same things."""
        return self.outline if self.is_outline else self.view

    def show_outline(self, shown: bool) -> None:
        """Show the outline or the canvas; what had the focus gives it to the other."""
        self.buttons["outline" if shown else "map"].setChecked(True)
        if shown == self.is_outline:
            return
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self._middle.isAncestorOf(focused)
        self._middle.setCurrentWidget(self.outline if shown else self.view)
        if had_focus:
            self.front.setFocus(Qt.FocusReason.OtherFocusReason)
        for place in self._bridge.selection[-1:]:
            self.front.reveal(*place)
        self.outline_shown.emit(shown)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What to call, by action id: adding and editing go to whichever of the two is shown."""
        return {
            "find": self.find_bar.start,
            "find_next": self.find_bar.next,
            "find_previous": self.find_bar.previous,
            "outline": lambda: self.show_outline(not self.is_outline),
            "rename": lambda: self.front.edit_title(*self._bridge.selection[-1]),
            "delete": lambda: self.front.delete_selection(),
            "select_all": lambda: self.front.select_all(),
            "connect_to": self._connect,
            "add_touchpoint": lambda: self.front.add_touchpoint(),
            "add_note": lambda: self.front.add_note(),
            "add_stage": lambda: self.front.add_stage(),
        }

    def attach(self, actions: Actions) -> None:
        """Give the outline the actions that the canvas has, and tick its own as things are."""
        self.outline.lines.addActions(self.view.actions())
        self.outline_shown.connect(actions["outline"].setChecked)

    def add_from_palette(self, kind: str, code: str) -> None:
        """Add what was chosen in the palette ("channel" or "note") to the selected cell."""
        if kind == "channel":
            self.view.add_touchpoint_of(code)
        elif self.is_outline:
            self.outline.add_note_of(cast(NoteKind, code))
        else:
            self.view.add_note_of(cast(NoteKind, code))

    def _connect(self) -> None:
        """Connect by key: the canvas shows where to."""
        self.show_outline(False)
        self.view.connect_selected()

    def _head(self, switcher: MapSwitcher) -> QWidget:
        head = QWidget()
        set_role(head, "panel")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(switcher, 1)
        for button in self.buttons.values():
            row.addWidget(button)
        return head

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(say(f"outline.switch.{name}"))
        button.setToolTip(say(f"outline.switch.{name}_tip", key=_KEY))
        button.setCheckable(True)
        set_role(button, "tab")
        self._group.addButton(button)
        button.clicked.connect(lambda: self.show_outline(name == "outline"))
        return button
