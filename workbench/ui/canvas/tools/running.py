"""Runs one gesture at a time: what moves it on, scrolls the map under it, ends it, drops it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QGraphicsView, QWidget

from workbench.ui.canvas.tools.gesture import Gesture, Pointer

EDGE = 32
"""How near to an edge of what is seen the map begins to scroll, in pixels."""
_FASTEST = 22
_TICK_MS = 16


class Running:
    """The gesture under way on the map or its headers, if any."""

    def __init__(self, view: QGraphicsView) -> None:
        self._view = view
        self._gesture: Gesture | None = None
        self._button = Qt.MouseButton.NoButton
        self._surface: QWidget | None = None
        self._last: Pointer | None = None
        self._is_dragging = self._is_previewing = False
        self._timer = QTimer(view)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._scroll)
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(self._on_scrolled)

    @property
    def is_busy(self) -> bool:
        return self._gesture is not None

    def start(
        self, gesture: Gesture, at: Pointer, button: Qt.MouseButton, surface: QWidget
    ) -> None:
        """Begin a gesture by `button` on a widget, which shows its cursor."""
        self._gesture, self._button, self._surface, self._last = gesture, button, surface, at
        self._is_dragging = False
        if gesture.cursor is not None:
            surface.setCursor(gesture.cursor)
        gesture.begin(at)

    def preview(self, at: Pointer) -> None:
        """Go on with the gesture under way."""
        if self._gesture is None:
            return
        self._last = at
        if not self._is_dragging and self._gesture.is_far(at):
            self._is_dragging = True
            if self._gesture.drag_cursor is not None and self._surface is not None:
                self._surface.setCursor(self._gesture.drag_cursor)
        self._show(at)
        if self._is_dragging and scroll_step(self._gesture.scrolls, self._seen(), at.view):
            self._timer.start()
        else:
            self._timer.stop()

    def end(self, at: Pointer, button: Qt.MouseButton) -> bool:
        """Let go; gives whether that ended a gesture. Other buttons do not."""
        gesture = self._gesture
        if gesture is None or button != self._button:
            return False
        self._forget()
        gesture.end(at)
        return True

    def cancel(self) -> bool:
        """Drop the gesture under way; gives whether there was one."""
        gesture = self._gesture
        self._forget()
        if gesture is not None:
            gesture.cancel()
        return gesture is not None

    def _forget(self) -> None:
        self._timer.stop()
        if self._surface is not None:
            self._surface.unsetCursor()
        self._gesture = self._surface = self._last = None
        self._button = Qt.MouseButton.NoButton

    def _show(self, at: Pointer) -> None:
        if self._gesture is not None and not self._is_previewing:
            self._is_previewing = True
            self._gesture.preview(at)
            self._is_previewing = False

    def _seen(self) -> QRect:
        return self._view.viewport().rect()

    def _scroll(self) -> None:
        if self._gesture is None or self._last is None:
            return
        step = scroll_step(self._gesture.scrolls, self._seen(), self._last.view)
        across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        across.setValue(across.value() + step.x())
        down.setValue(down.value() + step.y())

    def _on_scrolled(self) -> None:
        """The map moved under a pointer that was held still."""
        if self._gesture is None or self._last is None or not self._gesture.scrolls:
            return
        if self._is_dragging:
            scene = self._view.mapToScene(self._last.view)
            self._last = self._last._replace(scene=scene)
            self._show(self._last)


def scroll_step(ways: Qt.Orientation, seen: QRect, at: QPoint) -> QPoint:
    """How far to scroll next with the pointer `at`, in pixels: faster the nearer the edge.

    Beyond the edge it is fastest; QPoint(0, 0) where there is nothing to scroll.
    """
    across = Qt.Orientation.Horizontal in ways
    down = Qt.Orientation.Vertical in ways
    return QPoint(
        _step(at.x(), seen.left(), seen.right()) if across else 0,
        _step(at.y(), seen.top(), seen.bottom()) if down else 0,
    )


def _step(position: int, low: int, high: int) -> int:
    if position < low + EDGE:
        return -_speed(low + EDGE - position)
    if position > high - EDGE:
        return _speed(position - (high - EDGE))
    return 0


def _speed(depth: int) -> int:
    return max(1, round(_FASTEST * min(depth, EDGE) / EDGE))
