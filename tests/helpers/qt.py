"""Hands for tests: what a person does that offscreen Qt cannot do by itself."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton, QWidget


def drop(target: QWidget, kind: str, content: str | bytes, at: QPoint) -> None:
    """Drop what the palette drags (a mime type and its content) on a widget."""
    data = QMimeData()
    data.setData(kind, content.encode() if isinstance(content, str) else content)
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(target, QDragEnterEvent(at, copy, data, left, none))
    QApplication.sendEvent(target, QDragMoveEvent(at, copy, data, left, none))
    QApplication.sendEvent(target, QDropEvent(QPointF(at), copy, data, left, none))


def give_up() -> None:
    """Press Cancel as soon as the window says that it waits for the disk."""
    progress = QApplication.activeModalWidget()
    if not (isinstance(progress, QProgressDialog) and progress.isVisible()):
        QTimer.singleShot(10, give_up)
        return
    (button,) = progress.findChildren(QPushButton)
    button.click()
