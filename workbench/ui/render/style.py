"""What every painter of a map needs: colours, fonts, how much detail to show."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from workbench.drawing import tokens
from workbench.ui.render.fonts import MapFonts
from workbench.ui.render.stamps import Stamp, Stamps

Detail = Literal["full", "titles"]


class Style:
    """How a map is painted in one appearance with one font."""

    def __init__(self, appearance: tokens.Appearance, fonts: MapFonts) -> None:
        self.appearance = appearance
        self.palette = tokens.palette(appearance)
        self.fonts = fonts
        self.detail: Detail = "full"
        self.stamps: Stamps | None = None
        """For a screen; without, everything is drawn as lines and areas, as pictures want it."""
        self.is_passing = False
        """Whether what is painted now is soon left again, so that no card is worth keeping."""

    @property
    def dark(self) -> bool:
        return self.appearance == "dark"

    def stamp(
        self, painter: QPainter, rect: QRectF, key: Hashable, draw: Callable[[QPainter], None]
    ) -> None:
        """Do `draw`, which paints into `rect`, or put down what it painted before by this key."""
        self.stamp_all(painter, (Stamp(rect, key, draw),))

    def stamp_all(self, painter: QPainter, wanted: Iterable[Stamp]) -> None:
        """The same for several, which takes less time than one by one."""
        if self.stamps is not None:
            self.stamps.paint(painter, wanted)
            return
        for stamp in wanted:
            painter.translate(stamp.x, stamp.y)
            stamp.draw(painter)
            painter.translate(-stamp.x, -stamp.y)

    def tone(self, name: str) -> tuple[QColor, QColor]:
        """Text and soft ground of "good", "warn", "bad" or "accent"."""
        ground = "accent_soft" if name == "accent" else f"{name}_soft"
        return colour(getattr(self.palette, name)), colour(getattr(self.palette, ground))


def style_for(appearance: tokens.Appearance, base: QFont) -> Style:
    """The style of an appearance with the window's font."""
    return Style(appearance, MapFonts(base))


def screen_style(appearance: tokens.Appearance, base: QFont) -> Style:
    """The same for a window, which paints one map again and again."""
    style = style_for(appearance, base)
    style.stamps = Stamps()
    return style


@lru_cache(maxsize=1024)
def colour(code: str, alpha: float = 1.0) -> QColor:
    """The colour of a token, shared; `alpha` from 0 (clear) to 1."""
    result = QColor(code)
    result.setAlphaF(alpha)
    return result
