"""What the colours of the grid mean: those that the shown sheet has."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.ui.foreign_import.marks import KINDS, MarkKind, kind_name, paint_swatch
from workbench.ui.render.style import colour
from workbench.ui.theme import Theme
from workbench.words.say import say

_SWATCH = QSize(16, 12)
_GAP, _BETWEEN = 6, 16
_SCALE = 0.86


class Legend(QWidget):
    """Swatches with names in a row; those for which there is no room go to the next."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kinds: tuple[MarkKind, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    @property
    def kinds(self) -> tuple[MarkKind, ...]:
        return self._kinds

    def show_kinds(self, kinds: Iterable[MarkKind]) -> None:
        """Explain these colours, in the order that the legend always has."""
        wanted = set(kinds)
        self._kinds = tuple(kind for kind in KINDS if kind in wanted)
        names = ", ".join(kind_name(kind) for kind in self._kinds)
        self.setAccessibleName(say("foreign_import.legend", names=names))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return round(places[-1].bottom()) + 2 if places else self._line()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._theme.font(_SCALE))
        colours = self._theme.palette
        for kind, place in zip(self._kinds, self._places(self.width()), strict=True):
            swatch = QRectF(place.left(), 0, _SWATCH.width(), _SWATCH.height())
            swatch.moveTop(round(place.center().y() - swatch.height() / 2))
            paint_swatch(painter, swatch, kind, colours)
            painter.setPen(colour(colours.muted))
            room = place.adjusted(_SWATCH.width() + _GAP, 0, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, kind_name(kind))
        painter.end()

    def _line(self) -> int:
        return QFontMetrics(self._theme.font(_SCALE)).lineSpacing() + 4

    def _places(self, width: int) -> list[QRectF]:
        metrics, line = QFontMetrics(self._theme.font(_SCALE)), self._line()
        places: list[QRectF] = []
        x = y = 0
        for kind in self._kinds:
            wide = _SWATCH.width() + _GAP + metrics.horizontalAdvance(kind_name(kind)) + 2
            if x and x + wide > width:
                x, y = 0, y + line
            places.append(QRectF(x, y, wide, line))
            x += wide + _BETWEEN
        return places
