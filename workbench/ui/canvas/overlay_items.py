"""Items above the cards: the marks of an overlay, and the path that is shown step by step."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from workbench.drawing import tokens
from workbench.ui.canvas.board import Board
from workbench.ui.canvas.items import WholeMapItem
from workbench.ui.canvas.zoom import OVERVIEW
from workbench.ui.render import shapes
from workbench.ui.render.connections import paint_connection
from workbench.ui.render.overlays import Group, Mark, Overlay
from workbench.ui.render.style import Style, colour

_TINT = 0.14
_BADGE_RIGHT = 8.0
_OUT = 3.0
_REACH = 12.0
"""How far badges and numbers stand out of their cards, at most."""


class _Place(NamedTuple):
    """A card with its mark, and where it is."""

    card: str
    rect: QRectF
    mark: Mark


class OverlayItem(WholeMapItem):
    """All marks at once; cards far away become tiles in the colour of their group."""

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self._overlay = Overlay()
        self._places: list[_Place] | None = None
        self.setVisible(False)

    def show_overlay(self, overlay: Overlay) -> None:
        """Show other marks."""
        self._overlay = overlay
        self.setVisible(bool(overlay.groups))
        self.fit()

    def fit(self) -> None:
        self._places = None
        super().fit()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        if self._places is None:
            self._places = self._read()
        exposed = option.exposedRect.adjusted(-_REACH, -_REACH, _REACH, _REACH)
        seen = [place for place in self._places if exposed.intersects(place.rect)]
        style, groups = self._board.style, self._overlay.groups
        if painter.worldTransform().m11() < OVERVIEW:
            _paint_tiles(painter, seen, groups, style)
            return
        for place in seen:
            group = groups[place.mark.group]
            selected = place.card in self._board.selected
            _paint_mark(painter, place.rect, group, place.mark.badge, style, selected=selected)

    def _read(self) -> list[_Place]:
        boxes = self._board.layout.boxes
        return [
            _Place(name, shapes.area(boxes[name].rect), mark)
            for name, mark in self._overlay.marks.items()
            if name in boxes
        ]


class TrailItem(WholeMapItem):
    """A path: its connections strong, its touchpoints framed and numbered."""

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self._path: tuple[str, ...] = ()
        self._routes: list[str] | None = None
        self.setVisible(False)

    @property
    def path(self) -> tuple[str, ...]:
        return self._path

    def show_path(self, touchpoints: tuple[str, ...]) -> None:
        """Show another path; none for no touchpoints."""
        if touchpoints != self._path:
            self._path = touchpoints
            self.setVisible(bool(touchpoints))
            self.fit()

    def fit(self) -> None:
        self._routes = None
        super().fit()

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        board, style = self._board, self._board.style
        boxes = board.layout.boxes
        rects = [shapes.area(boxes[name].rect) for name in self._path if name in boxes]
        if painter.worldTransform().m11() < OVERVIEW:
            painter.setPen(QPen(colour(style.palette.accent), 8))
            painter.drawLines([QLineF(a.center(), b.center()) for a, b in pairwise(rects)])
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRects(rects)
            return
        if self._routes is None:
            steps = set(pairwise(self._path))
            found = board.routes.values()
            self._routes = [it.id for it in found if (it.source, it.target) in steps]
        for name in self._routes:
            route = board.routes[name]
            tip = QPointF(*route.tip)
            path = board.path(name)
            paint_connection(painter, path, tip, route.tip_to_right, style, "strong")
        for number, rect in enumerate(rects, 1):
            _paint_step(painter, rect, number, style)


def _paint_tiles(
    painter: QPainter, seen: list[_Place], groups: tuple[Group, ...], style: Style
) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    tiles: dict[int, list[QRectF]] = {}
    for place in seen:
        tiles.setdefault(place.mark.group, []).append(place.rect)
    for group, rects in tiles.items():
        # what lies below must not shine through a weak shade
        painter.setBrush(colour(style.palette.panel))
        painter.drawRects(rects)
        painter.setBrush(colour(groups[group].colour, groups[group].strength))
        painter.drawRects(rects)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _paint_mark(
    painter: QPainter, rect: QRectF, group: Group, badge: str, style: Style, *, selected: bool
) -> None:
    ground = colour(group.colour, _TINT * group.strength)
    frame = colour(group.colour, max(group.strength, 0.4))
    # the frame of a selected card is the selection's
    if selected:
        shapes.box(painter, rect.adjusted(1, 1, -1, -1), tokens.RADIUS, ground)
    else:
        shapes.box(painter, rect, tokens.RADIUS, ground, frame, thickness=2)
    most = rect.width() - 2 * _BADGE_RIGHT
    width = shapes.pill_width(style, badge)
    if width > most:
        metrics = QFontMetricsF(style.fonts.font("badge"))
        badge = metrics.elidedText(badge, Qt.TextElideMode.ElideRight, most - _BADGE_RIGHT)
        width = most
    height = style.fonts.line_height("badge") + 2
    place = QRectF(rect.right() - _BADGE_RIGHT - width, rect.top() - height / 2, width, height)
    shapes.box(painter, place, height / 2, colour(style.palette.panel), frame, thickness=1.5)
    painter.setFont(style.fonts.font("badge"))
    painter.setPen(colour(style.palette.text))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, badge)


def _paint_step(painter: QPainter, rect: QRectF, number: int, style: Style) -> None:
    accent = colour(style.palette.accent)
    # around the card, so that a mark's own frame stays to be seen
    around = rect.adjusted(-_OUT, -_OUT, _OUT, _OUT)
    shapes.box(painter, around, tokens.RADIUS + _OUT, None, accent, thickness=2)
    height = style.fonts.line_height("badge") + 4
    width = max(height, style.fonts.width(str(number), "badge") + height * 0.6)
    place = QRectF(rect.left() - height / 2, rect.top() - height / 2, width, height)
    shapes.box(painter, place, height / 2, accent)
    painter.setFont(style.fonts.font("badge"))
    painter.setPen(colour(style.palette.on_accent))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(number))
