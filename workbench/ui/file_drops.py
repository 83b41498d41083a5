"""Files dropped on the window: a workspace is opened, a spreadsheet imported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from workbench.model.problems import Problem
from workbench.ui.files.chooser import SUFFIX
from workbench.ui.files.files import Files
from workbench.ui.picture_drops import PICTURE_SUFFIXES


class FileDrops(QObject):
    """Takes one file at a time, wherever in the window nothing else takes the drop.

    What it cannot take it says by `files.failed`.
    """

    def __init__(self, files: Files, import_file: Callable[[Path], None], window: QWidget) -> None:
        super().__init__(window)
        self._files, self._import = files, import_file
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
        if event.type() not in kinds or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        urls = event.mimeData().urls()
        if not urls:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            # the program that the file comes from waits until the drop is over
            QTimer.singleShot(0, self, lambda: self._take(urls))
        return True

    def _take(self, urls: list[QUrl]) -> None:
        problem = refusal(urls)
        if problem is not None:
            self._files.failed.emit(problem)
            return
        path = Path(urls[0].toLocalFile())
        if path.suffix.lower() == SUFFIX:
            self._files.open(path)
        else:
            self._import(path)


def refusal(urls: list[QUrl]) -> Problem | None:
    """Why these cannot be taken; None for one file that may be a workspace or spreadsheet."""
    if len(urls) > 1:
        return Problem.of("drop.several", n=len(urls))
    if not urls[0].isLocalFile():
        return Problem.of("drop.elsewhere", name=urls[0].toDisplayString()[:80])
    path = Path(urls[0].toLocalFile())
    if path.suffix.lower() in PICTURE_SUFFIXES:
        return Problem.of("drop.picture", name=path.name)
    return Problem.of("drop.folder", name=path.name) if path.is_dir() else None
