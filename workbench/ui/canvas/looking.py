"""Where things of the shown map are to be looked at."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF

from workbench.ui.bridge import Place
from workbench.ui.canvas.scene import MapScene

_ROUND_CARDS = 40


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


def rect_around(scene: MapScene, cards: Iterable[str]) -> QRectF:
    """What to bring into view for several cards, with some room; empty for none."""
    rect = QRectF()
    for identifier in cards:
        rect |= scene.cards.area(identifier) or QRectF()
    room = _ROUND_CARDS if not rect.isNull() else 0
    return rect.adjusted(-room, -room, room, room)
