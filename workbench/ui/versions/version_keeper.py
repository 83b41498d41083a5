"""Keeps a version of each state that is saved, and shows those that there are."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from workbench.model.document import Document
from workbench.model.problems import JourneyError, Problem
from workbench.store import versions, workspace_file
from workbench.store.settings_file import SettingsStore
from workbench.store.versions import Version
from workbench.ui.bridge import Bridge
from workbench.ui.files.files import Files
from workbench.ui.theme import Theme
from workbench.words.file_names import shown
from workbench.words.problem_sentences import sentence
from workbench.words.say import say

if TYPE_CHECKING:
    # the start page is painted before any dialog is needed
    from workbench.ui.versions.versions_dialog import VersionsDialog


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
        # once what failed to open it has come to its end
        files.unreadable.connect(self.offer, Qt.ConnectionType.QueuedConnection)

    def wait(self, seconds: float) -> None:
        """Let the version of the last save be kept, but wait no longer than this."""
        if self._last is not None:
            self._last.join(seconds)

    def show_versions(self) -> None:
        """Show the versions of the open file, to compare and to open copies of them."""
        from workbench.ui.versions.versions_dialog import VersionsDialog

        self._bridge.settle()
        path = self._files.path
        found: tuple[Version, ...] | None = ()
        if path is not None:
            workspace_id = self._bridge.document.workspace.id
            try:
                found = self._looked_up(
                    lambda: versions.kept(versions.versions_folder(), path, workspace_id), path
                )
            except JourneyError as error:
                self.failed.emit(error.problem)
        if found is None:
            return
        # without edits the newest is what is open
        is_edited = not self._bridge.undo_stack.isClean()
        dialog = VersionsDialog(
            self._theme,
            found,
            self._files.name,
            say("versions.about" if path is not None else "versions.about_never_saved"),
            self._window,
            today=self._bridge.document,
            map_id=self._bridge.map_id,
            first=0 if is_edited else 1,
        )
        self._let_choose(dialog, self._files.name)

    def offer(self, path: Path) -> None:
        """Offer copies of the versions of a file that cannot be opened, if there are any."""
        from workbench.ui.versions.versions_dialog import VersionsDialog

        try:
            found = self._looked_up(
                lambda: versions.of_path(versions.versions_folder(), path), path
            )
        except JourneyError as error:
            self.failed.emit(error.problem)
            return
        if found:
            name = shown(path.stem)
            about = say("versions.lost", name=name)
            dialog = VersionsDialog(self._theme, found, name, about, self._window, today=None)
            self._let_choose(dialog, name)

    def _looked_up(
        self, look: Callable[[], tuple[Version, ...]], path: Path
    ) -> tuple[Version, ...] | None:
        """What `look` finds; None where the person gave up waiting for the disk of the file.

        Versions are elsewhere, but belong to the place that links lead to.
        """
        return self._files.disks.ask(look, path, otherwise="version.no_answer")

    def _let_choose(self, dialog: VersionsDialog, name: str) -> None:
        dialog.exec()
        if dialog.chosen is not None:
            self.open_copy(dialog.chosen, name)
        dialog.deleteLater()

    def open_copy(self, version: Version, name: str) -> None:
        """Open a version of the file of that name as a workspace that no file holds yet."""
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
