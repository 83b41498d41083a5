"""Collects garbage while the hand rests.

A full collection walks every object there is: with a map of 1,000 touchpoints it held the
window for about 100 ms, in the middle of whatever somebody was doing. So the automatic one is
off while the window is open. What is young is looked through often, which is quick; what came
since the last rest while neither the pointer nor the document has moved for a while and no button
is held. What was there before is frozen, out of sight of the collector: of 10,000 touchpoints a
look at everything takes 100 ms. It is taken at the first rest, once in every long one, when nobody
looks, and after a very great deal of work.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication

from workbench.ui.bridge import Bridge

_TICK_MS = 250
_RESTING_TICKS = 8
"""Two seconds without anything happening count as rest."""
_LONG_REST_MS = 20_000
"""Whoever has not moved for so long does not notice a pause."""
_MANY_YOUNG = 2_000
_TOO_MANY_YOUNG = 2_000_000
"""So many new objects without a rest, or since everything was looked at, are worth a pause:
memory is not endless either."""


class IdleCollector(QObject):
    """Takes the place of the automatic garbage collection until `stop`."""

    def __init__(self, bridge: Bridge, parent: QObject, long_rest_ms: int = _LONG_REST_MS) -> None:
        super().__init__(parent)
        self._still = 0
        self._long_rest = long_rest_ms // _TICK_MS
        self._since_rest = 0
        self._since_all = _TOO_MANY_YOUNG
        self._pointer = QCursor.pos()
        bridge.changed.connect(self._on_change)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _on_change(self) -> None:
        self._still = 0

    def _tick(self) -> None:
        pointer = QCursor.pos()
        is_held = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        self._still = self._still + 1 if pointer == self._pointer and not is_held else 0
        self._pointer = pointer
        young = gc.get_count()[0]
        if young >= _MANY_YOUNG:
            self._since_rest += young
            gc.collect(0)
        resting = self._still >= _RESTING_TICKS and self._since_rest > 0
        if self._still == self._long_rest and self._since_all + self._since_rest > 0:
            self._collect_all()
        elif resting or self._since_rest >= _TOO_MANY_YOUNG:
            self._collect()

    def _collect(self) -> None:
        """Look through what came since the last time; through everything, once that is much."""
        self._since_all += self._since_rest
        if self._since_all >= _TOO_MANY_YOUNG:
            self._collect_all()
            return
        self._since_rest = 0
        gc.collect()
        gc.freeze()

    def _collect_all(self) -> None:
        gc.unfreeze()
        self._since_rest = self._since_all = 0
        gc.collect()
        gc.freeze()
