"""Where things of the shown map are to be looked at, and bringing them into view."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QGraphicsView

from workbench.ui.bridge import Place
from workbench.ui.canvas.scene import MapScene

_ROUND_CARDS, _ROUND_CELL = 40, 8


def rect_of(scene: MapScene, place: Place, seen: QRectF) -> QRectF | None:
    """What to bring into view for a card, stage, lane or connection; None for others.

    `seen` is what is in view now: a stage is looked for to the sides only, a lane up and down.
    """
    table, identifier = place
    layout = scene.board.layout
    card = scene.cards.area(identifier)
    if card is not None:
        return card
    column = layout.column(identifier) if table == "stages" else None
    if column is not None:
        return QRectF(column.left, seen.top(), column.width, 1)
    row = layout.row(identifier) if table == "lanes" else None
    if row is not None:
        return QRectF(seen.left(), row.top, 1, row.height)
    if identifier in scene.board.routes:
        return scene.board.path(identifier).controlPointRect()
    return None


def scroll_to(view: QGraphicsView, scene: MapScene, place: Place) -> None:
    """Bring a card, stage, lane or connection into view."""
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    rect = rect_of(scene, place, seen)
    if rect is not None:
        view.ensureVisible(rect, _ROUND_CARDS, _ROUND_CARDS)


def scroll_to_chosen(view: QGraphicsView, scene: MapScene, selection: Sequence[Place]) -> None:
    """Bring the last of what is selected into view, and the cell that has the keyboard."""
    for place in selection[-1:]:
        scroll_to(view, scene, place)
    cell = scene.board.focus_cell
    rect = scene.board.layout.cell_rect(*cell) if cell else None
    if rect is not None:
        view.ensureVisible(QRectF(*rect), _ROUND_CELL, _ROUND_CELL)


def rect_around(scene: MapScene, cards: Iterable[str]) -> QRectF:
    """What to bring into view for several cards, with some room; empty for none."""
    rect = QRectF()
    for identifier in cards:
        rect |= scene.cards.area(identifier) or QRectF()
    room = _ROUND_CARDS if not rect.isNull() else 0
    return rect.adjusted(-room, -room, room, room)
