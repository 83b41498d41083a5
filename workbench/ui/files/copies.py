"""Copies of the open workspace in other files."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from workbench.model.document import Document
from workbench.model.problems import JourneyError, Problem
from workbench.store.locks import Holder
from workbench.store.workspace_file import Written
from workbench.ui.bridge import Bridge
from workbench.ui.files import holder_texts
from workbench.ui.files.chooser import SUFFIX, FileChooser
from workbench.ui.files.disk_questions import DiskQuestions
from workbench.ui.files.kept_pictures import KeptPictures
from workbench.ui.files.opening import copy_written
from workbench.words.file_names import shown
from workbench.words.say import say

_End = Holder | Written | Problem
"""Who has that file open, what was written, or why nothing was."""


class WorkspaceCopies(QObject):
    """Writes what is open elsewhere; the open file stays open, and as it is."""

    told = Signal(str)
    """Something worth a quiet message."""
    failed = Signal(object)
    """A Problem: no copy was written."""
    _came_late = Signal(object, object)
    """(path, _End): a copy that the person gave up waiting for."""

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
        self._came_late.connect(self._on_came_late)

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
        now = datetime.datetime.now(datetime.UTC)
        document, pictures = self._bridge.document, dict(self._pictures.all)
        end = self._disks.ask(
            partial(_end_of_copying, path, document, pictures, now),
            path,
            late=partial(self._ended_late, path),
            otherwise="file.still_saving",
        )
        if end is not None:
            self._tell(path, end)

    def _ended_late(self, path: Path, end: _End) -> None:
        """Called in a thread that may outlive the window."""
        if isValid(self):
            self._came_late.emit(path, end)

    def _on_came_late(self, path: Path, end: _End) -> None:
        if isinstance(end, Written) and end.aside is None:
            # what it is a copy of may have been left
            self.told.emit(say("notice.saved_late", name=shown(path.name)))
        else:
            self._tell(path, end)

    def _tell(self, path: Path, end: _End) -> None:
        if isinstance(end, Problem):
            self.failed.emit(end)
        elif isinstance(end, Holder):
            self.failed.emit(holder_texts.problem(end, shown(path.name)))
        else:
            names = {"name": shown(path.name), "open": shown(self._open_name())}
            if end.aside is None:
                self.told.emit(say("notice.copied", **names))
            else:
                aside = shown(end.aside.name)
                self.told.emit(say("notice.copied_aside", **names, aside=aside))


def _end_of_copying(
    path: Path, document: Document, pictures: dict[str, bytes], now: datetime.datetime
) -> _End:
    try:
        return copy_written(path, document, pictures, now)
    except JourneyError as error:
        return error.problem
