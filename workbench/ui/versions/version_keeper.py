"""Keeps a version of each state that is saved, and shows those that there are."""

from __future__ import annotations

import datetime
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from workbench.model.document import Document
from workbench.model.problems import JourneyError, Problem
from workbench.store import versions, workspace_file
from workbench.store.settings_file import SettingsStore
from workbench.store.versions import Version
from workbench.ui.bridge import Bridge
from workbench.ui.files import Files
from workbench.ui.theme import Theme
from workbench.words.problem_sentences import sentence
from workbench.words.say import say


class VersionKeeper(QObject):
    """Works in threads of its own, which the program does not wait for when it ends."""

    told = Signal(str)
    """Something worth a quiet message."""
    failed = Signal(object)
    """A Problem: a version could not be kept, told once until one could; or not be opened."""

    def __init__(
        self, bridge: Bridge, files: Files, settings: SettingsStore, theme: Theme, window: QWidget
    ) -> None:
        super().__init__(window)
        self._bridge, self._files, self._settings = bridge, files, settings
        self._theme, self._window = theme, window
        self._last: threading.Thread | None = None
        self._is_troubled = False
        self.told.connect(files.told)
        self.failed.connect(files.failed)
        files.saved.connect(self._on_saved)

    def wait(self, seconds: float) -> None:
        """Let the version of the last save be kept, but wait no longer than this."""
        if self._last is not None:
            self._last.join(seconds)

    def show_versions(self) -> None:
        """Show the versions of the open file, to compare and to open copies of them."""
        from workbench.ui.versions.versions_dialog import VersionsDialog

        self._bridge.settle()
        path = self._files.path
        found: tuple[Version, ...] = ()
        if path is not None:
            try:
                workspace_id = self._bridge.document.workspace.id
                found = versions.kept(versions.versions_folder(), path, workspace_id)
            except JourneyError as error:
                self.failed.emit(error.problem)
        dialog = VersionsDialog(
            self._theme, found, self._bridge, self._files.name, self._window, is_saved=bool(path)
        )
        dialog.exec()
        if dialog.chosen is not None:
            self.open_copy(dialog.chosen)
        dialog.deleteLater()

    def open_copy(self, version: Version) -> None:
        """Open a version as a workspace of its own that no file holds yet."""
        name = self._files.name
        try:
            opened = workspace_file.read(version.path)
        except JourneyError as error:
            self.failed.emit(error.problem)
            return
        if self._files.begin(opened.document, opened.assets):
            self.told.emit(say("versions.opened", name=name))

    def _on_saved(self, document: Document, fingerprint: str) -> None:
        path = self._files.path
        if path is None or not self._settings.get("keep_versions"):
            return
        before = self._last
        now = datetime.datetime.now(datetime.UTC)
        self._last = threading.Thread(
            target=self._keep, args=(before, path, document, fingerprint, now), daemon=True
        )
        self._last.start()

    def _keep(
        self,
        before: threading.Thread | None,
        path: Path,
        document: Document,
        fingerprint: str,
        now: datetime.datetime,
    ) -> None:
        if before is not None:
            before.join()
        try:
            versions.keep(versions.versions_folder(), path, document, fingerprint, now)
        except (JourneyError, OSError) as error:
            why = sentence(error.problem) if isinstance(error, JourneyError) else str(error)
            if not self._is_troubled and isValid(self):
                self.failed.emit(Problem.of("version.not_kept", why=why, name=path.stem))
            self._is_troubled = True
        else:
            self._is_troubled = False
