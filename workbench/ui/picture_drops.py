"""Pictures dropped on a persona."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".svg", ".tif", ".tiff")
"""What people call pictures; which of them are taken is decided by what is in the file."""


class PictureDrops(QObject):
    """Lets a widget take one picture file at a time, where `whose` names somebody."""

    def __init__(
        self,
        widget: QWidget,
        whose: Callable[[QPoint], str | None],
        take: Callable[[str, Path], object],
    ) -> None:
        """`whose` gives the persona at a point of the widget, `take` gets it and the file."""
        super().__init__(widget)
        self._whose, self._take = whose, take
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
        if event.type() not in kinds or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        path = dropped_picture(event.mimeData())
        if path is None:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.DragEnter:
            event.acceptProposedAction()
            return True
        persona = self._whose(event.position().toPoint())
        event.setAccepted(persona is not None)
        if event.type() == QEvent.Type.Drop and persona is not None:
            # the program that the picture comes from waits until the drop is over
            QTimer.singleShot(0, self, lambda: self._take(persona, path))
        return True


def dropped_picture(data: QMimeData) -> Path | None:
    """The one picture file that is dragged; None for anything else."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in PICTURE_SUFFIXES else None
