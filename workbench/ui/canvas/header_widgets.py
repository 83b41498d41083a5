"""Stage headers above the map and lane names beside it."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsView

from workbench.ui.bridge import Bridge
from workbench.ui.canvas.board import Board
from workbench.ui.canvas.header_buttons import HeaderButton, in_corner
from workbench.ui.canvas.margin_headers import MarginHeaders
from workbench.ui.canvas.tools.gesture import Gesture, Hands
from workbench.ui.canvas.tools.resize import ResizeStage
from workbench.ui.render.headers import (
    StageHeader,
    paint_collapsed_header,
    paint_lane_name,
    paint_stage_header,
    stage_headers,
)
from workbench.ui.render.style import colour
from workbench.words.say import say

_TOP, _BOTTOM = 12.0, 8.0
_EDGE = 5.0
"""How near to the edge between two headers a press takes hold of it, in pixels."""
_ROOM_FOR_BUTTONS = 72.0
_HIGH_ENOUGH, _BUTTONS_BELOW = 52.0, 52.0
"""From what height on a lane has its buttons below the first line of its name, and where."""

_NAME_ROOM = 84.0
"""What the name of a lane and its buttons take of its height."""


class StageHeaders(MarginHeaders):
    """The stages above the map."""

    width_requested = Signal(str, object)
    """(id, width in scene units, or None for the usual one)"""

    table = "stages"
    orientation = Qt.Orientation.Horizontal

    def __init__(self, view: QGraphicsView, bridge: Bridge, board: Board) -> None:
        super().__init__(view, bridge, board)
        self.setAccessibleName(say("canvas.stages"))
        self._headers: dict[str, StageHeader] = {}
        self.read()

    def read(self) -> None:
        """Read the headers anew from document and findings."""
        if self._bridge.map_id:
            known = self._bridge.open_findings if self._bridge.is_analysed else None
            found = stage_headers(self._bridge.document, self._bridge.map_id, known)
            headers = {header.id: header for header in found}
            if headers != self._headers:
                self._headers = headers
                self.update()

    def spans(self) -> list[tuple[str, float, float]]:
        transform = self._view.viewportTransform()
        scale, shift = transform.m11(), transform.m31()
        return [
            (column.id, column.left * scale + shift, column.right * scale + shift)
            for column in self._board.layout.columns
        ]

    def rect_of(self, start: float, end: float) -> QRectF:
        gap = min(self._board.layout.metrics.gutter / 2, (end - start) / 8)
        return QRectF(start + gap, _TOP, end - start - 2 * gap, self.height() - _TOP - _BOTTOM)

    def is_collapsed(self, identifier: str) -> bool:
        column = self._board.layout.column(identifier)
        return column is not None and column.collapsed

    def buttons(self, identifier: str, rect: QRectF) -> list[HeaderButton]:
        if self.is_collapsed(identifier):
            (button,) = in_corner(rect, (("expand", "chevron-right"),))
            middle = button.rect.translated(rect.center().x() - button.rect.center().x(), -2)
            return [button._replace(rect=middle)]
        if rect.width() < _ROOM_FOR_BUTTONS:
            return []
        return in_corner(rect, (("collapse", "chevron-left"), ("add", "plus")))

    def edge_gesture(self, hands: Hands, at: QPointF) -> Gesture | None:
        found = self._edge_at(at)
        return ResizeStage(hands, found, self.width_requested.emit) if found else None

    def reset_edge(self, at: QPointF) -> bool:
        found = self._edge_at(at)
        if found is not None:
            self.width_requested.emit(found, None)
        return found is not None

    def paint_one(self, painter: QPainter, identifier: str, rect: QRectF) -> None:
        header = self._headers.get(identifier)
        if header is None:
            return
        scale = self.text_scale()
        metrics, style = self._board.layout.metrics, self._board.style
        chosen = self.is_selected(identifier)
        painter.save()
        painter.translate(rect.topLeft())
        painter.scale(scale, scale)
        place = QRectF(0, 0, rect.width() / scale, rect.height() / scale)
        if self.is_collapsed(identifier):
            paint_collapsed_header(painter, place, header, metrics, style, selected=chosen)
        else:
            paint_stage_header(painter, place, header, metrics, style, selected=chosen)
        painter.restore()

    def sign_place(self, rect: QRectF) -> QRectF:
        return rect

    def says(self, identifier: str) -> list[str]:
        found = self._headers.get(identifier)
        if found is None:
            return []
        gaps = [say("canvas.stage.gaps", n=found.gaps)] if found.gaps is not None else []
        return [part for part in (found.name, found.question, *gaps) if part]

    def _edge_at(self, at: QPointF) -> str | None:
        """The stage whose right edge is here; a collapsed one has none to drag."""
        for identifier, _, end in self.spans():
            if abs(at.x() - end) <= _EDGE and not self.is_collapsed(identifier):
                return identifier
        return None


class LaneNames(MarginHeaders):
    """The lanes left of the map."""

    table = "lanes"
    orientation = Qt.Orientation.Vertical

    def __init__(self, view: QGraphicsView, bridge: Bridge, board: Board) -> None:
        super().__init__(view, bridge, board)
        self.setAccessibleName(say("canvas.lanes"))

    def spans(self) -> list[tuple[str, float, float]]:
        transform = self._view.viewportTransform()
        scale, shift = transform.m22(), transform.m32()
        return [
            (row.id, row.top * scale + shift, row.bottom * scale + shift)
            for row in self._board.layout.rows
        ]

    def rect_of(self, start: float, end: float) -> QRectF:
        return QRectF(0, start, self.width(), end - start)

    def is_collapsed(self, identifier: str) -> bool:
        row = self._board.layout.row(identifier)
        return row is not None and row.collapsed

    def buttons(self, identifier: str, rect: QRectF) -> list[HeaderButton]:
        if self.is_collapsed(identifier):
            (button,) = in_corner(rect, (("expand", "chevron-right"),))
            middle = button.rect.translated(0, rect.center().y() - button.rect.center().y())
            return [button._replace(rect=middle)]
        if rect.height() >= _HIGH_ENOUGH:
            top = rect.top() + _out_of_view(rect)
            rect = QRectF(rect.left(), top, rect.width() - 4, _BUTTONS_BELOW)
        return in_corner(rect, (("collapse", "chevron-down"), ("add", "plus")))

    def sign_place(self, rect: QRectF) -> QRectF:
        # beside the first line of the name, clear of the lane below
        top = rect.top() + _out_of_view(rect)
        return QRectF(rect.left(), top, rect.width() - 8, min(rect.height(), 30.0))

    def follow(self) -> None:
        before = self._shown_at
        super().follow()
        if before is not None and before != self._shown_at:
            # the name of a lane that begins out of view stays where it is
            way = abs(self._place_of_map()[1] - before[1])
            self.update(0, 0, self.width(), ceil(_NAME_ROOM + way))

    def says(self, identifier: str) -> list[str]:
        if not self.is_collapsed(identifier):
            return []
        return [self._bridge.document.lanes[identifier].name or say("canvas.lane.unnamed")]

    def paint_one(self, painter: QPainter, identifier: str, rect: QRectF) -> None:
        lane = self._bridge.document.lanes[identifier]
        style = self._board.style
        painter.setPen(colour(style.palette.line))
        painter.drawLine(QPointF(0, rect.top()), QPointF(rect.right(), rect.top()))
        name = lane.name or say("canvas.lane.unnamed")
        scale = self.text_scale()
        width = rect.width() / scale
        if self.is_collapsed(identifier):
            (button,) = self.buttons(identifier, rect)
            width = button.rect.left() / scale
        painter.save()
        painter.translate(rect.topLeft())
        painter.scale(scale, scale)
        paint_lane_name(
            painter,
            QRectF(0, 0, width, rect.height() / scale),
            name,
            self._board.layout.metrics,
            style,
            code=lane.colour,
            selected=self.is_selected(identifier),
            below=_out_of_view(rect) / scale,
        )
        painter.restore()


def _out_of_view(lane: QRectF) -> float:
    """How far the name of a lane moves down to stay in view, as far as its lane reaches."""
    return max(0.0, min(-lane.top(), lane.height() - _NAME_ROOM))
