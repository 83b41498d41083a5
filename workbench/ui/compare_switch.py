"""Current, Future, Compare: the three ways to look at a pair of maps."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from workbench.ui.bridge import Bridge
from workbench.ui.canvas.new_map import make_future
from workbench.ui.comparison_feed import pair_of
from workbench.ui.theme import set_role
from workbench.words.say import say

_WAYS = ("current", "future", "both")


class CompareSwitch(QWidget):
    """Three buttons of which one is down."""

    compare_changed = Signal(bool)
    """Whether the differences are to be shown."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._is_comparing = False
        self.buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for way in _WAYS:
            button = QPushButton(say(f"compare.{way}"))
            button.setToolTip(say(f"compare.{way}_tip"))
            button.setCheckable(True)
            set_role(button, "tab")
            group.addButton(button)
            row.addWidget(button)
            button.clicked.connect(lambda _=False, way=way: self.choose(way))
            self.buttons[way] = button
        bridge.map_changed.connect(self._refresh)
        bridge.changed.connect(self._refresh)
        self._refresh()

    def choose(self, way: str) -> None:
        """Show the "current" map, the "future" one, or "both" on the future one."""
        pair = pair_of(self._bridge.document, self._bridge.map_id)
        if way != "current" and pair is None:
            self.make_future()
        elif pair is not None:
            self._bridge.show_map(pair[0] if way == "current" else pair[1])
        self._set_comparing(way == "both")

    def make_future(self) -> None:
        """Make the future map of the shown one, and show it."""
        make_future(self._bridge, self._bridge.map_id)

    def _set_comparing(self, comparing: bool) -> None:
        if comparing != self._is_comparing:
            self._is_comparing = comparing
            self.compare_changed.emit(comparing)
        self._refresh()

    def _refresh(self) -> None:
        document, shown = self._bridge.document, self._bridge.map_id
        pair = pair_of(document, shown)
        on_future = pair is not None and pair[1] == shown
        if self._is_comparing and not on_future:
            self._set_comparing(False)
            return
        way = "both" if self._is_comparing else "future" if on_future else "current"
        self.buttons[way].setChecked(True)
        self.buttons["both"].setEnabled(pair is not None)
        for button in self.buttons.values():
            button.setVisible(shown in document.maps)
