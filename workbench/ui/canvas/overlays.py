"""Overlays on the canvas: which one is shown, its legend, and the path of the flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QGraphicsView

from workbench.ui.bridge import Bridge
from workbench.ui.canvas.overlay_items import OverlayItem, TrailItem
from workbench.ui.canvas.overlay_legend import OverlayLegend
from workbench.ui.canvas.scene import MapScene
from workbench.ui.render.overlays import Kind, Overlay, overlay
from workbench.ui.theme import Theme
from workbench.words.say import say

if TYPE_CHECKING:
    from workbench.analysis.flow_figures import Flow

_PAUSE_MS = 100
_MARGIN = 12
_TRAIL_Z, _OVERLAY_Z = 5.2, 5.5
"""Above the cards and their tiles, below the connections of the selection."""


class MapOverlays(QObject):
    """Colours the touchpoints by what people want to see; the choice holds for the session."""

    kind_changed = Signal(str)

    def __init__(self, view: QGraphicsView, scene: MapScene, bridge: Bridge, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._scene, self._bridge = view, scene, bridge
        self._kind: Kind = "none"
        self._flow: Flow | None = None
        self._item, self._trail = OverlayItem(scene.board), TrailItem(scene.board)
        for item, z in ((self._trail, _TRAIL_Z), (self._item, _OVERLAY_Z)):
            item.setZValue(z)
            scene.addItem(item)
        self.legend = OverlayLegend(theme, view)
        self.legend.closed.connect(lambda: self.show_kind("none"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        scene.sceneRectChanged.connect(self._fit)
        bridge.changed.connect(self._on_changed)
        bridge.findings_changed.connect(lambda _found: self._read_if("gaps"))
        for signal in (bridge.map_changed, theme.changed):
            signal.connect(self._read)
        view.viewport().installEventFilter(self)

    @property
    def kind(self) -> Kind:
        return self._kind

    @property
    def trail(self) -> tuple[str, ...]:
        """The touchpoints of the path that is shown."""
        return self._trail.path

    def show_kind(self, kind: Kind) -> None:
        """Show another overlay, or none."""
        if kind != self._kind:
            self._kind = kind
            self._read()
            self.kind_changed.emit(kind)

    def set_flow(self, flow: Flow | None) -> None:
        """Take the figures of the shown map's flow."""
        self._flow = flow
        self._read_if("reach")

    def set_trail(self, touchpoints: tuple[str, ...]) -> None:
        """Show a path through the map step by step; none for no touchpoints."""
        self._trail.show_path(touchpoints)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _on_changed(self) -> None:
        self._fit()
        if self._kind != "none":
            self._pause.start()

    def _fit(self) -> None:
        self._item.fit()
        self._trail.fit()

    def _read_if(self, kind: Kind) -> None:
        if self._kind == kind:
            self._read()

    def _read(self) -> None:
        self._fit()
        bridge = self._bridge
        if self._kind == "none" or not bridge.map_id:
            self._item.show_overlay(Overlay())
            self.legend.hide()
            return
        shown = overlay(
            self._kind,
            bridge.document,
            bridge.map_id,
            self._scene.board.style.palette,
            bridge.open_findings,
            self._flow,
        )
        self._item.show_overlay(shown)
        not_drawn = self._kind == "reach" and self._flow is not None and self._flow.goal is None
        hint = say("overlay.legend.waiting") if not_drawn else ""
        self.legend.show_overlay(self._kind, shown, hint)
        self._place()

    def _place(self) -> None:
        """Keep the legend in the lower right corner of what is seen of the map."""
        seen = self._view.viewport().geometry()
        size = self.legend.size()
        self.legend.move(
            max(seen.left(), seen.right() - size.width() - _MARGIN),
            max(seen.top(), seen.bottom() - size.height() - _MARGIN),
        )
