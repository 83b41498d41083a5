"""The system's dialogs that let a person choose files."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from workbench.model.problems import Problem
from workbench.store.settings_file import SettingsStore
from workbench.ui.files import questions as file_questions
from workbench.ui.files.opening import is_same_file
from workbench.ui.files.recent_files import written
from workbench.words.file_names import can_be_kept, is_device, legal
from workbench.words.say import say

SUFFIX = ".journey"


class FileChooser(QObject):
    """Asks for files, from the folder that was used last."""

    failed = Signal(object)
    """A Problem: what was chosen cannot be taken."""

    def __init__(
        self,
        settings: SettingsStore,
        window: QWidget,
        open_file: Callable[[], tuple[Path | None, str]],
    ) -> None:
        """`open_file` gives the path of the open workspace, if it has one, and its name."""
        super().__init__(window)
        self._settings, self._window, self._open_file = settings, window, open_file

    def ask_open(self, title: str, kinds: str) -> Path | None:
        """Let the person choose an existing file."""
        name, _ = QFileDialog.getOpenFileName(self._window, title, self._folder(), kinds)
        return self._chosen(name)

    def ask_open_several(self, title: str, kinds: str) -> list[Path]:
        """Let the person choose existing files; none where they think better of it."""
        names, _ = QFileDialog.getOpenFileNames(self._window, title, self._folder(), kinds)
        return [path for name in names if (path := self._chosen(name)) is not None]

    def ask_save(
        self, title: str, kinds: str, suffix: str, *, is_copy: bool = False
    ) -> Path | None:
        """Let the person choose where to write; the suffix is added where it lacks.

        The open workspace is refused as the place for a file of another kind. For a copy, whose
        place it cannot be either, another name than its own is suggested.
        """
        own_name = self._open_file()[1]
        name = say("file.copy_name", name=own_name) if is_copy else own_name
        # any name can be a workspace's, but not any a file's
        suggested = legal(name, say("file.untitled"))
        suggestion = str(Path(self._folder(to_write=True)) / f"{suggested}{suffix}")
        name, _ = QFileDialog.getSaveFileName(self._window, title, suggestion, kinds)
        path = self._chosen(name)
        if path is not None and suffix != SUFFIX and self.is_open_file(path):
            self.failed.emit(Problem.of("file.same", path=path.name))
            return None
        if path is not None and os.name == "nt" and is_device(path.name):
            self.failed.emit(Problem.of("file.device", name=path.name))
            return None
        if path is None or path.suffix.lower() == suffix:
            return path
        path = path.with_name(path.name + suffix)
        # the dialog asked about the name without the suffix only
        if os.path.lexists(path) and not file_questions.may_replace(self._window, path):
            return None
        return path

    def is_open_file(self, path: Path) -> bool:
        """Whether this is the file of the open workspace, by whatever name."""
        own, _name = self._open_file()
        return is_same_file(path, own)

    def _folder(self, *, to_write: bool = False) -> str:
        own, _name = self._open_file()
        folder = str(self._settings.get("last_folder")) or str(own.parent if own else Path.home())
        # a dialog would wait for a share that is gone
        if written([folder]).get(folder) is None:
            return str(Path.home())
        return folder if not to_write or os.access(folder, os.W_OK) else str(Path.home())

    def _chosen(self, name: str) -> Path | None:
        if not name:
            return None
        if can_be_kept(name):
            self._settings.set("last_folder", str(Path(name).parent))
        return Path(name)
