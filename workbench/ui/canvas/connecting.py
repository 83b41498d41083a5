"""Connecting by key: L, then arrows or the beginning of a title, then Enter."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from workbench.drawing import walk
from workbench.drawing.geometry import Rect
from workbench.drawing.targets import reading_order
from workbench.model import queries
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.editing import MapEditing
from workbench.ui.canvas.scene import MapScene
from workbench.words.folding import folded
from workbench.words.say import say

_TYPING_SECONDS = 1.5


class Connecting:
    """Chooses the touchpoint that the selected one leads to.

    `tell` shows what the next key does, `reveal` brings a card into view.
    """

    def __init__(
        self,
        bridge: Bridge,
        scene: MapScene,
        editing: MapEditing,
        tell: Callable[[str], None],
        reveal: Callable[[str, str], None],
    ) -> None:
        self._bridge, self._scene, self._editing = bridge, scene, editing
        self._tell, self._reveal = tell, reveal
        self._source = self._target = ""
        self._typed, self._typed_at = "", 0.0

    @property
    def is_on(self) -> bool:
        return bool(self._source)

    def begin(self) -> bool:
        """Start at the selected touchpoint; False where there is none or no other."""
        chosen = [item for table, item in self._bridge.selection if table == "touchpoints"]
        if not chosen or chosen[-1] not in self._scene.board.layout.boxes:
            return False
        source, order = chosen[-1], self._order()
        led_to = {it.target for it in queries.connections_of(self._bridge.document, source)}
        at = order.index(source)
        others = order[at + 1 :] + order[:at]
        if not others:
            return False
        self._source, self._typed = source, ""
        self._aim(next((item for item in others if item not in led_to), others[0]))
        return True

    def press(self, event: QKeyEvent, arrow: walk.Direction | None) -> None:
        """Handle any key while choosing; Tab comes as `step`."""
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            source, target = self._source, self._target
            self.give_up()
            self._editing.connect(source, target)
            self._editing.select_cards([target])
        elif arrow is not None:
            self._walk(arrow)
        elif event.text().isprintable() and event.text():
            self._look_for(event.text())

    def step(self, step: int) -> None:
        """Aim at the next or previous touchpoint, round and round."""
        others = [item for item in self._order() if item != self._source]
        self._aim(others[(others.index(self._target) + step) % len(others)])

    def give_up(self) -> None:
        if self._source:
            self._source = ""
            self._tell("")
            self._scene.connection_preview.show_between(None, Rect(0, 0, 0, 0), on_card=False)

    def _order(self) -> list[str]:
        layout = self._scene.board.layout
        return [it for it in reading_order(layout) if layout.boxes[it].table == "touchpoints"]

    def _walk(self, direction: walk.Direction) -> None:
        layout = self._scene.board.layout
        found: str | None = walk.neighbour(layout, self._target, direction)
        while found is not None and (
            found == self._source or layout.boxes[found].table != "touchpoints"
        ):
            found = walk.neighbour(layout, found, direction)
        if found is not None:
            self._aim(found)

    def _look_for(self, text: str) -> None:
        """Aim at the first touchpoint whose title, or a word in it, begins with what is typed."""
        now = monotonic()
        self._typed = (self._typed if now - self._typed_at < _TYPING_SECONDS else "") + text
        self._typed_at = now
        wanted = folded(self._typed)
        titles = self._bridge.document.touchpoints
        others = [item for item in self._order() if item != self._source]
        for lead in ("", " "):
            for item in others:
                title = folded(titles[item].title)
                if title.startswith(wanted) if not lead else f" {wanted}" in title:
                    self._aim(item)
                    return

    def _aim(self, target: str) -> None:
        self._target = target
        boxes, titles = self._scene.board.layout.boxes, self._bridge.document.touchpoints
        self._scene.connection_preview.show_between(
            boxes[self._source].rect, boxes[target].rect, on_card=True
        )
        self._reveal("touchpoints", target)
        source, aim = titles[self._source].title, titles[target].title
        self._tell(say("keys.connecting", source=source, target=aim))
