"""Copies of the open workspace in other files."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.model.problems import JourneyError, Problem
from workbench.store.locks import Holder
from workbench.ui.bridge import Bridge
from workbench.ui.files import holder_texts
from workbench.ui.files.chooser import SUFFIX, FileChooser
from workbench.ui.files.disk_questions import DiskQuestions
from workbench.ui.files.kept_pictures import KeptPictures
from workbench.ui.files.opening import copy_written
from workbench.words.file_names import shown
from workbench.words.say import say


class WorkspaceCopies(QObject):
    """Writes what is open elsewhere; the open file stays open, and as it is."""

    told = Signal(str)
    """Something worth a quiet message."""
    failed = Signal(object)
    """A Problem: no copy was written."""

    def __init__(
        self,
        bridge: Bridge,
        pictures: KeptPictures,
        chooser: FileChooser,
        disks: DiskQuestions,
        open_name: Callable[[], str],
        parent: QObject,
    ) -> None:
        """`open_name` gives the name of the open workspace."""
        super().__init__(parent)
        self._bridge, self._pictures, self._chooser = bridge, pictures, chooser
        self._disks, self._open_name = disks, open_name

    def save_with_dialog(self) -> None:
        """Write the workspace to another file; the open one stays open, and as it is."""
        title = say("file.copy_title")
        path = self._chooser.ask_save(title, say("file.filter"), SUFFIX, is_copy=True)
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Write the workspace as it is now to a file that is not the open one."""
        if self._chooser.is_open_file(path):
            self.failed.emit(Problem.of("file.same", path=path.name))
            return
        self._bridge.settle()
        document, pictures = self._bridge.document, dict(self._pictures.all)
        try:
            now = datetime.datetime.now(datetime.UTC)
            written = self._disks.ask(
                lambda: copy_written(path, document, pictures, now),
                path,
                otherwise="file.still_saving",
            )
        except JourneyError as error:
            self.failed.emit(error.problem)
            return
        if isinstance(written, Holder):
            self.failed.emit(holder_texts.problem(written, shown(path.name)))
        elif written is not None:
            names = {"name": shown(path.name), "open": shown(self._open_name())}
            if written.aside is None:
                self.told.emit(say("notice.copied", **names))
            else:
                aside = shown(written.aside.name)
                self.told.emit(say("notice.copied_aside", **names, aside=aside))
