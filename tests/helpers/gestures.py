"""Presses, drags and releases anywhere, also outside the window, as Qt delivers them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.helpers.canvas import LEFT, NO_KEYS

NO_BUTTON = Qt.MouseButton.NoButton


def press(widget: QWidget, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
    """Press a button at a point of a widget."""
    _send(widget, QEvent.Type.MouseButtonPress, at, button, button)


def move(widget: QWidget, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
    """Move to a point, which may lie outside, with a button held."""
    _send(widget, QEvent.Type.MouseMove, at, NO_BUTTON, button)


def release(widget: QWidget, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
    """Let a button go at a point, which may lie outside."""
    _send(widget, QEvent.Type.MouseButtonRelease, at, button, NO_BUTTON)


def _send(
    widget: QWidget,
    kind: QEvent.Type,
    at: QPoint,
    button: Qt.MouseButton,
    held: Qt.MouseButton,
) -> None:
    where = QPointF(widget.mapToGlobal(at))
    QApplication.sendEvent(widget, QMouseEvent(kind, QPointF(at), where, button, held, NO_KEYS))
