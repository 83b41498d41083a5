"""The paper under the map: how it scrolls and zooms by wheel and pinch."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QGestureEvent,
    QGraphicsView,
    QPinchGesture,
    QStyle,
    QWidget,
)

_WHEEL_STEP = 1.0015


class PaperView(QGraphicsView):
    """A view without a frame that scrolls by wheel and zooms by Ctrl+wheel and pinch."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        # one rectangle around all that changed: several take longer than what lies between
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate)
        # so items leave clip, opacity and antialiasing as they found them
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self._strip = QRect()
        """What is painted now."""
        # the background brush covers it all: Qt then scrolls what is painted already
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    def zoom_by(self, factor: float, at: QPoint) -> None:
        """Zoom, the point under `at` (in the viewport) staying where it is."""
        raise NotImplementedError

    def room(self) -> int:
        """The width that a map may fill without being scrolled sideways, in pixels."""
        seen, most = self.viewport().width(), self.maximumViewportSize().width()
        if seen == most:
            return seen
        # Qt keeps the style's width free for the upright bar, and the style sheet's is less
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        return min(seen, most - bar)

    def paintEvent(self, event: QPaintEvent) -> None:
        # inside an area that is no rectangle Qt looks for each pixel from the top: two strips
        # that came into view take ten times as long at once as one after the other
        for rect in event.region():  # type: ignore[attr-defined]  # the stubs leave it out
            self._strip = rect
            super().paintEvent(QPaintEvent(rect))

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        super().drawBackground(painter, rect)
        # holds for the items too, as the painter's state is not kept apart for each
        seen = painter.worldTransform()
        painter.resetTransform()
        painter.setClipRect(self._strip)
        painter.setWorldTransform(seen)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_WHEEL_STEP ** turn.y(), event.position().toPoint())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not turn.x():
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - turn.y())
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.zoom_by(1 + event.value(), event.position().toPoint())
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = self.viewport().mapFromGlobal(pinch.hotSpot().toPoint())
                self.zoom_by(pinch.scaleFactor(), at)
                return True
        return super().viewportEvent(event)
