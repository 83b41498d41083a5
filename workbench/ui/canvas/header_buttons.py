"""The small buttons in a header: collapse or expand it, add another one after it."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap

from workbench.drawing import tokens
from workbench.ui.render import shapes
from workbench.ui.render.style import Style, colour
from workbench.ui.theme import icon_pixmap

Code = Literal["collapse", "expand", "add"]

SIDE = 20.0
_GAP = 2.0
_ICON = 14
_ICON_RATIO = 3.0


class HeaderButton(NamedTuple):
    """One button: what it does, where it stands, and its icon."""

    code: Code
    rect: QRectF
    icon: str


def in_corner(rect: QRectF, kinds: tuple[tuple[Code, str], ...]) -> list[HeaderButton]:
    """Buttons (code, icon) side by side in the lower right corner of a rectangle."""
    left = rect.right() - len(kinds) * (SIDE + _GAP)
    top = rect.bottom() - SIDE - _GAP
    return [
        HeaderButton(code, QRectF(left + place * (SIDE + _GAP), top, SIDE, SIDE), icon)
        for place, (code, icon) in enumerate(kinds)
    ]


def paint_button(painter: QPainter, button: HeaderButton, style: Style, *, lit: bool) -> None:
    """Paint a button on its own ground, stronger with the pointer over it."""
    palette = style.palette
    ground = palette.accent_soft if lit else palette.panel
    border = palette.accent if lit else palette.line
    shapes.box(painter, button.rect, tokens.SMALL_RADIUS, colour(ground), colour(border))
    pixmap = _icon(button.icon, palette.accent if lit else palette.muted)
    inner = QRectF(0, 0, _ICON, _ICON)
    inner.moveCenter(button.rect.center())
    painter.drawPixmap(inner, pixmap, QRectF(pixmap.rect()))


@lru_cache(maxsize=32)
def _icon(name: str, code: str) -> QPixmap:
    return icon_pixmap(name, code, _ICON, _ICON_RATIO)
