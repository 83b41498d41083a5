"""Keeps the flow figures of the shown map fresh, as they are and as they would be."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.exchange import messages
from workbench.model.patch import Patch, encode_changes
from workbench.model.problems import Problem
from workbench.ui.bridge import Bridge
from workbench.ui.tasks import Worker

if TYPE_CHECKING:
    from workbench.analysis.flow_figures import Flow

_PAUSE_MS = 150


class FlowFeed(QObject):
    """Asks the worker for the figures of the flow once the hand pauses."""

    found = Signal(object)
    """The Flow of the shown map; None while there is none, as just after another map opens."""
    tried = Signal(object)
    """The Flow as it would be after the changes that are tried; None without any."""

    def __init__(self, bridge: Bridge, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._worker = bridge, worker
        self._flow: Flow | None = None
        self._trial: Callable[[], Patch] | None = None
        self._asked = self._asked_trial = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        for signal in (bridge.changed, worker.restarted):
            signal.connect(self._pause.start)
        bridge.map_changed.connect(self._start_anew)

    @property
    def flow(self) -> Flow | None:
        """The figures of the shown map as they were last found."""
        return self._flow

    def try_changes(self, trial: Callable[[], Patch] | None) -> None:
        """Ask also what would be after the changes that `trial` gives; None for no more."""
        self._trial = trial
        if trial is None:
            self._worker.forget(self._asked_trial)
            self.tried.emit(None)
        else:
            self._pause.start()

    def _start_anew(self) -> None:
        self._worker.forget(self._asked)
        self._flow = None
        self.found.emit(None)
        self._pause.start()

    def _ask(self) -> None:
        map_id = self._bridge.map_id
        if not map_id or not self._worker.is_running:
            return
        self._worker.forget(self._asked)
        self._asked = self._send(map_id, b"", self._take)
        if self._trial is not None:
            self._worker.forget(self._asked_trial)
            changes = encode_changes(self._trial().changes)
            self._asked_trial = self._send(map_id, changes, self._take_trial)

    def _send(self, map_id: str, changes: bytes, take: Callable[[bytes], None]) -> int:
        return self._worker.ask(
            lambda number: messages.AskFlow(number, map_id, changes), take, _keep_what_is_known
        )

    def _take(self, payload: bytes) -> None:
        self._flow = _decoded(payload)
        self.found.emit(self._flow)

    def _take_trial(self, payload: bytes) -> None:
        if self._trial is not None:
            self.tried.emit(_decoded(payload))


def _keep_what_is_known(_problem: Problem) -> None:
    """The window tells of a broken worker; figures come again with the next question."""


def _decoded(payload: bytes) -> Flow:
    from workbench.analysis.flow_figures import decode

    return decode(payload)
