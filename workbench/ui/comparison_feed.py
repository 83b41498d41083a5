"""Keeps the comparison of a future map with its current one fresh, off the window's thread."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.exchange import messages
from workbench.model import queries
from workbench.model.document import Document
from workbench.ui.bridge import Bridge
from workbench.ui.tasks import Worker

if TYPE_CHECKING:
    from workbench.analysis.comparison import Comparison

_PAUSE_MS = 250


class ComparisonFeed(QObject):
    """Asks the worker, while it is wanted, what the future map changes."""

    compared = Signal(object)
    """The Comparison of the shown map's pair, or None where it has no pair."""

    def __init__(
        self,
        bridge: Bridge,
        worker: Worker,
        parent: QObject,
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._worker, self._today = bridge, worker, today
        self._is_wanted = False
        self._asked = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        for signal in (bridge.changed, bridge.map_changed, worker.restarted):
            signal.connect(self._pause.start)

    def want(self, wanted: bool) -> None:
        """Ask from now on, or no more."""
        self._is_wanted = wanted
        if wanted:
            self._ask()

    def _ask(self) -> None:
        pair = pair_of(self._bridge.document, self._bridge.map_id)
        if not self._is_wanted or not self._worker.is_running:
            return
        self._worker.forget(self._asked)
        if pair is None:
            self.compared.emit(None)
            return
        self._asked = self._worker.ask(
            lambda number: messages.AskComparison(number, pair[1], self._today()),
            self._take,
            lambda _problem: None,
        )

    def _take(self, payload: bytes) -> None:
        from workbench.analysis.comparison import decode

        found: Comparison | None = decode(payload)
        self.compared.emit(found)


def pair_of(document: Document, map_id: str) -> tuple[str, str] | None:
    """(current, future) of a map: the one it is based on, or the first future based on it."""
    journey = document.maps.get(map_id)
    if journey is None:
        return None
    if journey.based_on is not None:
        return journey.based_on, map_id
    for other in queries.maps(document):
        if other.based_on == map_id:
            return map_id, other.id
    return None
