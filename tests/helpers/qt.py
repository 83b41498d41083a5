"""Hands for tests: what a person does that offscreen Qt cannot do by itself."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton, QWidget

from workbench.ui.main_window import MainWindow


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


def let_look(window: MainWindow) -> None:
    """Let the window end its look for recovered work, which a thread of its own takes."""
    errand, until = window.recovered._errand, monotonic() + 60
    while errand.is_under_way:
        assert monotonic() < until
        errand.wait(30)


def give_up() -> None:
    """Press Cancel as soon as the window says that it waits for the disk."""
    progress = QApplication.activeModalWidget()
    if not (isinstance(progress, QProgressDialog) and progress.isVisible()):
        QTimer.singleShot(10, give_up)
        return
    (button,) = progress.findChildren(QPushButton)
    button.click()
