"""Small things that several painters draw: text lines, pills, rounded boxes, tiles."""

from __future__ import annotations

from functools import cache, lru_cache, partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPainterPath, QPen

from workbench.drawing.geometry import Rect
from workbench.drawing.measure import TextStyle
from workbench.settings import resource_folder
from workbench.ui.render.gathering import Gathering
from workbench.ui.render.style import Style, colour
from workbench.ui.theme import icon_drawing, icon_pixmap

_ICON_PIXELS_PER_UNIT = 3.0
_IN_THE_MIDDLE = Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignCenter


def area(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.width, rect.height)


def draw_lines(
    painter: QPainter,
    style: Style,
    text_style: TextStyle,
    ink: QColor,
    at: QPointF,
    lines: tuple[str, ...],
    width: float,
) -> float:
    """Draw lines from `at` down; right-to-left text starts at the right. Gives the height."""
    fonts = style.fonts
    painter.setFont(fonts.font(text_style))
    painter.setPen(ink)
    height, ascent = fonts.line_height(text_style), fonts.ascent(text_style)
    x, y = at.x(), at.y()
    is_screen = style.stamps is not None
    for line in lines:
        kept = fonts.kept(line, text_style) if is_screen else None
        if kept is not None:
            painter.drawStaticText(QPointF(x, y), kept)
        elif not line.isascii() and line_runs_left(line):
            right = x + width - fonts.width(line, text_style)
            painter.drawText(QPointF(right, y + ascent), line)
        else:
            painter.drawText(QPointF(x, y + ascent), line)
        y += height
    return height * len(lines)


def line_runs_left(line: str) -> bool:
    """Whether a line's first strong character is Hebrew or Arabic."""
    for character in line:
        if "\u0590" <= character <= "\u08ff" or "\ufb1d" <= character <= "\ufefc":
            return True
        if character.isalpha():
            return False
    return False


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    ground: QColor | None,
    border: QColor | None = None,
    *,
    thickness: float = 1.0,
    dashed: bool = False,
) -> None:
    """A rounded box, its border inside the rectangle."""
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(_pen(border.rgba(), thickness, dashed))
        half = thickness / 2
        rect = rect.adjusted(half, half, -half, -half)
    painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect, radius, radius)


@lru_cache(maxsize=256)
def _pen(code: int, thickness: float, dashed: bool) -> QPen:
    pen = QPen(QColor.fromRgba(code), thickness)
    if dashed:
        pen.setDashPattern([3 / thickness, 3 / thickness])
    return pen


def pill(
    painter: QPainter, style: Style, left: float, middle: float, text: str, tone: str
) -> float:
    """A soft badge with text; gives its right edge."""
    ink, ground = style.tone(tone)
    fonts = style.fonts
    height = fonts.line_height("badge") + 2
    width = max(fonts.width(text, "badge") + height * 0.8, height * 1.35)
    rect = QRectF(left, middle - height / 2, width, height)
    box(painter, rect, height / 2, ground)
    painter.setFont(fonts.font("badge"))
    painter.setPen(ink)
    painter.drawText(rect, _IN_THE_MIDDLE, text)
    return rect.right()


def pill_width(style: Style, text: str) -> float:
    height = style.fonts.line_height("badge") + 2
    return max(style.fonts.width(text, "badge") + height * 0.8, height * 1.35)


def tile(
    painter: QPainter, style: Style, rect: QRectF, ground: str, icon: str, letter: str
) -> None:
    """A coloured tile with a white icon, or with a letter where there is no such icon."""
    box(painter, rect, rect.width() * 0.28, colour(ground))
    if icon and has_icon(icon):
        side = rect.width() * 0.68
        inner = QRectF(0, 0, side, side)
        inner.moveCenter(rect.center())
        if isinstance(painter, Gathering):
            painter.draw_later(inner, partial(_draw_icon, icon=icon))
        else:
            _draw_icon(painter, inner, icon)
    else:
        painter.setFont(style.fonts.font("badge"))
        painter.setPen(colour("#FFFFFF"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letter[:1].upper() or "•")


def _draw_icon(painter: QPainter, rect: QRectF, icon: str) -> None:
    if painter.paintEngine().type() == QPaintEngine.Type.SVG:
        # lines are sharp at any size, and take less room than pixels
        icon_drawing(icon, "#FFFFFF").render(painter, rect)
        return
    pixmap = icon_pixmap(icon, "#FFFFFF", round(rect.width()), _ICON_PIXELS_PER_UNIT)
    painter.drawPixmap(rect, pixmap, QRectF(pixmap.rect()))


@cache
def has_icon(name: str) -> bool:
    """Whether the program has this icon; documents may name others."""
    return (resource_folder() / "icons" / f"{name}.svg").is_file()


def star(painter: QPainter, middle: QPointF, radius: float, ink: QColor) -> None:
    """The sign of a moment of truth."""
    path = QPainterPath()
    for index, (x, y) in enumerate(_STAR):
        point = QPointF(middle.x() + x * radius, middle.y() + y * radius)
        if index:
            path.lineTo(point)
        else:
            path.moveTo(point)
    path.closeSubpath()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPath(path)


_STAR = (
    (0.0, -1.0),
    (0.2351, -0.3236),
    (0.9511, -0.309),
    (0.3804, 0.1236),
    (0.5878, 0.809),
    (0.0, 0.4),
    (-0.5878, 0.809),
    (-0.3804, 0.1236),
    (-0.9511, -0.309),
    (-0.2351, -0.3236),
)
