"""The minimap: the whole map in a corner of the canvas, with a frame around what is seen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from workbench.drawing import tokens
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.view import MapView
from workbench.ui.render import shapes
from workbench.ui.render.overview import paint_tiles
from workbench.ui.render.style import colour
from workbench.ui.theme import Theme
from workbench.words.say import say

_LARGEST = QSize(156, 104)
_LEAST_HEIGHT = 24
_INSET = 6
_FROM_EDGE = 12
_LEAST_WIDTH = 96
_SHARES = (5, 4)
"""It takes a fifth of the canvas's width and a quarter of its height at most."""
_LARGE = 1.5
"""A map so many times as wide or high as the canvas is large: less is seen at a glance."""
_PAUSE_MS = 120
_NEAR = 40
"""Pixels around it within which a pointer on the canvas is after the cards beneath it."""
_SEEN_THROUGH = 0.2


class Minimap(QWidget):
    """Shown while the map is larger than the canvas; drag or click to see another part.

    It lies over cards. So it is all but invisible while the pointer is near it, or drags
    something over it, and plain again once the pointer rests on it.
    """

    def __init__(self, view: MapView, bridge: Bridge, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._bridge = view, bridge
        self._wanted = True
        self._is_see_through = False
        self._picture = QPixmap()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._draw)
        self.setAccessibleName(say("minimap.name"))
        self.setToolTip(say("minimap.tip"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            # the ends of the range are no interval
            bar.rangeChanged.connect(lambda *_: self._pause.start())
            bar.valueChanged.connect(self.update)
        view.scene().sceneRectChanged.connect(self._pause.start)
        view.scale_changed.connect(lambda _scale: self._pause.start())
        for signal in (bridge.changed, bridge.map_changed, bridge.lens_changed, theme.changed):
            signal.connect(self._pause.start)
        view.viewport().installEventFilter(self)
        self.hide()

    def want(self, wanted: bool) -> None:
        """Show it where there is need of it, or never."""
        self._wanted = wanted
        self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._pause.start()
        elif event.type() == QEvent.Type.MouseMove:
            assert isinstance(event, QMouseEvent)
            near = self.geometry().adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR)
            self._see_through(
                near.contains(self._view.mapFromGlobal(event.globalPosition()).toPoint())
            )
        elif event.type() == QEvent.Type.Leave:
            self._see_through(False)
        return super().eventFilter(watched, event)

    @property
    def is_see_through(self) -> bool:
        """Whether what lies beneath is to be seen rather than itself."""
        return self._is_see_through

    def _see_through(self, wanted: bool) -> None:
        if wanted != self._is_see_through:
            self._is_see_through = wanted
            self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._see_through(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._is_see_through:
            painter.setOpacity(_SEEN_THROUGH)
        painter.drawPixmap(0, 0, self._picture)
        palette = self._view.board.style.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(palette.accent), 1.5))
        painter.setBrush(colour(palette.accent, 0.12))
        painter.drawRoundedRect(self.seen(), 2, 2)

    def seen(self) -> QRectF:
        """Where the frame around what is seen lies, in this widget."""
        view = self._view
        seen = view.mapToScene(view.viewport().rect()).boundingRect()
        whole = view.sceneRect()
        part = seen.intersected(whole)
        scale = self._scale()
        corner = part.topLeft() - whole.topLeft()
        return QRectF(
            _INSET + corner.x() * scale,
            _INSET + corner.y() * scale,
            part.width() * scale,
            part.height() * scale,
        )

    def _go(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            at = (event.position() - QPointF(_INSET, _INSET)) / self._scale()
            self._view.centerOn(at + self._view.sceneRect().topLeft())

    def _scale(self) -> float:
        whole = self._view.sceneRect()
        room = self._room()
        across = (room.width() - 2 * _INSET) / max(whole.width(), 1)
        down = (room.height() - 2 * _INSET) / max(whole.height(), 1)
        return min(across, down)

    def _room(self) -> QSize:
        canvas = self._view.viewport().size()
        across, down = _SHARES
        return QSize(canvas.width() // across, canvas.height() // down).boundedTo(_LARGEST)

    def _is_needed(self) -> bool:
        room = self._view.viewport().size()
        whole, scale = self._view.sceneRect(), self._view.scale_factor()
        large = (
            whole.width() * scale > _LARGE * room.width()
            or whole.height() * scale > _LARGE * room.height()
        )
        mine = self._room()
        fits = mine.width() >= _LEAST_WIDTH and mine.height() >= 2 * _LEAST_HEIGHT
        return bool(self._wanted and large and fits and self._view.board.layout.boxes)

    def _draw(self) -> None:
        """Draw the cards as tiles, once after each change; scrolling moves the frame only."""
        self.setVisible(self._is_needed())
        if self.isHidden():
            return
        whole, scale = self._view.sceneRect(), self._scale()
        width = round(whole.width() * scale) + 2 * _INSET
        height = max(round(whole.height() * scale) + 2 * _INSET, _LEAST_HEIGHT)
        ratio = self.devicePixelRatioF()
        self._picture = QPixmap(QSize(width, height) * ratio)
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._view.board.style.palette
        frame = QRectF(0.5, 0.5, width - 1, height - 1)
        shapes.box(painter, frame, tokens.SMALL_RADIUS, colour(palette.panel), colour(palette.line))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.translate(_INSET, _INSET)
        painter.scale(scale, scale)
        painter.translate(-whole.topLeft())
        board = self._view.board
        faded = board.dimmed
        tiles = board.tiles.by_colour(board.document, board.layout, board.style, faded)
        paint_tiles(painter, tiles)
        painter.end()
        self.resize(width, height)
        seen = self._view.viewport().geometry()
        self.move(seen.left() + _FROM_EDGE, seen.bottom() - height - _FROM_EDGE)
        self.raise_()
        self.update()
