"""A view that keeps a scale: zooming in steps, at a point, and to fit."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Signal
from PySide6.QtWidgets import QWidget

from workbench.ui.canvas.paper import PaperView
from workbench.ui.canvas.zoom import LEAST, LEAST_FIT, clamped, stepped, zoom_view


class ZoomingView(PaperView):
    """Paper with a scale of its own. Who shows things by scale overrides `take_scale`."""

    scale_changed = Signal(float)

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._scale = 1.0

    def scale_factor(self) -> float:
        return self._scale

    def take_scale(self, scale: float) -> None:
        """Another scale is about to be shown."""

    def set_scale(self, scale: float) -> None:
        """Zoom, the middle of what is seen staying where it is."""
        self.zoom_at(scale, self.viewport().rect().center())

    def zoom_at(self, scale: float, at: QPoint) -> None:
        """Zoom, the point of the map under `at` (in the viewport) staying where it is."""
        # a map that is shown whole may be smaller already
        self._show_scale(clamped(scale, min(LEAST, self._scale)), at)

    def _show_scale(self, scale: float, at: QPoint) -> None:
        if scale == self._scale:
            return
        self._scale = scale
        self.take_scale(scale)
        zoom_view(self, scale, at)
        self.scale_changed.emit(scale)

    def zoom_by(self, factor: float, at: QPoint) -> None:
        self.zoom_at(self._scale * factor, at)

    def zoom_in(self) -> None:
        self.set_scale(stepped(self._scale, 1))

    def zoom_out(self) -> None:
        self.set_scale(stepped(self._scale, -1))

    def reset_zoom(self) -> None:
        self.set_scale(1.0)

    def fit(self, rect: QRectF, most: float) -> None:
        """Show a part of the scene as large as it fits, at scale `most` at most."""
        room = self.viewport().rect()
        if rect.isEmpty() or room.isEmpty():
            return
        scale = min(room.width() / rect.width(), room.height() / rect.height(), most)
        self._show_scale(clamped(scale, LEAST_FIT), room.center())
        self.centerOn(rect.center())
