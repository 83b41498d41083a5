"""Scores by key: a digit is the importance, S and a digit the satisfaction, + and − the feeling."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from workbench.model.commands import edit, feelings
from workbench.ui.bridge import Bridge
from workbench.words.say import say

_BETTER, _WORSE = ("+", "="), ("-", "\u2212")


class Scoring:
    """Gives scores to the selected touchpoints. `tell` shows what the next key does."""

    def __init__(self, bridge: Bridge, tell: Callable[[str], None]) -> None:
        self._bridge, self._tell = bridge, tell
        self._is_waiting = False

    def press(self, event: QKeyEvent) -> bool:
        """Handle a key; False where it is none of these, or no touchpoint is selected."""
        waited = self._is_waiting
        self.give_up()
        if waited and event.key() == Qt.Key.Key_Escape:
            return True
        chosen, text = self._chosen(), event.text()
        if not chosen or not _types(event):
            return False
        score = _score(text)
        if score is not None:
            self._set(chosen, "satisfaction" if waited else "importance", score)
        elif text.lower() == "s":
            self._is_waiting = True
            self._tell(say("keys.satisfaction"))
        elif text in _BETTER or text in _WORSE:
            merge = f"feeling.{'.'.join(chosen)}"
            self._bridge.run(feelings.shift, chosen, 1 if text in _BETTER else -1, merge=merge)
        else:
            return False
        return True

    def give_up(self) -> None:
        """No longer wait for the digit after S."""
        if self._is_waiting:
            self._is_waiting = False
            self._tell("")

    def _chosen(self) -> list[str]:
        return [item for table, item in self._bridge.selection if table == "touchpoints"]

    def _set(self, chosen: list[str], field: str, score: float) -> None:
        self._bridge.run(edit.set_fields, "touchpoints", chosen, {field: score})


def _types(event: QKeyEvent) -> bool:
    """Whether a key stands for its sign: Shift types digits on some keyboards."""
    typing = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    return not event.modifiers() & ~typing


def _score(text: str) -> float | None:
    """1 to 10 for a typed digit, 0 being 10."""
    if len(text) == 1 and text in "0123456789":
        return float(text) or 10.0
    return None
