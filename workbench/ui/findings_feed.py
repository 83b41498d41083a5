"""Keeps the findings of the shown map fresh while people edit, off the window's thread."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from workbench.analysis.finding import Finding
from workbench.exchange import messages
from workbench.model.document import Document
from workbench.model.packing import pack
from workbench.model.patch import Patch, encode_changes
from workbench.ui.bridge import Bridge
from workbench.ui.tasks import Worker

_PAUSE_MS = 80


class FindingsFeed(QObject):
    """Tells the worker every patch, and asks it for findings once the hand pauses."""

    def __init__(
        self,
        bridge: Bridge,
        worker: Worker,
        parent: QObject,
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._worker = bridge, worker
        self.today = today
        self._asked = 0
        self._known = 0
        """The number of the answer that was taken last; 0 where none was since the last load."""
        self._map = ""
        self._found: tuple[Finding, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        worker.restarted.connect(self._load)
        bridge.loaded.connect(self._load)
        bridge.changed.connect(self._follow)
        bridge.map_changed.connect(lambda _map: self._pause.start())

    def _load(self) -> None:
        self._known, self._found = 0, ()
        if self._worker.is_running:
            self._worker.tell(messages.Load(pack(self._bridge.document)))
            self._pause.start()

    def _follow(self, patch: Patch, _document: Document) -> None:
        if self._worker.is_running:
            self._worker.tell(messages.Follow(encode_changes(patch.changes)))
            self._pause.start()

    def _ask(self) -> None:
        map_id = self._bridge.map_id
        if not map_id:
            self._bridge.set_findings(())
            return
        if not self._worker.is_running:
            return
        self._worker.forget(self._asked)
        known = self._known if map_id == self._map else 0
        self._asked = self._worker.ask(
            lambda number: messages.AskFindings(number, map_id, self.today(), known),
            lambda payload: self._take(map_id, payload),
            lambda _problem: None,
        )

    def _take(self, map_id: str, payload: bytes) -> None:
        from workbench.analysis.finding_changes import decode, followed

        self._found = followed(self._found, decode(payload))
        self._known, self._map = self._asked, map_id
        if map_id == self._bridge.map_id:
            self._bridge.set_findings(self._found)
