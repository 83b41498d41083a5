"""Saving into the file by itself, some minutes after the first change, at a quiet moment."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from workbench.model.problems import Problem
from workbench.store.settings_file import SettingsStore
from workbench.ui.bridge import Bridge
from workbench.ui.files.files import Files
from workbench.ui.files.standing import SaveState

_LOOK_MS = 2000
_QUIET_SECONDS = 2.0


class TimedSaving(QObject):
    """Off unless Preferences say otherwise. Undo stays as it is.

    Never while a gesture, a dialog such as an import review, or a menu is under way, and never
    over what somebody else wrote: `Files.save_by_itself` sees to that. A save that fails is
    tried again after the same time.
    """

    def __init__(
        self,
        bridge: Bridge,
        files: Files,
        settings: SettingsStore,
        parent: QObject,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(parent)
        self._files, self._settings, self._clock = files, settings, clock
        self._since = self._touched = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        files.state_changed.connect(self._follow)
        files.not_saved_by_itself.connect(self._on_failed)
        bridge.changed.connect(self._on_changed)

    def look(self) -> None:
        """Save now, if it is time and the moment is quiet."""
        minutes, now = self._settings.get("timed_saving"), self._clock()
        if minutes == "off" or now - self._since < int(minutes) * 60:
            return
        if now - self._touched >= _QUIET_SECONDS and not _is_busy():
            self._files.save_by_itself()

    def _follow(self) -> None:
        is_wanted = self._files.path is not None and self._files.state is SaveState.CHANGED
        if not is_wanted:
            self._timer.stop()
        elif not self._timer.isActive():
            self._since = self._clock()
            self._timer.start()

    def _on_changed(self) -> None:
        self._touched = self._clock()

    def _on_failed(self, _problem: Problem | None) -> None:
        self._since = self._clock()


def _is_busy() -> bool:
    """Whether a button is held down, or a dialog or menu is open."""
    return (
        QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        or QApplication.activeModalWidget() is not None
        or QApplication.activePopupWidget() is not None
    )
