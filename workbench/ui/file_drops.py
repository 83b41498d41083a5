"""Files dropped on the window: a workspace is opened, a spreadsheet imported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from workbench.ui.files import SUFFIX, Files


class FileDrops(QObject):
    """Takes one file at a time, wherever in the window nothing else takes the drop."""

    def __init__(self, files: Files, import_file: Callable[[Path], None], window: QWidget) -> None:
        super().__init__(window)
        self._files, self._import = files, import_file
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
        if event.type() not in kinds or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        path = _file(event.mimeData())
        if path is None:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            # the program that the file comes from waits until the drop is over
            QTimer.singleShot(0, self, lambda: self._take(path))
        return True

    def _take(self, path: Path) -> None:
        if path.suffix.lower() == SUFFIX:
            self._files.open(path)
        else:
            self._import(path)


def _file(data: QMimeData) -> Path | None:
    """The one local file that is dragged; None for anything else."""
    urls = data.urls()
    if len(urls) == 1 and urls[0].isLocalFile():
        return Path(urls[0].toLocalFile())
    return None
