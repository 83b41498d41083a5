"""The map that an import would give, on the canvas's own paper, to look at only."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QStyle, QWidget

from workbench.drawing.targets import card_at
from workbench.model import queries
from workbench.model.document import Document
from workbench.ui.bridge import Bridge, Place
from workbench.ui.canvas.compare_legend import CompareLegend
from workbench.ui.canvas.compared import ComparedMap
from workbench.ui.canvas.header_widgets import LaneNames, StageHeaders
from workbench.ui.canvas.looking import rect_of
from workbench.ui.canvas.paper import PaperView
from workbench.ui.canvas.scene import MapScene
from workbench.ui.canvas.zoom import OVERVIEW, TITLES, clamped, stepped, zoom_view
from workbench.ui.render.style import colour, screen_style
from workbench.ui.theme import Theme
from workbench.words.say import say

_MARGIN = 12
_SMALLEST_FIT = 0.5
"""Below this scale nobody can read a card: a wider map is scrolled instead."""


class MapPreview(PaperView):
    """A map that can be scrolled, zoomed and pointed at, and not be changed."""

    card_chosen = Signal(str, str)
    """(table, id): this card was clicked."""

    def __init__(self, theme: Theme, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bridge = Bridge(document, self)
        self._scale = 1.0
        self._is_fitted = True
        self._scene = MapScene(self._bridge, screen_style(theme.appearance, theme.font()), self)
        self.setScene(self._scene)
        self._scene.set_room()
        self.setAcceptDrops(False)
        self.setAccessibleName(say("foreign_import.preview"))
        board = self._scene.board
        self._stages = StageHeaders(self, self._bridge, board)
        self._lanes = LaneNames(self, self._bridge, board)
        for headers in (self._stages, self._lanes):
            # they are for renaming and dragging, which belongs to the map once it is imported
            headers.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._corner = QWidget(self)
        self._legend = CompareLegend(self, board)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._update_headers)
        theme.changed.connect(self._restyle)
        self._paint_paper()
        self._place_margins()

    @property
    def document(self) -> Document:
        return self._bridge.document

    @property
    def selection(self) -> tuple[Place, ...]:
        return self._bridge.selection

    def show_document(
        self, document: Document, map_id: str = "", compared: ComparedMap | None = None
    ) -> None:
        """Show another document, of it the first map or that one; what is seen stays where it is.

        `compared` marks what is other than before on that map.
        """
        at = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self._bridge.load(document)
        if map_id:
            self._bridge.show_map(map_id)
        self._build(compared)
        self.horizontalScrollBar().setValue(at[0])
        self.verticalScrollBar().setValue(at[1])
        self._update_headers()

    @property
    def map_id(self) -> str:
        """The id of the map that is shown; empty where there is none."""
        return self._bridge.map_id

    def show_map(self, map_id: str) -> None:
        """Show another of the document's maps, with nothing compared."""
        if map_id != self._bridge.map_id and map_id in self.document.maps:
            self._bridge.show_map(map_id)
            self._build(None)

    def mark(self, table: str, identifier: str) -> None:
        """Mark a card, stage or lane, on whatever map, and bring it into view."""
        home = queries.map_of(self.document, table, identifier) if identifier else None
        if home:
            self.show_map(home)
        self._bridge.select([(table, identifier)] if identifier else [])
        self._scene.select()
        self._update_headers()
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        rect = rect_of(self._scene, (table, identifier), seen) if identifier else None
        if rect is not None:
            self.ensureVisible(rect, 24, 24)

    def fit(self) -> None:
        """Show the whole width as long as cards can be read."""
        width = self._scene.board.layout.width
        self._is_fitted = True
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        room = self.maximumViewportSize().width() - bar
        if width and room > 0:
            wanted = max(_SMALLEST_FIT, min(1.0, room / (width + _MARGIN)))
            self._zoom(wanted, QPoint(0, 0))

    def zoom_by(self, factor: float, at: QPoint) -> None:
        self._is_fitted = False
        self._zoom(self._scale * factor, at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = self.mapToScene(event.position().toPoint())
        found = card_at(self._scene.board.layout, at.x(), at.y())
        table = self._scene.board.layout.boxes[found].table if found else ""
        self.mark(table, found or "")
        if found:
            self.card_chosen.emit(table, found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        middle = self.viewport().rect().center()
        match event.key():
            case Qt.Key.Key_Plus:
                self.zoom_by(stepped(self._scale, 1) / self._scale, middle)
            case Qt.Key.Key_Minus:
                self.zoom_by(stepped(self._scale, -1) / self._scale, middle)
            case Qt.Key.Key_0:
                self.fit()
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_margins()
        if self._is_fitted:
            self.fit()

    def _build(self, compared: ComparedMap | None) -> None:
        self._scene.board.compared = compared
        self._scene.rebuild()
        self._legend.read()
        self._stages.read()
        self._place_margins()
        if self._is_fitted:
            self.fit()

    def _zoom(self, scale: float, at: QPoint) -> None:
        scale = clamped(scale)
        if scale == self._scale:
            return
        self._scale = scale
        self._scene.board.style.detail = "full" if scale >= TITLES else "titles"
        self._scene.set_overview(scale < OVERVIEW)
        zoom_view(self, scale, at)
        self._update_headers()

    def _restyle(self) -> None:
        self._scene.restyle(screen_style(self._theme.appearance, self._theme.font()))
        self._paint_paper()
        self._place_margins()

    def _paint_paper(self) -> None:
        paper = self._theme.palette.window
        self.setBackgroundBrush(colour(paper))
        self._corner.setStyleSheet(f"background: {paper};")

    def _place_margins(self) -> None:
        layout = self._scene.board.layout
        has_map = bool(layout.columns)
        left = round(layout.lane_name_width) if has_map else 0
        top = round(layout.metrics.header_height) if has_map else 0
        self.setViewportMargins(left, top, 0, 0)
        seen = self.viewport().geometry()
        self._stages.setGeometry(seen.x(), seen.y() - top, seen.width(), top)
        self._lanes.setGeometry(seen.x() - left, seen.y(), left, seen.height())
        self._corner.setGeometry(seen.x() - left, seen.y() - top, left, top)

    def _update_headers(self) -> None:
        self._stages.update()
        self._lanes.update()
